"""The real command on sites of every kind, and its arguments and settings: what comes out is what is there."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import pytest

from scraper.urls import canonical_url
from tests.crawling import Crawl, crawl, crawl_arguments, scrapy
from tests.replica.model import ERAS
from tests.replica.router import Reply
from tests.replica.server import Running, serve
from tests.replica.site import Faults, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def _served(**options: Any) -> Iterator[Running]:
    """A site that must not have counted a view when all is done."""
    with serve(Site.build(**{"faults": False, **options})) as running:
        yield running
        assert running.requests
        assert not running.views


def _want(running: Running) -> dict[str, dict[str, Any]]:
    """Canonical address -> truth of the post."""
    truth = {row["path"]: row for row in running.site.truth()}
    posts = running.site.posts
    return {canonical_url(quote(running.ctx.post_url(post), safe=":/?=&%")): truth[post.path] for post in posts}


def _exported(done: Crawl) -> list[dict[str, Any]]:
    return list(json.loads((done.folder / "posts.json").read_text(encoding="utf-8")))


def _same(running: Running, done: Crawl) -> None:
    """Every post once, nothing else, with its words."""
    want = _want(running)
    rows = _exported(done)
    assert done.status == 0, done.stdout + done.stderr
    assert sorted(row["url"] for row in rows) == sorted(want)
    for row in rows:
        truth = want[row["url"]]
        for field in ("title", "slug", "language", "author", "body_text", "direction"):
            assert row[field] == truth[field], (row["url"], field)


# --- sites ---


@pytest.mark.parametrize("era", ERAS)
def test_a_site_of_one_era(tmp_path: Path, era: str) -> None:
    with _served(seed=51, posts=7, era=era) as running:
        _same(running, crawl(tmp_path, url=running.url))


def test_a_site_from_right_to_left(tmp_path: Path) -> None:
    with _served(seed=52, posts=7, rtl=True) as running:
        done = crawl(tmp_path, url=running.url)
        _same(running, done)

    assert {row["direction"] for row in _exported(done)} == {"rtl"}
    assert done.site()["language"] == "ar"


def test_a_site_below_a_prefix(tmp_path: Path) -> None:
    with _served(seed=53, posts=12, prefix="/clinic", page_size=4) as running:
        _same(running, crawl(tmp_path, url=running.url))
        asked = {logged.target for logged in running.requests} - {"/robots.txt"}

    assert {target for target in asked if not target.startswith("/clinic")} == set()


def test_a_site_in_two_languages_gives_each_post_once_and_no_copy(tmp_path: Path) -> None:
    with _served(seed=54, posts=16, multilingual=True) as running:
        done = crawl(tmp_path, url=running.url)
        _same(running, done)

    rows = _exported(done)
    assert not [row for row in rows if row.get("variant_of")]
    assert len({row["post_id"] for row in rows}) == len(rows) == 16
    assert {row["language"] for row in rows} == {"en", "zh"}


def test_a_blog_with_another_path_and_many_pages(tmp_path: Path) -> None:
    with _served(seed=55, posts=9, blog_path="/news", page_size=2) as running:
        done = crawl(tmp_path, url=running.url, api="off")
        _same(running, done)

    assert done.site()["blog_path"] == "/news"


# --- arguments ---


def test_only_the_language_asked_for(tmp_path: Path) -> None:
    lang = "zh"
    with _served(seed=56, posts=12, multilingual=True) as running:
        done = crawl(tmp_path, url=running.url, lang=lang)
        want = [url for url, row in _want(running).items() if row["language"] == lang]
        asked = {logged.headers.get("accept-language") for logged in running.requests if "/post/" in logged.target}

    assert done.status == 0, done.stdout
    assert sorted(row["url"] for row in _exported(done)) == sorted(want)
    assert asked == {lang}


def test_a_limit_without_the_api(tmp_path: Path) -> None:
    with _served(seed=57, posts=14) as running:
        done = crawl(tmp_path, url=running.url, limit=3, api="off")
        asked = [logged.target for logged in running.requests]

    assert done.status == 0, done.stdout
    assert len(_exported(done)) == 3
    assert len({target for target in asked if target.startswith(("/post/", "/single-post/"))}) == 3
    assert not [target for target in asked if "/_api/" in target]


# --- settings ---


def test_no_archive_no_contact(tmp_path: Path) -> None:
    with _served(seed=58, posts=3) as running:
        done = crawl(tmp_path, url=running.url, settings=("ARCHIVE=False",))
        agents = {logged.headers["user-agent"] for logged in running.requests}

    assert done.status == 0
    assert not (done.folder / "archive").exists()
    assert len(agents) == 1
    assert "wix-exit" in agents.pop()


def test_the_user_agent_names_the_contact_everywhere(tmp_path: Path) -> None:
    with _served(seed=58, posts=3) as running:
        crawl(tmp_path, url=running.url, settings=("CONTACT=mailto:owner@clinic.example",))
        agents = {logged.headers["user-agent"] for logged in running.requests}

    assert len(agents) == 1
    assert agents.pop().endswith("+mailto:owner@clinic.example")


def test_scrapys_own_feeds_give_the_same_bytes(tmp_path: Path) -> None:
    names = ("posts.csv", "posts.json", "contacts.csv")
    with _served(seed=59, posts=5) as running:
        feeds = [part for name in names for part in ("-O", str(tmp_path / name))]
        done = scrapy(*crawl_arguments(running.url, tmp_path), *feeds)

    assert done.returncode == 0, done.stderr
    for name in names:
        assert (tmp_path / name).read_bytes() == (tmp_path / "site" / name).read_bytes()
        assert (tmp_path / name).stat().st_size > 100


# --- manners ---


def _with_robots(running: Running, rules: str) -> None:
    plain = running.router.reply

    def reply(method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        if target == "/robots.txt":
            maps = (f"{running.url}/sitemap.xml", "/relative.xml", "http://[broken", "http://a.example:99999/")
            text = "\n".join([rules, "", *(f"Sitemap: {address}" for address in maps)])
            return Reply(200, "text/plain; charset=utf-8", text.encode())
        return plain(method, target, headers, body)

    running.router.reply = reply  # type: ignore[method-assign]


def test_robots_txt_is_obeyed_and_what_it_hides_is_reported(tmp_path: Path) -> None:
    with _served(seed=60, posts=6, odd=False) as running:
        hidden = running.site.posts[2]
        _with_robots(
            running, f"User-agent: PetalBot\nDisallow: /\n\nUser-agent: wix-exit\nDisallow: {quote(hidden.path)}"
        )
        done = crawl(tmp_path, url=running.url)
        asked = {unquote(logged.target) for logged in running.requests}

    assert done.status == 1, done.stdout
    assert hidden.path not in asked
    assert len(_exported(done)) == 5
    assert [issue["code"] for issue in done.site()["issues"]] == ["post-missing"]
    assert "robots.txt" in done.site()["issues"][0]["message"]


def test_a_site_that_forbids_everything_is_left_alone(tmp_path: Path) -> None:
    with _served(seed=60, posts=3, odd=False) as running:
        _with_robots(running, "User-agent: *\nDisallow: /")
        done = crawl(tmp_path, url=running.url)
        asked = {logged.target for logged in running.requests}

    assert done.status == 2
    assert asked == {"/robots.txt"}
    [line] = done.stderr.splitlines()
    assert "robots.txt" in line
    assert "network" not in line


# Far apart, so that a busy machine decides nothing: the run is given up long before the 600 seconds are over.
@pytest.mark.parametrize(("stated", "cap", "least"), [(2, 300, 2.0), (600, 0.1, 0.1)], ids=["honoured", "bounded"])
def test_the_pause_that_a_429_asks_for(tmp_path: Path, stated: int, cap: float, least: float) -> None:
    with _served(seed=61, posts=3, odd=False) as running:
        path = running.site.posts[0].path
        running.faults = Faults(limited=frozenset({path}), retry_after=stated)
        times: list[float] = []
        _clocked(running, path, times)
        done = crawl(tmp_path, url=running.url, settings=(f"RETRY_PAUSE_MAX={cap}",))

    assert done.status == 0, done.stdout
    assert len(times) == 2
    assert times[1] - times[0] >= least


def _clocked(running: Running, path: str, times: list[float]) -> None:
    plain = running.router.reply

    def reply(method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        if unquote(target) == path:
            times.append(time.monotonic())
        return plain(method, target, headers, body)

    running.router.reply = reply  # type: ignore[method-assign]
