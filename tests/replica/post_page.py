"""Post pages of every era."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.replica import data, draft, ids, late
from tests.replica.inline import Scope, scope_of
from tests.replica.post_dom import frame
from tests.replica.shell import Head, page
from tests.replica.site import BLOG_APP, Context
from tests.replica.strings import label

if TYPE_CHECKING:
    from tests.replica.model import Post
    from tests.replica.padding import Part


def post_page(ctx: Context, post: Post, *, lang: str = "", trap: bool = False) -> list[Part]:
    """The page of ``post``; ``trap`` renders it under a language that is not its own."""
    lang = lang or (post.lang if ctx.site.multilingual else ctx.site.lang)
    if trap and post.era == "2021":
        post = replace(post, era="2023")  # traps came with languages by parameter, after the old viewer
    scope = scope_of(ctx, post)
    main = late.shell(ctx, post.path, post.dated_slug) if post.late else frame(scope, lang)
    if post.era == "2021":
        return page(ctx, "2021", post_head(ctx, post, lang, trap=trap), main, lang=lang, bolt=bolt_state(scope))
    head = post_head(ctx, post, lang, trap=trap)
    return page(ctx, post.era, head, main, lang=lang, warmup={} if trap else warmup(ctx, post))


def warmup(ctx: Context, post: Post) -> dict[str, Any]:
    """The blog's part of ``wix-warmup-data``: the whole page API answer, the post's id, or nothing."""
    if post.degraded or post.late or post.era == "2023":
        return {}
    if post.era == "2026":
        return {BLOG_APP: {post.dated_slug: post.guid}}
    ok = {"status": 200, "statusText": "OK", "headers": {"content-type": "application/json; charset=utf-8"}}
    answer = {"data": {"postPage": data.post_page(ctx, post)}, **ok}
    key = f"OldPostPageWarmupData-{post.dated_slug}"
    if post.era == "2024" and ids.number(2, "warmup", post.path):
        return {BLOG_APP: {key: data.dumps(answer)}}
    both = {"postPageResponse": answer, "postPageMetadataResponse": {"data": data.post_metadata(ctx, post), **ok}}
    return {BLOG_APP: {key: data.encoded(both, "string" if post.era == "2024" else "base64")}}


def bolt_state(scope: Scope) -> dict[str, Any]:
    """``tpaWidgetNativeInitData`` of 2021: the store of the blog app with the Draft.js body."""
    ctx, post = scope.ctx, scope.post
    stored = old_post(ctx, post) | {"content": draft.content(scope)}
    state = {
        "locale": ctx.site.lang,
        "isLoaded": {"post": {post.dated_slug: True}},
        "categories": [old_category(ctx, c) for c in ctx.site.categories],
        "tags": [data.tag(ctx, t) for t in post.tags],
        "topology": topology(ctx),
        "posts": {post.internal_id: stored},
        "postCounters": {post.internal_id: {}},
        "pagination": {"posts": {"entitiesByPage": {}}},
    }
    return {
        "TPAMultiSection_jzmj5n3x": {
            "events": {},
            "wixCodeProps": {"state": state, "isSSR": True, "isRTL": ctx.site.rtl},
        }
    }


def topology(ctx: Context) -> dict[str, Any]:
    """Where the blog lives, as the old store says it."""
    return {"baseUrl": ctx.base, "sectionUrl": ctx.url(ctx.site.blog_path), "postPageSectionUrl": ctx.url("/post"),
            "postPagePath": "/post"}  # fmt: skip


def old_category(ctx: Context, entry: Any) -> dict[str, Any]:
    """A category in the old store."""
    return {"_id": entry.internal_id, "id": entry.guid, "label": entry.label, "menuLabel": entry.label,
            "description": entry.description, "slugs": [entry.slug], "slug": entry.slug,
            "postAmount": len(ctx.site.selection("CATEGORY", entry.slug))}  # fmt: skip


def old_post(ctx: Context, post: Post) -> dict[str, Any]:
    """A post in the old store, without body."""
    cover = post.cover
    source = {"file_name": cover.id, "width": cover.width, "height": cover.height} if cover else None
    return {
        "_id": post.internal_id, "id": post.guid, "status": "published", "title": post.title, "excerpt": post.excerpt,
        "categoryIds": [c.internal_id for c in post.categories], "createdDate": post.published,
        "firstPublishedDate": post.published, "lastPublishedDate": post.modified, "slugs": [post.dated_slug],
        "slug": post.dated_slug, "isPinned": post.pinned, "isFeatured": post.featured, "timeToRead": post.minutes,
        "tagIds": [t.guid for t in post.tags], "language": None, "link": ctx.post_url(post),
        "coverImage": {"src": source, "isCustom": post.cover_custom, "isEnabled": post.cover_displayed},
        "owner": {"name": post.author.name, "siteMemberId": post.author.guid, "slug": post.author.slug, "image": None},
        "translations": [], "seoData": {"tags": []},
    }  # fmt: skip


def posting(ctx: Context, post: Post) -> dict[str, Any]:
    """The BlogPosting object."""
    url = ctx.post_url(post)
    author = {"@type": "Person", "name": post.author.name, "url": ctx.url(post.author.profile_path)}
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "BlogPosting", "author": author, "dateModified": post.modified,
        "datePublished": post.published, "headline": post.title,
        "mainEntityOfPage": {"@id": url, "@type": "itemPage", "url": url}, "description": post.excerpt, "url": url,
        "publisher": {"@type": "Organization", "name": ctx.site.name, "url": ctx.base},
    }  # fmt: skip
    if post.cover:
        found["image"] = {"@type": "ImageObject", "height": str(post.cover.height), "width": str(post.cover.width),
                          "url": ctx.fill(post.cover, post.cover.width, post.cover.height)}  # fmt: skip
    return found


def post_head(ctx: Context, post: Post, lang: str, *, trap: bool) -> Head:
    """Head of a post; traps and degraded answers lack what makes a post genuine."""
    bare = trap or post.degraded
    query = f"?lang={lang}" if ctx.site.multilingual and lang != ctx.site.lang else ""
    title = f"{label(lang, 'post')} | {ctx.site.name}" if trap else post.seo_title or post.title
    image = None
    if post.cover and not trap:
        image = (ctx.fill(post.cover, 1000, 667, "q_90"), post.cover.width, post.cover.height)
    article = {"author": post.author.name if post.show_author else "", "published_time": post.published,
               "modified_time": post.modified}  # fmt: skip
    links = (("amphtml", f"/amp/{post.dated_slug}"),) if post.era in ("2021", "2024") else ()
    return Head(
        title=title,
        path=(post.path + query) if trap else ctx.post_path(post),
        og_title=title,
        og_type="article",
        description="" if trap else post.description,
        og_description="" if trap else post.excerpt,
        og_image=image,
        article={} if bare else article,
        json_ld=() if bare else (posting(ctx, post),),
        links=links,
        hreflang=_hreflang(ctx, post, trap=trap),
        noindex=post.noindex,
        rss=not bare,
        seo_mode=post.seo_mode,
    )


def _hreflang(ctx: Context, post: Post, *, trap: bool) -> tuple[tuple[str, str], ...]:
    if not ctx.site.multilingual:
        return ()
    if trap:
        codes = ctx.site.languages
        return tuple((code, post.path if code == ctx.site.lang else f"{post.path}?lang={code}") for code in codes)
    same = (post, *ctx.site.translations(post))
    return (*((p.lang, ctx.post_path(p)) for p in same), ("x-default", "/"))
