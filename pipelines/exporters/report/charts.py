"""Bars as numbers: how long each is, in per cent of the longest. The template draws them as SVG."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.audit.catalogue import advice
from pipelines.audit.counts import by_kind, most_read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.audit.survey import Survey

_MONTHS_A_YEAR = 12


class Bar(NamedTuple):
    """One bar of a chart."""

    label: str
    value: str
    """The number, as people read it."""
    share: float
    """Length in per cent of the longest bar; 0 to 100."""
    href: str = ""
    gravity: str = ""


class Chart(NamedTuple):
    """One chart; ``bars`` lie one under the other, or stand beside each other in ``columns``."""

    name: str
    title: str
    what: str
    """Heading of the labels."""
    unit: str
    """Heading of the numbers."""
    bars: tuple[Bar, ...]
    columns: bool = False

    @property
    def summary(self) -> str:
        """Say in one sentence what the picture shows, for those who cannot see it."""
        if not self.bars:
            return "nothing to show"
        top = max(self.bars, key=lambda bar: bar.share)
        first, last = self.bars[0].label, self.bars[-1].label
        return f"{len(self.bars)} bars from {first} to {last}; the longest is {top.label} with {top.value} {self.unit}"


def charts(found: Survey, addresses: dict[str, str]) -> list[Chart]:
    """Give the charts of the overview; ``addresses``: address of a post -> where the report shows it."""
    days = [row["published"] for row in found.rows["posts"] if row["published"]]
    years = Counter(day.year for day in days)
    months = Counter(day.year * _MONTHS_A_YEAR + day.month - 1 for day in days)
    drawn = [
        Chart("years", "Posts by year", "Year", "posts", _bars(_run(years, str))),
        Chart("months", "Posts by month", "Month", "posts", _bars(_run(months, _month)), columns=True),
        Chart("views", "Most read posts", "Post", "views", _most_read(found, addresses)),
        Chart("media", "Weight of media by kind", "Kind", "MB", _media(found)),
        Chart("issues", "Things to do by kind", "What", "places", _issues(found)),
    ]
    return [chart for chart in drawn if chart.bars]


def _run(counts: Counter[int], name: Any) -> Iterable[tuple[str, float]]:
    """Every step from the first to the last, those without a post too: a gap is what a reader looks for."""
    return [(name(step), counts[step]) for step in range(min(counts), max(counts) + 1)] if counts else []


def _month(step: int) -> str:
    return f"{step // _MONTHS_A_YEAR}-{step % _MONTHS_A_YEAR + 1:02d}"


def _bars(pairs: Iterable[tuple[str, float]]) -> tuple[Bar, ...]:
    pairs = list(pairs)
    longest = max((number for _, number in pairs), default=0)
    return tuple(Bar(label, shown(number), share(number, longest)) for label, number in pairs)


def share(number: float, longest: float) -> float:
    """Give the length of a bar in per cent.

    >>> share(1, 3), share(0, 0)
    (33.33, 0.0)
    """
    return round(100 * number / longest, 2) if longest else 0.0


def shown(number: float) -> str:
    """Write a number for people.

    >>> shown(12345), shown(1234.56), shown(0.0031)
    ('12,345', '1,234.6', '0.003')
    """
    if isinstance(number, int):
        return f"{number:,}"
    return f"{number:,.1f}" if number >= 1 else f"{number:.2g}" if number >= 0.01 else f"{number:.1g}"


def _most_read(found: Survey, addresses: dict[str, str]) -> tuple[Bar, ...]:
    rows = most_read(found)
    longest = rows[0]["views"] if rows else 0
    return tuple(
        Bar(
            row["title"] or row["url"], shown(row["views"]), share(row["views"], longest), addresses.get(row["url"], "")
        )
        for row in rows
    )


def _media(found: Survey) -> tuple[Bar, ...]:
    weights: Counter[str] = Counter()
    for row in found.rows["media"]:
        weights[row["kind"] or "other"] += row["megabytes"] or 0
    heavy = [(kind, float(weight)) for kind, weight in weights.items() if weight]
    return _bars(sorted(heavy, key=lambda pair: (-pair[1], pair[0])))


def _issues(found: Survey) -> tuple[Bar, ...]:
    ordered = by_kind(found)
    longest = ordered[0][1] if ordered else 0
    return tuple(
        Bar(advice(code).title, shown(number), share(number, longest), f"#todo/{code}", advice(code).gravity)
        for code, number in ordered
    )
