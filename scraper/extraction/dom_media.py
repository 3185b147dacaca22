"""Reads media out of rendered HTML: images, videos, frames, sounds, files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urljoin

from scraper.extraction import figures
from scraper.extraction.dom_values import Format, absolute, background_of
from scraper.extraction.figures import Picture
from scraper.extraction.media_urls import filename_of, is_placeholder, media_id, original_url
from scraper.extraction.video_urls import VideoAddress, video_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scraper.extraction.dom import DomReader
    from scraper.extraction.ledger import Ledger

_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|heic|bmp|tiff?|svg)$", re.IGNORECASE)
_PLATFORM = "static.parastorage.com"  # Wix's own code and icons
_SOURCES = ("src", "data-src", "data-pin-media")


def picture_of(element: HtmlElement, base_url: str) -> Picture | None:
    """Find what ``img`` or ``wow-image`` shows; ``None`` if it names nothing or an icon of the platform."""
    shown = element if element.tag == "img" else next(element.iter("img"), None)
    info = _image_info(element if element.tag != "img" else element.getparent())
    seen = _addresses(shown, base_url) if shown is not None else []
    stated = [value for value in (info.get("uri"), element.get("id")) if isinstance(value, str) and media_id(value)]
    url = next((original for original in map(original_url, [*stated, *seen]) if original), None)
    if url is None or _PLATFORM in url:
        return None
    clear = [address for address in seen if not is_placeholder(address)]
    alt, name = _alt_and_name(shown, info)
    width, height = _size(info, shown, is_wix=media_id(url) is not None)
    return Picture(url, next(iter(clear or seen), None), alt, width, height, name)


def _image_info(element: HtmlElement | None) -> dict[str, Any]:
    """``imageData`` of Wix's ``data-image-info``; ``{}`` where there is none."""
    raw = element.get("data-image-info") if element is not None else None
    if not raw:
        return {}
    try:
        info = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    data = info.get("imageData") if isinstance(info, dict) else None
    return data if isinstance(data, dict) else {}


def _addresses(shown: HtmlElement, base_url: str) -> list[str]:
    found = [shown.get(name, "").strip() for name in _SOURCES]
    found.append((shown.get("srcset") or "").strip().split(" ", 1)[0].rstrip(","))
    joined = []
    for address in found:
        if address and not address.startswith("data:"):
            try:
                joined.append(urljoin(base_url, address))
            except ValueError:
                continue
    return joined


def _alt_and_name(shown: HtmlElement | None, info: dict[str, Any]) -> tuple[str | None, str | None]:
    """Read ``alt``: an empty one says nothing unless the image is marked as decoration, a file name is no text."""
    alt, name = info.get("alt"), info.get("name")
    name = name if isinstance(name, str) and name.strip() else None
    if shown is not None and (shown.get("alt") or "").strip():
        alt = shown.get("alt")
    if not isinstance(alt, str) or not alt.strip():
        around = shown.getparent() if shown is not None else None
        alt = around.get("aria-label") if around is not None and around.get("role") == "img" else None
    if alt and _IMAGE_NAME.search(alt.strip()):
        return None, name or alt.strip()
    if not alt:
        decorative = shown is not None and shown.get("role") == "presentation"
        return "" if decorative else None, name
    return str(alt), name


def _size(info: dict[str, Any], shown: HtmlElement | None, *, is_wix: bool) -> tuple[int | None, int | None]:
    """Size of the original. The ``img`` of a Wix image states only the size of the transform."""
    stated = [info.get("width"), info.get("height")]
    if not any(stated) and shown is not None and not is_wix:
        stated = [shown.get("width"), shown.get("height")]
    width, height = (_pixels(value) for value in stated)
    return width, height


def _pixels(value: Any) -> int | None:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() else None
    return round(value) if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else None


def read_image(reader: DomReader, element: HtmlElement, fmt: Format) -> None:
    """Read ``img`` or ``wow-image``."""
    picture = picture_of(element, reader.base_url)
    if picture is None:
        reader.ledger.dropped("image", "no address of a picture")
        return
    video = video_address(picture.url) if "ytimg.com/" in picture.url else None
    if video is not None and video.frame:
        # The still picture of a player that scripts would have put here.
        reader.ledger.converted()
        reader.emit(figures.video_figure(video, seen=picture.url, poster=picture.url, title=picture.alt))
    else:
        reader.ledger.kept()
        reader.emit(figures.image_figure(picture, fmt.link))


