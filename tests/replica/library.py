"""The media library: deterministic files that posts and pages show."""

from __future__ import annotations

from tests.replica import ids
from tests.replica.blocks import MediaFile

OWNER = "5c1a9e"
LOST_OWNER = "b07dd2"
"""Prefix of a removed account: everything under it answers 403."""

_SIZES = ((1600, 1067), (1200, 800), (900, 1200), (2400, 1600), (640, 480), (5000, 3333))
_YOUTUBE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def image(*key: object, ext: str = "jpg", dead: bool = False) -> MediaFile:
    """An image; its size and id follow from ``key``."""
    width, height = _SIZES[ids.number(len(_SIZES), "size", *key)]
    owner = LOST_OWNER if dead else OWNER
    large = width >= 5000
    media_id = ids.large_media_id(owner, ext, width, height, *key) if large else ids.media_id(owner, ext, *key)
    return MediaFile(media_id, "image", width, height, filename=f"IMG_{ids.number(9000, *key) + 1000}.{ext}", dead=dead)


def video(*key: object) -> MediaFile:
    """A film of the media library; its poster is the image ``<id>f000.jpg``."""
    return MediaFile(f"{OWNER}_{ids.digest('video', *key)[:32]}", "video", 1280, 720)


def poster(film: MediaFile) -> MediaFile:
    """The first picture of ``film``."""
    return MediaFile(f"{film.id}f000.jpg", "image", film.width, film.height)


def document(name: str, *key: object) -> MediaFile:
    """A PDF that the owner uploaded as ``name``."""
    return MediaFile(
        f"{OWNER}_{ids.digest('document', name, *key)[:32]}.pdf", "document", filename=name, size=31_470 + len(name)
    )


def audio(name: str, *key: object) -> MediaFile:
    """A sound file that the owner uploaded as ``name``."""
    return MediaFile(f"{OWNER}_{ids.digest('audio', name, *key)[:32]}.mp3", "audio", filename=name)


def youtube(*key: object) -> str:
    """An 11-letter id that no film has on purpose: it starts with ``x0``."""
    value = int(ids.digest("youtube", *key)[:20], 16)
    letters = []
    for _ in range(9):
        value, place = divmod(value, 64)
        letters.append(_YOUTUBE[place])
    return "x0" + "".join(letters)
