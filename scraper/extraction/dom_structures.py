"""Reads the HTML structures inside a body: lists, quotes, code, tables, captions, disclosures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.extraction import markup
from scraper.extraction.dom_media import read_audio, read_frame, read_image, read_video
from scraper.extraction.dom_values import style_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from scraper.extraction.dom import DomReader
    from scraper.extraction.dom_values import Format

_SUBLISTS = frozenset({"ul", "ol"})
_CONTENT = frozenset({"img", "iframe", "video", "audio", "hr", "a"})
# Draft.js draws a nested list flat and keeps the depth in a class of its own (not of the site's style).
_DRAFT_DEPTH = re.compile(r"public-DraftStyleDefault-depth([1-9])")
_LINE_STYLE = re.compile(r"divider-(double|dashed|dotted)")
_SPAN = re.compile(r"^\d{1,3}$")


def container(reader: DomReader, element: HtmlElement, fmt: Format) -> None:
    """Read a division: a border between paragraphs, nothing else."""
    reader.flush()
    reader.note_id(element)
    reader.walk(element, fmt)
    reader.flush()


def has_content(holder: HtmlElement) -> bool:
    """Tell whether anything in ``holder`` can be seen."""
    return any(text.strip() for text in holder.itertext()) or any(
        child.tag in _CONTENT or child.get("class") == "missing" for child in holder.iter()
    )


def read_list(reader: DomReader, element: HtmlElement, fmt: Format) -> None:
    """Read ``ul`` or ``ol`` with its sub-lists."""
    reader.flush()
    levels = [_new_list(element)]
    base: int | None = None
    _stray(reader, element.text, levels[-1], fmt)
    for child in element:
        if child.tag == "li":
            depth = _depth(child)
            # A list that stands in an item, or follows one of another kind, begins at its own depth.
            base = depth if base is None else base
            _open_level(levels, max(depth - base, 0), element)
            item = _item(reader, child, fmt)
            if item is not None:
                markup.append(levels[-1], item)
        elif isinstance(child.tag, str):
            with reader.inside(markup.element("li")) as stray:
                reader.visit(child, fmt)
            if has_content(stray):
                _adopt(levels[-1], stray)
        _stray(reader, child.tail, levels[-1], fmt)
    if len(levels[0]):
        reader.ledger.kept()
        reader.emit(levels[0])


def _depth(item: HtmlElement) -> int:
    found = _DRAFT_DEPTH.search(item.get("class") or "")
    return int(found.group(1)) if found else 0


def _stray(reader: DomReader, text: str | None, listing: HtmlElement, fmt: Format) -> None:
    """Keep a text that stands between items, where none should be."""
    if text and text.strip():
        with reader.inside(markup.element("li")) as stray:
            reader.text(text, fmt)
        _adopt(listing, stray)


def _new_list(element: HtmlElement) -> HtmlElement:
    start = element.get("start") or ""
    return markup.element(str(element.tag), {"start": start} if start.isdigit() and start != "1" else {})


def _open_level(levels: list[HtmlElement], depth: int, element: HtmlElement) -> None:
    del levels[depth + 1 :]
    while len(levels) <= depth and len(levels[-1]):
        deeper = markup.element(str(element.tag))
        _join_line(levels[-1][-1])
        markup.append(levels[-1][-1], deeper)
        levels.append(deeper)


def _join_line(item: HtmlElement) -> None:
    """Keep the words of ``item`` apart from the list that will follow them."""
    if len(item):
        item[-1].tail = f"{item[-1].tail or ''}\n"
    else:
        item.text = f"{item.text or ''}\n"


def _adopt(listing: HtmlElement, stray: HtmlElement) -> None:
    """Put what stands between items into the item before it."""
    if len(listing):
        _join_line(listing[-1])
        markup.append(listing[-1], *list(stray))
    else:
        markup.append(listing, stray)


def _item(reader: DomReader, element: HtmlElement, fmt: Format) -> HtmlElement | None:
    item = markup.element("li")
    reader.flush()
    reader.note_id(element)
    attributes = reader.attributes_of(element)
    with reader.inside(item):
        reader.walk(element, reader.format_of(element, fmt))
    if not has_content(item):
        reader.ledger.dropped("list item", "empty")
        return None
    if "style" in attributes:
        item.set("style", attributes["style"])
    markup.lift_single_paragraph(item, beside=_SUBLISTS)
    reader.ledger.kept()
    return item


def read_stray_item(reader: DomReader, element: HtmlElement, fmt: Format) -> None:
    """Read a ``li`` outside of any list."""
    listing = markup.element("ul")
    item = _item(reader, element, fmt)
    if item is not None:
        markup.append(listing, item)
        reader.emit(listing)


def read_quote(reader: DomReader, element: HtmlElement, fmt: Format) -> None:
    """Read ``blockquote``."""
    reader.flush()
    reader.note_id(element)
    with reader.inside(markup.element("blockquote")) as quote:
        reader.walk(element, reader.format_of(element, fmt))
    if has_content(quote):
        reader.ledger.kept()
        reader.emit(quote)
    else:
        reader.ledger.dropped("blockquote", "spacer")


def read_code(reader: DomReader, element: HtmlElement, _fmt: Format) -> None:
    """Read ``pre``: its white space is content."""
    reader.flush()
    reader.note_id(element)
    text = "".join(_code_text(element)).strip("\n")
    if text.strip():
        reader.ledger.kept()
        reader.emit(markup.code_block(text))
    else:
        reader.ledger.dropped("code", "spacer")


def _code_text(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif isinstance(child.tag, str):
            yield from _code_text(child)
        yield child.tail or ""


def read_table(reader: DomReader, element: HtmlElement, fmt: Format) -> None:
    """Read ``table``; empty cells stay, they hold the grid; what stands outside of cells goes before it."""
    reader.flush()
    rows: list[HtmlElement] = []
    _read_rows(reader, element, rows, fmt)
    reader.flush()
    if any(has_content(row) for row in rows):
        reader.ledger.kept()
        reader.emit(markup.table(rows))
    else:
        reader.ledger.dropped("table", "empty")


def _read_rows(reader: DomReader, element: HtmlElement, rows: list[HtmlElement], fmt: Format) -> None:
    if element.text:
        reader.text(element.text, fmt)
    for child in element:
        if child.tag == "tr":
            line = markup.element("tr")
            _read_cells(reader, child, line, fmt)
            if len(line):
                rows.append(line)
        elif child.tag in ("thead", "tbody", "tfoot"):
            _read_rows(reader, child, rows, fmt)
        elif child.tag not in ("colgroup", "col"):
            reader.visit(child, fmt)
        if child.tail:
            reader.text(child.tail, fmt)


def _read_cells(reader: DomReader, row: HtmlElement, line: HtmlElement, fmt: Format) -> None:
    if row.text:
        reader.text(row.text, fmt)
    for child in row:
        if child.tag in ("td", "th"):
            markup.append(line, _cell(reader, child, fmt))
        else:
            reader.visit(child, fmt)
        if child.tail:
            reader.text(child.tail, fmt)


def _cell(reader: DomReader, element: HtmlElement, fmt: Format) -> HtmlElement:
    attributes = {
        name: element.get(name, "")
        for name in ("colspan", "rowspan")
        if _SPAN.match(element.get(name) or "") and int(element.get(name, "")) > 1
    }
    style = style_of(element)
    said = [f"background-color:{style.highlight}"] if style.highlight else []
    said += [f"vertical-align:{style.vertical}"] if style.vertical else []
    cell = markup.element(str(element.tag), {**attributes, **({"style": ";".join(said)} if said else {})})
    with reader.inside(cell):
        reader.walk(element, fmt)
    markup.lift_single_paragraph(cell)
    reader.ledger.kept()
    return cell


def read_rule(reader: DomReader, element: HtmlElement, _fmt: Format) -> None:
    """Read a divider; its hook says the kind of its line."""
    reader.ledger.kept()
    found = _LINE_STYLE.search(element.get("data-hook") or "")
    reader.emit(markup.divider([found.group(1)] if found else []))


def read_caption(reader: DomReader, element: HtmlElement, fmt: Format) -> None:
    """Read ``figcaption``: it belongs to the figure before it, else it is a paragraph."""
    reader.flush()
    last = reader.out[-1] if len(reader.out) else None
    with reader.inside(markup.element("div")) as holder:
        reader.walk(element, reader.format_of(element, fmt))
    attach_caption(reader, holder, last)


def attach_caption(reader: DomReader, holder: HtmlElement, figure: HtmlElement | None) -> None:
    """Make the paragraphs in ``holder`` the caption of ``figure``."""
    if not len(holder):
        return
    if (
        figure is None
        or figure.tag != "figure"
        or figure.get("data-kind") == "file"
        or figure.find("figcaption") is not None
    ):
        reader.emit(*list(holder))
        return
    caption = markup.element("figcaption")
    markup.append(caption, *list(holder))
    markup.lift_single_paragraph(caption)
    if len(figure):
        figure[-1].tail = "\n"
    markup.append(figure, caption)


def read_details(reader: DomReader, element: HtmlElement, fmt: Format) -> None:
    """Read ``details`` with its ``summary``."""
    reader.flush()
    details = markup.element("details")
    with reader.inside(details):
        if element.text:
            reader.text(element.text, fmt)
        for child in element:
            if child.tag == "summary":
                with reader.inside(markup.element("summary")) as summary:
                    reader.walk(child, fmt)
                markup.lift_single_paragraph(summary)
                markup.append(details, summary)
            else:
                reader.visit(child, fmt)
            if child.tail:
                reader.text(child.tail, fmt)
    if has_content(details):
        reader.ledger.kept()
        reader.emit(details)


STRUCTURES: dict[str, Callable[[DomReader, HtmlElement, Format], None]] = {
    "ul": read_list, "ol": read_list, "li": read_stray_item, "blockquote": read_quote, "pre": read_code,
    "table": read_table, "hr": read_rule, "figcaption": read_caption, "details": read_details,
    "img": read_image, "wow-image": read_image, "wix-image": read_image,
    "iframe": read_frame, "video": read_video, "audio": read_audio,
}  # fmt: skip
"""What reads an element that is neither inline nor a paragraph; the rest are containers."""
