"""Responses and failures in plain values, and from a response to a record."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

from scraper.arguments import parse_arguments
from scraper.extraction.discovery import SiteGrammar
from scraper.items import Page, Post
from scraper.spiders.frontier import Frontier
from scraper.spiders.healthwise import HealthwiseSpider
from scraper.spiders.inventory import Inventory
from scraper.spiders.reader import PageReader
from scraper.spiders.responses import charset, fetched_at, request_of, why
from scraper.urls import canonical_url
from tests.replica.router import Router
from tests.replica.site import Context, Site

if TYPE_CHECKING:
    from scraper.items import Record

BASE = "https://clinic.example"


@pytest.mark.parametrize(
    ("content_type", "want"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ("text/html;charset='big5' ; x=y", "big5"),
        ('text/html; charset="utf-8"', "utf-8"),
        ("text/html", None),
        ("text/html; charset=", None),
        ("", None),
    ],
)
def test_only_a_declared_charset_counts(content_type: str, want: str | None) -> None:
    assert charset(Response(BASE, headers={"Content-Type": content_type})) == want


def test_when_a_page_was_fetched() -> None:
    request = Request(BASE, meta={"fetched_at": "2026-01-01T00:00:00+00:00"})

    assert fetched_at(Response(BASE, request=request)) == "2026-01-01T00:00:00+00:00"
    assert fetched_at(Response(BASE)) is None


@pytest.mark.parametrize(
    ("error", "want"),
    [
        (TimeoutError("took too long\nsecond line"), "took too long"),
        (TimeoutError(), "TimeoutError"),
        (ValueError("x" * 500), "x" * 160),
    ],
)
def test_a_failure_is_one_short_line(error: Exception, want: str) -> None:
    failure = Failure(error)
    failure.request = Request(BASE)  # type: ignore[attr-defined]  # as Scrapy does

    assert why(failure) == want
    assert request_of(failure).url == BASE


# --- reading ---


class Desk:
    """A page reader with what it tells."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.inventory = Inventory(base=BASE)
        self.frontier = Frontier(parse_arguments({"url": BASE}), self.inventory)
        self.frontier.grammar = SiteGrammar(base=BASE, blog_paths={site.blog_path})
        self._reader = PageReader(self.frontier, self.inventory, ())
        self._router = Router(Context(site, BASE))

    def read(self, path: str, kind: str, *, body: bytes | None = None, asked: str = "") -> Record | None:
        """The record of the page at ``path`` of the replica, or of ``body``."""
        content = self._router.reply("GET", path, {}).body(squeezed=False) if body is None else body
        response = HtmlResponse(BASE + path, body=content, headers={"Content-Type": "text/html; charset=utf-8"})
        return self._reader.note(asyncio.run(self._reader.reading(response, kind, ())), asked or BASE + path)


@pytest.fixture
def desk() -> Desk:
    return Desk(Site.build(seed=71, posts=4, era="2026", faults=False, odd=False))


def test_a_post_is_noted_with_all_that_it_tells(desk: Desk) -> None:
    path = desk.site.posts[0].path
    post = desk.read(path, "post", asked=f"{BASE}/old")

    assert isinstance(post, Post)
    assert desk.inventory.stored == {f"{BASE}/old": post.url, post.url: post.url}
    assert {row.source_url for row in desk.inventory.media()} >= set(post.images)
    assert desk.inventory.contacts()
    assert desk.inventory.authors()[0].name == desk.site.posts[0].author.name


def test_a_list_leads_to_its_posts(desk: Desk) -> None:
    record = desk.read("/blog", "feed")

    assert isinstance(record, Page)
    assert set(desk.inventory.listed) == {canonical_url(BASE + post.path) for post in desk.site.posts}


def test_a_profile_grows_the_person_and_gives_no_record_of_its_own(desk: Desk) -> None:
    path = desk.site.posts[0].author.profile_path

    assert desk.read(path, "author") is None
    assert [row.url for row in desk.inventory.authors()] == [BASE + path]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"<html><body>nothing here</body></html>"])
def test_a_post_that_holds_nothing_is_missing_with_its_reason(desk: Desk, body: bytes) -> None:
    desk.inventory.list_post(f"{BASE}/post/x", "sitemap")

    assert desk.read("/post/x", "post", body=body) is None
    assert "no post" in desk.inventory.unstored()[f"{BASE}/post/x"]


# --- the clinic's spider ---


def test_the_clinics_spider_knows_its_site_and_takes_another_address() -> None:
    own, other = HealthwiseSpider(), HealthwiseSpider(url="http://127.0.0.1:8080", site="copy")

    assert (own.arguments.url, own.site) == ("https://www.chinesemed.hk/", "healthwise")
    assert (other.arguments.url, other.site) == ("http://127.0.0.1:8080", "copy")
    assert (own.timezone, own.region) == ("Asia/Hong_Kong", "HK")
