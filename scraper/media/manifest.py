"""What was downloaded before: ``media/.manifest.jsonl``, one line a file, appended as each is done."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file that was fetched whole."""

    url: str
    """The address that was asked for."""
    sha256: str
    """Digest of the bytes as they came."""
    bytes: int
    mime: str | None = None
    """Type by content."""
    name: str | None = None
    """The name that the server gave (``Content-Disposition``)."""
    width: int | None = None
    height: int | None = None
    gps: bool | None = None
    path: str | None = None
    """Where it lies, under ``media/``; ``None``: still under its digest."""
    stored_sha256: str | None = None
    """Digest of what lies there, where that is not what came (``STRIP_EXIF``)."""


_NAMES = {field.name for field in fields(Download)}


class Manifest:
    """The downloads of one ``media/`` folder; the last line of an address wins, a torn last line is passed over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Download] = {}
        if path.exists():
            for line in path.read_bytes().split(b"\n"):
                self._read(line)

    def _read(self, line: bytes) -> None:
        try:
            entry: Any = json.loads(line)
            download = Download(**{name: value for name, value in entry.items() if name in _NAMES})
        except (ValueError, TypeError, AttributeError):
            return
        self._known[download.url] = download

    def get(self, url: str) -> Download | None:
        """The download of an address, if there was one."""
        return self._known.get(url)

    def add(self, download: Download) -> None:
        """Note a download so that it outlives the process."""
        self._known[download.url] = download
        line = json.dumps(asdict(download), ensure_ascii=False)
        with self._path.open("ab") as file:
            # The line end first: what a killed run left of its last line must not swallow this one.
            file.write(b"\n" + line.encode() + b"\n" if self._is_torn() else line.encode() + b"\n")

    def _is_torn(self) -> bool:
        if not self._path.exists() or not self._path.stat().st_size:
            return False
        with self._path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) != b"\n"
