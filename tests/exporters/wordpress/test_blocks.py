"""Bodies as blocks. What the editor itself says of them is asked in ``tests/receivers``."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipelines.exporters.wordpress.blocks import to_blocks
from pipelines.exporters.wordpress.grammar import block
from pipelines.exporters.wordpress.places import Place

IMAGE = "https://static.wixstatic.com/media/a~mv2.jpg"
FRAME = "https://www.youtube.com/embed/abcdefghijk"
_DELIMITER = re.compile(r"<!-- (/?)wp:([a-z-]+)(?: (\{.*?\}))? -->")


class Stay:
    """Everything stays where it is; the image is attachment 7."""

    def media(self, url):
        return Place(url, 7 if url == IMAGE else 0)

    def link(self, href):
        return {"https://old.example/post/x": "/x/"}.get(href, href)


def blocks(markup):
    return to_blocks(markup, Stay())


def names(written):
    return [name for closing, name, _ in _DELIMITER.findall(written) if not closing]


def balanced(written):
    stack = []
    for closing, name, _ in _DELIMITER.findall(written):
        if closing:
            assert stack.pop() == name
        else:
            stack.append(name)
    return not stack


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Tea</p>", ["paragraph"]),
        ("<h2>A</h2><h3>B</h3>", ["heading", "heading"]),
        ("<ul><li>a<ol><li>b</li></ol></li></ul>", ["list", "list-item", "list", "list-item"]),
        ("<blockquote><p>a</p><p>b</p></blockquote>", ["quote", "paragraph", "paragraph"]),
        ("<pre><code>a</code></pre><hr>", ["code", "separator"]),
        ("<table><tbody><tr><td>a</td></tr></tbody></table>", ["table"]),
        (f'<figure><img src="{IMAGE}" alt=""></figure>', ["image"]),
        (
            f'<figure class="gallery">{2 * f"<figure><img src={IMAGE}></figure>"}</figure>',
            ["gallery", "image", "image"],
        ),
        (f'<figure class="video"><iframe src="{FRAME}"></iframe></figure>', ["embed"]),
        ('<figure class="video"><video src="https://v.example/a.mp4"></video></figure>', ["video"]),
        ('<figure class="audio"><audio src="https://v.example/a.mp3"></audio></figure>', ["audio"]),
        ('<figure class="embed"><iframe src="https://maps.example/"></iframe></figure>', ["html"]),
        ('<figure class="missing" data-kind="poll"></figure>', ["html"]),
        ('<p><a class="file" href="https://v.example/a.pdf">a.pdf</a></p>', ["file"]),
        ('<p><a class="button" href="https://v.example/">Book</a></p>', ["buttons", "button"]),
        ("<details><summary>Q</summary><p>A</p></details>", ["details", "paragraph"]),
        ("loose <strong>text</strong><p>a</p>", ["paragraph", "paragraph"]),
        ("<ul><li><figure><img src='x'></figure></li></ul>", ["html"]),
        ("", []),
    ],
)
def test_each_part_becomes_its_block(markup, expected):
    written = blocks(markup)

    assert names(written) == expected
    assert balanced(written)


def test_an_image_has_its_attachment_link_and_caption():
    written = blocks(
        f'<figure><a href="https://old.example/post/x"><img src="{IMAGE}" alt="A &quot;cup&quot;"></a>'
        "<figcaption>Warm <em>tea</em></figcaption></figure>"
    )

    assert '{"id":7,"sizeSlug":"full","linkDestination":"custom"}' in written
    assert f'<a href="/x/"><img src="{IMAGE}" alt="A &quot;cup&quot;" class="wp-image-7"/></a>' in written
    assert '<figcaption class="wp-element-caption">Warm <em>tea</em></figcaption>' in written


def test_a_player_becomes_the_embed_that_wordpress_makes_itself():
    written = blocks(f'<figure class="video"><iframe src="{FRAME}?rel=0"></iframe></figure>')

    assert '"url":"https://www.youtube.com/watch?v=abcdefghijk"' in written
    assert '"providerNameSlug":"youtube"' in written


def test_alignment_direction_anchor_and_indentation_are_kept():
    written = blocks(
        '<p id="viewer-a" dir="rtl" style="text-align:center" data-indent="2">a</p><h3 dir="rtl" id="viewer-b">b</h3>'
    )

    assert 'id="viewer-a"' in written
    assert '"align":"center"' in written
    assert '<p id="viewer-a" dir="rtl" class="has-text-align-center" style="padding-left:4em">' in written
    assert '<h3 id="viewer-b" class="wp-block-heading"><span dir="rtl">b</span></h3>' in written


def test_numbers_of_a_list_begin_where_they_began():
    assert '<ol start="3" class="wp-block-list">' in blocks('<ol start="3"><li>c</li></ol>')


def test_several_paragraphs_in_an_item_and_a_cell_become_lines():
    assert "<li>a<br>b</li>" in blocks("<ul><li><p>a</p><p>b</p></li></ul>")
    assert "<td>a<br>b<br>c</td>" in blocks("<table><tr><td><p>a</p><ul><li>b</li><li>c</li></ul></td></tr></table>")


def test_a_table_keeps_head_spans_and_alignment():
    written = blocks(
        '<table><thead><tr><th colspan="2">H</th></tr></thead>'
        '<tbody><tr><td style="text-align:right">1</td><td rowspan="2">2</td></tr></tbody></table>'
    )

    assert '<thead><tr><th colspan="2">H</th></tr></thead>' in written
    assert '<td data-align="right" class="has-text-align-right">1</td><td rowspan="2">2</td>' in written


def test_words_that_wordpress_would_run_stay_words():
    written = blocks("<p>[gallery ids=1] [1] [/caption]</p><pre><code>[audio]</code></pre>")

    assert "&#91;gallery ids=1] [1] &#91;/caption]" in written
    assert "<code>&#91;audio]</code>" in written


def test_attributes_cannot_end_the_comment_they_stand_in():
    written = block("embed", "x", url='https://a.example/--><script>&"')

    assert written.startswith(
        '<!-- wp:embed {"url":"https://a.example/\\u002d\\u002d\\u003e\\u003cscript\\u003e\\u0026\\u0022"} -->\n'
    )


_INLINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
_MARKED = st.tuples(st.sampled_from(["strong", "em", "a", "mark"]), _INLINE).map(lambda p: f"<{p[0]}>{p[1]}</{p[0]}>")
_TEXT = st.lists(_INLINE | _MARKED, min_size=1).map("".join)
_FLAT = st.tuples(st.sampled_from(["p", "h2", "h5", "blockquote", "summary"]), _TEXT).map(
    lambda p: f"<details><summary>{p[1]}</summary></details>" if p[0] == "summary" else f"<{p[0]}>{p[1]}</{p[0]}>"
)
_LIST = st.recursive(
    _TEXT.map(lambda text: f"<ul><li>{text}</li></ul>"),
    lambda inner: st.tuples(_TEXT, inner).map(lambda p: f"<ol><li>{p[0]}{p[1]}</li></ol>"),
    max_leaves=4,
)
_CELLS = st.lists(_TEXT, min_size=1, max_size=3).map(
    lambda cells: "<table><tbody><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></tbody></table>"
)


def text_of(markup):
    root = html.fragment_fromstring(markup, create_parent="div")
    return "".join("".join(root.itertext()).split())


@given(st.lists(_FLAT | _LIST | _CELLS | _TEXT, min_size=1, max_size=6).map("".join))
def test_no_character_is_lost_or_added(markup):
    written = blocks(markup)

    assert balanced(written)
    assert text_of(written) == text_of(markup)
