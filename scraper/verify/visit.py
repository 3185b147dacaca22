"""Asks the new site for its pages and pictures, a few at a time."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import aiohttp
from PIL import Image, UnidentifiedImageError

from pipelines.moments import moment
from scraper.exceptions import ArgumentError
from scraper.verify.compare import Verdict, judge, judge_images, read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from scraper.verify.expect import Expected

_TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=15)
_LARGEST = 64 * 1024 * 1024
_ANY_WIDTH = 1_000_000
"""Of a drawing (SVG), which has no pixels."""


class Visitor:
    """Verifies records against ``target``, ``concurrency`` at a time."""

    def __init__(self, target: str, *, images: bool = True, concurrency: int = 4) -> None:
        self._target = target.rstrip("/")
        self._host = urlsplit(target).netloc
        self._images = images
        self._gate = asyncio.Semaphore(concurrency)
        self._widths: dict[str, int | None] = {}

    async def all(self, expected: Iterable[Expected], told: Callable[[Verdict], None]) -> list[Verdict]:
        """Give a verdict on each record, in their order; ``told`` hears each when it is there."""
        async with aiohttp.ClientSession(timeout=_TIMEOUT, headers={"User-Agent": "wix-exit verify"}) as session:
            await self._reach(session)
            return await asyncio.gather(*(self._one(session, entry, told) for entry in expected))

    async def _reach(self, session: aiohttp.ClientSession) -> None:
        try:
            async with session.get(self._target + "/") as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ArgumentError(f"{self._target} cannot be reached ({error}): is the new site up?") from error

    async def _one(self, session: aiohttp.ClientSession, entry: Expected, told: Callable[[Verdict], None]) -> Verdict:
        async with self._gate:
            verdict = await self._verdict(session, entry)
        told(verdict)
        return verdict

    async def _verdict(self, session: aiohttp.ClientSession, entry: Expected) -> Verdict:
        """Judge where the old path leads; if that is not the page, where it was predicted, and name the wrong way."""
        old = await self._judged(session, entry, entry.old_path) if entry.old_path else None
        if old and (old.right or self._is_at(old, entry.new_path)):
            return old
        new = await self._judged(session, entry, entry.new_path)
        absent, lost = "page" in new.problems, old is not None and "page" not in old.problems
        if old is None or absent or (lost and len(new.problems) >= len(old.problems)):
            return old or new
        there = old.problems.get("page") or f"the old path leads to {old.found_at}"
        new.problems["address"] = f"{there}: set up its redirect"
        return new

    def _is_at(self, verdict: Verdict, path: str) -> bool:
        found = urlsplit(verdict.found_at or "").path
        return unquote(found).rstrip("/") == unquote(path).rstrip("/")

    async def _judged(self, session: aiohttp.ClientSession, entry: Expected, path: str) -> Verdict:
        status, url, body = await self._page(session, path)
        if not 200 <= status < 400:
            return Verdict(entry.type, entry.url, problems={"page": f"{url} answers {status or 'nothing'}"})
        page = read_page(url, body)
        if page.record and entry.type == "post":
            page = replace(page, dates=await self._dates(session, urljoin(url, page.record)) or page.dates)
        verdict = judge(entry, page)
        if self._images and entry.images:
            judge_images(entry, {picture: await self._width(session, picture) for picture in page.images}, verdict)
        return verdict

    async def _page(self, session: aiohttp.ClientSession, path: str) -> tuple[int, str, str]:
        """Status, final address, text; status 0 = no answer."""
        url = self._target + path
        try:
            async with session.get(url) as answer:
                return answer.status, str(answer.url), await answer.text(errors="replace")
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return 0, url, ""

    async def _dates(self, session: aiohttp.ClientSession, url: str) -> tuple[datetime, ...]:
        """The date that WordPress keeps of a post."""
        try:
            async with session.get(url) as answer:
                facts = await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return ()
        stated = facts.get("date_gmt") if isinstance(facts, dict) else None
        read = moment(stated) if isinstance(stated, str) else None
        return (read,) if read else ()

    async def _width(self, session: aiohttp.ClientSession, url: str) -> int | None:
        """Pixels of a picture; ``None`` if it does not load. Each is fetched once."""
        if url not in self._widths:
            self._widths[url] = await self._fetched_width(session, url)
        return self._widths[url]

    async def _fetched_width(self, session: aiohttp.ClientSession, url: str) -> int | None:
        try:
            async with session.get(url) as answer:
                data = await answer.content.read(_LARGEST) if answer.status == 200 else b""
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
            return None
        if b"<svg" in data[:4096]:
            return _ANY_WIDTH
        try:
            with Image.open(io.BytesIO(data)) as image:
                return int(image.size[0])
        except (UnidentifiedImageError, ValueError, OSError):
            return None
