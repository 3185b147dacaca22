"""Post pages of every era against the truth, and the pages that only look like posts."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scraper.extraction.document import Document
from scraper.extraction.pages.post import PostPage
from scraper.extraction.post_data import Cover, PostData, Term
from scraper.urls import canonical_url
from tests.replica import ERAS, Context, Site
from tests.replica.padding import raw
from tests.replica.post_page import post_page
from tests.replica.static_pages import forum_page

BASE = "https://clinic.example"
SITES = {"english": Site.build(seed=7, posts=40), "arabic": Site.build(seed=7, posts=15, rtl=True)}
CTX = Context(SITES["english"], BASE)


def page_of(ctx, post, **options):
    body = raw(post_page(ctx, post))
    return PostPage(Document(ctx.post_url(post), body, fetched_at=ctx.site.now), BASE, **options)


def written(head="", article="", lang="en", **options):
    html = f'<html lang="{lang}"><head>{head}</head><article data-hook="post">{article}</article></html>'
    document = Document(f"{BASE}/post/tea", html.encode(), fetched_at="2024-02-10T12:00:00+00:00")
    return PostPage(document, BASE, **options)


GENUINE = '<meta property="article:published_time" content="2024-01-05T10:00:00.000Z">'
BODY = '<div data-hook="post-description"><p id="viewer-a">Words.</p></div>'


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("era", ERAS)
def test_every_era_tells_the_truth(name, era):
    ctx = Context(SITES[name], BASE)
    truth = [(p, t) for p, t in zip(ctx.site.feed, ctx.site.truth(), strict=True) if p.era == era and not p.degraded]
    assert truth

    for post, expected in truth:
        item = page_of(ctx, post, names=(ctx.site.practitioner.name,)).to_item()
        for field in (
            "title",
            "slug",
            "author",
            "direction",
            "minutes_to_read",
            "views",
            "comments",
            "likes",
            "author_bio",
            "cover_image",
        ):
            if (field, era) != ("cover_image", "2023"):
                assert getattr(item, field) == expected[field], (field, post.path)
        for field in ("categories", "tags"):
            assert list(getattr(item, field)) == expected[field], (field, post.path)
        assert (item.published_at[:19], item.modified_at[:19]) == (
            expected["published_at"][:19],
            expected["modified_at"][:19],
        )
        assert item.author_url == canonical_url(BASE + expected["author_path"])
        assert [(link.title, link.url) for link in item.recent_posts] == [
            (t, canonical_url(BASE + p)) for t, p in expected["recent_posts"]
        ]
        assert (item.seo.noindex, item.post_id) == (expected["noindex"], expected["post_id"])
        assert "degraded-page" not in [issue.code for issue in item.issues]


def test_degraded_pages_state_no_counters_and_say_so():
    for post in (p for p in CTX.site.posts if p.degraded):
        page = page_of(CTX, post)
        item = page.to_item()

        assert page.is_post
        assert item.title == post.title
        if post.era != "2021":
            assert not page.is_genuine
            assert (item.views, item.comments, item.likes) == (None, None, None)
            assert "degraded-page" in [issue.code for issue in item.issues]


def test_language_copies_are_not_genuine():
    site = Site.build(seed=7, posts=20, multilingual=True)
    ctx = Context(site, BASE)
    post = next(p for p in site.posts if p.lang == "zh" and not p.degraded)
    copy = PostPage(Document(f"{BASE}{post.path}?lang=en", raw(post_page(ctx, post, lang="en", trap=True))), BASE)

    assert page_of(ctx, post).is_genuine
    assert copy.is_post
    assert not copy.is_genuine
    assert copy.title.value == post.title  # never "Post | Site"


def test_forum_threads_and_empty_shells_are_no_posts():
    forum = PostPage(Document(f"{BASE}/post/x", raw(forum_page(CTX))), BASE)

    assert not forum.is_post
    assert not forum.names_itself_post
    assert not written(GENUINE).is_post
    assert written(article=BODY).is_post


def test_title_falls_back_and_the_frames_title_is_never_one():
    ld = '<script type="application/ld+json">{"@type":["BlogPosting"],"headline":" From  data "}</script>'
    og = '<meta property="og:title" content="Post | Lantern Hill">'

    assert (
        written(GENUINE, '<div data-hook="post-title"><h1 data-hook="post-title"> Tea  time </h1></div>').title.value
        == "Tea time"
    )
    assert written(ld).title.value == "From data"
    assert written(og, BODY, listed=PostData(title="From list")).title.value == "From list"
    assert written(GENUINE + og, BODY).title.source == "og:title"
    assert written(og, BODY).title.value is None


@pytest.mark.parametrize(
    ("lang", "shown", "expected"),
    [
        ("en", "Jan 3", "2024-01-03"),
        ("de", "vor 2 Tagen", "2024-02-08"),
        ("zh", "2023年12月5日", "2023-12-05"),
        ("ar", "٣ يناير", "2024-01-03"),
    ],
)
def test_visible_date_is_the_last_resort_and_told(lang, shown, expected):
    page = written("", f'<span data-hook="time-ago" title="{shown}">{shown}</span>{BODY}', lang=lang)

    item = page.to_item()

    assert item.published_at == expected
    assert "date-from-visible-text" in [issue.code for issue in item.issues]
    assert written(GENUINE, f'<span data-hook="time-ago">{shown}</span>{BODY}').published_at.source == "meta"


def test_sources_disagree_is_told_with_both():
    ld = (
        '<script type="application/ld+json">'
        '{"@type":"BlogPosting","headline":"Coffee","datePublished":"2023-01-01T00:00:00Z","author":[{"name":"Ben"}]}</script>'
    )
    page = written(GENUINE + ld, f'<h1 data-hook="post-title">Tea</h1><span data-hook="user-name">Ada</span>{BODY}')

    codes = {issue.field: issue.code for issue in page.to_item().issues}

    assert codes == dict.fromkeys(("title", "published_at", "author"), "sources-disagree")
    assert page.author.value == "Ben"


def test_unresolved_template_is_no_profile():
    ld = (
        '<script type="application/ld+json">'
        '{"@type":"BlogPosting","author":{"name":"A","url":"https://clinic.example/profile/{userName}/profile"}}</script>'
    )

    assert written(ld, BODY).author_url.value is None
    assert (
        written(ld, f'<a data-hook="profile-link" href="/profile/ada/profile">A</a>{BODY}').author_url.value
        == f"{BASE}/profile/ada/profile"
    )


def test_paywalled_data_does_not_replace_the_page():
    rich = {
        "nodes": [
            {
                "type": "PARAGRAPH",
                "id": "a",
                "nodes": [{"type": "TEXT", "id": "", "textData": {"text": "Preview", "decorations": []}}],
            }
        ]
    }

    open_post = written(GENUINE, BODY, api=PostData(rich_content=rich))
    closed = written(GENUINE, BODY, api=PostData(rich_content=rich, paywalled=True))

    assert (open_post.to_item().body_text, open_post.body.source) == ("Preview", "api ricos")
    assert (closed.to_item().body_text, closed.body.source) == ("Words.", "dom")
    assert "paywalled" in [issue.code for issue in closed.to_item().issues]


def test_cards_inside_the_article_lend_it_nothing():
    card = (
        '<div data-hook="recent-posts"><article data-hook="recent-post-list-item"><a href="/post/other">'
        '<div data-hook="recent-post__title">Other</div></a><div '
        'data-hook="post-stats"><span>9 views</span><span>1 comment</span></div>'
        '<a href="/blog/categories/other">Other category</a></article></div>'
    )
    page = written(GENUINE, BODY + card)

    item = page.to_item()

    assert (item.views, item.categories) == (None, ())
    assert [(link.title, link.url) for link in item.recent_posts] == [("Other", f"{BASE}/post/other")]


def test_lists_fill_what_the_page_leaves_out():
    term = Term(term_id="c", label="Sleep", slug="sleep")
    listed = PostData(
        views=7, likes=0, categories=(term,), cover=Cover(url="https://static.wixstatic.com/media/x.jpg"), excerpt="E"
    )
    item = written(GENUINE, BODY, listed=listed).to_item()

    assert (item.views, item.likes, item.comments, item.categories, item.excerpt) == (7, 0, None, ("Sleep",), "E")
    assert item.sources["views"] == "list"
    assert item.cover_image == "https://static.wixstatic.com/media/x.jpg"


def test_embedded_cut_emoji_can_be_written():
    post = next(p for p in CTX.site.feed if p.era == "2024" and not p.degraded)
    site = replace(CTX.site, posts=(replace(post, excerpt="MARK"),))
    ctx = Context(site, BASE)
    body = raw(post_page(ctx, site.posts[0])).replace(b"MARK", b"tea \\\\ud83d")

    item = PostPage(Document(ctx.post_url(post), body), BASE).to_item()

    json.dumps(item.excerpt, ensure_ascii=False).encode()
    assert item.title == post.title
