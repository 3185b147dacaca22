"""The loss ledger of one body: every source node ends in it, every character is accounted for."""

from __future__ import annotations

import re
from collections import Counter

from scraper.items import Fidelity, Issue

FIELD = "body_html"
_SHOWN = 30

# What XML cannot hold, and two marks that Wix's editor leaves behind as caret holder and BOM.
_DEBRIS = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff\u200b\ufeff]")
# Line feeds of old, and letters without a shape (Hangul filler, blank Braille) typed to make room.
_SPACES = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\u3164": " ", "\u2800": " ", "\uffa0": " "})
_UNUSUAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufffe\uffff]")


def clean(text: str) -> str:
    r"""``text`` without characters that no document can hold and without the editor's invisible debris.

    >>> clean("a\u200bb\x00")
    'ab'
    """
    if (text.isascii() and text.isprintable()) or not _UNUSUAL.search(text):
        return text
    return _DEBRIS.sub("", text).translate(_SPACES)


def count_characters(text: str) -> int:
    """Characters of ``text`` without white space.

    >>> count_characters(" a b ")
    2
    """
    return sum(map(len, text.split()))


class Ledger:
    """Counts nodes and characters of a body while a reader goes through its source."""

    def __init__(self) -> None:
        self.nodes_kept = 0
        self.nodes_converted = 0
        self.losses: list[str] = []
        self.drops: list[str] = []
        self.decorations: set[str] = set()
        self.issues: dict[tuple[str, str], Issue] = {}
        self._source: list[str] = []
        self._excused: list[str] = []

    def source(self, text: str) -> None:
        """Take ``text`` as part of the source."""
        self._source.append(clean(text))

    def kept(self) -> None:
        """One node has its equal in the result."""
        self.nodes_kept += 1

    def converted(self) -> None:
        """One node is there in another form."""
        self.nodes_converted += 1

    def degraded(self, node: str, what: str) -> None:
        """One node is there, but lost ``what``."""
        self.losses.append(f"{node}: {what}")

    def dropped(self, node: str, why: str, text: str = "") -> None:
        """One node is gone, and its source ``text`` with it."""
        self.drops.append(f"{node}: {why}")
        if text:
            self._excused.append(clean(text))

    def undecorated(self, what: str) -> None:
        """Text had a decoration that the vocabulary does not hold; said once a body."""
        self.decorations.add(what)

    def issue(self, code: str, message: str) -> None:
        """Something a person should look at; the same sentence is said once."""
        self.issues.setdefault((code, message), Issue(field=FIELD, code=code, message=message))

    def absorb(self, other: Ledger) -> None:
        """Take over the account of a part that another reader read."""
        self.nodes_kept += other.nodes_kept
        self.nodes_converted += other.nodes_converted
        self._source += other._source
        self._excused += other._excused
        self.losses += other.losses
        self.drops += other.drops
        self.decorations |= other.decorations
        self.issues |= other.issues

    def close(self, text: str) -> tuple[Fidelity, tuple[Issue, ...]]:
        """Compare the result's ``text`` with the source, character by character, and give the account.

        What was moved (a caption behind its picture) is not lost: without white space, the source and the result must
        hold the same characters the same number of times, whatever the order.
        """
        source, kept = _squeezed(" ".join(self._source)), _squeezed(text)
        if self._excused or source != kept:
            self._compare(source, kept)
        fidelity = Fidelity(
            source_chars=len(source),
            kept_chars=len(kept),
            kept=self.nodes_kept,
            converted=self.nodes_converted,
            degraded=(*self.losses, *(f"text: {what}" for what in sorted(self.decorations))),
            dropped=tuple(self.drops),
        )
        return fidelity, tuple(self.issues.values())

    def _compare(self, source: str, kept: str) -> None:
        expected = Counter(source)
        expected.subtract(Counter(_squeezed(" ".join(self._excused))))
        there = Counter(kept)
        lost, gained = +(expected - there), +(there - expected)
        if lost:
            what = f"{lost.total()} of {len(source)} characters of the source are missing"
            self.issue("text-lost", f"{what}: {_some(source, lost)}.")
        if gained:
            what = f"The body has {gained.total()} characters more than its source"
            self.issue("text-doubled", f"{what}: {_some(kept, gained)}.")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _some(text: str, wanted: Counter[str]) -> str:
    """The first of the characters ``wanted``, in the order of ``text``, for people to search for."""
    left = wanted.copy()
    found: list[str] = []
    # From the end: what is cut off is lost there, and what is doubled stands there the second time.
    for char in reversed(text):
        if left[char] > 0:
            left[char] -= 1
            found.append(char)
    shown = "".join(reversed(found))
    return f"“{shown[:_SHOWN]}”" + (" …" if len(shown) > _SHOWN else "")
