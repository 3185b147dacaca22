"""Comments in the markup of a page, as Wix renders them for search engines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extraction.comments_dom import take_comments
from scraper.extraction.document import Document
from scraper.extraction.reading import PageTask, read_page
from scraper.items import Comment
from tests.replica import Context, Site
from tests.replica.padding import raw
from tests.replica.post_page import post_page
from tests.replica.truth import comment_truth

URL = "https://clinic.example/post/a"
SITE = Site.build(seed=7, posts=40)
CTX = Context(SITE, "https://clinic.example")
POSTS = [p for p in SITE.posts if p.seo_mode and any(r["shown"] for r in comment_truth(p))]
ONE, TWO = "11111111-2222-4333-a444-555555555555", "66666666-7777-4888-a999-000000000000"


def item(content, identifier=ONE, date="Jan 5, 2024", replies=""):
    return (
        f'<div data-hook="comment-{identifier}"><div data-hook="comments-author"><span>Odo Brandt</span></div>'
        f'<span data-hook="time-ago">{date}</span><div data-hook="comment-content">{content}</div>{replies}</div>'
    )


def page(*items, lang="en", after=""):
    listed = "".join(items)
    root = f'<div data-hook="wc-root abc"><div data-hook="top-level-comment-list">{listed}</div></div>{after}'
    return Document(URL, f'<html lang="{lang}"><body><p>Body</p>{root}</body></html>'.encode())


def taken(*items, **options):
    return [s.comment for s in take_comments(page(*items, **options))]


@pytest.mark.parametrize("post", POSTS, ids=lambda p: p.slug[:20])
def test_a_page_in_seo_mode_tells_what_it_shows(post):
    document = Document(CTX.post_url(post), raw(post_page(CTX, post)))

    found = {s.comment.id: s.comment for s in take_comments(document)}

    want = {r["id"]: r for r in comment_truth(post) if r["shown"]}
    assert found.keys() == want.keys()
    for key, row in want.items():
        got = found[key]
        assert (got.parent_id, got.likes) == (row["parent_id"], row["likes"])
        assert got.author == next(r.author for r in post.thread if r.id == key)
        codes = [issue.code for issue in got.issues]
        assert got.text == (row["cut"] or row["text"])
        assert ("cut-off" in codes) == bool(row["cut"])
        assert got.published_at is None or row["published_at"].startswith(got.published_at)
        assert ("missing" if got.published_at is None else "date-from-visible-text") in codes


@pytest.mark.parametrize("post", POSTS[:2], ids=lambda p: p.slug[:20])
def test_what_visitors_write_is_not_taken_for_the_site(post):
    document = raw(post_page(CTX, post))
    task = PageTask(url=CTX.post_url(post), body=document, base=CTX.base, kind="post", region="HK")

    reading = read_page(task)

    people = {r.author for r in post.thread if r.member}
    assert reading.comments
    assert "wenna@pell.example" not in {s.value for s in reading.sightings}
    assert not [link for link in reading.links if any(r.person in link for r in post.thread if r.member)] or not people
    assert "Write a comment" not in (reading.item.body_text or "")


def test_films_of_a_page_in_seo_mode_are_read():
    truth = {row["path"]: row for row in SITE.truth()}
    films = [p for p in SITE.posts if p.seo_mode and p.era == "2026" and truth[p.path]["videos"]]
    assert films
    for post in films:
        task = PageTask(url=CTX.post_url(post), body=raw(post_page(CTX, post)), base=CTX.base, kind="post")

        videos = read_page(task).item.videos

        assert len(videos) == len(truth[post.path]["videos"])
        assert all(any(key in video for video in videos) for key in truth[post.path]["videos"])


def test_a_machine_readable_date_is_taken():
    [found] = taken(item("<p>Hi</p>").replace('<span data-hook="time-ago">', '<time datetime="2024-01-05T10:00:00Z">'))

    assert (found.published_at, found.issues) == ("2024-01-05T10:00:00+00:00", ())


@pytest.mark.parametrize("shown", ["3 days ago", "Jan 5", "", "yesterday"])
def test_a_date_without_a_year_is_none_with_an_issue(shown):
    [found] = taken(item("<p>Hi</p>", date=shown))

    assert found.published_at is None
    assert [(i.field, i.code) for i in found.issues] == [("published_at", "missing")]
    assert shown in found.issues[0].message


def test_replies_hang_below_their_comment_and_keep_their_own_words():
    inner = f'<div data-hook="reply-list-{ONE}">{item("<p>You are right</p>", TWO)}</div>'

    one, two = taken(item("<p>First</p><p>Second</p>", replies=inner))

    assert (one.parent_id, one.text) == (None, "First\n\nSecond")
    assert (two.parent_id, two.text) == (ONE, "You are right")


def test_the_widget_goes_and_the_page_stays():
    document = page(item("<p>Hi</p>"), after="tail<p>After</p>")

    take_comments(document)

    assert "".join(document.root.itertext()) == "BodytailAfter"


def test_comments_of_a_page_that_is_no_post_are_an_issue():
    body = page(item("<p>Nice place</p>")).body.replace(b"<body>", b"<body><main id=PAGES_CONTAINER><h1>Us</h1></main>")

    got = read_page(PageTask(url="https://clinic.example/about", body=body, base="https://clinic.example", kind="page"))

    assert "comments-left-out" in [issue.code for issue in got.item.issues]
    assert "Nice place" not in (got.item.body_text or "")


HOOKS = st.sampled_from(["wc-root x", f"comment-{ONE}", f"comment-{TWO}", f"reply-list-{ONE}", "comment-content",
                         "comments-author", "show-more-btn", "time-ago", "like-button"])  # fmt: skip
TREES = st.recursive(
    st.sampled_from(["", "text", "<img src='//['>", "2 days ago", "<br>", "<time datetime='x'>1</time>"]),
    lambda inner: st.builds(
        lambda hook, parts: f'<div data-hook="{hook}">{"".join(parts)}</div>', HOOKS, st.lists(inner, max_size=4)
    ),
    max_leaves=15,
)


@settings(deadline=None)  # the first date loads a table of languages
@given(TREES)
def test_no_markup_raises(tree):
    document = Document(URL, f'<html><body><div data-hook="wc-root 1">{tree}</div></body></html>'.encode())

    found = take_comments(document)

    assert all(isinstance(s.comment, Comment) and s.comment.id in (ONE, TWO) for s in found)
    assert b"wc-root" in document.body
    assert not document.root.xpath("//*[@data-hook='wc-root 1']")
