"""Bodies as Draft.js states, the form of the old viewer's JS state and of ``includeContent``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.replica.blocks import (
    Audio,
    Block,
    Button,
    Card,
    Checklist,
    Code,
    Collapsible,
    Embed,
    EmptyLine,
    FileCard,
    Gallery,
    Heading,
    Image,
    Layout,
    ListBlock,
    MediaFile,
    Paragraph,
    Quote,
    Run,
    Table,
    Text,
    Video,
    plain,
)
from tests.replica.cards import as_list, as_paragraphs, draft_data

if TYPE_CHECKING:
    from tests.replica.inline import Scope

_LEVELS = ("", "one", "two", "three", "four", "five", "six")
_STYLES = {"bold": "BOLD", "italic": "ITALIC", "underline": "UNDERLINE", "strike": "STRIKETHROUGH"}


def units(text: str) -> int:
    """Length in UTF-16 code units, in which Draft.js counts."""
    return len(text.encode("utf-16-le")) // 2


class State:
    """Collects blocks and entities of one post."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.blocks: list[dict[str, Any]] = []
        self.entities: dict[str, Any] = {}

    def entity(self, kind: str, data: dict[str, Any], *, mutable: bool = False) -> int:
        """Register an entity and return its key."""
        key = len(self.entities)
        self.entities[str(key)] = {"type": kind, "mutability": "MUTABLE" if mutable else "IMMUTABLE", "data": data}
        return key

    def text(self, kind: str, runs: Text, node: str, *, depth: int = 0, align: str = "") -> None:
        """A text block with its styles and links."""
        styles: list[dict[str, Any]] = []
        ranges: list[dict[str, Any]] = []
        offset = 0
        for run in runs:
            where = {"offset": offset, "length": units(run.text)}
            styles += [{**where, "style": name} for name in self._styles(run)]
            if run.href or run.anchor:
                ranges.append({**where, "key": self._link(run)})
            offset += where["length"]
        self._add(kind, "".join(r.text for r in runs), node, depth, styles, ranges, align)

    def atomic(self, kind: str, data: dict[str, Any], node: str) -> None:
        """A plugin block: one blank that carries the entity."""
        config = {"alignment": "center", "size": "content", "key": node, **data.pop("config", {})}
        key = self.entity(kind, {"config": config, **data})
        self._add("atomic", " ", node, 0, [], [{"offset": 0, "length": 1, "key": key}], "")

    def _add(self, kind: str, text: str, node: str, depth: int, styles: Any, ranges: Any, align: str) -> None:
        self.blocks.append({
            "key": node, "text": text, "type": kind, "depth": depth, "inlineStyleRanges": styles,
            "entityRanges": ranges, "data": {"textAlignment": align.lower()} if align else {},
        })  # fmt: skip

    @staticmethod
    def _styles(run: Run) -> list[str]:
        names = [name for field, name in _STYLES.items() if getattr(run, field)]
        names += ["SUPERSCRIPT"] if run.sup else []
        names += ["SUBSCRIPT"] if run.sub else []
        names += [f'{{"FG":"{run.color}"}}'] if run.color else []
        return names + ([f'{{"BG":"{run.background}"}}'] if run.background else [])

    def _link(self, run: Run) -> int:
        if run.anchor:
            return self.entity("ANCHOR", {"anchor": self.scope.anchors.get(run.anchor, run.anchor)}, mutable=True)
        data = {"url": self.scope.ctx.url(run.href), "target": "_blank", "rel": "noopener"}
        return self.entity("LINK", data, mutable=True)


def content(scope: Scope) -> dict[str, Any]:
    """The post's body as ``{blocks, entityMap}``."""
    state = State(scope)
    for place, block in enumerate(scope.post.blocks):
        _add_block(state, block, place)
    return {"entityMap": state.entities, "blocks": state.blocks}


def _add_block(state: State, block: Block, place: int) -> None:
    node = state.scope.node(place)
    match block:
        case Paragraph():
            state.text("unstyled", block.runs, node, align=block.align)
        case EmptyLine():
            state.text("unstyled", (), node)
        case Heading():
            state.text(f"header-{_LEVELS[block.level]}", block.runs, node)
        case ListBlock():
            _add_list(state, block, (place,), 0)
        case Quote():
            state.text("blockquote", block.runs, node)
        case Code():
            state.text("code-block", plain(block.text), node)
        case Checklist():
            _add_list(state, as_list(block), (place,), 0)
        case Layout():
            for number, paragraph in enumerate(as_paragraphs(block)):
                state.text("unstyled", paragraph.runs, state.scope.node(place, number))
        case _:
            _add_plugin(state, block, node, place)


