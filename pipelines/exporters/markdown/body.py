"""``body_html`` as Markdown: the vocabulary of ``docs/body-html.md`` in one walk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.exporters.markdown.inline import address, at_line_start, escaped, inline, raw
from pipelines.html import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from pipelines.exporters.markdown.places import Places

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"p", *_HEADINGS, "ul", "ol", "blockquote", "pre", "table", "hr", "figure", "details", "div", "iframe"}
)
_SHAPED = ("style", "dir", "data-indent")
_BETWEEN_LISTS = "<!-- -->"  # else two lists in a row would be one


def to_markdown(markup: str, places: Places) -> str:
    """Write a sanitised body as Markdown, with a line feed at its end; links and media lead where ``places`` says."""
    if not markup.strip():
        return ""
    return "\n\n".join(_Writer(places).blocks(parse(markup))) + "\n"


class _Writer:
    def __init__(self, places: Places) -> None:
        self._places = places
        self._writers: dict[str, Callable[[HtmlElement], str]] = {
            "p": self._paragraph,
            "ul": self._list,
            "ol": self._list,
            "blockquote": self._quote,
            "pre": self._code,
            "table": self._table,
            "hr": lambda _: "---",
            "figure": self._figure,
            **dict.fromkeys(_HEADINGS, self._heading),
        }

    def blocks(self, root: HtmlElement) -> Iterator[str]:
        """Yield the blocks of all children; loose text and marks between them become paragraphs."""
        last = ""
        for element in _blocks_of(root):
            if element.tag == "div" and not element.attrib:
                yield from self.blocks(element)
                continue
            if element.tag == last and last in ("ul", "ol"):
                yield _BETWEEN_LISTS
            last = element.tag
            written = self._writers.get(element.tag, self._raw)(element)
            if written.strip():
                yield written

    def _raw(self, element: HtmlElement) -> str:
        return raw(element, self._places)

    def _shaped(self, element: HtmlElement) -> bool:
        return any(element.get(name) for name in _SHAPED)

    def _paragraph(self, element: HtmlElement) -> str:
        kinds = {link.get("class") for link in element.iter("a")}
        if self._shaped(element) or kinds & {"file", "button"}:
            return self._raw(element)
        text = at_line_start(inline(element, self._places))
        return _anchor(element) + (text or "")

    def _heading(self, element: HtmlElement) -> str:
        text = inline(element, self._places)
        if self._shaped(element) or "\n" in text or not text:
            return self._raw(element)
        # A closing row of signs would go with the heading.
        text = re.sub(r"#(?=#*\s*$)", r"\\#", text)
        return f"{'#' * _HEADINGS[element.tag]} {_anchor(element)}{text}"

    def _quote(self, element: HtmlElement) -> str:
        if self._shaped(element):
            return self._raw(element)
        content = "\n\n".join(self.blocks(element))
        return "\n".join(f"> {line}".rstrip() if line.strip() else ">" for line in content.split("\n"))

    def _code(self, element: HtmlElement) -> str:
        text = "".join(element.itertext()).strip("\n")
        if "{{" in text or "{%" in text or not text.strip():
            return self._raw(element)  # templates are run in fences as well, so it is written as HTML with references
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{text}\n{fence}"

    # --- lists ---

    def _list(self, element: HtmlElement) -> str:
        start = element.get("start") or "1"
        plain = start.isdigit() and len(start) < 9 and not self._shaped(element) and not element.get("class")
        if not plain or not _fits(element):
            return self._raw(element)
        return "\n".join(self._lines(element, int(start)))

    def _lines(self, element: HtmlElement, number: int) -> Iterator[str]:
        for item in element.iterchildren("li"):
            marker = f"{number}. " if element.tag == "ol" else "- "
            number += 1
            indent = " " * len(marker)
            first = True
            for line in self._item(item):
                yield (marker if first else indent if line else "") + line
                first = False
            if first:
                yield marker.rstrip()

    def _item(self, item: HtmlElement) -> Iterator[str]:
        """The lines of an item: its text, paragraphs divided by empty lines, then its lists."""
        last = ""
        for part in _blocks_of(item):
            if part.tag == "p":
                written = _anchor(part) + at_line_start(inline(part, self._places))
                if not written:
                    continue
                if last:
                    yield ""
                yield from written.split("\n")
            else:
                start = int(part.get("start") or "1")
                if last == part.tag:
                    yield from ("", _BETWEEN_LISTS, "")
                elif last and start != 1:
                    yield ""  # only a list from 1 may follow a text at once
                yield from self._lines(part, start)
            last = part.tag

    # --- tables and figures ---

    def _table(self, element: HtmlElement) -> str:
        rows = [list(row) for row in element.iter("tr")]
        if not _is_plain(element, rows):
            return self._raw(element)
        lines = [self._row(row) for row in rows]
        lines.insert(1, "|" + " --- |" * len(rows[0]))
        return "\n".join(lines)

    def _row(self, cells: list[HtmlElement]) -> str:
        texts = [inline(cell, self._places).replace("  \n", "<br>").replace("\n", " ") for cell in cells]
        return "| " + " | ".join(texts) + " |"

    def _figure(self, element: HtmlElement) -> str:
        [only] = element if len(element) == 1 else [None]
        if only is not None and only.tag == "img" and not element.attrib:
            return f"![{escaped(only.get('alt') or '')}]({address(self._places.media(only.get('src') or ''))})"
        return self._raw(element)


def _blocks_of(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the blocks in an element; runs of text and marks between them come as paragraphs of their own."""
    loose = root.makeelement("p")
    loose.text = root.text
    for child in list(root):
        if child.tag in _BLOCKS:
            if _has_text(loose):
                yield loose
            loose = root.makeelement("p")
            loose.text = child.tail
            yield child
        else:
            loose.append(child)  # moves it with the text behind it
    if _has_text(loose):
        yield loose


def _has_text(element: HtmlElement) -> bool:
    return bool(len(element) or (element.text or "").strip())


def _anchor(element: HtmlElement) -> str:
    name = element.get("id")
    return f'<a id="{name}"></a>' if name and not re.search(r'["<>&{]', name) else ""


def _fits(element: HtmlElement) -> bool:
    """Tell that items hold nothing but text and plain lists."""
    items = [item for item in element if item.tag != "li" or any(item.get(name) for name in _SHAPED)]
    return not items and all(_is_simple(child) for item in element for child in item)


def _is_simple(child: HtmlElement) -> bool:
    if child.tag in ("ul", "ol"):
        start = child.get("start") or "1"
        return not child.get("class") and start.isdigit() and len(start) < 9 and _fits(child)
    if child.tag in _BLOCKS:
        return child.tag == "p" and not any(child.get(name) for name in _SHAPED)
    return child.tag != "a" or not child.get("class")


def _is_plain(table: HtmlElement, rows: list[list[HtmlElement]]) -> bool:
    """Tell a table that GitHub's syntax can hold: one head, equal rows, no spans, no blocks, no shapes."""
    heads = [row for part in table.iterchildren("thead") for row in part.iterchildren("tr")]
    if len(heads) != 1 or table.find("caption") is not None or not rows[0]:
        return False
    if any(len(row) != len(rows[0]) for row in rows):
        return False
    for number, row in enumerate(rows):
        for cell in row:
            if cell.tag != ("th" if number == 0 else "td") or cell.attrib or any(part.tag in _BLOCKS for part in cell):
                return False
    return True
