"""Scrapy's own way to a table: ``scrapy crawl <spider> -O posts.csv``.

Scrapy loses an item in every feed if an exporter raises on it, so items are only spooled; the table is
rendered at the end, from the spool, by the code that renders it from a store.
"""

from __future__ import annotations

import logging
import tempfile
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from scrapy.exporters import BaseItemExporter

from pipelines.corpus import Corpus
from pipelines.exporters.storage import AtomicFile
from pipelines.exporters.tabular import TABLES, Table, write_csv, write_json, write_site
from pipelines.store import encode
from scraper.exceptions import OutputError, WixExportError
from scraper.items import Record

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class TableExporter(BaseItemExporter):
    """Spool records, then write the table that the file's name asks for.

    ``pages.csv`` gets the pages, ``contacts.json`` the contacts; a name that is no table's, and a
    target that is no local file, gets the posts. If the table cannot be made, the file is
    marked as failed: the last good one stays and Scrapy counts ``feedexport/failed_count``.
    """

    def __init__(self, file: IO[bytes], *, spool_dir: str | None = None, **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self.file = file
        self.target = _target(file)
        stem = self.target.target.name.split(".", 1)[0] if self.target else ""
        self.table: Table = TABLES.get(stem, TABLES["posts"])
        self.spool = tempfile.NamedTemporaryFile(prefix="records-", suffix=".jsonl", dir=spool_dir)  # noqa: SIM115 - closed when the feed is
        self.failure: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: IO[bytes], **options: Any) -> TableExporter:
        return cls(file, spool_dir=crawler.settings.get("FEED_TEMPDIR"), **options)

    def start_exporting(self) -> None:
        if self.target is not None and self.target.appending:
            name = self.target.target.name
            self.failure = f"{name} is there already and a table cannot be appended to: use -O {name} to replace it"

    def export_item(self, item: Any) -> None:
        if not isinstance(item, Record) or type(item).__name__.lower() not in self._spooled:
            return
        try:
            self.spool.write(encode(item))
        except OSError as error:
            self.failure = f"cannot spool {self.spool.name}: {error.strerror or error}"

    def finish_exporting(self) -> None:
        try:
            self._render()
        except (WixExportError, OSError) as error:
            logger.error("%s was not written: %s", self._name, error)  # noqa: TRY400 - the line says it all
            if self.target is None:
                raise
            self.target.failed = True
        finally:
            self.spool.close()

    @property
    def _spooled(self) -> frozenset[str]:
        """Types that the table needs; the site's record lists what recurs in posts, others name files of media."""
        extra = ("post", "author") if self.table.name == "site" else ("media",)
        return frozenset((*self.table.record_types, *extra))

    @property
    def _name(self) -> str:
        return str(self.target.target) if self.target else self.table.name

    def _render(self) -> None:
        if self.failure:
            raise OutputError(self.failure)
        self.spool.flush()
        self.write_table(Corpus(Path(self.spool.name)))

    @abstractmethod
    def write_table(self, corpus: Corpus) -> None:
        """Write the table of ``corpus`` to the feed's file."""

    def _chosen(self, names: Iterable[str]) -> dict[str, str]:
        """Map field -> heading as ``FEED_EXPORT_FIELDS`` has it; by default all of ``names``."""
        wanted = self.fields_to_export
        if wanted is None:
            return {name: name for name in names}
        known = set(names)
        pairs = wanted.items() if isinstance(wanted, Mapping) else ((name, name) for name in wanted)
        return {name: heading for name, heading in pairs if name in known}


class CsvTableExporter(TableExporter):
    """``-O posts.csv``: the table that the run itself writes, in UTF-8 with byte order mark."""

    def write_table(self, corpus: Corpus) -> None:
        by_name = {column.name: column for column in self.table.columns}
        chosen = self._chosen(by_name)
        columns = [by_name[name] for name in chosen]
        write_csv(self.table.rows(corpus), self.file, columns, list(chosen.values()))


class JsonTableExporter(TableExporter):
    """``-O posts.json``: the array that the run itself writes, in UTF-8."""

    def write_table(self, corpus: Corpus) -> None:
        if self.table.name == "site":
            write_site(corpus, self.file)
            return
        rows = self.table.rows(corpus)
        if self.fields_to_export is not None:
            rows = (self._narrowed(row) for row in rows)
        # Scrapy's 0 means what we do anyway: one record a line.
        write_json(rows, self.file, indent=self.indent or None)

    def _narrowed(self, row: dict[str, Any]) -> dict[str, Any]:
        return {heading: row[name] for name, heading in self._chosen(row).items()}


def _target(file: Any) -> AtomicFile | None:
    """Find the local file under construction, also behind Scrapy's post-processing (compression)."""
    for candidate in (file, getattr(file, "file", None)):
        if isinstance(candidate, AtomicFile):
            return candidate
    return None
