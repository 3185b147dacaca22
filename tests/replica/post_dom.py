"""The DOM of post pages: article, counters, footer and the box of recent posts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.replica.body_dom import body_html
from tests.replica.body_media import image_info
from tests.replica.markup import el, nested
from tests.replica.remark_dom import widget
from tests.replica.strings import comments, digits, label, likes, minutes, views, visible_date

if TYPE_CHECKING:
    from tests.replica.inline import Scope
    from tests.replica.model import Post

VIEWER = {"2021": "8.17.5", "2023": "9.14.2", "2024": "9.18.1", "2025": "10.119.0", "2026": "10.177.1"}
"""``data-rce-version`` of each era."""

HEART = (
    '<svg viewBox="0 0 19 19" role="img"><path d="M9.4 15.5C4 11 3 9 3 7a3 3 0 0 1 6-1 3 3 0 0 1 6 1z"></path></svg>'
)
_FONT = "blog-post-title-font"


def frame(s: Scope, lang: str) -> str:
    """Everything between header and footer of the site."""
    direction = "rtl" if s.post.rtl or lang == "ar" else "ltr"
    body = article(s, lang, direction) + recent_posts(s, lang)
    post_page = el("div", body, class_=f"{s.css('pp')} blog-post-page-font", data_hook="post-page")
    if s.era == "2021":
        wrapper = el("div", el("div", post_page, id="content-wrapper"), data_hook="responsive-listener")
        return el("div", wrapper, id="TPAMultiSection_jzmj5n3x", class_=s.css("tpa"), dir=direction)
    root = el("div", el("div", _blog_nav(s, lang), post_page, id="content-wrapper"), data_hook="post-page-root")
    section = el("div", root, id="TPAMultiSection_m9mtst17", class_="TPAMultiSection_m9mtst17", dir=direction)
    return el("section", section, id="comp-post", class_="wixui-section")


def _blog_nav(s: Scope, lang: str) -> str:
    site = s.ctx.site
    rows = [("/", site.blog_path, label(lang, "feed"))]
    rows += [(f"/categories/{c.slug}", f"{site.blog_path}/categories/{c.slug}", c.label) for c in site.categories]
    links = "".join(
        el("li", el("a", escape(text), href=s.ctx.url(path), data_hook="link"), data_hook=f"header-navigation__{key}")
        for key, path, text in rows
    )
    nav = el("nav", el("ul", links), aria_label="blog")
    search = el("div", el("input", type="text", placeholder=label(lang, "search")), data_hook="search-input")
    login = el("button", "<span>Log in / Sign up</span>", type="button", data_hook="login-button")
    return el("div", nav, search, login if s.era == "2023" else "", data_hook="blog-desktop-header-container")


def article(s: Scope, lang: str, direction: str) -> str:
    """The article with heading, body and its own footer."""
    viewer = el("div", _viewer(s, direction), class_=s.css("rce"), data_rce_version=VIEWER[s.era])
    if s.era == "2026":
        body = el("section", viewer, class_=s.css("desc"), data_hook="post-description")
        hero = '<section data-hook="post-hero-image"></section>'
        inner = nested(s.css("art-in"), inner=_heading(s, lang) + body + _footer(s, lang))
        return el("article", hero, inner, class_=s.css("article"), data_hook="post")
    old = el("article", nested("post-content__body", inner=viewer), class_="blog-post-page-font")
    body = el("div", old, class_=s.css("desc"), data_hook="post-description")
    inner = nested(s.css("art-in"), inner=_heading(s, lang) + body + _footer(s, lang))
    return el(
        "article", inner, class_=f"{s.css('article')} blog-text-color", style="border-width:1px", data_hook="post"
    )


def _viewer(s: Scope, direction: str) -> str:
    """The rich content viewer; from 2022 on two markers bound the body."""
    inner = nested(s.css("rcv-in"), inner=body_html(s))
    if s.era == "2021":
        return el("div", inner, class_=s.css("rcv"), dir=direction)
    first = el("div", type="first", data_hook="rcv-block-first")
    last = el("div", type="last", data_hook="rcv-block-last")
    style = "<style>.post-content__body{--ricos-text-color:#1e2025}</style>" if s.era == "2024" else ""
    kind = "rich-content-viewer" if s.era == "2023" else "content-viewer"
    bounded = nested(s.css("rcv-out"), inner=first + style + inner + last)
    return el("div", bounded, class_=s.css("rcv"), dir=direction, data_id=kind)


def _dated(text: str) -> str:
    return el("span", text, title=text, class_="time-ago", data_hook="time-ago")


def _heading(s: Scope, lang: str) -> str:
    post, now = s.post, s.ctx.site.now
    read = minutes(lang, post.minutes)
    parts = [_author(s, lang)] if post.show_author else []
    parts += [_dated(visible_date(lang, post.published, now)), el("span", read, title=read, data_hook="time-to-read")]
    rows = "".join(el("li", part, class_=s.css("meta")) for part in parts)
    button = el("button", HEART, type="button", id=f"more-button-{post.guid}", data_hook="more-button")
    meta = nested(s.css("metas"), inner=el("ul", rows, class_=s.css("ul-meta")) + button)
    changed = ""
    if post.modified[:10] != post.published[:10]:
        changed = el("p", label(lang, "updated"), _dated(visible_date(lang, post.modified, now)), class_=s.css("upd"))
    headline = _headline(s)
    if s.era == "2026":
        return el("header", headline, meta, changed, class_=s.css("head"))
    return nested(s.css("head"), inner=meta + headline) + changed


def _headline(s: Scope) -> str:
    """The title, twice hooked, and before 2026 inside two more spans."""
    title = escape(s.post.title)
    if s.era != "2026":
        title = el("span", el("span", title, class_=_FONT), class_="post-title__text")
    h1 = el("h1", title, class_=s.css("h1"), data_hook="post-title")
    return el("div", h1, tabindex=-1, class_=s.css("title"), data_hook="post-title")


def _author(s: Scope, lang: str) -> str:
    author, picture = s.post.author, ""
    if author.photo and s.era != "2021":
        img = el("img", alt=f"{label(lang, 'writer')}{author.name}", role="img")
        picture = el("wow-image", img, class_="fluid-avatar-image", data_image_info=image_info(author.photo, "avatar"))
    user = el("span", escape(author.name), title=author.name, class_="user-name", data_hook="user-name")
    if s.era in ("2021", "2023"):
        return el("span", picture, user, style="pointer-events:none")
    return picture + el("a", user, href=s.ctx.url(author.profile_path), data_hook="profile-link")


def counters(s: Scope, lang: str) -> str:
    """Views, comments and likes: placeholder zeros, real numbers, or skeletons."""
    post = s.post
    if s.era == "2026":
        bone = el("div", "&nbsp;", data_hook="skeleton-loader", class_=s.css("bone"), style="--width:40px")
        return el("div", bone, bone, data_hook="post-stats", class_=s.css("stats")) + bone
    real = s.era in ("2024", "2025") and not post.degraded
    seen, said, liked = (post.views, post.comments, post.likes) if real else (0, 0, 0)
    told = [el("span", text, tabindex=0) for text in (views(lang, seen), comments(lang, said))]
    heart = el("span", HEART, class_="like-button", data_hook="like-button")
    number = el("span", digits(lang, liked), aria_hidden="true", class_="like-button-with-count__like-count")
    count = el("span", number if liked else "", heart, data_hook="like-button-with-count__like-count")
    button = el("button", el("span", likes(lang, liked), aria_live="off"), count, class_=s.css("like"))
    return el("div", *told, data_hook="post-stats", class_=s.css("stats")) + button


def _footer(s: Scope, lang: str) -> str:
    share = "".join(
        el("button", HEART, aria_label=f"{label(lang, 'share')} {name}", data_hook=f"share-button__{name.lower()}")
        for name in ("Facebook", "Twitter", "LinkedIn")
    )
    stats = el("div", counters(s, lang), data_hook="post-main-actions__stats")
    inner = _tags(s) + el("div", share, _categories(s), stats, data_hook="post-main-actions-desktop")
    if s.era == "2026":
        return el("footer", inner, class_=s.css("foot"), data_hook="post-footer") + widget(s, lang)
    root = widget(s, lang) if s.post.seo_mode else ""
    return el("div", inner, id="post-footer", class_=s.css("foot")) + root


def _categories(s: Scope) -> str:
    hook = "category-label-list__item" if s.era in ("2021", "2023") else "link"
    rows = []
    for entry in s.post.categories:
        href = s.ctx.url(f"{s.ctx.site.blog_path}/categories/{entry.slug}")
        link = el("a", escape(entry.label), href=href, class_="post-categories-list__link", data_hook=hook)
        rows.append(el("li", link, class_=s.css("cat")))
    dot = el("li", "<span>•</span>", class_=s.css("dot")) if s.era in ("2023", "2024") else ""
    name = "Post categories" if s.era == "2026" else None
    return el("ul", dot.join(rows), class_=s.css("cats"), aria_label=name) if rows else ""


def _tags(s: Scope) -> str:
    rows = []
    for entry in s.post.tags:
        href = s.ctx.url(f"{s.ctx.site.blog_path}/tags/{entry.slug}")
        rows.append(el("li", el("a", escape(entry.label), href=href, class_=s.css("tag-a")), class_=s.css("tag")))
    hook = "tag-cloud-root" if s.era == "2026" else None
    nav = el("nav", el("ul", *rows), aria_label="tags", class_=s.css("tags"), data_hook=hook)
    return el("div", nav) if rows else ""


def recent_posts(s: Scope, lang: str) -> str:
    """The box under the post; until 2025 its cards repeat the counter hooks with other posts' numbers."""
    if s.era == "2021":
        return '<div><span class="blog-text-background-color"></span></div>'
    everything = el("a", label(lang, "all"), href=s.ctx.url(s.ctx.site.blog_path), data_hook="link")
    head = el("header", el("h2", label(lang, "recent"), style="font:inherit"), everything)
    cards = el("div", *(_card(s, lang, other) for other in s.ctx.site.recent(s.post)))
    return el("section", head, cards, class_=s.css("recent"), data_hook="recent-posts")


