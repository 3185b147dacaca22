"""The JSON of Wix's blog: posts, categories, feeds and metrics, in the shapes of the public page API."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

from tests.replica import ids, ricos
from tests.replica.inline import scope_of
from tests.replica.site import BLOG_APP, Context
from tests.replica.strings import label

if TYPE_CHECKING:
    from tests.replica.blocks import MediaFile
    from tests.replica.model import Author, Category, Post, Tag

Json = dict[str, Any]


def dumps(value: Any) -> str:
    """Compact JSON, characters as they are."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def js_escape(text: str) -> str:
    """JavaScript's ``escape()`` with lower-case hex: ``%xx`` and ``%uxxxx`` per UTF-16 unit.

    >>> js_escape('{"a":"é針😀"}')
    '%7b%22a%22%3a%22%e9%u91dd%ud83d%ude00%22%7d'
    """

    def unit(match: re.Match[str]) -> str:
        raw = match.group().encode("utf-16-be")
        codes = [int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)]
        return "".join(f"%{c:02x}" if c < 256 else f"%u{c:04x}" for c in codes)

    return re.sub(r"[^A-Za-z0-9@*_+\-./]", unit, text)


def encoded(value: Any, encoding: str) -> Any:
    """A warm-up value in one of the three encodings: ``object``, ``base64`` or ``string``."""
    if encoding == "object":
        return value
    if encoding == "base64":
        return base64.b64encode(js_escape(dumps(value)).encode("latin-1")).decode("ascii")
    return dumps(value)


def metrics(post: Post, extra_views: int = 0) -> Json:
    """The counters of a post as lists carry them."""
    return {
        "comments": post.comments,
        "likes": post.likes,
        "views": post.views + extra_views,
        "totalRatings": 0,
        "averageRating": 0,
    }


def _address(ctx: Context, path: str) -> Json:
    return {"base": ctx.base, "path": path}


def _picture(ctx: Context, media: MediaFile) -> Json:
    return {"id": media.id, "url": ctx.media(media), "height": media.height, "width": media.width}


def owner(ctx: Context, author: Author) -> Json:
    """The author as posts carry him."""
    photo = {"image": _picture(ctx, author.photo) | {"height": 0, "width": 0}} if author.photo else {}
    return {
        "activityStatus": "UNKNOWN", "contactId": ids.guid("contact", author.slug), "id": author.guid, **photo,
        "name": author.name, "privacyStatus": "UNKNOWN", "siteMemberId": author.guid, "slug": author.slug,
        "status": "UNKNOWN", "isBlocked": False, "isOwner": False,
        "appStore": {BLOG_APP: {"permissions": {"role": "user"}}},
    }  # fmt: skip


def cover(ctx: Context, post: Post) -> Json:
    """``media`` (and, before 2026, ``coverMedia``) of a post; ``{}`` without a cover."""
    if post.cover is None:
        return {}
    image = _picture(ctx, post.cover)
    if post.cover_alt:
        image["altText"] = post.cover_alt
    if post.era == "2026":
        image["filename"] = post.cover.filename
    state = {"displayed": post.cover_displayed, "custom": post.cover_custom}
    found: Json = {"media": {"wixMedia": {"image": image}, **state}}
    if post.era != "2026":
        found["coverMedia"] = {"enabled": True, "image": _picture(ctx, post.cover), **state}
    return found


def post_item(ctx: Context, post: Post) -> Json:
    """A post as feeds carry it: everything but body and counters."""
    tags = [{"type": "title", "children": post.seo_title, "custom": False, "disabled": False}] if post.seo_title else []
    return {
        "id": post.guid, "title": post.title, "excerpt": post.excerpt, "firstPublishedDate": post.published,
        "lastPublishedDate": post.modified, "url": _address(ctx, ctx.post_path(post)), "slug": post.dated_slug,
        "featured": post.featured, "pinned": post.pinned, "categoryIds": [c.guid for c in post.categories],
        **cover(ctx, post), "memberId": post.author.guid, "hashtags": list(post.hashtags), "commentingEnabled": True,
        "minutesToRead": post.minutes, "tagIds": [t.guid for t in post.tags], "relatedPostIds": [],
        "pricingPlanIds": [], "language": post.lang, "seoData": {"tags": tags},
        "contactId": ids.guid("contact", post.author.slug), "contentId": ids.hex24("content", post.path),
        "mostRecentContributorId": post.author.guid,
        **({"translationId": post.group} if post.group else {}),
        "translations": [_translation(ctx, other) for other in ctx.site.translations(post)],
        "customExcerpt": post.custom_excerpt, "internalId": post.internal_id,
        "internalCategoryIds": [c.internal_id for c in post.categories], "internalRelatedPostIds": [],
        "isLiked": False, "isSubscribed": False, "owner": owner(ctx, post.author), "preview": False,
        "link": ctx.post_url(post),
    }  # fmt: skip


def _translation(ctx: Context, post: Post) -> Json:
    return {"id": post.guid, "language": post.lang, "slug": post.dated_slug, "title": post.title,
            "url": _address(ctx, ctx.post_path(post))}  # fmt: skip


