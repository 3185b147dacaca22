"""What a page's ``<head>`` says to search engines and social networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction.document import types_of
from scraper.extraction.media_urls import original_url
from scraper.extraction.values import clean_text
from scraper.items import Link, Seo
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from scraper.extraction.document import Document

_OWNERS = {"WebSite", "LocalBusiness", "Organization"}


def read_seo(document: Document) -> Seo:
    """Title, description, canonical, Open Graph, robots and hreflang of the page, as stated."""
    head = document.head
    image = head.get("og:image")
    return Seo(
        title=document_title(document),
        description=clean_text(head.get("description", "")) or None,
        canonical=document.canonical,
        og_title=clean_text(head.get("og:title", "")) or None,
        og_description=clean_text(head.get("og:description", "")) or None,
        og_image=original_url(image) if image else None,
        og_type=head.get("og:type") or None,
        og_image_alt=clean_text(head.get("og:image:alt", "")) or None,
        twitter_card=head.get("twitter:card") or None,
        twitter_title=clean_text(head.get("twitter:title", "")) or None,
        twitter_description=clean_text(head.get("twitter:description", "")) or None,
        robots=clean_text(head.get("robots", "")) or None,
        noindex=not {"noindex", "none"}.isdisjoint(head.get("robots", "").lower().replace(",", " ").split()),
        hreflang=hreflang(document),
    )


def document_title(document: Document) -> str | None:
    """Text of ``<title>``, white space collapsed."""
    for title in document.root.iter("title"):
        return clean_text(title.text or "") or None
    return None


def hreflang(document: Document) -> tuple[Link, ...]:
    """Language versions in the page's order: ``title`` is the code, ``x-default`` included."""
    found = []
    for link in document.head_links("alternate"):
        code, address = link.get("hreflang"), document.absolute(link.get("href") or "")
        if code and address:
            found.append(Link(title=code.lower(), url=address))
    return tuple(found)


def translations(document: Document, url: str) -> tuple[Link, ...]:
    """The same page in other languages, as its hreflang links tie them; ``x-default`` repeats one of them."""
    return tuple(link for link in hreflang(document) if link.title != "x-default" and canonical_url(link.url) != url)


def site_name(document: Document) -> str | None:
    """``og:site_name``, else the name of JSON-LD's ``WebSite`` or publisher."""
    name = clean_text(document.head.get("og:site_name", ""))
    if name:
        return name
    for entry in document.json_ld:
        if _OWNERS.intersection(types_of(entry)) and isinstance(entry.get("name"), str):
            return clean_text(entry["name"]) or None
    return None


def direction(document: Document) -> str | None:
    """``rtl`` or ``ltr``, from the page's language where ``html[dir]`` is silent.

    Wix marks Arabic paragraphs as left-to-right in some eras, so paragraphs are not asked.
    """
    stated = (document.root.get("dir") or "").lower()
    if stated in {"rtl", "ltr"}:
        return stated
    if not document.language:
        return None
    return "rtl" if document.language.split("-")[0] in {"ar", "he", "iw", "fa", "ur", "yi", "ps", "ckb"} else "ltr"
