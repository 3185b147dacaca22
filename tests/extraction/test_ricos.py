"""Ricos documents: every node, every decoration, every spelling; no character lost, nothing raised."""

from __future__ import annotations

import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.ledger import clean
from scraper.extraction.ricos import IGNORED, READERS, TRANSPARENT, all_texts, read_ricos
from scraper.extraction.vocabulary import EMPTY_BODY

URL = "https://clinic.example/post/needles"
YOUTUBE = "https://www.youtube.com/"
MEDIA = "https://static.wixstatic.com/media/"
ID = "a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg"
DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "body-html.md"


def read(*nodes, url=URL, **options):
    return read_ricos({"nodes": list(nodes), "metadata": {"version": 1}}, base_url=url, **options)


def text(words, *decorations):
    return {"type": "TEXT", "id": "", "nodes": [], "textData": {"text": words, "decorations": list(decorations)}}


def paragraph(*parts, identifier="a1", **data):
    nodes = [text(part) if isinstance(part, str) else part for part in parts]
    return {"type": "PARAGRAPH", "id": identifier, "nodes": nodes, "paragraphData": data}


def node(kind, *nodes, **data):
    return {"type": kind, "id": "n1", "nodes": list(nodes), **data}


def image(**data):
    return node("IMAGE", imageData={"image": {"src": {"id": ID}, "width": 640, "height": 480}, **data})


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
        ({"type": 0}, "<strong>x</strong>"),
        ({"type": "ITALIC", "italicData": True}, "<em>x</em>"),
        ({"type": "ITALIC", "italicData": False}, "x"),
        ({"type": "UNDERLINE", "underlineData": True}, "<u>x</u>"),
        ({"type": "STRIKETHROUGH"}, "<s>x</s>"),
        ({"type": "SUPERSCRIPT"}, "<sup>x</sup>"),
        ({"type": "SUBSCRIPT"}, "<sub>x</sub>"),
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
        ({"type": "COLOR", "colorData": {"foreground": "#ff0000"}}, "text: colour"),
        ({"type": "FONT_SIZE", "fontSizeData": {"unit": "PX", "value": 20}}, "text: size"),
        ({"type": "FONT_FAMILY", "fontFamilyData": {"value": "x"}}, "text: font"),
        ({"type": "SKETCH"}, "text: hand-drawn highlight"),
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


def test_a_neutral_colour_is_no_loss():
    colour = {"type": "COLOR", "colorData": {"foreground": "#000000", "background": "transparent"}}

    assert read(paragraph(text("x", colour))).fidelity.degraded == ()


def test_hashtags_get_the_addresses_of_the_rendered_page():
    links = {
        "cup": "https://clinic.example/blog/hashtags/cup",
        "cupping": "https://clinic.example/blog/hashtags/cupping-2",
    }

    body = read(paragraph("#cupping and #cups, #cup"), hashtag_links=links)

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


