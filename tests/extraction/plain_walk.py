"""Strategies for whole documents, each with the words that a plain walk of it finds, in order.

A drawn value is a pair: what is in the document, and its words. The words are put together beside the
node and by none of the readers' code, so that readers can be compared with them.
"""

from __future__ import annotations

import html
from itertools import chain

from hypothesis import strategies as st

from tests.extraction.ricos_documents import ID, text

SCRIPTS = [
    "plain", "Tea & rest", "<b>1 > 0</b>", "“q”", "針灸", "日本語の文", "한국어 글", "العربية", "עברית", "हिन्दी",
    "ภาษาไทย", "\U0001f469\u200d\u2695\ufe0f", "\U0001f1ed\U0001f1f0", "\U0001f44d\U0001f3fd", "e\u0301", "ﬁ",
    "\u0338x", "a\u00a0b", "a\u3000b", "\u200f.", "ZW\u200bSP", "\ufeffBOM", "soft\u00adhyphen",
]  # fmt: skip
"""Words of many scripts: joined emoji, combining marks, directions, invisible debris."""

WORDS = st.one_of(st.sampled_from(SCRIPTS), st.text(st.sampled_from("ab é漢ع한😀\u0301\u200d\n\t<&\"'"), max_size=6))
SEEN = st.sampled_from(SCRIPTS)
JUNK_KEYS = ["style", "metadata", "documentStyle", "containerData", "x", "", "数"]
JUNK = st.dictionaries(
    st.sampled_from(JUNK_KEYS), st.none() | st.integers() | st.text(max_size=3) | st.just([{}]), max_size=2
)
KEYS = st.sampled_from(["id", "key"])
NO_NODES = st.lists(st.none() | st.integers() | st.text(max_size=2), max_size=1)
ADDRESS = "https://elsewhere.example/a?b=1&c=2"
ELSEWHERE = {"video": {"src": {"url": ADDRESS}}}
MEDIUM = {"src": {"id": ID}, "width": 640, "height": 480}


def words_of(pairs):
    return list(chain.from_iterable(words for _, words in pairs))


def things_of(pairs):
    return [thing for thing, _ in pairs]


@st.composite
def nodes(draw, kind, children=None, data=None):
    """A node of one of the spellings ``kind``, with junk among its fields and children, and its words."""
    inner = [] if children is None else draw(children)
    fields, before = ({}, []) if data is None else draw(data)
    key, name = draw(KEYS), draw(st.text("abc123", min_size=1, max_size=5))
    stated = {"type": draw(kind), key: name, "nodes": [*things_of(inner), *draw(NO_NODES)]}
    return draw(JUNK) | stated | fields, [*before, *words_of(inner)]


def spelled(*names):
    return st.sampled_from(names)


# --- Ricos: words ---

DECORATIONS = st.lists(
    st.sampled_from([
        {"type": "BOLD", "fontWeightValue": 700}, {"type": "BOLD", "fontWeightValue": 400}, {"type": 1},
        {"type": "ITALIC", "italicData": True}, {"type": "UNDERLINE", "underlineData": False}, {"type": "EXTERNAL"},
        {"type": "SUPERSCRIPT"}, {"type": "SUBSCRIPT"}, {"type": "CODE"}, {"type": "SPOILER"}, {"type": "SKETCH"},
        {"type": "COLOR", "colorData": {"foreground": "#c00000", "background": "yellow"}},
        {"type": "FONT_SIZE", "fontSizeData": {"unit": "PX"}}, {"type": "FONT_FAMILY"}, {"type": "STRIKETHROUGH"},
        {"type": "LINK", "linkData": {"link": {"url": ADDRESS, "rel": {"nofollow": True}}}}, {"type": "LINK"},
        {"type": "ANCHOR", "anchorData": {"anchor": "abc"}}, {"type": "MENTION", "mentionData": {"name": "Lam"}},
        {"type": None}, "nonsense", 7,
    ]),
    max_size=3,
)  # fmt: skip
TEXT = st.builds(lambda words, marks: (text(words, *marks), [words]), WORDS, DECORATIONS)
TEXTS = st.lists(TEXT, max_size=3)
STYLES = st.sampled_from(
    [{}, {"textStyle": {"textAlignment": "CENTER"}, "indentation": 2}, {"textStyle": {"textAlignment": 3}}]
)
PARAGRAPH = nodes(spelled("PARAGRAPH", "paragraph", 0), TEXTS, STYLES.map(lambda style: ({"paragraphData": style}, [])))
HEADING = nodes(
    spelled("HEADING", 2),
    TEXTS,
    st.integers(-1, 9).map(lambda level: ({"headingData": {"level": level}}, [])),
)
CODE = nodes(spelled("CODE_BLOCK", 7), TEXTS)
DIVIDER = nodes(spelled("DIVIDER", 9))
CAPTION = nodes(spelled("CAPTION"), TEXTS)


# --- Ricos: media and cards ---


def _said(field, **data):
    """Strategy of a data object whose strategies draw words; they are said in the order of the arguments."""

    def put(drawn):
        return {field: dict(zip(data, things_of(drawn), strict=True))}, words_of(drawn)

    return st.tuples(*data.values()).map(put)


def silent(value):
    return st.just((value, []))


SAID = SEEN.map(lambda words: (words, [words]))
LINK = silent({"url": ADDRESS})


