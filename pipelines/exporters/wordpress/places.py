"""Where things of the old site stand in the new WordPress: links, attachments, their numbers."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions
    from pipelines.permalinks.base import Permalinks

_FIRST, _RANGE = 1_000_000, 900_000_000
"""Numbers far above those of a new site and within 31 bits, as some plugins' tables want."""


class Place(NamedTuple):
    """A file: the address from which WordPress fetches or serves it, and its number; 0 = it is no attachment."""

    url: str
    number: int = 0


class Numbers:
    """A number for every key that stays the same when other keys come and go."""

    def __init__(self) -> None:
        self._taken: dict[int, str] = {}

    def of(self, key: str) -> int:
        """Return the number of a key; asked in the same order, the same numbers come."""
        number = (
            _FIRST + int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big") % _RANGE
        )
        while self._taken.setdefault(number, key) != key:
            number += 1
        return number


class Places:
    """Answers the block writer's questions on one site."""

    def __init__(self, corpus: Corpus, permalinks: Permalinks, place_of: Callable[[dict[str, Any]], Place]) -> None:
        """``place_of`` gives the place of a medium's record; it is not asked for files that Wix itself has lost."""
        self._permalinks = permalinks
        self._media: dict[str, Place] = {}
        self._source: dict[str, str] = {}
        for record in corpus.records("media"):
            if record.get("status") == "missing":
                continue
            place = place_of(record)
            for known in (record["source_url"], *(record.get("seen_urls") or ())):
                self._media.setdefault(known, place)
                if known != record["source_url"]:
                    self._source[known] = record["source_url"]
        self.used: dict[str, None] = {}
        """Source addresses that were asked for since :meth:`begin`, in order."""

    def begin(self, urls: Iterable[str]) -> None:
        """Begin a record that shows these files beside those of its body."""
        self.used = dict.fromkeys(self._source.get(url, url) for url in urls if url in self._media)

    def media(self, url: str) -> Place:
        """Return the place of a file; what is not in the store stays where it is."""
        found = self._media.get(url)
        if found is None:
            return Place(url)
        self.used[self._source.get(url, url)] = None
        return found

    def link(self, href: str) -> str:
        """Return where a link leads; a link to an uploaded file leads to its attachment."""
        if href in self._media:
            return self.media(href).url
        return self._permalinks.link(href)


def file_url(record: dict[str, object], options: ExportOptions) -> str:
    """Return the address from which a file can be fetched: the user's own server, or Wix."""
    path = record.get("path")
    if options.media_url and path:
        return options.media_url + quote(str(path))
    return str(record.get("fetched_url") or record["source_url"])
