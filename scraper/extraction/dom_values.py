"""Values of HTML attributes: what an inline style means, where an address leads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urldefrag, urljoin

from scraper.extraction.colours import highlight, ink
from scraper.extraction.markup import NO_MARKS, Target

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_LIGHT = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})
_ALIGNED = frozenset({"center", "right", "left", "justify", "end"})
_SHIFTS = {"super": "sup", "sub": "sub"}
_PIXELS = re.compile(r"([\d.]+)(px|em)")
_INDENT_STEP = {"px": 40.0, "em": 1.5}  # one step of Wix's indentation, of paragraphs and of headings
_BACKGROUND = re.compile(r"url\(\s*[\"']?(.*?)[\"']?\s*\)")
_SAFE = "%/:=&?~#+!$,;'@()*[]"


class Style(NamedTuple):
    """What an inline style says that the vocabulary can hold."""

    add: frozenset[str] = NO_MARKS
    remove: frozenset[str] = NO_MARKS
    hidden: bool = False
    align: str | None = None
    indent: int = 0
    ink: str | None = None
    """Colour of the text, see :func:`scraper.extraction.colours.ink`."""
    highlight: str | None = None
    """Colour behind it."""
    vertical: str | None = None
    """``middle`` or ``bottom``: where the text of a cell stands."""


PLAIN_STYLE = Style()


class Format(NamedTuple):
    """The format that holds where the walk stands."""

    marks: frozenset[str] = NO_MARKS
    link: Target | None = None


PLAIN = Format()


@lru_cache(maxsize=4096)
def read_style(text: str) -> Style:
    """Read the parts of a ``style`` attribute that carry meaning.

    >>> read_style("font-weight:700;color:red").add
    frozenset({'strong'})
    """
    said: dict[str, str] = {}
    for declaration in text.split(";"):
        name, _, value = declaration.partition(":")
        said[name.strip().lower()] = value.replace("!important", "").strip().lower()
    add, remove = _marks(said)
    align = said.get("text-align")
    indent = _PIXELS.match(said.get("margin-inline-start") or said.get("padding-inline-start") or "")
    return Style(
        add=add,
        remove=remove,
        hidden=said.get("display") == "none",
        align=align if align in _ALIGNED else None,
        indent=round(float(indent.group(1)) / _INDENT_STEP[indent.group(2)]) if indent else 0,
        ink=ink(said.get("color", "")),
        vertical=vertical if (vertical := said.get("vertical-align")) in ("middle", "bottom") else None,
        highlight=highlight(said.get("background-color") or said.get("background") or ""),
    )


def _marks(said: dict[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    add: set[str] = set()
    remove: set[str] = set()
    weight, slope = said.get("font-weight"), said.get("font-style")
    if weight in _BOLD or weight in _LIGHT:
        (add if weight in _BOLD else remove).add("strong")
    if slope in ("italic", "oblique", "normal"):
        (remove if slope == "normal" else add).add("em")
    lines = f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"
    add |= {mark for word, mark in (("underline", "u"), ("line-through", "s")) if word in lines}
    if lines.strip() == "none":
        remove |= {"u", "s"}
    shift = _SHIFTS.get(said.get("vertical-align", ""))
    if shift:
        add.add(shift)
    return frozenset(add), frozenset(remove)


def style_of(element: HtmlElement) -> Style:
    """Meaningful part of the element's own style."""
    text = element.get("style")
    return read_style(text) if text else PLAIN_STYLE


def background_of(element: HtmlElement) -> str | None:
    """Address of the element's background picture."""
    found = _BACKGROUND.search(element.get("style") or "")
    return found.group(1) if found and found.group(1) else None


@lru_cache(maxsize=4096)
def absolute(href: str | None, base_url: str) -> str | None:
    """``href`` as an absolute, ASCII-only URL; ``None`` if it leads nowhere (``#``, scripts, nonsense).

    A link to another place of the page at ``base_url`` comes back as its fragment, ``#viewer-abc12``.
    """
    href = (href or "").strip()
    if not href or href in ("#", "#0") or href.lower().startswith(("javascript:", "data:", "about:")):
        return None
    try:
        url, fragment = urldefrag(urljoin(base_url, href))
    except ValueError:
        return None
    if fragment and url == urldefrag(base_url).url:
        return f"#{fragment}"
    full = f"{url}#{fragment}" if fragment else url
    return ascii_address(full)


def ascii_address(url: str) -> str:
    """``url`` with everything percent-encoded that is not plain ASCII."""
    return url if url.isascii() and url.isprintable() and " " not in url else quote(url, safe=_SAFE, errors="replace")
