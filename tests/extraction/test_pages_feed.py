"""Lists of posts, as data and as cards, in every era."""

from __future__ import annotations

import pytest
from hypothesis import given

from scraper.extraction.document import Document
from scraper.extraction.pages.feed import FeedPage
from scraper.urls import canonical_url
from tests.extraction.arbitrary import ANY_TEXT
from tests.replica import ERAS, Context, Site
from tests.replica.discovery import feeds
from tests.replica.feed_page import all_posts, feed_page
from tests.replica.padding import raw

BASE = "https://clinic.example"


def page_of(ctx, feed, number=1):
    return FeedPage(Document(ctx.url(feed.path("/blog", number)), raw(feed_page(ctx, feed, number))), BASE)


def written(html):
    return FeedPage(Document(f"{BASE}/blog", html.encode()), BASE)


@pytest.mark.parametrize("era", [*ERAS, "mixed"])
def test_every_post_is_listed_in_every_era(era):
    ctx = Context(Site.build(seed=7, posts=23, era=era), BASE)

    pages = [page_of(ctx, all_posts(ctx), number) for number in (1, 2, 3)]

    listed = {post.url for page in pages for post in page.posts}
    assert listed == {canonical_url(ctx.post_url(post)) for post in ctx.site.posts}
    assert pages[0].next_page == f"{BASE}/blog/page/2"
    assert pages[2].next_page is None
    if pages[0].lists:
        assert (pages[0].total, pages[0].page_count) == (23, 3)


def test_lists_of_a_category_do_not_count_all_posts():
    ctx = Context(Site.build(seed=7, posts=23), BASE)
    found = {path: feed for path, feed in feeds(ctx).items() if feed.kind != "ALL_POSTS"}

    for path, feed in found.items():
        page = FeedPage(Document(BASE + path, raw(feed_page(ctx, feed, 1))), BASE)
        assert page.total is None, path
        assert len({post.url for post in page.posts}) == min(10, len(ctx.site.selection(feed.kind, feed.key)))


def test_categories_and_tags_with_their_counts():
    ctx = Context(Site.build(seed=7, posts=23, era="2026"), BASE)
    terms = page_of(ctx, all_posts(ctx)).terms

    assert {term.label for kind, term in terms if kind == "category"} == {c.label for c in ctx.site.categories}
    counts = {term.slug: term.posts for kind, term in terms if kind == "category"}
    assert counts == {c.slug: len(ctx.site.selection("CATEGORY", c.slug)) for c in ctx.site.categories}


CARD = (
    '<div data-hook="post-list-item"><a href="/post/needles?utm_source=x"><div '
    'data-hook="post-list-item__title"> Tea  time </div></a>'
    '<span data-hook="time-to-read" title="3 min read"></span>'
    '<div data-hook="post-stats"><span>{views} views</span><span>2 comments</span></div></div>'
)


def test_cards_without_data():
    (post,) = written(CARD.format(views=7)).cards

    assert (post.url, post.slug, post.title) == (f"{BASE}/post/needles", "needles", "Tea time")
    assert (post.views, post.comments, post.likes, post.minutes_to_read) == (7, 2, None, 3)


def test_a_zero_on_a_card_is_not_taken():
    (post,) = written(CARD.format(views=0)).cards

    assert (post.views, post.comments) == (None, 2)


def test_cards_without_an_address_and_twins():
    html = '<article data-hook="item-container"><a href="/about">x</a></article>' + CARD.format(views=7)
    twin = '<li data-hook="item-container"><a href="/post/needles">picture</a></li>'

    (post,) = written(html + twin).cards

    assert post.title == "Tea time"


def test_template_links_and_pages_of_a_category_are_no_terms():
    html = (
        '<a href="/blog/categories/${s.uri}">x</a><a href="/blog/categories/sleep/page/2">2</a>'
        '<a href="/blog/categories/sleep">Sleep</a><a href="/blog/tags/%E9%87%9D">針</a><a href="/blog/tags/empty"></a>'
    )

    assert [(kind, term.slug, term.label) for kind, term in written(html).terms] == [
        ("category", "sleep", "Sleep"),
        ("tag", "針", "針"),
    ]


@pytest.mark.parametrize("href", ["http://[", ""])
def test_broken_next_page(href):
    assert written(f'<link rel="next" href="{href}">').next_page in {None, f"{BASE}/blog"}


@given(ANY_TEXT)
def test_no_href_raises(href):
    attribute = href.encode("utf-8", "replace").decode().replace('"', "")

    page = written(
        f'<div data-hook="post-list-item"><a '
        f'href="http://{attribute}/post/x">a</a></div><a href="/tags/{attribute}">b</a>'
    )

    assert len(page.cards) <= 1
    assert isinstance(page.terms, tuple)
