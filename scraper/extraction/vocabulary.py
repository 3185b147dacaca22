"""The vocabulary of bodies (``docs/body-html.md``) and what a finished tree of it says.

Readers build a tree with ``scraper.extraction.markup`` and call :func:`finish`; so HTML, text, images and
links of a body always agree with each other, whichever reader made it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from scraper.extraction.media_urls import filename_of, is_document, original_url
from scraper.items import Fidelity, Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from scraper.extraction.ledger import Ledger

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
HASHTAG_PATH = re.compile(r"/hashtags/([^/?#]+)|/search/\.hash\.([^/?#]+)")
_DIRECTED = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "td", "th", "figcaption",
    "details", "summary",
})  # fmt: skip
_ALIGN = "text-align:"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyImage:
    """One image in its place."""

    url: str
    """Original media URL."""
    seen_url: str | None = None
    """The address under which the page shows it, if that is another one."""
    alt: str | None = None
    """``""``: the owner marked it as decoration; ``None``: not stated."""
    caption: str | None = None
    width: int | None = None
    """Pixels of the original, as stated."""
    height: int | None = None
    filename: str | None = None
    """Name under which the owner uploaded it, where stated."""
    kind: str = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyVideo:
    """One video: a file or a page of a video platform."""

    url: str
    seen_url: str | None = None
    poster: str | None = None
    """Original media URL of the still picture."""
    title: str | None = None
    kind: str = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFile:
    """One file to download, as a card or as a link in the text."""

    url: str
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    """Bytes."""
    kind: str = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body in the vocabulary of ``docs/body-html.md`` and everything it refers to, in order."""

    html: str
    text: str
    """The words of ``html``, white space collapsed, without the labels of file cards and video links."""
    images: tuple[BodyImage, ...] = ()
    videos: tuple[BodyVideo, ...] = ()
    files: tuple[BodyFile, ...] = ()
    embeds: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """Absolute targets, no repeats; links within the body are not among them."""
    hashtags: tuple[str, ...] = ()
    fidelity: Fidelity = field(default_factory=Fidelity)
    issues: tuple[Issue, ...] = ()


EMPTY_BODY = Body(html="", text="")


def finish(root: HtmlElement, ledger: Ledger) -> Body:
    """Turn a tree made by ``scraper.extraction.markup`` into a :class:`Body`.

    ``root`` is the container whose children are the body's blocks; it is used up: private attributes are
    taken off, anchors are checked, directions are set.
    """
    _resolve_anchors(root, ledger)
    text = " ".join("".join(root.itertext()).split())
    if _RTL.search(text):
        _set_directions(root, None)
    _normalise_alignment(root)
    gathered = _Gathered()
    for element in root.iter("img", "a", "iframe", "video", "audio", "figcaption"):
        gathered.take(element)
    fidelity, issues = ledger.close(text)
    return Body(
        html="".join(_serialised(root)),
        text=text,
        images=tuple(gathered.images),
        videos=tuple(gathered.videos),
        files=tuple(gathered.files.values()),
        embeds=tuple(gathered.embeds),
        links=tuple(gathered.links),
        hashtags=tuple(gathered.hashtags),
        fidelity=fidelity,
        issues=issues,
    )


def _serialised(root: HtmlElement) -> Iterator[str]:
    for block in root:
        block.tail = None
        yield etree.tostring(block, method="html", encoding="unicode") + "\n"


class _Gathered:
    """What the elements of a body refer to; takes their private attributes off while reading them."""

    def __init__(self) -> None:
        self.images: list[BodyImage] = []
        self.videos: list[BodyVideo] = []
        self.files: dict[str, BodyFile] = {}
        # dicts as ordered sets
        self.embeds: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.hashtags: dict[str, None] = {}

    def take(self, element: HtmlElement) -> None:
        if element.tag == "figcaption":
            element.text = element.attrib.pop("data-x-label", element.text)
        elif element.tag == "img":
            self.images.append(_image(element))
        elif element.tag == "a" and element.get("data-x-url") is None:
            self._link(element)
        elif element.get("data-x-url") is not None:
            self.videos.append(_video(element))
        elif element.get("src"):
            self.embeds[element.get("src", "")] = None

    def _link(self, element: HtmlElement) -> None:
        href = element.get("href", "")
        label = element.attrib.pop("data-x-label", None)
        if label is not None:
            element.text = label
            self.files[href] = _file(element, href)
            return
        if not href or href.startswith("#"):
            return
        self.links[href] = None
        hashtag = _hashtag(element, href)
        if hashtag:
            self.hashtags[hashtag] = None
        if is_document(href):
            url = original_url(href) or href
            self.files.setdefault(url, BodyFile(url=url, name=filename_of(href)))


