"""From a comment's body to the plain text that its record holds.

Both carriers of a comment, Ricos data and the rendered page, are read into the vocabulary of bodies
first (``docs/body-html.md``); this makes paragraphs of it, without losing where links lead or that there was a picture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

from scraper.items import Issue

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scraper.extraction.vocabulary import Body

_PARAGRAPHS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "figure", "details", "summary",
    "hr",
})  # fmt: skip
_LINES = frozenset({"li", "tr", "figcaption"})
_MEDIA = {"img": "image", "video": "video", "audio": "audio", "iframe": "embed"}
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)(?:www\.)?", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_MANY = re.compile(r"\n{2,}")


def plain_text(body: Body) -> str | None:
    """The text of ``body``: paragraphs apart by a blank line, addresses in brackets behind what links to them.

    Pictures and players are named with their address in square brackets. ``None`` where there is nothing.
    """
    if not body.html:
        return None
    pieces: list[str] = []
    root = lxml.html.fragment_fromstring(body.html, create_parent="div")
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            pieces.append(_opening(element))
        else:
            pieces.append(_closing(element))
            pieces.append(_text(element.tail, element.getparent()))
    text = _BREAK.sub("\n", "".join(pieces)).strip()
    return _MANY.sub("\n\n", text) or None


def media_issue(count: int) -> Issue | None:
    """What a record says of ``count`` pictures or files that its text can only name; ``None`` where there are none."""
    if not count:
        return None
    text = f"the comment holds {count} picture(s) or file(s), which its text can only name"
    return Issue(field="text", code="media-in-comment", message=text)


def media_count(body: Body) -> int:
    """How many pictures, films, files and embeds ``body`` holds, those without an address included."""
    stated = len(body.images) + len(body.videos) + len(body.files) + len(body.embeds)
    return stated + body.html.count('class="missing"')


def _opening(element: HtmlElement) -> str:
    tag = element.tag
    text = _text(element.text, element)
    if tag in _MEDIA and element.get("src"):
        return f" [{_MEDIA[tag]}: {element.get('src')}] "
    if tag == "br":
        return "\n"
    if tag == "li":
        return f"\n- {text}"
    if element.get("class") == "missing":
        return f"\n\n[{element.get('data-kind')}: the source does not state its address]"
    if tag in _PARAGRAPHS:
        return f"\n\n{text}"
    return f"\n{text}" if tag in _LINES else text


def _closing(element: HtmlElement) -> str:
    if element.tag in _PARAGRAPHS:
        return "\n\n"
    if element.tag == "a":
        return _target(element)
    return " " if element.tag in ("td", "th") else ""


def _target(link: HtmlElement) -> str:
    """Where a link leads, unless its words say it; hashtags and mentions are words, not references."""
    href, label = link.get("href") or "", " ".join("".join(link.itertext()).split())
    if not href or href.startswith("#") or label.startswith(("#", "@")):
        return ""
    said = _SCHEME.sub("", href).rstrip("/") == _SCHEME.sub("", label).rstrip("/")
    return "" if said else f" ({href})"


def _text(text: str | None, holder: HtmlElement | None) -> str:
    if not text:
        return ""
    if holder is not None and any(node.tag == "pre" for node in (holder, *holder.iterancestors())):
        return text
    return re.sub(r"\s+", " ", text)
