"""File names for media: the owner's where known, safe on every system, the same in every run."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scraper.extraction.media_urls import filename_of
from scraper.urls import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.items import Media

FOLDERS = {"image": "images", "video": "videos", "audio": "audio", "document": "documents"}
"""``Media.kind`` -> folder under ``media/``."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # devices on Windows
_EXTENSION = re.compile(r"\.([0-9A-Za-z]{1,5})$")
_MAX_BYTES = 120  # of a name; file systems take 255, archives and encrypted folders less
_ID = re.compile(r"^(?:[0-9a-z]{5,8}_)?[0-9a-f]{32}", re.IGNORECASE)
# The one everybody expects, where Python's table offers several.
_EXTENSIONS = {
    "image/jpeg": "jpg", "image/tiff": "tif", "image/svg+xml": "svg", "image/webp": "webp", "image/avif": "avif",
    "image/heic": "heic", "audio/mpeg": "mp3", "audio/mp4": "m4a", "video/mp4": "mp4",
}  # fmt: skip
# Spellings that mean the same type: a file that has one of them keeps it.
_SAME = ({"jpg", "jpeg", "jpe", "jfif"}, {"tif", "tiff"}, {"mp4", "m4v"}, {"htm", "html"}, {"mpg", "mpeg"})


def safe_name(name: str) -> str:
    """``name`` as a file name that every system takes: NFC, no separators, no device names; ``""`` if nothing is left.

    >>> safe_name("../etc/Price list: 針灸?.pdf"), safe_name("con.txt"), safe_name(" . ")
    ('etc-Price list- 針灸-.pdf', '_con.txt', '')
    """
    text = _UNSAFE.sub("-", unicodedata.normalize("NFC", name))
    text = " ".join(text.split()).strip(". -")
    return f"_{text}" if _RESERVED.match(text) else text


def shortened(stem: str, limit: int) -> str:
    """``stem`` cut to ``limit`` bytes of UTF-8 between two characters."""
    return stem.encode("utf-8")[:limit].decode("utf-8", "ignore").rstrip(". -")


def extension_for(mime: str | None, named: str) -> str:
    """Extension (without dot) for content of type ``mime``; ``named`` is the one of the known name, kept if it fits."""
    wanted = _EXTENSIONS.get(mime or "") or (mimetypes.guess_extension(mime or "") or "").lstrip(".")
    same = next((group for group in _SAME if wanted in group), {wanted})
    named = named.lower()
    if not wanted or named in same:
        return named or wanted
    return named if mimetypes.guess_type(f"x.{named}")[0] == mime else wanted


def file_name(media: Media, mime: str | None, disposition: str | None) -> str:
    """The best name known: the server's, the owner's, the alternative text, the page's, else Wix's id."""
    for known in (disposition, media.filename):
        name = safe_name(known or "")
        if name:
            return _with_extension(name, mime)
    identifier = unquote(urlsplit(media.source_url).path).rstrip("/").rpartition("/")[2]
    named = safe_name(filename_of(media.source_url) or "")
    if named and not _ID.match(named):
        return _with_extension(named, mime)
    stem = safe_name(media.alt or "") or safe_name(slug_of(media.used_by[0]) if media.used_by else "") or media.kind
    found = _EXTENSION.search(identifier)
    return _with_extension(f"{_without_extension(stem)}{found.group() if found else ''}", mime)


def _without_extension(name: str) -> str:
    found = _EXTENSION.search(name)
    return name[: found.start()] if found and mimetypes.guess_type(name)[0] else name


def _with_extension(name: str, mime: str | None) -> str:
    found = _EXTENSION.search(name)
    stem, named = (name[: found.start()], found.group(1)) if found else (name, "")
    extension = extension_for(mime, named)
    if named and extension != named.lower() and not mimetypes.guess_type(f"x.{named}")[0]:
        stem = name  # what looked like an extension is a part of the name: "v1.2"
    stem = shortened(stem, _MAX_BYTES) or "file"
    return f"{stem}.{extension}" if extension else stem


def distinct(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """``(sha256, path)`` pairs to one path a content: paths that would meet get the head of their digest.

    The result depends on the set of pairs only, so the order of downloads does not matter. Letters that
    differ in case only meet on Windows and macOS.
    """
    wanted = dict(sorted(names, reverse=True))  # the first of a content's names stays
    for length in (10, 64):  # a marked path may meet another that is called so: then the whole digest
        meeting = Counter(path.casefold() for path in wanted.values())
        wanted = {
            digest: path if meeting[path.casefold()] == 1 else _marked(path, digest[:length])
            for digest, path in wanted.items()
        }
    return wanted


def _marked(path: str, mark: str) -> str:
    found = _EXTENSION.search(path)
    stem, extension = (path[: found.start()], found.group()) if found else (path, "")
    return f"{stem}-{mark}{extension}"
