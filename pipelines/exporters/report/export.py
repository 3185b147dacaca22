"""Writes ``report.html``; posts and pages go into it one by one, so that no more than one body is held."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipelines.audit.catalogue import advice
from pipelines.audit.counts import by_gravity
from pipelines.audit.overview import audited
from pipelines.changes import changes_of
from pipelines.exporters.base import Format
from pipelines.exporters.planned import redirect_rows
from pipelines.exporters.report import content
from pipelines.exporters.report.charts import charts
from pipelines.exporters.report.embed import packed, plain_json, source_hash
from pipelines.exporters.report.records import KINDS, Shelf, shelf, view
from pipelines.exporters.report.tables import ReportTable, report_tables
from pipelines.exporters.storage import atomic_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.audit.survey import Survey
    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

_PAGE = Path(__file__).with_name("page")
_SCRIPTS = ("dom.js", "body.js", "diff.js", "table.js", "record.js", "main.js")


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    target = folder / "report.html"
    with atomic_file(target) as file:
        for part in _environment().get_template("report.html.jinja").generate(**_context(corpus, options)):
            file.write(part.encode("utf-8", "replace"))
    return [target]


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_PAGE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _context(corpus: Corpus, options: ExportOptions) -> dict[str, Any]:
    found, places = audited(corpus), shelf(corpus)
    others = {"redirects": redirect_rows(corpus, options), "changes": list(changes_of(corpus).rows())}
    tables, kinds = report_tables(found, others), content.kinds(found)
    style = (_PAGE / "report.css").read_text(encoding="utf-8")
    # One function around all of it: nothing of ours is a name that content could reach, e.g. by an id.
    code = "".join((_PAGE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    script = f'(() => {{\n"use strict";\n{code}}})();\n'
    return {
        "site": {name: found.site.get(name) for name in ("name", "url", "language", "timezone")},
        "read": read.strftime("%Y-%m-%d %H:%M") if (read := found.local(found.site.get("fetched_at"))) else None,
        "headline": content.headline(corpus, found),
        "gravities": by_gravity(found).items(),
        "steps": content.next_steps(kinds),
        "overview": [row for row in found.rows["overview"] if row["section"] in ("Content", "Media", "Text")],
        "fidelity": content.fidelity(corpus, found),
        "charts": charts(found, places.hashes),
        "kinds": kinds,
        "people": content.people(corpus),
        "contacts": content.contacts(corpus),
        "tables": [table for table in tables if table.name != "todo"],
        "style": Markup(style),  # noqa: S704 - our own files
        "script": Markup(script),  # noqa: S704
        "style_hash": Markup(source_hash(style)),  # noqa: S704
        "script_hash": Markup(source_hash(script)),  # noqa: S704
        "about": plain_json(_about(found, tables)),
        "blocks": _blocks(corpus, tables, places),
    }


def _about(found: Survey, tables: list[ReportTable]) -> dict[str, Any]:
    codes = sorted({finding.code for finding in found.findings})
    return {
        "tables": {table.name: table.described() for table in tables},
        "advice": {code: advice(code)._asdict() for code in codes},
    }


def _blocks(corpus: Corpus, tables: list[ReportTable], places: Shelf) -> Iterator[Markup]:
    """Yield the data elements: one a table, one a record."""
    for table in tables:
        yield _block(f"table-{table.name}", packed(table.cells(places.hashes)))
    for kind in KINDS:
        yield _block(f"keys-{kind}", packed(places.keys[head.url] for head in corpus.heads(kind)))
        for number, record in enumerate(corpus.records(kind)):
            yield _block(f"{kind}-{number}", packed([view(record, corpus.media_paths)]))


def _block(name: str, data: Markup) -> Markup:
    return Markup('<script type="application/json" id="data-{}">{}</script>\n').format(name, data)


REPORT = Format(
    name="report",
    description="one HTML file for people: what is there, what is missing, what to do; every post beside its text",
    files=("report.html",),
    render=_render,
)
