"""Text with marks and links as Lexical's text, line break and link nodes.

Node shapes: ``@tryghost/kg-default-nodes`` and Lexical's own ``exportJSON``, as Ghost 6 stores them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from pipelines.exporters.ghost.desk import Hand

Node = dict[str, Any]

FORMATS = {
    "strong": 1,
    "b": 1,
    "em": 2,
    "i": 2,
    "s": 4,
    "del": 4,
    "strike": 4,
    "u": 8,
    "code": 16,
    "sub": 32,
    "sup": 64,
    "mark": 128,
}
"""Element -> Lexical's bit for its format."""

INLINE = frozenset({*FORMATS, "a", "br", "span"})
"""Elements that text may hold."""

_SPACE = re.compile(r"[ \t\n\r\f]+")


class _Link(NamedTuple):
    url: str
    rel: str | None
    number: int
    """Two links side by side stay two, even to one address."""


class _Run(NamedTuple):
    text: str | None
    """``None``: a line break."""
    marks: int
    link: _Link | None


def is_inline(element: HtmlElement) -> bool:
    """Tell whether an element holds only text, marks, links and line breaks."""
    return all(part.tag in INLINE for part in element.iterdescendants())


def inline(hand: Hand, paragraphs: Sequence[Sequence[HtmlElement | str]], *, breaks: int = 1) -> list[Node]:
    """Write texts as one sequence of nodes, ``breaks`` line breaks between two of them.

    Each text is given as its pieces: strings and inline elements (whose tails are pieces of their own).
    White space is collapsed as a browser does.
    """
    nodes: list[Node] = []
    for pieces in paragraphs:
        written = _nodes(_collapsed(_runs(hand, pieces)))
        if written and nodes:
            nodes += [_BREAK] * breaks
        nodes += written
    return nodes


def pieces_of(element: HtmlElement) -> list[HtmlElement | str]:
    """Return an element's content as pieces."""
    pieces: list[HtmlElement | str] = [element.text or ""]
    for child in element:
        pieces += [child, child.tail or ""]
    return pieces


def _runs(hand: Hand, pieces: Sequence[HtmlElement | str]) -> list[_Run]:
    runs: list[_Run] = []

    def walk(content: Iterable[HtmlElement | str], marks: int, link: _Link | None) -> None:
        for piece in content:
            if isinstance(piece, str):
                runs.append(_Run(piece, marks, link))
            elif piece.tag == "br":
                runs.append(_Run(None, 0, link))
            elif isinstance(piece.tag, str):
                inside = link
                if piece.tag == "a" and piece.get("href"):
                    inside = _Link(hand.href(piece.get("href")), piece.get("rel"), len(runs))
                walk(pieces_of(piece), marks | FORMATS.get(piece.tag, 0), inside)

    walk(pieces, 0, None)
    return runs


def _collapsed(runs: Iterable[_Run]) -> list[_Run]:
    kept: list[_Run] = []
    for run in runs:
        if run.text is None:
            _trim(kept)
            kept.append(run)
            continue
        text = _SPACE.sub(" ", run.text)
        before = kept[-1].text if kept else None
        if before is None or before.endswith(" "):
            text = text.removeprefix(" ")
        if text:
            kept.append(run._replace(text=text))
    _trim(kept)
    while kept and kept[-1].text is None:
        kept.pop()
        _trim(kept)
    return kept


def _trim(runs: list[_Run]) -> None:
    """Drop the white space at the end of a line."""
    if runs and runs[-1].text is not None:
        text = runs[-1].text.removesuffix(" ")
        if text:
            runs[-1] = runs[-1]._replace(text=text)
        else:
            runs.pop()


def _nodes(runs: Iterable[_Run]) -> list[Node]:
    nodes: list[Node] = []
    current: _Link | None = None
    for run in runs:
        if run.link is not None and run.link != current:
            nodes.append(_link(run.link))
        current = run.link
        into = nodes if current is None else nodes[-1]["children"]
        last = into[-1] if into else None
        if run.text is None:
            into.append(_BREAK)
        elif last and last["type"] == "extended-text" and last["format"] == run.marks:
            last["text"] += run.text
        else:
            into.append(_text(run.text, run.marks))
    return nodes


_BREAK: Node = {"type": "linebreak", "version": 1}


def _text(text: str, marks: int) -> Node:
    style = {"detail": 0, "format": marks, "mode": "normal", "style": ""}
    return {**style, "text": text, "type": "extended-text", "version": 1}


def _link(link: _Link) -> Node:
    place = {"direction": None, "format": "", "indent": 0, "type": "link", "version": 1}
    return {"children": [], **place, "rel": link.rel, "target": None, "title": None, "url": link.url}
