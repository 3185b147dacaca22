"""The new address of every post, page, category, tag and author, predicted for one receiver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scraper.urls import canonical_url, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus, Head

PLACED = ("page", "post", "category", "tag", "author")
"""Record types that have an address of their own, in the order in which they take their slugs."""


@dataclass(frozen=True, slots=True)
class Place:
    """A record's place at the receiver."""

    record_type: str
    url: str
    """The source's canonical URL: the record's key."""
    slug: str
    """As the receiver keeps it, decoded; unique among those it is compared with."""
    path: str
    """From the root of the new site, percent-encoded, with the receiver's final slash or without."""


class Rules(Protocol):
    """What a receiver makes of slugs and paths."""

    @property
    def name(self) -> str:
        """Name of the format, e.g. ``wordpress``."""
        ...

    def slug(self, head: Head) -> str:
        """Return the slug that the receiver makes of a record, before it is made unique; never empty but for home."""
        ...

    def namespace(self, head: Head) -> str:
        """Name the set of records among which the slug must be unique."""
        ...

    def numbered(self, slug: str, number: int) -> str:
        """Return the form of a slug that is taken already; ``number`` counts from 2."""
        ...

    def path(self, head: Head, slug: str) -> str:
        """Return the record's path, percent-encoded."""
        ...


class Permalinks:
    """All places of a site at one receiver; made from the corpus' index, without reading a body.

    Posts take their slugs oldest first: what is numbered because its slug is taken stays so when newer posts come.
    """

    def __init__(self, corpus: Corpus, rules: Rules) -> None:
        self.rules = rules
        self._places: dict[str, Place] = {}
        self._by_type: dict[tuple[str, str], Place] = {}
        taken: set[tuple[str, str]] = set()
        for record_type in PLACED:
            heads = list(corpus.heads(record_type))
            for head in reversed(heads) if record_type == "post" else heads:
                self._place(head, taken)

    def _place(self, head: Head, taken: set[tuple[str, str]]) -> None:
        wanted = slug = self.rules.slug(head)
        namespace = self.rules.namespace(head)
        number = 2
        while (namespace, slug.lower()) in taken:
            slug = self.rules.numbered(wanted, number)
            number += 1
        taken.add((namespace, slug.lower()))
        place = Place(head.record_type, head.url, slug, self.rules.path(head, slug))
        self._by_type[head.record_type, head.url] = place
        # A profile and a page may share an address: what comes first in PLACED has it.
        self._places.setdefault(head.url, place)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_type.values())

    def of(self, record_type: str, url: str) -> Place:
        """Return the place of a record; raise ``KeyError`` if the corpus has none of that type and address."""
        return self._by_type[record_type, url]

    def find(self, url: str) -> Place | None:
        """Return the place of a source address in any of its forms; ``None`` if nothing of the site lies there."""
        return self._places.get(url) or self._places.get(canonical_url(url))

    def link(self, href: str) -> str:
        """Return where a link of a body leads at the receiver; links to elsewhere come back as they are.

        The fragment stays: in-page anchors keep their ids.
        """
        if not href.startswith(("http://", "https://")):
            return href
        page, mark, fragment = href.partition("#")
        place = self.find(page)
        return f"{place.path}{mark}{fragment}" if place else href


def source_path(url: str) -> str:
    """Return the path of a source address as the old site's visitors ask for it, percent-encoded, query kept.

    >>> source_path("https://www.garden.example/post/caf%C3%A9?lang=fr")
    '/post/caf%C3%A9?lang=fr'
    """
    parts = parts_of(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
