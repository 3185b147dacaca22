"""Feed, category, tag and hashtag pages with their pagination and embedded data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from tests.replica import data, ids
from tests.replica.post_dom import compact_counters
from tests.replica.post_page import old_category, old_post, topology
from tests.replica.shell import Head, page
from tests.replica.site import BLOG_APP, Context
from tests.replica.strings import label, minutes, views, visible_date

if TYPE_CHECKING:
    from tests.replica.model import Post
    from tests.replica.padding import Part

_FOLDERS = {"CATEGORY": "categories", "TAG": "tags", "HASHTAG": "hashtags"}
_OPTIONS = {
    "CATEGORY": ("categoryOptions", "id"),
    "TAG": ("tagOptions", "id"),
    "HASHTAG": ("hashtagOptions", "hashtag"),
}
SECTION = "TPASection_m9mtsszo"


@dataclass(frozen=True)
class Feed:
    """One feed of the blog: all posts, or those of a category, tag or hashtag."""

    kind: str
    key: str
    title: str

    def path(self, blog_path: str, number: int = 1) -> str:
        """Path of page ``number``; page 1 has no suffix."""
        base = f"{blog_path}/{_FOLDERS[self.kind]}/{self.key}" if self.key else blog_path
        return base if number == 1 else f"{base}/page/{number}"


def page_count(ctx: Context, feed: Feed) -> int:
    """Number of feed pages; an empty feed still has one."""
    return max(1, math.ceil(len(ctx.site.selection(feed.kind, feed.key)) / ctx.site.page_size))


def feed_page(ctx: Context, feed: Feed, number: int) -> list[Part]:
    """Page ``number`` of ``feed``."""
    site, era = ctx.site, ctx.site.page_era
    posts = site.selection(feed.kind, feed.key)
    shown = posts[(number - 1) * site.page_size : number * site.page_size]
    last = page_count(ctx, feed)
    links = [("next", feed.path(site.blog_path, number + 1))] if number < last else []
    links += [("prev", feed.path(site.blog_path, number - 1))] if number > 1 else []
    head = Head(title=f"{feed.title} | {site.name}", path=feed.path(site.blog_path, number), links=tuple(links))
    # Lists of 2024 are virtualised: the data name every post of the page, the DOM shows the first four.
    drawn = shown[:4] if site.era == "2024" else shown
    cards = "".join(_card(ctx, post, place) for place, post in enumerate(drawn))
    main = (
        f'<section id="comp-feed" class="wixui-section"><div id="{SECTION}" dir="{"rtl" if site.rtl else "ltr"}"><div '
        f'data-hook="feed-page-root"><div id="content-wrapper">'
        f'<h1 class="{ids.css(era, "h1")}">{escape(feed.title)}</h1>'
        '<div data-hook="post-list-pro-gallery-container"><div id="pro-gallery-pro-blog" class="pro-gallery">'
        f"{cards}</div>"
        f"</div>{_pagination(ctx, feed, number, last)}</div></div></div></section>"
    )
    if era == "2021":
        return page(ctx, era, head, main, lang=site.lang, bolt=_bolt_state(ctx, feed, number))
    return page(ctx, era, head, main, lang=site.lang, warmup=warmup(ctx, feed, number))


def encoding_of(ctx: Context, feed: Feed) -> str:
    """Encoding of the embedded data: by option, by era, or, on a mixed site, by kind of feed."""
    site = ctx.site
    if site.feed_encoding:
        return site.feed_encoding
    if site.era == "mixed":
        return {"CATEGORY": "base64", "TAG": "object"}.get(feed.kind, "string")
    return {"2023": "", "2024": "object", "2025": "base64"}.get(site.era, "string")


def query(ctx: Context, feed: Feed, number: int) -> dict[str, Any]:
    """The query that is part of the key of the embedded data."""
    option: dict[str, Any] = {}
    if feed.key:
        name, field = _OPTIONS[feed.kind]
        option = {name: {field: feed.key}}
    tail = {"page": number, "pageSize": ctx.site.page_size}
    lang = {"languageCode": ctx.site.lang, "locale": None}
    return {
        "feed": {"includeContent": False, "includeInitialPageData": True, **option, **lang, **tail, "type": feed.kind},
        "metadata": {**tail, **lang, **option, "type": feed.kind},
    }


def warmup(ctx: Context, feed: Feed, number: int) -> dict[str, Any]:
    """The blog's part of ``wix-warmup-data``; from mid-2025 on without counters."""
    encoding = encoding_of(ctx, feed)
    if not encoding:
        return {}
    posts, size = ctx.site.selection(feed.kind, feed.key), ctx.site.page_size
    counted = {"postMetrics": {}, "postLikes": {}} if encoding == "string" else data.feed_metrics(posts, number, size)
    value = {
        "feedResponse": {"postFeedPage": data.feed_page(ctx, posts, number, size)},
        "metadataResponse": {"postFeedMetadataPage": counted},
    }
    key = f"feed-page-{SECTION}-{data.dumps(query(ctx, feed, number))}"
    return {BLOG_APP: {key: data.encoded(value, encoding)}}


