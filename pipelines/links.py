"""Stage 400: a link within the site leads to the canonical source address, whatever form the page used.

Exporters map that address to the receiver's; see ``docs/architecture.md``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from pipelines.html import rewrite_attributes
from pipelines.stage import Stage, changed
from scraper.items import Issue, Link, MenuEntry, Page, Post, Site
from scraper.urls import canonical_url, host_of, same_site

if TYPE_CHECKING:
    from collections.abc import Iterable

_WEB = ("http", "https")
# What click counters add to addresses of other sites; everything else there is the owner's.
_CLICK_ID = re.compile(r"([?&])(?:fbclid|gclid|gbraid|wbraid|msclkid|igshid|yclid|mc_eid)=[^&#]*(&?)", re.IGNORECASE)
_TEXT_FRAGMENT = re.compile(r"(?::~:text=.*)$")
# An uploaded document is no page: its address is the key of a media record and stays as it is.
_DOCUMENT = re.compile(r"/ugd/")
_HREF = re.compile(r"\shref=")
_FREE_HOST = ".wixsite.com"


@lru_cache(maxsize=1024)
def site_base(url: str) -> str:
    """Give the address under which the site of a page lies: free Wix sites share a host and have a path prefix.

    >>> site_base("https://maria.wixsite.com/garden/post/roses"), site_base("https://www.garden.example/post/roses")
    ('https://maria.wixsite.com/garden', 'https://www.garden.example/')
    """
    parts = urlsplit(url)
    prefix = parts.path.split("/")[1] if host_of(url).endswith(_FREE_HOST) and "/" in parts.path else ""
    return urlunsplit((parts.scheme, parts.netloc, f"/{prefix}", "", ""))


def canonical_link(href: str, page_url: str) -> str:
    """Give the form of ``href`` that a record keeps; what is no address comes back as it is.

    Links within the page (``#…``) stay. Links to pages of the site get the page's scheme and host, lose
    tracking parameters and keep their fragment. Others only lose the marks of click counters.

    >>> canonical_link("http://garden.example/post/roses/?utm_source=mail#care", "https://www.garden.example/blog")
    'https://www.garden.example/post/roses#care'
    >>> canonical_link("https://shop.example/?utm_source=garden&fbclid=x1", "https://www.garden.example/blog")
    'https://shop.example/?utm_source=garden'
    """
    href = href.strip()
    if not href or href.startswith("#"):
        return href
    try:
        return _absolute(urljoin(page_url, href), site_base(page_url))
    except ValueError:
        return href


@lru_cache(maxsize=2048)  # most links of a site stand on many of its pages
def _absolute(url: str, base: str) -> str:
    """Give the form of an absolute address; raise ``ValueError`` if it cannot be parsed as one."""
    parts = urlsplit(url)
    own = _as_page(url, base) if parts.scheme in _WEB else ""
    if own and same_site(own, base) and not _DOCUMENT.search(parts.path):
        fragment = _TEXT_FRAGMENT.sub("", parts.fragment)
        return canonical_url(own) + (f"#{fragment}" if fragment else "")
    if parts.scheme in _WEB:
        return _CLICK_ID.sub(lambda found: found.group(1) if found.group(2) else "", url)
    return _tidy_call(url) if parts.scheme in ("tel", "mailto") else url


def _as_page(url: str, base: str) -> str:
    """Give ``url`` the scheme and host of ``base`` if they are the same site's: http or https, www or not."""
    parts, page = urlsplit(url), urlsplit(base)
    if host_of(url).removeprefix("www.") != host_of(base).removeprefix("www."):
        return url
    if (parts.port or page.port) not in (None, page.port, 80, 443):
        return url
    return urlunsplit((page.scheme, page.netloc, parts.path, parts.query, parts.fragment))


def _tidy_call(href: str) -> str:
    """Take blanks out of ``tel:`` and from the ends of ``mailto:``; Wix keeps what the owner typed.

    >>> _tidy_call("tel:+852 2555 (0123)"), _tidy_call("mailto:%20hello@garden.example")
    ('tel:+85225550123', 'mailto:hello@garden.example')
    """
    scheme, _, rest = href.partition(":")
    if scheme.lower() == "tel":
        return "tel:" + re.sub(r"[\s().\-/]|%20", "", rest)
    address, mark, query = rest.partition("?")
    return f"mailto:{unquote(address).strip()}{mark}{query}"


def link_body(record: Post | Page) -> Post | Page:
    """Rewrite the links of ``body_html``, and list them anew in ``links``, in order, no repeats."""
    body = record.body_html
    before = tuple(canonical_link(link, record.url) for link in record.links)
    if not body or not _HREF.search(body):
        return _listed(record, before)
    found: dict[str, None] = {}
    here = canonical_link(record.url, record.url)

    def rewrite(_tag: str, name: str, value: str) -> str | None:
        if name != "href":
            return value
        link = canonical_link(value, record.url)
        if not _is_address(link):
            return None
        page, _, fragment = link.partition("#")
        if fragment and page == here and f'id="{unquote(fragment)}"' in body:
            link = f"#{fragment}"
        found[link] = None
        return link

    markup = rewrite_attributes(body, rewrite)
    # The cards of files and videos are links too, but belong to those lists.
    cards = {*record.files, *record.videos, *record.embeds} - set(before)
    # The sanitiser takes an address that no browser can read off its link: the page object's list still has it.
    broken = [link for link in before if not _is_address(link)]
    return _listed(changed(record, body_html=markup), [*(link for link in found if link not in cards), *broken])


def _listed(record: Post | Page, links: Iterable[str]) -> Post | Page:
    """Set ``links``; what cannot be an address is an issue ``broken-link`` instead."""
    unique = [link for link in dict.fromkeys(links) if link and not link.startswith("#")]
    good = tuple(link for link in unique if _is_address(link))
    issues = tuple(
        Issue(field="links", code="broken-link", message=f"{link[:100]!r} is not an address.")
        for link in unique
        if link not in good
    )
    return changed(record, links=good, issues=(*record.issues, *issues))


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
        return parts.port is None or bool(parts.hostname)
    except ValueError:
        return False


def link_record(record: Post | Page | Site) -> Post | Page | Site:
    """Rewrite all addresses of pages that a record holds."""
    if isinstance(record, Site):
        return changed(record, menu=tuple(_menu_entry(entry, record.url) for entry in record.menu))
    record = link_body(record)
    if not isinstance(record, Post):
        return record
    return changed(
        record,
        recent_posts=_links(record.recent_posts, record.url),
        translations=_links(record.translations, record.url),
        author_url=record.author_url and canonical_link(record.author_url, record.url),
    )


def _links(links: tuple[Link, ...], page_url: str) -> tuple[Link, ...]:
    return tuple(dict.fromkeys(replace(link, url=canonical_link(link.url, page_url)) for link in links))


def _menu_entry(entry: MenuEntry, page_url: str) -> MenuEntry:
    url = entry.url and canonical_link(entry.url, page_url)
    return replace(entry, url=url, children=tuple(_menu_entry(child, page_url) for child in entry.children))


class LinksPipeline(Stage):
    """Apply :func:`link_record`; stats: ``links/<field>/rewritten``."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, (Post, Page, Site)):
            return item
        done = link_record(item)
        for name in ("links", "menu", "recent_posts", "translations", "author_url"):
            if getattr(done, name, None) != getattr(item, name, None):
                self.count("links", name, "rewritten")
        return done
