"""The store as the exporters read it: the last record of each address, in an order that never changes."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.recurring import recurring_blocks
from pipelines.store import ITEMS_FILE, is_record, parse_line
from scraper.exceptions import StoreError
from scraper.items import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

logger = logging.getLogger(__name__)

# By what records are sorted, before the address; posts come newest first.
_SORT_FIELDS: dict[str, tuple[str, ...]] = {
    "post": ("published_at",),
    "category": ("label",),
    "tag": ("label",),
    "contact": ("kind", "value"),
    "comment": ("post_url", "published_at"),
}
_WITH_ADDRESS = frozenset({"page", "post", "category", "tag", "author"})


class Head(NamedTuple):
    """What the index holds of a record that has an address of its own: enough to place it, without its body."""

    record_type: str
    url: str
    slug: str
    """Percent-decoded; ``""`` = the home page, or not stated."""
    label: str
    """Title, name or label."""
    language: str | None
    published_at: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    offset: int
    head: Head | None
    key: tuple[str, ...]
    is_copy: bool
    issue_codes: tuple[str, ...]
    nodes: Nodes | None
    unexplained: int


class Nodes(NamedTuple):
    """What became of the source nodes of bodies, as numbers; see :class:`scraper.items.Fidelity`."""

    kept: int = 0
    converted: int = 0
    degraded: int = 0
    dropped: int = 0


class Corpus:
    """Read a store without holding it: in memory is one offset an address.

    ``path`` is ``items.jsonl`` or its folder. Raise :class:`StoreError` if it is missing or a line of
    it is not a record; only the last line may be torn, as a killed crawl leaves it, and is then passed over.
    """

    def __init__(self, path: Path) -> None:
        self.path = path / ITEMS_FILE if path.is_dir() else path
        self._index: dict[str, dict[str, _Entry]] = {name: {} for name in RECORD_TYPES}
        try:
            self._read_index()
        except OSError as error:
            raise StoreError(f"cannot read {self.path}: {error.strerror or error}: crawl the site first") from error
        self.issue_counts = Counter(
            code for entries in self._index.values() for entry in entries.values() for code in entry.issue_codes
        )
        """Issue code -> number of issues, over all records."""
        counted = [e.nodes for entries in self._index.values() for e in entries.values() if e.nodes]
        self.nodes = Nodes(*map(sum, zip(*counted, strict=True))) if counted else Nodes()
        """What became of all bodies' nodes."""
        self.unexplained_chars = sum(e.unexplained for entries in self._index.values() for e in entries.values())
        """Characters in which bodies and their sources differ without a stated reason."""
        copies = {url: e for url, e in self._index["post"].items() if e.is_copy}
        self._index["post"] = {url: e for url, e in self._index["post"].items() if not e.is_copy}
        self._copies = _ordered("post", copies)
        self._offsets = {name: _ordered(name, entries) for name, entries in self._index.items()}

    def count(self, record_type: str) -> int:
        """Return the number of records of a type, e.g. ``post``."""
        return len(self._index[record_type])

    def count_copies(self) -> int:
        """Return the number of posts that are only another language's answer."""
        return len(self._copies)

    def records(self, record_type: str) -> Iterator[dict[str, Any]]:
        """Yield the records of a type as plain dicts: posts newest first, others by label or address."""
        yield from self._read(self._offsets[record_type])

    def heads(self, record_type: str) -> Iterator[Head]:
        """Yield what the index holds of a type's records, in the order of :meth:`records`; bodies are not read."""
        by_offset = {entry.offset: entry.head for entry in self._index[record_type].values()}
        yield from (head for offset in self._offsets[record_type] if (head := by_offset[offset]))

    def _read(self, offsets: list[int]) -> Iterator[dict[str, Any]]:
        if not offsets:
            return
        with self.path.open("rb") as file:
            for offset in offsets:
                file.seek(offset)
                yield parse_line(file.readline())

    def copies(self) -> Iterator[dict[str, Any]]:
        """Yield the post records that are only another language's answer (``variant_of``); no export has them."""
        yield from self._read(self._copies)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for record_type in RECORD_TYPES:
            yield from self.records(record_type)
        yield from self.copies()

    def select(self, record_type: str, urls: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the records of some addresses, in their order; what is not there is passed over."""
        index = self._index[record_type]
        yield from self._read([index[url].offset for url in urls if url in index])

    def get(self, record_type: str, url: str) -> dict[str, Any] | None:
        """Return the record of an address; ``None`` if there is none."""
        entry = self._index[record_type].get(url)
        if entry is None:
            return None
        with self.path.open("rb") as file:
            file.seek(entry.offset)
            record: dict[str, Any] = parse_line(file.readline())
            return record

    @cached_property
    def media_paths(self) -> dict[str, str]:
        """Source address -> path from the site's folder (``media/…``), of all media whose file is there."""
        return {
            record["source_url"]: f"media/{record['path']}"
            for record in self.records("media")
            if record.get("status") == "stored" and record.get("path")
        }

    def recurring_blocks(self) -> list[dict[str, Any]]:
        """List the blocks that stand in many posts; see :func:`pipelines.recurring.recurring_blocks`."""
        names = {name for record in self.records("author") if (name := record.get("name"))}
        return recurring_blocks(lambda: self.records("post"), names)

    def _leave_out_other_state(self, post: dict[str, Any], by_id: dict[str, str]) -> None:
        """What an earlier crawl saw as a draft may be published by now, or the reverse: it then has two addresses."""
        url, known = post["url"], by_id.get(post["post_id"])
        if known is not None and known != url and ("/#draft:" in known or "/#draft:" in url):
            self._index["post"].pop(known, None)
        by_id[post["post_id"]] = url

    def _read_index(self) -> None:
        offset = 0
        by_id: dict[str, str] = {}
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                record = parse_line(line)
                if is_record(record) and record["type"] in self._index:
                    codes = tuple(sys.intern(issue["code"]) for issue in record.get("issues") or ())
                    copy = bool(record.get("variant_of"))
                    fidelity = record.get("fidelity") or {}
                    nodes, unexplained = _nodes(fidelity), fidelity.get("unexplained_chars") or 0
                    entry = _Entry(offset, _head(record), _sort_key(record), copy, codes, nodes, unexplained)
                    self._index[record["type"]][record["url"]] = entry
                    if record["type"] == "post" and record.get("post_id"):
                        self._leave_out_other_state(record, by_id)
                elif not line.endswith(b"\n"):
                    logger.warning("%s ends in a torn line: it is left out", self.path)
                elif line.strip():
                    raise StoreError(f"{self.path}, line {number}, is not a record: remove that line or crawl again")
                offset += len(line)


def _head(record: dict[str, Any]) -> Head | None:
    if record["type"] not in _WITH_ADDRESS:
        return None
    label = next((record[name] for name in ("title", "label", "name") if record.get(name)), "")
    slug = record.get("slug") or ""
    # The same few words in every record: held once.
    language, status = (value and sys.intern(value) for value in (record.get("language"), record.get("status")))
    return Head(sys.intern(record["type"]), record["url"], slug, label, language, record.get("published_at"), status)


def _nodes(fidelity: dict[str, Any]) -> Nodes | None:
    if not fidelity:
        return None
    kept, converted = fidelity.get("kept") or 0, fidelity.get("converted") or 0
    return Nodes(kept, converted, len(fidelity.get("degraded") or ()), len(fidelity.get("dropped") or ()))


def _sort_key(record: dict[str, Any]) -> tuple[str, ...]:
    values = (record.get(name) for name in _SORT_FIELDS.get(record["type"], ()))
    return tuple("" if value is None else str(value) for value in values)


def _ordered(record_type: str, entries: dict[str, _Entry]) -> list[int]:
    by_url = sorted(entries)
    # Sorting is stable, also in reverse: posts of one moment stay in the order of their addresses.
    by_key = sorted(by_url, key=lambda url: entries[url].key, reverse=record_type == "post")
    return [entries[url].offset for url in by_key]
