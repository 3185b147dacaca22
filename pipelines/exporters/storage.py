"""Files that appear whole or not at all."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from w3lib.url import file_uri_to_path

from scraper.exceptions import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Spider

logger = logging.getLogger(__name__)

PARTIAL = ".partial"


class AtomicFile(BufferedWriter):
    """A file under construction: it stands beside ``target`` until :meth:`commit` puts it in its place.

    The last good file is not touched before that. ``failed`` is for those who write: a file that
    is marked so is discarded by :class:`AtomicFeedStorage`, which sets ``appending`` where the file begins
    with older content.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.partial = target.with_name(target.name + PARTIAL)
        self.failed = False
        self.appending = False
        target.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(FileIO(self.partial, "wb"))

    def commit(self) -> None:
        """Force the content to the disk, then rename: after a power cut there is the old file or the new one."""
        self.flush()
        os.fsync(self.fileno())
        self.close()
        self.partial.replace(self.target)

    def discard(self) -> None:
        """Remove what was written so far."""
        with suppress(OSError):
            # A full disk refuses the rest of the buffer once more.
            self.close()
        self.partial.unlink(missing_ok=True)


@contextmanager
def atomic_file(target: Path) -> Iterator[AtomicFile]:
    """Open ``target`` for writing bytes; it is replaced only if the block ends well.

    Raise :class:`OutputError` if the disk refuses.
    """
    try:
        file = AtomicFile(target)
    except OSError as error:
        raise OutputError(_unwritable(target, error)) from error
    try:
        yield file
        file.commit()
    except OSError as error:
        raise OutputError(_unwritable(target, error)) from error
    finally:
        file.discard()  # nothing is left to discard after a commit


def _unwritable(target: Path, error: OSError) -> str:
    return f"cannot write {target}: {error.strerror or error}"


class AtomicFeedStorage:
    """Scrapy's feed storage for local files, for every format: a run that breaks leaves the last good file.

    With ``-o`` (append) the new file begins with the old one's content, as Scrapy's own storage has it.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        self.path = Path(file_uri_to_path(uri) if uri.startswith("file:") else uri)
        self.overwrite = bool((feed_options or {}).get("overwrite", False))

    def open(self, spider: Spider) -> IO[bytes]:  # noqa: ARG002 - the signature is Scrapy's
        file = AtomicFile(self.path.absolute())
        if not self.overwrite and self.path.exists():
            with self.path.open("rb") as old:
                while block := old.read(1024 * 1024):
                    file.write(block)
                    file.appending = True
        return file

    def store(self, file: IO[bytes]) -> None:
        if not isinstance(file, AtomicFile):
            raise TypeError(f"{file!r} was not opened by this storage")
        if file.failed:
            file.discard()
            raise OutputError(f"{self.path} was not written: the last good file is kept")
        try:
            file.commit()
        except OSError as error:
            file.discard()
            raise OutputError(_unwritable(self.path, error)) from error
