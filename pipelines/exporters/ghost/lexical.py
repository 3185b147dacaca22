"""A body in the vocabulary of ``docs/body-html.md`` as Ghost's editor keeps it: a Lexical document.

Ghost also takes HTML and converts it, but then loses marks and cards, and its importer replaces what looks like a
path of a medium anywhere in the text. What is written in the editor's own format comes through as it is.
What the editor has no node for is kept whole in an HTML card.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipelines.exporters.ghost.cards import button_or_file, figure, toggle
from pipelines.exporters.ghost.desk import Desk, Hand
from pipelines.exporters.ghost.inline import INLINE, Node, inline, is_inline, pieces_of
from pipelines.exporters.ghost.pictures import html_card, kept_whole
from pipelines.html import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTAINERS = ("div", "section")
_ALIGNMENT = re.compile(r"text-align\s*:\s*([a-z]+)")
_NOT_IN_ID = re.compile(r"""[\][!"#$%&'()*+,./:;<=>?@\\^_{|}~]""")


def lexical(desk: Desk, record: dict[str, Any]) -> str:
    """Return a record's body as the JSON text that Ghost keeps in ``posts.lexical``."""
    root = parse(record.get("body_html") or "")
    hand = Hand(desk, record["url"], _heading_ids(root))
    children = _Blocks(hand, record.get("direction") or "ltr").of(root) or [_block("paragraph", [])]
    return json.dumps({"root": _block("root", children)}, ensure_ascii=False, separators=(",", ":"))


class _Blocks:
    """Writes the blocks of one body."""

    def __init__(self, hand: Hand, direction: str) -> None:
        self.hand = hand
        self.direction = direction
        self._writers: dict[str, Callable[[HtmlElement], list[Node]]] = {
            "p": self._paragraph,
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(("ul", "ol"), self._list),
            **dict.fromkeys(_CONTAINERS, self.of),
            "blockquote": self._quote,
            "pre": self._code,
            "hr": lambda _: [{"type": "horizontalrule", "version": 1}],
            "figure": lambda element: figure(self.hand, element),
            "details": self._toggle,
        }

    def of(self, parent: HtmlElement) -> list[Node]:
        nodes: list[Node] = []
        loose: list[HtmlElement | str] = []
        for piece in pieces_of(parent):
            if isinstance(piece, str) or (piece.tag in INLINE and is_inline(piece)):
                loose.append(piece)
                continue
            nodes += self._loose(loose)
            loose = []
            if isinstance(piece.tag, str):
                nodes += self._writers.get(piece.tag, self._kept_whole)(piece)
        return nodes + self._loose(loose)

    def _loose(self, pieces: list[HtmlElement | str]) -> list[Node]:
        written = inline(self.hand, [pieces])
        return [_block("paragraph", written)] if written else []

    def _paragraph(self, element: HtmlElement) -> list[Node]:
        if not is_inline(element):
            return self._kept_whole(element)
        card = button_or_file(self.hand, element)
        if card:
            return [*self._anchors(element), card]
        written = inline(self.hand, [pieces_of(element)])
        return [*self._anchors(element), self._styled("paragraph", written, element)] if written else []

    def _heading(self, element: HtmlElement) -> list[Node]:
        if not is_inline(element):
            return self._kept_whole(element)
        written = inline(self.hand, [pieces_of(element)])
        if not written:
            return []
        anchors = self._anchors(element, besides=self.hand.anchors)
        return [*anchors, self._styled("extended-heading", written, element, tag=element.tag)]

    def _quote(self, element: HtmlElement) -> list[Node]:
        texts = _paragraphs(element)
        if texts is None:
            return self._kept_whole(element)
        written = inline(self.hand, texts, breaks=2)
        return [*self._anchors(element), self._styled("extended-quote", written, element)] if written else []

    def _code(self, element: HtmlElement) -> list[Node]:
        if any(part.tag not in ("code", "br", "span") for part in element.iterdescendants()):
            return self._kept_whole(element)
        code = "".join(_code_text(element)).removesuffix("\n")
        language = next((name[9:] for name in _classes(element) if name.startswith("language-")), "")
        card = {"type": "codeblock", "version": 1, "code": code, "language": language, "caption": ""}
        return [*self._anchors(element), card] if code.strip() else []

    def _list(self, element: HtmlElement) -> list[Node]:
        node = self._list_node(element, 0)
        return [*self._anchors(element), node] if node else self._kept_whole(element)

    def _list_node(self, element: HtmlElement, depth: int) -> Node | None:
        """Lexical has a sub-list in an item of its own, behind the one it belongs to."""
        items: list[Node] = []
        for item in element:
            texts, lists = _item_parts(item)
            if texts is None:
                return None
            written = inline(self.hand, texts)
            if written or not lists:
                items.append(_block("listitem", written, indent=depth, value=len(items) + 1))
            for inner in lists:
                node = self._list_node(inner, depth + 1)
                if node is None:
                    return None
                items.append(_block("listitem", [node], indent=depth, value=len(items) + 1))
        start = int(element.get("start", "")) if element.get("start", "").isdecimal() else 1
        kind = "number" if element.tag == "ol" else "bullet"
        return self._styled("list", items, element, listType=kind, start=start, tag=element.tag)

    def _toggle(self, element: HtmlElement) -> list[Node]:
        nodes = toggle(self.hand, element)
        anchor = element.get("id") if nodes[0]["type"] == "toggle" else None
        return [_anchor(anchor), *nodes] if anchor else nodes

    def _kept_whole(self, element: HtmlElement) -> list[Node]:
        if not isinstance(element.tag, str):
            return []
        return kept_whole(self.hand, element)

    def _anchors(self, element: HtmlElement, besides: Container[str] = ()) -> list[Node]:
        """An id that links lead to, as an empty card: Ghost gives ids to headings only."""
        ids = [name for part in element.iter() if (name := part.get("id")) and name not in besides]
        return [_anchor(name) for name in ids]

    def _styled(self, kind: str, children: list[Node], element: HtmlElement, **fields: Any) -> Node:
        notes, place = self.hand.desk.notes, self.hand.place
        aligned = _ALIGNMENT.search(element.get("style", ""))
        indent = element.get("data-indent", "")
        direction = element.get("dir")
        if aligned:
            notes.add("alignment", place)
        if indent.isdecimal():
            notes.add("indent", place)
        if direction not in (None, "auto", self.direction):
            notes.add("direction", place)
        node = _block(kind, children, indent=int(indent) if indent.isdecimal() else 0, **fields)
        node["format"] = aligned.group(1) if aligned else ""
        node["direction"] = direction if direction in ("ltr", "rtl") else None
        return node


