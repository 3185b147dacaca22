"""What a format is, which formats there are, and how all of them are rendered from a store."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from scraper.exceptions import ArgumentError, WixExportError

if TYPE_CHECKING:
    from concurrent.futures import Future

logger = logging.getLogger(__name__)

Render = Callable[[Corpus, Path, ExportOptions], list[Path]]
"""Write a format's files of a corpus into a folder, as the options say, and return their paths.

It reads the corpus as a stream, writes through :func:`pipelines.exporters.storage.atomic_file`, looks
at no clock and no network, and raises :class:`scraper.exceptions.OutputError` if it cannot write.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One output format."""

    name: str
    """As in ``scrapy export <site> <name>``."""
    description: str
    """One line for people."""
    files: tuple[str, ...]
    """What it writes, relative to the site's folder; ``dir/`` stands for a folder."""
    render: Render


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one format."""

    name: str
    files: tuple[Path, ...] = ()
    error: str | None = None
    """One line that says what went wrong; ``None`` = written."""


# A format is one module and one line here: name -> "module:attribute". Loaded when asked for, so that
# a command that needs none does not pay for their libraries.
FORMATS: dict[str, str] = {
    "json": "pipelines.exporters.tabular:JSON",
    "csv": "pipelines.exporters.tabular:CSV",
    "wordpress": "pipelines.exporters.wordpress.export:WORDPRESS",
    "ghost": "pipelines.exporters.ghost.format:GHOST",
    "markdown": "pipelines.exporters.markdown.render:MARKDOWN",
    "sanity": "pipelines.exporters.sanity.export:SANITY",
    "webflow": "pipelines.exporters.webflow.export:WEBFLOW",
    "redirects": "pipelines.exporters.redirects.export:REDIRECTS",
    "changes": "pipelines.exporters.changes:CHANGES",
    "audit": "pipelines.exporters.audit:AUDIT",
    "report": "pipelines.exporters.report.export:REPORT",
}

# Whatever is wrong with one format, the others are still written: these are the errors that data or
# a slip in a renderer can raise. Interrupts and exhausted memory are left alone.
_RENDER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def load_format(name: str) -> Format:
    """Return the format of that name; raise :class:`ArgumentError` if there is none."""
    _check(name)
    module, attribute = FORMATS[name].split(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, Format):
        raise TypeError(f"{FORMATS[name]} is not a Format")
    return found


def stated_formats(value: object) -> list[str]:
    """Read the setting ``FORMATS``: names in a list or with commas; nothing = all. Raise :class:`ArgumentError`."""
    names = [name.strip() for name in value.split(",")] if isinstance(value, str) else list(_listed(value))
    chosen = list(dict.fromkeys(name for name in names if name)) or list(FORMATS)
    for name in chosen:
        _check(name)
    return chosen


def _listed(value: object) -> Iterable[str]:
    return map(str, value) if isinstance(value, (list, tuple)) else ()


def _check(name: str) -> None:
    if name not in FORMATS:
        raise ArgumentError(f"unknown format {name!r}: choose from {', '.join(FORMATS)}")


def render_all(
    site_dir: Path,
    formats: Iterable[str] | None = None,
    *,
    corpus: Corpus | None = None,
    options: ExportOptions | None = None,
    helper: Executor | None = None,
) -> list[Result]:
    """Render the store in ``site_dir`` into ``formats`` (``None``: all), beside the store.

    A format that fails does not stop the others: its :class:`Result` carries the error. ``corpus``: the store, if it
    was opened before. All formats but the first are rendered in the processes of ``helper``, if there are any; what
    a process that died left is rendered here. Raise :class:`ArgumentError` for an unknown format and
    :class:`StoreError` for an unreadable store.
    """
    names = list(FORMATS if formats is None else dict.fromkeys(formats))
    for name in names:
        _check(name)
    corpus = corpus or Corpus(site_dir)
    options = options or ExportOptions()
    waiting = _handed_out(names[1:], site_dir, options, helper) if helper else {}
    return [
        _awaited(waiting[name], name, corpus, options) if name in waiting else _render(name, corpus, options)
        for name in names
    ]


def _handed_out(
    names: list[str], site_dir: Path, options: ExportOptions, helper: Executor
) -> dict[str, Future[Result]]:
    waiting = {}
    with suppress(BrokenExecutor):
        for name in names:
            waiting[name] = helper.submit(_render_alone, name, site_dir, options)
    return waiting


def _awaited(future: Future[Result], name: str, corpus: Corpus, options: ExportOptions) -> Result:
    try:
        return future.result()
    except BrokenExecutor:
        return _render(name, corpus, options)


def _render_alone(name: str, site_dir: Path, options: ExportOptions) -> Result:
    return _render(name, Corpus(site_dir), options)


def rendering_process() -> Executor:
    """Start a process that renders beside this one, its libraries loaded by the time they are needed."""
    # Spawned, because this process has threads.
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_load)
    pool.submit(int)  # starts it now
    return pool


def _load() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the first one decides
    for name in FORMATS:
        load_format(name)
    import_module("pandas")  # the largest of them, which the formats load with their first table


def _render(name: str, corpus: Corpus, options: ExportOptions) -> Result:
    chosen = load_format(name)
    try:
        files = chosen.render(corpus, corpus.path.parent, options)
    except WixExportError as error:
        logger.error("Format %s failed: %s", chosen.name, error)  # noqa: TRY400 - the line says it all
        return Result(chosen.name, error=str(error))
    except _RENDER_ERRORS as error:
        logger.exception("Format %s failed", chosen.name)
        return Result(chosen.name, error=" ".join(f"{type(error).__name__}: {error}".split()))
    return Result(chosen.name, files=tuple(files))
