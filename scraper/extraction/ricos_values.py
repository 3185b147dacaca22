"""Values of a Ricos document, checked: types, ids, children, sources of media, addresses of links."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from scraper.extraction.dom_values import absolute
from scraper.extraction.markup import Target
from scraper.extraction.media_urls import media_id, original_url

JSON = dict[str, Any]
_TYPES = (
    "PARAGRAPH", "TEXT", "HEADING", "BULLETED_LIST", "ORDERED_LIST", "LIST_ITEM", "BLOCKQUOTE", "CODE_BLOCK",
    "VIDEO", "DIVIDER", "FILE", "GALLERY", "GIF", "HTML", "IMAGE", "LINK_PREVIEW", "MAP", "POLL", "APP_EMBED",
    "BUTTON", "COLLAPSIBLE_LIST", "TABLE", "EMBED", "COLLAPSIBLE_ITEM", "COLLAPSIBLE_ITEM_TITLE",
    "COLLAPSIBLE_ITEM_BODY", "TABLE_CELL", "TABLE_ROW", "EXTERNAL", "AUDIO",
)  # fmt: skip
"""By number, as answers in protobuf's JSON with numeric enums have them."""
SPELLINGS = {"BULLET_LIST": "BULLETED_LIST", "GIPHY": "GIF", "UNORDERED_LIST": "BULLETED_LIST", "QUOTE": "BLOCKQUOTE"}
_WEB = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_HAS_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IDENTIFIER = re.compile(r"^[\w-]+$")
_LIKE_HOST = re.compile(r"^[^\s/?#@:]+\.[^\s/?#@:.]{2,}(?::\d+)?(?:[/?#]|$)")
_LIKE_EMAIL = re.compile(r"^[^\s/@]+@[^\s/@]+\.[^\s/@]+$")
_FOLDERS = ("media/", "video/", "ugd/", "mp3/", "shapes/")
_REL = ("nofollow", "sponsored", "ugc")


def node_type(node: JSON) -> str:
    """Type of ``node`` in the current spelling; ``""`` where it states none."""
    kind = node.get("type")
    if isinstance(kind, int) and not isinstance(kind, bool):
        return _TYPES[kind] if 0 <= kind < len(_TYPES) else f"TYPE_{kind}"
    if not isinstance(kind, str):
        return ""
    kind = kind.strip().upper().replace("-", "_")
    return SPELLINGS.get(kind, kind)


def node_id(node: JSON) -> str | None:
    """Id of ``node``, by which links and the rendered page know it."""
    for key in ("id", "key"):
        value = node.get(key)
        if isinstance(value, str) and _IDENTIFIER.match(value):
            return value
    return None


def child_nodes(node: JSON) -> list[JSON]:
    """Children that are nodes at all."""
    nodes = node.get("nodes")
    return [child for child in nodes if isinstance(child, dict)] if isinstance(nodes, list) else []


def data_of(node: JSON, *fields: str) -> JSON:
    """Find the first of the node's data objects; ``{}`` where it has none."""
    for field in fields:
        data = node.get(field)
        if isinstance(data, dict):
            return data
    return {}


def string(value: Any) -> str | None:
    """``value`` if it is a string with something in it."""
    return value if isinstance(value, str) and value else None


def text_of(value: Any) -> str | None:
    """``value`` if it is a string that can be seen."""
    return value.strip() or None if isinstance(value, str) else None


def integer(value: Any) -> int | None:
    """``value`` as a whole number, also from digits in a string."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value == value and abs(value) < 1e9:  # noqa: PLR0124  (NaN)
        return round(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    return None


def media_address(source: Any, folder: str, base_url: str) -> str | None:
    """Address of the medium that a ``src`` object (or bare id) names; ``folder`` is where bare ids live."""
    if isinstance(source, str):
        return _address(source, folder, base_url)
    if not isinstance(source, dict):
        return None
    for key in ("url", "id", "custom", "_id", "file_name", "pathname"):
        value = text_of(source.get(key))
        if value:
            return _address(value, folder, base_url)
    return None


def _address(value: str, folder: str, base_url: str) -> str | None:
    if folder == "ugd" and not _WEB.match(value):
        identifier = media_id(value) if _HAS_SCHEME.match(value) else value.lstrip("/").removeprefix("ugd/")
        return document_address(identifier, base_url) if identifier else None
    if _HAS_SCHEME.match(value) or value.startswith("//"):
        return original_url(value)
    plain = value.lstrip("/")
    if plain.startswith(_FOLDERS):
        return original_url(plain)
    return original_url(f"{folder}/{plain}/file" if folder == "video" and "/" not in plain else f"{folder}/{plain}")


def document_address(identifier: str, base_url: str) -> str:
    """Address of an uploaded document on the site at ``base_url`` (free sites live in a folder)."""
    path = f"_files/ugd/{identifier}"
    parts = urlsplit(base_url)
    folders = [part for part in parts.path.split("/") if part]
    if (parts.hostname or "").endswith(".wixsite.com") and folders:
        path = f"{folders[0]}/{path}"
    return urljoin(base_url, f"/{path}")


def link_target(link: Any, base_url: str) -> Target | None:
    """Where a ``link`` object leads: a place in the document or an address; ``None`` if nowhere."""
    if not isinstance(link, dict):
        return None
    anchor = text_of(link.get("anchor"))
    if anchor:
        return Target(f"#viewer-{anchor.removeprefix('viewer-')}")
    url = text_of(link.get("url"))
    href = absolute(outward(url), base_url) if url else None
    return Target(href, _rel(link.get("rel"))) if href else None


def _rel(rel: Any) -> str | None:
    if isinstance(rel, dict):
        words = [word for word in _REL if rel.get(word) is True]
    else:
        stated = rel.lower().split() if isinstance(rel, str) else []
        words = [word for word in _REL if word in stated]
    return " ".join(words) or None


def outward(url: str) -> str:
    """``url`` with the scheme that its writer left out, as Wix's viewer adds it.

    >>> outward("example.com/a"), outward("me@example.com"), outward("/a")
    ('http://example.com/a', 'mailto:me@example.com', '/a')
    """
    url = url.strip()
    if _LIKE_EMAIL.match(url) and not _HAS_SCHEME.match(url):
        return f"mailto:{url}"
    return f"http://{url}" if _LIKE_HOST.match(url) else url
