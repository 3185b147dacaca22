"""Compressed answers come out plain, torn ones as far as they go, bombs not at all."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from scraper.compression import DecompressionMiddleware

URL = "https://clinic.example/"
LIMIT = 100_000
PAGE = b"<html><body>" + random.Random(1).randbytes(20_000).hex().encode() + b"</body></html>"


def _without_header(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _unpacked(body: bytes, encoding: str | None, *, limit: int = LIMIT, method: str = "GET") -> Response:
    headers = {"Content-Type": "text/html", **({"Content-Encoding": encoding} if encoding else {})}
    response = Response(URL, headers=headers, body=body)
    return DecompressionMiddleware(limit).process_response(Request(URL, method=method), response)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("GZIP ", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("gzip", gzip.compress(PAGE[:1000]) + gzip.compress(PAGE[1000:])),
        ("gzip", gzip.compress(PAGE) + bytes(64)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", _without_header(PAGE)),
        ("deflate", gzip.compress(PAGE)),
    ],
    ids=["gzip", "upper-case", "x-gzip", "two-members", "padded", "zlib", "no-header", "wrongly-named"],
)
def test_compressed_pages_come_out_plain(encoding: str, body: bytes) -> None:
    got = _unpacked(body, encoding)

    assert got.body == PAGE
    assert isinstance(got, HtmlResponse)
    assert "Content-Encoding" not in got.headers


@pytest.mark.parametrize("encoding", [None, "identity", "br", ""])
def test_what_is_not_known_passes_untouched(encoding: str | None) -> None:
    assert _unpacked(PAGE, encoding).body == PAGE


def test_an_answer_to_head_has_no_body_to_unpack() -> None:
    got = _unpacked(b"", "gzip", method="HEAD")

    assert got.headers["Content-Encoding"] == b"gzip"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_torn_stream_gives_what_came_before_the_tear(share: float) -> None:
    packed = gzip.compress(PAGE)
    got = _unpacked(packed[: int(len(packed) * share)], "gzip").body

    assert PAGE.startswith(got)
    assert len(got) > len(PAGE) * (share - 0.1)


def test_damage_after_the_first_piece_keeps_the_piece() -> None:
    page = random.Random(2).randbytes(700_000)
    packed = bytearray(gzip.compress(page))
    packed[600_000:] = bytes(len(packed) - 600_000)
    got = _unpacked(bytes(packed), "gzip", limit=10**6).body

    assert len(got) > 400_000
    assert page.startswith(got[:400_000])


@pytest.mark.parametrize("body", [b"", b"<html>not compressed at all</html>", b"\x1f\x8b"])
def test_what_cannot_be_read_is_empty(body: bytes) -> None:
    assert _unpacked(body, "gzip").body == b""


def test_a_bomb_is_refused() -> None:
    with pytest.raises(IgnoreRequest, match="more than 100000 bytes"):
        _unpacked(gzip.compress(bytes(50 * LIMIT)), "gzip")
    with pytest.raises(IgnoreRequest):
        _unpacked(b"".join(gzip.compress(bytes(LIMIT // 2)) for _ in range(3)), "gzip")
    with pytest.raises(IgnoreRequest):
        _unpacked(_without_header(bytes(LIMIT + 1)), "deflate")


def test_the_limit_itself_is_allowed() -> None:
    assert len(_unpacked(gzip.compress(bytes(LIMIT)), "gzip").body) == LIMIT


def test_zero_means_no_limit_as_in_scrapy() -> None:
    assert _unpacked(gzip.compress(PAGE), "gzip", limit=0).body == PAGE


def test_the_limit_is_scrapys_own_and_what_is_understood_is_announced() -> None:
    crawler = get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": 10})
    middleware = DecompressionMiddleware.from_crawler(crawler)
    request = Request(URL)
    middleware.process_request(request)
    response = Response(URL, headers={"Content-Encoding": "gzip"}, body=gzip.compress(PAGE))

    assert request.headers["Accept-Encoding"] == b"gzip, deflate"
    with pytest.raises(IgnoreRequest):
        middleware.process_response(request, response)
