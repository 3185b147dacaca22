"""What Ghost makes of slugs and paths.

Ghost turns every slug into ASCII when it imports (``models/base/plugins/generate-slug.js``, ``@tryghost/string``). A
slug that is ASCII, lower case and free of the characters of an address comes through untouched, so the file that is
imported states the slugs predicted here, and the addresses are known beforehand.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scraper.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.corpus import Corpus, Head

MAX_SLUG = 185
"""Ghost's own limit is 191; the rest is room for a number."""

# Table of each record type in Ghost, as its slugs' default and suffix name it: posts and pages share one.
_TABLES = {"post": "post", "page": "post", "category": "tag", "tag": "tag", "author": "user"}
# Ghost's own addresses (config slugs.protected), and those of the tag model.
_PROTECTED = {"post": {"ghost", "rss", "amp"}, "tag": {"ghost", "rss", "amp", "new"}, "user": {"ghost", "rss", "amp"}}
_PREFIXES = {"tag": "/tag/", "user": "/author/"}
_HOME = "home"
_IDEOGRAPH = re.compile("([\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff])")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9_]+")


@dataclass(slots=True)
class GhostRules:
    """Slugs in ASCII at ``/slug/``, ``/tag/slug/`` and ``/author/slug/``; posts and pages share one namespace."""

    feed_pages: frozenset[str] = frozenset()
    """Source addresses of pages that only list posts: Ghost's own list stands at ``/``."""
    twins: Mapping[str, Head] = field(default_factory=dict)
    """Source address of a tag -> the category of the same name: Ghost allows a post no two tags of one name."""
    name: str = "ghost"

    @classmethod
    def of(cls, corpus: Corpus) -> GhostRules:
        """Read from the corpus which pages only list posts, and which tags are named as a category is."""
        feed_pages = frozenset(page["url"] for page in corpus.records("page") if is_feed_page(page))
        categories: dict[str, Head] = {}
        for head in corpus.heads("category"):
            categories.setdefault(head.label.casefold(), head)
        tags = [head for head in corpus.heads("tag") if head.label.casefold() in categories]
        return cls(feed_pages, {head.url: categories[head.label.casefold()] for head in tags})

    def slug(self, head: Head) -> str:
        table = _TABLES[head.record_type]
        if self._twin(head):
            return self.slug(self.twins[head.url])
        if head.record_type == "page" and not head.slug and parts_of(head.url).path in ("", "/"):
            return _HOME
        last = unquote(parts_of(head.url).path.rstrip("/").rpartition("/")[2])
        slug = next((made for text in (head.slug, head.label, last) if (made := ascii_slug(text))), table)
        return guarded(slug, table)

    def namespace(self, head: Head) -> str:
        return f"twin of {self.twins[head.url].url}" if self._twin(head) else _TABLES[head.record_type]

    def numbered(self, slug: str, number: int) -> str:
        return f"{slug}-{number}"

    def path(self, head: Head, slug: str) -> str:
        if head.url in self.feed_pages or (slug == _HOME and head.record_type == "page" and not head.slug):
            return "/"
        return f"{_PREFIXES.get(_TABLES[head.record_type], '/')}{slug}/"

    def _twin(self, head: Head) -> bool:
        return head.record_type == "tag" and head.url in self.twins


def is_feed_page(page: dict[str, object]) -> bool:
    """Tell whether a page is nothing but the list of the blog's posts."""
    return page.get("kind") == "blog" and not page.get("body_text")


def ascii_slug(text: str) -> str:
    """Write ``text`` in the letters that Ghost leaves alone; ``""`` if nothing is left.

    Ideographs and Korean syllables become one word each, as in Ghost's editor.

    >>> ascii_slug("睡得好 & Café")
    'shui-de-hao-cafe'
    >>> ascii_slug("🌿")
    ''
    """
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - its tables are only needed here

        without_signs = "".join(" " if unicodedata.category(letter) == "So" else letter for letter in text)
        text = anyascii(_IDEOGRAPH.sub(r" \1 ", unicodedata.normalize("NFC", without_signs)))
    slug = _NOT_IN_SLUG.sub("-", text.lower().replace("'", "")).strip("-")
    return slug[:MAX_SLUG].rstrip("-")


def guarded(slug: str, table: str) -> str:
    """Keep a slug off Ghost's own addresses, with the suffix that Ghost itself would add."""
    return f"{slug}-{table}" if slug in _PROTECTED[table] else slug


def redirect_pattern(path: str) -> str:
    r"""Write a percent-encoded path as ``from`` of ``redirects.json``: a regular expression that fits only this path.

    Ghost searches it anywhere in the address, adds ``/?$`` by itself and encodes nothing that is a valid expression.

    >>> redirect_pattern("/post/a.b%E4%B8%AD/")
    '^/post/a\\.b%E4%B8%AD'
    """
    return "^" + re.sub(r"([.?+()\[\]{}*$^|\\])", r"\\\1", path.rstrip("/"))
