"""Addresses of media: from any form a Wix page uses to the address of the original.

The grammar is that of ``docs/body-html.md``: ``/media/<id>`` is the upload itself, everything from ``/v1/``
on is a transform of it. Nothing here asks the network; an address that is not Wix's comes back unchanged.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit, urlunsplit

_STATIC = "https://static.wixstatic.com/"
_VIDEO = "https://video.wixstatic.com/"
_DOCUMENT = "https://docs.wixstatic.com/"

# <owner>_<32 hex>, old and stock files without an owner, Unsplash; "f000" marks a frame of a video.
_ID = (
    r"(?:(?:[0-9a-z]{5,8}_)?[0-9a-f]{32}(?:f\d{3})?|nsplsh_[0-9a-z_-]+)"
    r"(?:[~_]mv2[0-9a-z_]*)?(?:\.[0-9a-z]{1,5})?"
)
_BARE_ID = re.compile(rf"^{_ID}$", re.IGNORECASE)
_POSTER = re.compile(r"/?([0-9a-z]{5,8}_[0-9a-f]{32})f\d{3}(?:[~_.]|$)", re.IGNORECASE)
_SCHEME = re.compile(r"^wix:(image|video|document|audio|vector)://v1/(.*)$", re.IGNORECASE | re.DOTALL)
_PATH = re.compile(r"^/?(media|video|ugd|mp3|shapes)/(.+)$")
_NOT_AN_ADDRESS = re.compile(r"^(?:data|blob|about|javascript):", re.IGNORECASE)
_BLUR = re.compile(r"(?:^|[,/])blur_\d")
_SIZE = re.compile(r"(?:^|[,/])[wh]_(\d+)")
_TINY = 50  # pixels: a transform this small is a stand-in until scripts load the real one
_GENERIC_NAME = re.compile(r"^file(?:\.[0-9a-z]{1,5})?$", re.IGNORECASE)
_HAS_EXTENSION = re.compile(r"\.[0-9A-Za-z]{1,5}$")
_DOCUMENT_PATH = re.compile(r"(?:^|/)ugd/")


def original_url(url_or_uri: str) -> str | None:
    """Address of the original behind ``url_or_uri``; ``None`` where there is no address at all.

    Takes transforms, bare ids, ``media/…`` paths and ``wix:`` URIs. A video keeps the rendition the page
    states, because that one is known to be served; a ``wix:video:`` URI gives the upload itself.

    >>> original_url("https://static.wixstatic.com/media/a1b2c3_0123456789abcdef0123456789abcdef%7Emv2.jpg/v1/fill/w_9/x.jpg")
    'https://static.wixstatic.com/media/a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg'
    >>> original_url("https://example.com/a.jpg?x=1")
    'https://example.com/a.jpg?x=1'
    """
    text = url_or_uri.strip()
    if not text or _NOT_AN_ADDRESS.match(text):
        return None
    scheme = _SCHEME.match(text)
    if scheme:
        return _from_scheme(scheme.group(1).lower(), scheme.group(2))
    plain = text.replace("%7E", "~").replace("%7e", "~")
    if _BARE_ID.match(plain):
        return f"{_STATIC}media/{plain}"
    if _PATH.match(plain) and not plain.startswith("/"):
        return _from_path(plain)
    return _from_address(f"https:{text}" if text.startswith("//") else text)


def _from_scheme(kind: str, rest: str) -> str | None:
    parts = [part for part in rest.split("#", 1)[0].split("/") if part]
    if not parts:
        return None
    if kind == "document":
        return f"{_DOCUMENT}ugd/{parts[1] if parts[0] == 'ugd' and len(parts) > 1 else parts[0]}"
    identifier = unquote(parts[0])
    if kind == "video":
        return f"{_VIDEO}video/{identifier}/file"
    folder = {"image": "media", "audio": "mp3", "vector": "shapes"}[kind]
    return f"{_STATIC}{folder}/{identifier}"


def _from_path(path: str) -> str:
    """``media/…``, ``video/…``, ``ugd/…``: paths as the JSON documents hold them."""
    path = path.lstrip("/").split("?", 1)[0].split("#", 1)[0]
    folder, rest = path.split("/", 1)
    if folder == "media":
        return f"{_STATIC}media/{rest.split('/', 1)[0]}"
    if folder == "video":
        return f"{_VIDEO}{path}"
    return f"{_DOCUMENT if folder == 'ugd' else _STATIC}{path}"


def _from_address(url: str) -> str:
    parts = _split(url)
    if parts is None:
        return url
    host = (parts.hostname or "").lower()
    if host == "wixstatic.com" or host.endswith(".wixstatic.com"):
        path = parts.path.replace("%7E", "~").replace("%7e", "~")
        media = path.find("/media/")
        if media >= 0 and path[media + 7 :].strip("/"):
            return f"{_STATIC}media/{path[media + 7 :].lstrip('/').split('/', 1)[0]}"
        return urlunsplit(("https", host, path, "", ""))
    if is_document(url):
        return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    return url


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.hostname
    except ValueError:
        return None
    return parts


def is_document(url: str) -> bool:
    """Tell the address of an uploaded document (``…/ugd/<id>.pdf``), on the site or on Wix's hosts."""
    parts = _split(url)
    return parts is not None and bool(_DOCUMENT_PATH.search(parts.path))


