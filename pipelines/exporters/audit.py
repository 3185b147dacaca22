"""``audit.xlsx``, the same tables as CSV, and ``audit.json``: what to look at before and after the move."""

from __future__ import annotations

import json
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from pipelines.audit.counts import by_gravity
from pipelines.audit.overview import audited
from pipelines.audit.tables import SHEETS, Field
from pipelines.changes import changes_of
from pipelines.exporters.base import Format
from pipelines.exporters.cells import Column
from pipelines.exporters.planned import new_addresses, redirect_rows
from pipelines.exporters.storage import atomic_file
from pipelines.exporters.tabular import write_csv, write_json
from pipelines.exporters.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pipelines.audit.survey import Survey
    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

Row = dict[str, Any]

_COLUMN_KINDS = {"count": "count", "flag": "flag"}


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    found = audited(corpus)
    redirects, new = redirect_rows(corpus, options), new_addresses(corpus, options)
    book, report = folder / "audit.xlsx", folder / "audit.json"
    read = found.local(found.site.get("fetched_at"))
    with atomic_file(book) as file:
        write_workbook(
            file,
            SHEETS,
            _tables(found, redirects, new, changes_of(corpus).rows()),
            read.replace(tzinfo=None) if read else None,
        )
    with atomic_file(report) as file:
        _write_summary(file, found)
    written = [book, report]
    tables = _tables(found, redirects, new, changes_of(corpus).rows())
    for sheet in SHEETS:
        path = folder / "audit" / f"{sheet.name}.csv"
        columns = [_column(field) for field in sheet.fields]
        with atomic_file(path) as file:
            cells = ({field.name: _plain(row.get(field.name)) for field in sheet.fields} for row in tables[sheet.name])
            write_csv(cells, file, columns)
        written.append(path)
    return written


def _tables(
    found: Survey, redirects: list[Row], new: Mapping[str, str], changes: Iterable[Row]
) -> dict[str, Iterable[Row]]:
    """Give the rows of all tables, to be read once: the longest are made row by row."""
    return {
        **found.rows,
        "todo": (finding.row() for finding in found.findings),
        "redirects": redirects,
        "changes": changes,
        **{name: _placed(found.rows[name], new) for name in ("posts", "pages")},
    }


def _placed(rows: Iterable[Row], new: Mapping[str, str]) -> Iterator[Row]:
    for row in rows:
        yield {**row, "new_address": new.get(row["url"])}


def _write_summary(file: IO[bytes], found: Survey) -> None:
    """Write ``audit.json``: the overview, and all findings with their gravity, one a line."""
    head = {
        "site": found.site.get("url"),
        "read_at": found.site.get("fetched_at"),
        "gravity": by_gravity(found),
        "overview": found.rows["overview"],
    }
    text = json.dumps(head, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    file.write(text.removesuffix(b"\n}") + b',\n "findings": ')
    write_json((finding.row() for finding in found.findings), file)
    file.write(b"}\n")


def _column(field: Field) -> Column:
    kind: Any = _COLUMN_KINDS.get(field.kind, "text")
    return Column(field.name, (field.name,), kind)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, float) else value


AUDIT = Format(
    name="audit",
    description="a workbook that says what there is and what needs a hand; the same tables as CSV; audit.json",
    files=("audit.xlsx", "audit.json", "audit/"),
    render=_render,
)
