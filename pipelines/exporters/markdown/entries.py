"""What each file says of its record, before a generator's own names are given to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.permalinks.base import source_path
from pipelines.permalinks.static import MAX_BYTES, safe_part

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipelines.corpus import Corpus
    from pipelines.permalinks.base import Permalinks, Place

_SEO = ("title", "og_title", "og_description", "og_type", "twitter_card", "twitter_title", "twitter_description")

_INVENTED_PATHS = {"category": "/blog/categories/{}/", "tag": "/blog/tags/{}/", "author": "/profile/{}/"}


class Named(NamedTuple):
    """A term or author: ``slug`` as in its own file's name, ``label`` for people."""

    slug: str
    label: str


@dataclass(slots=True, kw_only=True)
class Entry:
    """One file with front matter."""

    kind: str
    """``post``, ``page``, ``category``, ``tag`` or ``author``."""
    title: str
    slug: str
    path: str
    """Where it stands on the new site, decoded, with slashes at both ends."""
    source_url: str | None = None
    language: str | None = None
    """As the record states it."""
    edition: str = ""
    """The language of a multilingual site that it belongs to, but ``""`` for the main one."""
    is_blog: bool = False
    """True for the page that lists the posts."""
    date: str | None = None
    lastmod: str | None = None
    draft: bool = False
    old_paths: list[str] = field(default_factory=list)
    translation_key: str | None = None
    description: str | None = None
    summary: str | None = None
    authors: list[Named] = field(default_factory=list)
    categories: list[Named] = field(default_factory=list)
    tags: list[Named] = field(default_factory=list)
    cover: dict[str, Any] | None = None
    """``image`` (its address from the file or the root), ``alt``, ``hidden``."""
    noindex: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
    """Counters, ids and the rest, under the generator's parameters."""
    body: str = ""
    """Markdown."""


