"""The loss ledger of one body: every source node ends in it, every character is accounted for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.extraction.proof import Difference, difference, squeezed
from scraper.items import Fidelity, Issue

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """Counts nodes and holds the texts of a source while a reader goes through it."""

    def __init__(self) -> None:
        self.nodes_kept = 0
        self.nodes_converted = 0
        self.losses: list[str] = []
        self.drops: list[str] = []
        self.decorations: set[str] = set()
        self.issues: dict[tuple[str, str], Issue] = {}
        self.texts: list[str] = []
        self.asides: list[str] = []
        self.excused_chars = 0
        self.unexplained_chars = 0

    def source(self, texts: Iterable[str]) -> None:
        """Take the text nodes of the source, in its order: the body has to hold them."""
        self.texts += texts

    def aside(self, text: str) -> None:
        """Take a text that the source keeps elsewhere than in a text node, when it is written to the body."""
        self.asides.append(squeezed(clean(text)))

    def excused(self, texts: Iterable[str]) -> None:
        """Take texts of the source that go with a node that is reported as dropped."""
        self.excused_chars += sum(len(squeezed(clean(text))) for text in texts)

    def kept(self) -> None:
        """One node has its equal in the result."""
        self.nodes_kept += 1

    def converted(self) -> None:
        """One node is there in another form."""
        self.nodes_converted += 1

    def degraded(self, node: str, what: str) -> None:
        """One node is there, but lost ``what``."""
        self.losses.append(f"{node}: {what}")

    def dropped(self, node: str, why: str) -> None:
        """One node is gone; if it had text, that is stated by :meth:`excused`."""
        self.drops.append(f"{node}: {why}")

    def undecorated(self, what: str) -> None:
        """Text had a decoration that the vocabulary does not hold; said once a body."""
        self.decorations.add(what)

    def issue(self, code: str, message: str) -> None:
        """Something a person should look at; the same sentence is said once."""
        self.issues.setdefault((code, message), Issue(field=FIELD, code=code, message=message))

    def absorb(self, other: Ledger, text: str) -> None:
        """Take over the account of a part that another reader read, and whose result says ``text``."""
        other.prove(text)
        self.nodes_kept += other.nodes_kept
        self.nodes_converted += other.nodes_converted
        self.excused_chars += other.excused_chars
        self.unexplained_chars += other.unexplained_chars
        self.losses += other.losses
        self.drops += other.drops
        self.decorations |= other.decorations
        self.issues |= other.issues
        self.aside(text)

    def prove(self, text: str) -> int:
        """Compare ``text`` with the source, report where they differ; give the number of source characters."""
        walked, body = squeezed(clean("".join(self.texts))), squeezed(text)
        if self.asides or walked != body:
            # A text node without visible text, and an empty aside, stand everywhere.
            texts = list(filter(None, (squeezed(clean(part)) for part in self.texts)))
            found = difference(texts, list(filter(None, self.asides)), body)
            if found:
                self.unexplained_chars += found.characters
                self._report(found)
        return len(walked) + sum(map(len, self.asides)) + self.excused_chars

    def _report(self, found: Difference) -> None:
        where = f"after {found.position} characters the source says “{found.source}”, the body “{found.body}”."
        if found.missing:
            self.issue("text-lost", f"{found.missing} characters of the source are missing: {where}")
        if found.extra:
            self.issue("text-doubled", f"The body has {found.extra} characters more than its source: {where}")
        if found.broken:
            self.issue("text-disordered", f"{found.broken} characters of the source are in another order: {where}")

    def close(self, text: str) -> tuple[Fidelity, tuple[Issue, ...]]:
        """Compare the result's ``text`` with the source and give the account."""
        source_chars = self.prove(text)
        fidelity = Fidelity(
            source_chars=source_chars,
            kept_chars=count_characters(text),
            dropped_chars=self.excused_chars,
            unexplained_chars=self.unexplained_chars,
            kept=self.nodes_kept,
            converted=self.nodes_converted,
            degraded=(*self.losses, *(f"text: {what}" for what in sorted(self.decorations))),
            dropped=tuple(self.drops),
        )
        return fidelity, tuple(self.issues.values())
