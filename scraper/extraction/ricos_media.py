"""Reads the media nodes of a Ricos document: images, galleries, GIFs, videos, sounds, files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.extraction import figures, markup
from scraper.extraction.dom_media import hold_place
from scraper.extraction.figures import Picture
from scraper.extraction.markup import Run
from scraper.extraction.ricos_embeds import embed_html
from scraper.extraction.ricos_values import (
    JSON,
    child_nodes,
    data_of,
    integer,
    link_target,
    media_address,
    node_type,
    outward,
    text_of,
)
from scraper.extraction.video_urls import video_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from scraper.extraction.ricos import RicosReader


def picture_of(image: Any, base_url: str, alt: Any = None) -> Picture | None:
    """Find the image that a ``Media`` object (``{src, width, height}``) names."""
    if not isinstance(image, dict):
        return None
    source = image.get("src")
    url = media_address(source if source is not None else image, "media", base_url)
    if url is None:
        return None
    name = text_of(image.get("filename")) or text_of(image.get("fileName"))
    return Picture(url, None, text_of(alt), integer(image.get("width")), integer(image.get("height")), name)


def note_spoiler(reader: RicosReader, data: JSON, kind: str) -> None:
    """Report a medium that readers see only after asking for it."""
    if data_of(data_of(data, "containerData"), "spoiler").get("enabled") is True:
        reader.ledger.degraded(kind, "hidden until asked for")


def captions(reader: RicosReader, node: JSON, old: Any) -> tuple[list[Run], list[JSON]]:
    """Caption of a medium: its CAPTION children, else the text older documents keep; and the other children."""
    runs: list[Run] = []
    others = []
    for child in child_nodes(node):
        if node_type(child) in ("CAPTION", "TEXT"):
            inner = child_nodes(child) if node_type(child) == "CAPTION" else [child]
            found, rest = reader.runs(inner)
            runs += [*([Run("\n")] if runs else []), *found]
            others += rest
        else:
            others.append(child)
    text = text_of(old)
    if markup.is_blank(runs) and text:
        reader.ledger.aside(text)
        runs = [Run(text)]
    return runs, others


def _finish(reader: RicosReader, figure: HtmlElement, others: list[JSON]) -> None:
    reader.ledger.kept()
    reader.emit(figure)
    reader.blocks(others)


def _missing(reader: RicosReader, kind: str, runs: list[Run], others: list[JSON]) -> None:
    # What is said about a medium stays, also where the medium itself is not stated.
    hold_place(reader, kind)
    reader.emit(*([] if markup.is_blank(runs) else [markup.text_block("p", runs)]))
    reader.blocks(others)


def _image(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "imageData")
    picture = picture_of(data.get("image"), reader.base_url, data.get("altText"))
    runs, others = captions(reader, node, data.get("caption"))
    note_spoiler(reader, data, "IMAGE")
    if picture is None:
        _missing(reader, "image", runs, others)
        return
    if data.get("decorative") is True:
        picture = picture._replace(alt="")
    link = link_target(data.get("link"), reader.base_url)
    _finish(reader, figures.image_figure(picture, link, runs), others)


def _gallery(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "galleryData")
    items = data.get("items")
    blocks = [
        block
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict) and (block := _gallery_item(reader, item)) is not None
    ]
    note_spoiler(reader, data, "GALLERY")
    if blocks:
        runs, others = captions(reader, node, None)
        gallery = figures.gallery(blocks)
        figures.add_caption(gallery, runs)
        _finish(reader, gallery, others)
    else:
        hold_place(reader, "gallery")
        reader.blocks(child_nodes(node))


def _gallery_item(reader: RicosReader, item: JSON) -> HtmlElement | None:
    facts = data_of(item, "metadata")
    title = text_of(item.get("title")) or text_of(facts.get("title"))
    caption = "\n".join(filter(None, (title, text_of(item.get("description")) or text_of(facts.get("description")))))
    alt = item.get("altText") or facts.get("altText") or facts.get("alt")
    block = _gallery_video(reader, item, facts, caption)
    if block is None:
        image = data_of(item, "image")
        link = link_target(image.get("link") or facts.get("link"), reader.base_url)
        old = {**facts, "src": item.get("url")} if item.get("url") else None
        picture = picture_of(image.get("media") or old, reader.base_url, alt)
        if picture is None:
            reader.ledger.dropped("GALLERY item", "no address")
            return None
        block = figures.image_figure(picture, link, [Run(caption)])
    reader.ledger.aside(caption)
    reader.ledger.kept()
    return block


def _gallery_video(reader: RicosReader, item: JSON, facts: JSON, caption: str) -> HtmlElement | None:
    video = data_of(item, "video")
    source = video.get("media") if video else None
    if source is None and text_of(facts.get("type")) == "video":
        source = {"src": item.get("url")}
    if not isinstance(source, dict):
        return None
    figure = _video_figure(reader, source.get("src"), video.get("thumbnail"), item.get("title"))
    if figure is not None:
        figures.add_caption(figure, [Run(caption)])
    return figure


def _video_figure(reader: RicosReader, source: Any, thumbnail: Any, title: Any) -> HtmlElement | None:
    seen = media_address(source, "video", reader.base_url)
    address = video_address(outward(seen)) if seen else None
    if address is None or seen is None:
        return None
    poster = picture_of(thumbnail, reader.base_url)
    return figures.video_figure(address, seen=seen, poster=poster.url if poster else None, title=text_of(title))


def _video(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "videoData")
    video = data.get("video")
    figure = _video_figure(
        reader, video.get("src") if isinstance(video, dict) else video, data.get("thumbnail"), data.get("title")
    )
    runs, others = captions(reader, node, data.get("caption"))
    note_spoiler(reader, data, "VIDEO")
    if figure is None:
        _missing(reader, "video", runs, others)
    else:
        figures.add_caption(figure, runs)
        _finish(reader, figure, others)


def _audio(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "audioData")
    audio = data.get("audio")
    address = media_address(audio.get("src") if isinstance(audio, dict) else audio, "mp3", reader.base_url)
    title = " – ".join(filter(None, (text_of(data.get("name")), text_of(data.get("authorName")))))
    if picture_of(data.get("coverImage"), reader.base_url):
        reader.ledger.degraded("AUDIO", "cover image")
    if address is not None:
        _finish(reader, figures.audio_figure(address, title or None), child_nodes(node))
    elif not embed_html(reader, data.get("html"), "AUDIO"):
        hold_place(reader, "audio")
        reader.blocks(child_nodes(node))


def _file(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "fileData")
    name = text_of(data.get("name")) or "file"
    source = data.get("src")
    private = isinstance(source, dict) and source.get("private") is True
    address = media_address(source, "ugd", reader.base_url) or media_address(data.get("path"), "ugd", reader.base_url)
    if private or address is None:
        reader.ledger.degraded("FILE", "address")
        reader.ledger.issue("file-address-unknown", f"The document does not say where the file “{name}” is.")
        reader.emit(figures.missing("file", label=name))
    else:
        kilobytes = integer(data.get("sizeInKb"))
        mime = text_of(data.get("mimeType"))
        size = integer(data.get("size")) or (kilobytes * 1024 if kilobytes else None)
        reader.ledger.converted()
        reader.emit(figures.file_link(address, name, mime if mime and "/" in mime else None, size))
    reader.blocks(child_nodes(node))


def _gif(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "gifData", "giphyData")
    old = data_of(data, "gif")
    original, small = data_of(data, "original"), data_of(data, "downsized")
    candidates = [
        original.get("gif"),
        small.get("gif"),
        old.get("originalUrl"),
        old.get("downsizedUrl"),
        original.get("still"),
    ]
    candidates += [original.get("mp4"), small.get("mp4"), old.get("originalMp4")]
    source = next((text_of(url) for url in candidates if text_of(url)), None)
    address = media_address(source, "media", reader.base_url)
    runs, others = captions(reader, node, None)
    if address is None:
        hold_place(reader, "gif")
        reader.blocks(child_nodes(node))
        return
    video = video_address(address)
    size = {**old, **data}
    picture = Picture(
        address, None, text_of(data.get("title")), integer(size.get("width")), integer(size.get("height"))
    )
    figure = figures.video_figure(video) if video and video.is_file else figures.image_figure(picture)
    figures.add_caption(figure, runs)
    _finish(reader, figure, others)


MEDIA: dict[str, Callable[[RicosReader, JSON], None]] = {
    "IMAGE": _image, "GALLERY": _gallery, "VIDEO": _video, "AUDIO": _audio, "FILE": _file, "GIF": _gif,
}  # fmt: skip
