"""What a person sees of a running crawl: a live display on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.exceptions import NotConfigured

from scraper.outcome import MEDIA_PROGRESS
from scraper.render.options import RENDER

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from scraper.items import Record

_PLAIN_EVERY = 10.0  # seconds between plain lines


class ProgressExtension:
    """Counts what was found, fetched, extracted and complained of, with the rate and the time left."""

    def __init__(self, crawler: Crawler, console: Console) -> None:
        self._crawler = crawler
        self._console = console
        self._live: Progress | None = None
        self._task: Any = None
        self._fetched = self._rendered = self._extracted = self._issues = 0
        self._media = self._drawn = ""
        self._began = self._said = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProgressExtension:
        if crawler.settings["PROGRESS"] == "off":
            raise NotConfigured
        extension = cls(crawler, Console(file=sys.stderr))
        connect = crawler.signals.connect
        connect(extension.spider_opened, signal=signals.spider_opened)
        connect(extension.response_received, signal=signals.response_received)
        connect(extension.item_scraped, signal=signals.item_scraped)
        connect(extension.media_done, signal=MEDIA_PROGRESS)
        connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self, spider: Spider) -> None:
        arguments = getattr(spider, "arguments", None)
        source = (arguments.archive or arguments.url) if arguments else spider.name
        self._console.print(f"crawling {source}", highlight=False)
        if self._console.is_terminal:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
            self._live = Progress(*columns, console=self._console, transient=True)
            self._live.start()
            self._task = self._live.add_task("starting", total=None)

    def response_received(self, response: Response) -> None:
        if response.request is not None and response.request.meta.get(RENDER):
            self._rendered += 1
            self._drawn = f", {self._rendered} rendered"
            self._show()
        # The page API answers about pages that are counted already.
        elif not response.url.startswith("data:") and "/_api/" not in response.url:
            self._fetched += 1
            self._show()

    def item_scraped(self, item: Record) -> None:
        self._extracted += 1
        self._issues += len(item.issues)

    def media_done(self, done: int, total: int, size: int) -> None:
        self._media = f", {done}/{total} media ({size / 2**20:,.1f} MiB)"
        self._show()

    def spider_closed(self) -> None:
        if self._live:
            self._live.stop()
        self._console.print(self._line(left=False), highlight=False)

    def _found(self) -> int:
        frontier = getattr(self._crawler.spider, "frontier", None)
        return frontier.found if frontier else 0

    def _line(self, *, left: bool) -> str:
        seconds = max(time.monotonic() - self._began, 0.001)
        rate = self._fetched / seconds
        text = (
            f"{self._found()} found, {self._fetched} fetched, {self._extracted} extracted, "
            f"{self._issues} issues, {rate:.1f} pages/s{self._drawn}{self._media}"
        )
        waiting = self._found() - self._fetched
        if left and waiting > 0 and rate > 0:
            text += f", about {_clock(waiting / rate)} left"
        return text

    def _show(self) -> None:
        if self._live:
            total = max(self._found(), self._fetched)
            self._live.update(self._task, description=self._line(left=True), completed=self._fetched, total=total)
        elif time.monotonic() - self._said >= _PLAIN_EVERY:
            self._said = time.monotonic()
            self._console.print(self._line(left=True), highlight=False)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
