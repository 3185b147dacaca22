"""The values in a piece of plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scraper.extraction.contacts.emails import emails_in
from scraper.extraction.contacts.labels import (
    is_bare_label,
    is_heading,
    joins_kinds,
    label_behind,
    label_kinds,
    tidy_label,
    without_labels,
)
from scraper.extraction.contacts.model import Hit, Value
from scraper.extraction.contacts.phones import Bare, numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORTH_READING = re.compile(r"\d.*\d.*\d|@|\bat\b|＠")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Context:
    """What has to be known about a text to understand its numbers."""

    region: str | None
    """Country of the site."""
    other_regions: tuple[str, ...] = ()
    """Countries that the page's address and language speak for; only labelled numbers are read so."""
    above: str = ""
    """The line above, or the piece before."""
    bare: Bare = "alone"
    """Which numbers count without a label."""
    chats: tuple[str, ...] = ()
    """Texts of the WhatsApp links in it."""


def read_text(text: str, context: Context) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    """Find phones, WhatsApp numbers and e-mails, and what is left of the text when they are cut out.

    An empty row in the remains marks each cut, since it ends an address.
    """
    if not _WORTH_READING.search(text):
        return (), (text,)
    return _read(text, context)


# Header and footer stand on every page; the cache is for them, not for the bodies.
@lru_cache(maxsize=1024)
def _read(text: str, context: Context) -> tuple[tuple[Value, ...], tuple[str, ...]]:
    numbers = _numbers(text, context)
    mails = emails_in(text)
    found: list[Value] = []
    previous = 0
    for hit in sorted((*numbers, *mails), key=lambda hit: (hit.start, hit.end)):
        before = text[previous : hit.start].strip() or ("" if previous else _heading(context.above))
        if hit in mails:
            found.append(Value("email", hit.value, text[hit.start : hit.end], tidy_label(before), hit.placeholder))
        else:
            found.extend(_phone_values(hit, text, before, context.chats))
        previous = hit.end
    spans = [*((hit.start, hit.end) for hit in (*numbers, *mails)), *(match.span() for match in _URL.finditer(text))]
    return tuple(found), tuple(_remains(text, sorted(spans)))


def _numbers(text: str, context: Context) -> list[Hit]:
    announced = is_bare_label(context.above) in ("phone", "fax", "whatsapp")
    found = list(numbers_in(text, context.region, announced=announced, bare=context.bare))
    for region in context.other_regions:
        for hit in numbers_in(text, region, announced=announced, bare="none"):
            if not any(hit.start < known.end and known.start < hit.end for known in found):
                found.append(hit)
    return found


def _heading(above: str) -> str:
    return above if is_heading(above) else ""


def _phone_values(hit: Hit, text: str, before: str, chats: tuple[str, ...]) -> Iterator[Value]:
    raw = text[hit.start : hit.end]
    behind = label_behind(text, hit.end)
    near = f"{before[-_NEAR:]} {behind}"
    label = tidy_label(before) or behind or None
    kinds = label_kinds(near)
    chat = "whatsapp" in kinds or any(raw in shown for shown in chats)
    if chat:
        yield Value("whatsapp", hit.value, raw, label, hit.placeholder)
    if not chat or ("phone" in kinds and joins_kinds(near)):
        yield Value("phone", hit.value, raw, label, hit.placeholder)


def _remains(text: str, spans: list[tuple[int, int]]) -> Iterator[str]:
    position = 0
    for start, end in spans:
        rest = without_labels(text[position:start])
        yield from (rest, "") if rest else ("",)
        position = max(position, end)
    rest = without_labels(text[position:]) if spans else text
    if rest:
        yield rest
