"""Marks, links and text of a block as HTML, links and media led to their new places."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from pipelines.exporters.wordpress.grammar import block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.exporters.wordpress.places import Places

_VOID = frozenset({"br", "hr", "img", "source", "wbr"})
# Words in brackets that WordPress itself would run (wp-includes/shortcodes.php, media.php).
_SHORTCODE = re.compile(r"\[(?=/?(?:caption|wp_caption|gallery|audio|video|playlist|embed)\b)", re.IGNORECASE)
_MEDIA = frozenset({"src", "poster"})
_SKIPPED = frozenset({"data-indent", "class"})


def escaped(text: str) -> str:
    """Text as HTML; what WordPress would take for a shortcode is written so that it stays text."""
    if "[" in text:
        return _SHORTCODE.sub("&#91;", html.escape(text, quote=False))
    return html.escape(text, quote=False)


def is_blank(text: str | None) -> bool:
    """Tell that there is nothing to read."""
    return not text or not text.strip()


def attributes(*, classes: Sequence[str] = (), **given: str | None) -> str:
    """Write attributes with a blank before each; ``None`` and empty classes are left out."""
    named = " ".join(name for name in classes if name)
    pairs = [*given.items(), ("class", named or None)]
    return "".join(f' {name}="{html.escape(value)}"' for name, value in pairs if value is not None)


def inner(element: HtmlElement, places: Places) -> str:
    """Write the content of an element, white space at its ends left out."""
    parts = [escaped(element.text or "")]
    for child in element:
        parts += [inline(child, places), escaped(child.tail or "")]
    return "".join(parts).strip()


def inline(element: HtmlElement, places: Places) -> str:
    """Write an element with all it holds."""
    if not isinstance(element.tag, str):
        return ""
    pairs = {name: _led(element.tag, name, value, places) for name, value in element.attrib.items()}
    if element.tag != "figure":
        pairs = {name: value for name, value in pairs.items() if name not in _SKIPPED}
    said = "".join(f' {name}="{html.escape(value)}"' for name, value in pairs.items())
    if element.tag in _VOID:
        return f"<{element.tag}{said}>" if element.tag == "br" else f"<{element.tag}{said}/>"
    parts = [escaped(element.text or "")]
    for child in element:
        parts += [inline(child, places), escaped(child.tail or "")]
    return f"<{element.tag}{said}>{''.join(parts)}</{element.tag}>"


def _led(tag: str, name: str, value: str, places: Places) -> str:
    if name in _MEDIA and tag != "iframe":
        return places.media(value).url
    if name == "href":
        return places.link(value)
    return value


def caption_of(caption: HtmlElement | None, places: Places) -> str:
    """Write the caption of a block; nothing if it has no text."""
    text = inner(caption, places) if caption is not None else ""
    return f'<figcaption class="wp-element-caption">{text}</figcaption>' if text.strip() else ""


def raw(element: HtmlElement, places: Places) -> str:
    """Write what no block can hold as a block of HTML."""
    return block("html", inline(element, places))
