"""Bodies as Ricos documents, the form of the page API and of warm-up data since 2024."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.replica import ids
from tests.replica.blocks import (
    Audio,
    Block,
    Button,
    Card,
    Checklist,
    Code,
    Collapsible,
    Divider,
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
from tests.replica.body_media import poster_of
from tests.replica.cards import ricos_data

if TYPE_CHECKING:
    from tests.replica.inline import Scope

Node = dict[str, Any]


def document(s: Scope) -> dict[str, Any]:
    """The whole ``richContent`` object."""
    return {
        "nodes": [node(s, block, place) for place, block in enumerate(s.post.blocks)],
        "metadata": {
            "version": 1,
            "createdTimestamp": s.post.published,
            "updatedTimestamp": s.post.modified,
            "id": ids.guid("document", s.post.path),
        },
        "documentStyle": {},
    }


def node(s: Scope, block: Block, place: int) -> Node:
    """One block as a Ricos node; its id is that of the DOM element ``viewer-<id>``."""
    node_id = s.node(place)
    match block:
        case Paragraph():
            return _paragraph(s, block.runs, node_id, block.align)
        case EmptyLine():
            return _paragraph(s, (), node_id)
        case Heading():
            data = {"level": block.level, "textStyle": {"textAlignment": "AUTO"}, "indentation": 0}
            return _node("HEADING", node_id, _texts(s, block.runs), headingData=data)
        case ListBlock():
            return _list(s, block, (place,))
        case Quote():
            inner = _paragraph(s, block.runs, s.node(place, 0))
            return _node("BLOCKQUOTE", node_id, [inner], blockquoteData={"indentation": 0})
        case Code():
            texts = [_text(s, Run(block.text))]
            return _node("CODE_BLOCK", node_id, texts, codeBlockData={"textStyle": {"textAlignment": "AUTO"}})
        case Table():
            return _table(s, block, place)
        case Checklist() | Collapsible() | Layout():
            return _group(s, block, place)
        case _:
            return _plugin(s, block, node_id)


def _node(kind: str, node_id: str, nodes: list[Node], **data: Any) -> Node:
    return {"type": kind, "id": node_id, "nodes": nodes, **data}


def _container(**more: Any) -> Node:
    return {"containerData": {"width": {"size": "CONTENT"}, "alignment": "CENTER", "textWrap": True}, **more}


def _plugin(s: Scope, block: Block, node_id: str) -> Node:
    match block:
        case Image():
            return _image(s, block, node_id)
        case Gallery():
            return _node(
                "GALLERY",
                node_id,
                [],
                galleryData=_container(items=_items(block), options={"layout": {"type": "GRID"}}),
            )
        case Video():
            return _node("VIDEO", node_id, [], videoData=_video(s, block))
        case FileCard():
            return _node("FILE", node_id, [], fileData=_file(block.media))
        case Audio():
            sound = {"audio": {"src": {"id": f"mp3/{block.media.id}"}}, "name": block.name, "authorName": ""}
            return _node("AUDIO", node_id, [], audioData=_container(**sound))
        case Embed():
            content = {"html": block.html} if block.html else {"url": block.url}
            return _node("HTML", node_id, [], htmlData=_container(**content, source="HTML", autoHeight=False))
        case Button():
            link = {"url": s.ctx.url(block.href), "target": "BLANK"}
            return _node("BUTTON", node_id, [], buttonData=_container(type="LINK", text=block.text, link=link))
        case Divider():
            line = {"lineStyle": "SINGLE", "width": "LARGE", "alignment": "CENTER"}
            return _node("DIVIDER", node_id, [], dividerData=_container(**line))
        case _ if isinstance(block, Card):
            kind, data = ricos_data(s, block)
            return _node(kind, node_id, [], **data)
    raise TypeError(block)


def _group(s: Scope, block: Checklist | Collapsible | Layout, place: int) -> Node:
    node_id = s.node(place)
    match block:
        case Checklist():
            items = [
                _node("LIST_ITEM", s.node(place, n, "li"), [_paragraph(s, text, s.node(place, n))],
                      listItemData={"checked": ticked})
                for n, (text, ticked) in enumerate(block.items)
            ]  # fmt: skip
            return _node("CHECKBOX_LIST", node_id, items, checkboxListData={"indentation": 0, "offset": 0})
        case Layout():
            cells = [
                _node("LAYOUT_CELL", s.node(place, x),
                      [_paragraph(s, text, s.node(place, x, y)) for y, text in enumerate(column)],
                      layoutCellData={"colSpan": 12 // len(block.columns)})
                for x, column in enumerate(block.columns)
            ]  # fmt: skip
            return _node("LAYOUT", node_id, cells, layoutData={"gridTemplateColumns": "1fr 1fr"})
        case Collapsible():
            pairs = [_pair(s, pair, (place, n)) for n, pair in enumerate(block.pairs)]
            data = _container(expandOnlyOne=False, initialExpandedItems="FIRST", direction="LTR")
            return _node("COLLAPSIBLE_LIST", node_id, pairs, collapsibleListData=data)


def _pair(s: Scope, pair: tuple[Text, Text], place: tuple[object, ...]) -> Node:
    parts = [
        _node(f"COLLAPSIBLE_ITEM_{name}", s.node(*place, name), [_paragraph(s, text, s.node(*place, name, 0))])
        for name, text in zip(("TITLE", "BODY"), pair, strict=True)
    ]
    return _node("COLLAPSIBLE_ITEM", s.node(*place), parts)


def _paragraph(s: Scope, runs: Text, node_id: str, align: str = "") -> Node:
    data = {"textStyle": {"textAlignment": align or "AUTO"}, "indentation": 0}
    return _node("PARAGRAPH", node_id, _texts(s, runs), paragraphData=data)


def _texts(s: Scope, runs: Text) -> list[Node]:
    return [_text(s, run) for run in runs]


def _text(s: Scope, run: Run) -> Node:
    return _node("TEXT", "", [], textData={"text": run.text, "decorations": _decorations(s, run)})


def _decorations(s: Scope, run: Run) -> list[Node]:
    found: list[Node] = []
    if run.anchor:
        found.append({"type": "ANCHOR", "anchorData": {"anchor": s.anchors.get(run.anchor, run.anchor)}})
    if run.href:
        link = {"url": s.ctx.url(run.href), "target": "BLANK"}
        found.append({"type": "LINK", "linkData": {"link": link}})
    if run.bold:
        found.append({"type": "BOLD", "fontWeightValue": 700})
    if run.italic:
        found.append({"type": "ITALIC", "italicData": True})
    if run.underline:
        found.append({"type": "UNDERLINE", "underlineData": True})
    found += [{"type": name} for name, on in (
        ("STRIKETHROUGH", run.strike), ("SUPERSCRIPT", run.sup), ("SUBSCRIPT", run.sub)) if on]  # fmt: skip
    colours = {"foreground": run.color} if run.color else {}
    colours |= {"background": run.background} if run.background else {}
    return [*found, {"type": "COLOR", "colorData": colours}] if colours else found


def _list(s: Scope, block: ListBlock, place: tuple[object, ...], depth: int = 0) -> Node:
    items = []
    for number, item in enumerate(block.items):
        here = (*place, number)
        children = [_paragraph(s, item.runs, s.node(*here))]
        if item.sub:
            children.append(_list(s, item.sub, (*here, "sub"), depth + 1))
        items.append(_node("LIST_ITEM", s.node(*here, "li"), children))
    kind, key = ("ORDERED_LIST", "orderedListData") if block.ordered else ("BULLETED_LIST", "bulletedListData")
    data: Node = {"indentation": 0, "offset": depth}
    if block.ordered and block.start != 1:
        data["start"] = block.start
    return _node(kind, s.node(*place), items, **{key: data})


def _table(s: Scope, block: Table, place: int) -> Node:
    rows = []
    for y, row in enumerate(block.rows):
        cells = [
            _node("TABLE_CELL", s.node(place, y, x), [_paragraph(s, cell, s.node(place, y, x, 0))],
                  tableCellData={"cellStyle": {"verticalAlignment": "TOP"}, "borderColors": {}})
            for x, cell in enumerate(row)
        ]  # fmt: skip
        rows.append(_node("TABLE_ROW", s.node(place, y, "row"), cells))
    size = {
        "colsWidthRatio": [100] * len(block.rows[0]),
        "rowsHeight": [47] * len(rows),
        "colsMinWidth": [120] * len(block.rows[0]),
    }
    data = _container(dimensions=size, columnHeader=False, rowHeader=block.header)
    return _node("TABLE", s.node(place), rows, tableData=data)


def _source(media: MediaFile) -> Node:
    return {"src": {"id": media.id}, "width": media.width, "height": media.height}


def _image(s: Scope, block: Image, node_id: str) -> Node:
    data = _container(image=_source(block.media), altText=block.alt)
    if block.href:
        data["link"] = {"url": s.ctx.url(block.href), "target": "BLANK"}
    children = []
    if block.caption:
        children = [_node("CAPTION", f"{node_id}c", _texts(s, plain(block.caption)), captionData={"textStyle": {}})]
    return _node("IMAGE", node_id, children, imageData=data)


def _items(block: Gallery) -> list[Node]:
    return [
        {"image": {"media": _source(media)}, "altText": block.alts[n] if n < len(block.alts) else ""}
        for n, media in enumerate(block.media)
    ]


def _video(s: Scope, block: Video) -> Node:
    poster = poster_of(block)
    if block.media is not None and poster is not None:
        source = {"src": {"id": f"video/{block.media.id}/1080p/mp4/file.mp4"}, "duration": block.seconds}
        return _container(video=source, thumbnail=_source(poster))
    source = {"src": {"url": f"https://youtu.be/{block.youtube}"}, "duration": block.seconds}
    thumb = {"src": {"url": f"https://i.ytimg.com/vi/{block.youtube}/maxresdefault.jpg"}, "width": 1280, "height": 720}
    return _container(video=source, thumbnail=thumb)


def _file(media: MediaFile) -> Node:
    return _container(
        src={"id": media.id}, name=media.filename, type=media.filename.rpartition(".")[2], size=media.size,
        mimeType="document", path=media.id,
    )  # fmt: skip
