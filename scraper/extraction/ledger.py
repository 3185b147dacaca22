"""The loss ledger of one body: every source node ends in it, every character is accounted for."""

from __future__ import annotations

import re

from scraper.items import Fidelity, Issue

FIELD = "body_html"

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
        self.source_chars = 0
        self.excused_chars = 0

    def source(self, text: str) -> None:
        """Count ``text`` as part of the source."""
        self.source_chars += count_characters(clean(text))

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
        self.excused_chars += count_characters(clean(text))

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
        self.source_chars += other.source_chars
        self.excused_chars += other.excused_chars
        self.losses += other.losses
        self.drops += other.drops
        self.decorations |= other.decorations
        self.issues |= other.issues

    def close(self, text: str) -> tuple[Fidelity, tuple[Issue, ...]]:
        """Compare the result's ``text`` with the source and give the account."""
        kept = count_characters(text)
        expected = self.source_chars - self.excused_chars
        if kept < expected:
            self.issue("text-lost", f"{expected - kept} of {self.source_chars} characters of the source are missing.")
        elif kept > expected:
            self.issue("text-doubled", f"The body has {kept - expected} characters more than its source.")
        fidelity = Fidelity(
            source_chars=self.source_chars,
            kept_chars=kept,
            kept=self.nodes_kept,
            converted=self.nodes_converted,
            degraded=(*self.losses, *(f"text: {what}" for what in sorted(self.decorations))),
            dropped=tuple(self.drops),
        )
        return fidelity, tuple(self.issues.values())
