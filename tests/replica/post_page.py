"""Post pages of every era."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.replica import data, draft, ids
from tests.replica.body_dom import body_html
from tests.replica.body_media import image_info
from tests.replica.inline import Scope, scope_of
from tests.replica.model import Post
from tests.replica.padding import Part
from tests.replica.shell import Head, page, site_languages
from tests.replica.site import BLOG_APP, Context
from tests.replica.strings import comments, digits, label, likes, minutes, views, visible_date

VIEWER = {"2021": "8.17.5", "2023": "9.14.2", "2024": "9.18.1", "2025": "10.119.0", "2026": "10.177.1"}
"""``data-rce-version`` of each era."""

HEART = (
    '<svg viewBox="0 0 19 19" role="img"><path d="M9.4 15.5C4 11 3 9 3 7a3 3 0 0 1 6-1 3 3 0 0 1 6 1z"></path></svg>'
)


def post_page(ctx: Context, post: Post, *, lang: str = "", trap: bool = False) -> list[Part]:
    """The page of ``post``; ``trap`` renders it under a language that is not its own."""
    lang = lang or (post.lang if ctx.site.multilingual else ctx.site.lang)
    scope = scope_of(ctx, post)
    main = _frame(scope, lang)
    if post.era == "2021":
        return page(ctx, "2021", post_head(ctx, post, lang, trap=trap), main, lang=lang, bolt=bolt_state(scope))
    head = post_head(ctx, post, lang, trap=trap)
    return page(ctx, post.era, head, main, lang=lang, warmup={} if trap else warmup(ctx, post))


def warmup(ctx: Context, post: Post) -> dict[str, Any]:
    """The blog's part of ``wix-warmup-data``: the whole page API answer, the post's id, or nothing."""
    if post.degraded or post.era == "2023":
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


def profile_path(post: Post) -> str:
    return f"/profile/{post.author.slug}/profile"


def posting(ctx: Context, post: Post) -> dict[str, Any]:
    """The BlogPosting object."""
    url = ctx.post_url(post)
    author = {"@type": "Person", "name": post.author.name, "url": ctx.url(profile_path(post))}
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
    )


def _hreflang(ctx: Context, post: Post, *, trap: bool) -> tuple[tuple[str, str], ...]:
    if not ctx.site.multilingual:
        return ()
    if trap:
        codes = site_languages(ctx)
        return tuple((code, post.path if code == ctx.site.lang else f"{post.path}?lang={code}") for code in codes)
    same = (post, *ctx.site.translations(post))
    return (*((p.lang, ctx.post_path(p)) for p in same), ("x-default", "/"))


def _frame(s: Scope, lang: str) -> str:
    """Everything between header and footer of the site."""
    direction = "rtl" if s.post.rtl or lang == "ar" else "ltr"
    body = article(s, lang, direction) + recent_posts(s, lang)
    if s.era == "2021":
        return f'<div id="TPAMultiSection_jzmj5n3x" class="{s.css("tpa")}" dir="{direction}"><div data-hook="responsive-listener"><div id="content-wrapper"><div class="{s.css("pp")} blog-post-page-font" data-hook="post-page">{body}</div></div></div></div>'
    return (
        f'<section id="comp-post" class="wixui-section"><div id="TPAMultiSection_m9mtst17" class="TPAMultiSection_m9mtst17" '
        f'dir="{direction}"><div data-hook="post-page-root"><div id="content-wrapper">{_blog_nav(s, lang)}<div '
        f'class="{s.css("pp")}" data-hook="post-page">{body}</div></div></div></div></section>'
    )


def _blog_nav(s: Scope, lang: str) -> str:
    site = s.ctx.site
    rows = [("/", site.blog_path, label(lang, "feed"))]
    rows += [(f"/categories/{c.slug}", f"{site.blog_path}/categories/{c.slug}", c.label) for c in site.categories]
    links = "".join(
        f'<li data-hook="header-navigation__{escape(key)}"><a href="{escape(s.ctx.url(path))}" data-hook="link">{escape(text)}</a></li>'
        for key, path, text in rows
    )
    search = f'<div data-hook="search-input"><input type="text" placeholder="{label(lang, "search")}" value=""/></div>'
    login = (
        '<button type="button" data-hook="login-button"><span>Log in / Sign up</span></button>'
        if s.era == "2023"
        else ""
    )
    return f'<div data-hook="blog-desktop-header-container"><nav aria-label="blog"><ul>{links}</ul></nav>{search}{login}</div>'


def article(s: Scope, lang: str, direction: str) -> str:
    """The article with heading, body and its own footer."""
    version = f'data-rce-version="{VIEWER[s.era]}"'
    body = body_html(s)
    if s.era == "2021":
        inner = f'<div class="{s.css("rce")}" {version}><div class="{s.css("rcv")}" dir="{direction}"><div class="{s.css("rcv-in")}">{body}</div></div></div>'
    else:
        marked = (
            f'<div type="first" data-hook="rcv-block-first"></div>{_body_style(s)}<div class="{s.css("rcv-in")}">{body}</div>'
            f'<div type="last" data-hook="rcv-block-last"></div>'
        )
        viewer = "rich-content-viewer" if s.era == "2023" else "content-viewer"
        inner = f'<div class="{s.css("rce")}" {version}><div class="{s.css("rcv")}" dir="{direction}" data-id="{viewer}"><div class="{s.css("rcv-out")}">{marked}</div></div></div>'
    if s.era == "2026":
        body_box = f'<section class="{s.css("desc")}" data-hook="post-description">{inner}</section>'
        hero = '<section data-hook="post-hero-image"></section>'
        return f'<article class="{s.css("article")}" data-hook="post">{hero}<div class="{s.css("art-in")}">{_heading(s, lang)}{body_box}{_footer(s, lang)}</div></article>'
    body_box = f'<div class="{s.css("desc")}" data-hook="post-description"><article class="blog-post-page-font"><div class="post-content__body">{inner}</div></article></div>'
    return f'<article class="{s.css("article")} blog-post-page-font blog-text-color" style="border-width:1px" data-hook="post"><div class="{s.css("art-in")}">{_heading(s, lang)}{body_box}{_footer(s, lang)}</div></article>'


def _body_style(s: Scope) -> str:
    return '<style type="text/css">.post-content__body{--ricos-text-color:#1e2025}</style>' if s.era == "2024" else ""


def _heading(s: Scope, lang: str) -> str:
    post, title = s.post, escape(s.post.title)
    parts = [_author(s, lang)] if post.show_author else []
    shown = visible_date(lang, post.published, s.ctx.site.now)
    parts.append(f'<span title="{shown}" class="time-ago" data-hook="time-ago">{shown}</span>')
    read = minutes(lang, post.minutes)
    parts.append(f'<span title="{read}" data-hook="time-to-read">{read}</span>')
    rows = "".join(f'<li class="{s.css("meta")}">{part}</li>' for part in parts)
    changed = ""
    if post.modified[:10] != post.published[:10]:
        day = visible_date(lang, post.modified, s.ctx.site.now)
        changed = f'<p class="{s.css("upd")}">{label(lang, "updated")}<span title="{day}" class="time-ago" data-hook="time-ago">{day}</span></p>'
    button = f'<button type="button" aria-label="More actions" id="more-button-{post.guid}" data-hook="more-button">{HEART}</button>'
    inner = (
        title
        if s.era == "2026"
        else f'<span class="post-title__text"><span class="blog-post-title-font">{title}</span></span>'
    )
    headline = f'<div tabindex="-1" class="{s.css("title")}" data-hook="post-title"><h1 class="{s.css("h1")}" data-hook="post-title">{inner}</h1></div>'
    meta = f'<div class="{s.css("metas")}"><ul class="{s.css("ul-meta")}">{rows}</ul>{button}</div>'
    if s.era == "2026":
        return f'<header class="{s.css("head")}">{headline}{meta}{changed}</header>'
    return f'<div class="{s.css("head")}">{meta}{headline}</div>{changed}'


def _author(s: Scope, lang: str) -> str:
    author, name = s.post.author, escape(s.post.author.name)
    picture = ""
    if author.photo and s.era != "2021":
        picture = (
            f'<wow-image class="fluid-avatar-image" data-image-info="{image_info(author.photo, "avatar")}"><img '
            f'alt="{label(lang, "writer")}{name}" role="img"/></wow-image>'
        )
    user = f'<span title="{name}" class="user-name" data-hook="user-name">{name}</span>'
    if s.era in ("2021", "2023"):
        return f'<span style="pointer-events:none">{picture}{user}</span>'
    return f'{picture}<a href="{escape(s.ctx.url(profile_path(s.post)))}" data-hook="profile-link">{user}</a>'


def counters(s: Scope, lang: str) -> str:
    """Views, comments and likes: placeholder zeros, real numbers, or skeletons."""
    post = s.post
    if s.era == "2026":
        box = f'<div data-hook="skeleton-loader" class="{s.css("bone")}" style="--width:40px">&nbsp;</div>'
        return f'<div data-hook="post-stats" class="{s.css("stats")}">{box}{box}</div>{box}'
    real = s.era in ("2024", "2025") and not post.degraded
    seen, said, liked = (post.views, post.comments, post.likes) if real else (0, 0, 0)
    number = (
        f'<span aria-hidden="true" class="like-button-with-count__like-count">{digits(lang, liked)}</span>'
        if liked
        else ""
    )
    return (
        f'<div data-hook="post-stats" class="{s.css("stats")}"><span tabindex="0">{views(lang, seen)}</span>'
        f'<span tabindex="0">{comments(lang, said)}</span></div><button class="{s.css("like")}"><span aria-live="off">'
        f'{likes(lang, liked)}</span><span data-hook="like-button-with-count__like-count">{number}<span '
        f'class="like-button" data-hook="like-button">{HEART}</span></span></button>'
    )


def _footer(s: Scope, lang: str) -> str:
    share = "".join(
        f'<button aria-label="{label(lang, "share")} {name}" data-hook="share-button__{name.lower()}">{HEART}</button>'
        for name in ("Facebook", "Twitter", "LinkedIn")
    )
    stats = f'<div data-hook="post-main-actions__stats">{counters(s, lang)}</div>'
    inner = f'{_tags(s)}<div data-hook="post-main-actions-desktop">{share}{_categories(s)}{stats}</div>'
    root = f'<div data-hook="wc-root {s.post.internal_id}"></div>'
    if s.era == "2026":
        return f'<footer class="{s.css("foot")}" data-hook="post-footer">{inner}</footer>{root}'
    return f'<div id="post-footer" class="{s.css("foot")}">{inner}</div>'


def _categories(s: Scope) -> str:
    hook = "category-label-list__item" if s.era in ("2021", "2023") else "link"
    rows = [
        f'<li class="{s.css("cat")}"><a href="{escape(s.ctx.url(f"{s.ctx.site.blog_path}/categories/{c.slug}"))}" '
        f'class="blog-link-hover-color post-categories-list__link" data-hook="{hook}">{escape(c.label)}</a></li>'
        for c in s.post.categories
    ]
    name = ' aria-label="Post categories"' if s.era == "2026" else ""
    dot = f'<li class="{s.css("dot")}"><span>•</span></li>' if s.era in ("2023", "2024") else ""
    return f'<ul class="{s.css("cats")}"{name}>{dot.join(rows)}</ul>' if rows else ""


def _tags(s: Scope) -> str:
    rows = "".join(
        f'<li class="{s.css("tag")}"><a href="{escape(s.ctx.url(f"{s.ctx.site.blog_path}/tags/{t.slug}"))}" '
        f'class="{s.css("tag")}">{escape(t.label)}</a></li>'
        for t in s.post.tags
    )
    hook = ' data-hook="tag-cloud-root"' if s.era == "2026" else ""
    return f'<div><nav aria-label="tags" class="{s.css("tags")}"{hook}><ul>{rows}</ul></nav></div>' if rows else ""


def recent_posts(s: Scope, lang: str) -> str:
    """The box under the post; until 2025 its cards repeat the counter hooks with other posts' numbers."""
    if s.era == "2021":
        return '<div><span class="blog-text-background-color"></span></div>'
    cards = "".join(_card(s, lang, other) for other in s.ctx.site.recent(s.post))
    everything = f'<a href="{escape(s.ctx.url(s.ctx.site.blog_path))}" data-hook="link">{label(lang, "all")}</a>'
    return (
        f'<section class="{s.css("recent")}" data-hook="recent-posts"><header><h2 style="font:inherit">'
        f"{label(lang, 'recent')}</h2>{everything}</header><div>{cards}</div></section>"
    )


