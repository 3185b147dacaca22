"""HTML in Markdown, written so that no renderer ends it early, reads marks in it, or runs templates in it."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from pipelines.exporters.markdown.escape import escape_in_html, escape_templates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SPACES = re.compile(r"[ \t\n\r\f]+")
_VOID = ("img", "br", "hr", "source")


def plain_attributes(element: HtmlElement, *known: str) -> bool:
    """Tell whether an element states nothing but what Markdown can hold."""
    return all(name in known for name in element.attrib)


def opening_tag(element: HtmlElement) -> str:
    """Return the tag with all attributes."""
    stated = (f' {name}="{_kept(escape(value))}"' for name, value in element.attrib.items())
    return f"<{element.tag}{''.join(stated)}>"


def inline_html(element: HtmlElement) -> str:
    """Return an element of a paragraph as HTML on one line."""
    parts = [opening_tag(element), _inline_text(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(inline_html(child))
        parts.append(_inline_text(child.tail))
    return "".join(parts) + ("" if element.tag in _VOID else f"</{element.tag}>")


def _inline_text(text: str | None) -> str:
    return escape_in_html(SPACES.sub(" ", text)) if text else ""


def html_of(element: HtmlElement, *, keep_space: bool = False) -> str:
    """Return an element as HTML without blank lines, which would end a block of HTML in Markdown."""
    keep = keep_space or element.tag == "pre"
    parts = [opening_tag(element), _text(element.text, keep)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(html_of(child, keep_space=keep))
        parts.append(_text(child.tail, keep))
    if element.tag not in _VOID:
        parts.append(f"</{element.tag}>")
    return "".join(parts)


def _text(text: str | None, keep_space: bool) -> str:
    if not text:
        return ""
    if keep_space:
        return _kept(escape(text, quote=False))
    markup = escape_templates(escape(text, quote=False))
    return SPACES.sub(lambda found: "\n" if "\n" in found.group() else " ", markup)


def _kept(markup: str) -> str:
    """Return HTML whose white space stays, on one line."""
    return escape_templates(markup).replace("\r", "").replace("\n", "&#10;")