def test_quotes_code_and_dividers():
    body = read(
        node("BLOCKQUOTE", paragraph("Wisdom"), paragraph("and more")),
        node("BLOCKQUOTE", paragraph()),
        node("CODE_BLOCK", text("a = 1\n"), text("  b", {"type": "BOLD"})),
        node("CODE_BLOCK"),
        node("DIVIDER", dividerData={"lineStyle": "DASHED"}),
    )

    assert body.html == (
        "<blockquote><p>Wisdom</p>\n<p>and more</p>\n</blockquote>\n<pre><code>a = 1\n  b</code></pre>\n<hr>\n"
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


@pytest.mark.parametrize(
    "source",
    [
        {"src": {"id": ID}},
        {"src": {"custom": ID}},
        {"src": {"url": f"{MEDIA}{ID}/v1/fit/w_300,h_300/file.jpg"}},
        {"src": {"_id": f"media/{ID}"}},
        {"src": f"wix:image://v1/{ID}/hand.jpg#originWidth=640"},
        {"src": {"file_name": ID}},
    ],
)
def test_an_image_by_every_form_of_its_source(source):
    body = read(node("IMAGE", imageData={"image": {**source, "width": 640, "height": 480.0}, "altText": "A hand"}))

    assert body.html == f'<figure><img src="{MEDIA}{ID}" alt="A hand" width="640" height="480"></figure>\n'


def test_an_image_with_link_caption_and_decoration():
    caption = node("CAPTION", text("Warm "), text("hands", {"type": "ITALIC"}))
    linked = image(link={"url": "https://clinic.example/book"}, caption="old")
    linked["nodes"] = [caption]

    body = read(linked, image(decorative=True, altText="ignored", caption="Old caption"))

    assert body.html == (
        f'<figure><a href="https://clinic.example/book"><img src="{MEDIA}{ID}" alt="" width="640" height="480"></a>\n'
        "<figcaption>Warm <em>hands</em></figcaption>\n</figure>\n"
        f'<figure><img src="{MEDIA}{ID}" alt="" width="640" height="480">\n<figcaption>Old '
        "caption</figcaption>\n</figure>\n"
    )
    assert [picture.alt for picture in body.images] == [None, ""]
    assert body.text == "Warm hands Old caption"
    assert body.issues == ()


def test_an_image_without_a_source_keeps_place_and_caption():
    body = read(node("IMAGE", imageData={"image": {"src": {}}, "caption": "A view"}))

    assert body.html == '<figure class="missing" data-kind="image"></figure>\n<p>A view</p>\n'
    assert [issue.code for issue in body.issues] == ["embed-missing"]


def test_a_spoiler_is_shown_and_said():
    body = read(image(containerData={"spoiler": {"enabled": True}}))

    assert body.fidelity.degraded == ("IMAGE: hidden until asked for",)


def test_galleries_of_both_forms():
    new = {
        "image": {"media": {"src": {"id": ID}, "width": 4, "height": 3}, "link": {"url": "/b"}},
        "title": "Cups",
        "altText": "Glass",
    }
    video = {
        "video": {"media": {"src": {"id": "video/a1_b2/720p/mp4/file.mp4"}}, "thumbnail": {"src": {"id": ID}}},
        "title": "Film",
    }
    old = {"url": ID, "metadata": {"width": 8, "height": 6, "title": "Room", "description": "Ours"}, "itemId": "x"}
    broken = {"metadata": {}}

    body = read(node("GALLERY", galleryData={"items": [new, video, old, broken, "junk"]}))

    assert body.html == (
        '<figure class="gallery"><figure><a href="https://clinic.example/b">'
        f'<img src="{MEDIA}{ID}" alt="Glass" width="4" height="3"></a>\n<figcaption>Cups</figcaption>\n</figure>\n'
        '<figure class="video"><video src="https://video.wixstatic.com/video/a1_b2/720p/mp4/file.mp4" '
        'controls="controls" '
        f'poster="{MEDIA}{ID}" title="Film"></video>\n<figcaption>Film</figcaption>\n</figure>\n'
        f'<figure><img src="{MEDIA}{ID}" alt="" width="8" height="6">\n<figcaption>Room<br>\nOurs</figcaption>'
        "\n</figure>\n"
        "</figure>\n"
    )
    assert body.fidelity.dropped == ("GALLERY item: no address",)
    assert body.text == "Cups Film Room Ours"
    assert body.issues == ()


@pytest.mark.parametrize(
    ("video", "player", "url"),
    [
        (
            {"src": {"url": "https://youtu.be/aB3-_456789"}},
            f"{YOUTUBE}embed/aB3-_456789",
            f"{YOUTUBE}watch?v=aB3-_456789",
        ),
        (
            {"src": {"url": "https://vimeo.com/123456789"}},
            "https://player.vimeo.com/video/123456789",
            "https://vimeo.com/123456789",
        ),
        (
            {"src": {"id": "video/a1_b2/720p/mp4/file.mp4"}},
            "https://video.wixstatic.com/video/a1_b2/720p/mp4/file.mp4",
            None,
        ),
        ({"src": {"custom": "a1_b2"}}, "https://video.wixstatic.com/video/a1_b2/file", None),
        ({"src": {"url": "https://films.example/7"}}, None, "https://films.example/7"),
    ],
)
def test_videos(video, player, url):
    body = read(node("VIDEO", videoData={"video": video, "thumbnail": {"src": {"id": ID}}, "title": "Needles"}))

    (found,) = body.videos
    assert found.url == (url or player)
    assert found.poster == MEDIA + ID
    assert found.title == "Needles"
    assert (player or f'href="{url}"') in body.html
    assert body.text == ""


def test_audio_as_file_as_code_and_missing():
    body = read(
        node("AUDIO", audioData={"audio": {"src": {"id": "a1.mp3"}}, "name": "A talk", "authorName": "Lin"}),
        node("AUDIO", audioData={"html": '<iframe src="https://player.example/7"></iframe>'}),
        node("AUDIO", audioData={}),
    )

    assert body.html == (
        '<figure class="audio"><audio src="https://static.wixstatic.com/mp3/a1.mp3" controls="controls" '
        'title="A talk – Lin">'
        '</audio></figure>\n<figure class="embed"><iframe src="https://player.example/7"></iframe></figure>\n'
        '<figure class="missing" data-kind="audio"></figure>\n'
    )
    assert body.embeds == ("https://static.wixstatic.com/mp3/a1.mp3", "https://player.example/7")


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (URL, "https://clinic.example/_files/ugd/a1_b2.pdf"),
        ("https://me.wixsite.com/clinic/post/a", "https://me.wixsite.com/clinic/_files/ugd/a1_b2.pdf"),
    ],
)
def test_files(page, address):
    facts = {
        "src": {"id": "a1_b2.pdf"},
        "name": "Price list.pdf",
        "type": "pdf",
        "size": 2048,
        "mimeType": "application/pdf",
    }

    body = read(node("FILE", fileData=facts), url=page)

    assert body.html == (
        f'<p><a class="file" href="{address}" download="Price list.pdf" type="application/pdf">Price list.pdf</a></p>\n'
    )
    (file,) = body.files
    assert (file.url, file.name, file.mime, file.size) == (address, "Price list.pdf", "application/pdf", 2048)
    assert body.text == ""


