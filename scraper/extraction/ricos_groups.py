"""Reads the nodes of a Ricos document that group others: lists, tables, collapsible lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction import markup
from scraper.extraction.colours import highlight
from scraper.extraction.dom_structures import has_content
from scraper.extraction.ricos_values import JSON, child_nodes, data_of, integer, node_id, node_type, string

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from scraper.extraction.ricos import RicosReader

_SUBLISTS = frozenset({"ul", "ol"})
_WIDEST = 1000  # columns or rows that one cell may cover


def read_list(reader: RicosReader, node: JSON) -> None:
    """Read a list of any kind."""
    kind = node_type(node)
    ordered = kind == "ORDERED_LIST"
    listing = markup.element("ol" if ordered else "ul", _list_attributes(reader, node, ordered=ordered))
    ticks = 0
    for child in child_nodes(node):
        item = _item(reader, child)
        if item is None:
            continue
        ticked = _ticked(child) if kind == "CHECKBOX_LIST" else None
        if ticked is not None:
            ticks += 1
            item.set("data-checked", "true" if ticked else "false")
        markup.append(listing, item)
    if ticks:
        listing.set("class", "checklist")
    elif kind == "CHECKBOX_LIST":
        reader.ledger.degraded(kind, "which boxes are ticked")
    if len(listing):
        reader.ledger.kept()
        reader.emit(listing)


def _list_attributes(reader: RicosReader, node: JSON, *, ordered: bool) -> dict[str, str]:
    """Start and indentation of a list; one within an item is indented by that."""
    data = data_of(node, "orderedListData", "bulletedListData", "checkboxListData")
    start, indent = integer(data.get("start")), integer(data.get("indentation"))
    attributes = {"start": str(start)} if ordered and start and start > 1 else {}
    if indent and 0 < indent < 10 and reader.out.tag != "li":
        attributes["data-indent"] = str(indent)
    return attributes


def _ticked(item: JSON) -> bool | None:
    """State of an item's box; where the schema keeps it is not certain."""
    for holder in (item, data_of(item, "listItemData", "checkboxListItemData", "checkboxData")):
        for name in ("checked", "isChecked"):
            if isinstance(holder.get(name), bool):
                return bool(holder[name])
    return None


def _item(reader: RicosReader, node: JSON) -> HtmlElement | None:
    kind = node_type(node)
    nodes = child_nodes(node) if kind == "LIST_ITEM" else [node]
    item = markup.element("li")
    identifier = node_id(node) if kind == "LIST_ITEM" else None
    if identifier:
        reader.ids.append(f"viewer-{identifier}")
    reader.into(item, nodes)
    if not has_content(item):
        reader.ledger.dropped("LIST_ITEM", "empty")
        return None
    markup.lift_single_paragraph(item, beside=_SUBLISTS)
    reader.ledger.kept()
    return item


def read_stray_item(reader: RicosReader, node: JSON) -> None:
    """Read an item outside of any list."""
    item = _item(reader, node)
    if item is not None:
        listing = markup.element("ul")
        markup.append(listing, item)
        reader.emit(listing)


def read_table(reader: RicosReader, node: JSON) -> None:
    """Read a table; header rows and columns become header cells, empty cells stay."""
    data = data_of(node, "tableData")
    first = {"row": data.get("rowHeader") is True, "column": data.get("columnHeader") is True}
    rows: list[HtmlElement] = []
    for row in child_nodes(node):
        if _is_content(reader, row):
            reader.blocks([row])
            continue
        line = markup.element("tr")
        for column, cell in enumerate(child_nodes(row)):
            header = (not rows and first["row"]) or (column == 0 and first["column"])
            markup.append(line, _cell(reader, cell, "th" if header else "td"))
        if len(line):
            rows.append(line)
    if any(has_content(row) for row in rows):
        reader.ledger.kept()
        reader.emit(markup.table(rows))
    else:
        reader.ledger.dropped("TABLE", "empty")


def _is_content(reader: RicosReader, node: JSON) -> bool:
    """Tell a node that can stand anywhere from a row, cell or pair (whose numbers are not certain)."""
    return reader.is_block(node) or node_type(node) == "TEXT"


def _cell(reader: RicosReader, node: JSON, tag: str) -> HtmlElement:
    data = data_of(node, "tableCellData")
    spans = {}
    for name in ("colspan", "rowspan"):
        size = integer(data.get(name)) or integer(data.get(f"{name[:3]}Span"))
        if size and 1 < size < _WIDEST:
            spans[name] = str(size)
    cell = markup.element(tag, {**spans, **_cell_style(data)})
    reader.into(cell, [node] if _is_content(reader, node) else child_nodes(node))
    markup.lift_single_paragraph(cell)
    reader.ledger.kept()
    return cell


def _cell_style(data: JSON) -> dict[str, str]:
    """Background and vertical alignment of a cell; the top is where text stands anyway."""
    style = data_of(data, "cellStyle") or data
    colour = highlight(string(style.get("backgroundColor")) or "")
    place = (string(style.get("verticalAlignment")) or "").lower()
    said = [f"background-color:{colour}"] if colour else []
    said += [f"vertical-align:{place}"] if place in ("middle", "bottom") else []
    return {"style": ";".join(said)} if said else {}


def read_collapsible(reader: RicosReader, node: JSON) -> None:
    """Read a collapsible list: each of its pairs is a disclosure."""
    expanded = (string(data_of(node, "collapsibleListData").get("initialExpandedItems")) or "").upper()
    for position, item in enumerate(child_nodes(node)):
        if node_type(item) != "COLLAPSIBLE_ITEM" and _is_content(reader, item):
            reader.blocks([item])
        else:
            read_collapsible_item(reader, item, opened=expanded == "ALL" or (expanded == "FIRST" and position == 0))


def read_collapsible_item(reader: RicosReader, node: JSON, *, opened: bool = False) -> None:
    """Read one pair of title and body."""
    details = markup.element("details", {"open": "open"} if opened else {})
    for part in child_nodes(node):
        if node_type(part) == "COLLAPSIBLE_ITEM_TITLE":
            summary = reader.into(markup.element("summary"), child_nodes(part))
            markup.lift_single_paragraph(summary)
            markup.append(details, summary)
        else:
            reader.into(details, [part])
    if has_content(details):
        reader.ledger.converted()
        reader.emit(details)
    else:
        reader.ledger.dropped("COLLAPSIBLE_ITEM", "empty")


GROUPS: dict[str, Callable[[RicosReader, JSON], None]] = {
    "BULLETED_LIST": read_list, "ORDERED_LIST": read_list, "CHECKBOX_LIST": read_list, "LIST_ITEM": read_stray_item,
    "TABLE": read_table, "COLLAPSIBLE_LIST": read_collapsible, "COLLAPSIBLE_ITEM": read_collapsible_item,
}  # fmt: skip
