"""Whether blocks of text stand on a page, each whole and all in their order; letters in, findings out."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PLACES = 40
"""Places of one block that are looked at: a word of one letter stands everywhere."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a body's text. Letters are as :func:`scraper.verify.expect.letters` gives them."""

    total: int
    """Letters of all blocks."""
    missing: tuple[str, ...] = ()
    """Blocks that the page does not hold whole."""
    moved: tuple[str, ...] = ()
    """Blocks that the page holds, but before or behind their place, or less often than the body."""
    difference: str | None = None
    """Where the first of the missing blocks parts from the page: the last letters both have, what should come next."""

    @property
    def kept(self) -> float:
        """Share of the letters that the page holds whole and in order."""
        return 1 - sum(map(len, (*self.missing, *self.moved))) / self.total if self.total else 1.0


class _Chain(NamedTuple):
    """The best choice of places for some first blocks. Ordered by where it ends."""

    end: int
    weight: int
    """Letters that it places."""
    number: int
    """Tells apart chains that are otherwise equal, and has the newest last."""
    block: int
    before: _Chain | None


def compare(blocks: Sequence[str], page: str) -> Comparison:
    """Find the blocks on a page in their order, as many letters of them as possible.

    A short block may stand in a menu as well: not its first place is taken, but those places that let most
    letters keep their order.
    """
    placed = _placed(blocks, page)
    absent = [block for block in blocks if block not in page]
    moved = [block for number, block in enumerate(blocks) if number not in placed and block in page]
    return Comparison(
        total=sum(map(len, blocks)),
        missing=tuple(absent),
        moved=tuple(moved),
        difference=_difference(absent[0], page) if absent else None,
    )


def _placed(blocks: Sequence[str], page: str) -> set[int]:
    """Numbers of the blocks that have a place behind all before them: the heaviest increasing sequence."""
    # By end; each chain is heavier than all that end before it.
    best: list[_Chain] = [_Chain(0, 0, 0, -1, None)]
    count = 0
    for number, block in enumerate(blocks):
        found = []
        for start in _places(block, page):
            before = best[bisect_right(best, start, key=lambda chain: chain.end) - 1]
            count += 1
            found.append(_Chain(start + len(block), before.weight + len(block), count, number, before))
        for chain in found:
            _add(best, chain)
    placed = set()
    last: _Chain | None = best[-1]
    while last is not None and last.block >= 0:
        placed.add(last.block)
        last = last.before
    return placed


def _add(best: list[_Chain], chain: _Chain) -> None:
    at = bisect_right(best, chain.end, key=lambda known: known.end)
    if best[at - 1].weight >= chain.weight:
        return
    if best[at - 1].end == chain.end:
        del best[at - 1]
        at -= 1
    while at < len(best) and best[at].weight <= chain.weight:
        del best[at]
    insort(best, chain, key=lambda known: known.end)


def _places(block: str, page: str) -> Iterator[int]:
    start = page.find(block)
    for _ in range(_PLACES):
        if start < 0:
            return
        yield start
        start = page.find(block, start + 1)


def _difference(block: str, page: str) -> str:
    """Say how far the page agrees with a block, and what it has instead of the rest."""
    low, high = 0, len(block)
    while low < high:  # whatever begins like a longer part begins like a shorter one
        middle = (low + high + 1) // 2
        if block[:middle] in page:
            low = middle
        else:
            high = middle - 1
    wanted = block[low : low + _SHOWN]
    if not low:
        return f"“{wanted}” is not there"
    at = page.find(block[:low]) + low
    return f"behind “{block[max(0, low - _SHOWN) : low]}” comes “{page[at : at + _SHOWN]}”, not “{wanted}”"
