"""Reads the content of a static page: what stands between header and footer.

Wix marks the parts of a page by ``id``, ``data-testid`` and ``data-hook`` and, since 2022, by the class
names ``wixui-…`` that it documents for site builders; other class names are hashed and never used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction import figures, markup
from scraper.extraction.body import PostReader
from scraper.extraction.dom_gallery import read_gallery
from scraper.extraction.dom_media import hold_place, picture_of, read_video
from scraper.extraction.dom_structures import has_content
from scraper.extraction.dom_values import background_of
from scraper.extraction.markup import Run
from scraper.extraction.media_urls import original_url
from scraper.extraction.page_parts import find_content, part_of
from scraper.extraction.vocabulary import EMPTY_BODY, Body

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from scraper.extraction.dom_values import Format

_FIELDS = frozenset({"label", "legend"})
_SHOWN_ROLES = frozenset({"tabpanel", "region", "listitem", "group"})


def read_page_body(root: HtmlElement, *, base_url: str) -> Body:
    """Read the own content of the page whose tree (or ``main`` element) is ``root``.

    Header, footer, menus, cookie and advertising banners, form fields and lists of posts are left out; the
    account says so. A page without content gives :data:`EMPTY_BODY`.
    """
    content = find_content(root)
    return PageReader(base_url).read(content) if content is not None else EMPTY_BODY


class PageReader(PostReader):
    """A page's content: components of the site builder, with rich content viewers among them."""

    soft_breaks = False

    def component(self, element: HtmlElement, fmt: Format) -> bool:
        """Read a component of the site builder."""
        part = part_of(element)
        if part is None:
            return super().component(element, fmt)
        self.flush()
        self.note_id(element)
        if part.why:
            self.ledger.dropped(part.kind, part.why)
        elif part.kind in _PARTS:
            _PARTS[part.kind](self, element, fmt)
        return True

    def counts(self, element: HtmlElement) -> bool:
        """Leave out what is no content of this page."""
        if not isinstance(element.tag, str):
            return False
        part = part_of(element)
        if part is None:
            return super().counts(element)
        return part.counted

    def hidden(self, element: HtmlElement) -> bool:
        """Tell what is hidden; a closed tab or slide is hidden only until somebody opens it."""
        if element.get("aria-hidden") == "true" and element.get("role") in _SHOWN_ROLES:
            return False
        return element.tag in _FIELDS or super().hidden(element)

    def skipped(self, element: HtmlElement) -> None:
        """Account for form fields, the only hidden parts that say something."""
        super().skipped(element)
        if element.tag in _FIELDS:
            self.ledger.dropped("form field", "forms do not work elsewhere")


def _background(reader: PageReader, element: HtmlElement, fmt: Format) -> None:
    """The layers behind a section: a picture or video is content, its place behind the text is not kept."""
    for image in element.iter("wow-image", "wix-image"):
        picture = picture_of(image, reader.base_url)
        if picture is not None:
            reader.ledger.degraded("background image", "its place behind the text")
            reader.emit(figures.image_figure(picture))
    for video in element.iter("video"):
        if video.get("src") or video.find("source") is not None:
            read_video(reader, video, fmt)


def _button(reader: PageReader, element: HtmlElement, fmt: Format) -> None:
    """A button: a link, or a control that only works on the site."""
    link = element if element.tag == "a" else next(element.iter("a"), None)
    target = (reader.target(link) if link is not None else None) or fmt.link
    with reader.inside(markup.element("div")) as holder:
        reader.walk(element, fmt._replace(link=None))
    text = " ".join("".join(holder.itertext()).split())
    pictures = [child for child in holder if child.tag == "figure"]
    if target is None:
        reader.ledger.degraded("button", "what it does")
        reader.emit(*list(holder))
    elif text:
        reader.ledger.converted()
        reader.emit(*pictures, figures.button(target, [Run(text)]))
    else:
        reader.ledger.converted()
        _linked(reader, element, target, pictures)