def _image(element: HtmlElement) -> BodyImage:
    private = element.attrib
    url, seen = private.get("src", ""), private.pop("data-x-seen", None)
    return BodyImage(
        url=url,
        seen_url=seen if seen != url else None,
        alt=None if private.pop("data-x-unstated", None) else private.get("alt"),
        caption=_caption(element),
        width=_number(private.get("width")),
        height=_number(private.get("height")),
        filename=private.pop("data-x-name", None),
    )


def _video(element: HtmlElement) -> BodyVideo:
    private = element.attrib
    url, seen = private.pop("data-x-url"), private.pop("data-x-seen", None)
    label = private.pop("data-x-label", None)
    if label is not None:
        element.text = label
    return BodyVideo(
        url=url,
        seen_url=seen if seen != url else None,
        poster=private.pop("data-x-poster", None),
        title=private.get("title") or None,
    )


def _file(element: HtmlElement, url: str) -> BodyFile:
    private = element.attrib
    return BodyFile(
        url=url,
        name=private.get("download") or None,
        mime=private.get("type") or None,
        size=_number(private.pop("data-x-size", None)),
    )


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() else None


def _caption(element: HtmlElement) -> str | None:
    figure = element.getparent()
    if figure is not None and figure.tag == "a":
        figure = figure.getparent()
    caption = figure.find("figcaption") if figure is not None and figure.tag == "figure" else None
    return " ".join("".join(caption.itertext()).split()) or None if caption is not None else None


def _hashtag(element: HtmlElement, href: str) -> str | None:
    found = HASHTAG_PATH.search(href)
    if not found:
        return None
    shown = " ".join("".join(element.itertext()).split())
    if shown[:1] in ("#", "＃") and shown[1:]:
        return shown[1:]
    return unquote(found.group(1) or found.group(2)) or None


_NOWHERE = "x-nowhere"


def _resolve_anchors(root: HtmlElement, ledger: Ledger) -> None:
    """Keep the ids that a link of the body names; a link to nowhere keeps only its text."""
    wanted = {unquote(a.get("href", "")[1:]) for a in root.iter("a") if a.get("href", "").startswith("#")}
    targets: dict[str, str] = {}
    for element in root.xpath(".//*[@data-x-ids]"):
        names = [name for name in element.attrib.pop("data-x-ids").split() if name in wanted and name not in targets]
        if names:
            element.set("id", names[0])
            targets.update(dict.fromkeys(names, names[0]))
    if not wanted:
        return
    for link in [a for a in root.iter("a") if a.get("href", "").startswith("#")]:
        target = targets.get(unquote(link.get("href", "")[1:]))
        if target:
            link.set("href", f"#{target}")
        else:
            ledger.degraded("link", "its target is not in the body")
            link.tag = _NOWHERE
    etree.strip_tags(root, _NOWHERE)


def _first_strong(text: str) -> str | None:
    """Direction of the first strong character, by the rule of HTML's ``dir=auto``."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return None


def _set_directions(element: HtmlElement, inherited: str | None) -> None:
    """State a block's direction where it differs from that of the block around it."""
    for child in element:
        direction = inherited
        if child.tag in _DIRECTED:
            own = _first_strong("".join(child.itertext()))
            if own and own != inherited:
                child.set("dir", own)
                direction = own
        _set_directions(child, direction)


def _normalise_alignment(root: HtmlElement) -> None:
    """Drop an alignment that says what the direction says anyway."""
    for element in root.xpath(".//*[@style]"):
        default = f"{_ALIGN}{'right' if _direction(element) == 'rtl' else 'left'}"
        said = element.get("style", "").split(";")
        if default in said:
            element.set("style", ";".join(part for part in said if part != default))
        if not element.get("style"):
            del element.attrib["style"]


def _direction(element: HtmlElement) -> str | None:
    while element is not None:
        if element.get("dir"):
            return str(element.get("dir"))
        element = element.getparent()
    return None
