"""Weight: style, script, model and shape filler in the proportions of real pages, made once and shared.

A page is a list of parts. Fillers are compressed once, so that a page of 1 MB is sent without
compressing more than its own text; :func:`gzipped` joins the parts into one ordinary gzip member.
"""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
# Captured post pages of 0.8 to 1.3 MB: style 40 to 60 %, scripts with their models 35 to 55 %, drawings 4 to 13 kB
# in some 30 elements.
_SHARES = {"style": 0.52, "script": 0.33, "model": 0.14, "shapes": 0.01}
_CLASSES = (0.70, 0.85, 1.00, 1.15, 1.30)
_RULES = (
    "display:flex;flex-direction:column;justify-content:center", "position:absolute;top:0;right:0;bottom:0;left:0",
    "--rd:var(--corvid-border-radius,var(--rd,0px))", "font:var(--fnt);color:rgb(var(--txt,var(--color_15)))",
    "background-color:rgba(var(--bg,var(--color_11)),var(--alpha-bg,1))", "transition:opacity .4s ease 0s",
    "grid-template-columns:minmax(0,1fr);grid-auto-rows:min-content", "margin-inline-start:calc((100% - 980px)*.5)",
)  # fmt: skip


@dataclass(frozen=True)
class Filler:
    """A shared piece of a page: its bytes and the same bytes deflated up to a byte boundary."""

    text: bytes
    packed: bytes


Part = str | Filler


def _packed(text: bytes, level: int) -> bytes:
    squeezer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return squeezer.compress(text) + squeezer.flush(zlib.Z_FULL_FLUSH)


def size_class(page_kb: int, number: int) -> int:
    """Bytes of filler for a page: five sizes around ``page_kb``, less what the page itself weighs."""
    return max(0, int(page_kb * 1024 * _CLASSES[number % len(_CLASSES)]) - 60_000) if page_kb else 0


@lru_cache(maxsize=64)
def filler(kind: str, total: int) -> Filler:
    """The filler ``kind`` (``style``, ``script``, ``model`` or ``shapes``) for a page with ``total`` bytes of it."""
    size = int(total * _SHARES[kind])
    rng = random.Random(f"{kind}/{total}")
    makers = {"style": _style, "script": _script, "model": _model, "shapes": _shape}
    pieces: list[str] = []
    length = 0
    while length < size:
        piece = makers[kind](rng)
        pieces.append(piece)
        length += len(piece)
    text = _framed(kind, pieces).encode()
    return Filler(text, _packed(text, 6))


def _framed(kind: str, pieces: list[str]) -> str:
    if kind == "style":
        middle = len(pieces) // 3
        return f"<style>{''.join(pieces[:middle])}</style>\n<style>{''.join(pieces[middle:])}</style>"
    if kind == "script":
        middle = len(pieces) // 4
        return f"<script>{''.join(pieces[:middle])}</script>\n<script>{''.join(pieces[middle:])}</script>"
    if kind == "model":
        return "{" + ",".join(pieces) + "}"
    return f'<svg data-dom-store style="display:none"><defs id="dom-store-defs">{"".join(pieces)}</defs></svg>'


def _name(rng: random.Random) -> str:
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", k=6))


def _style(rng: random.Random) -> str:
    return f".{_name(rng)} .{_name(rng)}{{{rng.choice(_RULES)};--w-{rng.randrange(400)}:{rng.randrange(2000)}px}}"


def _script(rng: random.Random) -> str:
    a, b = rng.choices("abcdehnortu", k=2)
    first = f"function {_name(rng)}({a}){{var {b}={a}&&{a}.{_name(rng)}||{rng.randrange(9999)};"
    return f"{first}return {b}>{rng.randrange(99)}?{b}:null}}"


def _model(rng: random.Random) -> str:
    return f'"specs.thunderbolt.{_name(rng)}{rng.randrange(10_000)}":{rng.choice(("true", "false"))}'


def _shape(rng: random.Random) -> str:
    points = " ".join(f"L{rng.uniform(0, 200):.2f} {rng.uniform(0, 200):.2f}" for _ in range(24))
    return f'<g id="{_name(rng)}"><path d="M0 0{points}Z"></path></g>'


def raw(parts: list[Part]) -> bytes:
    """The page as bytes."""
    return b"".join(p.text if isinstance(p, Filler) else p.encode() for p in parts)


def gzipped(parts: list[Part]) -> bytes:
    """The page as one gzip member; only the strings are compressed now."""
    pieces = [_GZIP_HEAD]
    checksum, size = 0, 0
    for part in parts:
        text = part.text if isinstance(part, Filler) else part.encode()
        pieces.append(part.packed if isinstance(part, Filler) else _packed(text, 1))
        checksum = zlib.crc32(text, checksum)
        size += len(text)
    pieces += [b"\x03\x00", struct.pack("<II", checksum, size & 0xFFFFFFFF)]
    return b"".join(pieces)
