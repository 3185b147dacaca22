"""A folder of files that appears whole, and gives back what it does not own.

The files are written into ``<name>.partial``, which then takes the folder's place. A list of what was written,
``.wix-exit``, tells the next export which files are its own: those go with the old folder, and everything else that
somebody put there (a theme, a repository) moves into the new one.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from pipelines.exporters.storage import PARTIAL
from scraper.exceptions import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = ".wix-exit"
_OLD = ".old"


class OutputFolder:
    """A folder under construction; paths are relative, with ``/``, and each is written once."""

    def __init__(self, partial: Path) -> None:
        self.partial = partial
        self.written: set[str] = set()

    def write(self, path: str, text: str) -> None:
        """Write a file in UTF-8; what no file can hold becomes ``?``."""
        self._new(path).write_bytes(text.encode("utf-8", "replace"))

    def open(self, path: str) -> BinaryIO:
        """Open a file for writing bytes piece by piece; who opens it closes it."""
        return self._new(path).open("wb")

    def link(self, path: str, source: Path) -> None:
        """Put ``source`` there without a copy, where the disk can; a file that is there already stays."""
        if path in self.written:
            return
        target = self._new(path)
        try:
            os.link(source, target)
        except OSError:  # another disk, or one that knows no hard links
            shutil.copyfile(source, target)

    def free(self, path: str) -> str:
        """Return ``path``, numbered if it is taken: the file's name, or of an index its folder's."""
        given = PurePosixPath(path)
        number = 2
        while path in self.written:
            if given.name.lstrip("_").startswith("index."):
                path = str(given.parent.with_name(f"{given.parent.name}-{number}") / given.name)
            else:
                path = str(given.with_stem(f"{given.stem}-{number}"))
            number += 1
        return path

    def _new(self, path: str) -> Path:
        parts = PurePosixPath(path).parts
        if path in self.written or not parts or parts[0] == "/" or ".." in parts:
            raise ValueError(f"{path!r} is no new path inside of {self.partial}")
        self.written.add(path)
        target = self.partial.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


@contextmanager
def output_folder(target: Path) -> Iterator[OutputFolder]:
    """Open ``target`` for writing; it is replaced only if the block ends well.

    Raise :class:`OutputError` if the disk refuses.
    """
    partial = target.with_name(target.name + PARTIAL)
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        folder = OutputFolder(partial)
        yield folder
        folder.write(LIST, "".join(f"{path}\n" for path in sorted(folder.written)))
        _swap(partial, target)
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)  # nothing is left of it after a swap


def _swap(partial: Path, target: Path) -> None:
    old = target.with_name(target.name + _OLD)
    if old.exists() and not target.exists():
        old.rename(target)  # a run that was killed in the middle of the next lines
    if target.exists():
        if old.exists():
            _keep_foreign(old, target)
            shutil.rmtree(old)
        target.rename(old)
        partial.rename(target)
        _keep_foreign(old, target)
        shutil.rmtree(old)
    else:
        partial.rename(target)


def _keep_foreign(old: Path, new: Path) -> None:
    """Move what is not on the old folder's list into the new one, unless it has a file of that name."""
    listed = old / LIST
    own = set(listed.read_text(encoding="utf-8").splitlines()) if listed.is_file() else set()
    own.add(LIST)
    own_folders = {str(parent) for path in own for parent in PurePosixPath(path).parents}
    for here, folders, files in os.walk(old):
        place = Path(here).relative_to(old)
        for name in list(folders):
            path = place / name
            if path.as_posix() not in own_folders and not (new / path).exists():
                _move(old / path, new / path)
                folders.remove(name)
        for name in files:
            path = place / name
            if path.as_posix() not in own and not (new / path).exists():
                _move(old / path, new / path)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
