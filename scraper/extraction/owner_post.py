"""A post that no public page shows: its record from the owner's API alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from scraper.extraction.bio import find_bio
from scraper.extraction.draft import read_draft
from scraper.extraction.owner_data import PUBLISHED, SOURCE
from scraper.extraction.post_data import labels
from scraper.extraction.reading import Reading, body_media, cover_media
from scraper.extraction.ricos import read_ricos
from scraper.extraction.vocabulary import EMPTY_BODY, Body
from scraper.items import Issue, Link, Post, Seo
from scraper.urls import canonical_url, slug_of

if TYPE_CHECKING:
    from scraper.extraction.post_data import PostData


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerTask:
    """A post to make of ``data``, which holds its body; ``why``: why no page was read, ``None`` for a draft."""

    url: str
    base: str
    data: PostData
    seo: Seo = field(default_factory=Seo)
    status: str = PUBLISHED
    fetched_at: str | None = None
    names: tuple[str, ...] = ()
    why: str | None = None


def read_owner_post(task: OwnerTask) -> Reading:
    """The record with its media, as if a page had been read."""
    data = task.data
    body, source = _body(data, task.url)
    facts = _facts(data)
    biography = find_bio(body.html, (*task.names, data.author or ""))
    post = Post(
        url=task.url,
        fetched_at=task.fetched_at,
        status=task.status,
        slug=_slug(task),
        author_url=canonical_url(f"{task.base}/profile/{data.author_slug}/profile") if data.author_slug else None,
        author_bio=biography[1] if biography else None,
        translations=tuple(Link(title=code, url=url) for code, url in data.translations),
        seo=task.seo,
        issues=(*_issues(task), *body.issues),
        sources={**dict.fromkeys(facts, SOURCE), **({"body_html": source} if source else {})},
        **facts,
    )
    return Reading(
        url=task.url,
        item=_with_body(post, body, data),
        biography=biography,
        media=(*body_media(body, task.url), *cover_media(data.cover, task.url)),
        owner=(data.author_id, data.author) if data.author_id and data.author else None,
    )


_SAME = (
    "title", "language", "published_at", "modified_at", "author", "excerpt", "views", "comments", "likes",
    "minutes_to_read", "pinned", "featured", "post_id", "internal_id",
)  # fmt: skip


def _facts(data: PostData) -> dict[str, Any]:
    """Fields that the API states, under the names of the record."""
    facts = {name: getattr(data, name) for name in _SAME}
    facts |= {"categories": labels(data.categories), "tags": labels(data.tags)}
    cover = data.cover
    if cover:
        facts |= {"cover_image": cover.url, "cover_alt": cover.alt, "cover_displayed": cover.displayed}
    return {name: value for name, value in facts.items() if value is not None}


def _slug(task: OwnerTask) -> str | None:
    if task.status == PUBLISHED:
        return slug_of(task.url)
    return task.data.slug.rsplit("/", 1)[-1] if task.data.slug else None


def _body(data: PostData, url: str) -> tuple[Body, str | None]:
    if data.rich_content:
        return read_ricos(data.rich_content, base_url=url), f"{SOURCE} ricos"
    if data.draft_content:
        return read_draft(data.draft_content, base_url=url), f"{SOURCE} draft.js"
    return EMPTY_BODY, None


def _with_body(post: Post, body: Body, data: PostData) -> Post:
    return replace(
        post,
        body_html=body.html,
        body_text=body.text,
        images=tuple(dict.fromkeys(image.url for image in body.images)),
        videos=tuple(dict.fromkeys(video.url for video in body.videos)),
        files=tuple(dict.fromkeys(file.url for file in body.files)),
        embeds=body.embeds,
        links=body.links,
        hashtags=tuple(dict.fromkeys((*body.hashtags, *(data.hashtags or ())))),
        fidelity=body.fidelity,
    )


def _issues(task: OwnerTask) -> tuple[Issue, ...]:
    if task.why is None:
        return ()
    text = f"no public page shows it ({task.why}): the record is from the owner's API alone"
    return (Issue(field="", code="no-public-page", message=text),)
