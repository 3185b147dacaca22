"""The audit's tables as the report carries them: the columns that fit a screen, cells that lead to other views."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from pipelines.audit.findings import Finding
from pipelines.audit.tables import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.audit.survey import Survey
    from pipelines.audit.tables import Field

Row = dict[str, Any]

_COLUMNS: dict[str, tuple[str, ...]] = {
    "posts": (
        *("title", "published", "views", "comments", "likes", "words", "images", "kept", "losses", "findings"),
        *("author", "categories", "tags", "language", "status"),
    ),
    "pages": ("title", "url", "kind", "language", "words", "images", "kept", "losses", "findings"),
    "media": ("path", "kind", "status", "reason", "megabytes", "width", "height", "alt", "uses", "used_by"),
    "links": ("url", "target", "kind", "state"),
    "redirects": ("source", "kind", "origin", "wordpress", "ghost", "markdown", "state", "target", "status"),
    "seo": ("title", "type", "seo_title", "seo_title_length", "description", "description_length", "noindex"),
    "comments": ("post_url", "author", "published", "text", "answers", "likes"),
    "losses": ("title", "node", "fate", "reason", "times"),
    "changes": ("title", "change", "type", "field", "before", "after"),
    "recurring": ("kind", "posts", "text"),
    "todo": ("title", "url", "detail", "type"),
}
"""Table -> its columns, of those that the workbook has."""
_LINKED = ("http://", "https://", "#")
_ALWAYS = ("posts", "pages", "media")
_NUMBERS = frozenset({"count", "decimal", "percent"})


class ReportTable(NamedTuple):
    """One table of the report."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: list[Row] | list[Finding]
    """Findings in the table "To do", which are written as rows one by one."""

    def described(self) -> Row:
        """Give what the page's code must know of it."""
        return {
            "title": self.title,
            "fields": [{"name": f.name, "title": f.title, "kind": self._kind(f)} for f in self.fields],
        }

    def _kind(self, field: Field) -> str:
        return "number" if field.kind in _NUMBERS and field.kind != "percent" else field.kind

    def cells(self, hashes: Mapping[str, str]) -> Iterator[list[Any]]:
        """Yield rows of cells: a text or number, ``[text, address]`` for a link, ``None`` for "not stated".

        What the row is about comes behind them: its address, its language, and the code of a thing to do.
        """
        for entry in self.rows:
            row = entry.row() if isinstance(entry, Finding) else entry
            cells = [self._cell(row, field, hashes) for field in self.fields]
            yield [*cells, row.get("url"), row.get("language"), row.get("code")]

    def _cell(self, row: Row, field: Field, hashes: Mapping[str, str]) -> Any:
        value = row.get(field.name)
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%d %H:%M")
        if field.name == "title":
            return [value or row.get("url"), hashes.get(row.get("url") or "")]
        if field.name == "path":
            source = row.get("source_url") or ""
            return [value, f"media/{value}"] if value and row.get("status") == "stored" else [value or source, source]
        if field.kind == "url" and value:
            # Where the title leads to the view of the record, its address leads to the old page.
            own = field.name == "url" and any(other.name == "title" for other in self.fields)
            target = value if own else hashes.get(value) or value
            return [value, target] if target.startswith(_LINKED) else unquote(value, errors="replace")
        return value


def report_tables(found: Survey, others: Mapping[str, list[Row]]) -> list[ReportTable]:
    """Give the tables that have rows, in the order of the workbook; posts, pages and media always.

    ``others``: rows of tables that the survey does not have, by the table's name.
    """
    more: dict[str, list[Row] | list[Finding]] = {**others, "todo": found.findings}
    tables = []
    for sheet in SHEETS:
        rows = more.get(sheet.name) or found.rows.get(sheet.name) or []
        if sheet.name in _COLUMNS and (rows or sheet.name in _ALWAYS):
            by_name = {field.name: field for field in sheet.fields}
            fields = tuple(by_name[name] for name in _COLUMNS[sheet.name])
            tables.append(ReportTable(sheet.name, sheet.title, fields, rows))
    return tables
