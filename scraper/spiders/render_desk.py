"""Which pages are drawn by a browser, and what is said of those that would gain from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request

from scraper.archive import ARCHIVED_AS, RENDERED
from scraper.extraction.rendering import REMEDY, better, noted
from scraper.outcome import RENDER_FAILED_STAT, RENDER_GAIN_STAT
from scraper.render.options import RENDER, install
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from scraper.archive import WarcReader
    from scraper.arguments import CrawlArguments
    from scraper.extraction.reading import Reading


class RenderDesk:
    """Asks for pages a second time where the server sent less than a browser would show."""

    def __init__(self, arguments: CrawlArguments) -> None:
        self._arguments = arguments
        self._archive: WarcReader | None = None
        self._draws = False
        self._crawler: Crawler

    def connect(self, crawler: Crawler, archive: WarcReader | None) -> None:
        """Take drawn pages from the archive, or from a browser if the user asked for one."""
        self._crawler, self._archive = crawler, archive
        self._draws = self._arguments.render and archive is None
        if self._draws:
            install(crawler.settings, self._arguments.url)

    def question(self, reading: Reading, url: str) -> Request | None:
        """What to ask for the page at ``url``, of which ``reading`` tells; ``None`` if nothing can be gained."""
        kept = f"{RENDERED}{canonical_url(url)}"
        there = kept in self._archive if self._archive is not None else self._draws
        if reading.gain is None or not there:
            return None
        headers = {"Accept-Language": self._arguments.lang} if self._arguments.lang else None
        # How long a browser takes says nothing of how busy the server is; a cache would give the page as it was sent.
        meta = {RENDER: True, ARCHIVED_AS: kept, "autothrottle_dont_adjust_delay": True, "dont_cache": True}
        return Request(url, headers=headers, meta=meta, dont_filter=True, priority=1)

    def answer(self, first: Reading, response: Response, rendered: Reading) -> Reading:
        """``first`` with what the browser showed of the page."""
        if response.status != 200:
            return self.failed(first, f"the server says {response.status}")
        return better(first, rendered)

    def failed(self, first: Reading, reason: str) -> Reading:
        """``first``, with a note that the browser could not draw the page."""
        self._crawler.stats.inc_value(RENDER_FAILED_STAT)
        return noted(first, "render-failed", f"no browser could draw the page ({reason}): {first.gain}")

    def hint(self, reading: Reading) -> Reading:
        """``reading``; with a note if a browser would show more and none was asked."""
        if reading.gain is None or self._draws:
            return reading
        gains: list[str] = self._crawler.stats.get_value(RENDER_GAIN_STAT) or []
        self._crawler.stats.set_value(RENDER_GAIN_STAT, [*gains, f"{reading.url} ({reading.gain})"])
        return noted(reading, "render-would-help", REMEDY if reading.gone else f"{reading.gain}: {REMEDY}")
