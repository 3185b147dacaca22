"""Under which addresses the best form of a medium may be had, best first (WIX facts, 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from scraper.extraction.media_urls import is_placeholder
from scraper.urls import host_of

if TYPE_CHECKING:
    from scraper.items import Media

_VIDEO = re.compile(r"^(https?://[^/]+/video/[^/]+)/")
_RENDITIONS = ("file", "1080p/mp4/file.mp4", "720p/mp4/file.mp4", "480p/mp4/file.mp4")
_SIZE = re.compile(r"[,/]w_(\d+),h_(\d+)")


def sources(media: Media) -> tuple[str, ...]:
    """The addresses that may hold the original: the upload of a video before its renditions, the largest first."""
    found = _VIDEO.match(media.source_url) if media.kind == "video" else None
    if not found:
        return (media.source_url,)
    return tuple(dict.fromkeys((*(f"{found.group(1)}/{rendition}" for rendition in _RENDITIONS), media.source_url)))


def variants(media: Media) -> tuple[str, ...]:
    """Scaled copies of an image, the largest first, for when the original is gone or smaller than the page says.

    Wix never enlarges with ``fit``, so a copy of the stated size is the best that can be there.
    """
    if media.kind != "image" or not host_of(media.source_url).endswith("wixstatic.com"):
        return ()
    found = [url for url in media.seen_urls if "/v1/" in url and not is_placeholder(url)]
    found.sort(key=_pixels, reverse=True)
    if media.width and media.height:
        name = quote(urlsplit(media.source_url).path.rpartition("/")[2], safe="~._-")
        found.insert(0, f"{media.source_url}/v1/fit/w_{media.width},h_{media.height},al_c,q_90/{name}")
    return tuple(dict.fromkeys(found))


def _pixels(url: str) -> int:
    sizes = _SIZE.findall(url)
    return int(sizes[-1][0]) * int(sizes[-1][1]) if sizes else 0


def is_smaller(width: int | None, height: int | None, media: Media) -> bool:
    """True if a picture of that size shows less than the page states, whichever way it is turned.

    >>> from scraper.items import Media
    >>> is_smaller(300, 400, Media(url="u", source_url="u", width=800, height=600))
    True
    """
    if not (width and height and media.width and media.height):
        return False
    # A pixel is lost where a page states rounded numbers.
    return sorted((width + 1, height + 1)) < sorted((media.width, media.height)) and width * height < (
        media.width - 1
    ) * (media.height - 1)
