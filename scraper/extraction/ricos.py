"""Reads a body out of a Ricos document, the JSON in which Wix keeps the posts themselves.

The types and fields are those of Wix's published schema (``wix/ricos``, ``@wix/ricos``) with the spellings
of all its releases: names or numbers for types, ``key`` or ``id``, media under ``src.custom`` or ``src.id``.
A document is untrusted: every value is checked, an unknown node is read for its children and reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.extraction import figures, markup
from scraper.extraction.dom_structures import has_content
from scraper.extraction.ledger import Ledger
from scraper.extraction.markup import Run
from scraper.extraction.ricos_cards import CARDS
from scraper.extraction.ricos_groups import GROUPS
from scraper.extraction.ricos_media import MEDIA
from scraper.extraction.ricos_text import ViewerLinks, run_of
from scraper.extraction.ricos_values import JSON, child_nodes, data_of, integer, node_id, node_type, string
from scraper.extraction.vocabulary import EMPTY_BODY, Body, finish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.html import HtmlElement

_DEEPEST = 60  # levels; what lies deeper is read as plain paragraphs
_ALIGNMENTS = ("AUTO", "LEFT", "RIGHT", "CENTER", "JUSTIFY")  # by number
_DIVIDERS = {
    "DOUBLE": "double", "DASHED": "dashed", "DOTTED": "dotted", "MEDIUM": "medium", "SMALL": "small",
    "LEFT": "left", "RIGHT": "right",
}  # fmt: skip
"""What differs from a single line over the whole width."""
TRANSPARENT = {
    "LAYOUT": "columns", "LAYOUT_CELL": "", "CARD": "frame", "SMART_BLOCK": "layout", "SMART_BLOCK_CELL": "",
    "COLLAPSIBLE_ITEM_TITLE": "", "COLLAPSIBLE_ITEM_BODY": "", "TABLE_ROW": "", "TABLE_CELL": "",
}  # fmt: skip
"""Nodes that only group others -> what is lost without them."""
IGNORED = {"TOC": "made of the headings", "SHAPE": "a drawing without content"}


def read_ricos(document: dict[str, Any], *, base_url: str, viewer_links: Mapping[str, str] | None = None) -> Body:
    """Read ``document`` (``{"nodes": [...]}``); ``base_url`` is the address of the page it belongs to.

    ``viewer_links`` (label -> address) come from the rendered page, see ``body.viewer_links``: the document
    has hashtags and bare addresses only as text.
    Never raises on malformed input: what is no node is skipped. No nodes give :data:`EMPTY_BODY`.
    """
    nodes = child_nodes(document)
    if not nodes:
        return EMPTY_BODY
    reader = RicosReader(base_url, ViewerLinks(viewer_links or {}))
    reader.count_source(nodes)
    reader.blocks(nodes)
    return finish(reader.root, reader.ledger)


class RicosReader:
    """One walk over one document; :attr:`root` collects the blocks."""

    def __init__(self, base_url: str, hashtags: ViewerLinks) -> None:
        self.base_url = base_url
        self.hashtags = hashtags
        self.ledger = Ledger()
        self.root = markup.element("div")
        self.out = self.root
        self.ids: list[str] = []
        self.depth = 0

    def count_source(self, nodes: list[JSON]) -> None:
        """Take all text nodes, wherever they stand, apart from the conversion."""
        self.ledger.source(all_texts(nodes))
        for node in _walk(nodes):
            kind = node_type(node)
            if kind in IGNORED:
                self.ledger.dropped(kind, IGNORED[kind])
                self.ledger.excused(filter(None, map(_text, _walk([node], into_ignored=True))))

    def emit(self, *blocks: HtmlElement) -> None:
        """Append finished ``blocks``; the ids of the nodes read so far belong to the first of them."""
        for block in blocks:
            if self.ids:
                block.set("data-x-ids", " ".join(self.ids))
                self.ids = []
            markup.append(self.out, block)

    def blocks(self, nodes: list[JSON]) -> None:
        """Read ``nodes`` where blocks stand; loose text becomes paragraphs."""
        if self.depth > _DEEPEST:
            self.flatten(nodes)
            return
        self.depth += 1
        loose: list[JSON] = []
        for node in nodes:
            if node_type(node) == "TEXT":
                loose.append(node)
                continue
            self.text_block("p", loose, {})
            loose = []
            self.block(node)
        self.text_block("p", loose, {})
        self.depth -= 1

    def block(self, node: JSON) -> None:
        """Read one node."""
        kind = node_type(node)
        identifier = node_id(node)
        if identifier:
            self.ids.append(f"viewer-{identifier}")
        if kind in READERS:
            READERS[kind](self, node)
        else:
            _other(self, node, kind)

    @staticmethod
    def is_block(node: JSON) -> bool:
        """Tell whether ``node`` is of a type that is read on its own."""
        return node_type(node) in READERS

    def into(self, holder: HtmlElement, nodes: list[JSON]) -> HtmlElement:
        """Read ``nodes`` into ``holder``."""
        saved, self.out = self.out, holder
        self.blocks(nodes)
        self.out = saved
        return holder

    def runs(self, nodes: list[JSON]) -> tuple[list[Run], list[JSON]]:
        """Inline content of ``nodes``, and the nodes among them that are none."""
        runs = [run_of(node, self.base_url, self.ledger) for node in nodes if node_type(node) == "TEXT"]
        others = [other for node in nodes for other in ([node] if node_type(node) != "TEXT" else child_nodes(node))]
        return self.hashtags.apply(runs), others

    def text_block(self, tag: str, nodes: list[JSON], attributes: dict[str, str]) -> bool:
        """Write a paragraph or heading; False if nothing in it can be seen."""
        runs, others = self.runs(nodes)
        written = not markup.is_blank(runs)
        if written:
            block = markup.text_block(tag, runs)
            for name, value in attributes.items():
                block.set(name, value)
            self.ledger.kept()
            self.emit(block)
        if others:
            self.blocks(others)
        return written or bool(others)

    def flatten(self, nodes: list[JSON]) -> None:
        """Read nodes that lie too deep: their text, without structure."""
        self.ledger.degraded("document", "nesting")
        for text in all_texts(nodes):
            if not markup.is_blank([Run(text)]):
                self.emit(markup.text_block("p", [Run(text)]))


def all_texts(nodes: list[JSON]) -> Iterator[str]:
    """Texts of all text nodes in document order, to any depth, but not of what is ignored."""
    return filter(None, map(_text, _walk(nodes)))


def _text(node: JSON) -> str | None:
    return string(data_of(node, "textData").get("text")) if node_type(node) == "TEXT" else None


def _walk(nodes: list[JSON], *, into_ignored: bool = False) -> Iterator[JSON]:
    """Give all nodes in document order; of those that are ignored, the outermost."""
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        if into_ignored or node_type(node) not in IGNORED:
            stack.extend(reversed(child_nodes(node)))


def _style(node: JSON, field: str) -> dict[str, str]:
    """Alignment and indentation."""
    data = data_of(node, field)
    attributes = {}
    align = data_of(data, "textStyle").get("textAlignment")
    if isinstance(align, int) and 0 <= align < len(_ALIGNMENTS):
        align = _ALIGNMENTS[align]
    if isinstance(align, str) and align.upper() in _ALIGNMENTS[1:]:
        attributes["style"] = f"text-align:{align.lower()}"
    indent = integer(data.get("indentation"))
    if indent and 0 < indent < 10:
        attributes["data-indent"] = str(indent)
    return attributes


def _paragraph(reader: RicosReader, node: JSON) -> None:
    if not reader.text_block("p", child_nodes(node), _style(node, "paragraphData")):
        reader.ledger.dropped("PARAGRAPH", "spacer")


def _heading(reader: RicosReader, node: JSON) -> None:
    level = integer(data_of(node, "headingData").get("level")) or 2
    tag = f"h{min(max(level, 1), 6)}"
    if not reader.text_block(tag, child_nodes(node), _style(node, "headingData")):
        reader.ledger.dropped("HEADING", "spacer")


def _code(reader: RicosReader, node: JSON) -> None:
    text = "".join(all_texts([node])).strip("\n")
    if text.strip():
        reader.ledger.kept()
        reader.emit(markup.code_block(text))
    else:
        reader.ledger.dropped("CODE_BLOCK", "spacer")


def _quote(reader: RicosReader, node: JSON) -> None:
    quote = reader.into(markup.element("blockquote"), child_nodes(node))
    if has_content(quote):
        reader.ledger.kept()
        reader.emit(quote)
    else:
        reader.ledger.dropped("BLOCKQUOTE", "spacer")


def _divider(reader: RicosReader, node: JSON) -> None:
    reader.ledger.kept()
    data = data_of(node, "dividerData")
    shape = [_DIVIDERS.get(string(data.get(name)) or "", "") for name in ("lineStyle", "width", "alignment")]
    reader.emit(markup.divider(filter(None, shape)))
    reader.blocks(child_nodes(node))


def _other(reader: RicosReader, node: JSON, kind: str) -> None:
    """Read a node that only groups others, or one of a type that is not known."""
    if kind in IGNORED:
        return  # reported when the source was counted
    lost = TRANSPARENT.get(kind)
    if lost is None:
        reader.ledger.issue("unknown-node", f"The document has a node of the unknown type {kind}; its text was kept.")
        reader.ledger.degraded(kind, "unknown type")
        if not child_nodes(node):
            reader.emit(figures.missing(kind.lower() or "unknown"))
    elif lost:
        reader.ledger.degraded(kind, lost)
    else:
        reader.ledger.converted()
    reader.blocks(child_nodes(node))


READERS: dict[str, Callable[[RicosReader, JSON], None]] = {
    "PARAGRAPH": _paragraph, "CAPTION": _paragraph, "HEADING": _heading, "CODE_BLOCK": _code, "BLOCKQUOTE": _quote,
    "DIVIDER": _divider, **GROUPS, **MEDIA, **CARDS,
}  # fmt: skip
"""Type of a node -> what reads it."""
