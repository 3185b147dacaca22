"""The replica's feed and its pages of lists, in every encoding of their data."""

from __future__ import annotations

import base64
import json

import pytest
from lxml import etree

from tests.replica import Context, Site
from tests.replica.discovery import rss
from tests.replica.feed_page import Feed, all_posts, feed_page
from tests.replica.padding import raw
from tests.replica_reading import BASE, CTX, SITE, tree, unescaped, warmup


def test_feed_holds_at_most_twenty_items_with_and_without_full_text() -> None:
    feed = etree.fromstring(rss(CTX).encode())
    items = feed.findall("channel/item")
    content = "{http://purl.org/rss/1.0/modules/content/}encoded"
    assert len(items) == 20
    assert all(len(item.findtext("guid") or "") == 24 and item.findtext(content) for item in items)
    newest = max(SITE.posts, key=lambda p: p.published)
    assert items[0].findtext("title") == newest.title
    lean = etree.fromstring(rss(Context(Site.build(seed=7, posts=6, feed_content=False), BASE)).encode())
    assert len(lean.findall("channel/item")) == 6
    assert lean.findall(f"channel/item/{content}") == []


@pytest.mark.parametrize(("encoding", "counted"), [("object", True), ("base64", True), ("string", False)])
def test_feed_data_decode_in_all_three_encodings(encoding: str, *, counted: bool) -> None:
    ctx = Context(Site.build(seed=7, posts=25, feed_encoding=encoding), BASE)
    ((key, value),) = warmup(tree(feed_page(ctx, all_posts(ctx), 2))).items()
    if encoding == "base64":
        value = unescaped(base64.b64decode(value).decode("latin-1"))
    data = json.loads(value) if isinstance(value, str) else value
    query = json.loads(key[key.index("{") :])
    assert query["feed"]["page"] == 2
    posts = data["feedResponse"]["postFeedPage"]["posts"]
    assert posts["pagingMetaData"]["total"] == 25
    assert [p["slug"] for p in posts["posts"]] == [p.dated_slug for p in ctx.site.feed[10:20]]
    metrics = data["metadataResponse"]["postFeedMetadataPage"]["postMetrics"]
    assert metrics.keys() == ({p.guid for p in ctx.site.feed[10:20]} if counted else set())


def test_a_mixed_site_uses_all_encodings() -> None:
    kinds = {
        type(next(iter(warmup(tree(feed_page(CTX, feed, 1))).values())))
        for feed in (all_posts(CTX), Feed("CATEGORY", "sleep", "Sleep"), Feed("TAG", "moxa", "moxa"))
    }
    assert kinds == {str, dict}


def test_feed_pages_are_chained() -> None:
    pages = [tree(feed_page(CTX, all_posts(CTX), n)) for n in range(1, 7)]
    following = [p.xpath("string(//link[@rel='next']/@href)") for p in pages]
    assert following == [f"{BASE}/blog/page/{n}" for n in range(2, 7)] + [""]
    assert pages[1].xpath("//link[@rel='prev']/@href") == [f"{BASE}/blog"]
    cards = [a for p in pages for a in p.xpath("//*[@data-hook='post-list-item']/a/@href")]
    assert cards == [CTX.post_url(p) for p in SITE.feed]


def test_2021_feed_counts_views_in_its_store() -> None:
    ctx = Context(Site.build(seed=7, posts=12, era="2021"), BASE)
    source = raw(feed_page(ctx, all_posts(ctx), 1)).decode()
    assert '"entityCount":12' in source
    assert f'"viewCount":{ctx.site.feed[0].views}' in source
