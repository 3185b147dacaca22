"""Draft.js content: blocks, ranges in UTF-16 units, nested lists, entities of every kind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.draft import read_draft, ricos_of_draft
from scraper.extraction.ledger import clean
from scraper.extraction.vocabulary import EMPTY_BODY
from tests.extraction.draft_contents import URL, block, read, styled


def test_blocks_of_every_type():
    body = read(
        block("One\ntwo", data={"textAlignment": "center"}),
        block(""),
        block("Head", "header-three", depth=1),
        block("Quote", "blockquote"),
        block("a = 1\n  b", "code-block"),
        block("New kind", "future-block"),
        block("Indented", depth=2),
    )

    assert body.html == (
        '<p style="text-align:center">One<br>\ntwo</p>\n<h3 data-indent="1">Head</h3>\n'
        "<blockquote><p>Quote</p>\n</blockquote>\n<pre><code>a = 1\n  b</code></pre>\n<p>New kind</p>\n"
        '<p data-indent="2">Indented</p>\n'
    )
    assert body.fidelity.dropped == ("PARAGRAPH: spacer",)
    assert body.issues == ()


def test_overlapping_styles():
    ranges = [styled(0, 7, "BOLD"), styled(5, 5, "ITALIC"), styled(0, 4, '{"FG":"#ff0000"}'), styled(0, 4, "30")]

    body = read(block("Warm hands", inlineStyleRanges=ranges))

    assert body.html == ('<p><strong><span style="color:#ff0000">Warm</span> <em>ha</em></strong><em>nds</em></p>\n')
    assert body.fidelity.degraded == ("text: size",)


def test_offsets_count_utf16_units():
    entities = {"0": {"type": "LINK", "data": {"url": "https://clinic.example/book", "target": "_blank"}}}
    ranges = [{"offset": 5, "length": 4, "key": 0}]

    body = read(block("😀 a 𝒷ook", entityRanges=ranges, inlineStyleRanges=[styled(0, 2, "BOLD")]), entities=entities)

    assert body.html == '<p><strong>😀</strong> a <a href="https://clinic.example/book">𝒷oo</a>k</p>\n'


def test_a_range_that_cuts_a_character_in_two_loses_nothing():
    body = read(block("a😀b", inlineStyleRanges=[styled(0, 2, "BOLD"), styled(2, 99, "ITALIC")]))

    assert body.text == "a😀b"
    assert body.issues == ()


def test_inline_entities():
    entities = {
        "0": {"type": "ANCHOR", "data": {"anchor": "k2"}},
        "1": {"type": "mention", "data": {"mention": {"name": "Lin", "slug": "lin"}}},
        "2": {"type": "wix-draft-plugin-external-link", "data": {"url": "www.other.example", "rel": "nofollow"}},
        "3": {"type": "wix-draft-plugin-emoji", "data": {}},
    }
    ranges = [{"offset": start, "length": 1, "key": key} for key, start in enumerate((0, 2, 4, 6))]

    body = read(block("a b c 😀", entityRanges=ranges), block("target", key="k2"), entities=entities)

    assert body.html == (
        '<p><a href="#viewer-k2">a</a> b <a href="http://www.other.example" rel="nofollow">c</a> 😀</p>\n'
        '<p id="viewer-k2">target</p>\n'
    )
    assert body.fidelity.degraded == ("MENTION: the profile behind the name",)


def test_lists_nest_by_depth():
    bullet, number = "unordered-list-item", "ordered-list-item"

    body = read(
        block("one", bullet),
        block("inner", bullet, depth=1),
        block("deeper than possible", number, depth=7),
        block("two", bullet),
        block("first", number),
        block("text"),
        block("again", bullet),
    )

    assert body.html == (
        "<ul><li>one\n<ul><li>inner\n<ol><li>deeper than possible</li>\n</ol>\n</li>\n</ul>\n</li>\n<li>"
        "two</li>\n</ul>\n"
        "<ol><li>first</li>\n</ol>\n<p>text</p>\n<ul><li>again</li>\n</ul>\n"
    )


def test_words_in_an_atomic_block_without_entity_are_kept():
    assert read(block("left over", "atomic")).html == "<p>left over</p>\n"


def test_hashtags_get_their_addresses():
    body = read(block("#tea"), viewer_links={"#tea": "https://clinic.example/blog/hashtags/tea"})

    assert body.hashtags == ("tea",)


def test_no_blocks_no_body():
    assert read() == EMPTY_BODY
    assert read_draft({"blocks": "x"}, base_url=URL) == EMPTY_BODY
    assert ricos_of_draft(None) == {"nodes": []}


def test_content_that_holds_itself_comes_to_an_end():
    content = {"blocks": [block(" ", "atomic", entityRanges=[{"offset": 0, "length": 1, "key": 0}])], "entityMap": {}}
    content["entityMap"]["0"] = {
        "type": "wix-rich-content-plugin-collapsible-list",
        "data": {"pairs": [{"title": content, "content": content}]},
    }

    assert read_draft(content, base_url=URL).html == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 30) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
OFFSETS = st.integers(-3, 12) | JSON
STYLE_RANGES = st.builds(
    styled, OFFSETS, OFFSETS, st.sampled_from(["BOLD", "ITALIC", "12", '{"BG":"x"}', "[", "NEW"]) | JSON
)
ENTITY_RANGES = st.builds(
    lambda o, n, k: {"offset": o, "length": n, "key": k}, OFFSETS, OFFSETS, st.integers(0, 2) | JSON
)
BLOCKS = st.builds(
    lambda text, kind, depth, styles, ranges: block(
        text, kind, depth=depth, inlineStyleRanges=styles, entityRanges=ranges
    ),
    st.text(st.sampled_from("ab é漢ع😀\n\u200b\x00"), max_size=10) | JSON,
    st.sampled_from(["unstyled", "header-one", "unordered-list-item", "ordered-list-item", "blockquote", "code-block"]),
    st.integers(-1, 5) | JSON,
    st.lists(STYLE_RANGES, max_size=3) | JSON,
    st.lists(ENTITY_RANGES, max_size=3) | JSON,
)
ENTITIES = st.dictionaries(
    st.sampled_from("012"),
    st.builds(
        lambda kind, data: {"type": kind, "data": data}, st.sampled_from(["LINK", "ANCHOR", "mention", "x"]), JSON
    )
    | JSON,
)


@given(st.lists(BLOCKS | JSON, max_size=6), ENTITIES | JSON)
def test_any_content_is_read_and_no_character_of_it_is_lost(blocks, entities):
    body = read_draft({"blocks": blocks, "entityMap": entities}, base_url=URL)

    texts = [entry.get("text") for entry in blocks if isinstance(entry, dict) and "type" in entry]
    stated = "".join("".join(clean(text).split()) for text in texts if isinstance(text, str))
    assert "".join(body.text.split()) == stated
    assert body.fidelity.source_chars == body.fidelity.kept_chars == len(stated)
