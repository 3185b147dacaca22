"""Turns the entities of Draft.js content into nodes of a Ricos document.

The mapping is that of Wix's own converter (``wix/ricos``: ``convertRicosPluginData.ts``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.extraction.ricos_values import JSON, child_nodes, data_of, integer, text_of

if TYPE_CHECKING:
    from collections.abc import Callable


def node_of_entity(entity: JSON, nodes_of: Callable[[Any], list[JSON]]) -> JSON:
    """The node that ``entity`` stands for; ``nodes_of`` reads content within it (cells, collapsible pairs).

    An entity of an unknown type gives a node of that type, which the reader of the document reports.
    """
    kind = entity.get("type")
    data = data_of(entity, "data")
    if kind in WITH_CONTENT:
        return WITH_CONTENT[kind](data, nodes_of)
    name = str(kind).removeprefix("wix-draft-plugin-").removeprefix("wix-rich-content-plugin-").lower()
    maker = MAKERS.get(name)
    return maker(data) if maker else {"type": f"DRAFT_{name.upper()}"}


def _config(data: JSON) -> JSON:
    return data_of(data, "config")


def _container(data: JSON) -> JSON:
    spoiler = data_of(_config(data), "spoiler")
    return {"containerData": {"spoiler": {"enabled": spoiler.get("enabled") is True}}} if spoiler else {}


def _image(data: JSON) -> JSON:
    source = data_of(data, "src")
    facts = data_of(data, "metadata")
    address = source.get("file_name") or source.get("url") or source.get("id")
    if isinstance(data.get("src"), str):
        address = data["src"]
    image = {
        "src": {"id": address},
        "width": source.get("width"),
        "height": source.get("height"),
        "filename": source.get("original_file_name") if source.get("original_file_name") != address else None,
    }
    link = _config(data).get("link") or {"anchor": _config(data).get("anchor")}
    return {
        "type": "IMAGE",
        "imageData": {"image": image, "altText": facts.get("alt"), "caption": facts.get("caption"), "link": link}
        | _container(data),
    }


def _gallery(data: JSON) -> JSON:
    return {"type": "GALLERY", "galleryData": {"items": data.get("items")} | _container(data)}


def _video(data: JSON) -> JSON:
    source, facts = data.get("src"), data_of(data, "metadata")
    if isinstance(source, dict):
        still = data_of(source, "thumbnail")
        video, thumbnail = {"src": {"id": source.get("pathname")}}, {"src": {"id": still.get("pathname")}}
    else:
        video, thumbnail = {"src": {"url": source}}, {"src": {"url": facts.get("thumbnail_url")}}
    title = data.get("title") or facts.get("title")
    return {"type": "VIDEO", "videoData": {"video": video, "thumbnail": thumbnail, "title": title} | _container(data)}


def _divider(_data: JSON) -> JSON:
    return {"type": "DIVIDER"}


def _file(data: JSON) -> JSON:
    source = {"url": data.get("url"), "id": data.get("id")}
    stated = {key: data.get(key) for key in ("name", "type", "size", "mimeType", "path")}
    return {"type": "FILE", "fileData": {"src": source, **stated}}


def _gif(data: JSON) -> JSON:
    return {"type": "GIF", "giphyData": {"gif": data.get("gif")}}


def _html(data: JSON) -> JSON:
    field = "url" if data.get("srcType") == "url" else "html"
    return {"type": "HTML", "htmlData": {field: data.get("src")}}


def _link_preview(data: JSON) -> JSON:
    stated = {key: data.get(key) for key in ("title", "description", "html", "thumbnail_url")}
    return {"type": "LINK_PREVIEW", "linkPreviewData": {"link": _config(data).get("link"), **stated}}


def _map(data: JSON) -> JSON:
    settings = data_of(data, "mapSettings")
    place = {"address": settings.get("address"), "lat": settings.get("lat"), "lng": settings.get("lng")}
    return {"type": "MAP", "mapData": {"mapSettings": place | {"locationName": settings.get("locationDisplayName")}}}


def _poll(data: JSON) -> JSON:
    return {"type": "POLL", "pollData": {"poll": data.get("poll")}}


def _app(data: JSON) -> JSON:
    product = data_of(data, "selectedProduct")
    stated = {"name": product.get("name"), "url": product.get("pageUrl"), "image": product.get("imageSrc")}
    event = {"scheduling": product.get("scheduling") or product.get("description"), "location": product.get("location")}
    return {"type": "APP_EMBED", "appEmbedData": stated | {"eventData": event}}


def _button(data: JSON) -> JSON:
    settings = data_of(data_of(data, "button"), "settings") or data_of(data, "button")
    link = {"url": settings.get("url")} if settings.get("url") else None
    return {"type": "BUTTON", "buttonData": {"text": settings.get("buttonText"), "link": link}}


def _audio(data: JSON) -> JSON:
    source = data.get("src")
    if isinstance(source, str) and "soundcloud.com" in source:
        return {"type": "EMBED", "embedData": {"src": source, "oembed": data_of(data, "metadata")}}
    return {"type": "AUDIO", "audioData": {"audio": {"src": {"url": source}}}}


def _embed(data: JSON) -> JSON:
    if data.get("html") or data.get("src"):
        return _html({"src": data.get("html") or data.get("src"), "srcType": "html" if data.get("html") else "url"})
    return {"type": "EMBED", "embedData": {"src": data.get("url"), "oembed": data}}


def _emoji(_data: JSON) -> JSON:
    return {"type": "PARAGRAPH"}


def _table(data: JSON, nodes_of: Callable[[Any], list[JSON]]) -> JSON:
    config = _config(data)
    rows = [
        {"type": "TABLE_ROW", "nodes": [_cell(cell, nodes_of) for cell in _numbered(row.get("columns"))]}
        for row in _numbered(config.get("rows"))
    ]
    headers = {"rowHeader": config.get("rowHeader"), "columnHeader": config.get("colHeader")}
    for row in rows:
        row["nodes"] = [cell for cell in row["nodes"] if cell]
    return {"type": "TABLE", "nodes": rows, "tableData": headers}


def _cell(cell: JSON, nodes_of: Callable[[Any], list[JSON]]) -> JSON:
    """One cell; ``{}`` for one that another cell covers, unless something was left in it."""
    merge, nodes = data_of(cell, "merge"), nodes_of(cell.get("content"))
    if text_of(merge.get("parentCellKey")) and not any(_says(node) for node in nodes):
        return {}
    spans = {"colspan": merge.get("colSpan"), "rowspan": merge.get("rowSpan")}
    return {"type": "TABLE_CELL", "nodes": nodes, "tableCellData": spans}


def _says(node: JSON) -> bool:
    """Tell whether ``node`` is more than an empty paragraph."""
    texts = (data_of(child, "textData").get("text") for child in child_nodes(node))
    return node.get("type") != "PARAGRAPH" or any(map(text_of, texts))


def _numbered(value: Any) -> list[JSON]:
    """Entries of an object whose keys are positions, or of a list."""
    if isinstance(value, dict):
        pairs = [(integer(key), entry) for key, entry in value.items()]
        value = [
            entry for key, entry in sorted((pair for pair in pairs if pair[0] is not None), key=lambda p: p[0] or 0)
        ]
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _collapsible(data: JSON, nodes_of: Callable[[Any], list[JSON]]) -> JSON:
    pairs = [
        {
            "type": "COLLAPSIBLE_ITEM",
            "nodes": [
                {"type": "COLLAPSIBLE_ITEM_TITLE", "nodes": nodes_of(pair.get("title"))},
                {"type": "COLLAPSIBLE_ITEM_BODY", "nodes": nodes_of(pair.get("content"))},
            ],
        }
        for pair in _numbered(data.get("pairs"))
    ]
    state = {"expanded": "ALL", "first_expanded": "FIRST"}.get(str(_config(data).get("expandState")))
    return {"type": "COLLAPSIBLE_LIST", "nodes": pairs, "collapsibleListData": {"initialExpandedItems": state}}


WITH_CONTENT: dict[Any, Callable[[JSON, Callable[[Any], list[JSON]]], JSON]] = {
    "wix-rich-content-plugin-table": _table,
    "wix-rich-content-plugin-collapsible-list": _collapsible,
}
MAKERS: dict[str, Callable[[JSON], JSON]] = {
    "image": _image, "gallery": _gallery, "video": _video, "video-embed": _video, "divider": _divider,
    "file-upload": _file, "giphy": _gif, "html": _html, "link-preview": _link_preview, "map": _map, "poll": _poll,
    "vertical-embed": _app, "link-button": _button, "action-button": _button, "sound-cloud": _audio, "audio": _audio,
    "embed": _embed, "emoji": _emoji,
}  # fmt: skip
"""Type of an entity without its prefix (legacy types such as ``IMAGE`` have none) -> what makes its node."""
