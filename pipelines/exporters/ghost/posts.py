"""Posts and pages as rows of Ghost's ``posts``, with what belongs to them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from pipelines.exporters.ghost.lexical import lexical
from pipelines.exporters.ghost.shelf import ROOT
from pipelines.exporters.ghost.values import instant, object_id, shortened, units, uuid
from scraper.urls import canonical_url, parts_of

if TYPE_CHECKING:
    from pipelines.exporters.ghost.desk import Desk

Row = dict[str, Any]

# The limits of Ghost's own migration tools (mg-json, validate.js): a single longer value and Ghost refuses all.
_MAX_TITLE = 255
_MAX_EXCERPT = 300
_MAX_ALT = 125
_META_LIMITS = {
    **dict.fromkeys(("meta_title", "og_title", "twitter_title"), 300),
    **dict.fromkeys(("meta_description", "og_description", "twitter_description"), 500),
}
_WORDS_OF_EXCERPT = 12


def row(desk: Desk, kind: str, record: dict[str, Any]) -> Row:
    """Return the row of a post or page (``kind``), but for its relations and its metadata."""
    place = desk.permalinks.of(kind, record["url"])
    title = _title(desk, record, place.slug)
    published = instant(record.get("published_at"))
    created = published or instant(record.get("modified_at"), record.get("fetched_at")) or "1970-01-01T00:00:00.000Z"
    cover = record.get("cover_image")
    if cover and record.get("cover_displayed") is False:
        desk.notes.add("cover-hidden", record["url"])
    row: Row = {
        "id": object_id(kind, record["url"]),
        "uuid": uuid(kind, record["url"]),
        "title": title,
        "slug": place.slug,
        "lexical": lexical(desk, record),
        "feature_image": _cover(desk, cover, record["url"]),
        "type": kind,
        "visibility": "public",
        "featured": int(bool(record.get("featured") or record.get("pinned"))),
        "status": _status(desk, record),
        "created_at": created,
        "published_at": published,
        "updated_at": instant(record.get("modified_at")) or created,
        "custom_excerpt": _excerpt(desk, record),
        "canonical_url": _canonical(desk, record),
        "codeinjection_head": _head(desk, record),
    }
    if kind == "page":
        if row["status"] == "published":
            row["published_at"] = created
        # A page that begins with its own headline would show two.
        row["show_title_and_feature_image"] = int(not (record.get("body_html") or "").lstrip().startswith("<h1"))
    return row


def meta(desk: Desk, kind: str, record: dict[str, Any]) -> Row | None:
    """Return the row of ``posts_meta``; ``None`` if nothing is stated."""
    seo = record.get("seo") or {}
    stated = {
        "meta_title": seo.get("title"),
        "meta_description": seo.get("description"),
        "og_title": seo.get("og_title"),
        "og_description": seo.get("og_description"),
        "twitter_title": seo.get("twitter_title"),
        "twitter_description": seo.get("twitter_description"),
    }
    fields: Row = {name: _cut(desk, record, name, value) for name, value in stated.items() if value}
    image = seo.get("og_image")
    if image and image != record.get("cover_image"):
        fields["og_image"] = desk.shelf.url(image)
    if record.get("cover_alt"):
        fields["feature_image_alt"] = shortened(record["cover_alt"], _MAX_ALT)
        if units(record["cover_alt"]) > _MAX_ALT:
            desk.notes.add("alt-cut", record["url"], record["cover_alt"])
    if units(record.get("title") or "") > _MAX_TITLE and "meta_title" not in fields:
        fields["meta_title"] = shortened(record["title"], _META_LIMITS["meta_title"])
    if not fields:
        return None
    key = record["url"]
    return {"id": object_id("meta", f"{kind}:{key}"), "post_id": object_id(kind, key), **fields}


def _cut(desk: Desk, record: dict[str, Any], name: str, value: str) -> str:
    limit = _META_LIMITS[name]
    if units(value) > limit:
        desk.notes.add("meta-cut", record["url"], f"{name}: {value}")
    return shortened(value, limit)


def _title(desk: Desk, record: dict[str, Any], slug: str) -> str:
    title = " ".join((record.get("title") or "").split())
    if not title:
        words = (record.get("excerpt") or record.get("body_text") or "").split()
        title = " ".join(words[:_WORDS_OF_EXCERPT]) + ("…" if len(words) > _WORDS_OF_EXCERPT else "")
        title = shortened(title or slug, _MAX_TITLE)
        desk.notes.add("title-missing", record["url"], title)
    elif units(title) > _MAX_TITLE:
        desk.notes.add("title-cut", record["url"], title)
    return shortened(title, _MAX_TITLE)


def _status(desk: Desk, record: dict[str, Any]) -> str:
    status = record.get("status") or "published"
    if status == "scheduled":
        desk.notes.add("scheduled", record["url"], record.get("published_at") or "")
    elif status not in ("published", "draft"):
        desk.notes.add("state", record["url"], status)
    return "published" if status == "published" else "draft"


def _excerpt(desk: Desk, record: dict[str, Any]) -> str | None:
    excerpt = record.get("excerpt") or ""
    if units(excerpt) > _MAX_EXCERPT:
        desk.notes.add("excerpt-cut", record["url"], excerpt)
    return shortened(excerpt, _MAX_EXCERPT) or None


def _cover(desk: Desk, cover: str | None, url: str) -> str | None:
    """Address of a post's cover.

    Ghost's importer puts a copy of each picture among its files as well, and sends the cover there, where no small
    sizes are made. It looks for the path as text; in this form it finds none, and Ghost's own clean-up gives the
    address its usual form.
    """
    stored = desk.shelf.get(cover)
    if cover and stored is None:
        desk.notes.add("media-outside", url, cover)
    return stored.url.removeprefix(ROOT).replace("/images/", "/images/./", 1) if stored else cover


def _canonical(desk: Desk, record: dict[str, Any]) -> str | None:
    """Return a canonical address that leads elsewhere; the old site's own are replaced by the new one's."""
    stated = (record.get("seo") or {}).get("canonical")
    if not stated or canonical_url(stated) == record["url"]:
        return None
    target = desk.permalinks.link(stated)
    if target.startswith("/"):
        own = desk.permalinks.find(record["url"])
        return None if own and own.path == target else ROOT + target
    return None if parts_of(target).netloc == parts_of(record["url"]).netloc else target


def _head(desk: Desk, record: dict[str, Any]) -> str | None:
    """What Ghost has no field for but a place in the page's head: robots and the other languages."""
    seo = record.get("seo") or {}
    lines = [f'<meta name="robots" content="{escape(seo.get("robots") or "noindex")}">'] if seo.get("noindex") else []
    for other in record.get("translations") or ():
        path = desk.permalinks.link(other["url"])
        if path.startswith("/"):
            lines.append(f'<link rel="alternate" hreflang="{escape(other["title"])}" href="{ROOT}{path}">')
    return "\n".join(lines) or None