def _card(s: Scope, lang: str, other: Post) -> str:
    href, title = escape(s.ctx.post_url(other)), escape(other.title)
    picture = ""
    if other.cover:
        picture = f'<a href="{href}" data-hook="link" tabindex="-1" aria-label="{title}"><wow-image data-image-info="{image_info(other.cover, "card")}"><img alt="" data-pin-nopin="true"/></wow-image></a>'
    box = f'<div class="{s.css("bone")}" style="--width:30px">&nbsp;</div>'
    stats = compact_counters(lang, other) if s.era != "2026" else box
    return (
        f'<article class="{s.css("card")}" data-hook="recent-post-list-item">{picture}<header '
        f'data-hook="recent-post__title"><a class="{s.css("card-a")}" href="{href}">{title}</a></header><footer '
        f'data-hook="post-footer" class="post-footer"><div class="post-stats" data-hook="post-stats">{stats}</div>'
        f"</footer></article>"
    )


def compact_counters(lang: str, post: Post) -> str:
    """Counters of a card: the number itself is hidden from screen readers."""
    seen, said = views(lang, post.views), comments(lang, post.comments)
    return (
        f'<span data-hook="view-count-compact" tabindex="0"><svg role="img" aria-label="{seen}"><title></title>'
        f'<path d="M9 6a4 4 0 1 1 0 8z"></path></svg><span aria-hidden="true">{digits(lang, post.views)}</span></span>'
        f'<span data-hook="comment-count-compact"><svg role="img"><title>{said}</title><path d="M2 2h9v9z"></path></svg>'
        f'<span aria-hidden="true">{digits(lang, post.comments)}</span></span>'
    )
