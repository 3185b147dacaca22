"""The real command on pages that only scripts fill: with a browser, without one, and from the archive."""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.render.options import BROWSERS
from tests.crawling import ROOT, Crawl, crawl, scrapy
from tests.replica import late
from tests.replica.router import Reply
from tests.replica.server import Logged, serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
needs_playwright = pytest.mark.skipif(
    importlib.util.find_spec("scrapy_playwright") is None,
    reason="scrapy-playwright is not installed: pip install -r requirements-render.txt",
)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt install chromium")
# How the replica is asked: without the page API, so that every POST there is would be the browser's.
ASKED = {"api": "off"}


def _site() -> Site:
    """Two posts and a few pages; one post, the page "about" and nothing else come as empty frames."""
    site = Site.build(posts=2, odd=False, faults=False, era="2023")
    posts = (replace(site.posts[0], late=True), site.posts[1])
    pages = tuple(replace(page, late=page.path == "/about") for page in site.pages)
    return replace(site, posts=posts, pages=pages)


SITE = _site()
LATE_POST = SITE.posts[0]
TRUTH = {row["path"]: row for row in (*SITE.truth(), *SITE.page_truth())}


class Drawn(NamedTuple):
    done: Crawl
    url: str
    asked: list[Logged]
    views: dict[str, int]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    """A crawl with a browser; the server is gone when the tests look at it."""
    with serve(SITE) as running:
        settings = ("PROGRESS=auto",)
        done = crawl(tmp_path_factory.mktemp("drawn"), url=running.url, render="on", settings=settings, **ASKED)
    return Drawn(done, running.url, list(running.requests), dict(running.views))  # type: ignore[return-value]


def _record(done: Crawl, path: str) -> dict[str, Any]:
    ending = quote(path)
    return next(row for row in done.items() if row["type"] in ("post", "page") and row["url"].endswith(ending))


def _codes(row: dict[str, Any]) -> set[str]:
    return {issue["code"] for issue in row["issues"]}


@needs_playwright
@needs_browser
@pytest.mark.parametrize("path", [LATE_POST.path, "/about"])
def test_what_only_scripts_put_in_is_read_whole(drawn: Drawn, path: str) -> None:
    row, truth = _record(drawn.done, path), TRUTH[path]

    assert drawn.done.status == 0, drawn.done.stdout + drawn.done.stderr
    assert truth["body_text"] in " ".join(row["body_text"].split())
    assert set(truth["images"]) <= set(row["images"]) or path != "/about"
    assert row["sources"]["body_html"] == "rendered"
    assert not _codes(row) & {"render-would-help", "render-failed"}


@needs_playwright
@needs_browser
def test_the_head_of_a_page_that_is_drawn_is_read_as_ever(drawn: Drawn) -> None:
    row, truth = _record(drawn.done, LATE_POST.path), TRUTH[LATE_POST.path]

    for name in ("title", "author", "published_at", "slug", "language"):
        assert row[name][:19] == truth[name][:19], name


@needs_playwright
@needs_browser
def test_only_pages_that_need_it_are_drawn(drawn: Drawn) -> None:
    fetched = [asked.target for asked in drawn.asked]

    assert fetched.count("/about") == 2
    assert fetched.count(quote(SITE.posts[1].path)) <= 2  # a gallery of this era is a place without pictures
    assert fetched.count("/contact") == 1
    assert " rendered" in drawn.done.stderr


@needs_playwright
@needs_browser
def test_no_view_is_counted_and_nothing_but_get_is_asked(drawn: Drawn) -> None:
    targets = [asked.target for asked in drawn.asked]

    assert any(late.FILL in target for target in targets)
    assert any("access-tokens" in target for target in targets), "the script was not kept from trying"
    assert {asked.method for asked in drawn.asked} == {"GET"}
    assert drawn.views == {}
    assert not [target for target in targets if late.TOLD in target or target.endswith((".png", ".ico"))]


