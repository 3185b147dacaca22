"""A body as the HTML of a rich text field, which holds paragraphs, headings, lists, quotes, links and pictures.

What it has not becomes text that it has: Webflow's reference says that code blocks come out empty, and states no
tables, players or pairs to unfold.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipelines.html import PLAYERS, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

_ATTRIBUTES = {"a": ("href",), "img": ("src", "alt"), "ol": ("start",)}
_EMPTY = frozenset({"img", "br", "hr"})
_UNWRAPPED = frozenset({"div", "span", "tbody", "thead", "mark"})


def to_rich_text(body: str, address: Callable[[str, str], str]) -> str:
    """Return the field's HTML; ``address(name, value)`` gives each ``href`` and ``src`` anew."""
    root = parse(body)
    for element in root.iter():
        for name in ("href", "src"):
            if (value := element.get(name)) is not None:
                element.set(name, address(name, value))
    return _inner(root).strip()


def _inner(element: HtmlElement) -> str:
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_written(child))
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _written(element: HtmlElement) -> str:
    tag = element.tag
    if tag in _EMPTY:
        return f"<{tag}{_attributes(element)}>"
    if tag in PLAYERS:
        source = element.get("src") or ""
        return f'<p><a href="{escape(source)}">{escape(element.get("title") or source, quote=False)}</a></p>'
    if tag == "pre":
        return f"<p>{_lines(''.join(element.itertext()))}</p>"
    if tag == "tr":
        return f"<p>{' | '.join(_inner(cell) for cell in element)}</p>"
    if tag == "summary":
        return f"<p><strong>{_inner(element)}</strong></p>"
    if tag in _UNWRAPPED or tag in ("table", "details") or (tag == "figure" and not _is_picture(element)):
        return _inner(element)
    return f"<{tag}{_attributes(element)}>{_inner(element)}</{tag}>"


def _is_picture(figure: HtmlElement) -> bool:
    return not figure.get("class") and figure.find(".//img") is not None and figure.find(".//figure") is None


def _attributes(element: HtmlElement) -> str:
    known = ((name, element.get(name)) for name in _ATTRIBUTES.get(element.tag, ()))
    return "".join(f' {name}="{escape(value)}"' for name, value in known if value is not None)


def _lines(code: str) -> str:
    """Return code as lines whose indentation stays."""
    lines = (escape(line.replace("\t", "    "), quote=False) for line in code.strip("\n").splitlines())
    return "<br>".join("\u00a0" * (len(line) - len(line.lstrip(" "))) + line.lstrip(" ") for line in lines)
