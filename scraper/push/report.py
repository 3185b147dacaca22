"""What became of a push: counts by kind, what was refused and why, what a person should know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

OUTCOMES = ("created", "updated", "unchanged", "refused")


@dataclass(slots=True)
class Report:
    """Filled while things are sent; ``heard`` is told of each thing with its kind."""

    dry_run: bool = False
    heard: Callable[[str], None] = lambda _: None
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    """Kind -> outcome -> number."""
    refused: dict[str, str] = field(default_factory=dict)
    """``kind address`` -> reason."""
    notes: list[str] = field(default_factory=list)
    """Lines on what could not be sent at all, or arrives otherwise."""
    stopped: str | None = None
    """Why the push ended before its end."""

    def add(self, kind: str, outcome: str) -> None:
        """Count one thing."""
        self.counts.setdefault(kind, Counter())[outcome] += 1
        self.heard(kind)

    def refuse(self, kind: str, key: str, reason: str) -> None:
        """Count a thing that WordPress refused."""
        self.refused[key] = reason
        self.add(kind, "refused")

    @property
    def whole(self) -> bool:
        """Everything is there."""
        return not self.refused and self.stopped is None

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "dry_run": self.dry_run,
            "counts": {kind: dict(found) for kind, found in self.counts.items()},
            "refused": self.refused,
            "notes": self.notes,
            "stopped": self.stopped,
        }
