"""Whatever a document holds: it is read, every character of it is there, and the sanitiser finds nothing to change."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.html import sanitise_html
from pipelines.ledger import text_of
from scraper.extraction.draft import read_draft
from scraper.extraction.ledger import clean
from scraper.extraction.ricos import IGNORED, READERS, TRANSPARENT, all_texts
from tests.extraction.ricos_documents import ID, URL, YOUTUBE, read

WORDS = st.text(
    st.sampled_from(
        [*"ab  \n.é", *"針灸師傅", *"عيادة١٢", *"한국어", "👩", "\u200d", "👧", "ก", "ำ", "\u0301", "&", "<", '"']
    ),
    max_size=12,
)
DECORATIONS = st.sampled_from(
    [
        {"type": "BOLD", "fontWeightValue": 700},
        {"type": "ITALIC", "italicData": True},
        {"type": "UNDERLINE", "underlineData": False},
        {"type": "STRIKETHROUGH"},
        {"type": "SUPERSCRIPT"},
        {"type": "SUBSCRIPT"},
        {"type": "COLOR", "colorData": {"foreground": "#ff0000", "background": "color4"}},
        {"type": "FONT_SIZE", "fontSizeData": {"unit": "PX", "value": 18}},
        {"type": "LINK", "linkData": {"link": {"url": "https://tea.example/?a=1&b=2"}}},
        {"type": "ANCHOR", "anchorData": {"anchor": "abc12"}},
        {"type": "MENTION", "mentionData": {"name": "Mei", "slug": "mei", "id": "1"}},
        {"type": "SPOILER", "spoilerData": {"id": "1"}},
        {"type": "SKETCH", "sketchData": {"variant": "circle"}},
        {"type": "EXTERNAL", "externalData": {}},
    ]
)
SOURCE = {"src": {"id": ID}, "width": 640, "height": 480}
DATA = {
    "HEADING": {"headingData": {"level": 3}},
    "ORDERED_LIST": {"orderedListData": {"start": 4, "offset": 1}},
    "IMAGE": {"imageData": {"image": SOURCE, "altText": "x"}},
    "GALLERY": {"galleryData": {"items": [{"image": {"media": SOURCE}, "title": "一"}]}},
    "GIF": {"gifData": {"original": {"gif": "https://media.giphy.com/a.gif"}, "width": 2, "height": 2}},
    "VIDEO": {"videoData": {"video": {"src": {"url": f"{YOUTUBE}watch?v=dQw4w9WgXcQ"}}}},
    "AUDIO": {"audioData": {"audio": {"src": {"id": "mp3/a.mp3"}}, "name": "Breathing"}},
    "FILE": {"fileData": {"src": {"id": "a1b2c3_0123456789abcdef0123456789abcdef.pdf"}, "name": "plan.pdf"}},
    "HTML": {"htmlData": {"html": "<p>hello</p>"}},
    "EMBED": {"embedData": {"src": "https://x.example/e", "oembed": {"title": "T"}}},
    "LINK_PREVIEW": {"linkPreviewData": {"link": {"url": "https://x.example"}, "title": "T", "description": "D"}},
    "MAP": {"mapData": {"mapSettings": {"address": "1 Tea Street", "lat": 1, "lng": 2}}},
    "POLL": {"pollData": {"poll": {"title": "Tea?", "options": [{"title": "yes"}, {"title": "no"}]}}},
    "APP_EMBED": {"appEmbedData": {"type": "PRODUCT", "name": "Cup", "url": "https://x.example/cup"}},
    "BUTTON": {"buttonData": {"text": "Book", "link": {"url": "https://x.example"}}},
    "TABLE": {"tableData": {"rowHeader": True, "columnHeader": True}},
}
TEXTS = st.builds(
    lambda words, decorations: {"type": "TEXT", "textData": {"text": words, "decorations": decorations}},
    WORDS,
    st.lists(DECORATIONS, max_size=3),
)
KINDS = st.sampled_from([*READERS, *TRANSPARENT, "BULLET_LIST", "GIPHY", "EXTERNAL", "NEW_KIND"])


def _node(kind, nodes, identifier):
    return {"type": kind, "id": identifier, "nodes": nodes, **DATA.get(kind, {})}


NODES = st.recursive(
    st.builds(_node, st.just("PARAGRAPH"), st.lists(TEXTS, max_size=3), st.sampled_from(["abc12", "d", ""])),
    lambda inner: st.builds(_node, KINDS, st.lists(inner | TEXTS, max_size=3), st.sampled_from(["abc12", "e", ""])),
    max_leaves=12,
)


def _squeezed(text):
    return "".join(clean(text).split())


@settings(max_examples=200)
@given(st.lists(NODES, max_size=4))
def test_no_character_is_lost_or_doubled(nodes):
    body = read(*nodes)

    assert [issue for issue in body.issues if issue.code.startswith("text-")] == []
    assert body.fidelity.kept_chars == body.fidelity.source_chars
    for part in all_texts(nodes):
        assert all(char in body.text for char in _squeezed(part))


@given(
    st.lists(st.builds(_node, st.sampled_from(["PARAGRAPH", "HEADING", "BLOCKQUOTE"]), st.lists(TEXTS), st.just("")))
)
def test_text_alone_comes_out_as_a_plain_walk_reads_it(nodes):
    body = read(*nodes)

    assert _squeezed(body.text) == _squeezed("".join(all_texts(nodes)))


@settings(max_examples=150)
@given(st.lists(NODES, max_size=3))
def test_the_sanitiser_changes_nothing_the_second_time_and_loses_nothing(nodes):
    body = read(*nodes)

    once = sanitise_html(body.html)

    assert sanitise_html(once) == once
    assert text_of(once) == _squeezed(unicodedata.normalize("NFC", body.text))


@pytest.mark.parametrize("kind", [*READERS, *TRANSPARENT])
@pytest.mark.parametrize("words", ["針灸 師", "عيادة الشاي ١٢", "한국어 글", "👩‍👧 tea 🫖"])
def test_words_of_every_script_survive_in_every_node(kind, words):
    paragraph = _node("PARAGRAPH", [{"type": "TEXT", "textData": {"text": words}}], "p1")
    inner = [_node("PARAGRAPH", [], "p0"), paragraph]

    body = read(_node(kind, inner, "n1"))

    assert _squeezed(words) in _squeezed(body.text)
    assert [issue.code for issue in body.issues if issue.code.startswith("text-")] == []
    assert kind not in IGNORED


BLOCKS = st.builds(
    lambda text, kind, depth, ranges: {"key": "a", "text": text, "type": kind, "depth": depth, **ranges},
    WORDS,
    st.sampled_from(
        ["unstyled", "header-one", "header-six", "unordered-list-item", "ordered-list-item", "blockquote", "code-block"]
    ),
    st.integers(0, 4),
    st.fixed_dictionaries(
        {
            "inlineStyleRanges": st.lists(
                st.fixed_dictionaries(
                    {
                        "offset": st.integers(-1, 14),
                        "length": st.integers(-1, 14),
                        "style": st.sampled_from(["BOLD", "ITALIC", "UNDERLINE", '{"FG":"#ff0000"}', "NEW"]),
                    }
                ),
                max_size=3,
            ),
            "entityRanges": st.lists(
                st.fixed_dictionaries({"offset": st.integers(0, 9), "length": st.integers(0, 9), "key": st.just(0)}),
                max_size=1,
            ),
            "data": st.just({}),
        }
    ),
)
ENTITIES = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://tea.example"}}}


@settings(max_examples=200)
@given(st.lists(BLOCKS, max_size=6))
def test_no_character_of_a_draft_content_is_lost(blocks):
    body = read_draft({"blocks": blocks, "entityMap": ENTITIES}, base_url=URL)

    assert [issue for issue in body.issues if issue.code.startswith("text-")] == []
    assert sorted(_squeezed(body.text)) == sorted(_squeezed("".join(block["text"] for block in blocks)))
