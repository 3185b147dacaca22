"""``scrapy push <site> --wordpress URL``: send a stored site into a WordPress over its REST API."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from scraper.exceptions import ArgumentError, WixExportError
from scraper.push.credentials import PASSWORD, USER, take_credentials, target_address
from scraper.push.ledger import FILE
from scraper.push.report import OUTCOMES, Report
from scraper.push.run import KINDS, Push
from scraper.repeats import Retries
from scraper.site_command import SiteCommand
from scraper.stored import find_site, output_dir
from scraper.terminal import plain, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

_SHOWN = 20


class Command(SiteCommand):
    """Exit status: 0 everything is there, 1 something was refused or the push was stopped, 2 could not start."""

    name = "push"
    examples = (
        "scrapy push healthwise --wordpress https://new.example.com --dry-run",
        "scrapy push healthwise --wordpress https://new.example.com",
    )

    def syntax(self) -> str:
        return "<site> --wordpress URL"

    def short_desc(self) -> str:
        return "Send a crawled site into a WordPress over its REST API"

    def long_desc(self) -> str:
        return (
            "Send media, terms, posts, pages and comments of the store into a WordPress, for hosts that refuse large "
            f"imports. Credentials: {USER} and {PASSWORD} (an application password) in the environment. Run it again "
            "to go on or to send what changed: nothing is made twice."
        )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--wordpress", metavar="URL", help="address of the new site")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be made and changed")
        parser.add_argument("--create-users", action="store_true", help="make a user for each writer who has none")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        report = Report(dry_run=opts.dry_run)
        try:
            push = self._push(args, opts)
            _send(push, report)
        except WixExportError as error:
            self.refuse(error)
            return
        except KeyboardInterrupt:
            report.stopped = "interrupted: run it again, it goes on from here"
        if opts.json:
            print_json({"target": push.target, **report.plain()})
        else:
            _show(push, report)
        self.exitcode = int(not report.whole)

    def _push(self, args: list[str], opts: argparse.Namespace) -> Push:
        if len(args) != 1 or not opts.wordpress:
            raise ArgumentError(f"usage: scrapy push {self.syntax()}")
        settings: Mapping[str, Any] = self.settings or {}
        target = target_address(opts.wordpress)
        folder = find_site(output_dir(settings), args[0])
        permalink = ExportOptions.of(settings).wordpress_permalink
        return Push(
            folder=folder,
            corpus=Corpus(folder),
            target=target,
            credentials=take_credentials(os.environ, settings),
            permalink=permalink,
            retries=_retries(settings),
            create_users=opts.create_users,
        )


def _retries(settings: Mapping[str, Any]) -> Retries:
    default = Retries()
    try:
        return Retries(
            int(settings.get("RETRY_TIMES", default.times)),
            float(settings.get("RETRY_PAUSE", default.pause)),
            float(settings.get("RETRY_PAUSE_MAX", default.longest)),
        )
    except (TypeError, ValueError) as error:
        raise ArgumentError("RETRY_TIMES, RETRY_PAUSE, RETRY_PAUSE_MAX are numbers: e.g. -s RETRY_PAUSE=5") from error


def _send(push: Push, report: Report) -> None:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        tasks = {kind: progress.add_task(kind, total=push.corpus.count(kind)) for kind in KINDS}

        def heard(kind: str) -> None:
            if kind in tasks:
                progress.advance(tasks[kind])

        report.heard = heard
        asyncio.run(push.run(report))


def _show(push: Push, report: Report) -> None:
    console = Console()
    title = f"{'would be sent' if report.dry_run else 'sent'} to {push.target}"
    table = Table("", *OUTCOMES, title=title, title_justify="left")
    for kind, counts in report.counts.items():
        table.add_row(kind, *(str(counts[outcome] or "–") for outcome in OUTCOMES))
    console.print(table, highlight=False)
    for key, reason in list(report.refused.items())[:_SHOWN]:
        console.print(plain(f"refused: {unquote(key)}: {reason}"), markup=False, highlight=False, soft_wrap=True)
    if len(report.refused) > _SHOWN:
        rest = f"… and {len(report.refused) - _SHOWN} more"
        console.print(rest if report.dry_run else f"{rest}: see {FILE}", highlight=False)
    for note in report.notes:
        console.print(plain(f"note: {note}"), markup=False, highlight=False, soft_wrap=True)
    if report.stopped:
        print(f"push: stopped: {plain(report.stopped)}", file=sys.stderr)
    elif not report.dry_run:
        console.print(f"what stands where is in {push.folder / FILE}", markup=False, highlight=False, soft_wrap=True)
