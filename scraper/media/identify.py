"""What a downloaded file is, by its content: type, size in pixels, whether it says where it was taken."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import puremagic
from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import IFD, Base

if TYPE_CHECKING:
    from pathlib import Path

# Nothing is decoded here, so a picture of any size is only a few numbers.
Image.MAX_IMAGE_PIXELS = None
_TURNED = {5, 6, 7, 8}  # EXIF orientations that show width as height
_LATITUDE, _LONGITUDE = 2, 4  # tags of the GPS directory (EXIF 2.3, 4.6.6)
_HEAD = 4096
_TEXT_TYPES = {"text/html", "text/plain"}


@dataclass(frozen=True, slots=True)
class Identity:
    """``mime``: ``None`` if nothing is recognised. ``width``, ``height``: as shown, in pixels; images only."""

    mime: str | None = None
    width: int | None = None
    height: int | None = None
    gps: bool | None = None


def identify(path: Path, stated: str | None = None) -> Identity:
    """Look at the file's content; ``stated`` is the server's word, taken only where the content says nothing.

    Reads headers only; a file that cannot be understood is no error.
    """
    return _picture(path) or Identity(mime=_mime(path, stated))


def _picture(path: Path) -> Identity | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which is the photo's and not ours
            with Image.open(path) as image:
                exif = image.getexif()
                width, height = image.size
                if exif.get(Base.Orientation) in _TURNED:
                    width, height = height, width
                place = exif.get_ifd(IFD.GPSInfo)
                mime = Image.MIME.get(image.format or "")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError, EOFError):
        return None
    return Identity(mime, width, height, gps=_LATITUDE in place and _LONGITUDE in place)


def _mime(path: Path, stated: str | None) -> str | None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if _is_svg(head):
        return "image/svg+xml"
    if _is_html(head):
        return "text/html"
    try:
        found: str = puremagic.from_file(str(path), mime=True)
    except (puremagic.PureError, ValueError, OSError):
        found = ""
    plain = (stated or "").partition(";")[0].strip().lower()
    # A zip may be a Word document, and text may be anything: there the server knows more.
    if found in ("", "application/zip", *_TEXT_TYPES) and plain not in ("", "application/octet-stream", "text/html"):
        return plain
    return found or None


def _is_html(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def _is_svg(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in text
