"""One post as Wix's own data tells it, whichever list, state or API answer carries it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.extraction.discovery import FeedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A post's cover image; ``displayed`` is False if the owner hides it on the post page."""

    url: str
    width: int | None = None
    height: int | None = None
    alt: str | None = None
    filename: str | None = None
    displayed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A category or tag as Wix's data describes it."""

    term_id: str
    label: str
    slug: str
    description: str | None = None
    posts: int | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostData:
    """One post in Wix's data; ``None`` = this carrier does not say."""

    url: str | None = None
    slug: str | None = None
    post_id: str | None = None
    internal_id: str | None = None
    title: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    author: str | None = None
    author_slug: str | None = None
    author_id: str | None = None
    """Wix's id of the member who wrote it."""
    excerpt: str | None = None
    language: str | None = None
    cover: Cover | None = None
    categories: tuple[Term, ...] | None = None
    tags: tuple[Term, ...] | None = None
    hashtags: tuple[str, ...] | None = None
    views: int | None = None
    comments: int | None = None
    likes: int | None = None
    minutes_to_read: int | None = None
    pinned: bool | None = None
    featured: bool | None = None
    translations: tuple[tuple[str, str], ...] = ()
    paywalled: bool = False
    rich_content: dict[str, Any] | None = field(default=None, repr=False)
    draft_content: dict[str, Any] | None = field(default=None, repr=False)

    @classmethod
    def from_feed(cls, item: FeedItem) -> PostData:
        """What an item of ``blog-feed.xml`` says of its post."""
        return cls(
            url=item.url,
            title=item.title,
            internal_id=item.internal_id,
            published_at=item.published_at,
            author=item.author,
            excerpt=item.excerpt,
            cover=Cover(url=item.cover) if item.cover else None,
        )


_NEVER_NONE = {"translations", "paywalled"}
"""Fields whose default is empty instead of ``None``: empty says nothing there."""


def labels(terms: tuple[Term, ...] | None) -> tuple[str, ...] | None:
    """Labels of ``terms``, no repeats; ``None`` where nothing is said of them."""
    return tuple(dict.fromkeys(term.label for term in terms)) if terms is not None else None


def merge(sources: Iterable[PostData]) -> PostData:
    """One post from several carriers, the first that states a field wins."""
    merged: dict[str, Any] = {}
    for source in sources:
        for name in PostData.__slots__:
            value = getattr(source, name)
            # Only what says nothing gives way; a stated zero, "no" or "none" stays.
            unsaid = merged.get(name) is None or (name in _NEVER_NONE and not merged[name])
            if unsaid and value is not None:
                merged[name] = value
    return PostData(**merged)
