"""What any page tells about the site as a whole: platform, name, languages, time zone, menu, blog."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scraper.extraction import head, warmup
from scraper.extraction.values import clean_text
from scraper.extraction.warmup import dicts, dig
from scraper.items import MenuEntry
from scraper.urls import canonical_url, decoded, is_web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scraper.extraction.document import Document

_WIX_MARKS = (b"static.wixstatic.com", b"static.parastorage.com", b"X-Wix-", b"wix-viewer-model", b"wixBiSession")
_TIMEZONE = re.compile(r'"timezone"\s*:\s*"([A-Za-z_]+(?:\\?/[A-Za-z_+\-0-9]+)+)"')
_DEEPEST_MENU = 20


@dataclass(frozen=True)
class SitePage:
    """One page of the site, usually the home page, read for site-wide facts."""

    document: Document

    @cached_property
    def is_wix(self) -> bool:
        """True if the page names Wix as its generator or carries at least two marks of Wix's renderer."""
        if "wix.com" in self.document.head.get("generator", "").lower():
            return True
        return sum(mark in self.document.body for mark in _WIX_MARKS) >= 2

    @cached_property
    def base(self) -> str:
        """Root of the site with its path prefix: free sites live at ``https://<user>.wixsite.com/<site>``."""
        stated = (
            dig(self.document.viewer_model, "site", "externalBaseUrl")
            or dig(self.document.essential_model, "site", "externalBaseUrl")
            or dig(self._bolt_state, "topology", "baseUrl")
        )
        here = canonical_url(self.document.url)
        if isinstance(stated, str) and is_web_address(stated):
            stated = canonical_url(stated)
            if urlsplit(stated).netloc == urlsplit(here).netloc:
                return stated.rstrip("/")
        parts = urlsplit(here)
        prefix = parts.path.split("/")[1] if parts.netloc.endswith(".wixsite.com") else ""
        return f"{parts.scheme}://{parts.netloc}" + (f"/{prefix}" if prefix else "")

    @cached_property
    def _bolt_state(self) -> dict[str, Any]:
        return next(iter(warmup.bolt_states(self.document)), {})

    @cached_property
    def name(self) -> str | None:
        return head.site_name(self.document)

    @cached_property
    def timezone(self) -> str | None:
        """IANA name from the viewer model's regional settings; ``None`` before mid-2021."""
        found = _TIMEZONE.search(self.document.script_text("wix-viewer-model") or "")
        return found.group(1).replace("\\", "") if found else None

    @cached_property
    def _multilingual(self) -> dict[str, Any]:
        found = dig(self.document.viewer_model, "siteFeaturesConfigs", "multilingual")
        return found if isinstance(found, dict) else {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Language codes of the site, the original first."""
        codes = [dig(self._multilingual, "originalLanguage", "languageCode")]
        codes += [entry.get("languageCode") for entry in dicts(self._multilingual.get("siteLanguages"))]
        found = tuple(dict.fromkeys(code.lower() for code in codes if isinstance(code, str)))
        return found or ((self.document.language,) if self.document.language else ())

    @cached_property
    def language_homes(self) -> dict[str, str]:
        """Language code -> address of this page in that language, as the model states it."""
        found = {}
        for entry in dicts(self._multilingual.get("siteLanguages")):
            code, url = entry.get("languageCode"), entry.get("url")
            if isinstance(code, str) and isinstance(url, str) and is_web_address(url):
                found[code.lower()] = canonical_url(url)
        return found

    @cached_property
    def blog_paths(self) -> tuple[str, ...]:
        """Decoded paths of the blog's first page, learned from categories, the page state and the post page."""
        found = []
        section = dig(self._bolt_state, "topology", "sectionUrl")
        if isinstance(section, str):
            found.append(section)
        for link in self.document.root.iter("a"):
            href = link.get("href") or ""
            mark = next((m for m in ("/categories/", "/hashtags/", "/tags/") if m in href), None)
            if mark and "${" not in href:
                found.append((self.document.absolute(href) or "").split(mark)[0])
        paths = (decoded(urlsplit(url).path).rstrip("/") for url in found if is_web_address(url))
        return tuple(dict.fromkeys(path for path in paths if path))

    @cached_property
    def menu(self) -> tuple[MenuEntry, ...]:
        """The main menu: the largest ``nav`` tree of the page's head, as label, address and sub-menu."""
        best: tuple[MenuEntry, ...] = ()
        for nav in self.document.root.iter("nav"):
            entries = tuple(self._entries(nav))
            if _size(entries) > _size(best):
                best = entries
        return best

    def _entries(self, element: HtmlElement, depth: int = 0) -> list[MenuEntry]:
        found: list[MenuEntry] = []
        if depth > _DEEPEST_MENU:
            return found
        for item in _own_items(element):
            own = _own_nodes(item)
            link = next((e for e in own if e.get("data-testid") == "linkElement" or e.tag == "a"), None)
            children = tuple(self._entries(item, depth + 1))
            texts = link.itertext() if link is not None else (node.text or "" for node in own)
            label = clean_text(" ".join(texts))
            overflow = (item.get("id") or "").endswith("__more__")  # the "More" entry that only a narrow screen shows
            if label and not overflow:
                href = link.get("href") if link is not None else None
                address = self.document.absolute(href) if href else None
                found.append(MenuEntry(label=label, url=canonical_url(address) if address else None, children=children))
            elif children:
                found.extend(children)
        return found


def _own_items(element: HtmlElement) -> list[HtmlElement]:
    found, stack = [], list(reversed(element))
    while stack:
        node = stack.pop()
        if node.tag == "li":
            found.append(node)
        else:
            stack.extend(child for child in reversed(node) if isinstance(child.tag, str))
    return found


def _own_nodes(item: HtmlElement) -> list[HtmlElement]:
    """``item`` and what stands in it, its sub-menu left out, in order."""
    found, stack = [], [item]
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(child for child in reversed(node) if isinstance(child.tag, str) and child.tag != "li")
    return found


def _size(entries: tuple[MenuEntry, ...]) -> int:
    return sum(1 + _size(entry.children) for entry in entries)
