"""Builds the figures of ``docs/body-html.md``: images, galleries, players, frames, files, buttons.

Attributes that begin with ``data-x-`` tell ``vocabulary.finish`` what the records need besides the HTML;
it takes them off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scraper.extraction.markup import Run, Target, append, element, is_blank, open_inline, text_block, write_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from scraper.extraction.video_urls import VideoAddress


class Picture(NamedTuple):
    """An image as a reader found it."""

    url: str
    seen: str | None = None
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    name: str | None = None


def image(picture: Picture) -> HtmlElement:
    """``<img>``; private attributes carry what :class:`vocabulary.BodyImage` needs besides."""
    attributes = {"src": picture.url, "alt": " ".join((picture.alt or "").split())}
    if picture.alt is None:
        attributes["data-x-unstated"] = "alt"
    if picture.width and picture.height and picture.width > 0 and picture.height > 0:
        attributes |= {"width": str(picture.width), "height": str(picture.height)}
    if picture.seen:
        attributes["data-x-seen"] = picture.seen
    if picture.name:
        attributes["data-x-name"] = picture.name
    return element("img", attributes)


def image_figure(picture: Picture, link: Target | None = None, caption: Sequence[Run] = ()) -> HtmlElement:
    """``<figure>`` of one image, linked if it leads somewhere, with its caption."""
    figure = element("figure")
    holder = figure
    if link is not None:
        holder = open_inline(link)
        figure.append(holder)
    holder.append(image(picture))
    add_caption(figure, caption)
    return figure


def linked(figure: HtmlElement, link: Target) -> HtmlElement:
    """Let the image of ``figure`` lead somewhere, unless it does already."""
    picture = figure.find("img")
    if picture is not None:
        holder = open_inline(link)
        figure.replace(picture, holder)
        picture.tail = None
        holder.append(picture)
    return figure


def add_caption(figure: HtmlElement, runs: Sequence[Run]) -> None:
    """Give ``figure`` a caption unless ``runs`` is blank."""
    if not is_blank(runs):
        figure[-1].tail = "\n"
        append(figure, text_block("figcaption", runs))


def gallery(figures: Iterable[HtmlElement]) -> HtmlElement:
    """``<figure class="gallery">`` of figures."""
    figure = element("figure", {"class": "gallery"})
    append(figure, *figures)
    return figure


def missing(kind: str, label: str | None = None) -> HtmlElement:
    """Hold the place of something whose address the source does not give; ``label`` is no text of the body."""
    figure = element("figure", {"class": "missing", "data-kind": kind})
    if label:
        append(figure, element("figcaption", {"data-x-label": " ".join(label.split())}))
    return figure


def frame_figure(address: str, title: str | None = None) -> HtmlElement:
    """``<figure class="embed">`` with the frame of another site."""
    figure = element("figure", {"class": "embed"})
    attributes = {"src": address}
    if title:
        attributes["title"] = title
    figure.append(element("iframe", attributes))
    return figure


def audio_figure(address: str, title: str | None = None) -> HtmlElement:
    """``<figure class="audio">`` with a player of one sound file."""
    figure = element("figure", {"class": "audio"})
    shown = {"title": " ".join(title.split())} if title else {}
    figure.append(element("audio", {"src": address, "controls": "controls", **shown}))
    return figure


def file_link(address: str, name: str, mime: str | None = None, size: int | None = None) -> HtmlElement:
    """``<p><a class="file" download>``; its label is the file's name, which is no text of the body."""
    attributes = {"class": "file", "href": address, "download": name, "data-x-label": name}
    if mime:
        attributes["type"] = mime
    if size is not None:
        attributes["data-x-size"] = str(size)
    block = element("p")
    block.append(element("a", attributes))
    return block


def button(target: Target, runs: Iterable[Run]) -> HtmlElement:
    """``<p><a class="button">``."""
    block = element("p")
    link = open_inline(target)
    link.set("class", "button")
    write_runs(link, [run._replace(link=None) for run in runs])
    block.append(link)
    return block


def video_figure(
    address: VideoAddress,
    *,
    seen: str | None = None,
    poster: str | None = None,
    title: str | None = None,
) -> HtmlElement:
    """``<figure class="video">`` with a player where there is one, else with a link."""
    figure = element("figure", {"class": "video"})
    private = {"data-x-url": address.url}
    if title:
        private["title"] = " ".join(title.split())
    if seen:
        private["data-x-seen"] = seen
    if poster:
        private["data-x-poster"] = poster
    if address.frame:
        figure.append(element("iframe", {"src": address.frame, "allowfullscreen": "allowfullscreen", **private}))
    elif address.is_file:
        shown = {"poster": poster} if poster else {}
        figure.append(element("video", {"src": address.url, "controls": "controls", **shown, **private}))
    else:
        label = private.get("title") or address.url
        figure.append(element("a", {"href": address.url, "data-x-label": label, **private}))
    return figure


def card(link: Target | None, title: str | None, description: str | None, picture: Picture | None) -> HtmlElement:
    """``<figure class="card">``: a picture, a linked title, a description, as far as there are any."""
    figure = element("figure", {"class": "card"})
    if picture is not None:
        holder = figure
        if link is not None:
            holder = open_inline(link)
            figure.append(holder)
        holder.append(image(picture))
    runs = [Run(title, link=link)] if title else []
    if description:
        runs += [Run("\n"), Run(description)] if title else [Run(description, link=link)]
    if not is_blank(runs):
        if len(figure):
            figure[-1].tail = "\n"
        append(figure, text_block("figcaption", runs))
    return figure


def map_link(address: str, place: str) -> HtmlElement:
    """``<p><a class="map">``: the place that a map shows."""
    block = element("p")
    link = element("a", {"class": "map", "href": address})
    write_runs(link, [Run(place)])
    block.append(link)
    return block
