"""What all who show a survey count in it: findings by gravity and by kind, the posts that are read most."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipelines.audit.catalogue import GRAVITIES, advice

if TYPE_CHECKING:
    from pipelines.audit.survey import Survey


def by_gravity(found: Survey) -> dict[str, int]:
    """Count the findings of each gravity, the gravest first."""
    counts = Counter(advice(finding.code).gravity for finding in found.findings)
    return {gravity: counts[gravity] for gravity in GRAVITIES}


def by_kind(found: Survey) -> list[tuple[str, int]]:
    """Count the findings of each code, the most frequent first."""
    return sorted(Counter(finding.code for finding in found.findings).items(), key=lambda pair: (-pair[1], pair[0]))


def most_read(found: Survey, number: int = 10) -> list[dict[str, Any]]:
    """Give the rows of the posts with the most views; posts without views are not among them."""
    rows = (row for row in found.rows["posts"] if row["views"])
    return sorted(rows, key=lambda row: (-row["views"], row["url"]))[:number]
