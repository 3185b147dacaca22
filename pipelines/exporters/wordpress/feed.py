"""Scrapy's own way: ``scrapy crawl <spider> -O site.xml:wordpress`` writes the WXR file, whole."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipelines.exporters.feed import TableExporter
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.wordpress.export import WORDPRESS
from scraper.items import RECORD_TYPES

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from pipelines.corpus import Corpus


class WordPressExporter(TableExporter):
    """One file whatever its size, because a feed is one file; else as the format ``wordpress`` and its settings."""

    def __init__(self, file: IO[bytes], *, options: ExportOptions | None = None, **given: Any) -> None:
        super().__init__(file, **given)
        self._options = replace(options or ExportOptions(), wordpress_max_bytes=sys.maxsize)

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: IO[bytes], **options: Any) -> WordPressExporter:
        chosen = ExportOptions.of(crawler.settings)
        return cls(file, options=chosen, spool_dir=crawler.settings.get("FEED_TEMPDIR"), **options)

    @property
    def _spooled(self) -> frozenset[str]:
        return frozenset(RECORD_TYPES)

    def write_table(self, corpus: Corpus) -> None:
        with tempfile.TemporaryDirectory(prefix="wordpress-", dir=corpus.path.parent) as folder:
            [whole] = WORDPRESS.render(corpus, Path(folder), self._options)
            with whole.open("rb") as written:
                shutil.copyfileobj(written, self.file)
