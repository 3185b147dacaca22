"""Tells a colour that somebody chose from one that says nothing or came along with pasted text."""

from __future__ import annotations

_NOTHING = frozenset({"", "none", "inherit", "transparent", "initial", "unset", "revert", "currentcolor", "auto"})
# Ink and paper: what word processors, mail programs and Wix's default theme write into every pasted text.
_INK = frozenset({
    "windowtext", "black", "#000", "#000000", "#000000ff", "rgb(0,0,0)", "rgba(0,0,0,1)", "textcolor1", "color_15",
})  # fmt: skip
_PAPER = frozenset({
    "window", "white", "#fff", "#ffffff", "#ffffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "bgcolor1", "color1",
    "color_11",
})  # fmt: skip


def _plain(value: str) -> str:
    return "".join(value.lower().split())


def _is_clear(value: str) -> bool:
    """Tell a colour that lets everything through: ``rgba(255, 0, 0, 0)``, ``#ff000000``."""
    if value.startswith(("rgba(", "hsla(")):
        return value.rstrip(")").rpartition(",")[2] in ("0", "0.0", "0%")
    return value.startswith("#") and len(value) in (5, 9) and set(value[-1 if len(value) == 5 else -2 :]) == {"0"}


def is_ink(value: str) -> bool:
    """Tell whether a text's colour was chosen.

    >>> is_ink("#C00000"), is_ink("windowtext")
    (True, False)
    """
    value = _plain(value)
    return value not in _NOTHING and value not in _INK and not _is_clear(value)


def is_highlight(value: str) -> bool:
    """Tell whether the colour behind a text was chosen.

    >>> is_highlight("yellow"), is_highlight("rgb(255, 255, 255)"), is_highlight("rgba(9, 9, 9, 0)")
    (True, False, False)
    """
    value = _plain(value)
    return value not in _NOTHING and value not in _PAPER and not _is_clear(value)
