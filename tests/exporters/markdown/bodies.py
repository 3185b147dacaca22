"""Bodies in the vocabulary, made by hypothesis, and a reader that says what a browser would show of HTML."""

import re
from html import escape

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

# What Markdown and its dialects give a meaning, beside letters of three scripts and punctuation of East Asia.
_PIECES = st.sampled_from(
    [
        *"ab1 .*_`#+-=~|[](){}<>&!:\\\"'/@^$%\n",
        *("中文", "「", "」", "，", "。", "é", "😀", "\u3000", "\u00a0"),
        *("1. ", "2) ", "- ", "# ", "> ", "~~~", "```", "---", "***", "===", "&amp;", "&#35;", "&copy", ":tea:", "$$"),
        *("{{<", "{{%", "{%", "{{", "}}", "{#x}", "{.y}", "https://a.example/b", "www.a.example", "mei@a.example"),
        *("[x]", "[^1]", "![", "](", "<!--", "-->", "<b>", "| --- |", "\\\n", "    "),
    ]
)
texts = st.lists(_PIECES, max_size=7).map("".join)
words = texts.filter(lambda text: text.strip(" \n\u3000\u00a0"))
_hrefs = st.sampled_from(
    ["https://a.example/b?x=1&y=2", "https://a.example/b_(c)", "/post/%E4%B8%AD/", "mailto:mei@a.example", "#viewer-1",
     "tel:+85225550123", "https://a.example/?a=1&copy=2", "https://a.example/a*b*c", "https://a.example/_x_"]
)  # fmt: skip


def element(name, content, **attributes):
    stated = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{stated}>{content}</{name}>"


def _marked(inner):
    marks = st.sampled_from(["strong", "em", "u", "s", "sup", "sub", "mark"])
    return st.builds(element, marks, inner)


_plain = texts.map(lambda text: escape(text, quote=False))
_marked_texts = st.recursive(
    _plain,
    lambda inner: st.one_of(_marked(inner), st.lists(inner, min_size=1, max_size=4).map("".join)),
    max_leaves=5,
)
_code = words.map(lambda text: element("code", escape(text, quote=False)))
_links = st.builds(
    lambda inner, href: element("a", inner, href=href),
    _marked_texts.filter(lambda text: re.sub("<[^>]*>", "", text).strip()),
    _hrefs,
)
inlines = st.lists(st.one_of(_marked_texts, _links, _code, st.just("<br>\n")), min_size=1, max_size=5).map("".join)

_paragraphs = st.builds(lambda inner: element("p", inner), inlines)
_anchored = st.builds(lambda inner: element("p", inner, id="viewer-1"), inlines)
_centred = st.builds(lambda inner: element("p", inner, style="text-align:center"), inlines)
_headings = st.builds(lambda level, inner: element(f"h{level}", inner, id="viewer-2"), st.integers(1, 6), inlines)
_pre = texts.map(lambda text: f"<pre><code>{escape(text, quote=False)}</code></pre>")
_images = st.builds(
    lambda alt, caption: (
        f'<figure><img src="https://a.example/tea.jpg" alt="{escape(alt)}" width="3" height="2">\n{caption}</figure>'
    ),
    texts,
    st.one_of(st.just(""), inlines.map(lambda inner: element("figcaption", inner))),
)
_frames = st.just(
    '<figure class="embed"><iframe src="https://www.youtube.com/embed/x" title="a > b" allowfullscreen=""></iframe>\n'
    "</figure>"
)


def _table(rows):
    cells = [[element("th", cell) for cell in rows[0]], *([element("td", cell) for cell in row] for row in rows[1:])]
    body = [element("tr", "".join(row)) for row in cells]
    return f"<table><thead>{body[0]}</thead><tbody>{''.join(body[1:])}</tbody></table>"


_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(inlines, min_size=width, max_size=width), min_size=2, max_size=4).map(_table)
)
_leaves = st.one_of(
    _paragraphs, _paragraphs, _anchored, _centred, _headings, _pre, _images, _frames, _tables, st.just("<hr>")
)


def _items(inner):
    whole = st.one_of(inlines, st.builds("{}\n{}".format, inlines, inner), inner)
    return st.lists(whole.map(lambda item: element("li", item)), min_size=1, max_size=3).map("\n".join)


def _nested(inner):
    return st.one_of(
        st.builds(lambda items: element("ul", items), _items(inner)),
        st.builds(lambda items, start: element("ol", items, start=str(start)), _items(inner), st.integers(0, 12)),
        st.lists(inner, min_size=1, max_size=3).map(lambda blocks: element("blockquote", "\n".join(blocks))),
        st.builds(
            lambda summary, blocks: f"<details><summary>{summary}</summary>\n{blocks}</details>", inlines, inner
        ),
    )  # fmt: skip


blocks = st.recursive(_leaves, _nested, max_leaves=4)
bodies = st.lists(blocks, min_size=1, max_size=4).map("\n".join)


_RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_MARKS = {"strong", "em", "s", "u", "sub", "sup", "mark"}
_SHOWN = _MARKS | {"code", "pre", "blockquote", "figcaption", "summary", "th", "td",
          "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}  # fmt: skip


def rendered(markdown):
    return _RENDERER.render(markdown)


def shown(markup):
    """Every visible character with the elements it stands in, and what has no characters."""
    root = html.fragment_fromstring(markup, create_parent="div")
    characters, things, counts = [], [], {}
    _walk(root, (), characters, things, counts)
    return characters, things, counts


def _walk(node, around, characters, things, counts):
    if not isinstance(node.tag, str):
        return
    tag = {"del": "s"}.get(node.tag, node.tag)
    if tag in ("img", "iframe"):
        things.append((tag, node.get("src"), " ".join((node.get("alt") or "").split())))
    if tag in _SHOWN and not (tag in _MARKS and tag in around):
        around = (*around, tag)
    elif tag == "a" and node.get("href"):
        around = (*around, f"a {node.get('href')}")
    elif tag == "p" and node.get("style"):
        around = (*around, "centred")
    if tag in ("hr", "li", "td", "th", "ol", "details", "pre"):
        counts[tag] = counts.get(tag, 0) + 1
    if tag == "ol":
        around = (*around, f"from {node.get('start', '1')}")
    _characters(node.text, around, characters)
    for child in node:
        _walk(child, around, characters, things, counts)
        _characters(child.tail, around, characters)


def _characters(text, around, characters):
    # White space is the renderer's, but in code; a fence ends it with a line feed.
    kept = (text or "").strip("\n") if "pre" in around else "".join((text or "").split())
    characters.extend((char, tuple(sorted(around))) for char in kept)


def generated(number):
    """The same bodies each time; the same one may come twice."""
    found = []

    @settings(max_examples=number, derandomize=True, database=None, deadline=None, phases=[Phase.generate])
    @given(bodies)
    def collect(body):
        found.append(body)

    collect()
    return found
