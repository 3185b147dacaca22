"""Ghost's cards for pictures and galleries, and the HTML card that holds whatever has no card of its own.

Fields of each card: ``@tryghost/kg-default-nodes``, ``nodes/image`` and ``nodes/gallery``.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from scraper.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from pipelines.exporters.ghost.desk import Hand
    from pipelines.exporters.ghost.inline import Node

MAX_GALLERY = 9
"""Pictures of one gallery card, in rows of three (Koenig's ``MAX_IMAGES``)."""

_ROW = 3
_UNKNOWN_SIZE = (1200, 800)  # a gallery does not show a picture without a size


def html_card(markup: str) -> Node:
    return {"type": "html", "version": 1, "html": markup}


def kept_whole(hand: Hand, element: HtmlElement) -> list[Node]:
    hand.desk.notes.add("html-card", hand.place)
    return [html_card(hand.outer(element))]


def image(hand: Hand, element: HtmlElement) -> list[Node]:
    """Write a figure of one picture as an image card."""
    picture = _picture(element)
    if picture is None:
        return kept_whole(hand, element)
    return [_image_card(hand, element, picture)]


def _picture(element: HtmlElement) -> HtmlElement | None:
    """The one picture of a figure that holds nothing else but its link and its caption."""
    known = {"img", "a"}
    parts = [part for part in element.iterdescendants() if not _in_caption(part, element)]
    pictures = [part for part in parts if part.tag == "img" and part.get("src")]
    return pictures[0] if len(pictures) == 1 and all(part.tag in known for part in parts) else None


def _in_caption(part: HtmlElement, top: HtmlElement) -> bool:
    while part is not top:
        if part.tag == "figcaption":
            return True
        part = part.getparent()
    return False


def _image_card(hand: Hand, element: HtmlElement, picture: HtmlElement) -> Node:
    width, height = _size(hand, picture)
    link = element.find("a")
    return {
        "type": "image",
        "version": 1,
        "src": hand.source(picture.get("src")),
        "width": width,
        "height": height,
        "title": picture.get("title") or "",
        "alt": picture.get("alt") or "",
        "caption": hand.inner(element.find("figcaption")),
        "cardWidth": "regular",
        "href": hand.href(link.get("href")) if link is not None and link.get("href") else "",
    }


def _size(hand: Hand, picture: HtmlElement) -> tuple[int | None, int | None]:
    stored = hand.desk.shelf.get(picture.get("src"))
    if stored and stored.width and stored.height:
        return stored.width, stored.height
    stated = picture.get("width", ""), picture.get("height", "")
    if all(value.isdecimal() and int(value) > 0 for value in stated):
        return int(stated[0]), int(stated[1])
    return None, None


def gallery(hand: Hand, element: HtmlElement, other: Callable[[Hand, HtmlElement], list[Node]]) -> list[Node]:
    """Write plain pictures as gallery cards of nine at most; what leads somewhere or plays is left to ``other``."""
    cards: list[Node] = []
    run: list[HtmlElement] = []
    for item in element.findall("figure"):
        if _picture(item) is not None and item.find("a") is None:
            run.append(item)
            continue
        cards += _gallery_cards(hand, run) + other(hand, item)
        run = []
    cards += _gallery_cards(hand, run)
    if not cards:
        return kept_whole(hand, element)
    caption = hand.inner(element.find("figcaption"))
    if caption and cards[-1]["type"] in ("gallery", "image"):
        cards[-1]["caption"] = "<br>".join(filter(None, [cards[-1]["caption"], caption]))
    elif caption:
        cards.append(html_card(f"<p>{caption}</p>"))
    return cards


def _gallery_cards(hand: Hand, items: list[HtmlElement]) -> list[Node]:
    if len(items) == 1:
        return image(hand, items[0])
    count = -(-len(items) // MAX_GALLERY)
    bounds = [len(items) * number // count for number in range(count + 1)] if count else [0]
    return [_gallery_card(hand, items[low:high]) for low, high in pairwise(bounds)]


def _gallery_card(hand: Hand, items: list[HtmlElement]) -> Node:
    pictures = [_gallery_picture(hand, item, number // _ROW) for number, item in enumerate(items)]
    captions = [caption for item in items if (caption := hand.inner(item.find("figcaption")))]
    for _ in captions:
        hand.desk.notes.add("gallery-texts", hand.place)
    return {"type": "gallery", "version": 1, "images": pictures, "caption": "<br>".join(captions)}


def _gallery_picture(hand: Hand, item: HtmlElement, row: int) -> dict[str, Any]:
    picture = next(item.iter("img"))
    width, height = _size(hand, picture)
    source = hand.source(picture.get("src"))
    return {
        "row": row,
        "fileName": file_name(source),
        "src": source,
        "width": width or _UNKNOWN_SIZE[0],
        "height": height or _UNKNOWN_SIZE[1],
        "alt": picture.get("alt") or "",
        "title": " ".join("".join(item.itertext()).split()),
    }


def file_name(url: str) -> str:
    return unquote(parts_of(url).path.rpartition("/")[2]) or "file"
