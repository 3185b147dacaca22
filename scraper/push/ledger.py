"""``push.json``: what stands where in each WordPress that was pushed to, written after every item."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipelines.exporters.storage import atomic_file
from scraper.exceptions import StoreError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "push.json"
_MEND = "mend or remove it (things are then looked up by slug and date)"


@dataclass(frozen=True, slots=True)
class Known:
    """One thing of the old site in the new one."""

    id: int
    """WordPress' number; 0 = it would be made, in a dry run."""
    digest: str = ""
    """Of what was sent last; ``""`` = it is not whole yet, and is sent again."""
    url: str = ""
    """Of a file: its address."""
    file: str = ""
    """Of a file: SHA-256 of its bytes."""


class Ledger:
    """The state of one target; that of others in the same file is kept. Raise :class:`StoreError` if it is damaged."""

    def __init__(self, path: Path, target: str) -> None:
        self._path = path
        self._whole = _read(path)
        try:
            entry = self._whole["targets"].setdefault(target, {})
            items = entry.get("items", {})
            self._known = {key: Known(**{"digest": "", **facts}) for key, facts in items.items()}
        except (TypeError, KeyError, AttributeError) as error:
            raise StoreError(f"{path} is damaged: {_MEND}") from error
        self._entry: dict[str, Any] = entry
        self._entry["items"] = items
        self._entry["refused"] = {}

    def get(self, key: str) -> Known | None:
        """What is known of ``kind address``."""
        return self._known.get(key)

    def note(self, key: str, known: Known) -> None:
        """Keep it, on the disk as well."""
        self._known[key] = known
        self._entry["items"][key] = {name: value for name, value in asdict(known).items() if value}
        self._save()

    def forget(self, key: str) -> None:
        """Let go of what is no longer there."""
        self._known.pop(key, None)
        self._entry["items"].pop(key, None)

    def refused(self, reasons: dict[str, str]) -> None:
        """Keep what was refused in this run, with the reasons."""
        self._entry["refused"] = reasons
        self._save()

    def _save(self) -> None:
        with atomic_file(self._path) as file:
            file.write(json.dumps(self._whole, ensure_ascii=False, indent=0).encode("utf-8", "replace") + b"\n")


def _read(path: Path) -> dict[str, Any]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"targets": {}}
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot read {path}: {_MEND}") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("targets"), dict):
        raise StoreError(f"{path} is no state of a push: {_MEND}")
    return whole
