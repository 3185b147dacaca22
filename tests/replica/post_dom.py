"""The DOM of post pages: article, counters, footer and the box of recent posts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.replica.body_dom import body_html
from tests.replica.body_media import image_info
from tests.replica.strings import comments, digits, label, likes, minutes, views, visible_date

if TYPE_CHECKING:
    from tests.replica.inline import Scope
    from tests.replica.model import Post

VIEWER = {"2021": "8.17.5", "2023": "9.14.2", "2024": "9.18.1", "2025": "10.119.0", "2026": "10.177.1"}
"""``data-rce-version`` of each era."""

HEART = (
    '<svg viewBox="0 0 19 19" role="img"><path d="M9.4 15.5C4 11 3 9 3 7a3 3 0 0 1 6-1 3 3 0 0 1 6 1z"></path></svg>'
)


def frame(s: Scope, lang: str) -> str:
    """Everything between header and footer of the site."""
    direction = "rtl" if s.post.rtl or lang == "ar" else "ltr"
    body = article(s, lang, direction) + recent_posts(s, lang)
    if s.era == "2021":
        return (
            f'<div id="TPAMultiSection_jzmj5n3x" class="{s.css("tpa")}" dir="{direction}"><div '
            f'data-hook="responsive-listener"><div id="content-wrapper"><div class="{s.css("pp")} '
            f'blog-post-page-font" data-hook="post-page">{body}</div></div></div></div>'
        )
    return (
        '<section id="comp-post" class="wixui-section"><div id="TPAMultiSection_m9mtst17" '
        'class="TPAMultiSection_m9mtst17" '
        f'dir="{direction}"><div data-hook="post-page-root"><div id="content-wrapper">{_blog_nav(s, lang)}<div '
        f'class="{s.css("pp")}" data-hook="post-page">{body}</div></div></div></div></section>'
    )


def _blog_nav(s: Scope, lang: str) -> str:
    site = s.ctx.site
    rows = [("/", site.blog_path, label(lang, "feed"))]
    rows += [(f"/categories/{c.slug}", f"{site.blog_path}/categories/{c.slug}", c.label) for c in site.categories]
    links = "".join(
        f'<li data-hook="header-navigation__{escape(key)}"><a href="{escape(s.ctx.url(path))}" '
        f'data-hook="link">{escape(text)}</a></li>'
        for key, path, text in rows
    )
    search = f'<div data-hook="search-input"><input type="text" placeholder="{label(lang, "search")}" value=""/></div>'
    login = (
        '<button type="button" data-hook="login-button"><span>Log in / Sign up</span></button>'
        if s.era == "2023"
        else ""
    )
    return (
        f'<div data-hook="blog-desktop-header-container"><nav aria-label="blog"><ul>{links}</ul></nav>{search}'
        f"{login}</div>"
    )


def article(s: Scope, lang: str, direction: str) -> str:
    """The article with heading, body and its own footer."""
    version = f'data-rce-version="{VIEWER[s.era]}"'
    body = body_html(s)
    if s.era == "2021":
        inner = (
            f'<div class="{s.css("rce")}" {version}><div class="{s.css("rcv")}" dir="{direction}"><div class="'
            f'{s.css("rcv-in")}">{body}</div></div></div>'
        )
    else:
        marked = (
            f'<div type="first" data-hook="rcv-block-first"></div>{_body_style(s)}<div class="'
            f'{s.css("rcv-in")}">{body}</div>'
            f'<div type="last" data-hook="rcv-block-last"></div>'
        )
        viewer = "rich-content-viewer" if s.era == "2023" else "content-viewer"
        inner = (
            f'<div class="{s.css("rce")}" {version}><div class="{s.css("rcv")}" dir="{direction}" data-id="'
            f'{viewer}"><div class="{s.css("rcv-out")}">{marked}</div></div></div>'
        )
    if s.era == "2026":
        body_box = f'<section class="{s.css("desc")}" data-hook="post-description">{inner}</section>'
        hero = '<section data-hook="post-hero-image"></section>'
        return (
            f'<article class="{s.css("article")}" data-hook="post">{hero}<div class="{s.css("art-in")}">'
            f"{_heading(s, lang)}{body_box}{_footer(s, lang)}</div></article>"
        )
    body_box = (
        f'<div class="{s.css("desc")}" data-hook="post-description"><article class="blog-post-page-font"><div '
        f'class="post-content__body">{inner}</div></article></div>'
    )
    return (
        f'<article class="{s.css("article")} blog-post-page-font blog-text-color" style="border-width:1px" '
        f'data-hook="post"><div class="{s.css("art-in")}">{_heading(s, lang)}{body_box}{_footer(s, lang)}'
        "</div></article>"
    )


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
        changed = (
            f'<p class="{s.css("upd")}">{label(lang, "updated")}<span title="{day}" class="time-ago" '
            f'data-hook="time-ago">{day}</span></p>'
        )
    button = (
        f'<button type="button" aria-label="More actions" id="more-button-{post.guid}" data-hook="more-button">'
        f"{HEART}</button>"
    )
    inner = (
        title
        if s.era == "2026"
        else f'<span class="post-title__text"><span class="blog-post-title-font">{title}</span></span>'
    )
    headline = (
        f'<div tabindex="-1" class="{s.css("title")}" data-hook="post-title"><h1 class="{s.css("h1")}" '
        f'data-hook="post-title">{inner}</h1></div>'
    )
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
    return f'{picture}<a href="{escape(s.ctx.url(author.profile_path))}" data-hook="profile-link">{user}</a>'


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
        picture = (
            f'<a href="{href}" data-hook="link" tabindex="-1" aria-label="{title}"><wow-image data-image-info="'
            f'{image_info(other.cover, "card")}"><img alt="" data-pin-nopin="true"/></wow-image></a>'
        )
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
        f'<span data-hook="comment-count-compact"><svg role="img"><title>{said}</title><path d="M2 '
        '2h9v9z"></path></svg>'
        f'<span aria-hidden="true">{digits(lang, post.comments)}</span></span>'
    )
