"""Ricos documents: every node, every decoration, every spelling; no character lost, nothing raised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.ledger import clean
from scraper.extraction.ricos import IGNORED, READERS, TRANSPARENT, all_texts, read_ricos
from scraper.extraction.vocabulary import EMPTY_BODY
from tests.extraction.ricos_documents import ID, MEDIA, URL, image, node, paragraph, read, text


def test_paragraphs_headings_and_spacers():
    body = read(
        paragraph("One", textStyle={"textAlignment": "CENTER"}),
        paragraph(),
        paragraph(" \u200b"),
        node("HEADING", text("Two"), headingData={"level": 3, "indentation": 1}),
        node("HEADING", text("Too deep"), headingData={"level": 9}),
        node("HEADING", headingData={"level": 2}),
        paragraph("Three\nfour", textStyle={"textAlignment": "AUTO"}, indentation=2),
    )

    assert body.html == (
        '<p style="text-align:center">One</p>\n<h3 data-indent="1">Two</h3>\n<h6>Too deep</h6>\n'
        '<p data-indent="2">Three<br>\nfour</p>\n'
    )
    assert body.text == "One Two Too deep Three four"
    assert body.fidelity.dropped == ("PARAGRAPH: spacer", "PARAGRAPH: spacer", "HEADING: spacer")
    assert body.fidelity.source_chars == body.fidelity.kept_chars == 22
    assert body.issues == ()


@pytest.mark.parametrize(
    ("decoration", "expected"),
    [
        ({"type": "BOLD", "fontWeightValue": 700}, "<strong>x</strong>"),
        ({"type": "BOLD", "fontWeightValue": 400}, "x"),
        ({"type": "BOLD"}, "<strong>x</strong>"),
        ({"type": "COLOR", "colorData": {"foreground": "#000000", "background": "transparent"}}, "x"),
        ({"type": 0}, "<strong>x</strong>"),
        ({"type": "ITALIC", "italicData": True}, "<em>x</em>"),
        ({"type": "ITALIC", "italicData": False}, "x"),
        ({"type": "UNDERLINE", "underlineData": True}, "<u>x</u>"),
        ({"type": "STRIKETHROUGH"}, "<s>x</s>"),
        ({"type": "SUPERSCRIPT"}, "<sup>x</sup>"),
        ({"type": "SUBSCRIPT"}, "<sub>x</sub>"),
        ({"type": "SKETCH", "sketchData": {"variant": "x"}}, "<mark>x</mark>"),
        ({"type": "COLOR", "colorData": {"background": "#ffff00"}}, '<mark style="background-color:#ffff00">x</mark>'),
        ({"type": "COLOR", "colorData": {"background": "color_12"}}, "<mark>x</mark>"),
        (
            {"type": "COLOR", "colorData": {"foreground": "#F00", "background": "transparent"}},
            '<span style="color:#ff0000">x</span>',
        ),
        ({"type": "COLOR", "colorData": {"foreground": "black", "background": "color_8"}}, "<mark>x</mark>"),
        ({"type": "COLOR", "colorData": {"background": "rgb(255, 255, 255)"}}, "x"),
        (
            {
                "type": "LINK",
                "linkData": {"link": {"url": "/book", "target": "BLANK", "rel": {"nofollow": True, "ugc": False}}},
            },
            '<a href="https://clinic.example/book" rel="nofollow">x</a>',
        ),
        ({"type": 6, "linkData": {"url": "www.other.example/a"}}, '<a href="http://www.other.example/a">x</a>'),
        (
            {"type": "LINK", "linkData": {"link": {"url": "me@clinic.example"}}},
            '<a href="mailto:me@clinic.example">x</a>',
        ),
        ({"type": "ANCHOR", "anchorData": {"anchor": "a1"}}, '<a href="#viewer-a1">x</a>'),
        ({"type": "LINK", "linkData": {"link": {"anchor": "a1"}}}, '<a href="#viewer-a1">x</a>'),
    ],
)
def test_decorations_that_are_kept(decoration, expected):
    body = read(paragraph("t"), paragraph(text("x", decoration), identifier="b2"))

    assert body.html.splitlines()[1] == f"<p>{expected}</p>"
    assert body.fidelity.degraded == ()


@pytest.mark.parametrize(
    ("decoration", "lost"),
    [
        ({"type": "COLOR", "colorData": {"foreground": "color_31"}}, "text: colour"),
        ({"type": "FONT_SIZE", "fontSizeData": {"unit": "PX", "value": 20}}, "text: size"),
        ({"type": "FONT_FAMILY", "fontFamilyData": {"value": "x"}}, "text: font"),
        ({"type": "SPOILER"}, "SPOILER: hidden until asked for"),
        ({"type": "MENTION", "mentionData": {"name": "Lin", "slug": "lin"}}, "MENTION: the profile behind the name"),
        ({"type": "GLOW"}, "GLOW: unknown decoration"),
        ({"type": "LINK", "linkData": {}}, "LINK: where it leads"),
        ({"type": "LINK", "linkData": {"link": {"url": "javascript:alert(1)"}}}, "LINK: where it leads"),
    ],
)
def test_decorations_that_are_not_kept_are_accounted_for(decoration, lost):
    body = read(paragraph(text("x", decoration)))

    assert body.html == "<p>x</p>\n"
    assert body.fidelity.degraded == (lost,)


def test_an_address_that_the_viewer_linked_is_linked_where_it_stands_alone():
    body = read(paragraph("always.As tea said: ways.As"), viewer_links={"ways.As": "http://ways.As"})

    assert body.html == '<p>always.As tea said: <a href="http://ways.As">ways.As</a></p>\n'
    assert body.links == ("http://ways.As",)


def test_hashtags_get_the_addresses_of_the_rendered_page():
    links = {
        "#cup": "https://clinic.example/blog/hashtags/cup",
        "#cupping": "https://clinic.example/blog/hashtags/cupping-2",
    }

    body = read(paragraph("#cupping and #cups, #cup"), viewer_links=links)

    assert body.html == (
        '<p><a href="https://clinic.example/blog/hashtags/cupping-2">#cupping</a> and #cups, '
        '<a href="https://clinic.example/blog/hashtags/cup">#cup</a></p>\n'
    )
    assert body.hashtags == ("cupping", "cup")


def test_links_within_the_document():
    anchor = {"type": "ANCHOR", "anchorData": {"anchor": "sp1"}}

    body = read(paragraph(text("down", anchor)), paragraph(identifier="sp1"), paragraph("here", identifier="b2"))

    assert body.html == '<p><a href="#viewer-sp1">down</a></p>\n<p id="viewer-sp1">here</p>\n'


@pytest.mark.parametrize("bulleted", ["BULLETED_LIST", "BULLET_LIST", 3])
def test_lists(bulleted):
    inner = node(bulleted, node("LIST_ITEM", paragraph("inner")))
    listing = node(
        "ORDERED_LIST",
        node("LIST_ITEM", paragraph("one"), inner),
        node("LIST_ITEM", paragraph()),
        node("LIST_ITEM", paragraph("two"), paragraph("more")),
        node("LIST_ITEM", image()),
        orderedListData={"start": 3, "indentation": 0},
    )

    body = read(listing)

    assert body.html == (
        '<ol start="3"><li>one\n<ul><li>inner</li>\n</ul>\n</li>\n<li><p>two</p>\n<p>more</p>\n</li>\n'
        f'<li><figure><img src="{MEDIA}{ID}" alt="" width="640" height="480"></figure>\n</li>\n</ol>\n'
    )
    assert body.text == "one inner two more"


def test_loose_items_and_boxes_to_tick():
    body = read(node("LIST_ITEM", paragraph("alone")), node("CHECKBOX_LIST", node("LIST_ITEM", paragraph("tea"))))

    assert body.html == "<ul><li>alone</li>\n</ul>\n<ul><li>tea</li>\n</ul>\n"
    assert body.fidelity.degraded == ("CHECKBOX_LIST: which boxes are ticked",)


def test_ticks_indentation_and_shapes_are_kept():
    ticked, open_ = ({**node("LIST_ITEM", paragraph(word)), "listItemData": {"checked": state}}
                     for word, state in (("tea", True), ("walk", False)))  # fmt: skip
    body = read(
        {**node("CHECKBOX_LIST", ticked, open_), "checkboxListData": {"indentation": 2}},
        node("DIVIDER", dividerData={"lineStyle": "DOTTED", "width": "SMALL", "alignment": "LEFT"}),
        node("DIVIDER", dividerData={"lineStyle": "SINGLE", "width": "LARGE", "alignment": "CENTER"}),
    )

    assert body.html == (
        '<ul data-indent="2" class="checklist"><li data-checked="true">tea</li>\n<li data-checked="false">walk</li>\n'
        '</ul>\n<hr class="dotted small left">\n<hr>\n'
    )
    assert body.fidelity.degraded == ()


def test_a_cell_keeps_its_colour_and_place():
    cell = node("TABLE_CELL", paragraph("a"), tableCellData={
        "cellStyle": {"backgroundColor": "#FFF3B0", "verticalAlignment": "MIDDLE"}})  # fmt: skip

    body = read(node("TABLE", node("TABLE_ROW", cell, node("TABLE_CELL", paragraph("b")))))

    assert '<td style="background-color:#fff3b0;vertical-align:middle">a</td>' in body.html
    assert "<td>b</td>" in body.html


def test_quotes_code_and_dividers():
    body = read(
        node("BLOCKQUOTE", paragraph("Wisdom"), paragraph("and more")),
        node("BLOCKQUOTE", paragraph()),
        node("CODE_BLOCK", text("a = 1\n"), text("  b", {"type": "BOLD"})),
        node("CODE_BLOCK"),
        node("DIVIDER", dividerData={"lineStyle": "DASHED"}),
    )

    assert body.html == (
        "<blockquote><p>Wisdom</p>\n<p>and more</p>\n</blockquote>\n<pre><code>a = 1\n  b</code></pre>\n"
        '<hr class="dashed">\n'
    )


def test_tables_with_headers_and_spans():
    def row(*cells):
        return node("TABLE_ROW", *cells)

    def cell(*words, **data):
        return node("TABLE_CELL", *(paragraph(word) for word in words), tableCellData=data)

    rows = [row(cell("Point"), cell("Use")), row(cell("LI4", rowspan=2), cell()), row(cell("a", "b", colSpan=2))]
    table = node("TABLE", *rows, tableData={"rowHeader": True, "columnHeader": True})

    body = read(table, node("TABLE", row(cell())))

    assert body.html == (
        "<table><thead><tr><th>Point</th>\n<th>Use</th>\n</tr>\n</thead>\n"
        '<tbody><tr><th rowspan="2">LI4</th>\n<td></td>\n</tr>\n<tr><th colspan="2"><p>a</p>\n<p>b</p>\n</th>\n</tr>\n'
        "</tbody>\n</table>\n"
    )
    assert body.fidelity.dropped == ("TABLE: empty",)


def test_collapsible_lists_become_disclosures():
    pair = node(
        "COLLAPSIBLE_ITEM",
        node("COLLAPSIBLE_ITEM_TITLE", paragraph("Does it hurt?")),
        node("COLLAPSIBLE_ITEM_BODY", paragraph("No."), node("DIVIDER")),
    )

    body = read(node("COLLAPSIBLE_LIST", pair, pair, collapsibleListData={"initialExpandedItems": "FIRST"}))

    entry = "<summary>Does it hurt?</summary>\n<p>No.</p>\n<hr>\n</details>\n"
    assert body.html == f'<details open="open">{entry}<details>{entry}'


def test_layouts_are_read_one_cell_after_the_other():
    cells = [node("LAYOUT_CELL", paragraph("left")), node("LAYOUT_CELL", paragraph("right"))]

    body = read(node("LAYOUT", *cells), node("TOC"), node("SHAPE"), node("CARD", paragraph("in a card")))

    assert body.html == "<p>left</p>\n<p>right</p>\n<p>in a card</p>\n"
    assert body.fidelity.degraded == ("LAYOUT: columns", "CARD: frame")
    assert body.fidelity.dropped == ("TOC: made of the headings", "SHAPE: a drawing without content")


def test_an_unknown_node_is_read_for_its_children_and_reported():
    body = read(
        node("HOLOGRAM", paragraph("still here"), text("loose")), node(99), node("EXTERNAL", externalData={"a": 1})
    )

    assert body.html == (
        '<p>still here</p>\n<p>loose</p>\n<figure class="missing" data-kind="type_99"></figure>\n'
        '<figure class="missing" data-kind="external"></figure>\n'
    )
    assert {issue.code for issue in body.issues} == {"unknown-node"}
    assert body.fidelity.degraded[0] == "HOLOGRAM: unknown type"


def test_a_medium_inside_a_paragraph_follows_it():
    body = read(paragraph("before", image(), "after"))

    assert body.html == (
        f'<p>beforeafter</p>\n<figure><img src="{MEDIA}{ID}" alt="" width="640" height="480"></figure>\n'
    )


@pytest.mark.parametrize("document", [{}, {"nodes": "x"}, {"nodes": []}, {"nodes": [7]}])
def test_no_nodes_no_body(document):
    assert read_ricos(document, base_url=URL) == EMPTY_BODY


def test_absurd_depth_keeps_its_text():
    deep = paragraph("bottom")
    for _ in range(3000):
        deep = node("BLOCKQUOTE", deep)

    body = read(deep)

    assert body.text == "bottom"
    assert body.issues == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 30) | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KINDS = st.sampled_from([*READERS, *TRANSPARENT, *IGNORED, "BULLET_LIST", "GIPHY", "NEW"]) | st.integers(-2, 40) | JSON
FIELDS = [
    "imageData", "galleryData", "videoData", "audioData", "fileData", "htmlData", "embedData", "linkPreviewData", "id",
    "tableData", "mapData", "pollData", "buttonData", "paragraphData", "headingData", "appEmbedData", "gifData", "key",
]  # fmt: skip
DECORATIONS = st.builds(
    lambda kind, data: {"type": kind, "linkData": data, "anchorData": data},
    st.sampled_from(["BOLD", "ITALIC", "LINK", "ANCHOR", "COLOR", "NEW", 0, 6, 99, None]),
    st.builds(
        lambda url: {"link": {"url": url}, "anchor": url},
        st.text(st.sampled_from("ab/:.[#\x08\ud800é@ "), max_size=6) | JSON,
    )
    | JSON,
)
TEXTS = st.builds(
    lambda words, decorations: {"type": "TEXT", "textData": {"text": words, "decorations": decorations}},
    st.text(st.sampled_from("ab é漢ع😀\n\u200b\x00\ud800"), max_size=8),
    st.lists(DECORATIONS, max_size=3) | JSON,
)
NODES = st.recursive(
    TEXTS,
    lambda children: st.builds(
        lambda kind, nodes, field, data: {"type": kind, "nodes": nodes, field: data},
        KINDS,
        st.lists(children | JSON, max_size=4),
        st.sampled_from(FIELDS),
        JSON,
    ),
    max_leaves=20,
)


@given(st.lists(NODES, max_size=5))
def test_any_document_is_read_and_no_character_of_it_is_lost(nodes):
    body = read(*nodes)

    kept = "".join(body.text.split())
    ignored = [entry for entry in body.fidelity.dropped if entry.split(":")[0] in IGNORED]
    if not ignored:
        for part in all_texts([node for node in nodes if isinstance(node, dict)]):
            assert "".join(clean(part).split()) in kept
    assert "data-x-" not in body.html
