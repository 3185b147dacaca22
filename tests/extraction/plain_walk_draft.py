"""Strategies for whole Draft.js contents with their words; see ``plain_walk``."""

from __future__ import annotations

import html
import json

from hypothesis import strategies as st

from tests.extraction.plain_walk import ADDRESS, JUNK, SEEN, WORDS
from tests.extraction.ricos_documents import ID

STYLES = st.sampled_from([
    "BOLD", "ITALIC", "UNDERLINE", "STRIKETHROUGH", "CODE", "wix-rich-content-plugin-spoiler", "24", "NEW", "{[", None,
    json.dumps({"FG": "#ff0000"}), json.dumps({"BG": "color4"}),
])  # fmt: skip
NUMBERS = st.integers(-2, 14) | st.just("3") | st.none()
STYLE_RANGES = st.lists(
    st.fixed_dictionaries({"offset": NUMBERS, "length": NUMBERS, "style": STYLES}) | st.none(), max_size=2
)
ENTITY_RANGES = st.lists(
    st.fixed_dictionaries({"offset": NUMBERS, "length": NUMBERS, "key": st.integers(0, 6)}) | st.none(), max_size=2
)
TYPES = [
    "unstyled", "header-one", "header-two", "header-three", "header-four", "header-five", "header-six", "blockquote",
    "unordered-list-item", "ordered-list-item", "checkbox-list-item", "code-block", "new-type", None,
]  # fmt: skip
TEXT_BLOCKS = st.builds(
    lambda junk, kind, words, depth, styles, entities: (
        junk
        | {"key": "k1", "type": kind, "text": words, "depth": depth, "data": {"textAlignment": "center"}}
        | {"inlineStyleRanges": styles, "entityRanges": entities},
        [words],
    ),
    JUNK,
    st.sampled_from(TYPES),
    WORDS,
    st.integers(-1, 5) | st.none(),
    STYLE_RANGES,
    ENTITY_RANGES,
)

INLINE = {
    "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": ADDRESS, "rel": "nofollow"}},
    "1": {"type": "ANCHOR", "data": {"anchor": "k1"}},
    "2": {"type": "mention", "data": {"mention": {"name": "Lam"}}},
    "3": {"type": "wix-draft-plugin-hashtag", "data": {"href": ADDRESS}},
    "4": {"type": "wix-draft-plugin-emoji", "data": {}},
    "5": {"type": "wix-draft-plugin-external-link", "data": {"href": ADDRESS}},
}
"""Entities within a text; key 6 leads nowhere."""

PICTURE = {"file_name": ID, "width": 640, "height": 480}


def _silent(kind, data):
    return st.just(({"type": kind, "data": data}, []))


def _said(kind, make):
    return SEEN.map(lambda words: ({"type": kind, "data": make(words)}, [words]))


PLUGIN = "wix-draft-plugin-"
MEDIA = st.one_of(
    _said(f"{PLUGIN}image", lambda words: {"src": PICTURE, "metadata": {"caption": words}}),
    _silent("IMAGE", {"src": PICTURE}),
    _said(f"{PLUGIN}gallery", lambda words: {"items": [{"url": ID, "metadata": {"title": words}}]}),
    _silent(f"{PLUGIN}video", {"src": {"pathname": "video/a_1/1080p/mp4/file.mp4"}}),
    _silent("VIDEO-EMBED", {"src": ADDRESS}),
    _silent(f"{PLUGIN}html", {"srcType": "url", "src": ADDRESS}),
    _said(f"{PLUGIN}html", lambda words: {"srcType": "html", "src": f"<p>{html.escape(words)}</p>"}),
    _silent(f"{PLUGIN}divider", {}),
    _silent(f"{PLUGIN}file-upload", {"name": "unsaid.pdf", "url": "ugd/a_1.pdf"}),
    _silent(f"{PLUGIN}giphy", {"gif": {"originalUrl": "https://g.example/a.gif"}}),
    _said(f"{PLUGIN}link-preview", lambda words: {"title": words, "config": {"link": {"url": ADDRESS}}}),
    _said(f"{PLUGIN}map", lambda words: {"mapSettings": {"address": words}}),
    _said(f"{PLUGIN}poll", lambda words: {"poll": {"title": words, "options": []}}),
    _said(f"{PLUGIN}sound-cloud", lambda words: {"src": "https://soundcloud.com/a", "metadata": {"title": words}}),
    _said(f"{PLUGIN}link-button", lambda words: {"button": {"settings": {"buttonText": words, "url": ADDRESS}}}),
    _said(f"{PLUGIN}action-button", lambda words: {"button": {"settings": {"buttonText": words}}}),
    _said(f"{PLUGIN}vertical-embed", lambda words: {"selectedProduct": {"name": words, "pageUrl": ADDRESS}}),
    _silent(f"{PLUGIN}brand-new", {}),
)


def _contents(blocks):
    """Contents of ``blocks``: pairs of a block (or an entity, which stands in a block of its own) and its words."""

    def put(pairs):
        stated, entities, words = [], dict(INLINE), []
        for thing, said in pairs:
            block = thing
            if "key" not in thing:
                key = str(len(entities) + 1)
                entities[key] = thing
                words_too = " words of an older tool" if len(entities) % 2 else " "
                block = {"key": f"a{key}", "type": "atomic", "text": words_too}
                block["entityRanges"] = [{"offset": 0, "length": 1, "key": int(key)}]
                words += [*said, words_too]
            else:
                words += said
            stated.append(block)
        return {"blocks": [*stated, None, 7], "entityMap": entities}, words

    return st.lists(blocks, max_size=3).map(put)


def _table(cells):
    # Every other cell is marked as covered by another one, whatever is in it.
    columns = {
        str(place): {"content": content, "merge": {"parentCellKey": "0-0"} if place % 2 else None}
        for place, (content, _) in enumerate(cells)
    }
    rows = {"0": {"columns": columns}}
    said = [word for _, words in cells for word in words]
    return {"type": "wix-rich-content-plugin-table", "data": {"config": {"rows": rows, "rowHeader": True}}}, said


def _collapsible(pair):
    (title, first), (content, second) = pair
    data = {"pairs": [{"title": title, "content": content}], "config": {"expandState": "expanded"}}
    return {"type": "wix-rich-content-plugin-collapsible-list", "data": data}, [*first, *second]


def _groups(blocks):
    inner = _contents(blocks)
    return st.lists(inner, max_size=3).map(_table) | st.tuples(inner, inner).map(_collapsible)


CONTENTS = _contents(st.recursive(TEXT_BLOCKS | MEDIA, _groups, max_leaves=6))
"""Draft.js content and its words."""
