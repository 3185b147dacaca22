r"""Characters of a text that Markdown would take for marks, written so that they come out as they went in.

Only what CommonMark, GFM, kramdown and the generators' own extensions all read alike is used: a backslash before the
characters that kramdown knows (``\.*_+`()[]{}#!:|"'$<>=-~``), a character reference for the rest.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(
    r"""
    (?P<brace>\{)(?=[{%\#])                      # of a template
    | (?P<mark>[\\*_\[\]|{~])
    | (?P<tick>`)                                # kramdown looks for code in tables before it reads backslashes
    | (?P<less><)
    | (?P<reference>&)(?=\#?\w+;)
    | (?P<formula>\$)(?=\$)
    | (?P<emoji>(?<![0-9]):)(?=[a-zA-Z0-9_+-]+:) # :tea:
    | (?P<scheme>:)(?=//)                        # bare addresses are text: the source did not link them
    | (?<=www)(?P<dot>\.)
    | (?<=[\w.+-])(?P<at>@)(?=\w)
    | \A(?P<caret>\^)                            # [^1] is a footnote, a lone ^ ends a block in kramdown
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCES = {
    "brace": "&#123;",
    "tick": "&#96;",
    "formula": "&#36;",
    "less": "&lt;",
    "reference": "&amp;",
    "emoji": "&#58;",
    "at": "&#64;",
    "caret": "&#94;",
}
# What makes a block of a line that begins with it.
_LINE_START = re.compile(
    r"""
    (?P<number>\d{1,9})(?P<delimiter>[.)])(?=\s|\Z)
    | (?P<mark>\#(?=\#*(?:\s|\Z)) | > | [+=:](?=[\s+=:-]|\Z) | -(?=[\s:+-]|\Z))
    """,
    re.VERBOSE,
)
# At the end of a heading they are decoration, in kramdown also without a blank; not those of references.
_CLOSING = re.compile(r"(?<!&)#")
_BACKSLASHED = re.compile(r"\\([^\w\s]|_)", re.ASCII)
_TEMPLATE = re.compile(r"\{(?=[{%#])")


def escape_text(text: str, *, line_start: bool = False, heading: bool = False) -> str:
    r"""Return ``text`` as Markdown that renders to the same characters.

    >>> escape_text("1. a*b", line_start=True), escape_text("{{< x >}} & <b>")
    ('1\\. a\\*b', '&#123;\\{&lt; x >}} & &lt;b>')
    """
    start = ""
    if line_start and (found := _LINE_START.match(text)):
        number, delimiter, mark = found.group("number", "delimiter", "mark")
        start = f"{number}\\{delimiter}" if number else f"\\{mark}"
        text = text[found.end() :]
    rest = _MARKS.sub(_escaped, text)
    return start + (_CLOSING.sub(r"\#", rest) if heading else rest)


def _escaped(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    return _REFERENCES.get(kind) or f"\\{found.group()}"


def escape_in_html(text: str) -> str:
    r"""Return the text of an inline HTML element, right whether a renderer reads Markdown in it or not.

    >>> escape_in_html("a*b & c")
    'a&#42;b & c'
    """
    return _BACKSLASHED.sub(lambda found: f"&#{ord(found.group(1))};", escape_text(text))


def escape_templates(markup: str) -> str:
    """Break what template languages look for even in code and raw HTML: ``{{``, ``{%`` and ``{#``.

    >>> escape_templates("{{< figure >}}")
    '&#123;{< figure >}}'
    """
    return _TEMPLATE.sub("&#123;", markup)


def has_template(text: str) -> bool:
    """Tell whether a generator may find a short code or a tag of its template language in ``text``."""
    return _TEMPLATE.search(text) is not None


def is_space(char: str) -> bool:
    return char.isspace()


def may_close_to(char: str) -> bool:
    """Tell whether a mark of emphasis beside punctuation may have ``char`` on its other side, in every edition.

    White space, or what all editions of CommonMark call punctuation: symbols outside ASCII became so only in 0.31.
    """
    if char.isascii():
        return not char.isalnum()
    return char.isspace() or unicodedata.category(char).startswith("P")


def is_mark(char: str) -> bool:
    """Tell whether any edition calls ``char`` punctuation."""
    return unicodedata.category(char)[0] in "PS"
