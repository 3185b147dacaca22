"""``scrapy crawl <spider>``: Scrapy's command, with checked arguments, rendered outputs and an honest exit status."""

from __future__ import annotations

import gc
import math
import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from rich.console import Console
from rich.table import Table
from scrapy.commands import crawl

from pipelines.changes import changes_of
from pipelines.corpus import Corpus
from pipelines.exporters.base import Result, render_all, rendering_process, stated_formats
from pipelines.exporters.options import ExportOptions
from pipelines.store import FAILED_STAT, Store, site_folder
from scraper.archive import WarcReader
from scraper.exceptions import ArgumentError, WixExportError
from scraper.extraction.anonymity import is_pseudonym
from scraper.extraction.rendering import REMEDY
from scraper.items import RECORD_TYPES
from scraper.media.options import MediaOptions
from scraper.outcome import EVERYTHING_READ, Outcome
from scraper.owner_key import api_base, hand_over, refuse_on_command_line, take_owner_key
from scraper.pool import stated_workers
from scraper.render.options import RenderOptions, check_rendering
from scraper.spiders.comments_api import stated_mode
from scraper.spiders.wix import WixSpider
from scraper.terminal import explain, plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from scrapy import Spider

_SECONDS = ("RETRY_PAUSE", "RETRY_PAUSE_MAX")
_SHOWN = 10  # missing posts and issue codes named on the terminal; the files have them all


