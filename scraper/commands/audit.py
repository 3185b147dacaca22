"""``scrapy audit <site>``: the audit again from the store, its overview on the terminal, an exit status by gravity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from rich.console import Console
from rich.table import Table

from pipelines.audit.catalogue import GRAVITIES, advice
from pipelines.audit.counts import by_gravity, by_kind
from pipelines.audit.overview import audited
from pipelines.corpus import Corpus
from pipelines.exporters.base import render_all
from pipelines.exporters.options import ExportOptions
from scraper.exceptions import ArgumentError, WixExportError
from scraper.site_command import SiteCommand
from scraper.stored import find_site, output_dir
from scraper.terminal import plain, print_json

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_FORMATS = ("audit", "report")
_NEVER = "never"
_SECTIONS = ("Site", "Content", "Media", "Text")
_SHOWN = 10


class Command(SiteCommand):
    """Exit status: 0 nothing as grave as ``--fail-on``, 1 something is or a file failed, 2 could not start."""

    name = "audit"
    examples = (
        "scrapy audit healthwise",
        "scrapy audit healthwise --fail-on high",
        "scrapy audit healthwise --fail-on never --json",
    )

    def syntax(self) -> str:
        return "<site> [--fail-on GRAVITY]"

    def short_desc(self) -> str:
        return "Audit a crawled site again, offline: what is there, what needs a hand"

    def long_desc(self) -> str:
        return (
            "Write audit.xlsx, audit/, audit.json and report.html again from the store, without network, and show the "
            "counts, the findings by gravity and kind, and the gravest of them. Exit status: 0 nothing as grave as "
            "--fail-on, 1 something is, 2 could not start."
        )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        choices = f"{', '.join(GRAVITIES)} or {_NEVER}"
        parser.add_argument(
            "--fail-on",
            default=GRAVITIES[0],
            metavar="GRAVITY",
            help=f"exit status 1 if a finding is as grave as this, or graver; {choices}; {GRAVITIES[0]} if not given",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            told = self._audit(args, opts.fail_on)
        except WixExportError as error:
            self.refuse(error)
            return
        for name, reason in told["errors"].items():
            self.complain(f"{name} failed: {reason}")
        if opts.json:
            print_json(told)
        else:
            _show(told)
        self.exitcode = int(bool(told["failing"] or told["errors"]))

    def _audit(self, args: list[str], fail_on: str) -> dict[str, Any]:
        if len(args) != 1:
            raise ArgumentError(f"which site? usage: scrapy audit {self.syntax()}")
        if fail_on not in (*GRAVITIES, _NEVER):
            raise ArgumentError(f"--fail-on={fail_on!r} is unknown: choose from {', '.join((*GRAVITIES, _NEVER))}")
        folder = find_site(output_dir(self.settings), args[0])
        options = ExportOptions.of(self.settings or {})
        corpus = Corpus(folder)
        results = render_all(folder, _FORMATS, corpus=corpus, options=options)
        return {
            **_told(corpus, folder, fail_on),
            "files": [str(path) for result in results for path in result.files],
            "errors": {result.name: result.error for result in results if result.error},
        }


def _told(corpus: Corpus, folder: Path, fail_on: str) -> dict[str, Any]:
    found = audited(corpus)
    gravities = by_gravity(found)
    grave = GRAVITIES[: GRAVITIES.index(fail_on) + 1] if fail_on != _NEVER else ()
    return {
        "site": found.site.get("url"),
        "folder": str(folder),
        "read_at": found.site.get("fetched_at"),
        "overview": [row for row in found.rows["overview"] if row["section"] in _SECTIONS],
        "gravity": gravities,
        "kinds": [{"code": code, "gravity": advice(code).gravity, "findings": count} for code, count in by_kind(found)],
        "fail_on": fail_on,
        "failing": sum(gravities[name] for name in grave),
        "todo": [finding.row() for finding in sorted(found.findings, key=lambda finding: finding.sort_key)],
    }


def _show(told: dict[str, Any]) -> None:
    console = Console()
    counts = [(row["name"], row["value"]) for row in told["overview"]]
    findings = list(told["gravity"].items())
    kinds = [(f"{kind['gravity']}: {advice(kind['code']).title}", kind["findings"]) for kind in told["kinds"]]
    for title, rows in (("what is there", counts), ("findings", findings), ("findings by kind", kinds)):
        table = Table(title=title, title_justify="left", show_header=False, box=None)
        for name, value in rows:
            table.add_row(plain(name), plain(value))
        console.print(table, markup=False, highlight=False)
    for row in told["todo"][:_SHOWN]:
        line = f"{row['gravity']}: {row['what']}: {unquote(row['url'])} {row['detail']} – {row['fix']}"
        console.print(plain(line), markup=False, highlight=False, soft_wrap=True)
    if len(told["todo"]) > _SHOWN:
        console.print(f"… and {len(told['todo']) - _SHOWN} more: see audit.xlsx", highlight=False)
    if told["failing"]:
        line = f"{told['failing']} findings are {told['fail_on']} or graver: exit status 1 (--fail-on never: none)"
        console.print(line, highlight=False, soft_wrap=True)
    console.print(plain(f"audit.xlsx and report.html are in {told['folder']}"), highlight=False, soft_wrap=True)