@needs_playwright
@needs_browser
def test_the_same_page_does_count_in_a_browser_that_is_let_alone() -> None:
    """Else the test above would prove nothing."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # it may be missing

    with serve(SITE) as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(running.ctx.post_url(LATE_POST))
        page.wait_for_selector("[data-hook=post-description]")
        page.wait_for_timeout(500)
        page.close()
        browser.close()

        assert running.views
        told = {asked.target for asked in running.requests if asked.method != "GET" or "socket" in asked.target}
        assert {late.TOLD + end for end in ("", "-by-beacon", "-by-worker", "-by-socket", "-at-the-end")} <= told


@needs_playwright
@needs_browser
def test_the_archive_gives_the_drawn_pages_without_a_browser(drawn: Drawn, tmp_path: Path) -> None:
    env = {"PATH": "/nowhere"}  # no Chromium to be found
    again = crawl(tmp_path, archive=drawn.done.folder / "archive", url=drawn.url, more_env=env, **ASKED)

    assert again.status == 0, again.stdout + again.stderr
    for path in (LATE_POST.path, "/about"):
        assert _record(again, path) == _record(drawn.done, path)


@needs_playwright
@needs_browser
def test_drawn_pages_are_conversion_records_of_the_archive(drawn: Drawn) -> None:
    (file,) = (drawn.done.folder / "archive").glob("*.warc.gz")
    with file.open("rb") as stream:
        found = {
            record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
            for record in ArchiveIterator(stream)
            if record.rec_type == "conversion"
        }

    assert b"wixui-section" in found[f"urn:rendered:{drawn.url}/about"]


# Python runs a module of this name when it starts.
_PROBE = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("playwright", "scrapy_playwright"):
            sys.stderr.write("playwright was asked for")
sys.meta_path.insert(0, Refuse())
"""


def test_without_a_browser_the_crawl_says_which_pages_would_gain_and_loads_nothing(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_PROBE, encoding="utf-8")
    with serve(SITE) as running:
        env = {"PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}"}
        done = crawl(tmp_path / "out", url=running.url, more_env=env, **ASKED)

    about = _record(done, "/about")
    assert done.status == 1
    assert "render-would-help" in _codes(about)
    assert any("pip install '.[render]'" in issue["message"] for issue in about["issues"])
    assert "half empty: " + running.url + "/about (its body is a few words and a spinner)" in done.stdout
    assert "-a render=on" in done.stdout
    lost = next(issue for issue in done.site()["issues"] if issue["code"] == "post-missing")
    assert "-a render=on" in lost["message"]
    assert not [asked for asked in running.requests if "_late" in asked.target]
    assert "playwright was asked for" not in done.stderr


@needs_playwright
@needs_browser
def test_a_page_that_never_comes_to_rest_is_given_up_and_reported(tmp_path: Path) -> None:
    stuck = b"setTimeout(() => { for (;;); }, 200);"
    site = replace(SITE, posts=SITE.posts[1:], pages=tuple(p for p in SITE.pages if p.path in ("/", "/about")))
    with serve(site) as running:
        running.router._late = lambda _path: Reply(200, "text/javascript", stuck)  # type: ignore[method-assign]
        settings = ("RENDER_TIMEOUT=1", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
        done = crawl(tmp_path, url=running.url, render="on", limit=1, settings=settings, **ASKED)

    about = _record(done, "/about")
    assert done.status == 1
    assert "render-failed" in _codes(about)
    assert about["sources"]["body_html"] == "dom"
    assert "1 failures" in done.stdout
    assert "Traceback" not in done.stderr


@needs_playwright
def test_a_program_that_is_no_browser_costs_nothing_but_the_drawing(tmp_path: Path) -> None:
    site = replace(SITE, posts=SITE.posts[1:], pages=tuple(p for p in SITE.pages if p.path in ("/", "/about")))
    true = shutil.which("true") or "/bin/true"
    with serve(site) as running:
        done = crawl(tmp_path, url=running.url, render="on", settings=(f"RENDER_CHROMIUM={true}",), **ASKED)

    assert done.status == 1
    assert "render-failed" in _codes(_record(done, "/about"))
    assert done.items("post")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["-a", "render=maybe"], "render='maybe' is neither on nor off"),
        (["-s", "RENDER_TIMEOUT=soon"], "RENDER_TIMEOUT='soon' is no number of seconds"),
        (["-a", "render=on", "-s", "RENDER_CHROMIUM=/nowhere"], "/nowhere' is no program|scrapy-playwright: pip"),
    ],
)
def test_what_cannot_work_is_said_in_one_line(tmp_path: Path, given: list[str], says: str) -> None:
    done = scrapy("crawl", "wix", "-a", "url=http://127.0.0.1:9/", "-s", f"OUTPUT_DIR={tmp_path}", *given)

    assert done.returncode == 2
    assert any(part in done.stderr for part in says.split("|"))
    assert len(done.stderr.strip().splitlines()) == 1