def category(ctx: Context, entry: Category) -> Json:
    count = len(ctx.site.selection("CATEGORY", entry.slug))
    return {
        "id": entry.guid, "label": entry.label, "postCount": count,
        "url": _address(ctx, f"{ctx.site.blog_path}/categories/{entry.slug}"),
        **({"description": entry.description} if entry.description else {}), "title": "", "displayPosition": 0,
        "language": ctx.site.lang, "slug": entry.slug, "seoData": {"tags": []}, "translations": [],
    }  # fmt: skip


def tag(ctx: Context, entry: Tag) -> Json:
    count = len(ctx.site.selection("TAG", entry.slug))
    return {
        "id": entry.guid, "label": entry.label, "slug": entry.slug, "createdDate": "2020-10-31T13:42:50.411Z",
        "updatedDate": "2021-04-16T01:19:12.355Z", "publicationCount": count, "postCount": count,
        "url": _address(ctx, f"{ctx.site.blog_path}/tags/{entry.slug}"), "publishedPostCount": count,
        "language": ctx.site.lang, "seoData": {"tags": []},
    }  # fmt: skip


def _settings() -> Json:
    comments = {"enabled": True, "anonymousEnabled": False, "ratingsEnabled": False, "ratingsMandatory": False}
    return {"ampEnabled": True, "allPostsFeedLabel": "All Posts", "comments": comments, "blocksPostPage": False}


def post_page(ctx: Context, post: Post, *, rich_content: bool = True) -> Json:
    """The ``postPage`` object of the page API."""
    scope = scope_of(ctx, post)
    full = post_item(ctx, post) | {"metrics": metrics(post), "postCountInfo": _counts(post)}
    if rich_content:
        full["richContent"] = ricos.document(scope)
    return {
        "id": post.guid,
        "post": full,
        "translations": {"post-page.tags-label": "Tags:", "recent-posts.title": label(ctx.site.lang, "recent")},
        "blog": {"settings": _settings(), "translations": {ctx.site.lang: label(ctx.site.lang, "feed")}},
        "categories": [category(ctx, entry) for entry in post.categories],
        "tags": [tag(ctx, entry) for entry in post.tags],
        "relatedPosts": [_related(ctx, other) for other in ctx.site.recent(post)],
        "appData": _app_data(ctx),
    }


def _counts(post: Post) -> Json:
    return {"comments": post.comments, "likes": post.likes, "views": post.views}


def _related(ctx: Context, post: Post) -> Json:
    return {
        "internalId": post.internal_id, "id": post.guid, "slug": post.dated_slug,
        "url": _address(ctx, ctx.post_path(post)), **cover(ctx, post), "title": post.title, "isLiked": False,
        "isSubscribed": False, "excerpt": post.excerpt,
    }  # fmt: skip


def _app_data(ctx: Context) -> Json:
    feed = label(ctx.site.lang, "feed")
    return {"ampEnabled": True, "menuLabel": feed, "language": ctx.site.lang, "postPageEnabled": True}


def post_metadata(ctx: Context, post: Post, extra_views: int = 0) -> Json:
    """The whole answer of ``post-page-metadata``."""
    related = [{"id": other.guid, "postMetadata": _metadata(other)} for other in ctx.site.recent(post)]
    return {
        "postPageMetadata": {"id": post.dated_slug, "postMetadata": _metadata(post, extra_views)},
        "relatedPostsMetadata": related,
    }


def _metadata(post: Post, extra_views: int = 0) -> Json:
    return {
        "averageRating": 0, "likeCount": post.likes, "totalComments": post.comments, "totalRatings": 0,
        "viewCount": post.views + extra_views,
    }  # fmt: skip


def feed_page(ctx: Context, posts: tuple[Post, ...], page: int, size: int, *, initial: bool = True) -> Json:
    """The ``postFeedPage`` object: page ``page`` (from 1) of ``posts``."""
    start = (page - 1) * size
    shown = posts[start : start + size]
    paging = {"count": len(shown), "offset": start, "total": len(posts)}
    answer: Json = {
        "id": "",
        "currentUser": {"activityStatus": 0, "privacyStatus": 0, "status": 0, "isBlocked": False, "isOwner": False},
        "posts": {
            "posts": [post_item(ctx, post) for post in shown],
            "metaData": {**paging, "cursor": ""},
            "pagingMetaData": {**paging, "cursors": {}} if start + size < len(posts) else paging,
        },
    }
    if initial:
        site = ctx.site
        answer |= {
            "categories": [category(ctx, entry) for entry in site.categories],
            "tags": [tag(ctx, entry) for entry in site.tags],
            "settings": {"settings": _settings()},
            "appData": _app_data(ctx),
            "blogSettingsV2": _settings(),
        }
    return answer


def feed_metrics(posts: tuple[Post, ...], page: int, size: int) -> Json:
    """The ``postFeedMetadataPage`` object: counters by post id."""
    start = (page - 1) * size
    return {"postMetrics": {p.guid: metrics(p) for p in posts[start : start + size]}, "postLikes": {}}
