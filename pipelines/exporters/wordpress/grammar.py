"""The grammar of blocks: comments around the markup of each, with its attributes as JSON.

Source: ``@wordpress/block-serialization-default-parser`` and ``serializeAttributes`` of ``@wordpress/blocks``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    {"p", *HEADINGS, "ul", "ol", "blockquote", "pre", "table", "hr", "figure", "details", "div", "iframe"}
)
"""Elements of the vocabulary that stand by themselves; all others are marks within text."""

_IN_COMMENTS = (("--", "\\u002d\\u002d"), ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ('\\"', "\\u0022"))
_ALIGNMENT = re.compile(r"text-align:\s*(\w+)")
_ALIGNS = {"left", "center", "right"}


def block(name: str, markup: str, **given: Any) -> str:
    """Wrap ``markup`` in the comments of a block; attributes that are ``None`` are left out."""
    stated = {key: value for key, value in given.items() if value is not None}
    said = f" {_json(stated)}" if stated else ""
    return f"<!-- wp:{name}{said} -->\n{markup}\n<!-- /wp:{name} -->"


def _json(value: dict[str, Any]) -> str:
    """JSON that can stand in a comment and survives filters of HTML, as WordPress' own serialiser writes it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char, code in _IN_COMMENTS:
        text = text.replace(char, code)
    return text


def alignment(element: HtmlElement) -> str | None:
    """Return the alignment of a text, as far as blocks know it."""
    found = _ALIGNMENT.search(element.get("style") or "")
    return found.group(1) if found and found.group(1) in _ALIGNS else None


def directed(markup: str, element: HtmlElement) -> str:
    """Keep the direction inside: blocks other than the paragraph have none of their own."""
    direction = element.get("dir")
    return f'<span dir="{direction}">{markup}</span>' if direction in ("rtl", "ltr") and markup else markup


def number(text: str | None) -> int:
    """Read a whole number; 0 if there is none."""
    try:
        return int(text or 0)
    except ValueError:
        return 0
