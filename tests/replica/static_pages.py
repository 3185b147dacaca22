"""Pages of the page editor (home, about, contact, services), profiles, forum threads and error layouts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from tests.replica import data, ids, late
from tests.replica.blocks import Block, Button, EmptyLine, Heading, Image, ListBlock, Paragraph, Run, Text, plain
from tests.replica.body_dom import body_html
from tests.replica.body_media import image_info
from tests.replica.chrome import comp, contact_block, paragraph, rich_text
from tests.replica.inline import scope_of
from tests.replica.markup import el
from tests.replica.model import Author, Page, Post
from tests.replica.shell import Head, page
from tests.replica.strings import digits, label, minutes, views, visible_date
from tests.replica.text import Writer

if TYPE_CHECKING:
    from tests.replica.padding import Part
    from tests.replica.site import Context

MEMBERS_APP = "14ce28f7-7eb0-3745-22f8-074b0e2401fb"
PROFILE_APP = "14dbef06-cc42-5583-32a7-3abd44da4908"


def content_of(ctx: Context, entry: Page) -> str:
    """What stands between header and footer."""
    site, era = ctx.site, ctx.site.page_era
    boxes = "".join(_box(ctx, era, block, f"{entry.path}{n}") for n, block in enumerate(entry.blocks))
    title = rich_text(era, f"{entry.path}h1", paragraph(era, escape(entry.title), "h1", "font_0"))
    lines = contact_block(ctx, era, entry.contacts, entry.path)
    return _section(era, entry.path, f"{title}{lines}{boxes}", rtl=site.rtl)


def static_page(ctx: Context, entry: Page) -> list[Part]:
    """A page of the editor; the home page carries the LocalBusiness object."""
    site, era = ctx.site, ctx.site.page_era
    main = late.shell(ctx, entry.path) if entry.late else content_of(ctx, entry)
    home = entry.kind == "home"
    known: tuple[dict[str, Any], ...] = ()
    if home:
        known = (
            site.business | {"url": ctx.base},
            {"@context": "https://schema.org/", "@type": "WebSite", "name": site.name, "url": ctx.base},
        )
    head = Head(
        title=f"{entry.title} | {site.name}",
        path=entry.path,
        description=f"{entry.title} – {site.name}",
        json_ld=known,
    )
    return page(ctx, era, head, main, lang=site.lang)


def _section(era: str, key: str, inner: str, *, rtl: bool) -> str:
    direction = "rtl" if rtl else "ltr"
    if era == "2021":
        return el("div", el("div", inner, class_="p1inlineContent", dir=direction), class_="p1", id="ryu0w")
    box = comp("section", key)
    grid = el("div", inner, data_testid="mesh-container-content")
    mesh = el("div", grid, data_mesh_id=f"{box}inlineContent", data_testid="inline-content")
    css = f"{ids.css(era, 'sec')} {box} wixui-section"
    return el("section", mesh, id=box, tabindex=-1, class_=css, dir=direction)


def _runs(ctx: Context, runs: Text) -> str:
    return "".join(_run(ctx, run) for run in runs)


def _run(ctx: Context, run: Run) -> str:
    text = escape(run.text)
    if run.bold:
        text = el("span", text, style="font-weight:bold;", class_="wixui-rich-text__text")
    if run.href:
        text = el("a", text, href=ctx.url(run.href), target="_self", class_="wixui-rich-text__text")
    return text


def _box(ctx: Context, era: str, block: Block, key: str) -> str:
    match block:
        case Paragraph():
            return rich_text(era, key, paragraph(era, _runs(ctx, block.runs), font="font_7"))
        case EmptyLine():
            return rich_text(era, key, paragraph(era, '<span class="wixGuard">\u200b</span>'))
        case Heading():
            return rich_text(era, key, paragraph(era, _runs(ctx, block.runs), f"h{block.level}", f"font_{block.level}"))
        case ListBlock():
            items = [el("li", paragraph(era, _runs(ctx, item.runs))) for item in block.items]
            return rich_text(era, key, el("ul", *items, class_="font_8"))
        case Image():
            return _picture(ctx, era, block, key)
        case Button():
            text = el("span", escape(block.text), class_="wixui-button__label")
            link = el("a", text, data_testid="linkElement", href=ctx.url(block.href), class_="wixui-button")
            return el("div", link, class_=comp(key), id=comp(key))
        case _:
            raise TypeError(block)


def _picture(ctx: Context, era: str, block: Image, key: str) -> str:
    """Pictures of pages carry the uploaded file's name; until 2025 they are loaded by a custom element."""
    box, media = comp(key), block.media
    small = ctx.fill(media, 480, 320, "q_80,usm_0.66_1.00_0.01,enc_avif,quality_auto")
    if era == "2026":
        named = f"{ctx.media(media)}/v1/fill/w_480,h_320,al_c,q_80/{media.filename}"
        img = el("img", src=small, srcSet=f"{named} 1x", alt=block.alt, width=480, height=320)
    else:
        data = {"width": media.width, "height": media.height, "uri": media.id, "name": media.filename, "alt": block.alt}
        info = image_info(media, box, imageData=data)
        img = el("wow-image", el("img", src=small, alt=block.alt), id=f"img_{box}", data_image_info=info)
    inner = el("div", img, data_testid="linkElement")
    return el("div", inner, id=box, class_=f"{box} wixui-image", title=media.filename)


