"""Reading pages beside the crawl: in other processes where cores are free, in this one otherwise."""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
import signal
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from scraper.exceptions import ArgumentError
from scraper.extraction.reading import PageTask, Reading, read_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

# Pages handed to each worker at a time: one being read, and enough to last while this process reads one itself.
_AHEAD = 6
# Python's default of 5 ms would let a reader wait for its next page as long as it takes to read half of one: the
# threads that hand it over need the interpreter several times.
_SWITCH_SECONDS = 0.0005


def stated_workers(settings: Mapping[str, Any]) -> int | None:
    """``EXTRACTION_WORKERS`` as a number, ``None`` for ``auto``; raises :class:`ArgumentError` for anything else."""
    asked = str(settings.get("EXTRACTION_WORKERS", "auto"))
    if asked == "auto":
        return None
    if not (asked.isascii() and asked.isdigit()):
        raise ArgumentError(f"EXTRACTION_WORKERS={asked!r} is neither a number nor auto: e.g. -s EXTRACTION_WORKERS=2")
    return int(asked)


def worker_count(settings: BaseSettings, *, archive: bool) -> int:
    """How many processes read pages: ``EXTRACTION_WORKERS``, or all cores but one where the crawl is not throttled.

    A polite crawl waits for the network nearly all the time: it needs no second process.
    """
    asked = stated_workers(settings)
    if asked is not None:
        return asked
    throttled = settings.getbool("AUTOTHROTTLE_ENABLED") or settings.getfloat("DOWNLOAD_DELAY") > 0
    return 0 if throttled and not archive else max(0, (os.cpu_count() or 1) - 1)


def _settle() -> None:
    # What is loaded by now stays: the collector need not look at it again with every page.
    gc.freeze()
    # Ctrl-C reaches every process of the terminal; the crawl itself decides when its readers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class ReaderPool:
    """Reads pages in ``workers`` processes; with 0 in this one. A worker that dies costs nothing but time.

    Where all workers have pages waiting, this process reads one too: it has fetched more than they can read,
    so it has time to spare.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._handed_out: set[Future[Reading]] = set()
        self._pool = self._open() if workers else None

    def _open(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a copy of a running reactor's sockets and threads is asking for trouble.
        sys.setswitchinterval(_SWITCH_SECONDS)
        pool = ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"), initializer=_settle)
        for _ in range(self._workers):
            pool.submit(int)  # starts a process now, while the first pages are still on their way
        return pool

    async def read(self, task: PageTask) -> Reading:
        """What the page tells."""
        pool = self._pool
        # Asked of the futures themselves: the event loop learns late of what is done while this process reads.
        if pool is None or len(self._handed_out) >= _AHEAD * self._workers:
            return read_page(task)
        try:
            future = pool.submit(read_page, task)
            self._handed_out.add(future)
            future.add_done_callback(self._handed_out.discard)
            return await asyncio.wrap_future(future)
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
