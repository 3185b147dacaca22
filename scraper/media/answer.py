"""What came for the address of a medium, from the network or from an archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came for an address. ``path``: the whole file; ``reason``: why there is none.

    ``gone``: the source itself says that the file is no more (WIX facts, 4: dead media answer 403);
    ``asked``: False where nobody could be asked, because an archive does not hold the address.
    """

    asked: bool = True
    status: int = 0
    path: Path | None = None
    sha256: str = ""
    size: int = 0
    content_type: str | None = None
    name: str | None = None
    reason: str = ""
    gone: bool = False