def profile_page(ctx: Context, author: Author) -> list[Part]:
    """The member's profile with role, bio and posts; it is not to be indexed."""
    site, era, lang = ctx.site, ctx.site.page_era, ctx.site.lang
    posts = [post for post in site.feed if post.author.slug == author.slug]
    bio = [el("p", el("span", el("span", escape(text))), dir="auto") for text in author.bio]
    rows = [_profile_post(ctx, lang, post) for post in posts[:20]]
    count = el("h3", label(lang, "posts"), el("span", f" ({len(posts)})"))
    about = el("div", *bio, data_hook="about-content", class_=ids.css(era, "about"))
    inner = el("section", el("h2", label(lang, "profile")), about, count, *rows)
    wrapper = el("div", inner, data_hook="Profile-Wrapper", dir="rtl" if site.rtl else "ltr")
    main = _section(era, f"profile{author.slug}", _profile_card(author, era, lang) + wrapper, rtl=site.rtl)
    title = f"{author.name} | {label(lang, 'profile')}"
    head = Head(title=title, path=author.profile_path, noindex=True, rss=False)
    return page(ctx, era, head, main, lang=lang, warmup=_member(ctx, author, posts))


def _profile_card(author: Author, era: str, lang: str) -> str:
    photo = ""
    if author.photo:
        photo = el("wow-image", el("img", alt=author.name), data_image_info=image_info(author.photo, "photo"))
    name = el("h1", escape(author.name), class_=ids.css(era, "h1"))
    section = (
        el("div", photo, data_hook="ProfileCard-profilePhoto", title=author.name)
        + el("div", name, data_hook="ProfileCard-memberName")
        + el("div", escape(author.role), data_hook="ProfileCard-memberTitle")
        + el("button", label(lang, "follow"), type="button", data_hook="ProfileCard-followCTA")
    )
    return el("div", el("section", section, aria_live="polite"), data_hook="ProfileCard-wrapper")


def _profile_post(ctx: Context, lang: str, post: Post) -> str:
    day = visible_date(lang, post.published, ctx.site.now)
    when = el("div", el("span", day), el("span", " ∙ "), el("span", minutes(lang, post.minutes)))
    seen = el("span", digits(lang, post.views))
    words = el("div", escape(post.title)) + el("div", escape(post.excerpt))
    return el("a", when, words, seen, data_hook="Profile-Post", href=ctx.post_url(post))


def _member(ctx: Context, author: Author, posts: list[Post]) -> dict[str, Any]:
    picture = ctx.media(author.photo) if author.photo else None
    about = {
        "nodes": [
            {"type": "PARAGRAPH", "id": ids.node_id(author.slug, n), "nodes": [
                {"type": "TEXT", "id": "", "nodes": [], "textData": {"text": text, "decorations": []}}],
             "paragraphData": {"textStyle": {"textAlignment": "AUTO"}}}
            for n, text in enumerate(author.bio)
        ],
        "documentStyle": {},
    }  # fmt: skip
    viewed = {"uid": author.guid, "slug": author.slug, "name": author.name, "title": author.role, "picture": picture,
              "roles": ["blog_writer"]}  # fmt: skip
    shown = [data.post_item(ctx, post) | {"metrics": data.metrics(post)} for post in posts[:5]]
    member = {"id": author.guid, "slug": author.slug, "roles": ["blog_writer"], "about": about,
              "customProfile": {"fields": [], "socialLinks": [{"url": link} for link in author.links]},
              "blogPosts": shown}  # fmt: skip
    return {
        MEMBERS_APP: {"initialData": {"currentMember": None, "viewedMember": viewed}},
        PROFILE_APP: {
            "initialData": {
                "member": member,
                "blogPosts": {"paging": {"count": len(shown), "offset": 0, "total": len(posts)}},
            }
        },
    }


