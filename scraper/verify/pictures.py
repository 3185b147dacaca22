"""The size of a picture, and whether those of a page are as many and as large as they were."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, UnidentifiedImageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Image.MAX_IMAGE_PIXELS = None  # only sizes are read; nothing is unpacked

LARGE = 2_000
"""Pixels of the longer side that are enough: WordPress (2,560) and Ghost (2,000) shrink what is larger."""
_RATIO = 0.02
"""How far the shapes of two sizes of one picture differ by rounding."""


class Size(NamedTuple):
    """Pixels."""

    width: int
    height: int


ANY = Size(0, 0)
"""Of a drawing (SVG), which has no pixels, and of what the store has no size of."""


def size_of(data: bytes) -> Size | None:
    """Read the size off a picture's first bytes; ``None`` if they are no picture, or too few."""
    if b"<svg" in data[:4096]:
        return ANY
    try:
        with Image.open(io.BytesIO(data)) as image:
            return Size(*image.size) if min(image.size) else None
    except (UnidentifiedImageError, ValueError, OSError, SyntaxError):
        return None


def judge_pictures(wanted: Iterable[Size], found: Mapping[str, Size | None], elsewhere: Iterable[str] = ()) -> str:
    """Compare the pictures of a page (address -> size, ``None`` = it does not load) with those that are expected.

    ``elsewhere``: hosts of further pictures, which were not asked. Return what is wrong, ``""`` = nothing.
    """
    left = sorted((size for size in found.values() if size), reverse=True)
    wanted = sorted(wanted, reverse=True)
    lacking = 0
    for size in wanted:
        fitting = next((have for have in left if _fits(have, size)), None)
        if fitting is None:
            lacking += 1
        else:
            left.remove(fitting)
    said = []
    if lacking:
        said.append(f"{lacking} of {len(wanted)} are missing or smaller than the original")
        if hosts := ", ".join(sorted(set(elsewhere))):
            said.append(f"the page has pictures at {hosts}, which are not of the new site")
    broken = [address for address, size in found.items() if size is None]
    if broken:
        said.append(f"{len(broken)} do not load, e.g. {broken[0]}")
    return "; ".join(said)


def _fits(have: Size, want: Size) -> bool:
    if ANY in (have, want):
        return True
    # The store has a photo's size as it is shown, its file may lie on its side: shapes are compared without.
    enough = max(have) >= min(max(want), LARGE)
    return enough and abs(max(have) * min(want) / (min(have) * max(want)) - 1) <= _RATIO
