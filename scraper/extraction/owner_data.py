"""What Wix's official REST API says of posts, drafts, terms and members, read into the crawl's own values.

WIX facts, 7, and Wix's reference of Blog v3 and Members v1. Posts are described in the adapter dialect of
:mod:`scraper.extraction.post_dialects`; the API names an author by the member's id alone. Nothing here raises, whatever
the JSON holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from scraper.extraction.media_urls import original_url
from scraper.extraction.post_data import PostData, Term, merge
from scraper.extraction.post_dialects import from_adapter, integer, terms_of
from scraper.extraction.values import clean_text, parse_instant
from scraper.extraction.warmup import dicts, dig
from scraper.items import Author, Seo
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = "owner api"
"""How ``sources`` names what came from here."""
PUBLISHED, DELETED = "published", "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post that the public does not see."""

    draft_id: str
    data: PostData
    status: str
    """As in :attr:`scraper.items.Post.status`."""
    changed: bool = False
    """True for a published post with changes that are not published yet."""


def entries_of(payload: Any, key: str) -> list[dict[str, Any]] | None:
    """The entries of a query's answer; ``None`` if it is none."""
    found = dig(payload, key)
    return list(dicts(found)) if isinstance(found, list) else None


def total_of(payload: Any) -> int | None:
    """How many entries there are over all pages."""
    stated = (dig(payload, name, "total") for name in ("pagingMetadata", "metaData", "metadata"))
    return next((n for n in map(integer, stated) if n is not None), None)


def post_from(entry: dict[str, Any], *, terms: Mapping[str, Term], base: str) -> PostData:
    """A published post; ``url`` is an address of the site at ``base``, or ``None``."""
    path = dig(entry, "url", "path")
    # The API names the domain that the owner chose; the crawl may go by another one of the same site.
    data = from_adapter({**entry, "url": {"path": path}, "link": None}, terms=dict(terms), base=base)
    if data.url is None and data.slug:
        data = replace(data, url=canonical_url(f"{base.rstrip('/')}/post/{quote(data.slug)}"))
    return data


def draft_from(entry: dict[str, Any], *, terms: Mapping[str, Term], base: str) -> Draft | None:
    """A draft; ``None`` if it has no id."""
    draft_id = _string(entry.get("id"))
    if draft_id is None:
        return None
    data = from_adapter(entry, terms=dict(terms), base=base)
    slugs = entry.get("slugs")
    stated = (entry.get("seoSlug"), *(slugs if isinstance(slugs, list) else ()))
    slug = data.slug or next(filter(None, map(_string, stated)), None)
    published = _instant(entry.get("scheduledPublishDate")) if _status(entry) == "scheduled" else data.published_at
    data = replace(
        data,
        url=None,
        slug=slug,
        published_at=published,
        modified_at=_instant(entry.get("editedDate")) or data.modified_at,
    )
    changed = entry.get("hasUnpublishedChanges") is True
    return Draft(draft_id=draft_id, data=data, status=_status(entry), changed=changed)


def _status(entry: dict[str, Any]) -> str:
    stated = (_string(entry.get("status")) or "UNPUBLISHED").lower().replace("_", " ")
    # Wix calls unpublished what was never published, too.
    return "draft" if stated == "unpublished" and not entry.get("firstPublishedDate") else stated


def draft_url(draft_id: str, base: str) -> str:
    """The key of a draft's record: it has no address of its own."""
    return f"{base.rstrip('/')}/#draft:{quote(draft_id, safe='')}"


def with_body(facts: PostData, answer: Any, base: str) -> PostData:
    """``facts`` of the list with the body that the answer to a single post or draft holds."""
    entry = dig(answer, "post") or dig(answer, "draftPost")
    if not isinstance(entry, dict):
        return facts
    own = from_adapter(entry, terms={}, base=base)
    body = PostData(rich_content=own.rich_content, draft_content=own.draft_content)
    return merge((facts, body))


def seo_from(answer: Any) -> Seo:
    """What the owner wrote for search engines, from the answer to a single post or draft."""
    entry = dig(answer, "post") or dig(answer, "draftPost")
    title = description = None
    noindex = False
    for tag in dicts(dig(entry, "seoData", "tags")):
        name, content = dig(tag, "props", "name"), _text(dig(tag, "props", "content"))
        if tag.get("disabled") is True:
            continue
        if tag.get("type") == "title":
            title = title or _text(tag.get("children"))
        elif name == "description":
            description = description or content
        elif name == "robots":
            noindex = noindex or "noindex" in (content or "").lower()
    return Seo(title=title, description=description, noindex=noindex)


def terms_from(entries: list[dict[str, Any]], base: str) -> dict[str, Term]:
    """Categories or tags: id -> :class:`Term`."""
    return terms_of(entries, base)


def member_from(payload: Any, base: str) -> Author | None:
    """A member who writes; ``None`` where the answer names nobody. Login addresses are never read."""
    member = dig(payload, "member")
    profile = dig(member, "profile")
    name, slug = _text(dig(profile, "nickname")), _string(dig(profile, "slug"))
    if name is None:
        return None
    # WIX facts, 1.5: the address of a profile page.
    path = f"/profile/{quote(slug)}/profile" if slug else f"/#author:{quote(name)}"
    photo = _string(dig(profile, "photo", "url"))
    return Author(
        url=base.rstrip("/") + path,
        name=name,
        slug=slug,
        role=_text(dig(profile, "title")),
        avatar=original_url(photo) if photo else None,
        sources={"name": SOURCE},
    )


def named(data: PostData, people: Mapping[str, Author | None]) -> PostData:
    """``data`` with the name of its author, where the member is known."""
    person = people.get(data.author_id or "")
    return replace(data, author=data.author or person.name, author_slug=person.slug) if person else data


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _text(value: Any) -> str | None:
    return clean_text(value) or None if isinstance(value, str) else None


def _instant(value: Any) -> str | None:
    return parse_instant(value) if isinstance(value, str) else None
