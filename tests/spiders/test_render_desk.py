"""When a page is asked for a second time, and when it is only said that this would help."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from scraper.archive import ARCHIVED_AS, RENDERED, WarcFile, WarcReader
from scraper.arguments import CrawlArguments
from scraper.extraction.reading import Reading
from scraper.items import Post
from scraper.outcome import RENDER_FAILED_STAT, RENDER_GAIN_STAT
from scraper.spiders import render_desk
from scraper.spiders.render_desk import RenderDesk

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.crawler import Crawler

URL = "https://clinic.example/post/rest"
EMPTY = Reading(url=URL, item=Post(url=URL), gain="its body is empty")
WHOLE = Reading(url=URL, item=Post(url=URL, body_text="Words."))


def _archive(folder: Path, *addresses: str) -> WarcReader:
    file = WarcFile(folder / "a.warc.gz", "test")
    for address in ("https://clinic.example/", *addresses):
        response = HtmlResponse(URL, body=b"<html></html>", headers={"Content-Type": "text/html"})
        file.write(response, datetime(2026, 1, 2, tzinfo=UTC), address)
    file.close()
    return WarcReader(folder / "a.warc.gz")


def _desk(*, render: bool, archive: WarcReader | None = None) -> tuple[RenderDesk, Crawler]:
    crawler, desk = get_crawler(), RenderDesk(CrawlArguments(url="https://clinic.example/", render=render))
    desk.connect(crawler, archive)
    return desk, crawler


def _codes(reading: Reading) -> list[str]:
    return [issue.code for issue in reading.item.issues] if reading.item else []


@pytest.fixture
def _no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_desk, "install", lambda *_: None)


@pytest.mark.usefixtures("_no_browser")
def test_with_a_browser_a_page_that_would_gain_is_asked_for_again() -> None:
    desk, _ = _desk(render=True)
    request = desk.question(EMPTY, URL)

    assert request is not None
    assert (request.url, request.meta[ARCHIVED_AS]) == (URL, RENDERED + URL)
    assert request.meta["dont_cache"] is True
    assert desk.question(WHOLE, URL) is None
    assert _codes(desk.hint(EMPTY)) == []


def test_without_one_it_is_only_said() -> None:
    desk, crawler = _desk(render=False)

    assert desk.question(EMPTY, URL) is None
    assert _codes(desk.hint(EMPTY)) == ["render-would-help"]
    assert desk.hint(WHOLE) is WHOLE
    assert crawler.stats.get_value(RENDER_GAIN_STAT) == [f"{URL} (its body is empty)"]


@pytest.mark.parametrize("render", [True, False])
def test_an_archive_gives_what_it_holds_and_never_needs_a_browser(tmp_path: Path, *, render: bool) -> None:
    with_it, _ = _desk(render=render, archive=_archive(tmp_path / "1", RENDERED + URL))
    without, _ = _desk(render=render, archive=_archive(tmp_path / "2"))

    assert with_it.question(EMPTY, URL) is not None
    assert without.question(EMPTY, URL) is None
    assert _codes(without.hint(EMPTY)) == ["render-would-help"]


def test_a_failure_is_noted_and_counted() -> None:
    desk, crawler = _desk(render=False)
    found = desk.answer(EMPTY, HtmlResponse(URL, status=503), WHOLE)

    assert _codes(found) == ["render-failed"]
    assert crawler.stats.get_value(RENDER_FAILED_STAT) == 1
