"""Writers as Ghost's users; categories and tags as its tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelines.corpus import Head
from pipelines.exporters.ghost.values import instant, object_id, shortened, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus
    from pipelines.exporters.ghost.desk import Desk
    from pipelines.permalinks.ghost import GhostRules

Row = dict[str, Any]

_EPOCH = "1970-01-01T00:00:00.000Z"
_MAX_NAME = 191
_MAX_BIO = 200  # Ghost 6: 250
_MAX_DESCRIPTION = 500
_MAX_LOCAL_PART = 50
# One address that Ghost's validator does not take, and it refuses the whole import.
_WEBSITE = re.compile(r"https?://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(/[\x21-\x7e]*)?", re.IGNORECASE)
ROLE = {"id": object_id("role", "Author"), "name": "Author", "description": "Authors"}
"""What the users may do; Ghost finds its own role by the name."""


class _Slugs:
    """Slugs for what posts name but the site has no page of; those with a page have theirs already."""

    def __init__(self, desk: Desk, rules: GhostRules, types: tuple[str, ...]) -> None:
        self._rules = rules
        self._type = types[-1]
        self._taken = {place.slug for place in desk.permalinks if place.record_type in types}

    def of(self, label: str, url: str) -> str:
        slug = wanted = self._rules.slug(Head(self._type, url, "", label, None, None, None))
        number = 2
        while slug in self._taken:
            slug = self._rules.numbered(wanted, number)
            number += 1
        self._taken.add(slug)
        return slug


class Users:
    """The authors of the site and whoever signs a post without having a page."""

    def __init__(self, desk: Desk, corpus: Corpus, rules: GhostRules) -> None:
        self.desk = desk
        self._slugs = _Slugs(desk, rules, ("author",))
        self._rows: dict[str, Row] = {}
        self._ids: dict[str, str] = {}
        """By address and by name."""
        for record in corpus.records("author"):
            row = self._row(record, desk.permalinks.of("author", record["url"]).slug)
            self._ids[record["url"]] = row["id"]
            if record.get("name"):
                self._ids.setdefault(record["name"], row["id"])

    def of(self, post: dict[str, Any]) -> str | None:
        """Return the id of a post's writer; ``None`` if it names nobody."""
        url, name = post.get("author_url"), post.get("author")
        known = self._ids.get(url or "") or self._ids.get(name or "")
        if known or not name:
            return known
        record = {"url": url or f"name:{name}", "name": name, "bio": post.get("author_bio")}
        row = self._row(record, self._slugs.of(name, record["url"]))
        self._ids[name] = self._ids[record["url"]] = row["id"]
        return str(row["id"])

    def rows(self) -> Iterator[Row]:
        yield from self._rows.values()

    def roles(self) -> Iterator[Row]:
        for key in self._rows:
            yield {"id": object_id("role_user", key), "role_id": ROLE["id"], "user_id": key}

    def _row(self, record: dict[str, Any], slug: str) -> Row:
        notes, url = self.desk.notes, record["url"]
        bio = record.get("bio") or ""
        if units(bio) > _MAX_BIO:
            notes.add("bio-cut", url, bio)
        key = object_id("author", url)
        local = slug if len(slug) <= _MAX_LOCAL_PART else f"{slug[: _MAX_LOCAL_PART - 9]}-{key[:8]}"
        links = list(record.get("links") or ())
        website = next((link for link in links if _WEBSITE.fullmatch(link)), None)
        rest = [record.get("role"), *(record.get("credentials") or ()), *(link for link in links if link != website)]
        if any(rest):
            notes.add("person-rest", url, "; ".join(part for part in rest if part))
        self._rows[key] = {
            "id": key,
            "name": shortened(record.get("name") or slug, _MAX_NAME),
            "slug": slug,
            # Ghost wants an address that is valid and unique; this one can reach nobody (RFC 2606).
            "email": f"{local}@author.invalid",
            "profile_image": self.desk.shelf.url(record.get("avatar")),
            "cover_image": None,
            "bio": shortened(bio, _MAX_BIO) or None,
            "website": website,
            "status": "locked",
            "created_at": instant(record.get("fetched_at")) or _EPOCH,
        }
        return self._rows[key]


class Tags:
    """Categories, then tags, all as public tags; a language other than the site's as an internal one."""

    def __init__(self, desk: Desk, corpus: Corpus, rules: GhostRules) -> None:
        self.desk = desk
        self._slugs = _Slugs(desk, rules, ("category", "tag"))
        self._rows: dict[str, Row] = {}
        self._ids: dict[tuple[str, str, str | None], str] = {}
        """By type, label and language; without a language as well."""
        site = next(corpus.records("site"), {})
        self._language = _primary(site.get("language"))
        for record_type in ("category", "tag"):
            for record in corpus.records(record_type):
                twin = rules.twins.get(record["url"]) if record_type == "tag" else None
                if twin:
                    desk.notes.add("tag-merged", record["url"], twin.label)
                    key = object_id("category", twin.url)
                else:
                    slug = desk.permalinks.of(record_type, record["url"]).slug
                    key = self._row(record_type, record["url"], record["label"], slug, record.get("description"))
                self._ids[record_type, record["label"], record.get("language")] = key
                self._ids.setdefault((record_type, record["label"], None), key)

    def of(self, post: dict[str, Any]) -> list[str]:
        """Return the ids of a post's tags: its categories first, so that the first one is Ghost's primary tag."""
        found = []
        for record_type, field in (("category", "categories"), ("tag", "tags")):
            found += [self._id(record_type, label, post.get("language")) for label in post.get(field) or () if label]
        language = _primary(post.get("language"))
        if language and self._language and language != self._language:
            found.append(self._language_tag(language))
        return list(dict.fromkeys(found))

    def rows(self) -> Iterator[Row]:
        yield from self._rows.values()

    def _id(self, record_type: str, label: str, language: str | None) -> str:
        known = self._ids.get((record_type, label, language)) or self._ids.get((record_type, label, None))
        if known is None:
            url = f"{record_type}:{label}"
            known = self._row(record_type, url, label, self._slugs.of(label, url), None)
            self._ids[record_type, label, None] = known
        return known

    def _language_tag(self, language: str) -> str:
        key = object_id("language", language)
        name = {"id": key, "name": f"#{language}", "slug": f"hash-{language}"}
        self._rows.setdefault(key, {**name, "description": None, "visibility": "internal", "created_at": _EPOCH})
        return key

    def _row(self, record_type: str, url: str, label: str, slug: str, description: str | None) -> str:
        if description and units(description) > _MAX_DESCRIPTION:
            self.desk.notes.add("description-cut", url, description)
        key = object_id(record_type, url)
        # A name that begins with # is an internal tag at Ghost, one with a comma is refused.
        name = shortened(label.lstrip("#, ") or slug, _MAX_NAME)
        self._rows[key] = {
            "id": key,
            "name": name,
            "slug": slug,
            "visibility": "public",
            "description": shortened(description or "", _MAX_DESCRIPTION) or None,
            "created_at": _EPOCH,
        }
        return key


def _primary(language: str | None) -> str:
    return (language or "").split("-")[0]