def read_frame(reader: DomReader, element: HtmlElement, _fmt: Format) -> None:
    """Read ``iframe``: a video's player, another frame, or an empty one."""
    address = absolute(element.get("src") or element.get("data-src"), reader.base_url)
    title = element.get("title") or element.get("aria-label")
    if address is None or address.startswith("#") or _PLATFORM in address:
        # Wix's own frames (maps) are drawn by scripts and work nowhere else.
        hold_place(reader, "map" if "map" in f"{title} {address}".lower() else "html")
        return
    video = video_address(address)
    reader.ledger.kept()
    if video is not None and (video.frame or video.is_file):
        reader.emit(figures.video_figure(video, seen=address, title=title))
    else:
        reader.emit(figures.frame_figure(address, title))


def read_video(reader: DomReader, element: HtmlElement, _fmt: Format) -> None:
    """Read whatever shows a video: the tag itself or a player around it."""
    found = find_video(element, reader.base_url)
    if found is None:
        hold_place(reader, "video")
        return
    video, seen, poster = found
    reader.ledger.kept()
    reader.emit(figures.video_figure(video, seen=seen, poster=poster, title=element.get("title")))


def find_video(element: HtmlElement, base_url: str) -> tuple[VideoAddress, str, str | None] | None:
    """Address of the video that ``element`` shows, the form seen, and its poster.

    A player that was not started shows only a poster; YouTube's and Wix's posters name their video,
    Vimeo's do not.
    """
    addresses: list[str | None] = []
    posters: list[str | None] = []
    for part in element.iter("video", "source", "iframe", "a", "img", "div", "button", "span"):
        if part.tag in ("video", "source", "iframe"):
            addresses.append(absolute(part.get("src"), base_url))
            posters.append(part.get("poster"))
        elif part.tag == "a":
            addresses.append(absolute(part.get("href"), base_url))
        elif part.tag == "img":
            posters.append(absolute(part.get("src"), base_url))
        elif part.get("style"):
            posters.append(background_of(part))
    still = next((poster for poster in posters if poster and original_url(poster)), None)
    for address in [*addresses, *posters]:
        video = video_address(address) if address and not address.startswith("#") else None
        if video and (video.frame or video.is_file or address in addresses):
            return video, str(address), original_url(still) if still else None
    return None


def read_audio(reader: DomReader, element: HtmlElement, _fmt: Format) -> None:
    """Read ``audio`` or a player around it."""
    for part in element.iter("audio", "source", "iframe"):
        address = absolute(part.get("src"), reader.base_url)
        if address and not address.startswith("#"):
            reader.ledger.kept()
            make = figures.frame_figure if part.tag == "iframe" else figures.audio_figure
            reader.emit(make(original_url(address) or address))
            return
    hold_place(reader, "audio")


def read_file(reader: DomReader, element: HtmlElement, name: str) -> None:
    """Read a card that offers a file called ``name``; most pages do not say where the file is."""
    for link in element.iter("a", "iframe"):
        address = absolute(link.get("href") or link.get("src"), reader.base_url)
        if address and not address.startswith("#"):
            reader.ledger.converted()
            reader.emit(figures.file_link(original_url(address) or address, name or filename_of(address) or address))
            return
    reader.ledger.degraded("file", "address")
    reader.ledger.issue("file-address-unknown", f"The page does not say where the file “{name}” is.")
    reader.emit(figures.missing("file", label=name))


class Writer(Protocol):
    """What every reader offers: an account and a place to write to."""

    ledger: Ledger

    def emit(self, *blocks: HtmlElement) -> None:
        """Append finished blocks."""


def hold_place(reader: Writer, kind: str) -> None:
    """Mark the place of something that the page does not contain."""
    reader.ledger.degraded(kind, "address")
    reader.ledger.issue("embed-missing", f"The page shows a place for {kind}, but not what stands there.")
    reader.emit(figures.missing(kind))
