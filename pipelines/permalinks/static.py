"""Static sites keep the old site's paths: every generator lets a page state its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from pipelines.corpus import Head

MAX_NAME = 200
"""Bytes of a folder's name, UTF-8: file systems allow 255, and files beside the text need some."""


@dataclass(frozen=True, slots=True)
class StaticRules:
    """The path of the source, with a final slash: generators write ``<path>/index.html``.

    ``prefix``: path of the site's root on its old host (free Wix sites have one), left out.
    """

    prefix: str = ""
    name: str = "markdown"

    def slug(self, head: Head) -> str:
        """Last part of the path; of what has none, its label."""
        slug = head.slug or ("" if head.record_type == "page" else head.label)
        return cut(slug.replace("/", "-").strip() or ("" if head.record_type == "page" else head.record_type))

    def namespace(self, head: Head) -> str:
        """Paths are compared, not slugs: a namespace for each folder."""
        return f"{head.record_type} {self._folder(head)}"

    def numbered(self, slug: str, number: int) -> str:
        """``slug-2``."""
        return f"{cut(slug, MAX_NAME - 8)}-{number}"

    def path(self, head: Head, slug: str) -> str:
        """Folder of the old path, and the slug; a page without one is home."""
        if not slug:
            return self._folder(head)
        return f"{self._folder(head)}{quote(slug)}/"

    def _folder(self, head: Head) -> str:
        if "/#" in head.url:  # drafts and people without a page have no path of their own
            return {"post": "/post/", "author": "/author/"}.get(head.record_type, "/")
        path = unquote(urlsplit(head.url).path).removeprefix(self.prefix)
        folder = path.rstrip("/").rpartition("/")[0] if head.slug else path.rstrip("/")
        return quote(f"{folder}/")


def cut(slug: str, limit: int = MAX_NAME) -> str:
    """Cut a name to a number of bytes, between characters."""
    return slug.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore")
