"""Stage 500: every address of a medium is that of the original, never of a scaled copy."""

from __future__ import annotations

import re
from typing import Any

from pipelines.html import rewrite_attributes
from pipelines.stage import Stage, changed, type_of
from scraper.items import Author, Media, Page, Post, Record

# <host>/media/<id>/v1/<transforms>/<name>: everything from /v1/ on makes a copy.
_TRANSFORMED = re.compile(r"^(?:https?:)?//static\.wixstatic\.com/media/([^/?#]+)/v1/.*$", re.IGNORECASE | re.DOTALL)
_HAS_MEDIUM = re.compile(r"\s(?:src|poster)=")


def original(url: str) -> str:
    """Give the address of the original; that of another host comes back as it is.

    >>> original("https://static.wixstatic.com/media/ab_1%7Emv2.jpg/v1/fill/w_9,h_9,blur_2/A%20(2).jpg")
    'https://static.wixstatic.com/media/ab_1~mv2.jpg'
    >>> original("https://elsewhere.example/v1/a.jpg")
    'https://elsewhere.example/v1/a.jpg'
    """
    found = _TRANSFORMED.match(url.strip())
    if not found:
        return url
    return f"https://static.wixstatic.com/media/{found.group(1).replace('%7E', '~').replace('%7e', '~')}"


def originals(urls: tuple[str, ...]) -> tuple[str, ...]:
    """Give the originals in order, no repeats: two copies of one picture are one picture."""
    return tuple(dict.fromkeys(original(url) for url in urls))


def media_of(record: Record) -> Record:
    """Put originals in place of copies in a body and in the fields that hold addresses of media."""
    if isinstance(record, Media):
        source = original(record.source_url)
        return changed(record, url=original(record.url), source_url=source)
    if isinstance(record, Author):
        return changed(record, avatar=record.avatar and original(record.avatar))
    if not isinstance(record, (Post, Page)):
        return record
    body, shown = _body(record.body_html)
    changes: dict[str, Any] = {"body_html": body, "images": originals((*record.images, *shown))}
    if record.seo.og_image:
        changes["seo"] = changed(record.seo, og_image=original(record.seo.og_image))
    if isinstance(record, Post) and record.cover_image:
        changes["cover_image"] = original(record.cover_image)
    return changed(record, **changes)


def _body(markup: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the body with originals, and the addresses of its images in order."""
    if not markup or not _HAS_MEDIUM.search(markup):
        return markup, ()
    images: list[str] = []

    def rewrite(tag: str, name: str, value: str) -> str:
        if name not in ("src", "poster"):
            return value
        address = original(value)
        if tag == "img" and address:
            images.append(address)
        return address

    return rewrite_attributes(markup, rewrite), tuple(images)


class MediaPipeline(Stage):
    """Apply :func:`media_of`; stats: ``media/<type>/changed``."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Record):
            return item
        done = media_of(item)
        if done is not item:
            self.count("media", type_of(item), "changed")
        return done
