"""Bytes of media files: small, valid, of the stated size in pixels, different for every id."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.replica import library
from tests.replica.blocks import Audio, Block, FileCard, Gallery, Gif, Image, MediaFile, Video

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replica.site import Site

FORBIDDEN = b"Forbidden"
HOSTS = ("static.wixstatic.com", "video.wixstatic.com", "docs.wixstatic.com")
_TRANSFORM = re.compile(r"[/,]w_(\d+),h_(\d+)")
_TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "pdf": "application/pdf",
    "mp3": "audio/mpeg",
}  # fmt: skip


def media_hosts(url: str) -> str:
    """The setting ``MEDIA_CONNECT_TO`` that sends requests for Wix's media hosts to the replica at ``url``."""
    return ",".join(f"{host}={url}" for host in HOSTS)


def media_index(site: Site) -> dict[str, MediaFile]:
    """Every file that the site's pages can name, by id."""
    found = [library.image("logo", site.name, ext="png"), *site.extra_media]
    found += [
        library.image("social", line.shown, ext="png") for line in site.footer + site.header if line.kind == "social"
    ]
    found += [author.photo for author in site.authors if author.photo]
    found += [post.cover for post in site.posts if post.cover]
    bodies = [post.blocks for post in site.posts] + [entry.blocks for entry in site.pages]
    for block in (block for blocks in bodies for block in blocks):
        found.extend(files_of(block))
    return {media.id: media for media in found}


def files_of(block: Block) -> Iterator[MediaFile]:
    """Media files of one block; a film brings its poster."""
    match block:
        case Image() | FileCard() | Audio() | Gif():
            yield block.media
        case Gallery():
            yield from block.media
        case Video(media=MediaFile() as film):
            yield film
            yield library.poster(film)


def content_type(media: MediaFile) -> str:
    """The type by which the host serves the file."""
    if media.kind == "video":
        return "video/mp4"
    return _TYPES.get(media.id.rpartition(".")[2].lower(), "application/octet-stream")


def content(media: MediaFile, transform: str = "") -> bytes:
    """The file's bytes, or those of the size that ``transform`` asks for."""
    if media.kind == "image":
        size = _TRANSFORM.findall(transform)
        width, height = map(int, size[-1]) if size else (media.width, media.height)
        maker = {"png": _png, "gif": _gif}.get(media.id.rpartition(".")[2], _jpeg)
        return maker(max(1, width), max(1, height), f"{media.id}{transform}".encode())
    if media.kind == "document":
        return _pdf(media)
    head = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00" if media.kind == "video" else b"ID3\x03\x00\x00\x00\x00\x00\x00"
    return head + media.id.encode() * 40


def disposition(media: MediaFile) -> str:
    """``Content-Disposition`` with the original name, plain and in UTF-8."""
    ascii_name = media.filename.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"inline; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(media.filename, safe='')}"


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _jpeg(width: int, height: int, comment: bytes) -> bytes:
    """A plain grey JPEG: with one code of one bit in each table, all data are zero bits."""
    blocks = -(-width // 8) * -(-height // 8)
    one_code = bytes([1]) + bytes(15) + b"\x00"
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"".join((
        b"\xff\xd8", _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), _segment(0xFE, comment),
        _segment(0xDB, b"\x00" + bytes([16]) * 64), _segment(0xC0, frame), _segment(0xC4, b"\x00" + one_code),
        _segment(0xC4, b"\x10" + one_code), _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
        bytes(-(-blocks * 2 // 8)), b"\xff\xd9",
    ))  # fmt: skip


def _chunk(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))


def _png(width: int, height: int, comment: bytes) -> bytes:
    rows = bytes(1 + -(-width // 8)) * height
    return b"".join((
        b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
        _chunk(b"tEXt", b"Comment\x00" + comment), _chunk(b"IDAT", zlib.compress(rows, 1)), _chunk(b"IEND", b""),
    ))  # fmt: skip


def _gif(width: int, height: int, comment: bytes) -> bytes:
    """A screen of the size with one dot on it."""
    dot = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x66\x66\x66\xff\xff\xff"
    return b"GIF89a" + screen + b"\x21\xfe" + bytes([len(comment[:255])]) + comment[:255] + b"\x00" + dot + b"\x3b"


def _pdf(media: MediaFile) -> bytes:
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n% " + media.id.encode() + b"\n"
    )
    tail = b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    return body + b"%" + b" " * max(0, media.size - len(body) - len(tail) - 2) + b"\n" + tail
