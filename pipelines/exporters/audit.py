"""``audit.xlsx``, the same tables as CSV, and ``audit.json``: what to look at before and after the move."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipelines.audit.counts import by_gravity
from pipelines.audit.overview import audited
from pipelines.audit.tables import SHEETS, Field
from pipelines.exporters.base import Format
from pipelines.exporters.cells import Column
from pipelines.exporters.storage import atomic_file
from pipelines.exporters.tabular import write_csv
from pipelines.exporters.workbook import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.audit.survey import Survey
    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

_COLUMN_KINDS = {"count": "count", "flag": "flag"}


def _render(corpus: Corpus, folder: Path, _options: ExportOptions) -> list[Path]:
    found = audited(corpus)
    rows = {**found.rows, "todo": [finding.row() for finding in found.findings]}
    book, report = folder / "audit.xlsx", folder / "audit.json"
    read = found.local(found.site.get("fetched_at"))
    with atomic_file(book) as file:
        write_workbook(file, SHEETS, rows, read.replace(tzinfo=None) if read else None)
    with atomic_file(report) as file:
        file.write(json.dumps(summary(found, rows), ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    written = [book, report]
    for sheet in SHEETS:
        path = folder / "audit" / f"{sheet.name}.csv"
        columns = [_column(field) for field in sheet.fields]
        with atomic_file(path) as file:
            cells = ({field.name: _plain(row.get(field.name)) for field in sheet.fields} for row in rows[sheet.name])
            write_csv(cells, file, columns)
        written.append(path)
    return written


def summary(found: Survey, rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Give the content of ``audit.json``: the overview, and all findings with their gravity."""
    return {
        "site": found.site.get("url"),
        "read_at": found.site.get("fetched_at"),
        "gravity": by_gravity(found),
        "overview": rows["overview"],
        "findings": rows["todo"],
    }


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
