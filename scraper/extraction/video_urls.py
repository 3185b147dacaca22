"""Addresses of videos on the platforms that Wix's players support, in one form each."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

from scraper.extraction.media_urls import original_url, video_of_poster

_YOUTUBE_ID = re.compile(r"^[0-9A-Za-z_-]{11}$")
_YOUTUBE_PATH = re.compile(r"^/(?:embed|shorts|live|v|e)/([0-9A-Za-z_-]{11})(?:/|$)")
_YOUTUBE_POSTER = re.compile(r"^/(?:vi|vi_webp|an_webp)/([0-9A-Za-z_-]{11})(?:/|$)")
_VIMEO_PATH = re.compile(r"^/(?:video/|channels/[^/]+/|groups/[^/]+/videos/)?(\d{5,})(?:/([0-9a-f]{6,}))?/?$")
_DAILYMOTION_PATH = re.compile(r"^(?:/(?:embed/)?video)?/([0-9A-Za-z]{5,})")
_FILE = re.compile(r"\.(?:mp4|webm|ogv|mov|m4v)$", re.IGNORECASE)


class VideoAddress(NamedTuple):
    """``url`` is where a person watches it, ``frame`` what an iframe loads, or ``None`` if it is a file."""

    url: str
    frame: str | None
    is_file: bool = False


def video_address(url: str) -> VideoAddress | None:
    """Tell what ``url`` (page, player, poster or file of a video) stands for; ``None`` if it is no address.

    An address of an unknown platform has neither frame nor file: it can only be linked.

    >>> video_address("https://youtu.be/abcdefghijk?t=5").url
    'https://www.youtube.com/watch?v=abcdefghijk'
    """
    address = original_url(url)
    if address is None:
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if not host:
        return None
    query = parse_qs(parts.query)
    for reader in (_youtube, _vimeo, _other):
        found = reader(host, parts.path, query)
        if found:
            return found
    upload = video_of_poster(address)
    if upload:
        return VideoAddress(upload, None, is_file=True)
    if host == "video.wixstatic.com" or _FILE.search(parts.path):
        return VideoAddress(address, None, is_file=True)
    return VideoAddress(address, None)


def _youtube(host: str, path: str, query: dict[str, list[str]]) -> VideoAddress | None:
    video = ""
    if host == "youtu.be":
        video = path.strip("/").split("/", 1)[0]
    elif host in ("youtube.com", "youtube-nocookie.com", "music.youtube.com"):
        found = _YOUTUBE_PATH.match(path)
        video = found.group(1) if found else (query.get("v") or [""])[0]
    elif host in ("i.ytimg.com", "img.youtube.com", "i3.ytimg.com"):
        found = _YOUTUBE_POSTER.match(path)
        video = found.group(1) if found else ""
    if not _YOUTUBE_ID.match(video):
        return None
    return VideoAddress(f"https://www.youtube.com/watch?v={video}", f"https://www.youtube.com/embed/{video}")


def _vimeo(host: str, path: str, query: dict[str, list[str]]) -> VideoAddress | None:
    found = _VIMEO_PATH.match(path) if host in ("vimeo.com", "player.vimeo.com") else None
    if not found:
        return None
    # An unlisted video plays only with the hash that follows its number.
    number, key = found.group(1), found.group(2) or (query.get("h") or [""])[0]
    page, frame = f"https://vimeo.com/{number}", f"https://player.vimeo.com/video/{number}"
    return VideoAddress(f"{page}/{key}", f"{frame}?h={key}") if key else VideoAddress(page, frame)


def _other(host: str, path: str, query: dict[str, list[str]]) -> VideoAddress | None:
    if host in ("dailymotion.com", "dai.ly"):
        found = _DAILYMOTION_PATH.match(path)
        if found:
            page = f"https://www.dailymotion.com/video/{found.group(1)}"
            return VideoAddress(page, f"https://www.dailymotion.com/embed/video/{found.group(1)}")
    if host in ("facebook.com", "fb.watch") and (host == "fb.watch" or "/videos/" in path or path.startswith("/watch")):
        page = f"https://www.facebook.com{path}" if host == "facebook.com" else f"https://fb.watch{path}"
        if query.get("v"):
            page += f"?v={quote(query['v'][0])}"
        return VideoAddress(page, f"https://www.facebook.com/plugins/video.php?href={quote(page, safe='')}")
    return None
