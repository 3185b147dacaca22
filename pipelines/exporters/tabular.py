"""JSON arrays and CSV tables of every record type, for people, spreadsheets and scripts.

JSON: one array a file, one record a line, every field of ``docs/items.md`` in its order: nothing is lost. Posts, pages
and authors name their files in ``media/`` beside the addresses, and bodies show those.
CSV (RFC 4180, UTF-8 with byte order mark so that Excel reads it): one row a record, lists joined by ``; ``,
nested records flattened (``seo_title``), other structures as compact JSON, an empty cell for "not stated".
A cell that a spreadsheet would run begins with an apostrophe (see :func:`pipelines.exporters.cells.guard`).
"""

from __future__ import annotations

import codecs
import json
from collections import Counter
from dataclasses import dataclass, fields
from typing import IO, TYPE_CHECKING, Any

from pipelines.exporters.base import Format
from pipelines.exporters.cells import Column, cell, columns_of
from pipelines.exporters.storage import atomic_file
from pipelines.local_media import PATH_FIELDS, with_paths
from scraper.items import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

Row = dict[str, Any]

# A frame at a time is held: this many rows, or fewer if they are long.
_CHUNK_ROWS = 500
_CHUNK_CHARS = 1_000_000
_LOSS_FIELDS = ("type", "url", "title", "node", "fate", "reason")
_ISSUE_FIELDS = ("type", "url", "field", "code", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: ``<name>.json`` and ``<name>.csv``."""

    name: str
    record_types: tuple[str, ...]
    """Types of the records it is made from."""
    columns: tuple[Column, ...]
    optional: bool = False
    """True for a table that is only written if there are records."""

    def rows(self, corpus: Corpus) -> Iterator[dict[str, Any]]:
        """Yield the plain dicts of the table, fields in declaration order."""
        for record_type in self.record_types:
            names = [field.name for field in fields(RECORD_TYPES[record_type])]
            for record in corpus.records(record_type):
                plain = {"type": record_type, **{name: record.get(name) for name in names}}
                yield with_paths(plain, record_type, corpus.media_paths) if record_type in PATH_FIELDS else plain


class IssueTable(Table):
    """All issues of all records, one row each."""

    def rows(self, corpus: Corpus) -> Iterator[dict[str, Any]]:
        for record in corpus:
            for issue in record.get("issues") or ():
                yield {"type": record["type"], "url": record["url"], **issue}


class LossTable(Table):
    """What bodies lost on the way, one row for each kind of node and reason in a post or page."""

    def rows(self, corpus: Corpus) -> Iterator[dict[str, Any]]:
        for record_type in self.record_types:
            for record in corpus.records(record_type):
                fidelity = record.get("fidelity") or {}
                for fate in ("degraded", "dropped"):
                    for entry, count in Counter(fidelity.get(fate) or ()).items():
                        node, _, reason = entry.partition(": ")
                        row = {"node": node, "fate": fate, "reason": reason, "count": count}
                        yield {"type": record_type, "url": record["url"], "title": record.get("title"), **row}


class SiteTable(Table):
    """The site's record with the blocks that recur over its posts."""

    def rows(self, corpus: Corpus) -> Iterator[dict[str, Any]]:
        for site in super().rows(corpus):
            yield {**site, "recurring_blocks": site["recurring_blocks"] or corpus.recurring_blocks()}


def _table(name: str, record_type: str, *, optional: bool = False) -> Table:
    columns = list(columns_of(RECORD_TYPES[record_type]))
    for field, source in PATH_FIELDS.get(record_type, {}).items():
        place = next(i for i, column in enumerate(columns) if column.name == source)
        columns.insert(place + 1, Column(field, (field,), columns[place].kind))
    return Table(name=name, record_types=(record_type,), columns=tuple(columns), optional=optional)


_RECORD_TABLES = (
    _table("posts", "post"),
    _table("pages", "page"),
    _table("authors", "author"),
    _table("contacts", "contact"),
    _table("categories", "category"),
    _table("tags", "tag"),
    _table("comments", "comment", optional=True),
)
_MEDIA = _table("media", "media")
_ISSUES = IssueTable(
    name="issues",
    record_types=tuple(RECORD_TYPES),
    columns=tuple(Column(name, (name,), "text") for name in _ISSUE_FIELDS),
)
_LOSSES = LossTable(
    name="losses",
    record_types=("post", "page"),
    columns=(*(Column(name, (name,), "text") for name in _LOSS_FIELDS), Column("count", ("count",), "count")),
)
_SITE = SiteTable(name="site", record_types=("site",), columns=columns_of(RECORD_TYPES["site"]))

TABLES: dict[str, Table] = {table.name: table for table in (*_RECORD_TABLES, _MEDIA, _ISSUES, _LOSSES, _SITE)}
"""All tables by the stem of their files."""


def write_json(rows: Iterable[Row], file: IO[bytes], *, indent: int | None = None) -> None:
    """Write ``rows`` as one JSON array, a row a line unless ``indent`` is given."""
    before = b"[\n"
    for row in rows:
        file.write(before + _json(row, indent))
        before = b",\n"
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def _json(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "replace")


def write_csv(rows: Iterable[Row], file: IO[bytes], columns: Sequence[Column], header: Sequence[str] = ()) -> None:
    """Write ``rows`` as CSV; ``header`` renames the columns."""
    import pandas as pd  # noqa: PLC0415 - half a second, that only tables need

    file.write(codecs.BOM_UTF8)
    names: list[str] | bool = list(header) or [column.name for column in columns]
    for chunk in _chunks(rows, columns):
        frame = pd.DataFrame({column.name: _series(column, i, chunk) for i, column in enumerate(columns)})
        text = frame.to_csv(index=False, header=names, lineterminator="\r\n")
        file.write(text.encode("utf-8", "replace"))
        names = False


def _chunks(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[list[list[Any]]]:
    """Yield the cells of some rows at a time; at least one chunk, so that an empty table has its header."""
    chunk: list[list[Any]] = []
    chars = 0
    first = True
    for row in rows:
        chunk.append([cell(column, row) for column in columns])
        chars += sum(len(value) for value in chunk[-1] if isinstance(value, str))
        if len(chunk) >= _CHUNK_ROWS or chars >= _CHUNK_CHARS:
            yield chunk
            chunk, chars, first = [], 0, False
    if chunk or first:
        yield chunk


def _series(column: Column, position: int, chunk: list[list[Any]]) -> pd.Series[Any]:
    import pandas as pd  # noqa: PLC0415

    values = [cells[position] for cells in chunk]
    # Nullable integers: plain pandas turns 1200 into 1200.0 as soon as one row has none.
    if column.kind in ("count", "length") and not any(isinstance(value, str) for value in values):
        return pd.Series(values, dtype="Int64")
    return pd.Series([value if value is None else str(value) for value in values], dtype="string")


def _render_json(corpus: Corpus, folder: Path, _options: ExportOptions) -> list[Path]:
    written = []
    for table in (*_RECORD_TABLES, _MEDIA):
        path = folder / f"{table.name}.json"
        if _wanted(table, corpus, path):
            with atomic_file(path) as file:
                write_json(table.rows(corpus), file)
            written.append(path)
    path = folder / "site.json"
    with atomic_file(path) as file:
        write_site(corpus, file)
    return [*written, path]


def write_site(corpus: Corpus, file: IO[bytes]) -> None:
    """Write the site's record as one indented object; ``null`` if the crawl was cut off before it."""
    file.write(_json(next(_SITE.rows(corpus), None), indent=2) + b"\n")


def _render_csv(corpus: Corpus, folder: Path, _options: ExportOptions) -> list[Path]:
    written = []
    for table in (*_RECORD_TABLES, _MEDIA, _ISSUES, _LOSSES):
        path = folder / f"{table.name}.csv"
        if _wanted(table, corpus, path):
            with atomic_file(path) as file:
                write_csv(table.rows(corpus), file, table.columns)
            written.append(path)
    return written


def _wanted(table: Table, corpus: Corpus, path: Path) -> bool:
    """Decide whether to write an optional table; a file of it from an older store goes."""
    if table.optional and not any(corpus.count(name) for name in table.record_types):
        path.unlink(missing_ok=True)
        return False
    return True


JSON = Format(
    name="json",
    description="one JSON array per record type, and site.json: every field, nothing lost",
    files=(*(f"{table.name}.json" for table in (*_RECORD_TABLES, _MEDIA)), "site.json"),
    render=_render_json,
)
CSV = Format(
    name="csv",
    description="one table per record type, media.csv, issues.csv and losses.csv: for spreadsheets",
    files=(*(f"{table.name}.csv" for table in _RECORD_TABLES), "media.csv", "issues.csv", "losses.csv"),
    render=_render_csv,
)
