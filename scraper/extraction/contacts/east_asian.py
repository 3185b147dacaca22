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
    return len(places.EAST_ASIAN.findall(text)) * 3 > sum(char.isalpha() for char in text)


def _judge(run: Sequence[str], *, in_post: bool) -> list[tuple[str, str | None]]:
    found = _weigh(run, in_post=in_post)
    if found or sum(len(row) == 1 for row in run) < 2:
        return found
    return _weigh(["".join(run)], in_post=in_post)


def _weigh(texts: Sequence[str], *, in_post: bool) -> list[tuple[str, str | None]]:
    found = []
    for number, text in enumerate(texts):
        squeezed = places.EAST_ASIAN_GAP.sub("", ascii_digits(text))
        label, value = _labelled(squeezed, texts[number - 1] if number else "")
        points = 2 * bool(places.EAST_ASIAN_UNIT.search(value)) + 2 * bool(places.EAST_ASIAN_STREET.search(value))
        start = places.EAST_ASIAN_START.search(value)
        points += 3 * bool(label) + 2 * bool(start) + bool(places.EAST_ASIAN_DISTRICT.search(value))
        if start and (start.start() <= 4 or len(texts) == 1):
            value = value[start.start() :]
        if points >= _NEEDED + in_post and places.EAST_ASIAN_UNIT.search(value) and len(value) <= _MAX_LENGTH:
            found.append((value.strip(" ,，、|"), label))
    return found


def _labelled(text: str, before: str) -> tuple[str | None, str]:
    head = HEAD_LABEL.match(text)
    if head and "address" in label_kinds(head[1]):
        return head[1].strip(), text[head.end() :]
    return (before.strip(" :：") if is_bare_label(before) == "address" else None), text
