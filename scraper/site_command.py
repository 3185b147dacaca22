"""What the commands about a crawled site have in common: options, examples, refusals."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand

from scraper.terminal import explain, plain

if TYPE_CHECKING:
    import argparse


class SiteCommand(ScrapyCommand):
    """Reads a store, prints JSON on demand, and says in one line why it could not start (exit status 2)."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_LEVEL": "WARNING"}
    name: ClassVar[str]
    examples: ClassVar[tuple[str, ...]]
    json_help: ClassVar[str] = "print the result as JSON"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        self.add_own_options(parser)
        parser.add_argument("--json", action="store_true", help=self.json_help)
        explain(parser, self.examples)

    def add_own_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what only this command has."""

    def refuse(self, reason: object) -> None:
        """Say why the command could not start."""
        self.complain(reason)
        self.exitcode = 2

    def complain(self, reason: object) -> None:
        """Say on stderr what went wrong; the text may hold words of a site."""
        print(f"{self.name}: {plain(reason)}", file=sys.stderr)
