"""What a format is, which formats there are, and how all of them are rendered from a store."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from pipelines.corpus import Corpus
from scraper.exceptions import ArgumentError, WixExportError

logger = logging.getLogger(__name__)

Render = Callable[[Corpus, Path], list[Path]]
"""Write a format's files of a corpus into a folder and return their paths.

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
    if name not in FORMATS:
        raise ArgumentError(f"unknown format {name!r}: choose from {', '.join(FORMATS)}")
    module, attribute = FORMATS[name].split(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, Format):
        raise TypeError(f"{FORMATS[name]} is not a Format")
    return found


def render_all(site_dir: Path, formats: Iterable[str] | None = None) -> list[Result]:
    """Render the store in ``site_dir`` into ``formats`` (``None``: all), beside the store.

    A format that fails does not stop the others: its :class:`Result` carries the error. Raise
    :class:`ArgumentError` for an unknown format and :class:`StoreError` for an unreadable store.
    """
    chosen = [load_format(name) for name in (FORMATS if formats is None else dict.fromkeys(formats))]
    corpus = Corpus(site_dir)
    return [_render(chosen_format, corpus, site_dir) for chosen_format in chosen]


def _render(chosen: Format, corpus: Corpus, site_dir: Path) -> Result:
    try:
        files = chosen.render(corpus, site_dir)
    except WixExportError as error:
        logger.error("Format %s failed: %s", chosen.name, error)  # noqa: TRY400 - the line says it all
        return Result(chosen.name, error=str(error))
    except _RENDER_ERRORS as error:
        logger.exception("Format %s failed", chosen.name)
        return Result(chosen.name, error=" ".join(f"{type(error).__name__}: {error}".split()))
    return Result(chosen.name, files=tuple(files))
