"""Proves that the text of a body is the text of its source, character by character, white space aside.

Most bodies pass by one comparison of two strings. Texts that the source keeps beside its text nodes
(captions in fields, labels of buttons) are merged in where the body has them. Readers move a few texts on
purpose (labels of tabs to their panels, what stands between cells before the table): a body that is no such
merge must still hold every text of the source unbroken, and the same characters equally often.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_SNIPPET = 20
_ALIGNED = 300  # characters; aligning takes their square


class Difference(NamedTuple):
    """How a body's text departs from its source."""

    missing: int
    """Characters of the source that the body has too few of."""
    extra: int
    """Characters that the body has too many of."""
    broken: int
    """Characters in texts of the source that stand in the body only in pieces."""
    position: int
    """Characters of the source before the first departure."""
    source: str
    """What the source says there, at most 20 characters."""
    body: str
    """What the body says there, at most 20 characters."""

    @property
    def characters(self) -> int:
        """Number of characters that nothing explains."""
        return self.missing + self.extra or self.broken


def squeezed(text: str) -> str:
    """``text`` without white space.

    >>> squeezed(" a b ")
    'ab'
    """
    return "".join(text.split())


def difference(walked: Sequence[str], asides: Sequence[str], body: str) -> Difference | None:
    """Compare ``body`` with the texts of its source, all without white space; ``None`` if it holds just those.

    ``walked`` are the text nodes in the source's order, ``asides`` other texts in the order of the body.
    Linear in the length of the texts unless they differ.
    """
    merged = "".join(walked) if not asides else _merged(walked, asides, body)
    if merged == body:
        return None
    stated, found = Counter(merged), Counter(body)
    missing, extra = (stated - found).total(), (found - stated).total()
    broken = 0 if missing or extra else sum(len(text) for text in {*walked, *asides} if text not in body)
    return _located(merged, body, missing, extra, broken) if missing or extra or broken else None


def _merged(walked: Sequence[str], asides: Sequence[str], body: str) -> str:
    """Merge both lists in the order in which ``body`` has them; from where it has neither, one after the other."""
    queues = [list(reversed(walked)), list(reversed(asides))]
    parts: list[str] = []
    place = 0
    while True:
        heads = [queue for queue in queues if queue and body.startswith(queue[-1], place)]
        if not heads:
            break
        # Where both would do the longer one is the safer guess: the shorter may be its beginning.
        parts.append(max(heads, key=lambda queue: len(queue[-1])).pop())
        place += len(parts[-1])
    return "".join([*parts, *(chain.from_iterable(map(reversed, queues)))])


def _located(source: str, body: str, missing: int, extra: int, broken: int) -> Difference:
    unlike = (place for place, (left, right) in enumerate(zip(source, body, strict=False)) if left != right)
    start = next(unlike, min(len(source), len(body)))
    first, second = source[start : start + _ALIGNED], body[start : start + _ALIGNED]
    if missing or extra:
        # A text may only have moved: look for what is really gone or new.
        for kind, left, right, low, high in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
            if kind != "equal":
                start, first, second = start + left, first[left:right], second[low:high]
                break
    return Difference(missing, extra, broken, start, first[:_SNIPPET], second[:_SNIPPET])
