"""Identifiers that look like Wix's and are always the same for the same input."""

from __future__ import annotations

import hashlib
from functools import lru_cache

_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE62 = _BASE36 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def digest(*parts: object) -> str:
    """64 hex digits that depend on ``parts`` only."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def guid(*parts: object) -> str:
    """A GUID in Wix's spelling, e.g. of a post, category or member."""
    h = digest("guid", *parts)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


def hex24(*parts: object) -> str:
    """The 24-hex form of Wix's old database ids (``internalId``)."""
    return digest("hex24", *parts)[:24]


def number(limit: int, *parts: object) -> int:
    """A number from 0 to ``limit - 1``."""
    return int(digest("number", *parts)[:12], 16) % limit


def _spell(alphabet: str, length: int, *parts: object) -> str:
    value = int(digest("spell", *parts)[:30], 16)
    letters = []
    for _ in range(length):
        value, place = divmod(value, len(alphabet))
        letters.append(alphabet[place])
    return "".join(letters)


def node_id(*parts: object) -> str:
    """Id of a content node; in the DOM it becomes ``viewer-<id>``."""
    return _spell(_BASE36, 5, "node", *parts) + str(number(900, "tail", *parts))


@lru_cache(maxsize=4096)
def css(era: str, role: str) -> str:
    """A hashed class name: another one in every era, so that nothing can be keyed to it."""
    name = _spell(_BASE62, 6, "css", era, role)
    return f"_{name[1:]}" if name[0].isdigit() or era == "2021" else name


def media_id(owner: str, ext: str, *parts: object) -> str:
    """Id of an image in the usual form ``<6 hex>_<32 hex>~mv2.<ext>``."""
    return f"{owner}_{digest('media', owner, *parts)[:32]}~mv2.{ext}"


def large_media_id(owner: str, ext: str, width: int, height: int, *parts: object) -> str:
    """Id of a large image, which carries its size."""
    return f"{owner}_{digest('media', owner, *parts)[:32]}~mv2_d_{width}_{height}_s_2.{ext}"
