"""A body in the vocabulary of ``docs/body-html.md`` as Markdown (CommonMark with GFM's tables and strike-through).

What Markdown cannot say is written as HTML, which all four generators pass through: captions, players, galleries,
pairs to unfold, alignment and direction, cells that span. A block of HTML has no blank line, so that no renderer
ends it early. The text, read as a browser shows it, has the same characters as the body's.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from pipelines.exporters.markdown.escape import has_template
from pipelines.exporters.markdown.inline import (
    image,
    inner_tokens,
    tokens_of,
    write,
)
from pipelines.exporters.markdown.raw import html_of, plain_attributes
from pipelines.exporters.markdown.table import table
from pipelines.html import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from pipelines.exporters.markdown.dialects import Dialect

_ADDRESSES = ("href", "src", "poster")
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_HTML_BLOCKS = frozenset({"figure", "details", "iframe", "video", "audio", "div", "caption"})
_BLOCKS = _HTML_BLOCKS | _LEVELS.keys() | {"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr"}
_TICKS = re.compile(r"`{3,}")
_LANGUAGE = re.compile(r"(?:^|\s)language-([\w+#.-]+)")
_HEADING_ID = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
# Between two lists or quotes that renderers would join.
_SEPARATOR = "<!-- -->"


class Block(NamedTuple):
    """One block: ``kind`` is its element, ``text`` for a run of inline content without one."""

    kind: str
    text: str
    tight: bool = False
    """True for a list that may follow a line of text without a blank line."""


def to_markdown(body: str, dialect: Dialect, address: Callable[[str, str], str]) -> str:
    """Return a body as Markdown with a line feed at its end; ``address(name, value)`` gives each address anew."""
    root = parse(body)
    for element in root.iter():
        for name in _ADDRESSES:
            if (value := element.get(name)) is not None:
                element.set(name, address(name, value))
    text = _joined(list(_Converter(dialect).blocks(root)))
    return f"{text}\n" if text else ""


class _Converter:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def blocks(self, parent: HtmlElement) -> Iterator[Block]:
        """Yield the blocks of an element; runs of inline content between them are blocks too."""
        run: list[HtmlElement | str] = [parent.text or ""]
        for child in parent:
            if child.tag in _BLOCKS:
                yield from self._run(run)
                run = []
                yield from self._block(child)
            elif isinstance(child.tag, str):
                run.append(child)
            run.append(child.tail or "")
        yield from self._run(run)

    def _run(self, nodes: list[HtmlElement | str]) -> Iterator[Block]:
        if text := write(tokens_of(nodes), self.dialect):
            yield Block("text", text)

    def _block(self, element: HtmlElement) -> Iterator[Block]:
        tag = element.tag
        if tag == "div" and plain_attributes(element):
            yield from self.blocks(element)
        elif tag in _HTML_BLOCKS:
            yield Block(tag, self._figure(element) or html_of(element))
        elif tag == "p" or tag in _LEVELS:
            yield from self._text_block(element)
        elif tag in ("ul", "ol"):
            yield from self._list(element)
        elif tag == "hr":
            yield Block(tag, "***")
        elif tag == "pre":
            yield Block(tag, _code(element))
        elif tag == "blockquote" and plain_attributes(element):
            if inner := _joined(list(self.blocks(element))):
                yield Block(tag, "\n".join(f"> {line}" if line else ">" for line in inner.split("\n")))
        elif tag == "table":
            yield Block(tag, table(element, self.dialect) or html_of(element))
        else:
            yield Block("html", html_of(element))

    @staticmethod
    def _figure(element: HtmlElement) -> str:
        """Return an image alone as Markdown: generators scale those; ``""`` for any other figure."""
        inside = list(element)
        alone = element.tag == "figure" and not element.attrib and len(inside) == 1 and inside[0].tag == "img"
        words = "".join(element.itertext()).strip()
        return image(inside[0]) if alone and not words else ""

    def _text_block(self, element: HtmlElement) -> Iterator[Block]:
        if not plain_attributes(element, "id"):
            yield Block("html", html_of(element))
            return
        level = _LEVELS.get(element.tag)
        text = write(inner_tokens(element), self.dialect, heading=level is not None)
        name = element.get("id")
        if level is None:
            if text or name:
                yield Block("p", _anchor(name) + text)
        elif not text:
            return
        elif name and self.dialect.heading_ids and _HEADING_ID.fullmatch(name):
            yield Block("heading", f"{'#' * level} {text} {{#{name}}}")
        else:
            yield Block("heading", f"{'#' * level} {_anchor(name)}{text}")

    def _list(self, element: HtmlElement) -> Iterator[Block]:
        first = _start(element)
        items = [list(self.blocks(item)) for item in element]
        if first is None or (first != 1 and not self.dialect.list_start) or not _fit(element, items):
            if items:
                yield Block("html", html_of(element))
            return
        tight = all(_tight(item) for item in items)
        lines = []
        for number, item in enumerate(items, start=first):
            mark = f"{number}. " if element.tag == "ol" else "- "
            inner = _joined(item, tight=tight).split("\n")
            indented = (" " * len(mark) + line if line else "" for line in inner[1:])
            lines.append("\n".join([mark + inner[0], *indented]))
        yield Block("list", ("\n" if tight else "\n\n").join(lines), tight=tight and first == 1)


def _start(element: HtmlElement) -> int | None:
    """Return the number of the first item; ``None`` if Markdown cannot number or mark the list like that."""
    stated = element.get("start", "1")
    plain = plain_attributes(element, "start") and stated.isdecimal() and stated.isascii() and len(stated) < 9
    return int(stated) if plain else None


def _fit(element: HtmlElement, items: list[list[Block]]) -> bool:
    """Tell whether all items begin with text, which is what every renderer reads alike."""
    whole = all(item.tag == "li" and not item.attrib and not (item.tail or "").strip() for item in element)
    stray = (element.text or "").strip()
    return whole and not stray and bool(items) and all(item and item[0].kind in ("text", "p") for item in items)


def _tight(item: list[Block]) -> bool:
    return item[0].kind == "text" and all(block.tight for block in item[1:]) and len(item) <= 2


def _joined(blocks: list[Block], *, tight: bool = False) -> str:
    parts: list[str] = []
    for place, block in enumerate(blocks):
        if place and block.kind == blocks[place - 1].kind and block.kind in ("list", "blockquote"):
            parts.append(_SEPARATOR)
        parts.append(block.text)
    return ("\n" if tight else "\n\n").join(parts)


def _anchor(name: str | None) -> str:
    return f'<a id="{escape(name)}"></a>' if name else ""


def _code(element: HtmlElement) -> str:
    text = "".join(element.itertext()).replace("\r\n", "\n").replace("\r", "\n")
    # Generators look for short codes in fences too; a reference hides them in HTML only.
    if has_template(text) or not plain_attributes(element):
        return html_of(element)
    inside = element.find("code")
    found = _LANGUAGE.search(inside.get("class", "")) if inside is not None else None
    longest = max((len(run) for run in _TICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    end = "" if text.endswith("\n") else "\n"
    return f"{fence}{found.group(1) if found else ''}\n{text}{end}{fence}"
