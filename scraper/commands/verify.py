"""``scrapy verify <site> --target URL``: compare a new site with the store, after the move."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from pipelines.corpus import Corpus
from pipelines.exporters.cells import Column
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.redirects.export import receivers
from pipelines.exporters.storage import atomic_file
from pipelines.exporters.tabular import write_csv
from scraper.exceptions import ArgumentError, WixExportError
from scraper.site_command import SiteCommand
from scraper.stored import find_site, output_dir
from scraper.terminal import plain, print_json
from scraper.verify.expect import PUBLIC, expectations
from scraper.verify.spider import VerifySpider, Visit

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from scraper.verify.compare import Verdict

_FIELDS = ("address", "page", "title", "date", "author", "text", "images", "embeds", "players", "terms")
_SHOWN = 20
_AUTO = "auto"


class Command(SiteCommand):
    """Exit status: 0 everything is there, 1 something is missing, 2 could not start."""

    name = "verify"
    requires_crawler_process = True
    examples = (
        "scrapy verify healthwise --target https://new.example.com",
        "scrapy verify healthwise --target https://new.example.com --json",
    )

    def syntax(self) -> str:
        return "<site> --target URL"

    def short_desc(self) -> str:
        return "Compare a new site with what was crawled: addresses, texts, dates, pictures"

    def long_desc(self) -> str:
        return (
            "Ask the new site for every old path, follow its redirects, and compare what is there with the store: "
            "title, date, author, text by character, pictures at full size, embeds, terms. Writes verify.json and "
            "verify.csv."
        )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--target", help="address of the new site")
        parser.add_argument("--receiver", default=_AUTO, help="its system: wordpress, ghost or markdown; auto asks it")
        parser.add_argument("--limit", type=int, default=0, help="look at the first N records only")
        parser.add_argument("--no-images", action="store_true", help="do not fetch pictures")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            folder, visit, total = self._verify(args, opts)
            report = _report(visit, total)
            _write(folder, report, visit.verdicts)
        except WixExportError as error:
            self.refuse(error)
            return
        if opts.json:
            print_json(report)
        else:
            _show(folder, report, visit.verdicts)
        self.exitcode = int(report["wrong"] > 0 or report["records"] < total)

    def _verify(self, args: list[str], opts: argparse.Namespace) -> tuple[Path, Visit, int]:
        """Check what can be checked, then visit the new site; also return the number of records to be verified."""
        if len(args) != 1 or not opts.target:
            raise ArgumentError(f"usage: scrapy verify {self.syntax()}")
        if urlsplit(opts.target).scheme not in ("http", "https"):
            raise ArgumentError(f"--target={opts.target!r} is no web address: e.g. --target https://new.example.com")
        settings: Mapping[str, Any] = self.settings or {}
        folder = find_site(output_dir(settings), args[0])
        corpus = Corpus(folder)
        known = receivers(corpus, ExportOptions.of(settings))
        if opts.receiver not in (_AUTO, *known):
            raise ArgumentError(f"--receiver={opts.receiver!r} is unknown: choose from {_AUTO}, {', '.join(known)}")
        total = sum(head.status in PUBLIC for kind in ("page", "post") for head in corpus.heads(kind))
        total = min(total, opts.limit or total)
        if not total:
            raise ArgumentError(f"{folder} holds no published post or page: crawl the site first")
        visit = Visit(
            opts.target.rstrip("/"),
            lambda name: islice(expectations(corpus, known[name]), total),
            receiver=opts.receiver,
            images=not opts.no_images,
        )
        self._run(visit, total)
        if visit.fatal:
            raise ArgumentError(visit.fatal)
        return folder, visit, total

    def _run(self, visit: Visit, total: int) -> None:
        process = self.crawler_process
        if process is None:
            raise RuntimeError("Scrapy gave the command no crawler process")
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("verifying", total=total)
            visit.heard = lambda _: progress.advance(task)
            process.crawl(VerifySpider, visit=visit)
            process.start()


def _report(visit: Visit, total: int) -> dict[str, Any]:
    verdicts = visit.verdicts
    counts = {name: sum(name in verdict.problems for verdict in verdicts) for name in _FIELDS}
    return {
        "target": visit.target,
        "receiver": visit.receiver,
        "expected": total,
        "records": len(verdicts),
        "right": sum(verdict.right for verdict in verdicts),
        "wrong": sum(not verdict.right for verdict in verdicts),
        "problems": {name: count for name, count in counts.items() if count},
        "verdicts": [
            {
                "type": v.type,
                "url": v.url,
                "found_at": v.found_at,
                "text_kept": v.text_kept,
                "images_expected": v.images_expected,
                "problems": v.problems,
            }
            for v in verdicts
        ],
    }


def _write(folder: Path, report: dict[str, Any], verdicts: list[Verdict]) -> None:
    with atomic_file(folder / "verify.json") as file:
        file.write(json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    names = ("type", "url", "found_at", "text_kept", *_FIELDS)
    rows = (
        {"type": v.type, "url": v.url, "found_at": v.found_at, "text_kept": _share(v.text_kept), **v.problems}
        for v in verdicts
    )
    with atomic_file(folder / "verify.csv") as file:
        write_csv(rows, file, [Column(name, (name,), "text") for name in names])


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}"


def _show(folder: Path, report: dict[str, Any], verdicts: list[Verdict]) -> None:
    console = Console()
    table = Table(
        title=f"{report['right']} of {report['records']} are right at {report['target']}", title_justify="left"
    )
    for heading in ("record", "what is wrong"):
        table.add_column(heading, overflow="fold")
    wrong = [verdict for verdict in verdicts if not verdict.right]
    for verdict in wrong[:_SHOWN]:
        said = "\n".join(plain(f"{name}: {problem}") for name, problem in verdict.problems.items())
        table.add_row(plain(unquote(verdict.url)), said)
    if wrong:
        console.print(table, markup=False)
        counts = ", ".join(f"{name} {count}" for name, count in report["problems"].items())
        console.print(f"records with each problem: {counts}", highlight=False)
    elif verdicts:
        console.print(f"all {report['records']} records are right at {report['target']}", highlight=False)
    if report["records"] < report["expected"]:
        console.print(f"interrupted: {report['records']} of {report['expected']} were looked at", highlight=False)
    if len(wrong) > _SHOWN:
        console.print(f"… and {len(wrong) - _SHOWN} more: see verify.csv")
    console.print(f"verify.json and verify.csv are in {folder}", highlight=False, soft_wrap=True)