def _card(s: Scope, lang: str, other: Post) -> str:
    href, picture = s.ctx.post_url(other), ""
    if other.cover:
        image = el("wow-image", el("img", alt=""), data_image_info=image_info(other.cover, "card"))
        picture = el("a", image, href=href, data_hook="link", tabindex=-1, aria_label=other.title)
    title = el("header", el("a", escape(other.title), href=href), data_hook="recent-post__title")
    bone = el("div", "&nbsp;", class_=s.css("bone"), style="--width:30px")
    numbers = bone if s.era == "2026" else compact_counters(lang, other)
    stats = el("div", numbers, class_="post-stats", data_hook="post-stats")
    footer = el("footer", stats, data_hook="post-footer", class_="post-footer")
    return el("article", picture, title, footer, class_=s.css("card"), data_hook="recent-post-list-item")


def compact_counters(lang: str, post: Post) -> str:
    """Counters of a card: the number itself is hidden from screen readers."""
    eye = el("svg", "<title></title><path></path>", role="img", aria_label=views(lang, post.views))
    bubble = el("svg", el("title", comments(lang, post.comments)), "<path></path>", role="img")
    seen = el("span", digits(lang, post.views), aria_hidden="true")
    said = el("span", digits(lang, post.comments), aria_hidden="true")
    return (
        el("span", eye, seen, data_hook="view-count-compact", tabindex=0)
        + el("span", bubble, said, data_hook="comment-count-compact")
    )  # fmt: skip
