"""Several statements on the same person, term or file become one record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.items import Author, Category, Media, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.extraction.post_data import Term


def term_record(kind: str, term: Term, url: str, language: str | None) -> Category | Tag:
    """Make the record of a term; ``kind``: ``category`` or ``tag``."""
    if kind == "category":
        return Category(
            url=url,
            label=term.label,
            slug=term.slug,
            description=term.description,
            posts=term.posts,
            category_id=term.term_id,
            language=language,
        )
    return Tag(url=url, label=term.label, slug=term.slug, posts=term.posts, tag_id=term.term_id, language=language)


def filled_term(first: Term, second: Term) -> Term:
    """Fill the gaps of the first statement from the second."""
    return replace(
        first,
        term_id=first.term_id or second.term_id,
        description=first.description or second.description,
        posts=second.posts if first.posts is None else first.posts,
        url=first.url or second.url,
    )


def one_person(said: Iterable[Author]) -> Author:
    """Join what profiles and posts say of a person."""
    # A real profile address is worth more than one made of the name, the profile page more than a post.
    known, *others = sorted(
        said, key=lambda a: ("#author:" in a.url, not a.fetched_at, a.url, a.name or "", a.sources.get("bio", ""))
    )
    for other in others:
        known = replace(
            known,
            slug=known.slug or other.slug,
            bio=known.bio or other.bio,
            role=known.role or other.role,
            avatar=known.avatar or other.avatar,
            credentials=known.credentials or other.credentials,
            links=tuple(dict.fromkeys((*known.links, *other.links))),
            posts=known.posts if known.posts is not None else other.posts,
            fetched_at=known.fetched_at or other.fetched_at,
            sources={**other.sources, **known.sources},
        )
    return known


def joined_media(said: list[tuple[list[str], Media]]) -> Media:
    """Join what pages say of a file: statements with the pages that make them, the first to be heard first."""
    known = said[0][1]
    for _, media in said[1:]:
        known = replace(
            known,
            width=known.width or media.width,
            height=known.height or media.height,
            bytes=known.bytes or media.bytes,
            alt=known.alt or media.alt,
            caption=known.caption or media.caption,
            filename=known.filename or media.filename,
        )
    seen = {url for _, media in said for url in media.seen_urls}
    pages = {page for pages, _ in said for page in pages}
    return replace(known, seen_urls=tuple(sorted(seen)), used_by=tuple(sorted(pages)))
