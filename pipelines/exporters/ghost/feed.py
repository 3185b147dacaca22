"""Scrapy's own way: ``scrapy crawl <spider> -O site.json:ghost`` writes Ghost's JSON alone, without the media."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.exporters.feed import TableExporter
from pipelines.exporters.ghost.format import Export, write_data
from scraper.items import RECORD_TYPES

if TYPE_CHECKING:
    from pipelines.corpus import Corpus


class GhostExporter(TableExporter):
    """Ghost takes the JSON as it takes the zip; pictures and files stay at the addresses of the old site."""

    @property
    def _spooled(self) -> frozenset[str]:
        return frozenset(RECORD_TYPES)

    def write_table(self, corpus: Corpus) -> None:
        write_data(self.file, Export(corpus))