def _anchor(name: str) -> Node:
    return html_card(f'<a id="{escape(name)}"></a>')


def _block(kind: str, children: list[Node], *, indent: int = 0, **fields: Any) -> Node:
    return {
        "children": children,
        "direction": None,
        "format": "",
        "indent": indent,
        "type": kind,
        "version": 1,
        **fields,
    }


def _paragraphs(element: HtmlElement) -> list[list[HtmlElement | str]] | None:
    """Return the texts of a quote, or ``None`` if it holds more than paragraphs."""
    texts, lists = _item_parts(element)
    return None if lists else texts


def _item_parts(item: HtmlElement) -> tuple[list[list[HtmlElement | str]] | None, list[HtmlElement]]:
    """Return an item's texts and its sub-lists behind them; no texts if there is anything else or in another order."""
    texts: list[list[HtmlElement | str]] = [[]]
    lists: list[HtmlElement] = []
    for piece in pieces_of(item):
        if isinstance(piece, str):
            if lists and piece.strip():
                return None, []
            texts[-1].append(piece)
        elif piece.tag in ("ul", "ol"):
            lists.append(piece)
        elif lists:
            return None, []
        elif piece.tag == "p" and is_inline(piece):
            texts += [pieces_of(piece), []]
        elif piece.tag in INLINE and is_inline(piece):
            texts[-1].append(piece)
        else:
            return None, []
    return texts, lists


def _code_text(element: HtmlElement) -> list[str]:
    parts = [element.text or ""]
    for child in element:
        parts += ["\n"] if child.tag == "br" else _code_text(child)
        tail = child.tail or ""
        parts.append(tail.removeprefix("\n") if child.tag == "br" else tail)
    return parts


def _classes(element: HtmlElement) -> list[str]:
    return [name for part in element.iter() for name in (part.get("class") or "").split()]


def _heading_ids(root: HtmlElement) -> dict[str, str]:
    """Source id -> the id that Ghost makes of the heading's text (``kg-lexical-html-renderer``, ``generate-id.js``)."""
    found: dict[str, str] = {}
    used: dict[str, int] = {}
    if root.find(".//*[@id]") is None:
        return found
    for heading in root.iter(*HEADINGS):
        above = [part.tag for part in heading.iterancestors() if part is not root]
        if not is_inline(heading) or any(tag not in (*_CONTAINERS, "body", "html") for tag in above):
            continue
        made = ghost_id(_shown_text(heading))
        number = used.get(made)
        used[made] = (number or 0) + 1
        if made and heading.get("id"):
            found[heading.get("id")] = made if number is None else f"{made}-{number}"
    return found


def _shown_text(heading: HtmlElement) -> str:
    parts = [heading.text or ""]
    for part in heading.iterdescendants():
        parts += ["\n" if part.tag == "br" else part.text or "", part.tail or ""]
    return " ".join("".join(parts).split())


def ghost_id(text: str) -> str:
    """Return the id of a heading (``@tryghost/kg-utils``, ``slugify.js``).

    >>> ghost_id("What is it? 針灸")
    'what-is-it-%E9%87%9D%E7%81%B8'
    """
    bare = _NOT_IN_ID.sub("", text.strip().lower())
    return quote(re.sub(r"^-|-{2,}|-$", "", re.sub(r"\s+", "-", bare)), safe="-_.!~*'()")