@lru_cache(maxsize=1024)
def media_id(url: str) -> str | None:
    """Wix's id of the medium, with extension, without transform; ``None`` for foreign addresses.

    >>> media_id("wix:image://v1/nsplsh_abc~mv2.jpg/photo.jpg#originWidth=10")
    'nsplsh_abc~mv2.jpg'
    """
    original = original_url(url)
    parts = _split(original) if original else None
    if parts is None:
        return None
    found = _PATH.match(parts.path.removeprefix("/_files"))
    if not found or not (parts.hostname or is_document(url)):
        return None
    host = (parts.hostname or "").lower()
    if found.group(1) != "ugd" and not host.endswith("wixstatic.com"):
        return None
    return found.group(2).split("/", 1)[0]


def is_placeholder(url: str) -> bool:
    """Tell a blurred or tiny stand-in that must never be stored, and for inline data."""
    if _NOT_AN_ADDRESS.match(url.strip()):
        return True
    transform = url.partition("/v1/")[2].replace("%2C", ",").replace("%2c", ",")
    operation = transform.rpartition("/")[0]
    if not operation:
        return False
    sizes = [int(number) for number in _SIZE.findall(operation)]
    return bool(_BLUR.search(operation)) or (bool(sizes) and max(sizes) <= _TINY)


def filename_of(url: str) -> str | None:
    """Take the human file name an address carries; ``None`` if it holds only an id or a generic ``file.png``.

    >>> filename_of("wix:document://v1/abc_0.pdf/Price%20list.pdf")
    'Price list.pdf'
    """
    text = url.strip()
    scheme = _SCHEME.match(text)
    if scheme:
        segments = scheme.group(2).split("#", 1)[0].split("/")
        return _human(segments[-1]) if len(segments) > 1 else None
    parts = _split(text)
    if parts is None or _NOT_AN_ADDRESS.match(text):
        return None
    download = parse_qs(parts.query).get("dn")
    return _human(download[0] if download else parts.path.rstrip("/").rpartition("/")[2])


def _human(name: str) -> str | None:
    name = unquote(name).strip()
    if not _HAS_EXTENSION.search(name) or _GENERIC_NAME.match(name) or _BARE_ID.match(name):
        return None
    return name


def video_of_poster(url: str) -> str | None:
    """Address of the uploaded video whose first frame ``url`` is (``/media/<video id>f000.jpg``)."""
    found = _POSTER.search(urlsplit(original_url(url) or "").path) if _split(url) else None
    return f"{_VIDEO}video/{found.group(1)}/file" if found else None
