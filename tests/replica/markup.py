"""HTML elements from Python: attributes are escaped, contents are HTML already."""

from __future__ import annotations

from functools import lru_cache
from html import escape

_VOID = frozenset({"img", "input", "br", "col", "meta", "link"})


@lru_cache(maxsize=512)
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def el(tag: str, *inner: str, **attributes: object) -> str:
    """An element; ``class_`` becomes ``class``, ``data_hook`` becomes ``data-hook``, ``None`` is left out.

    >>> el("a", "x &amp; y", href="/?a=1&b", data_hook="link", rel=None)
    '<a href="/?a=1&amp;b" data-hook="link">x &amp; y</a>'
    >>> el("br", role="presentation")
    '<br role="presentation"/>'
    """
    told = "".join(f' {_name(key)}="{escape(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{tag}{told}/>" if tag in _VOID else f"<{tag}{told}>{''.join(inner)}</{tag}>"


def nested(*tags_and_classes: str, inner: str) -> str:
    """``inner`` inside divs of these classes, the first one outermost: Wix wraps everything several times."""
    for css in reversed(tags_and_classes):
        inner = f'<div class="{css}">{inner}</div>'
    return inner
