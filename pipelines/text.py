"""Text as every receiver can take it: well-formed Unicode without characters that XML forbids."""

from __future__ import annotations

import html
import re
import unicodedata

# XML 1.0, section 2.2: what no document may hold, and the controls it discourages. Vertical tab and form
# feed are line breaks pasted from word processors: they separate words.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("[\x0b\x0c\x85]")
# Filler of Wix's editor. The joiners U+200C and U+200D and the direction marks stay: scripts and emoji need them.
_FILLER = re.compile("[\u200b\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n\s*\n")
_OVERLAY = "\u0338"


def well_formed(text: str) -> str:
    r"""Join split surrogate pairs and replace lone surrogates by U+FFFD, so that UTF-8 can hold ``text``.

    Wix's older JSON writes emoji as two ``\uXXXX`` escapes; cut texts end in half of one.

    >>> well_formed("\ud83d\ude00") == "\U0001f600"
    True
    >>> well_formed("cut \ud83d") == "cut \ufffd"
    True
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def storable(text: str) -> str:
    """Take out of an address or an identifier only what no file can hold."""
    return _FORBIDDEN.sub("", well_formed(text))


def clean(text: str) -> str:
    r"""Bring ``text`` into NFC and take out what XML forbids and what cannot be seen.

    >>> clean("\ufeffCafe\u0301\u200b\x08 one\x0btwo") == "Caf\xe9 one two"
    True
    """
    text = _BREAKS.sub(" ", _FILLER.sub("", storable(text)))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean_html(markup: str) -> str:
    """Do what :func:`clean` does to HTML, whose own characters must not join with a combining one.

    >>> clean_html("<p>\u0338x</p>")
    '<p>&#824;x</p>'
    """
    return clean(markup.replace(_OVERLAY, "&#824;"))


def line(text: str) -> str:
    """Clean a text of one line and collapse its white space."""
    return " ".join(clean(text).split())


def label(text: str) -> str:
    """Clean a title or a label, and resolve the entities that feeds and editors leave in plain text.

    >>> label("Tea &amp;amp; Rest &#38; Sleep")
    'Tea & Rest & Sleep'
    """
    while (plain := _ENTITY.sub(lambda found: html.unescape(found.group()), text)) != text:
        text = plain
    return line(text)


def paragraphs(text: str) -> str:
    r"""Clean a text of several paragraphs: one blank line between them, lines collapsed.

    >>> paragraphs(" one  two \n\n\n three\nfour ")
    'one two\n\nthree\nfour'
    """
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    return "\n\n".join(_lines(part) for part in _PARAGRAPH.split(text))


def _lines(paragraph: str) -> str:
    return "\n".join(" ".join(part.split()) for part in paragraph.split("\n"))
