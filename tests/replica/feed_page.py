"""Feed, category, tag and hashtag pages with their pagination and embedded data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from tests.replica import data, ids
from tests.replica.markup import el
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
    gallery = el("div", el("div", cards, id="pro-gallery-pro-blog"), data_hook="post-list-pro-gallery-container")
    title = el("h1", escape(feed.title), class_=ids.css(era, "h1"))
    content = el("div", title, gallery, _pagination(ctx, feed, number, last), id="content-wrapper")
    section = el("div", el("div", content, data_hook="feed-page-root"), id=SECTION, dir="rtl" if site.rtl else "ltr")
    main = el("section", section, id="comp-feed", class_="wixui-section")
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
    date = visible_date(lang, post.published, ctx.site.now)
    name = post.author.name
    head = (
        el("span", escape(name), title=name, class_="user-name", data_hook="user-name")
        + el("span", date, title=date, class_="time-ago", data_hook="time-ago")
        + el("span", minutes(lang, post.minutes), data_hook="time-to-read")
    )
    words = el("h2" if era in ("2025", "2026") else "p", escape(post.title))
    title = el("div", el("div", words, class_="post-title", data_hook="post-title"), data_hook="post-list-item__title")
    teaser = el("div", el("div", escape(post.excerpt)), data_hook="post-description")
    inner = el("div", head) + el("a", title, href=ctx.post_url(post)) + teaser + _stats(era, lang, post)
    item = el("div", inner, class_=f"{ids.css(era, 'item')} post-list-item", data_hook="post-list-item")
    container = el("div", _picture(ctx, post), item, data_id=post.guid, data_hook="item-container")
    return el("div", container, data_id=post.guid, data_idx=place, data_hook="item-link-wrapper")


def _picture(ctx: Context, post: Post) -> str:
    if post.cover is None:
        return ""
    base = f"{ctx.media(post.cover)}/v1/fill"
    blurred, sharp = f"{base}/w_250,h_250,q_30,blur_30/{post.cover.id}", f"{base}/w_292,h_164,q_90/{post.cover.id}"
    preview = el("img", data_hook="gallery-item-image-img-preload", alt="", src=blurred)
    picture = el("img", data_hook="gallery-item-image-img", alt=post.title, src=sharp)
    return el("div", preview, picture, data_hook="image-item")


def _stats(era: str, lang: str, post: Post) -> str:
    if era == "2026":
        return ""
    plain = el("span", views(lang, post.views))
    stats = el("div", plain if era == "2025" else compact_counters(lang, post), data_hook="post-stats")
    return el("div", stats, data_hook="post-footer", class_="post-footer")


def _pagination(ctx: Context, feed: Feed, number: int, last: int) -> str:
    """Links to the first, the last and the nearest pages."""
    steps = []
    for n in range(1, last + 1):
        told = {"aria_label": f"Page {n}", "data_hook": f"pagination__{n}"}
        if n == number:
            steps.append(el("div", str(n), **told))
        elif n in (1, last) or abs(n - number) <= 2:
            steps.append(el("a", str(n), href=ctx.url(feed.path(ctx.site.blog_path, n)), **told))
    if number < last:
        href = ctx.url(feed.path(ctx.site.blog_path, number + 1))
        steps.append(el("a", href=href, aria_label="Next page", data_hook="pagination__next"))
    return el("div", *steps, data_hook="feed-pagination-container") if last > 1 else ""


def all_posts(ctx: Context) -> Feed:
    """The feed of all posts."""
    return Feed("ALL_POSTS", "", label(ctx.site.lang, "feed"))
