"""Ghost's cards for what is no text: pictures, galleries, players, files, previews, buttons, toggles.

Fields of each card: ``@tryghost/kg-default-nodes``, ``nodes/<card>/<Card>Node``.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipelines.exporters.ghost.inline import INLINE, Node, is_inline

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from pipelines.exporters.ghost.desk import Hand

MAX_GALLERY = 9
"""Pictures of one gallery card, in rows of three (Koenig's ``MAX_IMAGES``)."""

_ROW = 3
_UNKNOWN_SIZE = (1200, 800)  # a gallery does not show a picture without a size
_VIDEO_SIZE = (1280, 720)
_TOGGLE = INLINE | {"p", "ul", "ol", "li"}  # what the small editor in a toggle keeps
_ALIGNED = {"left": "left", "start": "left"}


def html_card(markup: str) -> Node:
    return {"type": "html", "version": 1, "html": markup}


def figure(hand: Hand, element: HtmlElement) -> list[Node]:
    """Write a ``figure`` of the vocabulary as cards; what is none of them is kept as HTML."""
    kind = (element.get("class") or "").split(" ")[0]
    cards = _WRITERS.get(kind, _kept_whole)(hand, element)
    anchor = element.get("id")
    return [html_card(f'<a id="{escape(anchor)}"></a>'), *cards] if anchor else cards


def _kept_whole(hand: Hand, element: HtmlElement) -> list[Node]:
    hand.desk.notes.add("html-card", hand.place)
    return [html_card(hand.outer(element))]


# --- pictures ---


def _image(hand: Hand, element: HtmlElement) -> list[Node]:
    picture = _picture(element)
    if picture is None:
        return _kept_whole(hand, element)
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
        **{"type": "image", "version": 1, "src": hand.source(picture.get("src")), "width": width, "height": height},
        **{"title": picture.get("title") or "", "alt": picture.get("alt") or ""},
        **{"caption": hand.inner(element.find("figcaption")), "cardWidth": "regular"},
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


def _gallery(hand: Hand, element: HtmlElement) -> list[Node]:
    """Plain pictures go into gallery cards of at most nine; what leads somewhere or plays is a card of its own."""
    cards: list[Node] = []
    run: list[HtmlElement] = []
    for item in element.findall("figure"):
        if _picture(item) is not None and item.find("a") is None:
            run.append(item)
            continue
        cards += _gallery_cards(hand, run) + figure(hand, item)
        run = []
    cards += _gallery_cards(hand, run)
    if not cards:
        return _kept_whole(hand, element)
    caption = hand.inner(element.find("figcaption"))
    if caption and cards[-1]["type"] in ("gallery", "image"):
        cards[-1]["caption"] = "<br>".join(filter(None, [cards[-1]["caption"], caption]))
    elif caption:
        cards.append(html_card(f"<p>{caption}</p>"))
    return cards


def _gallery_cards(hand: Hand, items: list[HtmlElement]) -> list[Node]:
    if len(items) == 1:
        return _image(hand, items[0])
    count = -(-len(items) // MAX_GALLERY)
    bounds = [len(items) * number // count for number in range(count + 1)] if count else [0]
    return [_gallery_card(hand, items[low:high]) for low, high in zip(bounds, bounds[1:], strict=False)]


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
        **{"row": row, "fileName": _file_name(source), "src": source},
        **{"width": width or _UNKNOWN_SIZE[0], "height": height or _UNKNOWN_SIZE[1]},
        **{"alt": picture.get("alt") or "", "title": " ".join("".join(item.itertext()).split())},
    }


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2]) or "file"


# --- players ---


def _video(hand: Hand, element: HtmlElement) -> list[Node]:
    player = element.find(".//video")
    if player is None:
        return _embed(hand, element, "video")
    stored = hand.desk.shelf.get(player.get("src"))
    width, height = (stored.width, stored.height) if stored else (None, None)
    source = hand.source(player.get("src"))
    card = {
        **{"type": "video", "version": 1, "src": source, "caption": hand.inner(element.find("figcaption"))},
        **{"fileName": stored.title if stored else _file_name(source), "mimeType": stored.mime if stored else ""},
        **{"width": width or _VIDEO_SIZE[0], "height": height or _VIDEO_SIZE[1], "duration": 0},
        **{"thumbnailSrc": hand.source(player.get("poster")), "customThumbnailSrc": ""},
        **{"thumbnailWidth": width or _VIDEO_SIZE[0], "thumbnailHeight": height or _VIDEO_SIZE[1]},
        **{"cardWidth": "regular", "loop": False},
    }
    return [card] if source else _kept_whole(hand, element)


def _audio(hand: Hand, element: HtmlElement) -> list[Node]:
    player = element.find(".//audio")
    if player is None or not player.get("src"):
        return _embed(hand, element, "")
    stored = hand.desk.shelf.get(player.get("src"))
    card: Node = {
        **{"type": "audio", "version": 1, "duration": 0, "mimeType": stored.mime if stored else ""},
        **{"src": hand.source(player.get("src")), "title": player.get("title") or "", "thumbnailSrc": ""},
    }
    caption = hand.inner(element.find("figcaption"))
    return [card, html_card(f"<p>{caption}</p>")] if caption else [card]


