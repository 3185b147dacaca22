"""What a person sees of a running crawl."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from scraper import progress
from scraper.arguments import parse_arguments
from scraper.items import Issue, Page
from scraper.progress import ProgressExtension

URL = "https://clinic.example/"


class Clock:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def _spider(found: int, **given: str) -> Any:
    return SimpleNamespace(
        name="wix", arguments=parse_arguments(given or {"url": URL}), frontier=SimpleNamespace(found=found)
    )


def _made(spider: Any, *, terminal: bool = False) -> tuple[ProgressExtension, io.StringIO]:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=terminal, width=160, color_system=None)
    return ProgressExtension(SimpleNamespace(spider=spider), console), screen  # type: ignore[arg-type]


def _plain(screen: io.StringIO) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())


def test_plain_lines_come_now_and_then_and_at_the_end(clock: Clock) -> None:
    spider = _spider(found=60)
    extension, screen = _made(spider)
    extension.spider_opened(spider)
    for _ in range(30):
        clock.now += 1
        extension.response_received(Response(URL))
    extension.item_scraped(Page(url=URL, issues=(Issue(field="", code="x", message="y"),)))
    extension.item_scraped(Page(url=URL))
    extension.spider_closed()

    assert screen.getvalue().splitlines() == [
        f"crawling {URL}",
        "60 found, 10 fetched, 0 extracted, 0 issues, 1.0 pages/s, about 0:50 left",
        "60 found, 20 fetched, 0 extracted, 0 issues, 1.0 pages/s, about 0:40 left",
        "60 found, 30 fetched, 0 extracted, 0 issues, 1.0 pages/s, about 0:30 left",
        "60 found, 30 fetched, 2 extracted, 1 issues, 1.0 pages/s",
    ]


def test_hours_are_told_as_hours(clock: Clock) -> None:
    spider = _spider(found=4000)
    extension, screen = _made(spider)
    clock.now += 10
    extension.response_received(Response(URL))

    assert screen.getvalue().strip().endswith("about 11:06:30 left")


def test_what_needs_no_network_is_not_counted(clock: Clock) -> None:
    extension, screen = _made(_spider(found=1))
    clock.now += 20
    extension.response_received(Response("data:,"))
    assert screen.getvalue() == ""
    extension.spider_closed()

    assert "1 found, 0 fetched" in screen.getvalue()


def test_nothing_is_left_when_more_was_fetched_than_found(clock: Clock) -> None:
    extension, screen = _made(_spider(found=0))
    clock.now += 20
    extension.response_received(Response(URL))

    assert "left" not in screen.getvalue()


def test_a_terminal_gets_a_live_display_that_leaves_one_line(clock: Clock) -> None:
    spider = _spider(found=2)
    extension, screen = _made(spider, terminal=True)
    extension.spider_opened(spider)
    clock.now += 1
    extension.response_received(Response(URL))
    extension.spider_closed()

    assert "2 found, 1 fetched" in _plain(screen)
    assert _plain(screen).rstrip().splitlines()[-1].strip() == "2 found, 1 fetched, 0 extracted, 0 issues, 1.0 pages/s"


def test_the_archive_is_named_where_one_is_read(clock: Clock) -> None:
    spider = _spider(found=1, archive="old/site.warc.gz")
    extension, screen = _made(spider)
    extension.spider_opened(spider)

    assert screen.getvalue() == "crawling old/site.warc.gz\n"


def test_another_spider_is_named(clock: Clock) -> None:
    spider = SimpleNamespace(name="other")
    extension, screen = _made(spider)
    extension.spider_opened(spider)  # type: ignore[arg-type]  # any spider has a name
    extension.spider_closed()

    assert screen.getvalue().startswith("crawling other\n0 found, 0 fetched")


def test_off_means_off() -> None:
    with pytest.raises(NotConfigured):
        ProgressExtension.from_crawler(get_crawler(settings_dict={"PROGRESS": "off"}))
    assert ProgressExtension.from_crawler(get_crawler(settings_dict={"PROGRESS": "auto"}))
