"""What the replica's site consists of: the ground truth that every page, feed and answer is rendered from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.replica import ids

if TYPE_CHECKING:
    from tests.replica.blocks import Block, MediaFile
    from tests.replica.remarks import Remark

ERAS = ("2021", "2023", "2024", "2025", "2026")
"""2021: JS state of the old "bolt" viewer. 2023: DOM only, zero placeholders. 2024: page API answer in
the warm-up, real counters. 2025: the same, base64. 2026: skeleton counters, body only in the DOM."""


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    slug: str
    bio: tuple[str, ...] = ()
    role: str = ""
    photo: MediaFile | None = None
    links: tuple[str, ...] = ()

    @property
    def guid(self) -> str:
        return ids.guid("member", self.slug)

    @property
    def profile_path(self) -> str:
        return f"/profile/{self.slug}/profile"


@dataclass(frozen=True, slots=True)
class Category:
    label: str
    slug: str
    description: str = ""

    @property
    def guid(self) -> str:
        return ids.guid("category", self.slug)

    @property
    def internal_id(self) -> str:
        return ids.hex24("category", self.slug)


@dataclass(frozen=True, slots=True)
class Tag:
    label: str
    slug: str

    @property
    def guid(self) -> str:
        return ids.guid("tag", self.slug)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One line of a contact block: ``label`` and ``shown`` are visible, ``href`` is the link, if any.

    ``value`` is what a reader should make of it; ``""`` for lines that hold no contact value.
    """

    kind: str
    shown: str
    value: str = ""
    href: str = ""
    label: str = ""


def slugify(title: str) -> str:
    """``title`` as Wix spells it in an address: lower case, every script kept, the rest hyphens."""
    text = unicodedata.normalize("NFC", title).lower()
    return re.sub(r"[^\w]+|_", "-", text).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A blog post. Everything but title and blocks has a default, so that a test can write its own."""

    title: str
    blocks: tuple[Block, ...]
    slug: str = ""
    path_style: str = "post"
    """``post``, ``dated`` (``/post/2019/06/06/…``) or ``single-post`` (``/single-post/2020/07/30/…``)."""
    era: str = "2026"
    lang: str = "en"
    published: str = "2026-01-15T08:30:00.000Z"
    modified: str = ""
    author: Author = field(default_factory=lambda: Author("Site Office", "site-office"))
    show_author: bool = True
    excerpt: str = ""
    custom_excerpt: bool = False
    categories: tuple[Category, ...] = ()
    tags: tuple[Tag, ...] = ()
    hashtags: tuple[str, ...] = ()
    views: int = 0
    comments: int = 0
    """Public comments; counted where there is a thread."""
    thread: tuple[Remark, ...] = ()
    likes: int = 0
    minutes: int = 1
    cover: MediaFile | None = None
    cover_alt: str = ""
    cover_custom: bool = False
    cover_displayed: bool = True
    pinned: bool = False
    featured: bool = False
    seo_title: str = ""
    description: str = ""
    noindex: bool = False
    degraded: bool = False
    """Served without JSON-LD, without ``article:*`` meta tags and with zero counters."""
    unlisted: bool = False
    """In no sitemap (as a noindex post): only lists and links lead to it."""
    group: str = ""
    """Posts of one group are translations of each other."""
    seo_mode: bool = False
    """Served as to a search engine: with comments, and films as plain links."""
    late: bool = False
    """Served as an empty frame that a script fills; neither lists nor APIs give its body."""

    def __post_init__(self) -> None:
        if not self.slug:
            object.__setattr__(self, "slug", slugify(self.title))
        if not self.modified:
            object.__setattr__(self, "modified", self.published)
        if self.thread:
            object.__setattr__(self, "comments", sum(remark.public for remark in self.thread))

    @property
    def dated_slug(self) -> str:
        """The slug as the API spells it: with the date where the address has one."""
        return self.slug if self.path_style == "post" else f"{self.published[:10].replace('-', '/')}/{self.slug}"

    @property
    def path(self) -> str:
        first = "single-post" if self.path_style == "single-post" else "post"
        return f"/{first}/{self.dated_slug}"

    @property
    def guid(self) -> str:
        return ids.guid("post", self.path)

    @property
    def internal_id(self) -> str:
        return ids.hex24("post", self.path)

    @property
    def rtl(self) -> bool:
        return self.lang == "ar"


@dataclass(frozen=True, slots=True)
class Page:
    """A static page. Its body is made of the same blocks, rendered as rich-text boxes."""

    title: str
    path: str
    kind: str
    blocks: tuple[Block, ...]
    contacts: tuple[ContactLine, ...] = ()
    in_menu: bool = True
    parent: str = ""
    """Path of the menu entry under which this page hangs."""
    late: bool = False
    """Served as an empty frame that a script fills."""
