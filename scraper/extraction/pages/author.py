"""An author's profile page (``/profile/<slug>/profile``, ``/members-area/<slug>/…``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scraper.extraction.media_urls import original_url
from scraper.extraction.post_dialects import from_adapter, integer
from scraper.extraction.ricos import read_ricos
from scraper.extraction.values import clean_text, parse_count
from scraper.extraction.warmup import dicts, dig
from scraper.items import Author
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from scraper.extraction.document import Document
    from scraper.extraction.post_data import PostData

_SLUG = re.compile(r"/(?:profile|members-area)/([^/]+)")


@dataclass(frozen=True)
class AuthorPage:
    """One fetched profile page."""

    document: Document
    base: str

    @cached_property
    def url(self) -> str:
        return canonical_url(self.document.url)

    @cached_property
    def _members(self) -> tuple[dict[str, Any], ...]:
        # The members' apps have ids of their own; what they hold is recognised by its shape.
        apps = self.document.warmup.get("appsWarmupData")
        found = []
        for value in apps.values() if isinstance(apps, dict) else ():
            for name in ("viewedMember", "member"):
                member = dig(value, "initialData", name)
                if isinstance(member, dict) and (member.get("slug") or member.get("name")):
                    found.append(member)
        return tuple(found)

    def _stated(self, name: str) -> Any:
        return next((m[name] for m in self._members if m.get(name)), None)

    @cached_property
    def name(self) -> str | None:
        stated = self._stated("name")
        if isinstance(stated, str):
            return clean_text(stated) or None
        # "Name | Profile": the part after the bar is the page's title in the site's language.
        title = self.document.head.get("og:title", "")
        return clean_text(title.split("|")[0]) or None

    @cached_property
    def slug(self) -> str | None:
        stated = self._stated("slug")
        found = _SLUG.search(self.url)
        return stated if isinstance(stated, str) else found.group(1) if found else None

    @cached_property
    def bio(self) -> str | None:
        about = self._stated("about")
        if not isinstance(about, dict) or not about.get("nodes"):
            return None
        body = read_ricos(about, base_url=self.url)
        return body.text or None

    @cached_property
    def role(self) -> str | None:
        title = self._stated("title")
        return clean_text(title) or None if isinstance(title, str) else None

    @cached_property
    def avatar(self) -> str | None:
        picture = self._stated("picture")
        return original_url(picture) if isinstance(picture, str) and picture.startswith("http") else None

    @cached_property
    def links(self) -> tuple[str, ...]:
        found = []
        for entry in dicts(dig(self._stated("customProfile"), "socialLinks")):
            address = entry.get("url") or entry.get("link")
            if isinstance(address, str) and address.startswith("http"):
                found.append(address)
        return tuple(dict.fromkeys(found))

    @cached_property
    def posts(self) -> int | None:
        """Number of posts: of the members' data, else of the profile's heading ("Posts (9)")."""
        apps = self.document.warmup.get("appsWarmupData")
        for value in apps.values() if isinstance(apps, dict) else ():
            total = dig(value, "initialData", "blogPosts", "paging", "total")
            if integer(total) is not None:
                return integer(total)
        for heading in self.document.root.iter("h2", "h3"):
            text = clean_text(" ".join(heading.itertext()))
            if re.fullmatch(r"[^\d()]{2,30}\(\d+\)", text):
                return parse_count(text[text.rindex("(") + 1 : -1])
        return None

    @cached_property
    def listed(self) -> tuple[PostData, ...]:
        """Posts that the profile lists, with their counters where stated."""
        return tuple(from_adapter(post, terms={}, base=self.base) for post in dicts(self._stated("blogPosts")))

    def to_item(self) -> Author:
        """The author as a record."""
        return Author(
            url=self.url,
            fetched_at=self.document.fetched_at,
            name=self.name,
            slug=self.slug,
            bio=self.bio,
            role=self.role,
            avatar=self.avatar,
            links=self.links,
            posts=self.posts,
            sources={"name": "profile"} if self.name else {},
        )
