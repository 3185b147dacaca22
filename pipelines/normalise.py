"""Stage 100: the same content always in the same characters, before anything compares it."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from typing import TYPE_CHECKING, Any

from pipelines.dates import utc
from pipelines.stage import Stage, changed, type_of
from pipelines.text import clean, clean_html, label, line, paragraphs, storable
from scraper.items import Issue, Record, field_names

if TYPE_CHECKING:
    from collections.abc import Callable


# How a text is cleaned, by the name of its field; other texts (addresses, slugs, ids) only lose what no
# receiver can hold.
_BY_NAME: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("title", "label", "name", "author", "role", "excerpt", "alt", "cover_alt", "caption"), label),
    **dict.fromkeys(("description", "og_title", "og_description", "categories", "tags", "hashtags"), label),
    **dict.fromkeys(("body_text", "value", "raw", "credentials", "filename"), line),
    **dict.fromkeys(("bio", "author_bio", "text"), paragraphs),
    "body_html": clean_html,
    "language": lambda text: clean(text).strip().lower().replace("_", "-"),
}
_DATES = frozenset({"published_at", "modified_at", "fetched_at"})
# One entry a node: repeats are what they count.
_LEDGERS = frozenset({"degraded", "dropped"})


def normalise(record: Record) -> Record:
    """Clean every text, give dates in UTC, take repeats and empty entries out of lists.

    A date that cannot be read becomes ``None`` and an issue ``unreadable-date``.
    """
    changes: dict[str, Any] = {}
    issues: list[Issue] = []
    for name, value in _values(record):
        if name in _DATES and isinstance(value, str):
            new: Any = utc(value)
            if new is None:
                issues.append(Issue(field=name, code="unreadable-date", message=f"{value[:60]!r} is not a date."))
        elif name in ("url", "issues"):
            continue
        else:
            new = _normalised(name, value)
        if new is not value:
            changes[name] = new
    if issues:
        changes["issues"] = (*record.issues, *issues)
    return changed(record, **changes)


def _values(record: Any) -> list[tuple[str, Any]]:
    return [(name, getattr(record, name)) for name in field_names(type(record))]


def _normalised(name: str, value: Any) -> Any:
    """Return ``value`` itself if there is nothing to change."""
    if isinstance(value, str):
        new = _BY_NAME.get(name, storable)(value)
        return value if new == value else new
    if isinstance(value, tuple):
        if not value:
            return value
        entries = tuple(_normalised(name, entry) for entry in value)
        if name not in _LEDGERS:
            entries = unique(entries)
        return value if entries == value else entries
    if is_dataclass(value) and not isinstance(value, type):
        changes = {inner: new for inner, old in _values(value) if (new := _normalised(inner, old)) is not old}
        return replace(value, **changes) if changes else value
    return value


def unique(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    """Take repeats and empty texts out, in order; entries that cannot be hashed are left alone.

    >>> unique(("tea", "", "rest", "tea"))
    ('tea', 'rest')
    """
    if any(isinstance(entry, dict) for entry in entries):
        return entries
    return tuple(dict.fromkeys(entry for entry in entries if entry != ""))


class NormalisePipeline(Stage):
    """Apply :func:`normalise`; stats: ``normalise/<type>/changed``."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Record):
            return item
        done = normalise(item)
        if done is not item:
            self.count("normalise", type_of(item), "changed")
        return done
