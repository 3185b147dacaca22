"""Ids, times and lengths as Ghost wants them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

_SPACE = re.compile(r"\s")


def object_id(kind: str, key: str) -> str:
    """Return 24 hexadecimal digits, the same in every export of the same record."""
    return sha256(f"{kind}:{key}".encode("utf-8", "replace")).hexdigest()[:24]


def uuid(kind: str, key: str) -> str:
    """Return a UUID, the same in every export of the same record."""
    return str(UUID(bytes=sha256(f"uuid:{kind}:{key}".encode("utf-8", "replace")).digest()[:16], version=4))


def instant(*candidates: str | None) -> str | None:
    """Return the first stated time in UTC, as Ghost's own exports write it.

    >>> instant(None, "2024-03-05T09:30:00+08:00")
    '2024-03-05T01:30:00.000Z'
    """
    for candidate in candidates:
        try:
            moment = datetime.fromisoformat(candidate) if candidate else None
        except ValueError:
            continue
        if moment:
            stated = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return stated.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return None


def units(text: str) -> int:
    """Count as JavaScript does: a letter beyond the first 65,536 counts twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def shortened(text: str, limit: int) -> str:
    """Cut a text to ``limit`` characters of JavaScript, at a space if there is one near, with an ellipsis.

    >>> shortened("Three habits for the evening", 20)
    'Three habits for…'
    """
    if units(text) <= limit:
        return text
    kept, used = 0, 1  # the ellipsis
    for letter in text:
        used += 2 if letter > "\uffff" else 1
        if used > limit:
            break
        kept += 1
    head = text[:kept]
    if not _SPACE.match(text[kept]):
        space = max((found.start() for found in _SPACE.finditer(head)), default=0)
        head = head[:space] if space > kept * 2 // 3 else head
    return head.rstrip() + "…"
