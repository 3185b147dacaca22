"""What a user may choose about the files of the formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scraper.exceptions import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

FLAVOURS = ("hugo", "jekyll", "eleventy", "astro")
RECEIVERS = ("wordpress", "ghost", "markdown")
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

    receiver: str = "wordpress"
    """``RECEIVER``: the system whose new addresses stand beside posts and pages in the audit."""
    receiver_url: str | None = None
    """``RECEIVER_URL``: address of the new site, no slash at its end; ``None`` = only paths are shown."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> ExportOptions:
        """Read the settings; raise :class:`ArgumentError` that names the first one which makes no sense."""
        default = cls()
        return cls(
            media_url=_folder(_web_address(settings, "EXPORT_MEDIA_URL", "https://files.example.com/media/")),
            wordpress_permalink=_structure(settings.get("WORDPRESS_PERMALINK") or default.wordpress_permalink),
            wordpress_max_bytes=_size(settings.get("WORDPRESS_MAX_BYTES") or default.wordpress_max_bytes),
            markdown_flavour=_one_of(FLAVOURS, settings, "MARKDOWN_FLAVOUR", default.markdown_flavour),
            receiver=_one_of(RECEIVERS, settings, "RECEIVER", default.receiver),
            receiver_url=_web_address(settings, "RECEIVER_URL", "https://new.example.com"),
        )


def _web_address(settings: Mapping[str, Any], name: str, example: str) -> str | None:
    value = settings.get(name)
    if not value:
        return None
    try:
        parts = urlsplit(str(value))
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ArgumentError(f"{name}={value!r} is no web address: e.g. -s {name}={example}")
    return str(value).rstrip("/")


def _folder(address: str | None) -> str | None:
    return address and f"{address}/"


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


def _one_of(known: tuple[str, ...], settings: Mapping[str, Any], name: str, default: str) -> str:
    value = settings.get(name) or default
    chosen = str(value).lower()
    if chosen not in known:
        raise ArgumentError(f"{name}={value!r} is unknown: choose from {', '.join(known)}")
    return chosen
