"""The rendered body of a post, of every era, written down in the vocabulary."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.body import hook_kind, viewer_links
from scraper.extraction.vocabulary import EMPTY_BODY
from tests.extraction.rendered_posts import URL, block, read


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p id='viewer-a'><span>Warm <strong>hands</strong> and <em>feet</em></span></p>", id="2021"),
        pytest.param(
            "<p id='viewer-a'><span><span>Warm </span><span style='font-weight:700'><span>hands</span></span>"
            "<span> and </span><span style='font-style:italic'><span>feet</span></span></span></p>",
            id="2024",
        ),
        pytest.param(
            "<p dir='auto' id='viewer-a'><span><span>Warm </span><strong style='font-weight:700'><span "
            "style='color:windowtext;background-color:transparent;text-decoration:inherit'><span>hands</span></span>"
            "</strong><span> and </span><em style='font-style:italic'><span>feet</span></em></span></p>",
            id="2025",
        ),
    ],
)
def test_every_era_gives_the_same_paragraph(html):
    body = read(html)

    assert body.html == "<p>Warm <strong>hands</strong> and <em>feet</em></p>\n"
    assert body.text == "Warm hands and feet"
    assert body.fidelity.degraded == ()
    assert body.issues == ()


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("text-decoration:underline", "<u>x</u>"),
        ("text-decoration-line:line-through", "<s>x</s>"),
        ("vertical-align:super", "<sup>x</sup>"),
        ("vertical-align: sub !important", "<sub>x</sub>"),
        ("font-weight:normal", "x"),
        ("color:#ff0000;font-size:20px", '<span style="color:#ff0000">x</span>'),
        ("color:rgb(20%, 0, 255)", '<span style="color:#3300ff">x</span>'),
        ("color:#222222", "x"),
        ("background-color:#ffff00", '<mark style="background-color:#ffff00">x</mark>'),
        ("background-color:rgb(255, 255, 255)", "x"),
    ],
)
def test_inline_styles(style, expected):
    assert read(f'<p><span style="{style}">x</span></p>').html == f"<p>{expected}</p>\n"


def test_a_style_can_take_a_mark_off_again():
    assert (
        read('<p><strong>a<span style="font-weight:400">b</span></strong></p>').html == "<p><strong>a</strong>b</p>\n"
    )


def test_colours_that_cannot_be_written_down_are_said_once_and_neutral_ones_never():
    coloured = read('<p><span style="color:var(--x)">a</span> <span style="color:white">b</span> <b>c</b></p>')

    assert coloured.fidelity.degraded == ("text: colour",)
    assert read('<p><span style="color:black;background-color:transparent">a</span></p>').fidelity.degraded == ()


def test_an_inner_colour_takes_the_place_of_the_outer_one():
    body = read('<p><span style="color:#f00">a<span style="color:#00f">b</span></span></p>')

    assert body.html == '<p><span style="color:#ff0000">a</span><span style="color:#0000ff">b</span></p>\n'


def test_cells_keep_their_colour_and_place():
    body = read(
        '<table><tr><td style="background-color: #FFF3B0; vertical-align:middle">'
        '<p style="text-align:center">a</p></td>'
        '<td style="background-color:white;vertical-align:top">b</td></tr></table>'
    )

    assert '<td style="text-align:center;background-color:#fff3b0;vertical-align:middle">a</td>' in body.html
    assert "<td>b</td>" in body.html


def test_spacers_go_and_blocks_are_never_glued():
    body = read(
        block("<p id='viewer-a'><span>One.</span></p>", "paragraph")
        + block("<div id='viewer-b'><span><br role='presentation'></span></div>", "empty-line")
        + block("<p id='viewer-c'><span> \u200b</span></p>", "paragraph")
        + block("<h3 id='viewer-d'><span>Two</span></h3>", "heading")
        + block("<p id='viewer-e'><span>Three<span>\n</span>four<br></span></p>", "paragraph")
    )

    assert body.html == "<p>One.</p>\n<h3>Two</h3>\n<p>Three<br>\nfour</p>\n"
    assert body.text == "One. Two Three four"
    assert body.fidelity.dropped == ("paragraph: spacer", "paragraph: spacer")
    assert body.fidelity.source_chars == body.fidelity.kept_chars == 16
    assert body.issues == ()


def test_alignment_and_indentation():
    body = read(
        "<p style='text-align:center'>a</p><p style='text-align:left'>b</p>"
        "<p class='x public-DraftStyleDefault-block-depth2'>c</p><h2 style='padding-inline-start:1.5em'>d</h2>"
    )

    assert body.html == (
        '<p style="text-align:center">a</p>\n<p>b</p>\n<p data-indent="2">c</p>\n<h2 data-indent="1">d</h2>\n'
    )


def test_links_keep_what_matters_to_search_engines():
    body = read(
        '<p>See <a href="/contact" target="_self" rel="noopener noreferrer nofollow"><u>us</u></a>, '
        '<a href="mailto:me@clinic.example">mail</a>, <a href="#0">nothing</a>, <a href="javascript:x()">code</a>, '
        '<a href="https://clinic.example/é?a=b c">odd</a></p>'
    )

    assert body.html == (
        '<p>See <a href="https://clinic.example/contact" rel="nofollow">us</a>, '
        '<a href="mailto:me@clinic.example">mail</a>, nothing, code, '
        '<a href="https://clinic.example/%C3%A9?a=b%20c">odd</a></p>\n'
    )
    assert body.links == (
        "https://clinic.example/contact",
        "mailto:me@clinic.example",
        "https://clinic.example/%C3%A9?a=b%20c",
    )


def test_in_page_links_lead_to_their_blocks():
    body = read(
        f"<p id='viewer-aa'><a data-hook='anchor-link' href='{URL}#viewer-bb'>down</a> <a href='#viewer-cc'>"
        "side</a></p>"
        "<h2 id='viewer-bb' dir='auto'><span aria-hidden='true' id='needles-bb'></span><span>Needles</span></h2>"
        "<div id='viewer-cc'><br></div><p id='viewer-dd'>after the spacer</p>"
    )

    assert body.html == (
        '<p><a href="#viewer-bb">down</a> <a href="#viewer-cc">side</a></p>\n<h2 id="viewer-bb">Needles</h2>\n'
        '<p id="viewer-cc">after the spacer</p>\n'
    )


def test_hashtags_and_their_addresses():
    html = '<p><a href="/blog/hashtags/Cupping-2"><span>#Cupping</span></a> <a href="/blog">#not</a></p>'

    assert read(html).hashtags == ("Cupping",)
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    assert viewer_links(root, base_url=URL) == {"#Cupping": "https://clinic.example/blog/hashtags/Cupping-2"}


def test_lists_of_2025_nest_in_their_items():
    body = read(
        block(
            "<ol start='3'><li aria-level='1'><p><span>one</span></p><ul><li aria-level='2'><p>inner</p></li>"
            "<li><p> </p></li></ul></li><li><p>two</p><p>more</p></li></ol>",
            "ordered_list",
        )
    )

    assert body.html == (
        '<ol start="3"><li>one\n<ul><li>inner</li>\n</ul>\n</li>\n<li><p>two</p>\n<p>more</p>\n</li>\n</ol>\n'
    )
    assert body.text == "one inner two more"
    assert "list item: empty" in body.fidelity.dropped


def test_lists_of_2021_are_flat_with_the_depth_in_a_class():
    depth = "public-DraftStyleDefault-unorderedListItem public-DraftStyleDefault-depth"
    body = read(
        f"<ul class='public-DraftStyleDefault-ul'><li id='viewer-a' class='{depth}0'><p>one</p></li>"
        f"<li class='{depth}1'><p>inner</p></li><li class='{depth}2'><p>deep</p></li><li class='{depth}0'><p>"
        "two</p></li></ul>"
    )

    assert body.html == (
        "<ul><li>one\n<ul><li>inner\n<ul><li>deep</li>\n</ul>\n</li>\n</ul>\n</li>\n<li>two</li>\n</ul>\n"
    )


def test_a_list_right_inside_a_list_belongs_to_the_item_before():
    assert read("<ul><li>one</li><ul><li>inner</li></ul></ul>").html == (
        "<ul><li>one\n<ul><li>inner</li>\n</ul>\n</li>\n</ul>\n"
    )


def test_quotes_code_and_dividers():
    body = read(
        block(
            "<blockquote><span><div dir='auto' id='viewer-q'><span><em>Wisdom</em></span></div></span></blockquote>",
            "blockquote",
        )
        + block(
            "<div><div data-hook='divider-single'><div><svg><line></line></svg><div></div></div></div></div>", "divider"
        )
        + block("<pre id='viewer-p'><span>a = 1\n  b<br>c</span></pre>", "code_block")
        + block("<blockquote><span><br></span></blockquote>", "blockquote")
        + "<div role='separator' data-hook='divider divider-double'></div>"
    )

    assert body.html == (
        "<blockquote><p><em>Wisdom</em></p>\n</blockquote>\n<hr>\n<pre><code>a = 1\n  b\nc</code></pre>\n"
        '<hr class="double">\n'
    )
    assert body.fidelity.dropped == ("blockquote: spacer",)


def test_tables_keep_grid_headers_and_spans():
    cell = "<{0} data-hook='table-plugin-cell'{2}><div style='top:0'></div><div><p dir='auto'>{1}</p></div></{0}>"
    rows = [
        f"<tr>{cell.format('th', 'Point', '')}{cell.format('th', '<strong>Use</strong>', '')}</tr>",
        f"<tr>{cell.format('td', 'LI4', ' rowspan=2')}{cell.format('td', ' ', '')}</tr>",
        f"<tr>{cell.format('td', 'pain</p><p>cold', ' colspan=1')}</tr>",
    ]
    body = read(block(f"<table><colgroup><col></colgroup><tbody>{''.join(rows)}</tbody></table>", "table"))

    assert body.html == (
        "<table><thead><tr><th>Point</th>\n<th><strong>Use</strong></th>\n</tr>\n</thead>\n"
        '<tbody><tr><td rowspan="2">LI4</td>\n<td></td>\n</tr>\n<tr><td><p>pain</p>\n<p>cold</p>\n</td>'
        "\n</tr>\n</tbody>\n"
        "</table>\n"
    )
    assert body.text == "Point Use LI4 pain cold"


def test_nothing_of_the_page_around_survives():
    body = read(
        "<style>.a{}</style><script>x</script><noscript><p>copy</p></noscript>"
        "<p>Text<!-- note --><span aria-hidden='true'>twice</span></p><button>Expand image</button>"
        "<div data-hook='share-button'>Share</div><p hidden>no</p><div style='display: none'>no</div>"
        "<img src='https://static.parastorage.com/icon.png'><img src='data:image/gif;base64,AA'>"
    )

    assert body.html == "<p>Text</p>\n"
    assert body.fidelity.dropped == ("image: no address of a picture", "image: no address of a picture")
    assert body.issues == ()


def test_arabic_text_says_its_direction():
    body = read("<div dir='rtl'><p dir='auto'>الوخز بالإبر</p><p dir='auto'>Needles</p></div>")

    assert body.html == '<p dir="rtl">الوخز بالإبر</p>\n<p dir="ltr">Needles</p>\n'


def test_an_empty_element_has_no_body():
    assert read("") == EMPTY_BODY


def test_hundreds_of_nested_spans_do_no_harm():
    styled = "<span style='color:red' data-a='1'>" * 600 + "deep" + "</span>" * 600
    mixed = "".join(f"<b>{number}<i>" for number in range(400)) + "</i></b>" * 400

    assert read(f"<p>{styled}</p>").text == "deep"
    body = read(f"<p>{mixed}</p>")
    assert "".join(body.text.split()) == "".join(map(str, range(400)))
    assert body.issues == ()


def test_hooks_are_known_in_every_spelling():
    assert hook_kind("image-viewer-4hht7") is None
    assert hook_kind("galleryViewer") == hook_kind("gallery-viewer") == "gallery"
    assert hook_kind("divider divider-single") == "divider"


TAGS = [
    "p", "h2", "div", "span", "ul", "li", "a", "strong", "table", "tr", "td", "blockquote", "figure", "img", "pre",
    "details", "summary", "figcaption", "iframe", "video", "wow-image",
]  # fmt: skip
ATTRIBUTES = [
    "", " href='/x'", " href='http://[x'", " data-hook='gallery-viewer'", " data-hook='fileUploadViewer'",
    " src='a.jpg'", " data-hook='button-viewer'", " data-hook='video-player'",
    " style='text-align:center;font-weight:700'",
    " data-image-info='{\"imageData\":[]}'", " aria-hidden='true'", " class='public-DraftStyleDefault-depth3'",
    " data-hook='rcv-block1' type='html'", " colspan='x'", " data-hook='linkPreviewViewer'",
]  # fmt: skip
TREES = st.recursive(
    st.text(st.sampled_from("ab é漢ع\n\u200b<&"), max_size=5).map(
        lambda text: text.replace("<", "&lt;").replace("&", "&amp;")
    ),
    lambda children: st.builds(
        lambda tag, attribute, inner: f"<{tag}{attribute}>{''.join(inner)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(children, max_size=4),
    ),
    max_leaves=25,
)


@given(TREES)
def test_any_html_is_read_and_every_character_accounted_for(html):
    body = read(html)

    assert "data-x-" not in body.html
    assert "text-lost" not in {issue.code for issue in body.issues}
    rendered = lxml.html.fragment_fromstring(body.html or " ", create_parent="div")
    for label in rendered.xpath(
        ".//a[@class='file'] | .//figure[@data-kind='file']/figcaption | .//figure[@class='video']/a"
    ):
        label.drop_tree()
    assert " ".join(rendered.text_content().split()) == body.text


def test_addresses_that_the_viewer_linked_by_itself():
    html = (
        '<p><a href="http://tea.Example/">tea.Example</a> <a href="https://www.cups.example">cups.example</a> '
        '<a href="https://other.example">a cup</a></p>'
    )
    root = lxml.html.fragment_fromstring(html, create_parent="div")

    assert viewer_links(root, base_url=URL) == {
        "tea.Example": "http://tea.Example/",
        "cups.example": "https://www.cups.example",
    }
