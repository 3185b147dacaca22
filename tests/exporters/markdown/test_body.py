"""Bodies as Markdown, rendered again by a reader of CommonMark with GitHub's tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from pipelines.exporters.markdown.body import to_markdown

_READER = MarkdownIt("commonmark", {"html": True}).enable("table")
IMAGE = "https://static.wixstatic.com/media/a~mv2.jpg"


class Moved:
    """The image lies beside the text, and one post has a new path."""

    def media(self, url):
        return "cup.jpg" if url == IMAGE else url

    def link(self, href):
        return {"https://old.example/post/x": "/x/"}.get(href, href)


def markdown(markup):
    return to_markdown(markup, Moved())


def rendered(markup):
    return html.fragment_fromstring(_READER.render(markdown(markup)), create_parent="div")


def text_of(root):
    return "".join("".join(root.itertext()).split())


def parsed(markup):
    return html.fragment_fromstring(markup, create_parent="div")


def shape(root):
    """What must be the same: headings, items, cells, links, pictures, code."""
    return {
        "headings": [(e.tag, text_of(e)) for e in root.iter("h1", "h2", "h3", "h4", "h5", "h6")],
        "lists": [(e.tag, e.get("start") or "1", len(e)) for e in root.iter("ul", "ol")],
        "cells": [(e.tag, text_of(e)) for e in root.iter("td", "th")],
        "links": [(e.get("href"), text_of(e)) for e in root.iter("a") if e.get("href")],
        "images": [(e.get("src"), e.get("alt") or "") for e in root.iter("img")],
        "code": [text_of(e) for e in root.iter("code")],
        "marks": [(e.tag, text_of(e)) for e in root.iter("strong", "em", "u", "s", "sub", "sup", "mark")],
        "quotes": [text_of(e) for e in root.iter("blockquote")],
    }


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Drink <strong>warm</strong> <em>water</em>.</p>", "Drink **warm** *water*.\n"),
        ("<h2>A &amp; B</h2>", "## A & B\n"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c\n"),
        ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ("<pre><code>a\n\n  b</code></pre>", "```\na\n\n  b\n```\n"),
        (
            "<table><thead><tr><th>H</th><th>I</th></tr></thead><tbody><tr><td>1</td><td>a|b</td></tr></tbody></table>",
            "| H | I |\n| --- | --- |\n| 1 | a\\|b |\n",
        ),
        (f'<figure><img src="{IMAGE}" alt="A cup"></figure>', "![A cup](cup.jpg)\n"),
        ("<p>a<br>b</p>", "a  \nb\n"),
        ('<p><a href="https://old.example/post/x">there</a></p>', "[there](/x/)\n"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb\n"),
        ('<h3 id="viewer-a">A</h3>', '### <a id="viewer-a"></a>A\n'),
        ('<p style="text-align:center">a</p>', '<p style="text-align:center">a</p>\n'),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b\n"),
        ("", ""),
    ],
)
def test_what_markdown_holds_is_markdown(markup, expected):
    assert markdown(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<p>**not bold** _not_ # no 1. no &lt;b&gt; &amp;amp; [x](y) `c` ~~s~~ | \\ {{ x }} {% y %} $$z$$ :smile:</p>",
        "<p># no heading</p><p>1. no list</p><p>- no list</p><p>+ no</p><p>&gt; no quote</p><p>=== </p><p>--- </p>",
        "<p>中文<strong>「重點」</strong>中文,<em>(甲)</em>乙</p>",
        "<p><strong>a</strong><strong>b</strong><em>c</em></p>",
        "<p>x<strong>a</strong>y<sub>2</sub><sup>3</sup><u>u</u><s>s</s><mark>m</mark></p>",
        "<p><strong>a <em>b</em> c</strong></p>",
        "<p>a<br># b<br>2. c</p>",
        "<ul><li><p>a</p><p>b</p><ul><li>c</li></ul></li><li>d<ol start='4'><li>e</li></ol></li></ul>",
        "<ul><li># a</li><li>- b</li><li></li></ul>",
        '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        "<table><tbody><tr><td>no head</td></tr></tbody></table>",
        f'<figure><a href="https://old.example/post/x"><img src="{IMAGE}"></a><figcaption>C</figcaption></figure>',
        "<details><summary>Q</summary><p>A</p><ul><li>x</li></ul></details>",
        "<pre><code>{{&lt; shortcode &gt;}}\n\n``` </code></pre>",
        "<p>a <code>x | y</code> <code>z</code></p>",
        '<p dir="rtl">الوخز <strong>بالإبر</strong></p>',
        '<p><a href="https://a.example/(x)_y?b=1&amp;c={d}">l</a></p>',
        "<blockquote><p>&gt; a</p><ul><li>b</li></ul></blockquote>",
        "loose <strong>text</strong><p>a</p>tail",
    ],
)
def test_what_is_written_reads_back_the_same(markup):
    before, after = parsed(markup), rendered(markup)

    assert text_of(after) == text_of(before)
    old = shape(before)
    for picture in old["images"]:
        assert picture[1] is not None
    old["images"] = [("cup.jpg" if src == IMAGE else src, alt) for src, alt in old["images"]]
    old["links"] = [({"https://old.example/post/x": "/x/"}.get(href, href), text) for href, text in old["links"]]
    new = shape(after)
    new["links"] = [(href.replace("%7Bd%7D", "{d}").replace("%28x%29", "(x)"), text) for href, text in new["links"]]
    assert new == old


_PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=12)
_SIGNS = st.text("*_`~[]()<>#+-.!|{}$&:=\\\"' 1a中「」", min_size=1, max_size=12)
_INLINE = (_PLAIN | _SIGNS).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
_MARKED = st.tuples(st.sampled_from(["strong", "em", "u", "code", "mark", "sub"]), _INLINE).map(
    lambda p: f"<{p[0]}>{p[1]}</{p[0]}>"
)
_LINKED = _INLINE.map(lambda text: f'<a href="https://a.example/x">{text}</a>')
_TEXT = st.lists(_INLINE | _MARKED | _LINKED | st.just("<br>"), min_size=1, max_size=4).map("".join)
_FLAT = st.tuples(st.sampled_from(["p", "h2", "h5", "blockquote"]), _TEXT).map(lambda p: f"<{p[0]}>{p[1]}</{p[0]}>")
_LIST = st.recursive(
    _TEXT.map(lambda text: f"<ul><li>{text}</li></ul>"),
    lambda inner: st.tuples(st.sampled_from(['ol start="3"', "ol", "ul"]), _TEXT, inner).map(
        lambda p: f"<{p[0]}><li>{p[1]}{p[2]}</li><li>z</li></{p[0].split()[0]}>"
    ),
    max_leaves=3,
)
_TABLE = st.lists(_TEXT, min_size=1, max_size=3).map(
    lambda cells: (
        "<table><thead><tr>"
        + "".join(f"<th>{cell}</th>" for cell in cells)
        + "</tr></thead><tbody><tr>"
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + "</tr></tbody></table>"
    )
)
_PRE = _INLINE.map(lambda text: f"<pre><code>{text}</code></pre>")


@given(st.lists(_FLAT | _LIST | _TABLE | _PRE, min_size=1, max_size=4).map("".join))
def test_no_character_is_lost_or_added(markup):
    assert text_of(rendered(markup)) == text_of(parsed(markup))
