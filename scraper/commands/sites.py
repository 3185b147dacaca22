"""``scrapy sites``: what was crawled, and what is there of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.moments import moment
from scraper.site_command import SiteCommand
from scraper.stored import COUNTED, describe, output_dir, site_folders
from scraper.terminal import plain, print_json

if TYPE_CHECKING:
    import argparse

_SHOWN = 5


class Command(SiteCommand):
    """Exit status: 0 every store could be read, 1 one could not, 2 no such command line."""

    name = "sites"
    json_help = "print the list as JSON"
    examples = ("scrapy sites", "scrapy sites --json", "scrapy sites -s OUTPUT_DIR=/srv/exports")

    def short_desc(self) -> str:
        return "List the crawled sites: when, what is there, what is missing"

    def long_desc(self) -> str:
        return (
            "List every site stored under OUTPUT_DIR: name, address, when it was crawled, whether all is there, counts "
            "of records, size on disk, and which formats are written. A format marked as old was written before the "
            "last crawl: scrapy export writes it again."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            self.refuse(f"it takes no {args[0]!r}: use scrapy sites, or scrapy show <site> <slug>")
            return
        output = output_dir(self.settings)
        found = [describe(folder) for folder in site_folders(output)]
        if opts.json:
            print_json({"output": str(output), "sites": found})
        elif not found:
            print(f"no crawl under {output} yet: scrapy crawl wix -a url=https://www.example.com/ makes one")
        for about in () if opts.json else found:
            _show(about)
        self.exitcode = int(any("error" in about for about in found))


def _show(about: dict[str, Any]) -> None:
    console = Console()
    table = Table(title=Text(plain(about["site"])), title_justify="left", show_header=False, box=None)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _rows(about):
        table.add_row(name, plain(value))
    console.print(table, markup=False, highlight=False)


def _rows(about: dict[str, Any]) -> list[tuple[str, str]]:
    size = f"{about['bytes'] / 2**20:,.1f} MiB in {about['folder']}"
    if "error" in about:
        return [("error", about["error"]), ("size", size)]
    missing, read = about["missing"], moment(about["crawled_at"])
    more = [f"… and {len(missing) - _SHOWN} more"] if len(missing) > _SHOWN else []
    written = [
        name + (" (old)" if state == "old" else "") for name, state in about["exports"].items() if state != "none"
    ]
    return [
        ("name", about["name"] or "not stated"),
        ("address", about["url"] or "not stated"),
        ("crawled", f"{read:%Y-%m-%d %H:%M} UTC" if read else "not to its end"),
        ("state", "complete" if about["complete"] else "something is missing"),
        *(("missing", text) for text in [*missing[:_SHOWN], *more]),
        ("records", ", ".join(f"{about['counts'][kind]:,} {kind}" for kind in COUNTED)),
        ("size", size),
        ("formats", ", ".join(written) or "none: scrapy export writes them"),
    ]
