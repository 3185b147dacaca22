"""One walk over a page: its visible lines, its contact links and its frames, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from scraper.extraction.contacts.model import BODY, FOOTER, HEADER
from scraper.extraction.contacts.words import words
from scraper.extraction.values import clean_text
from scraper.urls import host_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scraper.extraction.document import Document

LINK_MARK = "\ue000"
"""Stands in a line's text where a link begins; a private-use character, removed from the page's own text."""

_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "textarea", "head"})
# Everything else breaks the line; an unknown element (wow-image, wix-iframe) is a box of its own.
_INLINE = frozenset(
    words(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark object picture q s samp small",
        "span strike strong sub sup time tt u var wbr img",
    )
)
# They break the line but do not open a new box: the paragraphs of one text box belong together.
_LINE_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "br", "address", "pre", "dt", "dd", "li", "ul", "ol"})
_FRAMES = frozenset({"iframe", "wix-iframe"})
_REGION_TAGS = {"header": HEADER, "footer": FOOTER}
_FORM_TAGS = frozenset({"form", "label", "fieldset"})
_POST_HOOKS = frozenset({"post", "post-description", "post-list-item"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands."""

    where: str
    """``header``, ``footer`` or ``body``."""
    in_post: bool
    """True inside a post or the teaser of one: what stands there may be other people's."""
    box: int
    """Number of the text box; the lines of one box follow each other visibly."""
    in_form: bool = False
    """True for what labels or asks in a form."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link that leaves the site, with what a reader sees of it."""

    href: str
    text: str
    name: str
    """Spoken name: ``aria-label`` or the alternative text of its picture."""
    place: Place


@dataclass(slots=True)
class Line:
    """One visible line; :data:`LINK_MARK` stands where the n-th of ``anchors`` begins."""

    text: str
    place: Place
    anchors: list[Anchor] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """An embedded frame."""

    src: str
    title: str
    place: Place


@dataclass(slots=True)
class Scan:
    """What one walk found, in document order."""

    lines: list[Line] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)


@lru_cache(maxsize=1)
def scan(document: Document) -> Scan:
    """Walk the page once; kept for the page at hand, since several readers ask for it in a row."""
    walk = _Walk(host_of(document.url))
    body = document.root.find("body")
    if body is not None:
        walk.run(body)
    return walk.found


class _Walk:
    """The walk's state. It needs no recursion: saved pages nest deeper than Python recurses."""

    def __init__(self, host: str) -> None:
        self.found = Scan()
        self._own = re.compile(rf"(?:https?:)?//{re.escape(host)}(?:[/?#]|$)|/(?!/)|[#?.]|javascript:|$", re.IGNORECASE)
        self._parts: list[str] = []
        self._anchors: list[Anchor] = []
        self._place = Place(BODY, in_post=False, box=0)
        self._outer: list[Place] = []
        self._boxes = 0

    def run(self, body: HtmlElement) -> None:
        walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element.tag in _SKIPPED:
                    walk.skip_subtree()
                else:
                    self._enter(element, element.tag)
            elif event == "end":
                self._leave(element, element.tag)
            elif element.tail:
                self._say(element.tail)
        self._flush()

    def _enter(self, element: HtmlElement, tag: str) -> None:
        if tag == "a":
            self._link(element)
        elif tag not in _INLINE:
            self._flush()
            if tag not in _LINE_TAGS:
                self._outer.append(self._place)
                self._open_box(element, tag)
        text = element.text
        if text:
            self._say(text)

    def _leave(self, element: HtmlElement, tag: str) -> None:
        if tag not in _INLINE and tag not in _SKIPPED:
            self._flush()
            if tag not in _LINE_TAGS:
                self._place = self._outer.pop()
        text = element.tail
        if text:
            self._say(text)

    def _say(self, text: str) -> None:
        self._parts.append(text if text.isascii() else _PRIVATE_USE.sub("", text))

    def _open_box(self, element: HtmlElement, tag: str) -> None:
        self._boxes += 1
        where, in_post = self._place.where, self._place.in_post
        if where == BODY and not in_post:
            where = _region_of(element, tag)
        in_post = in_post or tag == "article" or element.get("data-hook") in _POST_HOOKS
        self._place = Place(where, in_post, self._boxes, self._place.in_form or tag in _FORM_TAGS)
        if tag in _FRAMES:
            src = element.get("src") or element.get("data-src") or ""
            self.found.frames.append(Frame(src, element.get("title") or "", self._place))

    def _link(self, element: HtmlElement) -> None:
        href = element.get("href") or ""
        if self._own.match(href.lstrip()):
            return
        text = clean_text(_PRIVATE_USE.sub("", "".join(element.itertext())))
        anchor = Anchor(href, text, clean_text(element.get("aria-label")) or _alt(element), self._place)
        self._parts.append(LINK_MARK)
        self._anchors.append(anchor)
        self.found.anchors.append(anchor)

    def _flush(self) -> None:
        if not self._parts:
            return
        parts = self._parts
        text = clean_text(parts[0] if len(parts) == 1 else "".join(parts))
        if text:
            self.found.lines.append(Line(text, self._place, self._anchors))
            self._anchors = []
        self._parts = []


def _region_of(element: HtmlElement, tag: str) -> str:
    """Name the region: classic sites mark it by id, Studio sites by the tag alone."""
    name = element.get("id") or ""
    if name.startswith("SITE_HEADER"):
        return HEADER
    if name.startswith("SITE_FOOTER"):
        return FOOTER
    if tag in _REGION_TAGS and next(element.iterancestors("main", "article"), None) is None:
        return _REGION_TAGS[tag]
    return BODY


def _alt(element: HtmlElement) -> str:
    for image in element.iter("img"):
        alt = clean_text(image.get("alt"))
        if alt:
            return alt
    return ""
