"""The two dialects in which Wix's data describes posts, categories and tags, read into :class:`PostData`.

*Adapter*: ``post-page``, ``post-feed-page`` and the warm-up from 2024. *Legacy*: the page state of 2021,
``/_api/posts`` answers and old post lists.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scraper.extraction import warmup
from scraper.extraction.media_urls import original_url
from scraper.extraction.post_data import Cover, PostData, Term
from scraper.extraction.values import clean_text, parse_instant
from scraper.extraction.warmup import dicts, dig
from scraper.urls import canonical_url, is_web_address


def from_adapter(
    post: dict[str, Any], *, terms: dict[str, Term], metrics: dict[str, Any] | None = None, base: str
) -> PostData:
    """A post of the adapter dialect; ``terms``: id -> category or tag, ``base``: the site's URL."""
    counts = metrics or dig(post, "metrics") or dig(post, "postCountInfo")
    return replace(
        _shared(post, terms),
        url=_address(post.get("url"), base) or _link(post.get("link"), base),
        slug=_string(post.get("slug")),
        internal_id=_string(post.get("internalId")),
        cover=_adapter_cover(post),
        hashtags=_strings(post.get("hashtags")),
        views=_count(counts, "views", "viewCount"),
        comments=_count(counts, "comments", "totalComments"),
        likes=_count(counts, "likes", "likeCount"),
        minutes_to_read=integer(post.get("minutesToRead")),
        pinned=_flag(post.get("pinned")),
        featured=_flag(post.get("featured")),
        translations=_translations(post.get("translations"), base),
        paywalled=bool(post.get("pricingPlanIds")) or post.get("canSeePaidContent") is False,
        rich_content=_document(post.get("richContent"), "nodes"),
        draft_content=_document(post.get("content"), "blocks"),
    )


def from_legacy(post: dict[str, Any], *, terms: dict[str, Term], base: str) -> PostData:
    """A post of the legacy dialect.

    Zero counters of this era are placeholders as often as facts, so they are not taken.
    """
    slugs = post.get("slugs")
    slug = _string(post.get("slug")) or (_string(slugs[0]) if isinstance(slugs, list) and slugs else None)
    post_base = base.rstrip("/") + "/post/"
    return replace(
        _shared(post, terms),
        url=_link(post.get("link"), base) or (canonical_url(post_base + slug) if slug else None),
        slug=slug.rsplit("/", 1)[-1] if slug else None,
        internal_id=_string(post.get("_id")),
        cover=_legacy_cover(post),
        views=_count(post, "viewCount") or None,
        comments=_count(post, "totalComments") or None,
        likes=_count(post, "likeCount") or None,
        minutes_to_read=integer(post.get("timeToRead")),
        pinned=_flag(post.get("isPinned")),
        featured=_flag(post.get("isFeatured")),
        paywalled=bool(post.get("paidPlansGroupIds")),
        draft_content=_document(post.get("content"), "blocks"),
    )


def _shared(post: dict[str, Any], terms: dict[str, Term]) -> PostData:
    """What both dialects state under the same names."""
    return PostData(
        post_id=_string(post.get("id")),
        title=_text(post.get("title")),
        published_at=_instant(post.get("firstPublishedDate")),
        modified_at=_instant(post.get("lastPublishedDate")),
        author=_text(dig(post, "owner", "name")),
        author_slug=_string(dig(post, "owner", "slug")),
        author_id=_string(dig(post, "owner", "siteMemberId")) or _string(post.get("memberId")),
        excerpt=_text(post.get("excerpt")),
        language=_string(post.get("language")),
        categories=_terms(post.get("categoryIds"), terms),
        tags=_terms(post.get("tagIds"), terms),
    )


def from_page_answer(page: dict[str, Any], metadata: dict[str, Any], base: str) -> PostData:
    """A ``postPage`` object of the page API or the warm-up, with its ``postMetadata`` (may be empty)."""
    terms = terms_of(page.get("categories"), base) | terms_of(page.get("tags"), base)
    post = page.get("post")
    return from_adapter(post if isinstance(post, dict) else {}, terms=terms, metrics=metadata or None, base=base)


