"""Where the crawl hands over its media: from the network or an archive into ``output/<site>/media/``."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.media.answer import Answer
from scraper.media.options import MediaOptions
from scraper.outcome import MEDIA_FAILED_STAT, MEDIA_PROGRESS
from scraper.urls import host_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

    from scrapy.crawler import Crawler

    from scraper.archive import WarcReader
    from scraper.items import Media
    from scraper.media.examine import Examiner

_CHUNK = 1024 * 1024


class MediaDesk:
    """Completes the media records of one crawl."""

    def __init__(self, crawler: Crawler, site: str, archive: WarcReader | None) -> None:
        self._crawler = crawler
        self._options = MediaOptions.of(crawler.settings)
        self._archive = archive
        self._folder = Path(crawler.settings["OUTPUT_DIR"]) / site

    async def complete(self, found: Iterable[Media], base: str) -> AsyncIterator[Media]:
        """The records, each with its file or the reason why there is none; ``base`` is the site's address."""
        if not self._options.wanted:
            for entry in found:
                yield entry
            return
        media = list(found)
        if not media:
            return
        # Libraries that read pictures are loaded when there are some.
        from scraper.media.collection import PARTIAL, MediaLibrary  # noqa: PLC0415

        async with AsyncExitStack() as stack:
            partial = self._folder / "media" / PARTIAL
            partial.mkdir(parents=True, exist_ok=True)
            library = MediaLibrary(
                self._folder / "media",
                self._options,
                await self._fetch(stack, partial, base),
                examine=self._examiner(stack).examine,
                stopped=lambda: not self._crawler.crawling,
                progress=lambda done, size: self._tell(done, len(media), size),
            )
            async for entry in library.complete(media):
                self._crawler.stats.inc_value(f"media_files/{entry.status}")
                yield entry
        failed = [f"{url} ({answer.reason})" for url, answer in library.missing if not answer.gone]
        self._crawler.stats.set_value(MEDIA_FAILED_STAT, failed)

    async def _fetch(self, stack: AsyncExitStack, partial: Path, base: str) -> Callable[[str], Awaitable[Answer]]:
        if self._archive:
            return ArchivedMedia(self._archive, partial).fetch
        # Loaded when there is something to download: half of Scrapy's own time to start.
        from scraper.media.fetch import Fetcher  # noqa: PLC0415
        from scraper.media.guard import Guard  # noqa: PLC0415

        guard = Guard(host_of(base), self._options.hosts, self._options.connect_to)
        fetcher = await stack.enter_async_context(Fetcher(partial, guard, self._options))
        return fetcher.fetch

    def _examiner(self, stack: AsyncExitStack) -> Examiner:
        from scraper.media.examine import Examiner  # noqa: PLC0415

        name = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ-media.warc.gz")
        kept = self._options.archived and not self._archive
        examiner = Examiner(self._folder / "archive" / name if kept else None, self._options.user_agent)
        stack.callback(examiner.close)
        return examiner

    def _tell(self, done: int, total: int, size: int) -> None:
        self._crawler.signals.send_catch_log(MEDIA_PROGRESS, done=done, total=total, size=size)


class ArchivedMedia:
    """Takes media from a WARC archive, so that no socket is opened."""

    def __init__(self, reader: WarcReader, folder: Path) -> None:
        self._reader = reader
        self._folder = folder

    async def fetch(self, url: str) -> Answer:
        """The archived file at ``url``."""
        return await asyncio.to_thread(self._copied, url)

    def _copied(self, url: str) -> Answer:
        with self._reader.stream(url) as found:
            if found is None:
                return Answer(asked=False, reason="the archive does not hold the file")
            status, headers, body = found
            if status != 200:
                return Answer(status=status, reason=f"the server says {status}", gone=400 <= status < 500)
            digest = hashlib.sha256()
            path = self._folder / hashlib.sha256(url.encode()).hexdigest()[:32]
            with path.open("wb") as file:
                while block := body.read(_CHUNK):
                    digest.update(block)
                    file.write(block)
        from aiohttp.multipart import content_disposition_filename, parse_content_disposition  # noqa: PLC0415

        _, parameters = parse_content_disposition(headers.get("content-disposition"))
        return Answer(
            status=200,
            path=path,
            sha256=digest.hexdigest(),
            size=path.stat().st_size,
            content_type=headers.get("content-type"),
            name=content_disposition_filename(parameters),
        )
