"""Reads the cards of a Ricos document: buttons, link previews, embeds, maps, polls, app cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from scraper.extraction import figures, markup
from scraper.extraction.dom_media import hold_place
from scraper.extraction.markup import Run, Target
from scraper.extraction.ricos_embeds import embed_html, read_html
from scraper.extraction.ricos_media import picture_of
from scraper.extraction.ricos_values import JSON, child_nodes, data_of, link_target, outward, text_of
from scraper.extraction.video_urls import video_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from scraper.extraction.ricos import RicosReader

_MAP = "https://www.google.com/maps/search/?api=1&query="


def _button(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "buttonData")
    text = text_of(data.get("text")) or ""
    target = link_target(data.get("link"), reader.base_url)
    reader.ledger.aside(text)
    reader.ledger.converted()
    if target is not None:
        reader.emit(figures.button(target, [Run(text)]))
    elif text:
        # An action button runs the site's own code, which no other platform has.
        reader.ledger.degraded("BUTTON", "what it does")
        reader.emit(markup.text_block("p", [Run(text)]))
    reader.blocks(child_nodes(node))


def _link_preview(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "linkPreviewData")
    if not embed_html(reader, data.get("html"), "LINK_PREVIEW"):
        title, description = text_of(data.get("title")), text_of(data.get("description"))
        thumbnail = data.get("thumbnailUrl") or data.get("thumbnail_url")
        emit_card(reader, link_target(data.get("link"), reader.base_url), title, description, thumbnail)
    reader.blocks(child_nodes(node))


def _app_embed(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "appEmbedData")
    event, booking = data_of(data, "eventData"), data_of(data, "bookingData")
    details = (event.get("scheduling"), event.get("location"), booking.get("durations"))
    description = "\n".join(filter(None, map(text_of, details))) or None
    link = link_target({"url": data.get("url")}, reader.base_url)
    image = data.get("image") or data.get("imageSrc")
    emit_card(reader, link, text_of(data.get("name")), description, image)
    reader.blocks(child_nodes(node))


def emit_card(
    reader: RicosReader, link: Target | None, title: str | None, description: str | None, thumbnail: Any
) -> None:
    """Write a card; one that says nothing but where it leads shows that."""
    title = title or (link.href if link is not None and not description else None)
    source = thumbnail if isinstance(thumbnail, dict) else {"src": thumbnail}
    picture = picture_of(source, reader.base_url)
    if link is None and title is None and description is None and picture is None:
        reader.ledger.dropped("card", "empty")
        return
    for text in (title, description):
        reader.ledger.aside(text or "")
    reader.ledger.converted()
    reader.emit(figures.card(link, title, description, picture))


def _embed(reader: RicosReader, node: JSON) -> None:
    data = data_of(node, "embedData")
    oembed = data_of(data, "oembed")
    url = text_of(data.get("src")) or text_of(oembed.get("url")) or text_of(oembed.get("videoUrl"))
    title, thumbnail = text_of(oembed.get("title")), oembed.get("thumbnailUrl")
    video = video_address(outward(url)) if url else None
    if video is not None and video.frame:
        picture = picture_of({"src": thumbnail}, reader.base_url)
        reader.ledger.kept()
        reader.emit(figures.video_figure(video, seen=url, poster=picture.url if picture else None, title=title))
    elif not embed_html(reader, oembed.get("html"), "EMBED"):
        emit_card(
            reader, link_target({"url": url}, reader.base_url), title, text_of(oembed.get("description")), thumbnail
        )
    reader.blocks(child_nodes(node))


def _map(reader: RicosReader, node: JSON) -> None:
    settings = data_of(data_of(node, "mapData"), "mapSettings")
    name, address = text_of(settings.get("locationName")), text_of(settings.get("address"))
    place = ", ".join(dict.fromkeys(filter(None, (name, address))))
    spot = [value for key in ("lat", "lng") if isinstance(value := settings.get(key), int | float)]
    query = ",".join(map(str, spot)) if len(spot) == 2 else place
    if query:
        reader.ledger.aside(place or query)
        reader.ledger.converted()
        reader.emit(figures.map_link(f"{_MAP}{quote(query, safe=',')}", place or query))
    else:
        hold_place(reader, "map")
    reader.blocks(child_nodes(node))


def _poll(reader: RicosReader, node: JSON) -> None:
    poll = data_of(data_of(node, "pollData"), "poll")
    options = poll.get("options")
    title = text_of(poll.get("title"))
    if title:
        reader.ledger.aside(title)
        reader.emit(markup.text_block("p", [Run(title, frozenset({"strong"}))]))
    listing = markup.element("ul")
    for option in options if isinstance(options, list) else []:
        text = text_of(option.get("title")) if isinstance(option, dict) else None
        if text:
            reader.ledger.aside(text)
            markup.append(listing, markup.text_block("li", [Run(text)]))
    if len(listing):
        reader.emit(listing)
    drawn = [poll, *(option for option in (options if isinstance(options, list) else []) if isinstance(option, dict))]
    pictures = " and pictures" if any(picture_of(part.get("image"), reader.base_url) for part in drawn) else ""
    reader.ledger.degraded("POLL", f"votes and voting{pictures}")
    reader.blocks(child_nodes(node))


CARDS: dict[str, Callable[[RicosReader, JSON], None]] = {
    "BUTTON": _button, "LINK_PREVIEW": _link_preview, "APP_EMBED": _app_embed, "MAP": _map, "POLL": _poll,
    "EMBED": _embed, "HTML": read_html,
}  # fmt: skip