def terms_of(entries: Any, base: str) -> dict[str, Term]:
    """Categories or tags of either dialect: id -> :class:`Term` (the legacy ``_id`` too)."""
    found: dict[str, Term] = {}
    for entry in dicts(entries):
        slugs = entry.get("slugs")
        slug = _string(entry.get("slug")) or (_string(slugs[0]) if isinstance(slugs, list) and slugs else None)
        label = _text(entry.get("label") or entry.get("menuLabel"))
        if not slug or not label:
            continue
        term = Term(
            term_id=_string(entry.get("id")) or slug,
            label=label,
            slug=slug,
            description=_text(entry.get("description")),
            posts=_first_count(entry, "publishedPostCount", "postCount", "postAmount"),
            language=_string(entry.get("language")),
            url=_address(entry.get("url"), base),
        )
        for key in (entry.get("id"), entry.get("_id")):
            if isinstance(key, str):
                found[key] = term
    return found


def _terms(ids: Any, terms: dict[str, Term]) -> tuple[Term, ...] | None:
    if not isinstance(ids, list):
        return None
    found = tuple(terms[i] for i in ids if isinstance(i, str) and i in terms)
    # Ids without their labels say that there are some, not which.
    return found if found or not ids else None


def _adapter_cover(post: dict[str, Any]) -> Cover | None:
    for source in ("coverMedia", "media", "heroImage"):
        holder = post.get(source)
        image = dig(holder, "image") or dig(holder, "wixMedia", "image") or holder
        cover = _cover(image, displayed=_flag(dig(holder, "displayed")))
        if cover:
            return cover
    return None


def _legacy_cover(post: dict[str, Any]) -> Cover | None:
    for source in ("coverImage", "heroImage"):
        holder = post.get(source)
        cover = _cover(dig(holder, "src"), displayed=_flag(dig(holder, "isEnabled")))
        if cover:
            return cover
    return None


def _cover(image: Any, *, displayed: bool | None) -> Cover | None:
    address = _string(dig(image, "url")) or _string(dig(image, "id")) or _string(dig(image, "file_name"))
    if not address or ("/" in address and not address.startswith(("http", "wix:"))):
        return None
    url = original_url(address if ":" in address else f"https://static.wixstatic.com/media/{address}")
    if not url:
        return None
    return Cover(
        url=url,
        width=integer(image.get("width")),
        height=integer(image.get("height")),
        alt=_text(image.get("altText")),
        filename=_string(image.get("filename")),
        displayed=displayed,
    )


def _translations(value: Any, base: str) -> tuple[tuple[str, str], ...]:
    found = []
    for entry in dicts(value):
        language, url = _string(entry.get("language")), _address(entry.get("url"), base)
        if language and url:
            found.append((language, url))
    return tuple(found)


def _address(url: Any, base: str) -> str | None:
    path = _string(dig(url, "path"))
    address = (_string(dig(url, "base")) or base).rstrip("/") + path if path else ""
    return canonical_url(address) if is_web_address(address) else None


def _link(value: Any, base: str) -> str | None:
    """A post's ``link``: absolute, or a path below the site's root."""
    link = _string(value) or ""
    url = base.rstrip("/") + link if link.startswith("/") else link
    return canonical_url(url) if is_web_address(url) else None


def _document(value: Any, key: str) -> dict[str, Any] | None:
    if isinstance(value, str) and value.lstrip().startswith("{"):
        value = warmup.decode_value(value)
    return value if isinstance(value, dict) and isinstance(value.get(key), list) else None


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _text(value: Any) -> str | None:
    return clean_text(value) or None if isinstance(value, str) else None


def _strings(value: Any) -> tuple[str, ...] | None:
    return tuple(v.lstrip("#") for v in value if isinstance(v, str)) if isinstance(value, list) else None


def _instant(value: Any) -> str | None:
    return parse_instant(value) if isinstance(value, str) else None


def integer(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _count(counts: Any, *keys: str) -> int | None:
    return _first_count(counts, *keys) if isinstance(counts, dict) else None


def _first_count(entry: dict[str, Any], *keys: str) -> int | None:
    return next((n for n in (integer(entry.get(key)) for key in keys) if n is not None), None)
