"""robots.txt, sitemaps and the RSS feed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape as xml_escape

from tests.replica.blocks import Block, Button, Divider, Heading, Image, ListBlock, Paragraph, Quote, Text, Video
from tests.replica.body_media import poster_of
from tests.replica.feed_page import Feed, all_posts
from tests.replica.site import FEED_CAP, Context
from tests.replica.static_pages import FORUM_PATH
from tests.replica.strings import rfc822

if TYPE_CHECKING:
    from tests.replica.model import Post

_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LISTED = ("blog-categories-sitemap.xml", "blog-posts-sitemap.xml", "pages-sitemap.xml")
OMITTED = "forum-posts-sitemap.xml"
"""Exists, but the index does not name it."""


def robots(ctx: Context) -> str:
    """Wix's default text; on free sites it lies at the host's root and names no sitemap."""
    sitemap = "" if ctx.site.prefix else f"Sitemap: {ctx.base}/sitemap.xml\n\n"
    return (
        "User-agent: *\nAllow: /\nDisallow: *?lightbox=\n\n# Optimization for Google Ads Bot\n"
        "User-agent: AdsBot-Google-Mobile\nUser-agent: AdsBot-Google\nDisallow: /_partials*\n"
        "Disallow: /pro-gallery-webapp/v1/galleries/*\n\n# Block PetalBot\nUser-agent: PetalBot\nDisallow: /\n\n"
        "# Crawl delay for overly enthusiastic bots\nUser-agent: dotbot\nCrawl-delay: 10\nUser-agent: AhrefsBot\n"
        f"Crawl-delay: 10\n\n{sitemap}# Auto generated, go to SEO Tools > Robots.txt Editor to change this"
    )


def sitemap_index(ctx: Context) -> str:
    """The index with its listed children; a child exists only if it has content."""
    entries = "".join(
        f"<sitemap>\n<loc>{ctx.base}/{name}</loc>\n<lastmod>{ctx.site.now[:10]}</lastmod>\n</sitemap>\n"
        for name in LISTED
        if sitemap(ctx, name)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {_XMLNS} generatedBy="WIX">\n{entries}</sitemapindex>\n'
    )


def sitemap(ctx: Context, name: str) -> str | None:
    """A child map, or ``None`` where there is none."""
    makers = {
        "blog-posts-sitemap.xml": _post_entries,
        "blog-categories-sitemap.xml": _category_entries,
        "pages-sitemap.xml": _page_entries,
        "forum-posts-sitemap.xml": _forum_entries,
    }
    entries = makers[name](ctx) if name in makers else []
    if not entries:
        return None
    images = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"' if "posts" in name else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_XMLNS}{images} generatedBy="WIX">\n'
        f"{''.join(entries)}</urlset>\n"
    )


def _url(ctx: Context, path: str, changed: str, extra: str = "") -> str:
    return f"<url>\n<loc>{xml_escape(ctx.url(path))}</loc>\n<lastmod>{changed[:10]}</lastmod>\n{extra}</url>\n"


def _post_entries(ctx: Context) -> list[str]:
    entries = []
    for post in ctx.site.feed:
        if post.unlisted:
            continue
        image = ""
        if post.cover:
            image = f"<image:image>\n<image:loc>{ctx.media(post.cover)}</image:loc>\n</image:image>\n"
        entries.append(_url(ctx, ctx.post_path(post), post.modified, image))
    return entries


def _category_entries(ctx: Context) -> list[str]:
    site = ctx.site
    return [_url(ctx, f"{site.blog_path}/categories/{c.slug}", site.now) for c in site.categories]


def _page_entries(ctx: Context) -> list[str]:
    return [_url(ctx, entry.path, ctx.site.now) for entry in ctx.site.pages]


def _forum_entries(ctx: Context) -> list[str]:
    return [_url(ctx, FORUM_PATH, "2025-05-02")]


def rss(ctx: Context) -> str:
    """``blog-feed.xml``: at most 20 items, newest first, with full text only if the site says so."""
    site = ctx.site
    newest = sorted(site.posts, key=lambda p: p.published, reverse=True)[:FEED_CAP]
    items = "".join(_item(ctx, post) for post in newest)
    name = _cdata(site.name)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'version="2.0">'
        f"<channel><title>{name}</title><description>{name}</description><link>{ctx.url(site.blog_path)}</link>"
        f"<generator>RSS for Node</generator><lastBuildDate>{rfc822(site.now)}</lastBuildDate>"
        f'<atom:link href="{ctx.base}/blog-feed.xml" rel="self" type="application/rss+xml"/>{items}</channel></rss>'
    )


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _item(ctx: Context, post: Post) -> str:
    link = quote(ctx.post_url(post), safe=":/?=&%")
    labels = "".join(f"<category>{_cdata(c.label)}</category>" for c in post.categories)
    enclosure = content = ""
    if post.cover:
        address = f"{ctx.media(post.cover)}/v1/fit/w_1000,h_1000,al_c,q_80/file.png"
        enclosure = f'<enclosure url="{address}" length="0" type="image/png"/>'
    if ctx.site.feed_content:
        content = f"<content:encoded>{_cdata(simple_html(ctx, post))}</content:encoded>"
    return (
        f"<item><title>{_cdata(post.title)}</title><description>{_cdata(post.excerpt)}</description>"
        f'<link>{xml_escape(link)}</link><guid isPermaLink="false">{post.internal_id}</guid>{labels}'
        f"<pubDate>{rfc822(post.published)}</pubDate>{enclosure}<dc:creator>{xml_escape(post.author.name)}</dc:creator>"
        f"{content}</item>"
    )


def simple_html(ctx: Context, post: Post) -> str:
    """The feed's simplified body: no empty paragraphs, films as bare links, no embeds."""
    return "".join(_simple(ctx, block) for block in post.blocks)


