"""The data that Wix embeds in its pages for the browser, in one shape whatever the era.

Three carriers (WIX facts, seen in captures of 2021 to 2026):

* ``wix-warmup-data`` -> ``appsWarmupData[<blog app id>]``: from 2024 feed pages and post lists, from March
  2024 to early 2025 whole posts; a value is an object, a JSON string, or base64 of JavaScript-escaped JSON;
* ``var warmupData = {…}`` of the 2021 renderer, with the blog app's state and Draft.js bodies;
* the answers of the page API, which have the shape of the first carrier.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING, Any

from scraper.extraction.document import load_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.extraction.document import Document

BLOG_APP_ID = "14bcded7-0066-7c35-14d7-466cb3f09103"
"""Application id of Wix Blog, the same on every site."""

_ESCAPE = re.compile(r"%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})")
_PUNCTUATION = {f"%{ord(c):02{case}}": c for c in ' "#&(),:;<=>?[]{|}' for case in "xX"}
_BOLT_MARK = "var warmupData = "


def js_unescape(text: str) -> str:
    """What JavaScript's ``unescape()`` does: ``%XX`` and ``%uXXXX`` are UTF-16 code units, not UTF-8 bytes.

    >>> js_unescape("%u91DD%u7078 caf%E9")
    '針灸 café'
    """
    # JSON's own punctuation makes up nearly all escapes of a 250 kB value: replaced in C before the general rule.
    # None of the replacements makes a new "%", so nothing is decoded twice.
    for escaped, char in _PUNCTUATION.items():
        text = text.replace(escaped, char)
    plain = _ESCAPE.sub(lambda m: chr(int(m.group(1) or m.group(2), 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def decode_value(value: Any) -> dict[str, Any] | None:
    """A warm-up value in any of its three encodings as an object, or ``None`` if it is none of them."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, str) or not value.strip():
        return None
    if not value.lstrip().startswith("{"):
        value = _from_base64(value)
    decoded = load_json(value)
    return decoded if isinstance(decoded, dict) else None


def _from_base64(value: str) -> str:
    try:
        return js_unescape(base64.b64decode(value, validate=True).decode("latin-1"))
    except (binascii.Error, ValueError):
        return ""


def dig(value: Any, *path: str) -> Any:
    """Follow keys through nested objects; ``None`` as soon as one is missing."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a JSON list; ``[]`` for anything else."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def blog_data(document: Document) -> dict[str, Any]:
    """What the warm-up holds for the blog app, undecoded: key -> value."""
    data = dig(document.warmup, "appsWarmupData", BLOG_APP_ID)
    return data if isinstance(data, dict) else {}


def feed_pages(document: Document) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every list of posts the page carries: ``(query key, postFeedPage, postFeedMetadataPage)``."""
    for key, value in blog_data(document).items():
        if not key.startswith(("feed-page-", "post-list-comp-")):
            continue
        decoded = decode_value(value) or {}
        page = dig(decoded, "feedResponse", "postFeedPage") or dig(decoded, "response", "data", "postFeedPage")
        page = page or dig(decoded, "posts", "data", "postFeedPage")
        metadata = dig(decoded, "metadataResponse", "postFeedMetadataPage")
        if isinstance(page, dict):
            yield key, page, metadata if isinstance(metadata, dict) else {}


def post_page(document: Document) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The page API answer embedded in a post page: ``(postPage, postMetadata)``; ``None`` where there is none."""
    for key, value in blog_data(document).items():
        if not key.startswith("OldPostPageWarmupData-"):
            continue
        decoded = decode_value(value) or {}
        page = dig(decoded, "postPageResponse", "data", "postPage") or dig(decoded, "data", "postPage")
        metadata = dig(decoded, "postPageMetadataResponse", "data", "postPageMetadata", "postMetadata")
        if isinstance(page, dict) and isinstance(page.get("post"), dict):
            return page, metadata if isinstance(metadata, dict) else {}
    return _studio_post_page(document)


def _studio_post_page(document: Document) -> tuple[dict[str, Any], dict[str, Any]] | None:
    # Custom post pages of Wix Studio keep the post under a key of their own (reported in July 2026).
    apps = document.warmup.get("appsWarmupData")
    for value in apps.values() if isinstance(apps, dict) else ():
        context = dig(value, "ctx")
        if isinstance(context, dict) and isinstance(dig(context, "post", "richContent"), dict):
            return context, {}
    return None


def post_guid(document: Document, slug: str) -> str | None:
    """The post's GUID where the warm-up says only ``{"<slug>": "<GUID>"}`` (from July 2025)."""
    value = blog_data(document).get(slug)
    return value if isinstance(value, str) and re.fullmatch(r"[0-9a-f-]{36}", value) else None


def bolt_model(document: Document) -> dict[str, Any]:
    """The ``var warmupData`` object of the 2021 renderer; ``{}`` on newer pages."""
    for script in document.root.iter("script"):
        text = script.text or ""
        start = text.find(_BOLT_MARK)
        if start >= 0:
            try:
                model, _ = json.JSONDecoder().raw_decode(text, start + len(_BOLT_MARK))
            except (ValueError, RecursionError):
                return {}
            return model if isinstance(model, dict) else {}
    return {}


def bolt_states(document: Document) -> list[dict[str, Any]]:
    """The blog app's state objects of a 2021 page; ``[]`` on newer pages."""
    if _BOLT_MARK.encode() not in document.body:
        return []
    widgets = bolt_model(document).get("tpaWidgetNativeInitData")
    states = (dig(w, "wixCodeProps", "state") for w in widgets.values()) if isinstance(widgets, dict) else ()
    return [state for state in states if isinstance(state, dict) and isinstance(state.get("posts"), dict)]
