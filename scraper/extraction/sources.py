"""One field from several sources: the first that states it wins, and disagreement is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from scraper.items import Issue

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A value with the name of its source; both ``None`` where no source states it."""

    value: T | None
    source: str | None
    issues: tuple[Issue, ...] = ()


def choose(
    field: str, *candidates: tuple[str, T | None], same: Callable[[T, T], bool] = lambda a, b: a == b
) -> Choice[T]:
    """The first candidate that is neither ``None`` nor ``""``; others that differ by ``same`` become issues."""
    stated = [(source, value) for source, value in candidates if value is not None and value != ""]
    if not stated:
        return Choice(None, None)
    source, winner = stated[0]
    issues = tuple(
        Issue(
            field=field,
            code="sources-disagree",
            message=f"{source} says {_shown(winner)}, {other} says {_shown(value)}: the first is taken",
        )
        for other, value in stated[1:]
        if not same(winner, value)
    )
    return Choice(winner, source, issues)


def _shown(value: object) -> str:
    text = getattr(value, "url", None) or str(value)
    return repr(text if len(text) <= 80 else text[:79] + "…")
