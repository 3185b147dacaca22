"""Photos without what they tell about their taker: place, camera, names. The picture itself stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyexiv2

if TYPE_CHECKING:
    from pathlib import Path

_ORIENTATION = "Exif.Image.Orientation"  # without it a photo would lie on its side


def strip_exif(path: Path) -> bool:
    """Remove EXIF, IPTC, XMP and comments from the photo, in place; ``False``: it has none, or is no photo.

    It is not encoded again. The orientation and the colour profile stay.
    """
    try:
        with pyexiv2.Image(str(path)) as image:
            exif = image.read_exif()
            if not (exif or image.read_iptc() or image.read_xmp()):
                return False
            image.clear_exif()
            image.clear_iptc()
            image.clear_xmp()
            image.clear_comment()
            if _ORIENTATION in exif:
                image.modify_exif({_ORIENTATION: exif[_ORIENTATION]})
    except RuntimeError:  # exiv2's only error: not a format that it knows
        return False
    return True
