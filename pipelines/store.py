"""``items.jsonl``: the one file that a crawl appends to, and from which every other file is made."""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem
from scrapy.utils.defer import deferred_from_coro

from pipelines.stage import Stage, type_of
from pipelines.text import well_formed
from scraper.exceptions import ArgumentError, OutputError
from scraper.items import Record, to_dict

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from io import FileIO

    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

ITEMS_FILE = "items.jsonl"
FAILED_STAT = "store/failed"
"""Stats key that holds the one-line message of a store that could not be written."""

_BLOCK = 64 * 1024
# Legal inside a JSON string, yet line ends for readers that split text as Unicode says.
_LINE_ENDS = (("\u2028", "\\u2028"), ("\u2029", "\\u2029"), ("\x85", "\\u0085"))


def site_folder(output_dir: str | Path, site: str) -> Path:
    """Folder of ``site`` under ``output_dir``; raise :class:`ArgumentError` if it would lie anywhere else."""
    if not site or site in {".", ".."} or any(char in site for char in "/\\\x00"):
        raise ArgumentError(f"{site!r} cannot be the name of an output folder: use a plain name without slashes")
    return Path(output_dir) / site


def encode(record: Record) -> bytes:
    """Give ``record`` as one line of the store, in UTF-8, with the line end."""
    line = json.dumps(to_dict(record), ensure_ascii=False)
    for char, escaped in _LINE_ENDS:
        line = line.replace(char, escaped)
    return well_formed(line).encode("utf-8") + b"\n"


class Store:
    """The records of one site, on disk, in the order in which they came.

    A record of an address that is there already is appended too: readers take the last one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / ITEMS_FILE
        self._file: FileIO | None = None

    def prepare(self) -> None:
        """Make the folder and raise :class:`OutputError` if nothing can be written there."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
            if self.path.exists():
                with self.path.open("ab"):
                    pass
        except OSError as error:
            raise OutputError(_unwritable(self.folder, error)) from error

    def open(self) -> None:
        """Open for appending and mend what a killed run left; raise :class:`OutputError` if that is impossible."""
        self.prepare()
        try:
            # Unbuffered: a write that fails must not come back when the file is closed.
            self._file = self.path.open("a+b", buffering=0)
            _lock(self._file, self.path)
            self._repair(self._file)
        except OSError as error:
            self._discard()
            raise OutputError(_unwritable(self.path, error)) from error
        except OutputError:
            self._discard()
            raise

    def append(self, record: Record) -> None:
        """Write ``record`` so that it outlives the process; raise :class:`OutputError` if it cannot be written."""
        if self._file is None:
            raise OutputError(f"{self.path} is not open")
        try:
            _write(self._file, encode(record))
        except OSError as error:
            raise OutputError(_unwritable(self.path, error)) from error

    def close(self) -> None:
        """Force everything to the disk; raise :class:`OutputError` if the disk refuses. Harmless twice."""
        if self._file is None:
            return
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise OutputError(_unwritable(self.path, error)) from error
        finally:
            self._discard()

    def _discard(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _repair(self, file: FileIO) -> None:
        """End a last line that lacks its line end, or move it aside if it is only a part of a record."""
        start = last_line_start(file)
        length = file.seek(0, os.SEEK_END) - start
        file.seek(start)
        tail = file.read(length)
        if not tail:
            return
        if is_record(parse_line(tail)):
            _write(file, b"\n")
            return
        with self.path.with_name(ITEMS_FILE + ".torn").open("ab") as torn:
            torn.write(tail + b"\n")
        file.truncate(start)
        logger.warning("%s ended in a torn line of %d bytes (moved to %s.torn)", self.path, len(tail), ITEMS_FILE)


def last_line_start(file: FileIO) -> int:
    """Offset behind the last line end: the size of the file if its last line is whole."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        begin = max(0, end - _BLOCK)
        file.seek(begin)
        found = file.read(end - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        end = begin
    return 0


def parse_line(line: bytes) -> Any:
    """Parse a line of the store; ``None`` if it is not JSON in UTF-8."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def is_record(value: Any) -> bool:
    """Tell whether a parsed line is a record: an object with a type and an address."""
    return isinstance(value, dict) and isinstance(value.get("type"), str) and isinstance(value.get("url"), str)


def _write(file: FileIO, data: bytes) -> None:
    """Write all of ``data`` or, where the disk allows, nothing of it."""
    start = file.seek(0, os.SEEK_END)
    left = memoryview(data)
    try:
        while left:
            left = left[file.write(left) or 0 :]
    except OSError:
        if file.seek(0, os.SEEK_END) > start:
            file.truncate(start)
        raise


def _lock(file: FileIO, path: Path) -> None:
    """Keep a second crawl out: it would take a line that is being written for a torn one."""
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputError(
            f"{path} is being written by another crawl: wait for it or choose another site name"
        ) from error


def _unwritable(path: Path, error: OSError) -> str:
    return f"cannot write {path}: {error.strerror or error}: free space, mend permissions or set OUTPUT_DIR"


def crawl_folder(crawler: Crawler) -> Path:
    """Folder of a crawl: ``OUTPUT_DIR``, then the spider's ``site``, or its name where it has no ``site``."""
    site = getattr(crawler.spider, "site", None) or getattr(crawler.spider, "name", None)
    return site_folder(str(crawler.settings.get("OUTPUT_DIR") or "output"), str(site or ""))


class StorePipeline(Stage):
    """Append every record to the store (900: after all stages, so that the store holds finished records).

    If the disk fails, the crawl stops at once: ``store/failed`` in the stats holds the message and
    the finish reason is ``output-error``.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.store = Store(crawl_folder(crawler))
        self.failed = False

    def open_spider(self) -> None:
        self.store.open()

    def process_item(self, item: Any) -> Any:
        if self.failed:
            raise DropItem("the store has failed", log_level="DEBUG")
        if not isinstance(item, Record):
            return item
        try:
            self.store.append(item)
        except OutputError as error:
            self._fail(error)
            raise DropItem("the store has failed", log_level="DEBUG") from error
        self.count("store", type_of(item), "written")
        return item

    def close_spider(self) -> None:
        try:
            self.store.close()
        except OutputError as error:
            if not self.failed:
                self._remember(error)

    def _fail(self, error: OutputError) -> None:
        self.failed = True
        self._remember(error)
        engine = self.crawler.engine
        if engine is not None:
            # Not awaited: closing waits for the items in flight, this one among them.
            deferred_from_coro(engine.close_spider_async(reason="output-error"))

    def _remember(self, error: OutputError) -> None:
        logger.error("%s", error)
        if self.crawler.stats is not None:
            self.crawler.stats.set_value(FAILED_STAT, str(error))
