"""Media blocks in the DOM: what the server rendering of each era shows of them, which is often little."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from tests.replica import ids, library
from tests.replica.blocks import Audio, Button, Embed, FileCard, Gallery, Image, MediaFile, Video, plain
from tests.replica.inline import Scope, text_html

if TYPE_CHECKING:
    from tests.replica.site import Context

ICON = (
    '<svg viewBox="0 0 19 19" class="{css}"><path d="M15.1 8.4V4.6l-4.4 4.3-.6-.6 4.4-4.4h-4V3.2H16v5.2z"></path></svg>'
)


def image_info(media: MediaFile, container: str, **more: object) -> str:
    """The ``data-image-info`` attribute, escaped."""
    info = {
        "containerId": container, "displayMode": "fill", "isLQIP": True, "isSEOBot": False, "lqipTransition": "blur",
        "imageData": {"width": media.width, "height": media.height, "uri": media.id, "name": "", "displayMode": "fill"},
        **more,
    }  # fmt: skip
    return escape(json.dumps(info, separators=(",", ":"), ensure_ascii=False))


def placeholder(ctx: Context, media: MediaFile) -> str:
    """Address of the blurred preview, which is all that ``src`` ever holds."""
    width = 147
    height = max(1, round(width * media.height / max(1, media.width)))
    return ctx.fill(media, width, height, "q_80,usm_0.66_1.00_0.01,blur_2,enc_auto")


def image_html(s: Scope, block: Image, node: str) -> str:
    """The picture with its caption, inside its link if it has one."""
    picture = _old_picture(s, block) if s.era == "2021" else _wow_picture(s, block, node)
    if block.href:
        picture = f'<a href="{escape(s.ctx.url(block.href))}" target="_blank" rel="noopener">{picture}</a>'
    caption = ""
    if block.caption:
        caption = (
            f'<figcaption class="{s.css("caption")}" id="viewer-{node}-caption" data-hook="image-viewer-caption">'
            f"{text_html(s, plain(block.caption))}</figcaption>"
        )
    return _figure(s, picture, caption)


def _figure(s: Scope, picture: str, caption: str) -> str:
    icon = ICON.format(css=s.css("expand"))
    if s.era in ("2021", "2023", "2024"):
        caption = caption.replace("<figcaption", "<div").replace("</figcaption>", "</div>")
        return (
            f'<div class="{s.css("img-wrap")}"><div data-hook="imageViewer" class="{s.css("img")}" role="button" '
            f'tabindex="0">{picture}<div class="{s.css("img-icon")}">{icon}</div></div>{caption}</div>'
        )
    if s.era == "2025":
        return (
            f'<div class="{s.css("img-wrap")}"><figure class="{s.css("figure")}"><div role="button" '
            f'data-hook="imageViewer" tabindex="0" class="{s.css("img")}">{picture}<div class="{s.css("img-icon")}" '
            f'role="button" tabindex="0" data-hook="imageExpandButton">{icon}</div></div>{caption}</figure></div>'
        )
    return (
        f'<div class="{s.css("img-wrap")}"><figure class="{s.css("figure")}" data-hook="figure-IMAGE">'
        f'<div data-hook="image-viewer" class="{s.css("img")}">{picture}<button class="{s.css("img-icon")}" '
        f'type="button" data-hook="image-expand-button" aria-label="Expand image">{icon}</button></div>'
        f"{caption}</figure></div>"
    )


def _page_url(s: Scope) -> str:
    return escape(s.ctx.post_url(s.post))


def _old_picture(s: Scope, block: Image) -> str:
    media = block.media
    base = s.ctx.media(media)
    large = f"{base}/v1/fit/w_{media.width}%2Ch_{media.height}%2Cal_c%2Cq_80/file.jpg"
    return (
        f'<div class="{s.css("img-box")}" role="img" aria-label="{escape(block.alt)}"><img data-pin-url="'
        f'{_page_url(s)}" '
        f'data-pin-media="{large}" class="{s.css("img-el")}" src="{base}/v1/fit/w_300,h_300,al_c,q_5/file.jpg" '
        f'alt="{escape(block.alt)}"/></div>'
    )


def _wow_picture(s: Scope, block: Image, node: str) -> str:
    media = block.media
    container = node if s.era in ("2025", "2026") else f"new-image{ids.number(9_999_999, node)}"
    large = s.ctx.fill(media, media.width, media.height, "q_90")
    alt = escape(block.alt or block.caption)
    hook = f' data-hook="image-viewer-{node}"' if s.era == "2026" else ""
    return (
        f'<div style="--dim-height:{media.height};--dim-width:{media.width}" id="{container}" class="'
        f'{s.css("img-box")}"'
        f'{hook}><wow-image id="{media.id}" class="undefined {s.css("wow")}" '
        f'data-image-info="{image_info(media, container)}" data-bg-effect-name="" data-has-ssr-src="true" '
        f'data-animate-blur=""><img src="{placeholder(s.ctx, media)}" alt="{alt}" style="width:100%;height:100%;'
        f'object-fit:cover" data-pin-url="{_page_url(s)}" data-pin-media="{large}" draggable="false"/>'
        f"</wow-image></div>"
    )


def gallery_html(s: Scope, block: Gallery, node: str) -> str:
    """Empty until 2023; then every item twice, a preview and the picture."""
    if s.era in ("2021", "2023"):
        return (
            f'<div class="{s.css("gal-wrap")}"><div class="{s.css("gal")}" data-hook="galleryViewer" '
            'role="none"></div></div>'
        )
    items = "".join(_gallery_item(s, block, node, place) for place in range(len(block.media)))
    hook = "gallery-viewer" if s.era == "2026" else "galleryViewer"
    return (
        f'<div class="{s.css("gal-wrap")}"><div class="{s.css("gal")}" data-hook="{hook}" role="none">'
        f'<div id="pro-gallery-{node}-not-scoped" class="pro-gallery"><div data-key="pro-gallery-inner-container" '
        f'class="pro-gallery-prerender" tabindex="-1"><div class="pro-gallery-parent-container" role="region">'
        f'<div id="pro-gallery-margin-container-{node}" class="pro-gallery-margin-container" style="height:979px">'
        f"{items}</div></div></div></div></div></div>"
    )


def _gallery_item(s: Scope, block: Gallery, node: str, place: int) -> str:
    media = block.media[place]
    alt = escape(block.alts[place]) if place < len(block.alts) else ""
    item = f"{ids.guid(node, place)}_{place}"
    small = f"{s.ctx.media(media)}/v1/fill/w_250,h_250,fp_0.50_0.50,q_30,blur_30/{media.id}"
    large = f"{s.ctx.media(media)}/v1/fill/w_323,h_323,fp_0.50_0.50,q_90/{media.id}"
    twice = f"{s.ctx.media(media)}/v1/fill/w_646,h_646,fp_0.50_0.50,q_90/{media.id}"
    button = (
        f'<button class="{s.css("gal-btn")}" type="button" aria-label="Expand image">{ICON.format(css="x")}</button>'
    )
    return (
        f'<div data-id="{item}" class="item-link-wrapper" data-idx="{place}" data-hook="item-link-wrapper" '
        'tabindex="-1">'
        f'<div class="gallery-item-container visible" data-hash="{item}" data-id="{item}" data-idx="{place}" '
        f'data-hook="item-container" style="position:absolute;opacity:0;display:none"><div data-idx="{place}" '
        f'class="item-action" data-hook="item-action" aria-label="image" role="link"></div><div><div '
        f'data-hook="item-wrapper" class="gallery-item-wrapper visible"><div class="gallery-item-content image-item" '
        f'data-hook="image-item"><div><img data-hook="gallery-item-image-img-preload" loading="eager" alt="" '
        f'src="{small}"/>{button}</div><div><img data-hook="gallery-item-image-img" data-idx="{place}" loading="lazy" '
        f'data-pin-url="{_page_url(s)}" alt="{alt}" src="{large}" srcSet="{large}, {twice} 2x"/>{button}</div></div>'
        f"</div></div></div></div>"
    )


def video_html(s: Scope, block: Video) -> str:
    """A YouTube film is there only as its poster, and in early 2024 not at all."""
    if block.media is not None:
        src = s.ctx.video(block.media, "1080p" if s.era == "2024" else "360p")
        inner = f'<video src="{src}" style="width:100%;height:100%" preload="auto" controls=""></video>'
        loaded = "true"
    elif s.era == "2024":
        inner, loaded = '<div style="width:100%;height:100%"><div></div></div>', "false"
    else:
        inner, loaded = _preview(f"https://i.ytimg.com/vi/{block.youtube}/maxresdefault.jpg"), "true"
    player = f'<div style="width:100%;height:100%" data-loaded="{loaded}" class="{s.css("player")}">{inner}</div>'
    if s.era == "2026":
        return (
            f'<div class="{s.css("vid-wrap")}"><figure class="{s.css("figure")}" data-hook="figure-VIDEO">'
            f'<div class="{s.css("vid")}" data-hook="video-player"><div>{player}</div></div></figure></div>'
        )
    hook = {"2021": "videoViewer", "2023": "videoViewer", "2024": "reactPlayerWrapper"}.get(s.era, "videoPlayer")
    return (
        f'<div class="{s.css("vid-wrap")}"><div class="{s.css("vid")}"><div tabindex="0" data-hook="{hook}">'
        f"{player}</div></div></div>"
    )


def _preview(poster: str) -> str:
    return (
        f'<button type="button" style="width:100%;height:100%;background-image:url({poster});background-size:cover" '
        f'class="react-player__preview" tabindex="0" aria-label="Play video"><div class="react-player__shadow">'
        f'<div class="react-player__play-icon"></div></div></button>'
    )


def file_html(s: Scope, block: FileCard) -> str:
    """Name, extension and size; the link is an empty one."""
    stem, _, extension = block.media.filename.rpartition(".")
    size = f"{extension.upper()} • {max(1, block.media.size // 1024)}KB"
    return (
        f'<div class="{s.css("file-wrap")}"><div data-hook="fileUploadViewer" class="{s.css("file")}"><div '
        'role="button" '
        f'tabindex="0" class="{s.css("file-btn")}">{ICON.format(css="y")}<div class="{s.css("file-txt")}"><div '
        f'data-hook="fileUploadNameContainer"><div data-hook="fileUploadName">{escape(stem)}</div><div '
        f'data-hook="fileUploadExtension">.{extension}</div></div><div>Download {size}</div></div></div>'
        f'<a data-cancel-link="true" href="#0" style="display:none" target="_blank"></a></div></div>'
    )


def audio_html(s: Scope, _: Audio) -> str:
    """Always empty in the DOM."""
    return f'<div class="{s.css("aud-wrap")}"><div data-hook="audio-viewer" class="{s.css("aud")}"></div></div>'


def embed_html(s: Scope, block: Embed) -> str:
    """A framed address is there; raw HTML is an empty box of the right height."""
    hook = "HtmlComponent" if s.era in ("2021", "2023") else "html-component"
    inner = ""
    if block.url:
        inner = (
            f'<iframe class="{s.css("frame")}" title="embed" sandbox="allow-scripts" src="{escape(block.url)}'
            '"></iframe>'
        )
    return (
        f'<div class="{s.css("html-wrap")}"><div style="height:{block.height}px" data-hook="{hook}">{inner}</div></div>'
    )


def button_html(s: Scope, block: Button, node: str) -> str:
    hook = f"button-viewer button-viewer-{node}" if s.era == "2026" else "buttonViewer"
    return (
        f'<div class="{s.css("btn-wrap")}"><a class="{s.css("btn")}" data-hook="{hook}" tabindex="0" '
        f'href="{escape(s.ctx.url(block.href))}" target="_blank" rel="noopener noreferrer">'
        f'<div class="{s.css("btn-in")}">'
        f"{escape(block.text)}</div></a></div>"
    )


def poster_of(block: Video) -> MediaFile | None:
    """The poster picture of a film of the media library."""
    return library.poster(block.media) if block.media else None
