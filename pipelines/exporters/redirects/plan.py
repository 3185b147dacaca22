"""One map per receiver from every known path of the old site to the new one, checked before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, unquote_to_bytes

from pipelines.links import site_base
from pipelines.permalinks.base import source_path
from scraper.urls import parts_of, same_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.corpus import Corpus
    from pipelines.exporters.redirects.known import Alias, Known
    from pipelines.permalinks.base import Permalinks

FEEDS = {"wordpress": "/feed/", "ghost": "/rss/", "markdown": "/index.xml"}
"""Where each receiver keeps its feed."""

STATES = {
    "redirect": "",
    "kept": "the path stays",
    "conflict": "another page of the new site lives there: redirect by hand, or give that page another slug",
    "chain": "what it leads to is redirected itself: redirect by hand",
    "lost": "nothing of the new site is known to stand for it: redirect by hand, or let it answer 410",
}
"""State of a rule -> what it means; only ``redirect`` stands in the servers' files."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One old path, or all numbered pages of a list."""

    source: str
    """Path on the old site, percent-encoded, query kept, without a final slash."""
    target: str
    """Path on the new site, percent-encoded, or an address elsewhere; ``""`` if there is none."""
    kind: str
    """Record type of what stood there; or ``redirect``, ``copy``, ``canonical``, ``old form``, ``document``, ``feed``,
    ``list``."""
    state: str
    """One of :data:`STATES`."""
    paged: bool = False
    """True if the rule is for ``<source>/page/<number>``."""
    exact: bool = False
    """True if a path that differs only in the case of letters means something else."""

    @property
    def has_query(self) -> bool:
        """True where only the query tells the old page from others."""
        return "?" in self.source

    @property
    def shown(self) -> str:
        """The source as people read it."""
        return f"{self.source}/page/*" if self.paged else self.source


def plan(corpus: Corpus, permalinks: Permalinks, known: Known, files: Mapping[str, str]) -> list[Rule]:
    """Give the rules of a receiver by source; each source once, no target a source.

    ``files``: source address of a document -> its path at the receiver.
    """
    prefix = site_prefix(corpus)
    rules: dict[tuple[bytes, bool], Rule] = {}
    for source, target, kind in (*_records(permalinks), *_others(permalinks, known, files)):
        path = old_path(source, prefix)
        rules.setdefault((_key(path), False), Rule(path, target, kind, "redirect"))
    living = {_key(place.path) for place in permalinks}
    for rule in [rule for rule in rules.values() if rule.has_query and rule.target]:
        # For servers that do not look at queries, and for who asks without one.
        path = _trimmed(rule.source.partition("?")[0])
        if _key(path) not in living:
            rules.setdefault((_key(path), False), replace(rule, source=path))
    for source, target in _lists(permalinks, known, prefix):
        rules.setdefault((_key(source), True), Rule(source, target, "list", "redirect", paged=True))
    return checked([rules[key] for key in sorted(rules)], living)


def checked(rules: list[Rule], living: set[bytes]) -> list[Rule]:
    """State of each rule, so that those of state ``redirect`` neither loop nor lead on nor hide a page of the new site.

    ``living``: the new site's paths in the form of :func:`_key`.
    """
    settled = [replace(rule, state=_state(rule, living)) for rule in rules]
    redirected = {_key(rule.source) for rule in settled if rule.state == "redirect" and not rule.paged}
    lists = {_key(rule.source) for rule in settled if rule.state == "redirect" and rule.paged}

    def leads_on(rule: Rule) -> bool:
        target = _key(rule.target)
        head, page, number = target.rpartition(b"/page/")
        return target in redirected or bool(page and number.isdigit() and head in lists)

    settled = [
        replace(rule, state="chain") if rule.state == "redirect" and leads_on(rule) else rule for rule in settled
    ]
    ends = {_key(rule.target) for rule in settled}
    spelt = Counter(key.lower() for key in {*living, *ends, *(_key(rule.source) for rule in settled)})
    return [replace(rule, exact=spelt[_key(rule.source).lower()] > 1) for rule in settled]


def _state(rule: Rule, living: set[bytes]) -> str:
    if not rule.target:
        return "lost"
    source = _key(rule.source)
    if source == _key(rule.target):
        return "kept"  # the pages of a list that stays are the new site's own
    return "conflict" if source in living and not rule.paged else "redirect"


def _records(permalinks: Permalinks) -> Iterator[tuple[str, str, str]]:
    """Old path, new path, kind: what is surest comes first."""
    for place in permalinks:
        if "/#" not in place.url:
            yield source_path(place.url), place.path, place.record_type


def _others(permalinks: Permalinks, known: Known, files: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for alias in known.aliases:
        yield source_path(alias.url), _end(alias, permalinks, known, files), alias.kind
    for record in known.uploads:
        yield source_path(record["source_url"]), files.get(record["source_url"], ""), "document"
    feed = FEEDS[permalinks.rules.name]
    yield f"{source_path(known.base).rstrip('/')}/blog-feed.xml", feed, "feed"
    for language in known.languages[1:]:
        home = f"{known.base.rstrip('/')}/{language}"
        if permalinks.find(home):
            yield f"{source_path(home)}/blog-feed.xml", feed, "feed"
    if known.blog:
        yield source_path(known.blog), _front(permalinks, known), "list"


def _end(alias: Alias, permalinks: Permalinks, known: Known, files: Mapping[str, str]) -> str:
    place = permalinks.find(alias.leads_to)
    if place:
        return place.path
    if alias.leads_to in files:
        return files[alias.leads_to]
    return "" if same_site(alias.leads_to, known.base) else alias.leads_to


def _front(permalinks: Permalinks, known: Known) -> str:
    """Where the new site lists its posts."""
    found = permalinks.find(known.blog)
    return found.path if found else "/"


def _lists(permalinks: Permalinks, known: Known, prefix: str) -> Iterator[tuple[str, str]]:
    """Lists of posts whose further pages are ``<list>/page/<number>`` at Wix; new lists may have other pages."""
    if known.blog:
        yield _trimmed(source_path(known.blog).removeprefix(prefix)), _front(permalinks, known)
    for place in permalinks:
        if place.record_type in ("category", "tag") or place.url in known.lists:
            source = source_path(place.url).removeprefix(prefix)
            if "?" not in source:
                yield _trimmed(source), place.path


def site_prefix(corpus: Corpus) -> str:
    """Path of the root of a free site, which its new host does not have; percent-encoded, ``""`` = it has its host."""
    site = next(corpus.records("site"), {})
    url = site.get("url") or ""
    return quote(unquote(parts_of(site_base(url)).path)).rstrip("/") if parts_of(url).netloc else ""


def old_path(path: str, prefix: str) -> str:
    """Return a path of the old site as rules state it; ``prefix`` as :func:`site_prefix` gives it.

    >>> old_path("/clinic/post/tea/?lang=zh", "/clinic")
    '/post/tea?lang=zh'
    """
    return _trimmed(path.removeprefix(prefix) or "/")


def _trimmed(path: str) -> str:
    head, mark, query = path.partition("?")
    return (head.rstrip("/") or "/") + mark + query


def _key(path: str) -> bytes:
    """The form in which servers compare paths: decoded, without a final slash."""
    head, mark, query = path.partition("?")
    return unquote_to_bytes(head).rstrip(b"/") + (b"\0" if mark else b"") + query.encode()
