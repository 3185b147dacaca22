"""Static sites keep the old site's paths: every generator lets a page state its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pipelines.links import site_base
from scraper.urls import parts_of

if TYPE_CHECKING:
    from pipelines.corpus import Corpus, Head

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\\\:*?\"<>|]")
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
        return folder_name(slug) or ("" if head.record_type == "page" else head.record_type)

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
        path = unquote(parts_of(head.url).path).removeprefix(self.prefix)
        folder = path.rstrip("/").rpartition("/")[0] if head.slug else path.rstrip("/")
        return quote(f"{folder}/")


def folder_name(text: str) -> str:
    """A name that every file system takes, and that leads to no other folder.

    >>> folder_name("a/b: c?"), folder_name(".."), folder_name("睡得好")
    ('a-b- c-', '', '睡得好')
    """
    return cut(_UNSAFE.sub("-", text).strip(" ."))


def site_prefix(corpus: Corpus) -> str:
    """Path of the root of a free site, which its new host does not have; decoded."""
    site = next(corpus.records("site"), {})
    url = site.get("url") or next((head.url for head in corpus.heads("post")), "")
    return unquote(parts_of(site_base(url)).path).rstrip("/") if url and parts_of(url).netloc else ""


def cut(slug: str, limit: int = MAX_NAME) -> str:
    """Cut a name to a number of bytes, between characters."""
    return slug.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore")
