"""Ghost's cards for what is no text: players, files, previews, buttons, toggles.

Fields of each card: ``@tryghost/kg-default-nodes``, ``nodes/<card>/<Card>Node``.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipelines.exporters.ghost.inline import INLINE, Node, is_inline
from pipelines.exporters.ghost.pictures import file_name, gallery, html_card, image, kept_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from pipelines.exporters.ghost.desk import Hand

_VIDEO_SIZE = (1280, 720)
_TOGGLE = INLINE | {"p", "ul", "ol", "li"}  # what the small editor in a toggle keeps
_ALIGNED = {"left": "left", "start": "left"}


def figure(hand: Hand, element: HtmlElement) -> list[Node]:
    """Write a ``figure`` of the vocabulary as cards; what is none of them is kept as HTML."""
    kind = (element.get("class") or "").split(" ")[0]
    cards = _WRITERS.get(kind, kept_whole)(hand, element)
    anchor = element.get("id")
    return [html_card(f'<a id="{escape(anchor)}"></a>'), *cards] if anchor else cards


# --- players ---


def _video(hand: Hand, element: HtmlElement) -> list[Node]:
    player = element.find(".//video")
    if player is None:
        return _embed(hand, element, "video")
    stored = hand.desk.shelf.get(player.get("src"))
    width, height = (stored.width, stored.height) if stored else (None, None)
    source = hand.source(player.get("src"))
    card = {
        "type": "video",
        "version": 1,
        "src": source,
        "caption": hand.inner(element.find("figcaption")),
        "fileName": stored.title if stored else file_name(source),
        "mimeType": stored.mime if stored else "",
        "width": width or _VIDEO_SIZE[0],
        "height": height or _VIDEO_SIZE[1],
        "duration": 0,
        "thumbnailSrc": hand.source(player.get("poster")),
        "customThumbnailSrc": "",
        "thumbnailWidth": width or _VIDEO_SIZE[0],
        "thumbnailHeight": height or _VIDEO_SIZE[1],
        "cardWidth": "regular",
        "loop": False,
    }
    return [card] if source else kept_whole(hand, element)


def _audio(hand: Hand, element: HtmlElement) -> list[Node]:
    player = element.find(".//audio")
    if player is None or not player.get("src"):
        return _embed(hand, element, "")
    stored = hand.desk.shelf.get(player.get("src"))
    card: Node = {
        "type": "audio",
        "version": 1,
        "duration": 0,
        "mimeType": stored.mime if stored else "",
        "src": hand.source(player.get("src")),
        "title": player.get("title") or "",
        "thumbnailSrc": "",
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
    return kept_whole(hand, element)


# --- previews and gaps ---


def _card(hand: Hand, element: HtmlElement) -> list[Node]:
    """A preview: the linked title, a line break and the description stand in its caption."""
    caption = element.find("figcaption")
    links = [link for link in element.iter("a") if link.get("href")]
    if not links or len({link.get("href") for link in links}) > 1:
        return kept_whole(hand, element)
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
    if (
        link is None
        or link.tag != "a"
        or not link.get("href")
        or (element.text or "").strip()
        or (link.tail or "").strip()
    ):
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
        "type": "file",
        "version": 1,
        "src": stored.url if stored else hand.href(link.get("href")),
        "fileTitle": title,
        "fileCaption": "",
        "fileName": name,
        "fileSize": stored.size if stored else 0,
    }


def toggle(hand: Hand, element: HtmlElement) -> list[Node]:
    """Write a pair of summary and content as a toggle, if the small editor in it can hold the content."""
    summary = element.find("summary")
    inside = [part for part in element.iterdescendants() if part is not summary and not _within(part, summary)]
    if summary is None or not is_inline(summary) or any(part.tag not in _TOGGLE for part in inside):
        return kept_whole(hand, element)
    heading = hand.inner(summary)
    after = summary.tail or ""
    element.remove(summary)
    element.text = (element.text or "") + after
    return [{"type": "toggle", "version": 1, "heading": heading, "content": hand.inner(element)}]


def _within(part: HtmlElement, top: HtmlElement | None) -> bool:
    return top is not None and any(parent is top for parent in part.iterancestors())


_WRITERS: dict[str, Callable[[Hand, HtmlElement], list[Node]]] = {
    "": image,
    "gallery": lambda hand, element: gallery(hand, element, figure),
    "video": _video,
    "audio": _audio,
    "embed": _embed,
    "card": _card,
    "missing": _missing,
}