def _add_list(state: State, block: ListBlock, place: tuple[object, ...], depth: int) -> None:
    kind = "ordered-list-item" if block.ordered else "unordered-list-item"
    for number, item in enumerate(block.items):
        state.text(kind, item.runs, state.scope.node(*place, number), depth=depth)
        if item.sub:
            _add_list(state, item.sub, (*place, number, "sub"), depth + 1)


def _add_plugin(state: State, block: Block, node: str, place: int) -> None:
    ctx = state.scope.ctx
    match block:
        case Image():
            meta = {"alt": block.alt, **({"caption": block.caption} if block.caption else {})}
            link = {"config": {"link": {"url": ctx.url(block.href), "target": "_blank"}}} if block.href else {}
            state.atomic("wix-draft-plugin-image", {"src": _source(block.media), "metadata": meta, **link}, node)
        case Gallery():
            state.atomic("wix-draft-plugin-gallery", {"items": _items(block)}, node)
        case Video():
            state.atomic("wix-draft-plugin-video", {"src": _film(block)}, node)
        case FileCard():
            state.atomic("wix-draft-plugin-file-upload", _file(block.media), node)
        case Audio():
            state.atomic("wix-draft-plugin-sound-cloud", {"src": ctx.audio(block.media), "isVideo": False}, node)
        case Embed():
            source = {"src": block.html, "srcType": "html"} if block.html else {"src": block.url, "srcType": "url"}
            state.atomic("wix-draft-plugin-html", source, node)
        case Button():
            settings = {"buttonText": block.text, "url": ctx.url(block.href), "rel": False, "target": True}
            state.atomic("wix-draft-plugin-link-button", {"button": {"settings": settings, "design": {}}}, node)
        case Table():
            state.atomic("wix-rich-content-plugin-table", {"config": _table(state, place)}, node)
        case Collapsible():
            state.atomic("wix-rich-content-plugin-collapsible-list", _pairs(state, block, place), node)
        case _ if isinstance(block, Card):
            kind, data = draft_data(state.scope, block)
            state.atomic(kind, data, node)
        case _:
            state.atomic("wix-draft-plugin-divider", {"type": "single"}, node)


def _source(media: MediaFile) -> dict[str, Any]:
    return {
        "id": media.id, "original_file_name": media.id, "file_name": media.id,
        "width": media.width, "height": media.height,
    }  # fmt: skip


def _items(block: Gallery) -> list[dict[str, Any]]:
    return [
        {"itemId": m.id, "url": m.id, "metadata": {
            "height": m.height, "width": m.width, "processedByConsumer": True, "title": "",
            "altText": block.alts[n] if n < len(block.alts) else "",
        }}
        for n, m in enumerate(block.media)
    ]  # fmt: skip


def _film(block: Video) -> Any:
    if block.media is None:
        return f"https://www.youtube.com/watch?v={block.youtube}"
    return {
        "pathname": f"video/{block.media.id}/1080p/mp4/file.mp4",
        "thumbnail": {
            "pathname": f"media/{block.media.id}f000.jpg", "width": block.media.width, "height": block.media.height,
        },
    }  # fmt: skip


def _file(media: MediaFile) -> dict[str, Any]:
    return {"name": media.filename, "type": "pdf", "url": f"ugd/{media.id}", "size": media.size}


def _pairs(state: State, block: Collapsible, place: int) -> dict[str, Any]:
    """Title and content of each part, each with a Draft state of its own."""
    pairs = []
    for number, pair in enumerate(block.pairs):
        held: dict[str, Any] = {"key": state.scope.node(place, number)}
        for name, runs in zip(("title", "content"), pair, strict=True):
            part = State(state.scope)
            part.text("unstyled", runs, state.scope.node(place, number, name))
            held[name] = {"entityMap": part.entities, "blocks": part.blocks}
        pairs.append(held)
    return {"pairs": pairs, "config": {"expandState": "first_expanded", "expandOnlyOne": False}}


def _table(state: State, place: int) -> dict[str, Any]:
    """Rows of cells, each with a Draft state of its own."""
    block = state.scope.post.blocks[place]
    rows: dict[str, Any] = {}
    for y, row in enumerate(block.rows if isinstance(block, Table) else ()):
        cells: dict[str, Any] = {}
        for x, runs in enumerate(row):
            cell = State(state.scope)
            cell.text("unstyled", runs, state.scope.node(place, y, x, 0))
            cells[str(x)] = {"content": {"entityMap": cell.entities, "blocks": cell.blocks}}
        rows[str(y)] = {"columns": cells}
    return {"rows": rows, "rowHeader": isinstance(block, Table) and block.header}
