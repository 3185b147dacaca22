"""What is done with a file when it has come: it is told what it is, and kept in the archive."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.archive import WarcFile
from scraper.media.identify import Identity, identify

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An answer to look at and to keep; ``path`` is ``None`` where it brought no file."""

    url: str
    status: int
    path: Path | None = None
    content_type: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Examiner:
    """Tells what files are and keeps them in the WARC at ``archive``, if there is one; films do not stop the loop."""

    def __init__(self, archive: Path | None, software: str) -> None:
        self._warc = WarcFile(archive, software) if archive else None
        self._writing = threading.Lock()

    async def examine(self, arrival: Arrival) -> Identity:
        """What the file is; raises ``OSError`` if it cannot be kept."""
        return await asyncio.to_thread(self._examine, arrival)

    def _examine(self, arrival: Arrival) -> Identity:
        if self._warc:
            with self._writing:  # records must not run into each other
                self._warc.write_file(arrival.url, arrival.status, list(arrival.headers), arrival.path)
        return identify(arrival.path, arrival.content_type) if arrival.path else Identity()

    def close(self) -> None:
        """Close the archive."""
        if self._warc:
            self._warc.close()