def _embed(hand: Hand, element: HtmlElement, kind: str = "") -> list[Node]:
    frame = element.find(".//iframe")
    caption = hand.inner(element.find("figcaption"))
    if frame is not None and frame.get("src"):
        for name, value in zip(("width", "height"), ("200", "113") if kind else ("600", "450"), strict=True):
            frame.set(name, frame.get(name) or value)
        markup = hand.outer(frame)
        known = {"type": "embed", "version": 1, "url": frame.get("src"), "embedType": kind or "rich"}
        return [{**known, "html": markup, "metadata": {"title": frame.get("title") or ""}, "caption": caption}]
    link = element.find("a")
    if link is not None and link.get("href") and len(element.findall(".//a")) == 1:
        return [_bookmark(hand.href(link.get("href")), _text(link), "", "", caption)]
    return _kept_whole(hand, element)


# --- previews and gaps ---


def _card(hand: Hand, element: HtmlElement) -> list[Node]:
    """A preview: the linked title, a line break and the description stand in its caption."""
    caption = element.find("figcaption")
    links = [link for link in element.iter("a") if link.get("href")]
    if not links or len({link.get("href") for link in links}) > 1:
        return _kept_whole(hand, element)
    url = hand.href(links[0].get("href"))
    title, description = _title_and_rest(caption) if caption is not None else ("", "")
    picture = next(element.iter("img"), None)
    thumbnail = hand.source(picture.get("src")) if picture is not None else ""
    return [_bookmark(url, title or url, description, thumbnail, "")]


def _title_and_rest(caption: HtmlElement) -> tuple[str, str]:
    link = caption.find(".//a")
    whole = _text(caption)
    title = _text(link) if link is not None else ""
    if title and whole.startswith(title):
        return title, whole[len(title) :].strip()
    return whole, ""


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _bookmark(url: str, title: str, description: str, thumbnail: str, caption: str) -> Node:
    page = {"icon": "", "title": title, "description": description, "author": "", "publisher": ""}
    metadata = {**page, "thumbnail": thumbnail}
    return {"type": "bookmark", "version": 1, "url": url, "metadata": metadata, "caption": caption}


def _missing(hand: Hand, element: HtmlElement) -> list[Node]:
    kind = element.get("data-kind") or "something"
    hand.desk.notes.add("place", hand.place, kind)
    mark = html_card(f"<!-- Here the old site showed what could not be had: {escape(kind).replace('--', '- -')} -->")
    inside = hand.inner(element)
    return [mark, html_card(f"<p>{inside}</p>")] if inside else [mark]


# --- what stands in a paragraph or around blocks ---


def button_or_file(hand: Hand, element: HtmlElement) -> Node | None:
    """Return the card of a paragraph that is nothing but one button or one file."""
    link = element[0] if len(element) == 1 else None
    if link is None or link.tag != "a" or not link.get("href") or (element.text or "").strip() or (link.tail or "").strip():
        return None
    label = _text(link)
    kinds = (link.get("class") or "").split()
    if "button" in kinds and label:
        style = element.get("style", "").rpartition(":")[2].strip()
        card = {"type": "button", "version": 1, "buttonText": label, "alignment": _ALIGNED.get(style, "center")}
        return {**card, "buttonUrl": hand.href(link.get("href"))}
    return _file(hand, link, label) if "file" in kinds and label else None


def _file(hand: Hand, link: HtmlElement, label: str) -> Node:
    stored = hand.desk.shelf.get(link.get("href"))
    name = link.get("download") or (stored.title if stored else label)
    title = label.rpartition(".")[0] or label if label == name else label
    return {
        **{"type": "file", "version": 1, "src": stored.url if stored else hand.href(link.get("href"))},
        **{"fileTitle": title, "fileCaption": "", "fileName": name, "fileSize": stored.size if stored else 0},
    }


def toggle(hand: Hand, element: HtmlElement) -> list[Node]:
    """Write a pair of summary and content as a toggle, if the small editor in it can hold the content."""
    summary = element.find("summary")
    inside = [part for part in element.iterdescendants() if part is not summary and not _within(part, summary)]
    if summary is None or not is_inline(summary) or any(part.tag not in _TOGGLE for part in inside):
        return _kept_whole(hand, element)
    heading = hand.inner(summary)
    after = summary.tail or ""
    element.remove(summary)
    element.text = (element.text or "") + after
    return [{"type": "toggle", "version": 1, "heading": heading, "content": hand.inner(element)}]


def _within(part: HtmlElement, top: HtmlElement | None) -> bool:
    return top is not None and any(parent is top for parent in part.iterancestors())


_WRITERS: dict[str, Callable[[Hand, HtmlElement], list[Node]]] = {
    "": _image,
    "gallery": _gallery,
    "video": _video,
    "audio": _audio,
    "embed": _embed,
    "card": _card,
    "missing": _missing,
}
