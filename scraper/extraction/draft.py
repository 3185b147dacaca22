"""Reads a body out of Draft.js content, the form in which Wix kept posts until 2021.

The content becomes a Ricos document first, by the mapping of Wix's own converter (``wix/ricos``,
``converters/draft/fromDraft``), so that one reader writes both. Offsets count UTF-16 code units.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scraper.extraction.draft_entities import node_of_entity
from scraper.extraction.ricos import read_ricos
from scraper.extraction.ricos_values import JSON, integer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scraper.extraction.vocabulary import Body

_LISTS = {
    "unordered-list-item": "BULLETED_LIST", "ordered-list-item": "ORDERED_LIST", "checkbox-list-item": "CHECKBOX_LIST",
}  # fmt: skip
_HEADINGS = {f"header-{word}": level for level, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)}
_STYLES = {
    "BOLD": "BOLD", "ITALIC": "ITALIC", "UNDERLINE": "UNDERLINE", "STRIKETHROUGH": "STRIKETHROUGH", "CODE": "CODE",
    "SUPERSCRIPT": "SUPERSCRIPT", "SUBSCRIPT": "SUBSCRIPT", "wix-rich-content-plugin-spoiler": "SPOILER",
}  # fmt: skip
_COLOURS = {"FG": "foreground", "BG": "background"}
INLINE = {"LINK", "ANCHOR", "mention", "wix-draft-plugin-external-link", "wix-draft-plugin-hashtag",
           "wix-draft-plugin-external-mentions", "ricos-plugin-custom-link"}  # fmt: skip
_DEEPEST_INNER = 8  # content within content: cells and collapsible lists


def read_draft(content: dict[str, Any], *, base_url: str, viewer_links: Mapping[str, str] | None = None) -> Body:
    """Read ``content`` (``{"blocks": [...], "entityMap": {...}}``); the rest is as for ``read_ricos``."""
    document = ricos_of_draft(content)
    return read_ricos(document, base_url=base_url, viewer_links=viewer_links)


def ricos_of_draft(content: Any, depth: int = 0) -> JSON:
    """The Ricos document that says the same as ``content``."""
    blocks = content.get("blocks") if isinstance(content, dict) else None
    if not isinstance(blocks, list) or depth > _DEEPEST_INNER:
        return {"nodes": []}
    entities = content.get("entityMap")
    entities = entities if isinstance(entities, dict) else {}
    nodes: list[JSON] = []
    levels: list[JSON] = []  # the open lists, the outermost first
    for block in blocks:
        if not isinstance(block, dict):
            continue
        if block.get("type") in _LISTS:
            _add_item(nodes, levels, block, entities)
        else:
            levels = []
            nodes.extend(_nodes_of(block, entities, depth))
    return {"nodes": nodes}


def _add_item(nodes: list[JSON], levels: list[JSON], block: JSON, entities: JSON) -> None:
    """Put a list item where its depth says."""
    kind = _LISTS[str(block.get("type"))]
    depth = min(max(integer(block.get("depth")) or 0, 0), len(levels))
    del levels[depth + 1 :]
    if depth < len(levels) and levels[depth]["type"] != kind:
        del levels[depth:]
    if depth == len(levels):
        listing: JSON = {"type": kind, "nodes": []}
        (levels[-1]["nodes"][-1]["nodes"] if levels else nodes).append(listing)
        levels.append(listing)
    paragraph = {"type": "PARAGRAPH", "paragraphData": _style(block, {}), "nodes": _texts(block, entities)}
    levels[depth]["nodes"].append({"type": "LIST_ITEM", "id": block.get("key"), "nodes": [paragraph]})


def _nodes_of(block: JSON, entities: JSON, depth: int) -> list[JSON]:
    kind, key = block.get("type"), block.get("key")
    if kind == "atomic":
        return _atomic(block, entities, depth)
    texts = _texts(block, entities)
    if kind == "code-block":
        return [{"type": "CODE_BLOCK", "id": key, "nodes": texts}]
    indent = {"indentation": block.get("depth")}
    if kind in _HEADINGS:
        return [
            {
                "type": "HEADING",
                "id": key,
                "nodes": texts,
                "headingData": _style(block, indent) | {"level": _HEADINGS[str(kind)]},
            }
        ]
    paragraph: JSON = {"type": "PARAGRAPH", "id": key, "nodes": texts, "paragraphData": _style(block, indent)}
    if kind == "blockquote":
        del paragraph["id"]
        return [{"type": "BLOCKQUOTE", "id": key, "nodes": [paragraph]}]
    return [paragraph]


def _style(block: JSON, extra: JSON) -> JSON:
    data = block.get("data")
    alignment = data.get("textAlignment") if isinstance(data, dict) else None
    return extra | ({"textStyle": {"textAlignment": alignment.upper()}} if isinstance(alignment, str) else {})


def _atomic(block: JSON, entities: JSON, depth: int) -> list[JSON]:
    nodes = []
    for entry in _ranges(block.get("entityRanges")):
        entity = _entity(entry, entities)
        if entity is not None:
            node = node_of_entity(entity, lambda inner: ricos_of_draft(inner, depth + 1)["nodes"])
            nodes.append({**node, "id": block.get("key")})
    text = block.get("text")
    # The editor puts a blank where the medium stands; older tools put words there.
    if isinstance(text, str) and text.strip():
        nodes.append({"type": "PARAGRAPH", "id": block.get("key"), "nodes": _texts(block, entities)})
    return nodes


def _ranges(value: Any) -> list[JSON]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _entity(entry: JSON, entities: JSON) -> JSON | None:
    entity = entities.get(str(entry.get("key")))
    return entity if isinstance(entity, dict) else None


def _texts(block: JSON, entities: JSON) -> list[JSON]:
    """Text nodes of a block, cut wherever a style or entity begins or ends."""
    text = block.get("text")
    if not isinstance(text, str) or not text:
        return []
    place = _code_points(text)
    spans: list[tuple[int, int, JSON]] = []
    for entry in _ranges(block.get("inlineStyleRanges")):
        decoration = _style_decoration(entry.get("style"))
        spans.append((*_bounds(entry, place), decoration))
    for entry in _ranges(block.get("entityRanges")):
        entity = _entity(entry, entities)
        found = _entity_decoration(entity) if entity else None
        if found:
            spans.append((*_bounds(entry, place), found))
    cuts = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    return [
        {
            "type": "TEXT",
            "textData": {
                "text": text[start:end],
                "decorations": [decoration for first, last, decoration in spans if first <= start and end <= last],
            },
        }
        for start, end in pairwise(cuts)
    ]


def _code_points(text: str) -> list[int] | None:
    """Offset in UTF-16 units -> offset in characters; ``None`` where both are the same."""
    if max(text) <= "\uffff":
        return None
    place = []
    for index, character in enumerate(text):
        place.extend([index] * (2 if character > "\uffff" else 1))
    return [*place, len(text)]


def _bounds(entry: JSON, place: list[int] | None) -> tuple[int, int]:
    start = max(integer(entry.get("offset")) or 0, 0)
    end = start + max(integer(entry.get("length")) or 0, 0)
    if place is None:
        return start, end
    last = len(place) - 1
    return place[min(start, last)], place[min(end, last)]


def _style_decoration(style: Any) -> JSON:
    """A style's name, or colours as JSON: ``{"FG": "#ff0000"}``."""
    if not isinstance(style, str):
        return {}
    if style.isdigit():
        return {"type": "FONT_SIZE"}
    if style in _STYLES:
        return {"type": _STYLES[style]}
    try:
        stated = json.loads(style)
    except (ValueError, RecursionError):
        stated = None
    if isinstance(stated, dict):
        return {
            "type": "COLOR",
            "colorData": {_COLOURS[key]: value for key, value in stated.items() if key in _COLOURS},
        }
    return {"type": style}


def _entity_decoration(entity: JSON) -> JSON | None:
    kind, data = entity.get("type"), entity.get("data")
    if kind not in INLINE or not isinstance(data, dict):
        return None
    if kind == "ANCHOR":
        return {"type": "ANCHOR", "anchorData": data}
    if kind in ("mention", "wix-draft-plugin-external-mentions"):
        return {"type": "MENTION", "mentionData": data}
    return {"type": "LINK", "linkData": {"link": data | {"url": data.get("url") or data.get("href")}}}
