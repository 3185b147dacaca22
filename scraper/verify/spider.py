"""Asks the new site for its pages and pictures, a few at a time, with Scrapy: its retries, redirects and limits."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response, TextResponse
from scrapy.settings import default_settings
from twisted.internet.error import ConnectError, ConnectionClosed

from pipelines.moments import moment
from scraper.verify.compare import Verdict, judge, read_page, receiver_of
from scraper.verify.pictures import Size, judge_pictures, size_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from datetime import datetime

    from scrapy.settings import BaseSettings

    from scraper.verify.compare import Page
    from scraper.verify.expect import Expected

_AT_ONCE = 8
"""Records that are looked at at a time; each asks for its page first, then for its pictures."""
_HEAD = 64 * 1024
"""Bytes of a picture that are asked for first: its size nearly always stands there."""
_NO_ANSWER = (
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,  # it leads to another host
    OSError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    ValueError,
)

_SETTINGS: dict[str, Any] = {
    # It is the user's own site, and nothing of it is kept.
    "ROBOTSTXT_OBEY": False,
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
    "RETRY_HTTP_CODES": default_settings.RETRY_HTTP_CODES,
    "RETRY_TIMES": 2,
    "METAREFRESH_ENABLED": True,  # the redirects that static generators write
    # What the project has for crawls of Wix: stages, archive, display.
    "DOWNLOADER_MIDDLEWARES": {},
    "ITEM_PIPELINES": {},
    "EXTENSIONS": {},
    "FEEDS": {},
}


@dataclass(slots=True)
class Visit:
    """What is to be verified, and what became of it."""

    target: str
    """Address of the new site, without a slash at its end."""
    expectations: Callable[[str], Iterable[Expected]]
    """Gives what the new site must have, by the name of its system."""
    receiver: str = "auto"
    """Name of the new site's system; ``auto`` = its front page tells."""
    images: bool = True
    heard: Callable[[Verdict], None] = lambda _: None
    """Is told each verdict, in the order of the expectations."""
    fatal: str | None = None
    """Why nothing could be verified; one line."""
    verdicts: list[Verdict] = field(default_factory=list)


class VerifySpider(Spider):
    """Looks at the new site only: other hosts are not asked."""

    name = "verify"

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.setdict(_SETTINGS, priority="spider")

    def __init__(self, visit: Visit, **more: Any) -> None:
        super().__init__(**more)
        self._visit = visit
        self._host = urlsplit(visit.target).hostname or ""
        self.allowed_domains = [self._host]
        self._sizes: dict[str, asyncio.Task[Size | None]] = {}

    async def start(self) -> AsyncIterator[Any]:
        """Look at the front page, then at record by record; yields nothing to be scheduled."""
        try:
            front = await self._asked(self._visit.target + "/")
        except _NO_ANSWER as error:
            self._visit.fatal = f"{self._visit.target} cannot be reached ({_line(error)}): is the new site up?"
            return
        if front.status in (401, 403):
            self._visit.fatal = f"{self._visit.target} answers {front.status}: let this computer in first"
            return
        if self._visit.receiver == "auto":
            self._visit.receiver = receiver_of(_text(front))
        waiting: deque[asyncio.Task[Verdict]] = deque()
        for entry in self._visit.expectations(self._visit.receiver):
            waiting.append(asyncio.create_task(self._verdict(entry)))
            if len(waiting) == _AT_ONCE:
                self._take(await waiting.popleft())
        for task in waiting:
            self._take(await task)
        return
        yield  # makes this a generator, which Scrapy wants

    def _take(self, verdict: Verdict) -> None:
        self._visit.verdicts.append(verdict)
        self._visit.heard(verdict)

    async def _asked(self, url: str, **headers: str) -> Response:
        """Ask for an address, redirects followed; any status is an answer."""
        response: Response = await self.crawler.engine.download_async(Request(url, headers=headers))
        return response

    async def _verdict(self, entry: Expected) -> Verdict:
        """Judge where the old path leads; if that is not the page, where it was predicted, and name the wrong way."""
        old = await self._judged(entry, entry.old_path) if entry.old_path else None
        if old and (old.right or _is_at(old, entry.new_path)):
            return old
        new = await self._judged(entry, entry.new_path)
        absent, lost = "page" in new.problems, old is not None and "page" not in old.problems
        if old is None or absent or (lost and len(new.problems) >= len(old.problems)):
            return old or new
        there = old.problems.get("page") or f"the old path leads to {old.found_at}"
        new.problems["address"] = f"{there}: set up its redirect"
        return new

    async def _judged(self, entry: Expected, path: str) -> Verdict:
        url = self._visit.target + path
        try:
            response = await self._asked(url)
        except _NO_ANSWER as error:
            return Verdict(entry.type, entry.url, problems={"page": f"{url}: {_line(error)}"})
        if not 200 <= response.status < 300:
            return Verdict(entry.type, entry.url, problems={"page": f"{response.url} answers {response.status}"})
        page = read_page(response.url, _text(response))
        if page.record and entry.type == "post":
            page = replace(page, dates=await self._dates(urljoin(response.url, page.record)) or page.dates)
        verdict = judge(entry, page)
        if self._visit.images and entry.images:
            await self._judge_pictures(entry, page, verdict)
        return verdict

    async def _judge_pictures(self, entry: Expected, page: Page, verdict: Verdict) -> None:
        hosts = {address: urlsplit(address).hostname or "" for address in page.images}
        own = [address for address, host in hosts.items() if host == self._host]
        found = dict(zip(own, await asyncio.gather(*map(self._size, own)), strict=True))
        said = judge_pictures(entry.images, found, (host for host in hosts.values() if host != self._host))
        if said:
            verdict.problems["images"] = said

    async def _dates(self, url: str) -> tuple[datetime, ...]:
        """The date that WordPress keeps of a post."""
        try:
            facts = json.loads(_text(await self._asked(url)))
        except _NO_ANSWER:
            return ()
        stated = facts.get("date_gmt") if isinstance(facts, dict) else None
        read = moment(stated) if isinstance(stated, str) else None
        return (read,) if read else ()

    async def _size(self, url: str) -> Size | None:
        """Pixels of a picture; ``None`` if it does not load. Each is asked for once."""
        if url not in self._sizes:
            self._sizes[url] = asyncio.create_task(self._asked_size(url))
        return await self._sizes[url]

    async def _asked_size(self, url: str) -> Size | None:
        for headers in ({"Range": f"bytes=0-{_HEAD - 1}"}, {}):
            try:
                response = await self._asked(url, **headers)
            except _NO_ANSWER:
                return None
            if response.status not in (200, 206):
                return None
            size = size_of(response.body)
            if size or response.status == 200:  # the whole of it
                return size
        return None


def _is_at(verdict: Verdict, path: str) -> bool:
    found = urlsplit(verdict.found_at or "").path
    return unquote(found).rstrip("/") == unquote(path).rstrip("/")


def _text(response: Response) -> str:
    return response.text if isinstance(response, TextResponse) else ""


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
