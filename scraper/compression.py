"""Undo the compression of answers with Intel's ISA-L (package isal), in a third of the time of Scrapy's own way."""

from __future__ import annotations

import sys
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
# zlib's window bits: 47 finds out by itself whether a gzip or a zlib header stands there; -15: there is none.
_ANY_HEADER, _NO_HEADER = 47, -15


class DecompressionMiddleware:
    """Ask for gzip, undo it, and refuse what would unpack to more than ``DOWNLOAD_MAXSIZE`` bytes.

    On pages of a megabyte, Scrapy's own middleware costs as much as all the rest of a download.
    """

    def __init__(self, max_size: int) -> None:
        self._max_size = max_size or sys.maxsize - 1  # 0 means no limit, as everywhere in Scrapy

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
        parts = self._parts(packed, url, _ANY_HEADER)
        # Some servers send what they call deflate without its header (RFC 9110, 8.4.1.2, note).
        return b"".join(parts or self._parts(packed, url, _NO_HEADER))

    def _parts(self, packed: bytes, url: str, window_bits: int) -> list[bytes]:
        unpacker = isal_zlib.decompressobj(window_bits)
        parts: list[bytes] = []
        size = 0
        try:
            # In pieces, so that a torn stream gives what comes before the tear.
            for start in range(0, len(packed), _PIECE):
                piece = packed[start : start + _PIECE]
                while piece:
                    parts.append(unpacker.decompress(piece, self._max_size + 1))
                    size += len(parts[-1])
                    if unpacker.unconsumed_tail or size > self._max_size:
                        raise IgnoreRequest(f"{url} unpacks to more than {self._max_size} bytes")
                    piece = unpacker.unused_data if unpacker.eof else b""
                    if unpacker.eof:  # a gzip stream may have several members (RFC 1952, 2.2)
                        unpacker = isal_zlib.decompressobj(window_bits)
        except _TORN:
            pass
        return parts
