"""Moments in one form: ISO 8601 in UTC, with milliseconds only where the source has them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def utc(text: str) -> str | None:
    """Give a moment in UTC; ``None`` if ``text`` is none. Without an offset it is taken as UTC, as Wix writes it.

    >>> utc("2024-03-05T09:30:00+08:00"), utc("2024-03-05T01:30:00.250Z"), utc("2024-03-05")
    ('2024-03-05T01:30:00+00:00', '2024-03-05T01:30:00.250+00:00', '2024-03-05T00:00:00+00:00')
    >>> utc("Tue, 05 Mar 2024 01:30:00 GMT"), utc("yesterday")
    ('2024-03-05T01:30:00+00:00', None)
    """
    moment = _parse(text.strip())
    if moment is None:
        return None
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    precision = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    return moment.isoformat(timespec=precision)


def _parse(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
