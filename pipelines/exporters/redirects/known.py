"""Every old address that the store knows beside those of its records, and what each leads to; for all receivers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin

from pipelines.links import site_base
from pipelines.permalinks.base import PLACED
from scraper.urls import canonical_url, parts_of, same_site, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus

# Where Wix has and had its posts: /post/<slug>, /single-post/<slug>, both also with a date between.
_POST_FORM = re.compile(r"/(?:post|single-post)/(?:\d{4}/\d{1,2}/(?:\d{1,2}/)?)?[^/]+$")
_UPLOADS = "/_files/"


class Alias(NamedTuple):
    """An old address that is no record's own."""

    url: str
    leads_to: str
    """Address of a record, of a page elsewhere, or of a page of the site of which there is no record."""
    kind: str
    """``redirect``, ``copy``, ``canonical`` or ``old form``."""


@dataclass(frozen=True, slots=True)
class Known:
    """What one pass over the store tells."""

    base: str
    """Address under which the old site lies; ``""`` of an empty store."""
    aliases: list[Alias] = field(default_factory=list)
    """The surest first; an address may come more than once."""
    uploads: list[dict[str, Any]] = field(default_factory=list)
    """Media records of documents that lie on the site's own host (``/_files/ugd/…``)."""
    lists: frozenset[str] = frozenset()
    """Addresses of pages that list posts."""
    blog: str = ""
    """Address of the first page of all posts; ``""`` if the site has none."""
    languages: tuple[str, ...] = ()

    @classmethod
    def of(cls, corpus: Corpus) -> Known:
        """Read the store once, bodies and all."""
        site: dict[str, Any] = next(corpus.records("site"), {})
        first = next((head.url for head in corpus.heads("post")), "")
        base = site.get("url") or (site_base(first) if parts_of(first).netloc else "")
        if not base:
            return cls(base="")
        own = {head.url for kind in PLACED for head in corpus.heads(kind)}
        aliases = [*_copies(corpus), *_redirects(site, base, own), *_stated(corpus, base, own)]
        uploads = [record for record in corpus.records("media") if _is_upload(record["source_url"], base)]
        lists = frozenset(page["url"] for page in corpus.records("page") if page.get("kind") == "blog")
        stated = site.get("blog_path") if parts_of(base).netloc else None
        blog = canonical_url(urljoin(base, quote(stated))) if stated else ""
        return cls(base, aliases, uploads, lists, blog, tuple(site.get("languages") or ()))


def _copies(corpus: Corpus) -> Iterator[Alias]:
    for copy in corpus.copies():
        yield Alias(copy["url"], copy["variant_of"], "copy")


def _redirects(site: dict[str, Any], base: str, own: set[str]) -> Iterator[Alias]:
    """What the old site redirected itself, each to the end of its chain."""
    hops = {canonical_url(entry["source"]): canonical_url(entry["target"]) for entry in site.get("redirects") or ()}
    for source, first in hops.items():
        if not same_site(source, base) or source in own:
            continue
        target, seen = first, {source}
        while target in hops and target not in own and target not in seen:
            seen.add(target)
            target = hops[target]
        if target not in seen:
            yield Alias(source, target, "redirect")


def _stated(corpus: Corpus, base: str, own: set[str]) -> Iterator[Alias]:
    """Other addresses that pages state for themselves, and old forms of posts' addresses in bodies' links."""
    by_slug: dict[str, list[str]] = defaultdict(list)
    for head in corpus.heads("post"):
        by_slug[slug_of(head.url)].append(head.url)
    forms: dict[str, str] = {}
    for kind in ("page", "post"):
        for record in corpus.records(kind):
            canonical = canonical_url((record.get("seo") or {}).get("canonical") or "")
            if canonical and canonical not in own and same_site(canonical, base):
                yield Alias(canonical, record["url"], "canonical")
            for link in record.get("links") or ():
                url = canonical_url(link)
                if url not in own and same_site(url, base) and _POST_FORM.search(parts_of(url).path):
                    posts = by_slug.get(slug_of(url), ())
                    if len(posts) == 1:  # of two posts with this slug, nothing says which is meant
                        forms.setdefault(url, posts[0])
    for url in sorted(forms):
        yield Alias(url, forms[url], "old form")


def _is_upload(url: str, base: str) -> bool:
    return _UPLOADS in url and same_site(url, base)