def _items(drawn):
    return (
        [{"image": {"media": MEDIUM}, "title": title, "description": more} for title, more in drawn],
        [word for pair in drawn for word in pair],
    )


CODE_WORDS = SEEN.map(lambda words: (f"<p><b>{html.escape(words)}</b></p><script>x()</script>", [words]))
OEMBED = CODE_WORDS.map(lambda said: ({"html": said[0]}, said[1]))
ITEMS = st.lists(st.tuples(SEEN, SEEN), min_size=1, max_size=3).map(_items)
POLL = st.tuples(SEEN, st.lists(SEEN, max_size=3)).map(
    lambda drawn: ({"title": drawn[0], "options": [{"title": words} for words in drawn[1]]}, [drawn[0], *drawn[1]])
)
PLACE = SEEN.map(lambda words: ({"locationName": words, "lat": 1.5, "lng": 2}, [words]))
CARD_FIELDS = {"title": SAID, "description": SAID}
MEDIA = st.one_of(
    nodes(spelled("IMAGE", 14), st.lists(CAPTION, max_size=1), silent({"imageData": {"image": MEDIUM}})),
    nodes(spelled("IMAGE", 14), data=_said("imageData", image=silent(MEDIUM), caption=SAID)),
    nodes(spelled("IMAGE"), st.lists(CAPTION, max_size=1), silent({"imageData": {}})),
    nodes(spelled("GALLERY", 11), data=_said("galleryData", items=ITEMS)),
    nodes(spelled("GALLERY", 11)),
    nodes(spelled("GIF", "GIPHY", 12), data=silent({"gifData": {"original": {"gif": "https://g.example/a.gif"}}})),
    nodes(spelled("VIDEO", 8), st.lists(CAPTION, max_size=1), silent({"videoData": ELSEWHERE})),
    nodes(spelled("VIDEO", 8), data=silent({"videoData": {"video": {"src": {"id": "video/a_1"}}, "title": "unsaid"}})),
    nodes(spelled("AUDIO", 29), data=silent({"audioData": {"audio": {"src": {"id": "mp3/a.mp3"}}, "name": "unsaid"}})),
    nodes(spelled("FILE", 10), data=silent({"fileData": {"src": {"id": "a_1.pdf"}, "name": "unsaid.pdf", "size": 9}})),
    nodes(spelled("FILE", 10), data=silent({"fileData": {"src": {"private": True}, "name": "unsaid.pdf"}})),
    nodes(spelled("HTML", 13), data=silent({"htmlData": {"url": ADDRESS}})),
    nodes(spelled("HTML", 13), data=_said("htmlData", html=CODE_WORDS)),
    nodes(spelled("EMBED", 22), data=_said("embedData", oembed=OEMBED)),
    nodes(spelled("LINK_PREVIEW", 15), data=_said("linkPreviewData", link=LINK, **CARD_FIELDS)),
    nodes(spelled("APP_EMBED", 18), data=_said("appEmbedData", url=silent(ADDRESS), name=SAID)),
    nodes(spelled("MAP", 16), data=_said("mapData", mapSettings=PLACE)),
    nodes(spelled("POLL", 17), data=_said("pollData", poll=POLL)),
    nodes(spelled("BUTTON", 19), data=_said("buttonData", link=LINK, text=SAID)),
    nodes(spelled("BUTTON", 19), data=_said("buttonData", text=SAID)),
)  # fmt: skip


# --- Ricos: what holds others ---


def _unsaid(pair):
    return pair[0], []


def _groups(children):
    some = st.lists(children, max_size=2)
    item = nodes(spelled("LIST_ITEM", 5), some)
    cell = nodes(spelled("TABLE_CELL", 26), some)
    row = nodes(spelled("TABLE_ROW", 27), st.lists(cell, max_size=3))
    title = nodes(spelled("COLLAPSIBLE_ITEM_TITLE", 24), st.lists(PARAGRAPH, max_size=1))
    pair = nodes(
        spelled("COLLAPSIBLE_ITEM", 23),
        st.tuples(title, nodes(spelled("COLLAPSIBLE_ITEM_BODY", 25), some)).map(list),
    )
    headers = silent({"tableData": {"rowHeader": True, "columnHeader": True}})
    return st.one_of(
        nodes(spelled("BULLETED_LIST", "BULLET_LIST", "ORDERED_LIST", "CHECKBOX_LIST", 4), st.lists(item, max_size=3)),
        nodes(spelled("BLOCKQUOTE", 6), some),
        nodes(spelled("TABLE", 21), st.lists(row, max_size=3), headers),
        nodes(spelled("COLLAPSIBLE_LIST", 20), st.lists(pair, max_size=2)),
        nodes(spelled("LAYOUT"), st.lists(nodes(spelled("LAYOUT_CELL"), some), max_size=2)),
        nodes(spelled("CARD", "SMART_BLOCK", "SMART_BLOCK_CELL", "EXTERNAL", "BRAND_NEW", 28, 77), some),
        nodes(spelled("TOC", "SHAPE"), some).map(_unsaid),
    )  # fmt: skip


LEAVES = st.one_of(PARAGRAPH, HEADING, CODE, DIVIDER, MEDIA)
NODES = st.recursive(LEAVES, _groups, max_leaves=8)
DOCUMENTS = st.lists(NODES, max_size=4).map(
    lambda pairs: ({"nodes": things_of(pairs), "metadata": {"version": 1}, "documentStyle": {}}, words_of(pairs))
)
"""A Ricos document and its words."""
