"""Pages of the page editor (home, about, contact, services), profiles, forum threads and error layouts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from tests.replica import data, ids
from tests.replica.blocks import Block, Button, EmptyLine, Heading, Image, ListBlock, Paragraph, Run, Text, plain
from tests.replica.body_dom import body_html
from tests.replica.body_media import image_info
from tests.replica.chrome import comp, contact_block, paragraph, rich_text
from tests.replica.inline import scope_of
from tests.replica.model import Author, Page, Post
from tests.replica.shell import Head, page
from tests.replica.strings import digits, label, minutes, views, visible_date
from tests.replica.text import Writer

if TYPE_CHECKING:
    from tests.replica.padding import Part
    from tests.replica.site import Context

MEMBERS_APP = "14ce28f7-7eb0-3745-22f8-074b0e2401fb"
PROFILE_APP = "14dbef06-cc42-5583-32a7-3abd44da4908"


def static_page(ctx: Context, entry: Page) -> list[Part]:
    """A page of the editor; the home page carries the LocalBusiness object."""
    site, era = ctx.site, ctx.site.page_era
    boxes = "".join(_box(ctx, era, block, f"{entry.path}{n}") for n, block in enumerate(entry.blocks))
    title = rich_text(era, f"{entry.path}h1", paragraph(era, escape(entry.title), "h1", "font_0"))
    lines = contact_block(ctx, era, entry.contacts, entry.path)
    main = _section(era, entry.path, f"{title}{lines}{boxes}", rtl=site.rtl)
    home = entry.kind == "home"
    known: tuple[dict[str, Any], ...] = ()
    if home:
        known = (
            site.business | {"url": ctx.base},
            {"@context": "https://schema.org/", "@type": "WebSite", "name": site.name, "url": ctx.base},
        )
    head = Head(
        title=site.name if home else f"{entry.title} | {site.name}",
        path=entry.path,
        og_title=entry.title,
        description=f"{entry.title} – {site.name}",
        json_ld=known,
    )
    return page(ctx, era, head, main, lang=site.lang)


def _section(era: str, key: str, inner: str, *, rtl: bool) -> str:
    if era == "2021":
        return (
            f'<div class="p1" id="ryu0w"><div class="p1inlineContent" dir="{"rtl" if rtl else "ltr"}">{inner}'
            "</div></div>"
        )
    box = comp("section", key)
    return (
        f'<section id="{box}" tabindex="-1" class="{ids.css(era, "sec")} {box} wixui-section" dir="'
        f'{"rtl" if rtl else "ltr"}" '
        f'data-block-level-container="ClassicSection"><div data-mesh-id="{box}inlineContent" '
        f'data-testid="inline-content">'
        f'<div data-testid="mesh-container-content">{inner}</div></div></section>'
    )


def _runs(ctx: Context, runs: Text) -> str:
    return "".join(_run(ctx, run) for run in runs)


def _run(ctx: Context, run: Run) -> str:
    text = escape(run.text)
    if run.bold:
        text = f'<span style="font-weight:bold;" class="wixui-rich-text__text">{text}</span>'
    if run.href:
        text = f'<a href="{escape(ctx.url(run.href))}" target="_self" class="wixui-rich-text__text">{text}</a>'
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
            items = "".join(f"<li>{paragraph(era, _runs(ctx, item.runs))}</li>" for item in block.items)
            return rich_text(era, key, f'<ul class="font_8">{items}</ul>')
        case Image():
            return _picture(ctx, era, block, key)
        case Button():
            box = comp(key)
            return (
                f'<div class="{box}" id="{box}"><a data-testid="linkElement" href="{escape(ctx.url(block.href))}" '
                f'target="_self" class="wixui-button"><span class="wixui-button__label">{escape(block.text)}</span>'
                f"</a></div>"
            )
        case _:
            return ""


def _picture(ctx: Context, era: str, block: Image, key: str) -> str:
    box, media = comp(key), block.media
    small = ctx.fill(media, 480, 320, "q_80,usm_0.66_1.00_0.01,enc_avif,quality_auto")
    name = f"{ctx.media(media)}/v1/fill/w_480,h_320,al_c,q_80/{media.filename}"
    if era == "2026":
        img = f'<img src="{small}" srcSet="{name} 1x" alt="{escape(block.alt)}" width="480" height="320"/>'
    else:
        info = image_info(
            media,
            box,
            imageData={
                "width": media.width,
                "height": media.height,
                "uri": media.id,
                "name": media.filename,
                "alt": block.alt,
            },
        )
        img = (
            f'<wow-image id="img_{box}" data-image-info="{info}"><img src="{small}" alt="{escape(block.alt)}'
            '"/></wow-image>'
        )
    return (
        f'<div id="{box}" class="{box} wixui-image" title="{media.filename}"><div data-testid="linkElement">'
        f"{img}</div></div>"
    )


def profile_page(ctx: Context, author: Author) -> list[Part]:
    """The member's profile with role, bio and posts; it is not to be indexed."""
    site, era = ctx.site, ctx.site.page_era
    lang, name = site.lang, escape(author.name)
    posts = [post for post in site.feed if post.author.slug == author.slug]
    bio = "".join(f'<p dir="auto"><span><span>{escape(text)}</span></span></p>' for text in author.bio)
    photo = ""
    if author.photo:
        photo = f'<wow-image data-image-info="{image_info(author.photo, "photo")}"><img alt="{name}"/></wow-image>'
    card = (
        f'<div data-hook="ProfileCard-wrapper" dir="{"rtl" if site.rtl else "ltr"}"><section aria-live="polite"><div '
        f'data-hook="ProfileCard-profilePhoto" title="{name}">{photo}</div><div data-hook="ProfileCard-memberName"><h1 '
        f'class="{ids.css(era, "h1")}">{name}</h1></div>'
        f'<div data-hook="ProfileCard-memberTitle">{escape(author.role)}</div>'
        f'<button type="button" data-hook="ProfileCard-followCTA">{label(lang, "follow")}</button></section></div>'
    )
    rows = "".join(_profile_post(ctx, lang, post) for post in posts[:20])
    main = _section(
        era, f"profile{author.slug}",
        f'{card}<div data-hook="Profile-Wrapper" dir="ltr"><section><h2>{label(lang, "profile")}</h2><div '
        f'data-hook="about-content" class="{ids.css(era, "about")}">{bio}</div>'
        f'<h3>{label(lang, "posts")}<span> ({len(posts)})</span>'
        f"</h3>{rows}</section></div>", rtl=site.rtl,
    )  # fmt: skip
    head = Head(
        title=f"{author.name} | {label(lang, 'profile')}",
        path=author.profile_path,
        noindex=True,
        rss=False,
    )
    return page(ctx, era, head, main, lang=lang, warmup=_member(ctx, author, posts))


