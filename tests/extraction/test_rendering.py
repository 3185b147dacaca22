"""Which pages would gain from a browser, and that what it shows never makes a record poorer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.reading import PageTask, Reading, read_page
from scraper.extraction.rendering import EMPTY_FRAME, RENDERED, better, gain, noted
from scraper.items import Issue, Page, Post

BASE = "https://clinic.example"
POST, ABOUT = f"{BASE}/post/rest", f"{BASE}/about"
SPINNER = '<div data-hook="skeleton-loader" aria-busy="true">Loading…</div>'
PLACE = '<div data-hook="HTMLComponent"></div>'


def _page(inner: str) -> Reading:
    return _read(f"<main>{inner}</main>", ABOUT, "page")


def _post(body: str, head: str = "") -> Reading:
    article = f'<article data-hook="post"><h1 data-hook="post-title">Rest</h1>{body}</article>'
    return _read(
        f'<meta property="article:published_time" content="2026-01-02T03:04:05Z">{head}{article}', POST, "post"
    )


def _described(inner: str) -> Reading:
    return _post(f'<section data-hook="post-description">{inner}</section>')


def _read(html: str, url: str, kind: str) -> Reading:
    body = f"<html><head><title>Rest</title></head><body>{html}</body></html>".encode()
    return read_page(PageTask(url=url, body=body, base=BASE, kind=kind))


def _html(reading: Reading) -> str:
    assert isinstance(reading.item, Post | Page)
    return reading.item.body_html or ""


# --- which pages ---


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        (_post(SPINNER), "it holds no post"),
        (_described(""), "its body is empty"),
        (_page(""), "its body is empty"),
        (_page(SPINNER), "its body is a few words and a spinner"),
        (_described(f"<p>Words.</p>{PLACE}<iframe></iframe>"), "it shows a place without what belongs there"),
    ],
)
def test_a_page_whose_content_scripts_bring_would_gain(reading: Reading, why: str) -> None:
    assert reading.gain == why


@pytest.mark.parametrize(
    "reading",
    [
        _described("<p>Words.</p>"),
        _page("<p>Words.</p>"),
        _page('<img src="https://static.wixstatic.com/media/a_1.jpg/v1/fill/w_1,h_1/a.jpg">'),
        _page(f"<p>{'All that there is to say. ' * 3}</p>{SPINNER}"),
        _post("", head='<script type="application/ld+json">{"@type":"DiscussionForumPosting"}</script>'),
        _read('<div data-hook="not-found-page"></div>', POST, "post"),
    ],
)
def test_a_whole_page_and_what_is_no_page_would_not(reading: Reading) -> None:
    assert reading.gain is None


def _made(**facts: object) -> Reading:
    return Reading(url=POST, item=replace(Post(url=POST, body_text="", sources={"body_html": "dom"}), **facts))


def test_bodies_from_data_and_paid_posts_are_left_alone() -> None:
    paid = Issue(field="body_html", code="paywalled", message="for members")

    assert gain(_made(), b"") == "its body is empty"
    assert gain(_made(sources={"body_html": "warm-up ricos"}), b"") is None
    assert gain(_made(issues=(paid,)), b"") is None


def test_what_the_server_says_it_could_not_draw_counts_only_where_little_is_there() -> None:
    short, long = _made(body_text="Our team"), _made(body_text="Our team has worked here since 1998, and will go on")

    assert gain(short, b'"ooi":{"failedInSsr":{"comp-1":true}}') == "its body is a few words and a spinner"
    assert gain(short, b'"ooi":{"failedInSsr":{}}') is None
    assert gain(long, b'"ooi":{"failedInSsr":{"comp-1":true}}') is None


# --- two readings of one page ---


def test_what_held_no_post_becomes_the_post_that_the_browser_shows() -> None:
    found = better(_post(SPINNER), _described("<p>Moxa warms.</p>"))

    assert isinstance(found.item, Post)
    assert (found.gone, found.gain, found.item.body_text) == (None, None, "Moxa warms.")
    assert found.item.sources["body_html"] == RENDERED


def test_words_around_a_spinner_go() -> None:
    found = better(_page(SPINNER), _page("<p>Moxa warms, and this page now says so at length.</p>"))

    assert "Loading" not in _html(found)
    assert "Moxa warms" in _html(found)


def test_more_words_win_and_the_rest_of_the_record_stays() -> None:
    first, shown = _described(f"<p>Words.</p>{PLACE}<iframe></iframe>"), _described("<p>Words.</p><p>More.</p>")
    assert isinstance(first.item, Post)
    first = replace(first, item=replace(first.item, title="The first title", likes=3))

    item = better(first, shown).item

    assert isinstance(item, Post)
    assert (item.title, item.likes, item.body_text) == ("The first title", 3, "Words. More.")
    assert item.sources["body_html"] == RENDERED
    assert "embed-missing" not in {issue.code for issue in item.issues}


def test_a_place_that_is_filled_wins() -> None:
    first, shown = (
        _described(f"<p>Words.</p>{PLACE}<iframe{src}></iframe>") for src in ("", ' src="https://maps.example/1"')
    )

    assert "https://maps.example/1" in _html(better(first, shown))


@pytest.mark.parametrize(
    "shown",
    [
        _described("<p>Something went wrong.</p><p>Please try again in a few minutes, or write to us.</p>"),
        _described("<p>Words.</p>"),
        _described("<p>Wor</p><p>ds. But broken</p>"),
        _post(SPINNER),
        replace(_described("<p>Words. And more.</p>"), url=f"{BASE}/post/other"),
    ],
)
def test_a_poorer_or_another_page_changes_nothing(shown: Reading) -> None:
    first = _described('<p>Words.</p><img src="https://static.wixstatic.com/media/a_1.jpg">')

    assert better(first, shown) is first


_BODIES = st.lists(st.sampled_from(["Rest.", "Sleep well.", "針灸", "<img src='https://a.example/1.jpg'>", PLACE]))


@given(first=_BODIES, shown=_BODIES)
def test_no_word_and_no_medium_of_the_first_reading_is_ever_lost(first: list[str], shown: list[str]) -> None:
    before = _described("".join(f"<p>{part}</p>" for part in first))
    after = better(before, _described("".join(f"<p>{part}</p>" for part in shown)))

    assert isinstance(before.item, Post)
    assert isinstance(after.item, Post)
    assert set((before.item.body_text or "").split()) <= set((after.item.body_text or "").split())
    assert set(before.item.images) <= set(after.item.images)


def test_a_note_stands_on_the_record_or_in_the_reason_why_there_is_none() -> None:
    on = noted(_described("<p>Words.</p>"), "code", "look")
    gone = noted(Reading(url=POST, gone=EMPTY_FRAME), "code", "look")

    assert isinstance(on.item, Post)
    assert on.item.issues[-1] == Issue(field="body_html", code="code", message="look")
    assert gone.gone == f"{EMPTY_FRAME}; look"
