"""Text and marks as Markdown that every common generator reads back to the same characters.

Rules: CommonMark 0.31 and GitHub's tables, and what goldmark (Hugo), kramdown (Jekyll), markdown-it (Eleventy)
and remark (Astro) add to them. Marks are Markdown only where all of them agree on what is a mark; else HTML.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from pipelines.exporters.markdown.places import Places

_SPECIAL = re.compile(r"[\\`*_\[\]~|]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What begins a block where it begins a line; a number with a point or bracket is a list.
_LINE_START = re.compile(r"^(\s*)([#>+=:-]|\d{1,9}(?=[.)]))")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_SIGNS = ("*", "`", "\\")
_VOID = frozenset({"br", "hr", "img", "source", "wbr"})
_SKIPPED = frozenset({"data-indent"})


class Mark(NamedTuple):
    """A mark that may become Markdown, depending on what stands before and behind it."""

    tag: str
    sign: str
    content: str
    """Between signs."""
    tagged: str
    """Between tags."""


def escaped(text: str) -> str:
    r"""Text as Markdown, white space collapsed; nothing in it is taken for a mark, a tag or a template.

    >>> escaped("2 * 3 < 7 & {{ x }}")
    '2 \\* 3 &lt; 7 & &#123;&#123; x }}'
    """
    text = _ENTITY.sub("&amp;", _BLANK.sub(" ", text))
    text = _SPECIAL.sub(r"\\\g<0>", text)
    # Braces begin templates (Hugo, Liquid) and attributes (goldmark, kramdown); dollars formulas.
    return text.replace("<", "&lt;").replace("{", "&#123;").replace("$$", r"\$\$")


def at_line_start(text: str) -> str:
    """Let no line of a paragraph begin a block."""
    return "\n".join(_LINE_START.sub(_harmless, line) for line in text.split("\n"))


def _harmless(found: re.Match[str]) -> str:
    space, sign = found.groups()
    if sign.isdigit():
        return f"{space}{sign}\\"  # before the point or bracket
    return f"{space}\\{sign}"


def inline(element: HtmlElement, places: Places) -> str:
    """Write the content of an element; line breaks are two blanks and a line feed."""
    return _joined(list(_parts(element, places))).strip(" \t\r\n")


def _parts(element: HtmlElement, places: Places) -> Iterator[str | Mark]:
    if element.text:
        yield escaped(element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield _part(child, places)
        if child.tail:
            yield escaped(child.tail)


def _part(element: HtmlElement, places: Places) -> str | Mark:
    tag = element.tag
    if tag == "br":
        return "  \n"
    if tag in ("strong", "em") and not len(element) and not element.attrib and (element.text or "").strip():
        content = escaped(element.text or "")
        return Mark(tag, "**" if tag == "strong" else "*", content, content)
    if tag == "code" and not len(element):
        return _code(element.text or "")
    if tag == "a":
        return _link(element, places)
    if tag == "img":
        return f"![{escaped(element.get('alt') or '')}]({address(places.media(element.get('src') or ''))})"
    content = _joined(list(_parts(element, places)))
    return f"<{tag}{_attributes(element, places)}>{content}</{tag}>"


def _link(element: HtmlElement, places: Places) -> str:
    content = _joined(list(_parts(element, places)))
    href = element.get("href") or ""
    plain = not set(element.attrib) - {"href"} and content.strip() and "\n" not in content
    if not plain:
        return f"<a{_attributes(element, places)}>{content}</a>"
    return f"[{content}]({address(places.link(href))})"


def address(url: str) -> str:
    """Write an address so that it ends where it ends."""
    for char in "()<> \\{}":
        url = url.replace(char, f"%{ord(char):02X}")
    return url


def _code(text: str) -> str | Mark:
    if not text.strip() or text != text.strip() or any(char in text for char in "{\n|`"):
        return f"<code>{escaped(text)}</code>"
    return Mark("code", "`", text, escaped(text))


def _joined(parts: list[str | Mark]) -> str:
    written = ""
    for number, part in enumerate(parts):
        if isinstance(part, str):
            if part.startswith("[") and written.endswith("!"):
                written = written[:-1] + "\\!"  # else the link would be a picture
            written += part
            continue
        after = next((other for other in parts[number + 1 :] if other), "")
        beside = written[-1:], after if isinstance(after, str) else "*"
        written += _marked(part, beside[0], beside[1][:1])
    return written


def _marked(mark: Mark, before: str, after: str) -> str:
    """Write emphasis with signs where its first and last characters are letters or digits, else as tags.

    With punctuation inside the signs and letters outside, as in Chinese texts, CommonMark sees no emphasis (6.2).
    """
    inner = mark.content
    plain = mark.tag == "code" or (_is_letter(inner[:1]) and _is_letter(inner[-1:]))
    if plain and before not in _SIGNS and after not in _SIGNS:
        return f"{mark.sign}{inner}{mark.sign}"
    return f"<{mark.tag}>{mark.tagged}</{mark.tag}>"


def _is_letter(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "LN"


def _attributes(element: HtmlElement, places: Places) -> str:
    pairs = []
    for name, value in element.attrib.items():
        if name in _SKIPPED:
            continue
        pairs.append((name, led(element.tag, name, value, places)))
    return "".join(f' {name}="{html.escape(value).replace("{", "&#123;")}"' for name, value in pairs)


def led(tag: str, name: str, value: str, places: Places) -> str:
    """Return the new value of an attribute that holds an address."""
    if name in ("src", "poster") and tag != "iframe":
        return places.media(value)
    return places.link(value) if name == "href" else value


def raw(element: HtmlElement, places: Places, *, exact: bool = False) -> str:
    """Write an element as HTML on one line, because an HTML block ends at an empty one; ``exact``: within ``pre``."""
    said = _attributes(element, places)
    if element.tag in _VOID:
        return f"<{element.tag}{said}>"
    exact = exact or element.tag == "pre"
    parts = [_raw_text(element.text, exact=exact)]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(raw(child, places, exact=exact))
        parts.append(_raw_text(child.tail, exact=exact))
    return f"<{element.tag}{said}>{''.join(parts)}</{element.tag}>"


def _raw_text(text: str | None, *, exact: bool) -> str:
    if not text:
        return ""
    plain = html.escape(text, quote=False).replace("{", "&#123;")
    return plain.replace("\r", "").replace("\n", "&#10;") if exact else _BLANK.sub(" ", plain)
