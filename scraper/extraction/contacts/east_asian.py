"""Postal addresses in Chinese and Japanese, which go from the large to the small and need no blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.extraction.contacts import places
from scraper.extraction.contacts.labels import HEAD_LABEL, is_bare_label, label_kinds
from scraper.extraction.values import ascii_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEEDED, _MAX_LENGTH = 5, 80


def east_asian_addresses(rows: Sequence[str], *, in_post: bool) -> list[tuple[str, str | None]]:
    """Find Chinese and Japanese addresses, with their labels.

    Rows may hold single characters, as in vertical or spaced-out type; then they are read as one.
    """
    found: list[tuple[str, str | None]] = []
    run: list[str] = []
    for text in (*rows, ""):
        if is_east_asian(text) and len(text) <= _MAX_LENGTH and not re.search("[。！？!?]", text):
            run.append(text)
            continue
        found.extend(_judge(run, in_post=in_post))
        run = []
    return found


def is_east_asian(text: str) -> bool:
    """Tell whether Chinese characters and Kana outweigh the other letters."""
    if text.isascii():
        return False
    return len(places.EAST_ASIAN.findall(text)) * 3 > sum(char.isalpha() for char in text)


def _judge(run: Sequence[str], *, in_post: bool) -> list[tuple[str, str | None]]:
    found = _weigh(run, in_post=in_post)
    if found or sum(len(row) == 1 for row in run) < 2:
        return found
    return _weigh(["".join(run)], in_post=in_post)


def _weigh(texts: Sequence[str], *, in_post: bool) -> list[tuple[str, str | None]]:
    found = []
    for number, text in enumerate(texts):
        label, value = _labelled(_closed_up(ascii_digits(text)), texts[number - 1] if number else "")
        start = places.EAST_ASIAN_START.search(value)
        points = _points(places.EAST_ASIAN_GAP.sub("", value)) + 3 * bool(label) + 2 * bool(start)
        if start and (start.start() <= 4 or len(texts) == 1):
            value = value[start.start() :]
        has_unit = places.EAST_ASIAN_UNIT.search(places.EAST_ASIAN_GAP.sub("", value)) is not None
        if points >= _NEEDED + in_post and has_unit and len(value) <= _MAX_LENGTH:
            found.append((value.strip(" ,，、|"), label))
    return found


def _points(text: str) -> int:
    unit, street = places.EAST_ASIAN_UNIT.search(text), places.EAST_ASIAN_STREET.search(text)
    return 2 * bool(unit) + 2 * bool(street) + bool(places.EAST_ASIAN_DISTRICT.search(text))


def _closed_up(text: str) -> str:
    """Take the blanks out of spaced-out type ("香 港 九 龍"); other blanks part the elements of an address."""
    parts = text.split()
    spaced_out = len(parts) > 3 and sum(len(part) == 1 for part in parts) * 2 > len(parts)
    return places.EAST_ASIAN_GAP.sub("", text) if spaced_out else text


def _labelled(text: str, before: str) -> tuple[str | None, str]:
    head = HEAD_LABEL.match(text)
    if head and "address" in label_kinds(head[1]):
        return head[1].strip(), text[head.end() :]
    return (before.strip(" :：") if is_bare_label(before) == "address" else None), text
