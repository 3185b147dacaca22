"""The crawled sites under ``OUTPUT_DIR``: finding one, and what a command says of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.corpus import Corpus
from pipelines.exporters.base import FORMATS, load_format
from pipelines.store import ITEMS_FILE
from scraper.exceptions import ArgumentError, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

COUNTED = ("post", "page", "comment", "media", "contact")


def output_dir(settings: Mapping[str, Any] | None) -> Path:
    """Return ``OUTPUT_DIR`` of the settings."""
    return Path((settings or {}).get("OUTPUT_DIR") or "output")


def find_site(output: Path, site: str) -> Path:
    """Folder of a crawled site: a name under ``output``, or a path; raise :class:`ArgumentError` if unknown."""
    if "\0" not in site:
        for folder in (output / site, Path(site)):
            if (folder / ITEMS_FILE).is_file():
                return folder
    known = [folder.name for folder in site_folders(output)]
    there = f"there: {', '.join(known)}" if known else "nothing is there yet"
    raise ArgumentError(f"no crawl of {site!r} under {output} ({there}): crawl it first")


def site_folders(output: Path) -> list[Path]:
    """List the folders under ``output`` that hold a store, by name."""
    return sorted(path.parent for path in output.glob(f"*/{ITEMS_FILE}"))


def describe(folder: Path) -> dict[str, Any]:
    """Say what is stored in a folder; of a store that cannot be read, ``error`` says why.

    ``crawled_at``: when the last crawl began (ISO 8601); ``None`` and not ``complete``: no crawl came to its end.
    ``bytes``: all files of the folder. ``exports``: format -> ``current``, ``old`` (older than the store) or ``none``.
    """
    about: dict[str, Any] = {"site": folder.name, "folder": str(folder), "bytes": _size(folder)}
    try:
        corpus = Corpus(folder)
    except StoreError as error:
        return {**about, "error": str(error), "complete": False}
    site = next(iter(corpus.records("site")), None)
    missing = _missing(corpus, site)
    return {
        **about,
        "name": (site or {}).get("name"),
        "url": (site or {}).get("url"),
        "crawled_at": (site or {}).get("fetched_at"),
        "complete": not missing,
        "missing": missing,
        "counts": {kind: corpus.count(kind) for kind in COUNTED},
        "exports": {name: _state(folder, load_format(name).files) for name in FORMATS},
    }


def _missing(corpus: Corpus, site: dict[str, Any] | None) -> list[str]:
    if site is None:
        return ["no crawl came to its end: crawl it again"]
    posts = [issue["message"] for issue in site.get("issues") or () if issue.get("code") == "post-missing"]
    files = sum(record.get("status") == "missing" for record in corpus.records("media"))
    return [*posts, *([f"{files} media files (media.csv says which)"] if files else [])]


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _state(folder: Path, files: tuple[str, ...]) -> str:
    there = [path for name in files if (path := folder / name).exists()]
    if not there:
        return "none"
    # A folder's own time says little: the newest file in it is what was written last.
    written = [file.stat().st_mtime_ns for path in there for file in (path, *path.rglob("*")) if file.is_file()]
    current = max(written, default=0) >= (folder / ITEMS_FILE).stat().st_mtime_ns
    return "current" if current else "old"
