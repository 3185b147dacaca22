"""Front matter: what each generator reads, and under ``params`` or of its own what it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

from datetime import datetime

Record = dict[str, Any]

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def document(values: Mapping[str, Any], body: str) -> bytes:
    """Write front matter and text; what is not stated is left out."""
    return b"---\n" + dumped(values) + b"---\n\n" + body.encode("utf-8", "replace")


def dumped(values: Any) -> bytes:
    """Write YAML: strings quoted where they must be, every script as it is, keys in their order."""
    text = yaml.dump(_stated(values), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1_000_000)
    return str(text).encode("utf-8", "replace")


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        pairs = ((key, _stated(entry)) for key, entry in value.items())
        return {key: entry for key, entry in pairs if entry is not None and entry not in ({}, [])}
    if isinstance(value, (list, tuple)):
        return [_stated(entry) for entry in value]
    # Lone halves of characters are no text in any encoding.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def local(value: str | None, zone: tzinfo) -> str | None:
    """Give a stored time in the site's zone, with its offset."""
    return datetime.fromisoformat(value).astimezone(zone).isoformat(timespec="seconds") if value else None


def common(record: Record, zone: tzinfo) -> dict[str, Any]:
    """What all generators call by the same name."""
    seo = record.get("seo") or {}
    return {
        "title": record.get("title") or "",
        "date": local(record.get("published_at"), zone),
        "draft": True if record.get("status") not in (None, "published") else None,
        "description": seo.get("description") or record.get("excerpt"),
    }


def facts(record: Record, zone: tzinfo) -> dict[str, Any]:
    """What no generator knows: counts, source, what search engines were told."""
    seo = record.get("seo") or {}
    return {
        "source_url": record["url"],
        "wix_id": record.get("post_id"),
        "status": record.get("status") if record.get("status") != "published" else None,
        "views": record.get("views"),
        "likes": record.get("likes"),
        "comments": record.get("comments"),
        "minutes_to_read": record.get("minutes_to_read"),
        "pinned": record.get("pinned") or None,
        "featured": record.get("featured") or None,
        "hashtags": list(record.get("hashtags") or ()),
        "author_bio": record.get("author_bio"),
        "seo_title": seo.get("title"),
        "og_title": seo.get("og_title"),
        "og_description": seo.get("og_description"),
        "noindex": seo.get("noindex") or None,
        "language": record.get("language"),
        "translations": {link["title"]: unquote(link["url"]) for link in record.get("translations") or ()},
        "last_changed": local(record.get("modified_at"), zone),
    }
