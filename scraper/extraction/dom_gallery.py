"""Reads a rendered pro-gallery: its items in order, each once, with title and description as caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction import figures
from scraper.extraction.dom_media import find_video, hold_place, picture_of
from scraper.extraction.ledger import clean
from scraper.extraction.markup import Run, Target

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scraper.extraction.dom import DomReader
    from scraper.extraction.dom_values import Format

_SILENT = frozenset(["script", "style", "noscript", "svg", "button", "template"])
_ITEMS = frozenset({"item-container", "gallery-item-item"})
_GHOST = "gallery-item-ghost"


def read_gallery(reader: DomReader, element: HtmlElement, _fmt: Format) -> None:
    """Read a gallery's viewer; one that was not drawn on the server keeps only its place."""
    items = _items(element)
    blocks = [block for item in items if (block := _item(reader, item)) is not None]
    if not blocks:
        hold_place(reader, "gallery")
        return
    reader.ledger.kept()
    reader.emit(figures.gallery(blocks))


def _items(element: HtmlElement) -> list[HtmlElement]:
    """Items in order; a list that scrolls endlessly repeats them under the same ``data-id``."""
    found: dict[str, HtmlElement] = {}
    for part in element.iter():
        if isinstance(part.tag, str) and (part.get("data-hook") in _ITEMS or part.get("data-testid") in _ITEMS):
            found.setdefault(part.get("data-id") or part.get("data-idx") or str(len(found)), part)
    if found:
        return list(found.values())
    return [img for img in element.iter("img") if not (img.get("data-hook") or "").endswith("preload")]


def _item(reader: DomReader, item: HtmlElement) -> HtmlElement | None:
    caption = _caption(item) if item.tag != "img" else ""
    video = find_video(item, reader.base_url) if _plays(item) else None
    if video is not None:
        address, seen, poster = video
        block = figures.video_figure(address, seen=seen, poster=poster)
        figures.add_caption(block, [Run(caption)])
    else:
        picture = next(filter(None, (picture_of(img, reader.base_url) for img in _images(item))), None)
        if picture is None:
            return None
        block = figures.image_figure(picture, _target(reader, item), [Run(caption)])
    reader.ledger.aside(caption)
    reader.ledger.kept()
    return block


def _plays(item: HtmlElement) -> bool:
    hooks = (part.get("data-hook") or "" for part in item.iter("div", "video"))
    return next(item.iter("video"), None) is not None or any(hook.startswith("video") for hook in hooks)


def _images(item: HtmlElement) -> list[HtmlElement]:
    """List the item's images, the blurred preload last."""
    if item.tag == "img":
        return [item]
    return sorted(item.iter("img"), key=lambda img: (img.get("data-hook") or "").endswith("preload"))


def _target(reader: DomReader, item: HtmlElement) -> Target | None:
    link = next((a for a in item.iter("a") if a.get("href")), None)
    if link is None and item.getparent() is not None and item.getparent().tag == "a":
        link = item.getparent()
    return reader.target(link) if link is not None else None


def _caption(item: HtmlElement) -> str:
    """Title and description, each once: they are drawn again for the state under the pointer."""
    lines: dict[str, None] = {}
    _gather(item, lines)
    return "\n".join(lines)


def _gather(element: HtmlElement, lines: dict[str, None]) -> None:
    for text in (element.text, *(child.tail for child in element)):
        line = " ".join(clean(text).split()) if text else ""
        if line:
            lines[line] = None
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT and child.get("aria-hidden") != "true":
            _gather(child, lines)
