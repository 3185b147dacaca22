"""The rendered post: its own elements by ``data-hook``, without other posts' cards that repeat the hooks.

Class names are hashed and change with every release of Wix; ``data-hook`` has been stable since 2021.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scraper.extraction.counters import Counters, read_counters
from scraper.extraction.media_urls import original_url
from scraper.extraction.post_data import Cover
from scraper.extraction.values import clean_text, parse_minutes, parse_shown_date
from scraper.items import Link
from scraper.urls import canonical_url, decoded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scraper.extraction.document import Document

_POST_LINK = re.compile(r"/(?:single-)?post/")
# Hooks inside the article whose content is not the article's own.
_NOT_OWN = {"post-description", "recent-posts", "recent-post-list-item", "related-posts"}


@dataclass(frozen=True)
class Article:
    """What the post page shows of its post."""

    document: Document

    @cached_property
    def _hooks(self) -> dict[str, list[HtmlElement]]:
        """``data-hook`` -> elements of the post itself, in order; ``""`` -> its links."""
        found: dict[str, list[HtmlElement]] = {}
        article = _article(self.document.root)
        stack = [article] if article is not None else []
        while stack:
            node = stack.pop()
            hook = node.get("data-hook") or ""
            for name in hook.split():
                found.setdefault(name, []).append(node)
            if node.tag == "a":
                found.setdefault("", []).append(node)
            if hook not in _NOT_OWN:
                stack.extend(child for child in reversed(node) if isinstance(child.tag, str))
        return found

    def hook(self, name: str) -> HtmlElement | None:
        """The first element of that hook, or ``None``."""
        return next(iter(self._hooks.get(name, ())), None)

    def _shown(self, name: str, index: int = 0) -> str:
        elements = self._hooks.get(name, [])
        if index >= len(elements):
            return ""
        return clean_text(elements[index].get("title") or " ".join(elements[index].itertext()))

    @cached_property
    def description(self) -> HtmlElement | None:
        """The element that holds the body; ``None`` on an empty shell."""
        found = self.hook("post-description")
        if found is not None:
            return found
        viewers = (
            e for e in self.document.root.iter("div") if e.get("data-id") in {"rich-content-viewer", "content-viewer"}
        )
        return next(viewers, None)

    @cached_property
    def title(self) -> str | None:
        """The headline: ``h1`` inside an element of the same hook."""
        elements = self._hooks.get("post-title", [])
        heading = next((e for e in elements if e.tag == "h1"), elements[0] if elements else None)
        return clean_text(" ".join(heading.itertext())) or None if heading is not None else None

    @cached_property
    def author(self) -> str | None:
        return self._shown("user-name") or None

    @cached_property
    def author_url(self) -> str | None:
        link = self.hook("profile-link")
        href = link.get("href") if link is not None else None
        address = self.document.absolute(href) if href and "{" not in href else None
        return canonical_url(address) if address else None

    @cached_property
    def published_at(self) -> str | None:
        """The visible date, at day precision: a last resort."""
        text = self._shown("time-ago")
        document = self.document
        return parse_shown_date(text, fetched_at=document.fetched_at, language=document.language) if text else None

    @cached_property
    def minutes_to_read(self) -> int | None:
        return parse_minutes(self._shown("time-to-read"))

    @cached_property
    def counters(self) -> Counters:
        return read_counters(self.hook("post-stats"), self.hook("like-button-with-count__like-count"))

    @cached_property
    def cover(self) -> Cover | None:
        """The hero picture, where the owner shows one."""
        section = self.hook("post-hero-image")
        for image in section.iter("wow-image", "img") if section is not None else ():
            address = image.get("id") if image.tag == "wow-image" else image.get("src")
            url = original_url(_media_address(address)) if address else None
            if url:
                return Cover(url=url, alt=clean_text(image.get("alt") or "") or None, displayed=True)
        return None

    def terms(self, *marks: str) -> tuple[str, ...]:
        """Labels of the article's links whose path holds one of ``marks``, in order, no repeats."""
        labels: dict[str, None] = {}
        for link in self._hooks.get("", []):
            path = decoded(link.get("href") or "")
            label = clean_text(" ".join(link.itertext()))
            if label and any(mark in path for mark in marks):
                labels[label] = None
        return tuple(labels)

    @cached_property
    def recent_posts(self) -> tuple[Link, ...]:
        """The box "recent posts", in order; it stands beside the article or inside it."""
        rows: dict[str, str] = {}
        for item in self.document.root.iter("article", "div", "li"):
            if item.get("data-hook") != "recent-post-list-item":
                continue
            title = next((e for e in item.iter() if e.get("data-hook") == "recent-post__title"), item)
            href = next((a.get("href") for a in item.iter("a") if _POST_LINK.search(a.get("href") or "")), None)
            address = self.document.absolute(href) if href else None
            if address:
                rows.setdefault(canonical_url(address), clean_text(" ".join(title.itertext())))
        return tuple(Link(title=title, url=url) for url, title in rows.items())

    @cached_property
    def post_id(self) -> str | None:
        """The GUID in the id of the button "more actions", where it is one."""
        button = self.hook("more-button")
        shown = (button.get("id") or "").removeprefix("more-button-") if button is not None else ""
        return shown if len(shown) == 36 else None


def _article(root: HtmlElement) -> HtmlElement | None:
    fallback = None
    for element in root.iter("article", "div", "section"):
        hook = element.get("data-hook")
        if hook == "post":
            return element
        if hook == "post-page" and fallback is None:
            fallback = element
    return fallback


def _media_address(address: str) -> str:
    return address if address.startswith(("http", "wix:", "//")) else f"https://static.wixstatic.com/media/{address}"
