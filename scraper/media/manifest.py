"""What was downloaded before: ``media/.manifest.jsonl``, one line a file, appended as each is done."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import IO, TYPE_CHECKING, Any

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


_NAMES = tuple(field.name for field in fields(Download))


class Manifest:
    """The downloads of one ``media/`` folder; the last line of an address wins, a torn last line is passed over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Download] = {}
        old = path.read_bytes() if path.exists() else b""
        for line in old.split(b"\n"):
            self._read(line)
        # What a killed run left of its last line must not swallow the next one.
        self._torn = bool(old) and not old.endswith(b"\n")
        self._file: IO[bytes] | None = None

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
        if self._file is None:
            self._file = self._path.open("ab", buffering=0)
        line = json.dumps({name: getattr(download, name) for name in _NAMES}, ensure_ascii=False).encode()
        self._file.write((b"\n" if self._torn else b"") + line + b"\n")
        self._torn = False

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
