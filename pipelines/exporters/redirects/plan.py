"""One map per receiver from every known path of the old site to the new one, checked before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pipelines.links import site_base
from pipelines.permalinks.base import source_path
from scraper.urls import parts_of, same_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus
    from pipelines.permalinks.base import Permalinks

FEEDS = {"wordpress": "/feed/", "ghost": "/rss/", "markdown": "/index.xml"}
"""Where each receiver keeps its feed."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One old path. ``state``: ``redirect``; ``kept`` (the path stays); ``conflict`` (another page lives there now)."""

    source: str
    """Path on the old site, percent-encoded, query kept, without a final slash."""
    target: str
    """Path on the new site, percent-encoded."""
    kind: str
    """Record type of what stood there, or ``redirect``, ``copy``, ``feed``."""
    state: str

    @property
    def has_query(self) -> bool:
        """True where only the query tells the old page from others."""
        return "?" in self.source


def plan(corpus: Corpus, permalinks: Permalinks) -> list[Rule]:
    """Give the rules of a receiver by source; each source once, each target a page of the new site."""
    prefix = _prefix(corpus)
    living = {_key(place.path) for place in permalinks}
    rules: dict[str, Rule] = {}
    for source, target, kind in _known(corpus, permalinks):
        source = _trimmed(source.removeprefix(prefix) or "/")  # noqa: PLW2901 - in the one form that is compared
        if source in rules:
            continue
        state = "redirect"
        if _key(source) == _key(target):
            state = "kept"
        elif _key(source) in living:
            state = "conflict"
        rules[source] = Rule(source, target, kind, state)
    return [rules[source] for source in sorted(rules)]


def _known(corpus: Corpus, permalinks: Permalinks) -> Iterator[tuple[str, str, str]]:
    """Old path, new path, kind: records first, because they are surest."""
    for place in permalinks:
        if "/#" not in place.url:
            yield source_path(place.url), place.path, place.record_type
    for copy in corpus.copies():
        original = permalinks.find(copy.get("variant_of") or "")
        if original:
            yield source_path(copy["url"]), original.path, "copy"
    site = next(corpus.records("site"), {})
    for entry in site.get("redirects") or ():
        found = permalinks.find(entry["target"])
        if found and same_site(entry["source"], site["url"]):
            yield source_path(entry["source"]), found.path, "redirect"
    yield "/blog-feed.xml", FEEDS[permalinks.rules.name], "feed"


def _prefix(corpus: Corpus) -> str:
    """Path of the root of a free site, which its new host does not have."""
    site = next(corpus.records("site"), {})
    url = site.get("url") or ""
    return quote(unquote(parts_of(site_base(url)).path)).rstrip("/") if parts_of(url).netloc else ""


def _trimmed(path: str) -> str:
    head, mark, query = path.partition("?")
    return (head.rstrip("/") or "/") + mark + query


def _key(path: str) -> str:
    """The form in which servers compare paths: decoded, without a final slash."""
    return unquote(path).rstrip("/")
