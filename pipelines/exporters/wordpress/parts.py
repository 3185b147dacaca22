"""The files of one export: a new one begins where the limit would be passed, each stands with its own head.

The importer ties things together within one run, but for two: the addresses of the files that a run fetched are
replaced in the bodies of *all* posts (``backfill_attachment_urls``), and an item keeps its number (``import_id``) if
that is free. A file that is there already is passed over later, and nothing is replaced. So a file that several parts
show is declared once, in the last of them: by then every body that shows it is there, and covers of earlier parts wait
for its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.exporters.storage import AtomicFile
from pipelines.exporters.wordpress.xml import FOOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

WHOLE = "wordpress.xml"
_PARTS = "wordpress-[0-9][0-9][0-9].xml"


class Parts:
    """Takes entries in order; attachments and the menu follow when it is known which part they belong to."""

    def __init__(self, folder: Path, head: str, limit: int, *, reserved: int = 0) -> None:
        """``limit``: bytes of a file; ``reserved``: bytes that the first one keeps free for what comes at the end."""
        self._folder = folder
        self._head = head.encode()
        self._limit = limit
        self._files: list[AtomicFile] = []
        self._size = 0
        self._last: dict[str, int] = {}
        """Source address of a file -> the last part that shows it."""
        self._begin()
        self._size += reserved

    def _begin(self) -> None:
        self._files.append(AtomicFile(self._folder / f"wordpress-{len(self._files) + 1:03}.xml"))
        self._files[-1].write(self._head)
        self._size = len(self._head)
        self._empty = True

    def write(self, entry: str, attachments: Mapping[str, str]) -> int:
        """Write an entry; return the index of its part. ``attachments``: source address -> item of a file it shows."""
        data = entry.encode()
        size = len(data) + self._bytes_of(attachments)
        if not self._empty and self._size + size + len(FOOT) > self._limit:
            self._begin()
            size = len(data) + self._bytes_of(attachments)
        self._files[-1].write(data)
        self._size += size
        self._empty = False
        self._last.update(dict.fromkeys(attachments, self._index))
        return self._index

    @property
    def _index(self) -> int:
        return len(self._files) - 1

    def _bytes_of(self, attachments: Mapping[str, str]) -> int:
        """Bytes of the files that this part does not show yet; those that a later part declares leave it smaller."""
        return sum(len(text.encode()) for url, text in attachments.items() if self._last.get(url) != self._index)

    def append(self, index: int, entries: Iterable[str]) -> None:
        """Write what was left for the end into a part."""
        for entry in entries:
            self._files[index].write(entry.encode())

    def declared(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every part with the source addresses of the files that it has to declare."""
        by_part: dict[int, list[str]] = {}
        for url, index in self._last.items():
            by_part.setdefault(index, []).append(url)
        yield from sorted(by_part.items())

    def commit(self) -> list[Path]:
        """Put all files in their places, and take away those of an earlier export."""
        for file in self._files:
            file.write(FOOT.encode())
            file.flush()
        if len(self._files) == 1:
            self._files[0].target = self._folder / WHOLE
        for file in self._files:
            file.commit()
        written = [file.target for file in self._files]
        for old in (self._folder / WHOLE, *self._folder.glob(_PARTS)):
            if old not in written:
                old.unlink(missing_ok=True)
        return written

    def discard(self) -> None:
        """Remove what was not put in its place."""
        for file in self._files:
            if not file.closed:
                file.discard()