def test_a_private_file_has_no_address():
    body = read(node("FILE", fileData={"src": {"id": "a.pdf", "private": True}, "name": "Secret.pdf"}))

    assert body.html == '<figure class="missing" data-kind="file"><figcaption>Secret.pdf</figcaption>\n</figure>\n'
    assert [issue.code for issue in body.issues] == ["file-address-unknown"]


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (
            "GIF",
            {"gifData": {"original": {"gif": "https://gifs.example/a.gif"}, "width": 4, "height": 3}},
            '<img src="https://gifs.example/a.gif" alt="" width="4" height="3">',
        ),
        (
            "GIPHY",
            {"giphyData": {"gif": {"originalUrl": "https://gifs.example/b.gif"}}},
            '<img src="https://gifs.example/b.gif" alt="">',
        ),
        (
            12,
            {"gifData": {"downsized": {"mp4": "https://gifs.example/c.mp4"}}},
            '<video src="https://gifs.example/c.mp4" controls="controls">',
        ),
        ("GIF", {}, 'data-kind="gif"'),
    ],
)
def test_gifs(kind, data, expected):
    assert expected in read(node(kind, **data)).html


def test_html_by_address_and_as_code():
    code = (
        '<style>.x{}</style><blockquote class="t"><p>A <b>quote</b></p><a href="https://social.example/1">'
        "see</a></blockquote>"
        '<script src="https://social.example/w.js"></script>'
    )
    body = read(
        node("HTML", htmlData={"url": "https://maps.example/embed?a=b"}),
        node("HTML", htmlData={"html": code}),
        node("HTML", htmlData={"html": "<script>only()</script>"}),
        node("HTML", htmlData={"html": '<iframe src="//www.youtube.com/embed/aB3-_456789"></iframe>'}),
    )

    assert body.html == (
        '<figure class="embed"><iframe src="https://maps.example/embed?a=b"></iframe></figure>\n'
        '<blockquote><p>A <strong>quote</strong></p>\n<p><a href="https://social.example/1">see</a></p>'
        "\n</blockquote>\n"
        '<figure class="missing" data-kind="html"></figure>\n'
        '<figure class="video"><iframe src="https://www.youtube.com/embed/aB3-_456789" '
        'allowfullscreen="allowfullscreen">'
        "</iframe></figure>\n"
    )
    assert "HTML: script and style" in body.fidelity.degraded
    assert body.text == "A quote see"
    assert [issue.code for issue in body.issues] == ["embed-missing"]