def _linked(reader: PageReader, element: HtmlElement, target: markup.Target, pictures: list[HtmlElement]) -> None:
    """A button that shows only a picture or a drawing."""
    label = " ".join((element.get("aria-label") or "").split())
    if pictures:
        reader.emit(*(figures.linked(picture, target) for picture in pictures))
    else:
        reader.ledger.aside(label or target.href)
        reader.emit(figures.button(target, [Run(label or target.href)]))


def _named_link(reader: PageReader, element: HtmlElement, fmt: Format) -> None:
    """A link around a drawing: its name is said only to screen readers."""
    target = reader.target(element) or fmt.link
    label = " ".join((element.get("aria-label") or "").split())
    reader.ledger.converted()
    reader.ledger.aside(label)
    reader.runs.append(Run(label, fmt.marks, target))


def _tabs(reader: PageReader, element: HtmlElement, fmt: Format) -> None:
    """Tabs become disclosures, the first one open."""
    labels = [tab for tab in element.iter() if tab.get("role") == "tab"]
    panels = [panel for panel in element.iter() if panel.get("role") == "tabpanel"]
    for position, panel in enumerate(panels):
        summary = labels[position] if position < len(labels) else None
        _disclosure(reader, summary, panel, fmt, opened=position == 0)
    for label in labels[len(panels) :]:
        reader.walk(label, fmt)
        reader.flush()


def _accordion(reader: PageReader, element: HtmlElement, fmt: Format) -> None:
    """An accordion's header stands in a button beside its content."""
    parent = element.getparent()
    siblings = list(parent) if parent is not None else []
    content = next((part for part in siblings if part.get("data-hook") == "accordion-item-content"), None)
    _disclosure(reader, element, content, fmt)


def _disclosure(
    reader: PageReader, title: HtmlElement | None, content: HtmlElement | None, fmt: Format, *, opened: bool = False
) -> None:
    details = markup.element("details", {"open": "open"} if opened else {})
    for tag, part in (("summary", title), ("div", content)):
        if part is not None:
            with reader.inside(markup.element(tag)) as holder:
                reader.walk(part, fmt)
            if tag == "summary":
                markup.lift_single_paragraph(holder)
                markup.append(details, holder)
            else:
                markup.append(details, *list(holder))
    if has_content(details):
        reader.ledger.converted()
        reader.emit(details)


def _player(reader: PageReader, element: HtmlElement, fmt: Format) -> None:
    """An audio player: its file is loaded by script, so mostly only cover and titles are there."""
    sound = next((part.get("src") for part in element.iter("audio", "source") if part.get("src")), None)
    if sound:
        reader.ledger.kept()
        reader.emit(figures.audio_figure(original_url(sound) or sound))
    else:
        hold_place(reader, "audio")
    for part in element.iter():
        hook = part.get("data-hook") if isinstance(part.tag, str) else None
        if hook == "cover" and (address := original_url(background_of(part) or "")):
            reader.emit(figures.image_figure(figures.Picture(address)))
        elif hook in ("trackName", "artistName"):
            reader.ledger.aside("".join(reader.texts_of(part)))
            reader.walk(part, fmt)
            reader.flush()


def _line(reader: PageReader, _element: HtmlElement, _fmt: Format) -> None:
    reader.ledger.kept()
    reader.emit(markup.element("hr"))


def _anchor(_reader: PageReader, _element: HtmlElement, _fmt: Format) -> None:
    """A place to link to; its name is shown only in the editor."""


_PARTS: dict[str, Callable[[PageReader, HtmlElement, Format], None]] = {
    "background": _background, "button": _button, "named link": _named_link, "tabs": _tabs, "accordion": _accordion,
    "gallery": read_gallery, "audio": _player, "video": read_video, "line": _line, "anchor": _anchor,
}  # fmt: skip
