"""Figures as blocks: images, galleries, players, embeds, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.exporters.wordpress.embeds import embed_of
from pipelines.exporters.wordpress.grammar import block
from pipelines.exporters.wordpress.inline import attributes, caption_of, escaped, inline, inner, raw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from pipelines.exporters.wordpress.places import Places


def write_figure(element: HtmlElement, places: Places) -> str:
    """Write a figure: image, gallery, player, embed, card, or the place of what is missing."""
    kind = element.get("class") or ""
    if kind == "gallery":
        return _gallery(element, places)
    for tag, write in (("video", _player), ("audio", _player), ("iframe", _frame)):
        if element.find(f".//{tag}") is not None:
            return write(element, places)
    if kind == "missing":
        return raw(element, places)
    if element.find(".//img") is not None:
        return _image(element, places)
    link = element.find("a")
    if kind == "video" and link is not None:
        return _embed(element, link.get("href") or "", places) or _linked(link, places)
    caption = element.find("figcaption")
    return block("paragraph", f"<p>{inner(caption, places)}</p>") if caption is not None else raw(element, places)


def _linked(link: HtmlElement, places: Places) -> str:
    return block("paragraph", f"<p>{inline(link, places)}</p>")


def _image(figure: HtmlElement, places: Places) -> str:
    """Write a figure with one image: linked, captioned, with the number of its attachment."""
    picture = next(figure.iter("img"))
    place = places.media(picture.get("src") or "")
    classes = [f"wp-image-{place.number}" if place.number else ""]
    image = f"<img{attributes(src=place.url, alt=picture.get('alt') or '', classes=classes)}/>"
    holder = picture.getparent()
    linked = holder is not None and holder.tag == "a"
    if linked:
        link = {"href": places.link(holder.get("href") or ""), "rel": holder.get("rel")}
        image = f"<a{attributes(**link)}>{image}</a>"
    markup = attributes(id=figure.get("id"), classes=["wp-block-image", "size-full"])
    return block(
        "image",
        f"<figure{markup}>{image}{caption_of(figure.find('figcaption'), places)}</figure>",
        id=place.number or None,
        sizeSlug="full",
        linkDestination="custom" if linked else "none",
    )


def _gallery(element: HtmlElement, places: Places) -> str:
    images = "\n\n".join(_image(figure, places) for figure in _figures(element))
    caption = element.find("figcaption")
    said = ""
    if caption is not None:
        said = f'<figcaption class="blocks-gallery-caption wp-element-caption">{inner(caption, places)}</figcaption>'
    classes = "wp-block-gallery has-nested-images columns-default is-cropped"
    return block("gallery", f'<figure class="{classes}">{images}{said}</figure>', linkTo="none")


def _player(element: HtmlElement, places: Places) -> str:
    player = next(element.iter("video", "audio"))
    source = player.get("src") or next((entry.get("src") for entry in player.iter("source")), "") or ""
    place = places.media(source)
    poster = player.get("poster")
    shown = {"poster": places.media(poster).url} if poster and player.tag == "video" else {}
    markup = f"<{player.tag} controls{attributes(**shown, src=place.url)}></{player.tag}>"
    title = player.get("title")
    caption = caption_of(element.find("figcaption"), places)
    if not caption and title and player.tag == "audio":
        caption = f'<figcaption class="wp-element-caption">{escaped(title)}</figcaption>'
    return block(
        player.tag, f'<figure class="wp-block-{player.tag}">{markup}{caption}</figure>', id=place.number or None
    )


def _frame(element: HtmlElement, places: Places) -> str:
    frame = next(element.iter("iframe"))
    return _embed(element, frame.get("src") or "", places) or raw(element, places)


def _embed(element: HtmlElement, address: str, places: Places) -> str:
    found = embed_of(address)
    if found is None:
        return ""
    url, provider, kind = found
    classes = f"wp-block-embed is-type-{kind} is-provider-{provider} wp-block-embed-{provider}"
    caption = caption_of(element.find("figcaption"), places)
    wrapped = f'<div class="wp-block-embed__wrapper">\n{escaped(url)}\n</div>'
    return block(
        "embed",
        f'<figure class="{classes}">{wrapped}{caption}</figure>',
        url=url,
        type=kind,
        providerNameSlug=provider,
        responsive=True,
    )


def _figures(gallery: HtmlElement) -> Iterable[HtmlElement]:
    return [figure for figure in gallery.iter("figure") if figure is not gallery and figure.find(".//img") is not None]