def _bolt_state(ctx: Context, feed: Feed, number: int) -> dict[str, Any]:
    site = ctx.site
    posts = site.selection(feed.kind, feed.key)
    shown = posts[(number - 1) * site.page_size : number * site.page_size]
    paging = {"entitiesByPage": {str(number): [p.internal_id for p in shown]}, "currentPage": number,
              "pageSize": site.page_size, "entityCount": len(posts)}  # fmt: skip
    counted = {"viewCount": 0, "totalComments": 0}
    state = {
        "locale": site.lang, "topology": topology(ctx), "pagination": {"posts": paging},
        "categories": [old_category(ctx, c) for c in site.categories],
        "tags": [data.tag(ctx, t) for t in site.tags],
        "posts": {p.internal_id: old_post(ctx, p) | counted | {"viewCount": p.views, "totalComments": p.comments,
                                                              "likeCount": p.likes} for p in shown},
        "postCounters": {p.internal_id: {"viewCount": p.views, "totalComments": p.comments} for p in shown},
    }  # fmt: skip
    return {"TPASection_jzmj5mpg": {"events": {}, "wixCodeProps": {"state": state, "isSSR": True}}}


def _card(ctx: Context, post: Post, place: int) -> str:
    era, lang = ctx.site.page_era, ctx.site.lang
    href, title = escape(ctx.post_url(post)), escape(post.title)
    picture = ""
    if post.cover:
        blurred = f"{ctx.media(post.cover)}/v1/fill/w_250,h_250,fp_0.50_0.50,q_30,blur_30/{post.cover.id}"
        sharp = f"{ctx.media(post.cover)}/v1/fill/w_292,h_164,fp_0.50_0.50,q_90/{post.cover.id}"
        picture = (
            f'<div data-hook="image-item"><img data-hook="gallery-item-image-img-preload" alt="" src="{blurred}'
            f'"/><img data-hook="gallery-item-image-img" alt="{title}" src="{sharp}"/></div>'
        )
    tag = "h2" if era in ("2025", "2026") else "p"
    date = visible_date(lang, post.published, ctx.site.now)
    head = (
        f'<span title="{escape(post.author.name)}" class="user-name" data-hook="user-name">'
        f"{escape(post.author.name)}</span>"
        f'<span title="{date}" class="post-metadata__date time-ago" data-hook="time-ago">{date}</span>'
        f'<span data-hook="time-to-read">{minutes(lang, post.minutes)}</span>'
    )
    return (
        f'<div data-id="{post.guid}" class="item-link-wrapper" data-idx="{place}" data-hook="item-link-wrapper"><div '
        f'class="gallery-item-container" data-id="{post.guid}" data-hook="item-container">{picture}<div '
        f'class="{ids.css(era, "item")} post-list-item" data-hook="post-list-item"><div>{head}</div>'
        f'<a href="{href}"><div '
        f'data-hook="post-list-item__title"><div class="post-title" data-hook="post-title"><{tag}>{title}</{tag}></div>'
        f'</div></a><div data-hook="post-description"><div>{escape(post.excerpt)}</div></div>{_stats(era, lang, post)}'
        f"</div></div></div>"
    )


def _stats(era: str, lang: str, post: Post) -> str:
    if era == "2026":
        return ""
    inner = (
        compact_counters(lang, post) if era in ("2021", "2023", "2024") else f"<span>{views(lang, post.views)}</span>"
    )
    return (
        '<div data-hook="post-footer" class="post-footer"><div class="post-stats" data-hook="post-stats">'
        f"{inner}</div></div>"
    )


def _pagination(ctx: Context, feed: Feed, number: int, last: int) -> str:
    if last == 1:
        return ""
    steps = []
    for n in range(1, last + 1):
        if n == number:
            steps.append(f'<div aria-label="Page {n}" data-hook="pagination__{n}">{n}</div>')
        elif n in (1, last) or abs(n - number) <= 2:
            path = escape(ctx.url(feed.path(ctx.site.blog_path, n)))
            steps.append(f'<a href="{path}" aria-label="Page {n}" data-hook="pagination__{n}">{n}</a>')
    if number < last:
        path = escape(ctx.url(feed.path(ctx.site.blog_path, number + 1)))
        steps.append(f'<a href="{path}" aria-label="Next page" data-hook="pagination__next"></a>')
    return f'<div data-hook="feed-pagination-container">{"".join(steps)}</div>'


def all_posts(ctx: Context) -> Feed:
    """The feed of all posts."""
    return Feed("ALL_POSTS", "", label(ctx.site.lang, "feed"))