def _simple(ctx: Context, block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_text(ctx, block.runs)}</p>\n"
        case Heading():
            return f"<h{block.level}>{_text(ctx, block.runs)}</h{block.level}>"
        case Quote():
            return f"<blockquote>{_text(ctx, block.runs)}</blockquote>"
        case ListBlock():
            return _simple_list(ctx, block)
        case Image():
            caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
            address = f"{ctx.media(block.media)}/v1/fit/w_1000,h_1000,al_c,q_80/file.png"
            return f'<figure><img src="{address}"  >{caption}</figure>'
        case Video() if poster_of(block) is None:
            address = f"https://youtu.be/{block.youtube}"
            return f'<a href="{address}">{address}</a>'
        case Divider():
            return "<hr>"
        case Button():
            return f'<a href="{escape(ctx.url(block.href))}">{escape(block.text)}</a>'
        case _:
            return ""


def _simple_list(ctx: Context, block: ListBlock) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "".join(
        f"<li><p>{_text(ctx, item.runs)}</p>{_simple_list(ctx, item.sub) if item.sub else ''}</li>"
        for item in block.items
    )
    return f"<{tag}>{items}</{tag}>"


def _text(ctx: Context, runs: Text) -> str:
    pieces = []
    for run in runs:
        text = escape(run.text)
        text = f"<strong>{text}</strong>" if run.bold else text
        text = f"<em>{text}</em>" if run.italic else text
        pieces.append(f'<a href="{escape(ctx.url(run.href))}">{text}</a>' if run.href else text)
    return "".join(pieces)


def feeds(ctx: Context) -> dict[str, Feed]:
    """Base path -> feed, for every category, tag and hashtag and the blog itself."""
    found = [all_posts(ctx)]
    found += [Feed("CATEGORY", c.slug, c.label) for c in ctx.site.categories]
    found += [Feed("TAG", t.slug, t.label) for t in ctx.site.tags]
    found += [Feed("HASHTAG", h, f"#{h}") for h in ctx.site.hashtags]
    return {feed.path(ctx.site.blog_path): feed for feed in found}
