"""Media blocks in the DOM: what the server rendering of each era shows of them, which is often little."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from tests.replica import ids, library
from tests.replica.blocks import plain
from tests.replica.inline import text_html
from tests.replica.markup import el, nested

if TYPE_CHECKING:
    from tests.replica.blocks import Audio, Button, Embed, FileCard, Gallery, Image, MediaFile, Video
    from tests.replica.inline import Scope
    from tests.replica.site import Context

ICON = '<svg viewBox="0 0 19 19"><path d="M15.1 8.4V4.6l-4.4 4.3-.6-.6 4.4-4.4h-4V3.2H16v5.2z"></path></svg>'
_FULL = "width:100%;height:100%"


def image_info(media: MediaFile, container: str, **more: object) -> str:
    """The value of a ``data-image-info`` attribute."""
    info = {
        "containerId": container, "displayMode": "fill", "isLQIP": True, "isSEOBot": False, "lqipTransition": "blur",
        "imageData": {"width": media.width, "height": media.height, "uri": media.id, "name": "", "displayMode": "fill"},
        **more,
    }  # fmt: skip
    return json.dumps(info, separators=(",", ":"), ensure_ascii=False)


def placeholder(ctx: Context, media: MediaFile) -> str:
    """Address of the blurred preview, which is all that ``src`` ever holds."""
    height = max(1, round(147 * media.height / max(1, media.width)))
    return ctx.fill(media, 147, height, "q_80,usm_0.66_1.00_0.01,blur_2,enc_auto")


def image_html(s: Scope, block: Image, node: str) -> str:
    """The picture with its caption, inside its link if it has one."""
    picture = _old_picture(s, block) if s.era == "2021" else _wow_picture(s, block, node)
    if block.href:
        picture = el("a", picture, href=s.ctx.url(block.href), target="_blank", rel="noopener")
    return nested(s.css("img-wrap"), inner=_figure(s, picture, _caption(s, block, node)))


def _caption(s: Scope, block: Image, node: str) -> str:
    if not block.caption:
        return ""
    tag = "figcaption" if s.era in ("2025", "2026") else "div"
    text = text_html(s, plain(block.caption))
    return el(tag, text, class_=s.css("caption"), id=f"viewer-{node}-caption", data_hook="image-viewer-caption")


def _figure(s: Scope, picture: str, caption: str) -> str:
    css = {"class_": s.css("img-icon")}
    if s.era == "2026":
        button = el("button", ICON, **css, type="button", data_hook="image-expand-button", aria_label="Expand image")
        viewer = el("div", picture, button, data_hook="image-viewer", class_=s.css("img"))
        return el("figure", viewer, caption, class_=s.css("figure"), data_hook="figure-IMAGE")
    button = el("div", ICON, **css, role="button", data_hook="imageExpandButton" if s.era == "2025" else None)
    viewer = el("div", picture, button, data_hook="imageViewer", class_=s.css("img"), role="button", tabindex=0)
    return el("figure", viewer, caption, class_=s.css("figure")) if s.era == "2025" else viewer + caption


def _old_picture(s: Scope, block: Image) -> str:
    media, base = block.media, s.ctx.media(block.media)
    img = el(
        "img", data_pin_url=s.ctx.post_url(s.post), class_=s.css("img-el"), alt=block.alt,
        data_pin_media=f"{base}/v1/fit/w_{media.width}%2Ch_{media.height}%2Cal_c%2Cq_80/file.jpg",
        src=f"{base}/v1/fit/w_300,h_300,al_c,q_5/file.jpg",
    )  # fmt: skip
    return el("div", img, class_=s.css("img-box"), role="img", aria_label=block.alt)


def _wow_picture(s: Scope, block: Image, node: str) -> str:
    media = block.media
    container = node if s.era in ("2025", "2026") else f"new-image{ids.number(9_999_999, node)}"
    img = el(
        "img", src=placeholder(s.ctx, media), alt=block.alt or block.caption, style=f"{_FULL};object-fit:cover",
        data_pin_url=s.ctx.post_url(s.post), data_pin_media=s.ctx.fill(media, media.width, media.height, "q_90"),
        draggable="false",
    )  # fmt: skip
    wow = el(
        "wow-image", img, id=media.id, class_=f"undefined {s.css('wow')}",
        data_image_info=image_info(media, container), data_has_ssr_src="true", data_animate_blur="",
    )  # fmt: skip
    hook = f"image-viewer-{node}" if s.era == "2026" else None
    style = f"--dim-height:{media.height};--dim-width:{media.width}"
    return el("div", wow, style=style, id=container, class_=s.css("img-box"), data_hook=hook)


def gallery_html(s: Scope, block: Gallery, node: str) -> str:
    """Empty until 2023; then every item twice, a preview and the picture."""
    if s.era in ("2021", "2023"):
        viewer = el("div", class_=s.css("gal"), data_hook="galleryViewer", role="none")
        return nested(s.css("gal-wrap"), inner=viewer)
    items = "".join(_gallery_item(s, block, node, place) for place in range(len(block.media)))
    margin = el("div", items, id=f"pro-gallery-margin-container-{node}", class_="pro-gallery-margin-container")
    parent = el("div", margin, class_="pro-gallery-parent-container", role="region")
    inner = el("div", parent, data_key="pro-gallery-inner-container", class_="pro-gallery-prerender", tabindex=-1)
    gallery = el("div", inner, id=f"pro-gallery-{node}-not-scoped", class_="pro-gallery")
    hook = "gallery-viewer" if s.era == "2026" else "galleryViewer"
    return nested(s.css("gal-wrap"), inner=el("div", gallery, class_=s.css("gal"), data_hook=hook, role="none"))


def _gallery_item(s: Scope, block: Gallery, node: str, place: int) -> str:
    media = block.media[place]
    alt = block.alts[place] if place < len(block.alts) else ""
    item, page = f"{ids.guid(node, place)}_{place}", s.ctx.post_url(s.post)
    base = f"{s.ctx.media(media)}/v1/fill"
    small, large, twice = (f"{base}/w_{w},h_{w},fp_0.50_0.50,{q}/{media.id}" for w, q in _GALLERY_SIZES)
    button = el("button", ICON, class_=s.css("gal-btn"), type="button", aria_label="Expand image")
    preview = el("img", data_hook="gallery-item-image-img-preload", loading="eager", alt="", src=small)
    picture = el(
        "img", data_hook="gallery-item-image-img", data_idx=place, loading="lazy", data_pin_url=page, alt=alt,
        src=large, srcSet=f"{large}, {twice} 2x",
    )  # fmt: skip
    content = el("div", nested(s.css("gal-a"), inner=preview + button), nested(s.css("gal-b"), inner=picture + button),
                 class_="gallery-item-content image-item", data_hook="image-item")  # fmt: skip
    wrapper = el("div", content, data_hook="item-wrapper", class_="gallery-item-wrapper visible")
    action = el("div", data_idx=place, class_="item-action", data_hook="item-action", aria_label="image", role="link")
    container = el(
        "div", action, el("div", wrapper), class_="gallery-item-container visible", data_hash=item, data_id=item,
        data_idx=place, data_hook="item-container", style="position:absolute;opacity:0;display:none",
    )  # fmt: skip
    return el("div", container, data_id=item, class_="item-link-wrapper", data_idx=place, data_hook="item-link-wrapper")


_GALLERY_SIZES = ((250, "q_30,blur_30"), (323, "q_90"), (646, "q_90"))


def video_html(s: Scope, block: Video) -> str:
    """A YouTube film is there only as its poster, in early 2024 not at all, and in SEO mode as a link."""
    if s.post.seo_mode:
        target = s.ctx.video(block.media) if block.media else f"https://www.youtube.com/watch?v={block.youtube}"
        return nested(s.css("vid-wrap"), inner=el("a", href=target, data_hook="video-ssr-viewer"))
    if block.media is not None:
        src = s.ctx.video(block.media, "1080p" if s.era == "2024" else "360p")
        inner, loaded = el("video", src=src, style=_FULL, preload="auto", controls=""), "true"
    elif s.era == "2024":
        inner, loaded = el("div", "<div></div>", style=_FULL), "false"
    else:
        inner, loaded = _preview(f"https://i.ytimg.com/vi/{block.youtube}/maxresdefault.jpg"), "true"
    player = el("div", inner, style=_FULL, data_loaded=loaded, class_=s.css("player"))
    if s.era == "2026":
        viewer = el("div", el("div", player), class_=s.css("vid"), data_hook="video-player")
        return nested(s.css("vid-wrap"), inner=el("figure", viewer, class_=s.css("figure"), data_hook="figure-VIDEO"))
    hook = {"2021": "videoViewer", "2023": "videoViewer", "2024": "reactPlayerWrapper"}.get(s.era, "videoPlayer")
    return nested(s.css("vid-wrap"), s.css("vid"), inner=el("div", player, tabindex=0, data_hook=hook))


def _preview(poster: str) -> str:
    shadow = nested("react-player__shadow", "react-player__play-icon", inner="")
    style = f"{_FULL};background-image:url({poster});background-size:cover"
    return el("button", shadow, type="button", style=style, class_="react-player__preview", aria_label="Play video")


def file_html(s: Scope, block: FileCard) -> str:
    """Name, extension and size; the link is an empty one."""
    stem, _, extension = block.media.filename.rpartition(".")
    size = f"Download {extension.upper()} • {max(1, block.media.size // 1024)}KB"
    name = el("div", escape(stem), data_hook="fileUploadName")
    name = el(
        "div", name, el("div", f".{extension}", data_hook="fileUploadExtension"), data_hook="fileUploadNameContainer"
    )
    button = el("div", ICON, el("div", name, el("div", size)), role="button", tabindex=0, class_=s.css("file-btn"))
    link = el("a", data_cancel_link="true", href="#0", style="display:none", target="_blank")
    viewer = el("div", button, link, data_hook="fileUploadViewer", class_=s.css("file"))
    return nested(s.css("file-wrap"), inner=viewer)


def audio_html(s: Scope, _: Audio) -> str:
    """Always empty in the DOM."""
    return nested(s.css("aud-wrap"), inner=el("div", data_hook="audio-viewer", class_=s.css("aud")))


def embed_html(s: Scope, block: Embed) -> str:
    """A framed address is there; raw HTML is an empty box of the right height."""
    hook = "HtmlComponent" if s.era in ("2021", "2023") else "html-component"
    frame = el("iframe", class_=s.css("frame"), title="embed", sandbox="allow-scripts", src=block.url)
    box = el("div", frame if block.url else "", style=f"height:{block.height}px", data_hook=hook)
    return nested(s.css("html-wrap"), inner=box)


def button_html(s: Scope, block: Button, node: str) -> str:
    """A button is a link."""
    hook = f"button-viewer button-viewer-{node}" if s.era == "2026" else "buttonViewer"
    text = nested(s.css("btn-in"), inner=escape(block.text))
    link = el("a", text, class_=s.css("btn"), data_hook=hook, tabindex=0, href=s.ctx.url(block.href), target="_blank",
              rel="noopener noreferrer")  # fmt: skip
    return nested(s.css("btn-wrap"), inner=link)


def poster_of(block: Video) -> MediaFile | None:
    """The poster picture of a film of the media library."""
    return library.poster(block.media) if block.media else None
