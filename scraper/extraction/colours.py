"""Tells a colour that somebody chose from one that says nothing or came along with pasted text, and writes it down."""

from __future__ import annotations

import re
from functools import lru_cache

import webcolors

_NOTHING = frozenset({"", "none", "inherit", "transparent", "initial", "unset", "revert", "currentcolor", "auto"})
# Ink and paper: what word processors, mail programs and Wix's default theme write into every pasted text.
_INK = frozenset({"windowtext", "textcolor1", "color_15"})
_PAPER = frozenset({"window", "bgcolor1", "color1", "color_11"})
_CHANNELS = re.compile(r"rgba?\(([\d.]+%?),([\d.]+%?),([\d.]+%?)(?:,[\d.]+%?)?\)")
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
# Greys that cannot be told from black or white on a page, as pasted texts have them by the dozen.
_DARKEST, _LIGHTEST, _SPREAD = 0x40, 0xF4, 0x18
_READABLE = 0.85
"""Relative brightness above which a text would be lost on white paper."""

LOST = ""
"""A colour that was chosen but cannot be written down: a name of the site's theme."""


def _plain(value: str) -> str:
    return "".join(value.lower().split())


def _is_clear(value: str) -> bool:
    """Tell a colour that lets everything through: ``rgba(255, 0, 0, 0)``, ``#ff000000``."""
    if value.startswith(("rgba(", "hsla(")):
        return value.rstrip(")").rpartition(",")[2] in ("0", "0.0", "0%")
    return value.startswith("#") and len(value) in (5, 9) and set(value[-1 if len(value) == 5 else -2 :]) == {"0"}


def _hex(value: str) -> str | None:
    """Six digits of a colour; ``None`` for names of themes and what is no colour."""
    if _HEX.fullmatch(value):
        digits = value[1:]
        wide = digits if len(digits) > 4 else "".join(digit * 2 for digit in digits)
        return f"#{wide[:6]}"
    found = _CHANNELS.fullmatch(value)
    if found:
        return "#" + "".join(f"{_channel(part):02x}" for part in found.groups())
    try:
        found_name: str = webcolors.name_to_hex(value)
        return found_name
    except ValueError:
        return None


def _channel(text: str) -> int:
    number = float(text.rstrip("%"))
    return min(255, round(number * 2.55 if text.endswith("%") else number))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=1024)
def ink(value: str) -> str | None:
    """Colour of a text, if it was chosen: ``#rrggbb``, or :data:`LOST`; ``None`` = it says nothing.

    Near-black is ink, whoever wrote it. Near-white would be invisible on white paper: it is :data:`LOST`.

    >>> ink("rgb(192, 0, 0)"), ink("windowtext"), ink("#222222"), ink("color_31"), ink("#ffffff")
    ('#c00000', None, None, '', '')
    """
    value = _plain(value)
    if value in _NOTHING or value in _INK or _is_clear(value):
        return None
    colour = _hex(value)
    if colour is None:
        return LOST
    channels = _rgb(colour)
    if max(channels) <= _DARKEST and max(channels) - min(channels) <= _SPREAD:
        return None
    red, green, blue = channels
    bright = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
    return LOST if bright > _READABLE else colour


@lru_cache(maxsize=1024)
def highlight(value: str) -> str | None:
    """Colour behind a text, a cell, if it was chosen: ``#rrggbb``, or :data:`LOST`; ``None`` = it says nothing.

    >>> highlight("yellow"), highlight("rgb(255, 255, 255)"), highlight("rgba(9, 9, 9, 0)"), highlight("color_12")
    ('#ffff00', None, None, '')
    """
    value = _plain(value)
    if value in _NOTHING or value in _PAPER or _is_clear(value):
        return None
    colour = _hex(value)
    if colour is None:
        return LOST
    return None if min(_rgb(colour)) >= _LIGHTEST else colour


def ink_mark(colour: str) -> str:
    """Mark of a text's colour."""
    return f"span:{colour}"


def highlight_mark(colour: str) -> str:
    """Mark of a highlight; one whose colour is not known is only a highlight."""
    return f"mark:{colour}" if colour else "mark"
