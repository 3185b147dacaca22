"""What all stages share: the way to the stats, and changing a record only where it differs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from scrapy.crawler import Crawler

T = TypeVar("T", bound="DataclassInstance")


class Stage:
    """A Scrapy item pipeline. Subclasses have ``process_item(self, item)``, which returns the item to go on with."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def count(self, name: str, field: str, event: str) -> None:
        """Count an event in the stats as ``<stage>/<field>/<event>``."""
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"{name}/{field}/{event}")


def type_of(item: Any) -> str:
    """Give the name of a record's type, as ``items.jsonl`` has it."""
    return type(item).__name__.lower()


def changed(record: T, **values: Any) -> T:
    """Return a copy of a dataclass with ``values``, or ``record`` itself if they are its own."""
    different: dict[str, Any] = {name: value for name, value in values.items() if getattr(record, name) != value}
    return replace(record, **different) if different else record
