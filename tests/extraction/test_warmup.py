"""The data that Wix embeds: three encodings, and garbage in their place."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction import warmup
from scraper.extraction.document import Document
from scraper.extraction.pages.feed import FeedPage
from scraper.extraction.post_lists import embedded_lists, embedded_post
from scraper.extraction.warmup import BLOG_APP_ID, decode_value, dig, js_unescape
from tests.extraction.arbitrary import ANY_TEXT, json_with
from tests.replica import Context, Site
from tests.replica.data import js_escape
from tests.replica.feed_page import all_posts, feed_page
from tests.replica.padding import raw

BASE = "https://clinic.example"
VALUE = {"title": "針灸 café 😀", "n": [1, {"a": "<b>&\"'"}]}


def page(apps):
    text = json.dumps({"appsWarmupData": apps}).replace("</", "<\\/")
    return Document(BASE, f'<script id="wix-warmup-data" type="application/json">{text}</script>'.encode())


def packed(value):
    return base64.b64encode(js_escape(json.dumps(value, ensure_ascii=False)).encode("latin-1")).decode()


@pytest.mark.parametrize("encode", [dict, json.dumps, packed], ids=["object", "string", "base64"])
def test_all_three_encodings_give_the_same(encode):
    assert decode_value(encode(VALUE)) == VALUE


@given(st.text(max_size=60))
def test_unescape_undoes_javascripts_escape(text):
    assert js_unescape(js_escape(text)) == text


@pytest.mark.parametrize(
    ("escaped", "plain"), [("%2522", "%22"), ("%u12", "%u12"), ("100%", "100%"), ("%ud83d!", "\ufffd!")]
)
def test_unescape_of_odd_input(escaped, plain):
    assert js_unescape(escaped) == plain


@given(st.one_of(ANY_TEXT, st.integers(), st.none(), st.lists(ANY_TEXT, max_size=2), st.binary().map(base64.b64encode)))
def test_garbage_is_nothing(value):
    found = decode_value(value.decode() if isinstance(value, bytes) else value)

    assert found is None or isinstance(found, dict)


@pytest.mark.parametrize("value", ["{", '{"a":' * 100_000, "[1]", "e30", "====", " ", packed([1]), b"{}", 7])
def test_broken_values_are_nothing(value):
    assert decode_value(value) is None


def test_half_an_emoji_becomes_a_replacement_character():
    found = decode_value('{"cut": "tea \\ud83d", "whole": "\\ud83d\\ude00", "low": "\\ude00", "text": "\\\\ud83d"}')

    assert found == {"cut": "tea \ufffd", "whole": "😀", "low": "\ufffd", "text": "\\ud83d"}


@given(json_with("a", "b"), st.lists(st.sampled_from("ab"), max_size=4))
def test_dig_never_raises(value, path):
    dig(value, *path)


KEYS = (
    "feed-page-x",
    'feed-page-{"feed":{"type":"ALL_POSTS"}}',
    "OldPostPageWarmupData-a",
    "post-list-comp-1",
    "feedResponse",
    "postFeedPage",
    "posts",
    "postPageResponse",
    "data",
    "postPage",
    "post",
    "ctx",
    "richContent",
    "id",
    "url",
    "path",
    "base",
    "metadataResponse",
    "postFeedMetadataPage",
    "postMetrics",
    "body",
    "categories",
    "pagingMetaData",
)


@given(st.one_of(st.just(BLOG_APP_ID), ANY_TEXT), json_with(*KEYS))
def test_any_json_in_the_warm_up_is_read_without_an_exception(app, value):
    document = page({app: value})

    assert isinstance(tuple(embedded_lists(document, BASE)), tuple)
    embedded_post(document, BASE)
    assert isinstance(FeedPage(document, BASE).terms, tuple)
    warmup.post_guid(document, "a")


def test_ids_that_are_no_strings_do_no_harm():
    answer = {"posts": {"posts": [{"id": ["x"], "slug": "a"}, {"id": {"a": 1}}]}}
    document = page({BLOG_APP_ID: {"feed-page-x": {"feedResponse": {"postFeedPage": answer}}}})

    (found,) = embedded_lists(document, BASE)

    assert [post.post_id for post in found.posts] == [None, None]


@pytest.mark.parametrize("encoding", ["object", "base64", "string"])
def test_replicas_feed_page_in_each_encoding(encoding):
    site = Site.build(seed=7, posts=25, feed_encoding=encoding)
    ctx = Context(site, BASE)

    (found,) = embedded_lists(Document(f"{BASE}/blog", raw(feed_page(ctx, all_posts(ctx), 1))), BASE)

    assert (found.total, found.page_size, found.everything) == (25, 10, True)
    assert [post.title for post in found.posts] == [post.title for post in site.feed[:10]]
    assert all((post.views is None) == (encoding == "string") for post in found.posts)


def test_the_guid_of_2026_is_one_only_where_it_looks_like_one():
    guid = "0a1b2c3d-0000-1111-2222-333344445555"

    assert warmup.post_guid(page({BLOG_APP_ID: {"a": guid}}), "a") == guid
    assert warmup.post_guid(page({BLOG_APP_ID: {"a": "x"}}), "a") is None
    assert warmup.post_guid(page({BLOG_APP_ID: {"a": guid}}), "b") is None


@pytest.mark.parametrize(
    "script", ["var warmupData = {", "var warmupData = [1]", "var warmupData = null", 'x = "var warmupData"']
)
def test_broken_state_of_2021_is_empty(script):
    document = Document(BASE, f"<script>{script}</script>".encode())

    assert warmup.bolt_model(document) == {}
    assert warmup.bolt_states(document) == []
