"""What WordPress keeps of a record beside its text: custom fields, the date of what has none, a biography as a page."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipelines.exporters.wordpress.xml import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus

Record = dict[str, Any]

_NOINDEX = 'a:1:{i:0;s:7:"noindex";}'


def post_fields(record: Record) -> Iterator[tuple[str, object]]:
    """Yield names and values of a post's custom fields; what is ``None`` is not stated."""
    yield from _seo_fields(record)
    yield "wix_source_url", record["url"]
    yield "wix_post_id", record.get("post_id")
    yield "wix_views", record.get("views")
    yield "views", record.get("views")  # where the plugin WP-PostViews counts on
    yield "wix_likes", record.get("likes")
    yield "wix_comments", record.get("comments")
    yield "wix_minutes_to_read", record.get("minutes_to_read")
    yield "wix_language", record.get("language")
    yield "wix_status", record.get("status") if record.get("status") != "published" else None
    yield "wix_author_bio", record.get("author_bio")
    if record.get("translations"):
        yield "wix_translations", json.dumps(record["translations"], ensure_ascii=False)


def page_fields(record: Record) -> Iterator[tuple[str, object]]:
    """Yield names and values of a page's custom fields."""
    yield from _seo_fields(record)
    yield "wix_source_url", record["url"]
    yield "wix_language", record.get("language")


def _seo_fields(record: Record) -> Iterator[tuple[str, object]]:
    """Yield the fields that Yoast SEO and Rank Math read."""
    seo = record.get("seo") or {}
    yield "_yoast_wpseo_title", seo.get("title")
    yield "_yoast_wpseo_metadesc", seo.get("description")
    yield "_yoast_wpseo_opengraph-title", seo.get("og_title")
    yield "_yoast_wpseo_opengraph-description", seo.get("og_description")
    yield "_yoast_wpseo_meta-robots-noindex", "1" if seo.get("noindex") else None
    yield "rank_math_title", seo.get("title")
    yield "rank_math_description", seo.get("description")
    yield "rank_math_robots", _NOINDEX if seo.get("noindex") else None


def undated(corpus: Corpus) -> datetime:
    """Date of what has none, pages and files: that of the first post. Things are known again by it."""
    posts = [head.published_at for head in corpus.heads("post") if head.published_at]
    return (moment_of(min(posts)) if posts else None) or datetime(2000, 1, 1, tzinfo=UTC)


def biography_page(author: Record) -> Record:
    """Give what is known of an author as a draft page; the body is HTML, not yet blocks."""
    picture, name = author.get("avatar"), author["name"]
    figure = f'<figure><img src="{html.escape(picture)}" alt="{html.escape(name)}"></figure>' if picture else ""
    lines = [author.get("role"), *(author.get("bio") or "").split("\n\n"), *(author.get("credentials") or ())]
    return {
        "type": "page",
        "url": author.get("url") or f"author {name}",
        "title": f"About the author: {name}",
        "status": "draft",
        "author": name,
        "body_html": figure + "".join(f"<p>{html.escape(line)}</p>" for line in lines if line),
    }
