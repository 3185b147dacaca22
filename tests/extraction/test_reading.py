"""One page in, everything it tells out: which kind of record, and no input that raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.reading import PageTask, has_embedded_post, looks_genuine, read_page
from scraper.items import Author, Page, Post
from tests.extraction.arbitrary import json_with
from tests.replica import Context, Site
from tests.replica.feed_page import all_posts, feed_page
from tests.replica.padding import raw
from tests.replica.post_page import post_page
from tests.replica.static_pages import forum_page, not_found_page, profile_page, static_page

BASE = "https://clinic.example"
SITE = Site.build(seed=7, posts=25)
CTX = Context(SITE, BASE)
KINDS = ["post", "page", "feed", "category", "tag", "hashtag", "archive", "author"]


def read(body, kind, url=f"{BASE}/x", **options):
    return read_page(
        PageTask(url=url, body=body if isinstance(body, bytes) else raw(body), base=BASE, kind=kind, **options)
    )


PIECES = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [
            b'<article data-hook="post">',
            b'<div data-hook="post-description">',
            b'<div data-hook="post-stats">',
            b"<span>",
            b"<table>",
            b"<ul><li>",
            b"<blockquote>",
            b"<p id=viewer-a>",
            b"<h2>",
            b"<a href='http://['>",
            b"<a href='mailto:%FF'>",
            b"<img src='//['>",
            b"<wow-image id='x' data-image-info='{'>",
            b'<script type="application/ld+json">{"@type":["BlogPosting",7],"author":[[]]}</script>',
            b'<meta property="og:type" content="article">',
            b'<meta property="article:published_time" content="99999-01-01">',
            b'<meta property="og:image" content="http://[">',
            b"<iframe src='http://['>",
            b"<nav><li><a>",
            b"</div>",
            b"<svg>",
            b"\x00",
        ]
    ),
)


@given(st.lists(PIECES, max_size=12).map(b"".join), st.sampled_from(KINDS))
def test_no_bytes_raise(body, kind):
    reading = read(body, kind, fetched_at="2026-06-20T09:00:00+00:00")

    assert reading.url == f"{BASE}/x"


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=30),
            json_with(
                "postPage", "post", "postPageMetadata", "postMetadata", "richContent", "nodes", "type", "views"
            ).map(lambda v: json.dumps(v).encode()),
        ),
        max_size=3,
    )
)
def test_no_answer_raises(answers):
    body = b'<article data-hook="post"><div data-hook="post-description"><p>Tea</p></div></article>'

    assert isinstance(read(body, "post", answers=tuple(answers)).item, Post)


def test_hostile_nesting_and_length_are_survived():
    for piece in (
        b"<div>",
        b"<ul><li>",
        b"<b>",
        b"<table><tr><td>",
        b"<a href=x>",
        b"<nav><ul><li>",
        b"&amp;",
        b"<p>a@b.example ",
    ):
        for repeats in (300, 3000):
            assert read(b'<article data-hook="post"><div data-hook="post-description">' + piece * repeats, "post").url
            assert read(piece * repeats, "page").url


def test_kinds_of_record():
    post = next(p for p in SITE.feed if p.era == "2026" and not p.degraded)

    assert isinstance(read(post_page(CTX, post), "post", CTX.post_url(post)).item, Post)
    assert isinstance(read(profile_page(CTX, SITE.practitioner), "author").item, Author)
    about = read(static_page(CTX, SITE.pages_by_path["/about"]), "page", f"{BASE}/about")
    assert isinstance(about.item, Page)
    assert about.sightings
    assert f"{BASE}/contact" in about.links


def test_a_post_at_an_address_that_does_not_look_like_one():
    post = next(p for p in SITE.feed if p.era == "2026" and not p.degraded)

    reading = read(post_page(CTX, post), "page", f"{BASE}/journal/needles")

    assert isinstance(reading.item, Post)
    assert reading.item.title == post.title


def test_a_forum_thread_is_no_post_whatever_its_address():
    assert read(forum_page(CTX), "post").gone
    assert not isinstance(read(forum_page(CTX), "page").item, Post)


def test_not_found_view_and_empty_frame():
    assert "does not exist" in read(not_found_page(CTX, "/post/x"), "post").gone
    assert read(b"<div data-hook='post-page'><div data-hook='empty-state-container'></div></div>", "post").gone
    assert read(b"", "post").gone


def test_feed_pages_list_and_only_the_first_is_a_page():
    first = read(feed_page(CTX, all_posts(CTX), 1), "feed", f"{BASE}/blog")
    second = read(feed_page(CTX, all_posts(CTX), 2), "feed", f"{BASE}/blog/page/2")

    assert (first.item.kind, second.item) == ("blog", None)
    assert (first.listing.page_count, first.listing.next_page) == (3, f"{BASE}/blog/page/2")
    assert [p.title for p in second.listing.lists[0].posts] == [p.title for p in SITE.feed[10:20]]
    assert all(p.rich_content is p.draft_content is None for entry in first.listing.lists for p in entry.posts)


@pytest.mark.parametrize("order", [1, -1])
def test_answers_of_the_page_api_in_either_order(order):
    post = next(p for p in SITE.feed if p.era == "2026" and not p.degraded)
    page = {"postPage": {"post": {"title": post.title, "minutesToRead": 9}}}
    counts = {"postPageMetadata": {"postMetadata": {"viewCount": 52, "totalComments": 1, "likeCount": 0}}}
    answers = tuple(json.dumps(answer).encode() for answer in (page, counts)[::order])

    item = read(post_page(CTX, post), "post", CTX.post_url(post), answers=answers).item

    assert (item.minutes_to_read, item.views, item.comments, item.likes) == (9, 52, 1, 0)
    assert item.sources["views"] == "api"


def test_marks_of_a_page_before_it_is_parsed():
    bodies = {
        era: raw(post_page(CTX, next(p for p in SITE.feed if p.era == era and not p.degraded)))
        for era in ("2024", "2026")
    }

    assert has_embedded_post(bodies["2024"])
    assert not has_embedded_post(bodies["2026"])
    assert looks_genuine(bodies["2026"])
    assert not looks_genuine(raw(post_page(CTX, next(p for p in SITE.feed if p.degraded))))


def test_media_of_a_post_name_the_page():
    post = next(p for p in SITE.feed if p.era == "2026" and p.cover and not p.degraded)

    reading = read(post_page(CTX, post), "post", CTX.post_url(post))

    assert {m.source_url for m in reading.media} >= set(reading.item.images)
    assert {m.used_by for m in reading.media} == {(reading.url,)}
