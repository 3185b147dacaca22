"""What a crawl knows of the site beyond single pages: what is listed, what was found, what is shared."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from scraper.extraction.bio import bare_name, credentials
from scraper.extraction.contacts import Sighting, merge_contacts
from scraper.extraction.post_data import PostData, Term, merge
from scraper.items import Author, Category, Contact, Issue, Media, Redirect, Site, Tag
from scraper.spiders.joining import filled_term, joined_media, one_person, term_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scraper.items import Post, Record

_REPEATED = ("author", "author_slug", "author_id", "language", "categories", "tags", "hashtags")
"""Fields of a listed post whose values many others share."""


@dataclass
class Inventory:
    """Grows while pages are read; everything it gives is sorted, so that a crawl's order does not matter."""

    base: str = ""
    listed: dict[str, PostData] = field(default_factory=dict)
    """Canonical post URL -> what lists say of it (bodies left out: memory)."""
    origins: dict[str, frozenset[str]] = field(default_factory=dict)
    """Canonical post URL -> who lists it: ``sitemap``, ``feed``, ``list``, ``(owner) api``, ``link``, ``archive``."""
    totals: dict[str, int] = field(default_factory=dict)
    """Language -> number of posts that the blog's own feed states."""
    stored: dict[str, str] = field(default_factory=dict)
    """URL asked for -> URL of the post record that answered it."""
    missing: dict[str, str] = field(default_factory=dict)
    """Canonical URL -> why it could not be had."""
    redirects: dict[str, Redirect] = field(default_factory=dict)
    """Address asked for -> the redirect that it answered with."""
    traps: set[str] = field(default_factory=set)
    """Language variants that were not fetched, because nothing lists them as posts of their own."""
    copies: set[str] = field(default_factory=set)
    """Language variants that were fetched and are stored as copies, whoever lists them and whenever."""
    _terms: dict[tuple[str, str, str], Term] = field(default_factory=dict)
    _sightings: dict[Sighting, list[str]] = field(default_factory=dict)
    """A sighting without its page -> the pages: header and footer say the same on each of thousands."""
    _media: dict[Media, list[str]] = field(default_factory=dict)
    """What pages say of a media file, without the pages -> the pages that say it."""
    _authors: dict[str, dict[tuple[str, ...], Author]] = field(default_factory=dict)
    """Bare name -> different statements on the person."""
    owned: dict[str, PostData] = field(default_factory=dict)
    """Canonical post URL -> what the owner's API says of it, until it is stored (without body)."""
    drafts: Counter[str] = field(default_factory=Counter)
    """Status -> number of posts that the public does not see."""
    _by_feed_alone: set[str] = field(default_factory=set)
    _shared: dict[Any, Any] = field(default_factory=dict)
    """Values that thousands of posts state, each held once: what comes from another process is always a copy."""
    _written: Counter[str] = field(default_factory=Counter)

    def list_post(self, url: str, origin: str, data: PostData | None = None) -> None:
        """Note that ``origin`` lists the post at ``url`` and what it says of it; the first statement stays."""
        self.origins[url] = _with(self.origins.get(url, frozenset()), origin)
        self.traps.discard(url)
        if data is None or url in self.stored:
            return
        slim = self._slim(data)
        known = self.listed.get(url)
        # The feed is the poorest statement: it knows seconds only, and its texts lack emoji.
        if known is None:
            self.listed[url] = slim
        else:
            poorer = url in self._by_feed_alone and origin != "feed"
            self.listed[url] = merge((slim, known) if poorer else (known, slim))
        if origin != "feed":
            self._by_feed_alone.discard(url)
        elif known is None:
            self._by_feed_alone.add(url)

    def _slim(self, data: PostData) -> PostData:
        shared = {name: self._shared.setdefault(value, value) for name in _REPEATED if (value := getattr(data, name))}
        return replace(data, rich_content=None, draft_content=None, **shared)

    def add_redirects(self, found: Iterable[Redirect]) -> None:
        """Note redirects that the site answered with."""
        self.redirects.update((redirect.source, redirect) for redirect in found)

    def add_terms(self, terms: Iterable[tuple[str, Term]], language: str | None) -> None:
        """Note categories and tags; a statement with a count is heard first, others fill its gaps."""
        for kind, term in terms:
            key = (kind, term.slug, term.language or language or "")
            known = self._terms.get(key)
            new = replace(term, language=key[2] or None)
            if known is None:
                self._terms[key] = new
            else:
                counted = known.posts is None and new.posts is not None
                self._terms[key] = filled_term(new, known) if counted else filled_term(known, new)

    def add_sightings(self, sightings: Iterable[Sighting]) -> None:
        """Note where contact values were seen."""
        for sighting in sightings:
            self._sightings.setdefault(replace(sighting, url=""), []).append(sys.intern(sighting.url))

    def add_post(self, post: Post, asked: str, bio: tuple[str, str] | None) -> None:
        """Note a post record and its author; ``bio``: a biography inside it with the name it stands under."""
        self.stored[asked] = self.stored[post.url] = post.url
        self.missing.pop(asked, None)
        self.listed.pop(post.url, None)  # said its part: a large blog's lists need not be kept to the end
        self.owned.pop(post.url, None)
        if post.author:
            self._written[bare_name(post.author)] += 1
            self.add_author(Author(url=post.author_url or self._author_url(post.author), name=post.author))
        if bio:
            name, text = bio
            self.add_author(
                Author(
                    url=self._author_url(name),
                    name=name,
                    bio=text,
                    credentials=credentials(text),
                    sources={"bio": f"post {post.url}"},
                )
            )

    def add_draft(self, post: Post) -> None:
        """Note a post that the public does not see: it counts neither as stored nor as missing."""
        self.drafts[post.status] += 1

    def add_copy(self, url: str, asked: str) -> None:
        """Note that ``url`` answered with another language's copy of a post."""
        self.copies.add(url)
        self.stored[asked] = self.stored[url] = url
        self.missing.pop(asked, None)

    def add_author(self, author: Author) -> None:
        """Note what a profile page or a post says of a person."""
        said = self._authors.setdefault(bare_name(author.name or "") or author.url, {})
        key = (author.url, author.name or "", author.bio or "", author.fetched_at or "")
        # Hundreds of posts may carry the same biography: the first by address is named as its source.
        if key not in said or author.sources.get("bio", "") < said[key].sources.get("bio", ""):
            said[key] = author

    def _author_url(self, name: str) -> str:
        return f"{self.base}/#author:{quote(name)}"

    def add_media(self, found: Iterable[Media]) -> None:
        """Note media files and the pages that show them."""
        for media in found:
            self._media.setdefault(replace(media, used_by=()), []).extend(media.used_by)

    def contacts(self) -> list[Contact]:
        """One record per contact value."""
        return merge_contacts(replace(s, url=url) for s, pages in self._sightings.items() for url in pages)

    def media(self) -> Iterator[Media]:
        """One record per original, by address; made one at a time, because a large blog has tens of thousands."""
        portraits = {
            Media(url=author.avatar, source_url=author.avatar, alt=author.name): [author.url]
            for author in self.authors()
            if author.avatar
        }
        said: dict[str, list[tuple[Media, list[str]]]] = {}
        for entry in chain(self._media.items(), portraits.items()):
            said.setdefault(entry[0].source_url, []).append(entry)
        for url in sorted(said):
            statements = [(sorted(set(pages)), media) for media, pages in said.pop(url)]
            # The page that comes first by address is heard first, so that the order of the crawl does not matter.
            yield joined_media(sorted(statements, key=lambda s: s[0][:1]))

    def authors(self) -> list[Author]:
        """One record per person, with the number of posts found where the site states none."""
        rows = []
        for key, said in self._authors.items():
            author = one_person(said.values())
            found = self._written.get(key)
            rows.append(replace(author, posts=found) if author.posts is None and found else author)
        return sorted(rows, key=lambda a: a.url)

    def terms(self, blog_url: str) -> list[Category | Tag]:
        """Categories and tags, by kind and address."""
        rows: list[Category | Tag] = []
        for (kind, _slug, language), term in self._terms.items():
            part = "categories" if kind == "category" else "tags"
            url = term.url or f"{blog_url}/{part}/{quote(term.slug)}"
            rows.append(term_record(kind, term, url, language or None))
        return sorted(rows, key=lambda r: (type(r).__name__, r.url))

    def original_of(self, url: str) -> str | None:
        """The listed address of which ``url`` is only another language's answer, or ``None``."""
        path = url.split("?", maxsplit=1)[0]
        others = (
            o for o in sorted(self.origins) if o != url and o.split("?")[0] == path and self.origins[o] != {"link"}
        )
        return next(others, None)

    def unstored(self) -> dict[str, str]:
        """Posts that something other than a mere link lists and that have no record: URL -> why."""
        return {
            url: self.missing.get(url, "never answered")
            for url, origins in sorted(self.origins.items())
            if url not in self.stored and origins - {"link"}
        }

    def records(self, site: Site, blog_paths: list[str]) -> Iterator[Record]:
        """The records that only the whole site tells, without media, ``site`` last; ``blog_paths``: shortest first."""
        parts = urlsplit(self.base)
        blog = f"{parts.scheme}://{parts.netloc}{quote(blog_paths[0])}" if blog_paths else f"{self.base}/blog"
        yield from self.contacts()
        yield from self.authors()
        yield from self.terms(blog)
        yield self._site(site, blog_paths)

    def _site(self, site: Site, blog_paths: list[str]) -> Site:
        missing = self.unstored()
        stored = len(set(self.stored.values()) - self.copies)
        counts = {
            "posts_listed": stored + len(missing),
            "posts_stored": stored,
            "posts_missing": len(missing),
            "language_traps_refused": len(self.traps | self.copies),
        }
        counts |= {f"posts_total_{code or 'all'}": total for code, total in sorted(self.totals.items())}
        counts |= {f"posts_{status.replace(' ', '_')}": number for status, number in sorted(self.drafts.items())}
        issues = tuple(
            Issue(field="posts", code="post-missing", message=f"{url} is listed but not stored: {why}")
            for url, why in missing.items()
        )
        redirects = tuple(sorted(self.redirects.values(), key=lambda r: r.source))
        blog_path = blog_paths[0] if blog_paths else None
        issues = (*site.issues, *issues)
        return replace(site, issues=issues, counts=counts, blog_path=blog_path, redirects=redirects)


@lru_cache(maxsize=256)
def _with(origins: frozenset[str], origin: str) -> frozenset[str]:
    """Add an origin; equal sets are one object, because every post of a site has one."""
    return origins | {origin}