def _profile_post(ctx: Context, lang: str, post: Post) -> str:
    day = visible_date(lang, post.published, ctx.site.now)
    return (
        f'<a data-hook="Profile-Post" href="{escape(ctx.post_url(post))}"><div><span>{day}</span><span> ∙ </span><span>'
        f"{minutes(lang, post.minutes)}</span></div><div>{escape(post.title)}</div><div>{escape(post.excerpt)}</div>"
        f"<span>{digits(lang, post.views)}</span></a>"
    )


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


FORUM_PATH = "/forum/general-discussion/does-warm-tea-help-before-bed"


def forum_page(ctx: Context) -> list[Part]:
    """A thread of the forum app: hooks and markup of a post, and not one."""
    site, era = ctx.site, ctx.site.page_era
    w = Writer(site.lang, site.seed, "forum")
    title = "Does warm tea help before bed?"
    thread = Post(
        title=title,
        blocks=(Paragraph(plain(w.paragraph())), Paragraph(plain(w.sentence()))),
        era="2026",
        lang=site.lang,
    )
    body = body_html(scope_of(ctx, thread))
    main = _section(
        era, "forum",
        f'<div data-hook="post-page" class="{ids.css(era, "forum")}"><article data-hook="post"><h1 '
        'data-hook="post-title">'
        f'{title}</h1><span data-hook="user-name">sleepless-in-harbour</span>'
        f'<span data-hook="time-ago">May 2, 2025</span>'
        f'<div data-hook="post-description"><div type="first" data-hook="rcv-block-first"></div>{body}<div type="last" '
        f'data-hook="rcv-block-last"></div></div><span>{views(site.lang, 31)}</span></article></div>', rtl=site.rtl,
    )  # fmt: skip
    posting = {"@context": "https://schema.org", "@type": "DiscussionForumPosting", "headline": title,
               "author": {"@type": "Person", "name": "sleepless-in-harbour"},
               "datePublished": "2025-05-02T20:11:00.000Z",
               "url": ctx.url(FORUM_PATH)}  # fmt: skip
    head = Head(
        title=f"{title} | General Discussion",
        path=FORUM_PATH,
        og_title=title,
        og_type="article",
        json_ld=(posting,),
        rss=False,
    )
    return page(ctx, era, head, main, lang=site.lang)


def not_found_page(ctx: Context, path: str) -> list[Part]:
    """The rendered layout of a missing page; it comes with status 404."""
    text = (
        '<div data-hook="not-found-page"><div data-hook="empty-state-container"><h1>We couldn’t find this '
        "page</h1><p>Check out some of the other great posts in this blog.</p></div></div>"
    )
    return _error(ctx, path, "404", text)


def busy_page(ctx: Context, path: str) -> list[Part]:
    """The in-page form of "too many requests"; it comes with status 200."""
    text = (
        '<div data-hook="too-many-requests-page"><h1>Too many requests</h1><p>Please try again in a little '
        "while.</p></div>"
    )
    return _error(ctx, path, label(ctx.site.lang, "post"), text)


def _error(ctx: Context, path: str, title: str, inner: str) -> list[Part]:
    era = ctx.site.page_era
    era = "2023" if era == "2021" else era
    main = f'<div data-hook="post-page-root"><div id="content-wrapper">{inner}</div></div>'
    return page(ctx, era, Head(title=f"{title} | {ctx.site.name}", path=path, rss=False), main, lang=ctx.site.lang)


def amp_page(ctx: Context, post: Post) -> str:
    """The AMP form of a post; its canonical address is the post itself."""
    texts = [
        f'<p class="css-1ba19o6">{escape("".join(r.text for r in block.runs))}</p>'
        for block in post.blocks
        if isinstance(block, Paragraph)
    ]
    return (
        f'<!doctype html>\n<html amp lang="{post.lang}">\n<head><meta charset="utf-8"><script async '
        f'src="https://cdn.ampproject.org/v0.js"></script><title>{escape(post.title)}</title><link rel="canonical" '
        f'href="{escape(ctx.post_url(post))}"/></head>\n<body><div><h1 class="css-fvgpda">{escape(post.title)}</h1>'
        f"{''.join(texts)}</div></body></html>\n"
    )
