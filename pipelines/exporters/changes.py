"""``changes.json`` and ``changes.csv``: what is new, changed and gone since the crawl before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipelines.changes import changes_of
from pipelines.exporters.base import Format
from pipelines.exporters.cells import Column
from pipelines.exporters.storage import atomic_file
from pipelines.exporters.tabular import write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

_FIELDS = ("change", "type", "url", "title", "field", "before", "after")


def _render(corpus: Corpus, folder: Path, _options: ExportOptions) -> list[Path]:
    found = changes_of(corpus)
    report = {"summary": found.summary, **vars(found)}
    facts, table = folder / "changes.json", folder / "changes.csv"
    with atomic_file(facts) as file:
        file.write(json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    with atomic_file(table) as file:
        write_csv(found.rows(), file, [Column(name, (name,), "text") for name in _FIELDS])
    return [facts, table]


CHANGES = Format(
    name="changes",
    description="what is new, changed and gone since the crawl before: for programs, and as a table",
    files=("changes.json", "changes.csv"),
    render=_render,
)
