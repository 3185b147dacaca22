"""What a spreadsheet cell may hold: columns from a record's fields, values as text that stays text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields, is_dataclass
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from scraper.items import Record

LIST_SEPARATOR = "; "

Kind = Literal["text", "count", "flag", "list", "codes", "json", "length"]

# Excel, LibreOffice and Google Sheets take a cell that begins so for a formula; the full-width forms are
# folded to the plain ones by East Asian versions (OWASP, "CSV Injection").
_DANGEROUS = tuple("=+-@＝＋－＠")
_CONTROLS = ("\t", "\r")
# Digits and blanks with a sign are a number or a phone number: nothing to run. "+852-2526-7908" is not
# among them: it would be shown as -9582.
_NUMERIC = re.compile(r"[+-]?\d[\d ]*(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_INT64 = 2**63

# What people look at comes first; long cells and bookkeeping go to the end of the row, in this order.
_LAST = ("body_text", "body_html", "sources", "fetched_at", "issues")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``path`` leads to the value in the record's plain dict."""

    name: str
    path: tuple[str, ...]
    kind: Kind


def columns_of(cls: type[Record]) -> tuple[Column, ...]:
    """Derive the columns of a record type from its fields; nested records are flattened (``seo_title``).

    A type with a ``body_html`` gets a column ``body_html_length`` before it: Excel cuts cells
    above 32,767 characters when it opens a CSV file.
    """
    found = [column for column in _columns(cls) if column.path != ("type",)]
    if any(column.name == "body_html" for column in found):
        found.append(Column("body_html_length", ("body_html",), "length"))
    order = {name: number for number, name in enumerate(_LAST)}
    return tuple(sorted(found, key=lambda column: (order.get(column.path[0], -1), column.kind != "length")))


def _columns(cls: type[Any], path: tuple[str, ...] = ()) -> list[Column]:
    hints = get_type_hints(cls)
    found: list[Column] = []
    for field in fields(cls):
        here = (*path, field.name)
        hint = _stated(hints[field.name])
        if isinstance(hint, type) and is_dataclass(hint):
            found.extend(_columns(hint, here))
        else:
            found.append(Column("_".join(here), here, _kind(field.name, hint)))
    return found


def _stated(hint: Any) -> Any:
    """Strip the ``None`` from an optional type."""
    if get_origin(hint) in (Union, UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None))
    return hint


def _kind(name: str, hint: Any) -> Kind:
    if name == "issues":
        return "codes"
    if hint is bool:
        return "flag"
    if hint is int:
        return "count"
    if get_origin(hint) is tuple:
        return "list" if get_args(hint)[0] is str else "json"
    return "json" if get_origin(hint) is dict else "text"


def cell(column: Column, record: dict[str, Any]) -> str | int | None:
    """Value of a record in a column: ``int`` for counts, text that no spreadsheet runs, ``None`` = empty cell."""
    value: Any = record
    for name in column.path:
        value = value.get(name) if isinstance(value, dict) else None
    if value is None:
        return None
    match column.kind:
        case "count":
            return value if _is_count(value) else guard(str(value))
        case "flag":
            return "true" if value else "false"
        case "length":
            return len(value) if isinstance(value, str) else None
        case "list":
            return guard(LIST_SEPARATOR.join(_text(entry) for entry in value)) if value else None
        case "codes":
            return LIST_SEPARATOR.join(_code(issue) for issue in value) if value else None
        case "json":
            return guard(compact(value)) if value else None
    return guard(_text(value))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and -_INT64 <= value < _INT64


def _text(value: Any) -> str:
    return value if isinstance(value, str) else compact(value)


def _code(issue: Any) -> str:
    if not isinstance(issue, dict):
        return _text(issue)
    return ": ".join(str(part) for part in (issue.get("field"), issue.get("code")) if part)


def compact(value: Any) -> str:
    """JSON without blanks, characters as they are, keys in their own order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula; leave numbers alone.

    >>> guard("=HYPERLINK(1)"), guard("-12"), guard("+85225550123"), guard("+852-2555-0123"), guard("a=b")
    ("'=HYPERLINK(1)", '-12', '+85225550123', "'+852-2555-0123", 'a=b')
    """
    if text.startswith(_CONTROLS):
        return f"'{text}"
    # Blanks in front do not stop every program.
    inner = text.lstrip("\ufeff\u200b \u00a0\u3000\n\r\t")
    if inner.startswith(_DANGEROUS) and not _NUMERIC.fullmatch(text):
        return f"'{text}"
    return text