class Entries:
    """Make the entries of a corpus; addresses of media come later, with the bodies."""

    def __init__(self, corpus: Corpus, permalinks: Permalinks) -> None:
        self.permalinks = permalinks
        self.site: dict[str, Any] = next(corpus.records("site"), {})
        self.zone = _zone(self.site.get("timezone"))
        self.languages: list[str] = self.site.get("languages") or []
        self._named = _named(corpus, permalinks)
        self._old = _old_paths(self.site, permalinks)
        self._invented: list[tuple[str, Named]] = []

    @property
    def blog_path(self) -> str:
        """The new path of the page that lists the posts; ``""`` if none is known."""
        blog = self.site.get("blog_path")
        return f"/{blog.strip('/')}/" if blog else ""

    def local(self, moment: str | None) -> str | None:
        """Return a moment with the offset of the site's time zone, to the second."""
        if not moment:
            return None
        try:
            return datetime.fromisoformat(moment).astimezone(self.zone).isoformat(timespec="seconds")
        except (ValueError, OverflowError):
            return None

    def edition(self, path: str) -> str:
        """Return the language of a multilingual site under whose folder a new path lies; ``""``: the main one."""
        first = path.strip("/").split("/")[0]
        return first if first in self.languages[1:] else ""

    def named(self, record_type: str, label: str, language: str | None = None) -> Named:
        """Return the term or author of that label; one without a record of its own is called by its label."""
        found = self._named.get((record_type, label, language)) or self._named.get((record_type, label, None))
        if found is None:
            found = Named(safe_part(label).lower() or record_type, label)
            self._named[record_type, label, None] = found
            self._invented.append((record_type, found))
        return found

    def without_record(self) -> list[Entry]:
        """List entries of the terms and authors that posts name but the site has no page of."""
        entries = []
        taken = {(place.record_type, place.slug) for place in self.permalinks}
        for record_type, named in self._invented:
            if (record_type, named.slug) not in taken:
                taken.add((record_type, named.slug))
                path = _INVENTED_PATHS[record_type].format(named.slug)
                entries.append(Entry(kind=record_type, title=named.label, slug=named.slug, path=path))
        return entries

    @property
    def has_old_paths(self) -> bool:
        """True if anything has to be redirected within the new site."""
        return bool(self._old) or any(
            unquote(place.path).rstrip("/") != unquote(source_path(place.url)).rstrip("/") for place in self.permalinks
        )

    def of(self, record_type: str, record: dict[str, Any]) -> Entry:
        """Return the entry of a record, without cover and body."""
        place = self.permalinks.of(record_type, record["url"])
        language = record.get("language")
        seo = record.get("seo") or {}
        path = unquote(place.path)
        entry = Entry(
            kind=record_type,
            title=record.get("title") or record.get("label") or record.get("name") or place.slug,
            slug=place.slug,
            path=path,
            source_url=record["url"],
            language=language,
            edition=(edition := self.edition(path)),
            is_blog=record_type == "page" and path.removeprefix(f"/{edition}" if edition else "") == self.blog_path,
            old_paths=self._old_paths(place),
            translation_key=_translation_key(record),
            description=seo.get("description") or record.get("description"),
            noindex=bool(seo.get("noindex")),
            extra={"seo": {name: seo.get(name) for name in _SEO}, "direction": _direction(record)},
        )
        if record_type == "post":
            self._add_post(entry, record)
        return entry

    def _add_post(self, entry: Entry, post: dict[str, Any]) -> None:
        entry.date = self.local(post.get("published_at"))
        entry.lastmod = self.local(post.get("modified_at"))
        status = post.get("status") or "published"
        entry.draft = status != "published"
        entry.summary = post.get("excerpt")
        language = post.get("language")
        entry.categories = [self.named("category", label, language) for label in post.get("categories") or ()]
        entry.tags = [self.named("tag", label, language) for label in post.get("tags") or ()]
        if author := self._author(post):
            entry.authors = [author]
        entry.extra = {
            "status": status if entry.draft else None,
            **{name: post.get(name) for name in ("views", "likes", "comments", "minutes_to_read")},
            **{name: post.get(name) or None for name in ("pinned", "featured")},
            "hashtags": post.get("hashtags"),
            "wix_id": post.get("post_id"),
            **entry.extra,
        }

    def _author(self, post: dict[str, Any]) -> Named | None:
        place = self.permalinks.find(post["author_url"]) if post.get("author_url") else None
        name = post.get("author")
        if place and place.record_type == "author":
            return Named(place.slug, name or place.slug)
        return self.named("author", name) if name else None

    def _old_paths(self, place: Place) -> list[str]:
        own = source_path(place.url)
        known = [] if place.url.partition("#")[2] else [own]
        wanted = dict.fromkeys(map(unquote, known + self._old.get(place.url, [])))
        new = unquote(place.path).rstrip("/")
        return [path for path in wanted if path.rstrip("/") != new and _can_be_a_file(path)]


def _named(corpus: Corpus, permalinks: Permalinks) -> dict[tuple[str, str, str | None], Named]:
    found: dict[tuple[str, str, str | None], Named] = {}
    for record_type in ("category", "tag", "author"):
        for head in corpus.heads(record_type):
            named = Named(permalinks.of(record_type, head.url).slug, head.label)
            found.setdefault((record_type, head.label, head.language), named)
            found.setdefault((record_type, head.label, None), named)
    return found


def _old_paths(site: dict[str, Any], permalinks: Permalinks) -> dict[str, list[str]]:
    """Map a record's address to the paths that the old site itself redirected there."""
    taken = {place.path.rstrip("/") for place in permalinks}
    found: dict[str, list[str]] = {}
    for redirect in site.get("redirects") or ():
        place = permalinks.find(redirect["target"])
        path = source_path(redirect["source"])
        if place and path.rstrip("/") not in taken:
            found.setdefault(place.url, []).append(path)
    return found


def _can_be_a_file(path: str) -> bool:
    parts = path.strip("/").split("/")
    return "?" not in path and all(part == safe_part(part) and len(part.encode()) <= MAX_BYTES for part in parts)


def _translation_key(record: dict[str, Any]) -> str | None:
    translations = record.get("translations") or ()
    if not translations:
        return None
    return source_path(min(record["url"], *(link["url"] for link in translations)))


def _direction(record: dict[str, Any]) -> str | None:
    direction = record.get("direction")
    return direction if direction != "ltr" else None


def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
