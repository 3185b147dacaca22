"""Reading pages beside the crawl: in other processes where cores are free, in this one otherwise."""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from scraper.exceptions import ArgumentError
from scraper.extraction.reading import PageTask, Reading, read_page

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)


def worker_count(settings: BaseSettings, *, archive: bool) -> int:
    """How many processes read pages: ``EXTRACTION_WORKERS``, or all cores but one where the crawl is not throttled.

    A polite crawl waits for the network nearly all the time: it needs no second process.
    """
    asked = str(settings.get("EXTRACTION_WORKERS", "auto"))
    if asked.isdigit():
        return int(asked)
    if asked != "auto":
        raise ArgumentError(f"EXTRACTION_WORKERS={asked!r} is neither a number nor auto")
    throttled = settings.getbool("AUTOTHROTTLE_ENABLED") or settings.getfloat("DOWNLOAD_DELAY") > 0
    return 0 if throttled and not archive else max(0, (os.cpu_count() or 1) - 1)


def _settle() -> None:
    # What is loaded by now stays: the collector need not look at it again with every page.
    gc.freeze()


class ReaderPool:
    """Reads pages in ``workers`` processes; with 0 in this one. A worker that dies costs nothing but time."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = self._open() if workers else None

    def _open(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a copy of a running reactor's sockets and threads is asking for trouble.
        pool = ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"), initializer=_settle)
        for _ in range(self._workers):
            pool.submit(int)  # starts a process now, while the first pages are still on their way
        return pool

    async def read(self, task: PageTask) -> Reading:
        """What the page tells."""
        pool = self._pool
        if pool is None:
            return read_page(task)
        try:
            return await asyncio.wrap_future(pool.submit(read_page, task))
        except BrokenProcessPool:
            if self._pool is pool:
                logger.warning("a process that read pages died: starting another one")
                pool.shutdown(wait=False)
                self._pool = self._open()
            return read_page(task)

    def close(self) -> None:
        """Let the processes end."""
        if self._pool is not None:
            self._pool.shutdown()
