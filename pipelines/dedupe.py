"""Stage 200: a record comes once a run, unless a later one says more."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from scrapy.exceptions import DropItem

from pipelines.stage import Stage, type_of
from scraper.items import Record

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

# What says something of the crawl and not of the site.
_BOOKKEEPING = frozenset({"url", "fetched_at", "issues", "sources", "fidelity"})


class Richness(NamedTuple):
    """How much a record says; compared from the first member on."""

    filled: int
    """Fields that state something."""
    entries: int
    """Entries of lists."""
    chars: int
    """Characters of text."""


def richness(record: Record) -> Richness:
    """Measure how much ``record`` says about the site."""
    total = Richness(0, 0, 0)
    for field in fields(record):
        if field.name not in _BOOKKEEPING:
            total = Richness(*map(sum, zip(total, _weight(getattr(record, field.name)), strict=True)))
    return total


def _weight(value: Any) -> Richness:
    if value is None:
        return Richness(0, 0, 0)
    if isinstance(value, str):
        return Richness(1, 0, len(value))
    if isinstance(value, (tuple, dict)):
        return Richness(1 if value else 0, len(value), 0)
    if is_dataclass(value):
        parts = [_weight(getattr(value, field.name)) for field in fields(value)]
        return Richness(*map(sum, zip(*parts, strict=True)))
    return Richness(1, 0, 0)


class DedupePipeline(Stage):
    """Drop a record whose type and address came before in this run with as much or more in it.

    A richer one passes: the store's last record of an address wins. The only stage that drops. Kept in
    memory are three numbers an address. Stats: ``dedupe/<type>/dropped``, ``dedupe/<type>/richer``.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.seen: dict[tuple[str, str], Richness] = {}

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Record):
            return item
        name = type_of(item)
        new, old = richness(item), self.seen.get((name, item.url))
        if old is not None and new <= old:
            self.count("dedupe", name, "dropped")
            raise DropItem(f"{name} {item.url} came before", log_level="DEBUG")
        if old is not None:
            self.count("dedupe", name, "richer")
        self.seen[name, item.url] = new
        return item
