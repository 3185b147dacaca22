"""What a site's robots.txt, sitemaps, feed and links say exists: pure readers, and the grammar of Wix URLs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.entities import html5
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from scraper.extraction.media_urls import original_url
from scraper.extraction.values import clean_text, parse_instant
from scraper.urls import canonical_url, decoded, is_web_address, same_site

WELL_KNOWN_SITEMAPS = (
    "pages-sitemap.xml",
    "blog-posts-sitemap.xml",
    "blog-categories-sitemap.xml",
    "blog-pages-sitemap.xml",
)
"""Children that Wix's index has been seen to omit although they exist; probed besides the index."""

_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
# "&" that starts none of XML's own references; those of a document type declaration are not expanded anyway.
# Within CDATA it is plain text.
_FOREIGN_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)(?:([A-Za-z][A-Za-z0-9]*);)?", re.DOTALL
)
_NOT_PAGES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|pdf|docx?|xlsx?|pptx?|zip|mp[34]|m4a|mov|webm|css|js|json|xml|txt|ics|vcf)$",
    re.IGNORECASE,
)
# Internal addresses of the platform: never content (route table of Wix's own blog code, 2026).
_INTERNAL = re.compile(
    r"^/(?:_api|_partials|_serverless|_files|_functions|pro-gallery-webapp|login|signup|account|404|429|cart-page|"
    r"checkout|thank-you-page|search-results|members-only|notifications|settings|my-account)(?:/|$)"
    r"|/post/(?:create-post$|[^/]+/edit$|[^/]+/preview(?:/|$))|\$\{|/search(?:/(?!\.hash\.)|$)",
    re.IGNORECASE,
)
_POST = re.compile(r"^(?:/[^/]+)?/(?:post|single-post)/(?:\d{4}/\d{1,2}/(?:\d{1,2}/)?)?[^/]+$")
_FEED_PAGE = re.compile(r"/page/\d+$")
_PROFILE = re.compile(r"/(?:profile|members-area)/[^/]+(?:/[^/]*)?$")
_TERM = {
    "category": re.compile(r"/categor(?:ies|y)/[^/]+(?:/[^/]+)?$"),
    "tag": re.compile(r"/tags/[^/]+$"),
    "hashtag": re.compile(r"/(?:hashtags/[^/]+|search/\.hash\.[^/]+)$"),
    "archive": re.compile(r"/archive/\d{4}/\d{1,2}$"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One ``<url>`` or ``<sitemap>``: ``loc`` in canonical form, date-only ``lastmod``, cover image."""

    loc: str
    lastmod: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A parsed sitemap: ``children`` of an index, ``urls`` of a url set; both empty for anything else."""

    children: tuple[SitemapEntry, ...] = ()
    urls: tuple[SitemapEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item of ``blog-feed.xml``; ``content`` is the simplified full text that old feeds carried."""

    url: str
    title: str | None = None
    internal_id: str | None = None
    published_at: str | None = None
    author: str | None = None
    excerpt: str | None = None
    categories: tuple[str, ...] = ()
    cover: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A parsed ``blog-feed.xml``; ``blog_url`` is the blog's real first page."""

    title: str | None = None
    blog_url: str | None = None
    items: tuple[FeedItem, ...] = ()


@dataclass(slots=True, kw_only=True)
class SiteGrammar:
    """What is needed to tell a site's addresses apart; its sets grow while the site becomes known."""

    base: str
    """Root of the site with its path prefix, e.g. ``https://user.wixsite.com/clinic``."""
    blog_paths: set[str] = field(default_factory=set)
    """Decoded paths of the blog's first pages, without trailing slash."""
    known_posts: set[str] = field(default_factory=set, repr=False)
    """Canonical URLs that a sitemap, the feed or Wix's data call posts."""

    def classify(self, url: str) -> str:
        """Kind of a canonical URL: ``post``, ``feed``, ``category``, ``tag``, ``hashtag``, ``archive``,
        ``author``, ``amp``, ``page``, ``internal``, ``file`` or ``foreign``.
        """
        if not url.startswith(("http://", "https://")) or not same_site(url, self.base):
            return "foreign"
        path = self.local_path(url)
        if _INTERNAL.search(path):
            return "internal"
        if _NOT_PAGES.search(path):
            return "file"
        if re.search(r"(?:^|/)amp/", path):
            return "amp"
        if url in self.known_posts or _POST.search(path):
            return "post"
        return self._list_kind(url, path)

    def _list_kind(self, url: str, path: str) -> str:
        plain = _FEED_PAGE.sub("", path)
        for kind, pattern in _TERM.items():
            if pattern.search(plain):
                return kind
        if _PROFILE.search(path):
            return "author"
        full = _FEED_PAGE.sub("", decoded(urlsplit(url).path).rstrip("/"))
        return "feed" if full in self.blog_paths else "page"

    def local_path(self, url: str) -> str:
        """Decoded path below the site's prefix, without trailing slash; ``""`` for the home page."""
        prefix = decoded(urlsplit(self.base).path).rstrip("/")
        return decoded(urlsplit(url).path).rstrip("/").removeprefix(prefix)


def language_of(url: str) -> str | None:
    """The language that ``?lang=`` asks for, or ``None``."""
    try:
        values = parse_qs(urlsplit(url).query).get("lang")
    except ValueError:
        return None
    return values[0].lower() if values else None


def robots_sitemaps(text: str) -> tuple[str, ...]:
    """Absolute addresses of the ``Sitemap:`` lines of a robots.txt, in order."""
    found = _SITEMAP_LINE.findall(text.removeprefix("\ufeff"))
    return tuple(dict.fromkeys(canonical_url(url) for url in found if is_web_address(url)))


def parse_sitemap(body: bytes) -> Sitemap:
    """A sitemap or sitemap index. Entities are not expanded; what cannot be read is left out."""
    root = _xml(body)
    if root is None:
        return Sitemap()
    children: list[SitemapEntry] = []
    urls: list[SitemapEntry] = []
    for node in root.iter("{*}url", "{*}sitemap"):
        loc = (node.findtext("{*}loc") or "").strip()
        if not is_web_address(loc):
            continue
        image = node.findtext("{*}image/{*}loc")
        entry = SitemapEntry(
            loc=canonical_url(loc),
            lastmod=(node.findtext("{*}lastmod") or "").strip() or None,
            image=original_url(image.strip()) if image else None,
        )
        (urls if etree.QName(node).localname == "url" else children).append(entry)
    return Sitemap(children=tuple(children), urls=tuple(urls))


def parse_feed(body: bytes) -> Feed:
    """``blog-feed.xml`` (RSS 2.0; at most 20 items whatever the blog holds)."""
    root = _xml(body)
    channel = root.find("channel") if root is not None else None
    if channel is None:
        return Feed()
    blog_url = (channel.findtext("link") or "").strip()
    return Feed(
        title=clean_text(channel.findtext("title") or "") or None,
        blog_url=canonical_url(blog_url) if is_web_address(blog_url) else None,
        items=tuple(item for item in map(_feed_item, channel.iterfind("item")) if item),
    )


def _feed_item(node: etree._Element) -> FeedItem | None:
    url = (node.findtext("link") or "").strip()
    if not is_web_address(url):
        return None
    enclosure = node.find("enclosure")
    return FeedItem(
        url=canonical_url(url),
        title=clean_text(node.findtext("title") or "") or None,
        internal_id=(node.findtext("guid") or "").strip() or None,
        published_at=parse_instant(node.findtext("pubDate") or ""),
        author=clean_text(node.findtext("{*}creator") or "") or None,
        excerpt=clean_text(node.findtext("description") or "") or None,
        categories=tuple(clean_text(c.text or "") for c in node.iterfind("category") if c.text),
        cover=original_url(enclosure.get("url", "")) if enclosure is not None else None,
        content=node.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or None,
    )


def _as_xml(found: re.Match[bytes]) -> bytes:
    if found.group().startswith(b"<"):
        return found.group()
    # An HTML entity is no entity of XML, and "&" alone is none at all: the parser would cut the text there.
    char = html5.get(found.group(1).decode("ascii") + ";") if found.group(1) else None
    return f"&#{ord(char)};".encode() if char and len(char) == 1 else b"&amp;" + found.group()[1:]


def _xml(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(_FOREIGN_AMPERSAND.sub(_as_xml, body.strip()), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
