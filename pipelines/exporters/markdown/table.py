"""Tables of GFM, where they can hold the table: one row of headings, no cells that span, cells of one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.exporters.markdown.inline import inner_tokens, write
from pipelines.exporters.markdown.raw import plain_attributes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.exporters.markdown.dialects import Dialect

_INLINE = frozenset({"a", "strong", "em", "u", "s", "sub", "sup", "code", "mark", "br", "span", "img"})


def table(element: HtmlElement, dialect: Dialect) -> str:
    """Return a table as GFM; ``""`` if GFM cannot hold it."""
    rows = list(element.iter("tr"))
    if not rows or not _fits(element, rows):
        return ""
    lines = [_line([write(inner_tokens(cell), dialect, single_line=True) for cell in row]) for row in rows]
    return "\n".join([lines[0], _line(["---"] * len(rows[0])), *lines[1:]])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fits(element: HtmlElement, rows: list[HtmlElement]) -> bool:
    head, *body = rows
    parts = [head, *body, *(cell for row in rows for cell in row)]
    return (
        plain_attributes(element)
        and all(plain_attributes(part) for part in parts)
        and len(head) > 0
        and all(cell.tag == "th" for cell in head)
        and all(len(row) == len(head) and all(cell.tag == "td" for cell in row) for row in body)
        and all(part.tag in ("thead", "tbody") and not part.attrib for part in element)
        and all(inner.tag in _INLINE for row in rows for cell in row for inner in cell.iterdescendants())
    )
