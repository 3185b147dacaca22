"""A body as Portable Text (specification at github.com/portabletext): what Sanity's editor and front ends read.

Blocks, lists, marks, links and pictures are Portable Text; everything else is an object ``html`` with its markup, in
its place. Decorators are those of Sanity's editor, and ``sub``, ``sup`` and ``highlight``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipelines.html import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

Object = dict[str, Any]

_MARKS = {
    "strong": "strong",
    "em": "em",
    "code": "code",
    "u": "underline",
    "s": "strike-through",
    "sub": "sub",
    "sup": "sup",
    "mark": "highlight",
}
_STYLES = {"p": "normal", **{f"h{level}": f"h{level}" for level in range(1, 7)}}
_LISTS = {"ul": "bullet", "ol": "number"}
_AS_HTML = frozenset({"figure", "details", "table", "pre", "hr", "iframe", "video", "audio", "div"})
_BLOCKS = _AS_HTML | _STYLES.keys() | _LISTS.keys() | {"blockquote", "li"}
_SPACES = re.compile(r"[ \t\n\r\f]+")


def to_portable_text(body: str, address: Callable[[str], str], picture: Callable[[str], Object]) -> list[Object]:
    """Return the blocks of a body, each with its ``_key``.

    ``address(href)`` gives where a link leads; ``picture(src)`` the fields that make an image of an address.
    """
    root = parse(body)
    for link in root.iter("a"):
        if href := link.get("href"):
            link.set("href", address(href))
    found = list(_Converter(picture).blocks(root, "normal"))
    for number, block in enumerate(found):
        block["_key"] = f"b{number}"
    return found


class _Converter:
    def __init__(self, picture: Callable[[str], Object]) -> None:
        self.picture = picture

    def blocks(self, parent: HtmlElement, style: str) -> Iterator[Object]:
        """Yield the blocks of an element; text between them makes blocks of its own."""
        run = _Run()
        run.text(parent.text)
        for child in parent:
            if child.tag in _BLOCKS:
                yield from run.block(style)
                run = _Run()
                yield from self._block(child, style)
            elif isinstance(child.tag, str):
                run.element(child, ())
            run.text(child.tail)
        yield from run.block(style)

    def _block(self, element: HtmlElement, style: str) -> Iterator[Object]:
        tag = element.tag
        if tag in _STYLES:
            run = _Run()
            run.content(element, ())
            yield from run.block(_STYLES[tag] if style == "normal" else style)
        elif tag in _LISTS:
            yield from self._list(element, 1)
        elif tag in ("blockquote", "div"):
            yield from self.blocks(element, "blockquote" if tag == "blockquote" else style)
        elif (image := self._image(element)) is not None:
            yield image
        else:
            yield {"_type": "html", "html": _html(element)}

    def _list(self, element: HtmlElement, level: int) -> Iterator[Object]:
        for item in element.iterchildren("li"):
            for place, block in enumerate(self._item(item, level)):
                # What follows in the same item is no item of its own.
                if block["_type"] == "block" and "listItem" not in block and place == 0:
                    block |= {"listItem": _LISTS[element.tag], "level": level}
                yield block

    def _item(self, item: HtmlElement, level: int) -> Iterator[Object]:
        run = _Run()
        run.text(item.text)
        for child in item:
            if child.tag in _BLOCKS:
                yield from run.block("normal")
                run = _Run()
                yield from self._list(child, level + 1) if child.tag in _LISTS else self._block(child, "normal")
            elif isinstance(child.tag, str):
                run.element(child, ())
            run.text(child.tail)
        yield from run.block("normal")

    def _image(self, element: HtmlElement) -> Object | None:
        """Return a picture with its caption and link; ``None`` for a figure that is more than that."""
        images = element.findall(".//img")
        others = {child.tag for child in element.iterdescendants()} - {"img", "a", "figcaption", "br"}
        if element.tag != "figure" or element.get("class") or len(images) != 1 or others:
            return None
        caption, link = element.find("figcaption"), images[0].getparent()
        if caption is not None and caption.find("a") is not None:
            return None
        stated = {
            "alt": images[0].get("alt"),
            "caption": "" if caption is None else _plain(caption),
            "href": link.get("href") if link.tag == "a" else None,
        }
        return {
            "_type": "image",
            **self.picture(images[0].get("src") or ""),
            **{name: value for name, value in stated.items() if value},
        }


class _Run:
    """The spans of one block under construction."""

    def __init__(self) -> None:
        self.spans: list[tuple[str, tuple[str, ...]]] = []
        self.links: dict[str, str] = {}

    def text(self, text: str | None, marks: tuple[str, ...] = ()) -> None:
        if text:
            self._add(_SPACES.sub(" ", text), marks)

    def content(self, element: HtmlElement, marks: tuple[str, ...]) -> None:
        self.text(element.text, marks)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, marks)
            self.text(child.tail, marks)

    def element(self, element: HtmlElement, marks: tuple[str, ...]) -> None:
        if element.tag == "br":
            self._add("\n", marks)
            return
        if element.tag == "a" and element.get("href"):
            marks = (*marks, self.links.setdefault(element.get("href"), f"l{len(self.links)}"))
        elif (mark := _MARKS.get(element.tag)) and mark not in marks:
            marks = (*marks, mark)
        self.content(element, marks)

    def _add(self, text: str, marks: tuple[str, ...]) -> None:
        before = self.spans[-1][0] if self.spans else "\n"
        if before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text and self.spans and self.spans[-1][1] == marks:
            self.spans[-1] = (before + text, marks)
        elif text:
            self.spans.append((text, marks))

    def block(self, style: str) -> Iterator[Object]:
        """Yield the block, if there is any text in it."""
        if not any(text.strip() for text, _ in self.spans):
            return
        first, last = self.spans[0], self.spans[-1]
        self.spans[0] = (first[0].lstrip(" \n"), first[1])
        self.spans[-1] = (self.spans[-1][0].rstrip(" \n"), last[1])
        children = [
            {"_type": "span", "_key": f"s{number}", "text": text, "marks": list(marks)}
            for number, (text, marks) in enumerate(span for span in self.spans if span[0])
        ]
        marks = [{"_type": "link", "_key": key, "href": href} for href, key in self.links.items()]
        yield {"_type": "block", "style": style, "markDefs": marks, "children": children}


def _plain(element: HtmlElement) -> str:
    return _SPACES.sub(" ", "".join(element.itertext())).strip()


def _html(element: HtmlElement) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False)).strip()
