"""A fetched page and what is embedded in it: parsed once, lazily."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree

from scraper.urls import canonical_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?\s*([\w-]+)""", re.IGNORECASE)
# JSON escapes; the first group is half a surrogate pair. The other expression only tells whether there is any.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)", re.DOTALL)
_HALF_PAIR = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]", re.DOTALL)


@dataclass(frozen=True)
class Document:
    """One HTML page as it was served.

    ``body`` is the undecoded response body, ``encoding`` what the transport said of it (``None``: the
    page's own meta tag, then UTF-8, which is what Wix serves). Nothing here does I/O or reads a clock.
    """

    url: str
    body: bytes
    fetched_at: str | None = None
    encoding: str | None = None

    @cached_property
    def root(self) -> HtmlElement:
        """The parsed tree; an empty page gives an empty ``html`` element."""
        encoding = self.encoding or self._declared_encoding()
        # lxml's plain parser, not that of lxml.html: the latter asks Python for a class at each touch of an element.
        try:
            parser = etree.HTMLParser(encoding=encoding, huge_tree=True)
        except (LookupError, ValueError):
            parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        try:
            root = etree.fromstring(self.body.replace(b"\x00", b""), parser=parser)
        except etree.ParserError:
            root = None
        return root if root is not None else etree.fromstring(b"<html></html>", parser=parser)

    def _declared_encoding(self) -> str:
        found = _CHARSET.search(self.body[:4096])
        return found.group(1).decode("ascii") if found else "utf-8"

    @cached_property
    def head(self) -> dict[str, str]:
        """Meta tags: name or property, lower case -> content; the first one of a name wins."""
        metas: dict[str, str] = {}
        for meta in self.root.iter("meta"):
            key = meta.get("property") or meta.get("name") or meta.get("http-equiv")
            if key and meta.get("content") is not None:
                metas.setdefault(key.lower(), meta.get("content", ""))
        return metas

    def head_links(self, rel: str) -> list[HtmlElement]:
        """``link`` elements of that ``rel``, in order."""
        return [link for link in self.root.iter("link") if rel in (link.get("rel") or "").lower().split()]

    @cached_property
    def base_url(self) -> str:
        """Against what relative addresses resolve: the page's own URL. Wix never uses ``<base>``."""
        return self.url

    def absolute(self, href: str) -> str | None:
        """``href`` as an absolute URL, or ``None`` where it is not an address at all."""
        try:
            return urljoin(self.base_url, href.strip())
        except ValueError:
            return None

    @cached_property
    def canonical(self) -> str | None:
        """What ``link[rel=canonical]`` states, absolute and in canonical form."""
        for link in self.head_links("canonical"):
            address = self.absolute(link.get("href") or "")
            if address:
                return canonical_url(address)
        return None

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Targets of all ``a[href]``, absolute, as written, in order, no repeats; in-page anchors left out."""
        found: dict[str, None] = {}
        for anchor in self.root.iter("a"):
            href = (anchor.get("href") or "").strip()
            if href and not href.startswith(("#", "javascript:", "data:")):
                address = href if href.startswith(("http://", "https://")) else self.absolute(href)
                if address:
                    found[address] = None
        return tuple(found)

    @cached_property
    def is_not_found(self) -> bool:
        """True if Wix rendered its "not found" view, whatever the status says."""
        return b'data-hook="not-found-page"' in self.body

    def script_text(self, script_id: str) -> str | None:
        """Text of ``<script id=…>``, or ``None``."""
        return self._scripts_by_id.get(script_id)

    @cached_property
    def _scripts_by_id(self) -> dict[str, str]:
        return {s.get("id", ""): s.text or "" for s in self.root.iter("script") if s.get("id")}

    @cached_property
    def json_ld(self) -> tuple[dict[str, Any], ...]:
        """All JSON-LD objects of the page, ``@graph`` and lists flattened; broken ones are skipped."""
        found: list[dict[str, Any]] = []
        for script in self.root.iter("script"):
            if (script.get("type") or "").lower() == "application/ld+json":
                found.extend(_objects(load_json(script.text)))
        return tuple(found)

    @cached_property
    def warmup(self) -> dict[str, Any]:
        """The whole ``wix-warmup-data`` object; ``{}`` where there is none."""
        return _dict(load_json(self.script_text("wix-warmup-data")))

    @cached_property
    def viewer_model(self) -> dict[str, Any]:
        """The ``wix-viewer-model`` object; ``{}`` where there is none (before mid-2021)."""
        return _dict(load_json(self.script_text("wix-viewer-model")))

    @cached_property
    def essential_model(self) -> dict[str, Any]:
        """The ``wix-essential-viewer-model`` object; ``{}`` where there is none."""
        return _dict(load_json(self.script_text("wix-essential-viewer-model")))

    @cached_property
    def language(self) -> str | None:
        """``html[lang]`` in lower case."""
        lang = (self.root.get("lang") or "").strip().lower()
        return lang or None


def load_json(text: str | None) -> Any:
    """The value that ``text`` holds as JSON; ``None`` where it holds none.

    Half a surrogate pair, which Wix leaves where it cuts an excerpt within an emoji, becomes U+FFFD:
    neither UTF-8 nor an HTML tree can hold it.
    """
    if not text or not text.strip():
        return None
    # Told by a search in C first: the expression looks at each character of a value of 250 kB.
    if (r"\ud" in text or r"\uD" in text) and _HALF_PAIR.search(text):
        text = _ESCAPE.sub(lambda found: r"\ufffd" if found.group(1) else found.group(), text)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def types_of(entry: dict[str, Any]) -> tuple[str, ...]:
    """The types of a JSON-LD object: ``@type`` may be one name or a list of names."""
    stated = entry.get("@type")
    return tuple(name for name in (stated if isinstance(stated, list) else [stated]) if isinstance(name, str))


def _objects(value: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    stack = [value]
    while stack:
        entry = stack.pop()
        if isinstance(entry, list):
            stack.extend(reversed(entry))
        elif isinstance(entry, dict):
            found.append(entry)
            stack.append(entry.get("@graph"))
    return found
