"""What a user may choose about the files of the formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scraper.exceptions import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

FLAVOURS = ("hugo", "jekyll", "eleventy", "astro")
_POST_TAG = "%postname%"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """Choices that change what the formats write; the same store and options give the same bytes."""

    media_url: str | None = None
    """``EXPORT_MEDIA_URL``: where the folder ``media/`` can be fetched; ``None`` = receivers fetch from Wix."""
    wordpress_permalink: str = f"/{_POST_TAG}/"
    """``WORDPRESS_PERMALINK``: the structure set in WordPress under Settings, Permalinks."""
    wordpress_max_bytes: int = 8 * 1024 * 1024
    """``WORDPRESS_MAX_BYTES``: size at which ``wordpress.xml`` is split."""
    markdown_flavour: str = "hugo"
    """``MARKDOWN_FLAVOUR``: the generator for which front matter and shape of ``markdown/`` are meant."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> ExportOptions:
        """Read the settings; raise :class:`ArgumentError` that names the first one which makes no sense."""
        default = cls()
        return cls(
            media_url=_web_address(settings.get("EXPORT_MEDIA_URL")),
            wordpress_permalink=_structure(settings.get("WORDPRESS_PERMALINK") or default.wordpress_permalink),
            wordpress_max_bytes=_size(settings.get("WORDPRESS_MAX_BYTES") or default.wordpress_max_bytes),
            markdown_flavour=_flavour(settings.get("MARKDOWN_FLAVOUR") or default.markdown_flavour),
        )


def _web_address(value: Any) -> str | None:
    if not value:
        return None
    parts = urlsplit(str(value))
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ArgumentError(
            f"EXPORT_MEDIA_URL={value!r} is no web address: e.g. -s EXPORT_MEDIA_URL=https://files.example.com/media/"
        )
    return str(value).rstrip("/") + "/"


def _structure(value: Any) -> str:
    structure = str(value)
    if not structure.startswith("/") or _POST_TAG not in structure:
        raise ArgumentError(
            f"WORDPRESS_PERMALINK={value!r} must begin with / and hold {_POST_TAG}: "
            f"e.g. -s WORDPRESS_PERMALINK=/post/{_POST_TAG}/"
        )
    return structure


def _size(value: Any) -> int:
    try:
        size = int(value)
    except (TypeError, ValueError):
        size = 0
    if size < 1:
        raise ArgumentError(f"WORDPRESS_MAX_BYTES={value!r} is no number of bytes: e.g. -s WORDPRESS_MAX_BYTES=8000000")
    return size


def _flavour(value: Any) -> str:
    flavour = str(value).lower()
    if flavour not in FLAVOURS:
        raise ArgumentError(f"MARKDOWN_FLAVOUR={value!r} is unknown: choose from {', '.join(FLAVOURS)}")
    return flavour
