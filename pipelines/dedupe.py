"""Stage 200: a record comes once a run, unless a later one says more."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from scrapy.exceptions import DropItem

from pipelines.stage import Stage, type_of
from scraper.items import Record, field_names

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
    filled = entries = chars = 0
    waiting = [getattr(record, name) for name in field_names(type(record)) if name not in _BOOKKEEPING]
    while waiting:
        value = waiting.pop()
        if value is None:
            continue
        if isinstance(value, str):
            filled += 1
            chars += len(value)
        elif isinstance(value, (tuple, dict)):
            filled += bool(value)
            entries += len(value)
        elif is_dataclass(value):
            waiting += [getattr(value, name) for name in field_names(type(value))]
        else:
            filled += 1
    return Richness(filled, entries, chars)


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
