"""Stored times as exporters read them: a record may hold anything, and a bad date must cost no file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo


def moment(value: str | None, zone: tzinfo = UTC) -> datetime | None:
    """Read an ISO 8601 time in ``zone``, without an offset as UTC; ``None`` for what is no time.

    >>> moment("2024-03-05T01:30:00+08:00").isoformat(), moment("soon")
    ('2024-03-04T17:30:00+00:00', None)
    """
    if not value:
        return None
    try:
        read = datetime.fromisoformat(value)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(zone)
    except (ValueError, OverflowError):
        return None
