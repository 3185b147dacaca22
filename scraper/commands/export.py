"""``scrapy export <site> [format …]``: render the output files again from the store, without network."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from pipelines.exporters.base import FORMATS, Result, load_format, render_all
from pipelines.exporters.options import ExportOptions
from scraper.exceptions import ArgumentError, WixExportError
from scraper.site_command import SiteCommand
from scraper.stored import find_site, output_dir
from scraper.terminal import plain, print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


class Command(SiteCommand):
    """Exit status: 0 all formats written, 1 a format failed (the others are written), 2 could not start."""

    name = "export"
    json_help = "print what was written as JSON"
    examples = (
        "scrapy export healthwise",
        "scrapy export healthwise csv wordpress",
        "scrapy export healthwise markdown -s MARKDOWN_FLAVOUR=astro --json",
        "scrapy export --list",
    )

    def syntax(self) -> str:
        return "<site> [format ...]"

    def short_desc(self) -> str:
        return "Write a crawled site's output files again, offline"

    def long_desc(self) -> str:
        return (
            "Render the formats named (default: all) from what was crawled before. <site> is the name of a folder "
            "under OUTPUT_DIR or the path of a folder that holds items.jsonl."
        )

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="show the formats and what each writes")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.list:
            _print_formats()
            return
        try:
            results = self._export(args)
        except WixExportError as error:
            self.refuse(error)
            return
        if opts.json:
            print_json({"formats": [_plain_result(result) for result in results]})
        for result in () if opts.json else results:
            _print_result(result)
        self.exitcode = int(any(result.error for result in results))

    def _export(self, args: list[str]) -> list[Result]:
        if not args:
            raise ArgumentError(f"which site? usage: scrapy export {self.syntax()}")
        settings: Mapping[str, Any] = self.settings or {}
        return render_all(
            find_site(output_dir(settings), args[0]), args[1:] or None, options=ExportOptions.of(settings)
        )


def _print_formats() -> None:
    width = max(map(len, FORMATS))
    for name in FORMATS:
        chosen = load_format(name)
        print(f"{name:<{width}}  {chosen.description}\n{'':<{width}}  writes {', '.join(chosen.files)}")


def _plain_result(result: Result) -> dict[str, Any]:
    return {"name": result.name, "files": [str(path) for path in result.files], "error": result.error}


def _print_result(result: Result) -> None:
    if result.error:
        print(f"export: {result.name} failed: {plain(result.error)}", file=sys.stderr)
        return
    for path in result.files:
        print(path)