def test_embeds_and_link_previews():
    body = read(
        node(
            "EMBED",
            embedData={
                "src": "https://www.youtube.com/watch?v=aB3-_456789",
                "oembed": {"title": "Film", "thumbnailUrl": ID},
            },
        ),
        node("EMBED", embedData={"oembed": {"html": "<p>tweet</p>", "url": "https://social.example/1"}}),
        node("EMBED", embedData={"src": "https://other.example/1", "oembed": {"title": "A study"}}),
        node(
            "LINK_PREVIEW",
            linkPreviewData={
                "link": {"url": "https://other.example/2"},
                "title": "Two",
                "description": "What it says",
                "thumbnailUrl": f"{MEDIA}{ID}",
            },
        ),
        node("LINK_PREVIEW", linkPreviewData={"link": {"url": "https://other.example/3"}}),
        node("LINK_PREVIEW", linkPreviewData={}),
    )

    assert body.html == (
        '<figure class="video"><iframe src="https://www.youtube.com/embed/aB3-_456789" '
        'allowfullscreen="allowfullscreen" '
        'title="Film"></iframe></figure>\n<p>tweet</p>\n'
        '<figure class="card"><figcaption><a href="https://other.example/1">A study</a></figcaption>\n</figure>\n'
        f'<figure class="card"><a href="https://other.example/2"><img src="{MEDIA}{ID}" alt=""></a>\n'
        '<figcaption><a href="https://other.example/2">Two</a><br>\nWhat it says</figcaption>\n</figure>\n'
        '<figure class="card"><figcaption><a href="https://other.example/3">https://other.example/3</a>'
        "</figcaption>\n</figure>\n"
    )
    assert body.issues == ()
    assert body.fidelity.dropped == ("card: empty",)


def test_buttons_maps_polls_and_apps():
    poll = {"title": "Tea?", "options": [{"title": "Green"}, {"title": "Black"}, "junk"]}
    body = read(
        node("BUTTON", buttonData={"text": "Book", "link": {"url": "/book"}, "type": "LINK"}),
        node("BUTTON", buttonData={"text": "Chat", "type": "ACTION"}),
        node(
            "MAP", mapData={"mapSettings": {"address": "1 Lane", "locationName": "Clinic", "lat": 22.28, "lng": 114.15}}
        ),
        node("MAP", mapData={"mapSettings": {"lat": 1, "lng": 2}}),
        node("MAP", mapData={}),
        node("POLL", pollData={"poll": poll}),
        node(
            "APP_EMBED",
            appEmbedData={"type": "EVENT", "name": "Open day", "url": "/e/1", "eventData": {"location": "Here"}},
        ),
    )

    query = "https://www.google.com/maps/search/?api=1&amp;query="
    assert body.html == (
        '<p><a href="https://clinic.example/book" class="button">Book</a></p>\n<p>Chat</p>\n'
        f'<p><a class="map" href="{query}22.28,114.15">Clinic, 1 Lane</a></p>\n<p><a class="map" '
        f'href="{query}1,2">1,2</a></p>\n'
        '<figure class="missing" data-kind="map"></figure>\n<p><strong>Tea?</strong></p>\n'
        "<ul><li>Green</li>\n<li>Black</li>\n</ul>\n"
        '<figure class="card"><figcaption><a href="https://clinic.example/e/1">Open day</a><br>'
        "\nHere</figcaption>\n</figure>\n"
    )
    assert "POLL: votes and voting" in body.fidelity.degraded
    assert "BUTTON: what it does" in body.fidelity.degraded
    assert [issue.code for issue in body.issues] == ["embed-missing"]


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


def test_no_nodes_no_body():
    assert read() == EMPTY_BODY
    assert read_ricos({"nodes": "x"}, base_url=URL) == EMPTY_BODY
    assert read_ricos({}, base_url=URL) == EMPTY_BODY


def test_absurd_depth_keeps_its_text():
    deep = paragraph("bottom")
    for _ in range(3000):
        deep = node("BLOCKQUOTE", deep)

    body = read(deep)

    assert body.text == "bottom"
    assert body.issues == ()


def test_the_documentation_names_every_type_that_is_read():
    stated = DOCS.read_text(encoding="utf-8")

    missing = [kind for kind in (*READERS, *TRANSPARENT, *IGNORED, "TEXT") if f"`{kind}`" not in stated]

    assert missing == []


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
