"""Builds trees in the vocabulary of ``docs/body-html.md``: inline runs and the blocks that hold them.

Readers describe what they found; how it is written is decided here, so that two readers of the same
content give the same HTML. Blocks get a line feed as tail: the text of a tree is never glued.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from scraper.extraction.ledger import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

MARKS = ("mark", "strong", "em", "u", "s", "sup", "sub", "code", "span")
"""Inline marks, the outermost first; a link stands outside all of them.

``mark`` and ``span`` may carry a colour, behind the text and of it: ``mark:#fff3b0``, ``span:#9f2525``.
"""
_RANKS = {mark: rank for rank, mark in enumerate(MARKS)}
_COLOURED = {"mark": "background-color", "span": "color"}
NO_MARKS: frozenset[str] = frozenset()
_LINE = re.compile("(\r\n|[\n\r\u2028\u2029])")
# Not lxml.html's: that asks Python for a class at each touch of an element.
_make = etree.HTMLParser().makeelement


class Target(NamedTuple):
    """Where a link leads."""

    href: str
    rel: str | None = None


class Run(NamedTuple):
    """A piece of text in one format; a line feed in it is a line break."""

    text: str
    marks: frozenset[str] = NO_MARKS
    link: Target | None = None


def element(tag: str, attributes: dict[str, str] | None = None) -> HtmlElement:
    """Make an element of the vocabulary."""
    return _make(tag, {name: clean(value) for name, value in attributes.items()} if attributes else {})


def append(parent: HtmlElement, *children: HtmlElement) -> None:
    """Append block-level ``children``, each followed by a line feed."""
    for child in children:
        child.tail = "\n"
        parent.append(child)


def is_blank(runs: Iterable[Run]) -> bool:
    """Tell whether nothing in ``runs`` can be seen."""
    return not any(clean(run.text).strip() for run in runs)


def write_runs(parent: HtmlElement, runs: Iterable[Run]) -> None:
    """Write ``runs`` into the empty ``parent``: neighbours of one format joined, outer space trimmed."""
    pieces = _trimmed(_joined(_pieces(runs)))
    stack: list[tuple[str | Target, HtmlElement]] = []
    for piece in pieces:
        wanted: list[str | Target] = [] if piece.link is None else [piece.link]
        wanted += _ordered(piece.marks)
        depth = 0
        while depth < len(stack) and depth < len(wanted) and stack[depth][0] == wanted[depth]:
            depth += 1
        del stack[depth:]
        # Nothing is opened for white space alone.
        for key in wanted[depth:] if piece.text.strip() else ():
            opened = open_inline(key)
            (stack[-1][1] if stack else parent).append(opened)
            stack.append((key, opened))
        _write(stack[-1][1] if stack else parent, piece.text)


def with_mark(marks: frozenset[str], mark: str) -> frozenset[str]:
    """Add a mark; a colour takes the place of the one around it."""
    kind = mark.partition(":")[0]
    if kind in _COLOURED:
        marks = frozenset(other for other in marks if other.partition(":")[0] != kind)
    return marks | {mark}


def _ordered(marks: frozenset[str]) -> list[str]:
    return sorted(marks, key=lambda mark: _RANKS[mark.partition(":")[0]]) if len(marks) > 1 else list(marks)


def open_inline(key: str | Target) -> HtmlElement:
    """Make the element of a mark or a link."""
    if isinstance(key, str):
        tag, _, colour = key.partition(":")
        return _make(tag, {"style": f"{_COLOURED[tag]}:{colour}"} if colour else {})
    attributes = {"href": key.href}
    if key.rel:
        attributes["rel"] = key.rel
    return element("a", attributes)


def _write(parent: HtmlElement, text: str) -> None:
    if text == "\n":
        parent.append(_make("br"))
    # The line feed after <br> keeps the words of both lines apart for whoever reads the text only.
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _pieces(runs: Iterable[Run]) -> Iterable[Run]:
    for run in runs:
        text = clean(run.text)
        if not text:
            continue
        marks = run.marks
        if run.link is not None and marks:
            # Wix underlines and colours links by itself: these marks say nothing.
            marks = frozenset(mark for mark in marks if mark != "u" and not mark.startswith("span:"))
        if "\n" not in text and "\r" not in text and "\u2028" not in text and "\u2029" not in text:
            yield Run(text, marks, run.link)
            continue
        for part in _LINE.split(text):
            if part:
                yield Run("\n" if _LINE.fullmatch(part) else part, marks, run.link)


def _joined(pieces: Iterable[Run]) -> list[Run]:
    """Join neighbours; white space between two formats takes only what both have."""
    result: list[Run] = []
    for piece in _quiet_spaces(list(pieces)):
        if result and piece.text != "\n" and result[-1].text != "\n" and result[-1][1:] == piece[1:]:
            result[-1] = result[-1]._replace(text=result[-1].text + piece.text)
        else:
            result.append(piece)
    return result


def _quiet_spaces(pieces: list[Run]) -> list[Run]:
    after: Run | None = None
    following: list[Run | None] = []
    for piece in reversed(pieces):
        following.append(after)
        if piece.text.strip():
            after = piece
    before: Run | None = None
    for index, piece in enumerate(pieces):
        if piece.text.strip():
            before = piece
        else:
            pieces[index] = _between(piece.text, before, following[-1 - index])
    return pieces


def _between(text: str, before: Run | None, after: Run | None) -> Run:
    if before is None or after is None or (before.link and after.link and before.link != after.link):
        return Run(text)
    link = before.link if before.link == after.link else None
    return Run(text, before.marks & after.marks, link)


def _trimmed(pieces: list[Run]) -> list[Run]:
    first, last = 0, len(pieces)
    while first < last and not pieces[first].text.strip():
        first += 1
    while last > first and not pieces[last - 1].text.strip():
        last -= 1
    kept = pieces[first:last]
    if not kept:
        return kept
    kept[0] = kept[0]._replace(text=kept[0].text.lstrip())
    kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    for index, piece in enumerate(kept):
        if piece.text == "\n":
            kept[index - 1] = _cut(kept[index - 1], kept[index - 1].text.rstrip(" \t"))
            kept[index + 1] = _cut(kept[index + 1], kept[index + 1].text.lstrip(" \t"))
    return kept


def _cut(piece: Run, text: str) -> Run:
    return piece if piece.text in {text, "\n"} else piece._replace(text=text)


def text_block(tag: str, runs: Iterable[Run]) -> HtmlElement:
    """Make a block that holds only inline content."""
    block = _make(tag)
    write_runs(block, runs)
    return block


def lift_single_paragraph(holder: HtmlElement, *, beside: frozenset[str] = NO_MARKS) -> None:
    """Put the content of a cell's or item's only paragraph into ``holder`` itself.

    ``beside`` are the tags that may stand after the paragraph (a sub-list).
    """
    if not len(holder) or holder[0].tag != "p" or (holder.text or "").strip():
        return
    if any(child.tag not in beside for child in holder[1:]):
        return
    paragraph = holder[0]
    if len(paragraph) and paragraph[0].tag == "a" and paragraph[0].get("class"):
        return
    holder.text = paragraph.text
    for position, child in enumerate(list(paragraph)):
        holder.insert(position, child)
    if paragraph.get("style"):
        holder.set("style", ";".join(filter(None, (paragraph.get("style"), holder.get("style")))))
    if paragraph.get("data-x-ids") and not holder.get("data-x-ids"):
        holder.set("data-x-ids", paragraph.get("data-x-ids"))
    holder.remove(paragraph)
    if len(holder) and holder[-1].tag in beside:
        _end_line(holder, beside)


def _end_line(holder: HtmlElement, blocks: frozenset[str]) -> None:
    """Keep the inline content of ``holder`` apart from the first block after it."""
    last = None
    for child in holder:
        if child.tag in blocks:
            break
        last = child
    if last is None:
        holder.text = f"{holder.text or ''}\n"
    else:
        last.tail = f"{last.tail or ''}\n"


def code_block(text: str) -> HtmlElement:
    """``<pre><code>`` with ``text`` as it is."""
    block = _make("pre")
    code = _make("code")
    code.text = clean(text)
    block.append(code)
    return block


def divider(shape: Iterable[str] = ()) -> HtmlElement:
    """``<hr>``; ``shape``: words for what differs from one line over the whole width."""
    words = " ".join(shape)
    return element("hr", {"class": words} if words else {})


def table(rows: Iterable[HtmlElement]) -> HtmlElement:
    """``<table>`` of finished ``tr`` elements; leading rows of header cells only make the ``thead``."""
    block, head, body = _make("table"), _make("thead"), _make("tbody")
    for row in rows:
        append(head if not len(body) and all(cell.tag == "th" for cell in row) else body, row)
    append(block, *(part for part in (head, body) if len(part)))
    return block
