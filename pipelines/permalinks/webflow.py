"""Addresses at Webflow: slugs in ASCII, each collection under its own name; pages are built by hand at their old path.

Webflow's API states of slugs that they hold letters, digits, ``-`` and ``_``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pipelines.links import site_base
from pipelines.permalinks.ghost import ascii_slug
from scraper.urls import parts_of

if TYPE_CHECKING:
    from pipelines.corpus import Head

COLLECTIONS = {"post": "post", "category": "categories", "tag": "tags", "author": "authors"}
"""Record type -> the address of the collection, to be set in Webflow when it is made."""


class WebflowRules:
    """``/<collection>/<slug>``."""

    name = "webflow"

    def slug(self, head: Head) -> str:
        if head.record_type == "page":
            return head.slug
        return next((made for text in (head.slug, head.label) if (made := ascii_slug(text))), head.record_type)

    def namespace(self, head: Head) -> str:
        return f"page {head.url}" if head.record_type == "page" else head.record_type

    def numbered(self, slug: str, number: int) -> str:
        return f"{slug}-{number}"

    def path(self, head: Head, slug: str) -> str:
        if head.record_type != "page":
            return f"/{COLLECTIONS[head.record_type]}/{slug}"
        prefix = unquote(parts_of(site_base(head.url)).path).rstrip("/") if parts_of(head.url).netloc else ""
        return quote(unquote(parts_of(head.url).path).removeprefix(prefix)) or "/"
