"""One workbook from the audit's tables: typed cells, filters, links, colours; nothing in it is ever run."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote

from pipelines.audit.catalogue import GRAVITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.audit.tables import Field, Sheet

Row = dict[str, Any]

_MAX_CELL = 32_767  # characters (Excel specifications and limits)
_MAX_URL = 2_079
_MAX_LINKS = 60_000  # a sheet holds 65,530
_CUT = " … (cut: the whole text is in the CSV file)"
# What XML 1.0 cannot hold; and halves of characters, which UTF-8 cannot.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"valign": "top"},
    "long": {"valign": "top", "text_wrap": False},
    "count": {"valign": "top", "num_format": "#,##0"},
    "decimal": {"valign": "top", "num_format": "#,##0.0"},
    "percent": {"valign": "top", "num_format": "0.0%"},
    "date": {"valign": "top", "num_format": "yyyy-mm-dd hh:mm"},
    "flag": {"valign": "top"},
    "url": {"valign": "top", "font_color": "#0b57d0", "underline": 1},
}
_COLOURS = {"critical": "#f8c7c4", "high": "#fde0c5", "medium": "#fff4c2", "low": "#e8f0e4"}


def write_workbook(
    file: BinaryIO, sheets: Sequence[Sheet], rows: Mapping[str, Iterable[Row]], created: datetime | None
) -> None:
    """Write ``sheets`` with their ``rows`` as xlsx; ``created`` is the date in its properties.

    Texts are texts whatever they begin with; only addresses that begin with ``http`` become links. Each row goes to
    the disk before the next is asked for, so that the memory does not grow with the tables.
    """
    import xlsxwriter  # noqa: PLC0415 - a moment that only workbooks need

    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        # A fixed date: the same store gives the same bytes.
        book.set_properties({"title": "Content audit", "created": created or datetime(2000, 1, 1)})  # noqa: DTZ001
        formats = {kind: book.add_format(shape) for kind, shape in _FORMATS.items()}
        head = book.add_format({"bold": True, "bg_color": "#1f3a4d", "font_color": "#ffffff", "text_wrap": True})
        colours = {name: book.add_format({"bg_color": colour}) for name, colour in _COLOURS.items()}
        for sheet in sheets:
            page = book.add_worksheet(sheet.title)
            _head(page, sheet, formats, head)
            count = _fill(page, sheet, rows.get(sheet.name) or (), formats)
            page.autofilter(0, 0, max(count, 1), len(sheet.fields) - 1)
            _colour(page, sheet, count, colours)


def _fill(page: Any, sheet: Sheet, rows: Iterable[Row], formats: Mapping[str, Any]) -> int:
    """Write the rows, in order, as a streaming workbook asks for; return how many there were."""
    links, count = _MAX_LINKS, 0
    for count, row in enumerate(rows, start=1):
        for number, field in enumerate(sheet.fields):
            value, shape = _value(field, row.get(field.name)), formats[field.kind]
            if isinstance(value, datetime):
                page.write_datetime(count, number, value, shape)
            elif isinstance(value, (int, float)):
                page.write_number(count, number, value, shape)
            elif value is not None and links and field.kind == "url" and _is_link(row[field.name]):
                page.write_url(count, number, row[field.name], shape, value[:255])
                links -= 1
            elif value is not None:
                page.write_string(count, number, value, formats["text"] if field.kind == "url" else shape)
    return count


def _is_link(address: str) -> bool:
    return address.startswith(("http://", "https://")) and len(address) <= _MAX_URL


def _value(field: Field, value: Any) -> Any:
    if value is None or value == "":
        return None
    if field.kind == "date":
        return value.replace(tzinfo=None)  # xlsx knows no time zones: the site's own is shown
    if field.kind == "flag":
        return "yes" if value else None
    if field.kind in ("count", "decimal", "percent") or isinstance(value, (int, float)):
        return value
    text = str(value)
    return writable(unquote(text, errors="replace") if field.kind == "url" else text)


def writable(text: str) -> str:
    """Give a text that a cell can hold: no control characters, line feeds only, not too long (it says so)."""
    text = _UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= _MAX_CELL else text[: _MAX_CELL - len(_CUT)] + _CUT


def _head(page: Any, sheet: Sheet, formats: Mapping[str, Any], head: Any) -> None:
    """Write the first row, and what holds for the whole sheet."""
    page.set_row(0, 32)
    for number, field in enumerate(sheet.fields):
        page.set_column(number, number, field.width, formats[field.kind])
        page.write_string(0, number, field.title, head)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)


def _colour(page: Any, sheet: Sheet, count: int, colours: Mapping[str, Any]) -> None:
    for number, field in enumerate(sheet.fields):
        area = (1, number, max(count, 1), number)
        if field.name == "gravity":
            for gravity in GRAVITIES:
                page.conditional_format(
                    *area, {"type": "cell", "criteria": "==", "value": f'"{gravity}"', "format": colours[gravity]}
                )
        elif field.name in ("status", "state"):
            for bad in ("missing", "gone"):
                page.conditional_format(
                    *area, {"type": "cell", "criteria": "==", "value": f'"{bad}"', "format": colours["critical"]}
                )
        elif field.kind == "percent":
            page.conditional_format(*area, {"type": "blanks", "stop_if_true": True})  # nothing is not zero
            page.conditional_format(*area, {"type": "cell", "criteria": "between", "minimum": 0, "maximum": 0.99999,
                                            "format": colours["high"]})  # fmt: skip
        elif field.name == "findings":
            page.conditional_format(*area, {"type": "data_bar", "bar_color": "#f0b429", "bar_solid": True})
