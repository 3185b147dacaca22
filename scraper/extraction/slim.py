"""Drop the four fifths of a Wix page that nobody reads, before it is parsed or handed to another process.

WIX facts: about half of a page of a megabyte is ``<style>``, a third ``<script>``; of the scripts, only those
with structured data, the warm-up and the state of 2021 say anything about content.
"""

from __future__ import annotations

import re

# Where something begins that must be read as a whole: a comment, or an element whose content an HTML parser
# takes as text up to its end tag; and, in the second expression, a tag with "<" in a quoted attribute.
_RAW = rb"!--|(?:style|script|title|textarea|iframe|xmp|noembed|noframes)(?=[\s/>])"
_RAW_OPENING = re.compile(rb"<(?:%b)" % _RAW, re.IGNORECASE)
_OPENING = re.compile(
    rb"<(?:%b|[a-z][^<>=]*+(?:=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|(?![\"']))[^<>=]*+)*+=\s*+[\"'])" % _RAW, re.IGNORECASE
)
# Any "<" that may stand in quotes: seldom true, and told in a fraction of the time that the expression above takes.
_QUOTED = re.compile(rb"=\s*+(?:\"[^\"<]*+<|'[^'<]*+<)")
_TAG = re.compile(rb"<[a-z][^<>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"']))[^<>=]*+)*+>", re.IGNORECASE)
_EMPTY_COMMENT = re.compile(rb"<!---?>")
_COMMENT_END = re.compile(rb"--!?>")
_NAME = re.compile(rb"<([a-z]+)(?=[\s/>])", re.IGNORECASE)
# Both cases of each letter by hand, and "/" looked at apart: the search then skips ahead to the next "<".
_ENDS = {
    name.encode(): re.compile("<(?=/)/{}(?=[\\s/>])[^>]*>".format("".join(f"[{c}{c.upper()}]" for c in name)).encode())
    for name in ("style", "script", "title", "textarea", "iframe", "xmp", "noembed", "noframes")
}
_SCRIPT_MARK = re.compile(rb"<(?:!--|/[sS][cC][rR][iI][pP][tT](?=[\s/>]))")
_IN_SCRIPT = re.compile(rb"<!--(?!-?>)|-->|</?script(?=[\s/>])", re.IGNORECASE)
_WANTED = (b"application/ld+json", b"wix-warmup-data")
_WANTED_START = b"var warmupData = "


def slim(body: bytes) -> bytes:
    """``body`` without comments, style sheets and scripts that hold no content.

    Everything that a reader sees or that describes the page stays as it is; where an end is missing, the
    rest of the page is left alone.

    >>> slim(b'<p>a</p><style>p{}</style><script id="wix-warmup-data">{}</script><script>x("<p>")</script><p>b</p>')
    b'<p>a</p><script id="wix-warmup-data">{}</script><p>b</p>'
    """
    kept: list[bytes] = []
    position = 0
    raw = _RAW_OPENING.search(body)
    while raw is not None:
        start = raw.start()
        if _QUOTED.search(body, position, start + 1):
            found = _OPENING.search(body, position)
            start = found.start() if found else start
        end, wanted = _element(body, start)
        if end < 0:
            break
        kept.append(body[position : end if wanted else start])
        position = end
        raw = raw if raw.start() >= end else _RAW_OPENING.search(body, end)
    kept.append(body[position:])
    return b"".join(kept)


def _element(body: bytes, start: int) -> tuple[int, bool]:
    """Where what opens at ``start`` ends (-1: nowhere), and whether it is kept."""
    if body.startswith(b"<!--", start):
        comment = _EMPTY_COMMENT.match(body, start) or _COMMENT_END.search(body, start + 4)
        return (comment.end() if comment else -1), False
    tag, name = _TAG.match(body, start), _NAME.match(body, start)
    if tag is None:
        return -1, True
    ends = _ENDS.get(name.group(1).lower()) if name else None
    if ends is None or body.startswith(b"/>", tag.end() - 2):  # libxml2 closes <style/> at once
        return tag.end(), True
    is_script = ends is _ENDS[b"script"]
    end = _script_end(body, tag.end()) if is_script else tag.end()
    closing = ends.search(body, end) if end >= 0 else None
    if closing is None:
        return -1, True
    if is_script:
        return closing.end(), _is_wanted(body, tag, closing.end())
    return closing.end(), ends is not _ENDS[b"style"]


def _script_end(body: bytes, start: int) -> int:
    """Where the end tag of a script stands; within ``<!-- <script>`` an end tag does not count (HTML standard)."""
    first = _SCRIPT_MARK.search(body, start)
    if first is None or not first.group().startswith(b"<!"):
        return first.start() if first else -1
    commented = nested = False
    for mark in _IN_SCRIPT.finditer(body, first.start()):
        text = mark.group()
        if text == b"<!--":
            commented = True
        elif text == b"-->":
            commented = nested = False
        elif not text.startswith(b"</"):
            nested = commented
        elif nested:
            nested = False
        else:
            return mark.start()
    return -1


def _is_wanted(body: bytes, tag: re.Match[bytes], end: int) -> bool:
    attributes = tag.group().lower()
    return any(mark in attributes for mark in _WANTED) or body.find(_WANTED_START, tag.end(), end) >= 0