class Command(crawl.Command):
    """Exit status: 0 complete, 1 something is missing or a format failed, 2 could not run."""

    _renderer: Executor | None = None
    examples = (
        "scrapy crawl healthwise",
        "scrapy crawl wix -a url=https://www.example.com/",
        "scrapy crawl wix -a url=https://www.example.com/ -a limit=5",
        "scrapy crawl wix -a archive=site.warc.gz",
    )

    def short_desc(self) -> str:
        return "Crawl a Wix site and write its content to output/<site>/"

    def long_desc(self) -> str:
        return (
            "Crawl a site politely, store its content in OUTPUT_DIR/<site>/items.jsonl, and write all formats from it. "
            "Arguments (-a): url, site, archive, limit, api, lang, render. "
            "Exit status: 0 complete, 1 something is missing, 2 could not run."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        explain(parser, self.examples)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check everything that can be checked, crawl, render, report."""
        process = self.crawler_process
        if process is None:
            raise RuntimeError("Scrapy gave the command no crawler process")
        try:
            spider = self._spider(args)
            if not issubclass(spider, WixSpider):
                super().run(args, opts)  # somebody's own spider: Scrapy's ways
                return
            refuse_on_command_line(self.settings or {}, opts.spargs)
            self._check_settings()
            folder = self._check(spider, opts.spargs)
            # An archive answers without a key.
            key = take_owner_key(os.environ, needed=not opts.spargs.get("archive"))
        except WixExportError as error:
            self._fail(str(error))
            return
        # What is loaded by now stays for good. The crawler comes after, so that what it held can be let go below.
        gc.freeze()
        crawler = process.create_crawler(args[0])
        hand_over(crawler.settings, key)
        crawler.signals.connect(self._start_renderer, signal=EVERYTHING_READ)
        process.crawl(crawler, **opts.spargs)
        process.start()
        if process.bootstrap_failed:
            self.exitcode = 2
            return
        outcome = Outcome.of(crawler, FAILED_STAT)
        # What the crawl remembered is not needed to render, and rendering needs the room.
        del crawler
        gc.collect()
        self._report(outcome, folder)
        if self._renderer:
            self._renderer.shutdown()

    def _start_renderer(self) -> None:
        """While the last records are written, let another process load what it takes to render."""
        if (os.cpu_count() or 1) > 1:
            self._renderer = rendering_process()

    def _spider(self, args: list[str]) -> type[Spider]:
        loader = self.crawler_process.spider_loader if self.crawler_process else None
        names = sorted(loader.list()) if loader else []
        if loader is None or len(args) != 1 or args[0] not in names:
            asked = " ".join(args) or "nothing"
            raise ArgumentError(f"no spider {asked!r}: use one of {', '.join(names)}, e.g. scrapy crawl healthwise")
        return loader.load(args[0])

    def _check_settings(self) -> None:
        settings: Mapping[str, Any] = self.settings or {}
        stated_workers(settings)
        stated_mode(settings)
        api_base(settings)
        RenderOptions.of(settings)
        for name in _SECONDS:
            if not _is_number(settings.get(name)):
                raise ArgumentError(f"{name}={settings.get(name)!r} is no number of seconds: e.g. -s {name}=30")
        if str(settings.get("ARCHIVE")).lower() not in {"true", "false", "1", "0"}:
            raise ArgumentError(f"ARCHIVE={settings.get('ARCHIVE')!r} is neither True nor False: e.g. -s ARCHIVE=False")
        MediaOptions.of(settings)
        ExportOptions.of(settings)
        stated_formats(settings.get("FORMATS"))

    def _check(self, spider: type[WixSpider], given: dict[str, str]) -> Path:
        arguments = spider.check_arguments(given)
        if arguments.archive:
            WarcReader(arguments.archive)
        elif arguments.render:
            check_rendering(self.settings or {})
        output = self.settings["OUTPUT_DIR"] if self.settings else "output"
        store = Store(site_folder(output, arguments.site))
        store.prepare()
        self._check_names(store)
        return store.folder

    def _check_names(self, store: Store) -> None:
        """A store only grows: names that an earlier crawl wrote would stay in every file that is made from it."""
        mode = stated_mode(self.settings or {})
        if mode == "full" or not store.path.exists():
            return
        authors = (record.get("author") for record in Corpus(store.folder).records("comment"))
        if any(mode == "off" or (author is not None and not is_pseudonym(author)) for author in authors):
            raise ArgumentError(
                f"{store.folder} holds comments of an earlier crawl, which COMMENTS={mode} would leave there: "
                "remove its items.jsonl and archive/, or choose another folder, e.g. -a site=anonymous"
            )

    def _fail(self, message: str) -> None:
        print(f"crawl: {plain(message)}", file=sys.stderr)
        self.exitcode = 2

    def _report(self, outcome: Outcome, folder: Path) -> None:
        if outcome.fatal:
            self._fail(outcome.fatal)
            return
        try:
            corpus = Corpus(folder)
            settings: Mapping[str, Any] = self.settings or {}
            formats, options = stated_formats(settings.get("FORMATS")), ExportOptions.of(settings)
            results = render_all(folder, formats, corpus=corpus, options=options, helper=self._renderer)
        except WixExportError as error:
            self._fail(str(error))
            return
        print_summary(corpus, folder, results, outcome)
        self.exitcode = int(not outcome.complete or any(result.error for result in results))


def print_summary(corpus: Corpus, folder: Path, results: list[Result], outcome: Outcome) -> None:
    """Tell on the terminal what there is, what needs a look, and where the files are."""
    console = Console()
    records = Counter({"language copy": corpus.count_copies(), **{name: corpus.count(name) for name in RECORD_TYPES}})
    console.print(_table("records", (+records).most_common()))
    console.print(_table("issues", corpus.issue_counts.most_common(_SHOWN)))
    console.print(changes_of(corpus).summary, highlight=False, soft_wrap=True)
    console.print(_nodes(corpus), highlight=False, soft_wrap=True)
    for line in outcome.missing[:_SHOWN]:
        console.print(plain(f"missing: {unquote(line)}"), highlight=False, soft_wrap=True, markup=False)
    if len(outcome.missing) > _SHOWN:
        console.print(f"… and {len(outcome.missing) - _SHOWN} more: see issues.csv")
    for line in outcome.missing_media[:_SHOWN]:
        console.print(plain(f"media not fetched: {unquote(line)}"), highlight=False, soft_wrap=True, markup=False)
    if len(outcome.missing_media) > _SHOWN:
        console.print(f"… and {len(outcome.missing_media) - _SHOWN} more: see media.csv")
    for line in outcome.would_gain[:_SHOWN]:
        console.print(plain(f"half empty: {unquote(line)}"), highlight=False, soft_wrap=True, markup=False)
    if outcome.would_gain:
        text = f"{len(outcome.would_gain)} pages came half empty: {REMEDY}"
        console.print(text, highlight=False, soft_wrap=True, markup=False)
    if outcome.failures:
        console.print(f"{outcome.failures} failures: see the log above", highlight=False)
    for result in results:
        if result.error:
            console.print(f"format {result.name} failed: {result.error}", highlight=False, soft_wrap=True)
    console.print(
        f"{_state(results, outcome)}: {sum(len(r.files) for r in results)} files in {folder}",
        highlight=False,
        soft_wrap=True,
    )


def _nodes(corpus: Corpus) -> str:
    nodes = corpus.nodes
    parts = ", ".join(f"{number:,} {fate}" for fate, number in nodes._asdict().items())
    unexplained = f"{corpus.unexplained_chars:,} characters unexplained"
    return f"{sum(nodes):,} nodes in bodies: {parts} (losses.csv says what); {unexplained}"


def _state(results: list[Result], outcome: Outcome) -> str:
    if not outcome.finished:
        return "interrupted"
    if outcome.missing:
        return f"{len(outcome.missing)} posts missing"
    if outcome.missing_media:
        return f"{len(outcome.missing_media)} media files missing"
    return "complete" if outcome.complete and not any(result.error for result in results) else "with failures"


def _is_number(value: Any) -> bool:
    try:
        return 0 <= float(value) < math.inf
    except (TypeError, ValueError):
        return False


def _table(title: str, rows: list[tuple[str, int]]) -> Any:
    if not rows:
        return f"no {title}"
    table = Table(title=title, title_justify="left", show_header=False, box=None)
    for name, count in rows:
        table.add_row(name, str(count))
    return table