_FORUM_NAME = "sleepless-in-harbour"
FORUM_PATH = "/forum/general-discussion/does-warm-tea-help-before-bed"


def forum_page(ctx: Context) -> list[Part]:
    """A thread of the forum app: hooks and markup of a post, and not one."""
    site, era, title = ctx.site, ctx.site.page_era, "Does warm tea help before bed?"
    w = Writer(site.lang, site.seed, "forum")
    blocks = (Paragraph(plain(w.paragraph())), Paragraph(plain(w.sentence())))
    thread = Post(title=title, blocks=blocks, era="2026", lang=site.lang)
    first = el("div", type="first", data_hook="rcv-block-first")
    last = el("div", type="last", data_hook="rcv-block-last")
    article = (
        el("h1", title, data_hook="post-title")
        + el("span", _FORUM_NAME, data_hook="user-name")
        + el("span", "May 2, 2025", data_hook="time-ago")
        + el("div", first, body_html(scope_of(ctx, thread)), last, data_hook="post-description")
        + el("span", views(site.lang, 31))
    )
    inner = el("div", el("article", article, data_hook="post"), data_hook="post-page", class_=ids.css(era, "forum"))
    posting = {
        "@context": "https://schema.org", "@type": "DiscussionForumPosting", "headline": title,
        "author": {"@type": "Person", "name": _FORUM_NAME}, "datePublished": "2025-05-02T20:11:00.000Z",
        "url": ctx.url(FORUM_PATH),
    }  # fmt: skip
    head = Head(
        title=f"{title} | General Discussion", path=FORUM_PATH, og_title=title, og_type="article", json_ld=(posting,),
        rss=False,
    )  # fmt: skip
    return page(ctx, era, head, _section(era, "forum", inner, rtl=site.rtl), lang=site.lang)


def not_found_page(ctx: Context, path: str) -> list[Part]:
    """The rendered layout of a missing page; it comes with status 404."""
    words = el("h1", "We couldn’t find this page") + el("p", "Check out some of the other great posts in this blog.")
    inner = el("div", el("div", words, data_hook="empty-state-container"), data_hook="not-found-page")
    return _error(ctx, path, "404", inner)


def busy_page(ctx: Context, path: str) -> list[Part]:
    """The in-page form of "too many requests"; it comes with status 200."""
    words = el("h1", "Too many requests") + el("p", "Please try again in a little while.")
    inner = el("div", words, data_hook="too-many-requests-page")
    return _error(ctx, path, label(ctx.site.lang, "post"), inner)


def _error(ctx: Context, path: str, title: str, inner: str) -> list[Part]:
    era = ctx.site.page_era
    era = "2023" if era == "2021" else era
    main = f'<div data-hook="post-page-root"><div id="content-wrapper">{inner}</div></div>'
    return page(ctx, era, Head(title=f"{title} | {ctx.site.name}", path=path, rss=False), main, lang=ctx.site.lang)


def amp_page(ctx: Context, post: Post) -> str:
    """The AMP form of a post; its canonical address is the post itself."""
    texts = [
        el("p", escape("".join(run.text for run in block.runs)), class_="css-1ba19o6")
        for block in post.blocks
        if isinstance(block, Paragraph)
    ]
    head = el("title", escape(post.title)) + el("link", rel="canonical", href=ctx.post_url(post))
    script = '<script async src="https://cdn.ampproject.org/v0.js"></script>'
    body = el("body", el("div", el("h1", escape(post.title), class_="css-fvgpda"), *texts))
    start = f'<!doctype html>\n<html amp lang="{post.lang}">\n<head><meta charset="utf-8">'
    return f"{start}{script}{head}</head>\n{body}</html>\n"
