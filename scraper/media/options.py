"""The settings that concern media, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scraper.exceptions import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SWITCHES = {"true": True, "1": True, "false": False, "0": False}
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaOptions:
    """What to fetch and how. A file larger than ``max_bytes`` is not fetched; ``pause``: seconds before a repeat."""

    wanted: bool = True
    archived: bool = True
    strip_exif: bool = False
    max_bytes: int = 500 * _MIB
    concurrency: int = 4
    hosts: tuple[str, ...] = ()
    connect_to: dict[str, str] = field(default_factory=dict)
    repeats: int = 3
    pause: float = 5.0
    longest_pause: float = 300.0
    user_agent: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> MediaOptions:
        """Read the settings; raises :class:`~scraper.exceptions.ArgumentError` for a value that is none."""
        return cls(
            wanted=_switch(settings, "MEDIA"),
            archived=_switch(settings, "ARCHIVE") and _switch(settings, "ARCHIVE_MEDIA"),
            strip_exif=_switch(settings, "STRIP_EXIF"),
            max_bytes=_number(settings, "MEDIA_MAX_SIZE", "a size in MiB, e.g. 500") * _MIB,
            concurrency=_number(settings, "MEDIA_CONCURRENCY", "a number of downloads at a time, e.g. 4"),
            hosts=tuple(_host(name) for name in _listed(settings, "MEDIA_HOSTS")),
            connect_to=dict(_stand_in(entry) for entry in _listed(settings, "MEDIA_CONNECT_TO")),
            repeats=int(settings.get("RETRY_TIMES", 3)),
            pause=float(settings.get("RETRY_PAUSE", 5)),
            longest_pause=float(settings.get("RETRY_PAUSE_MAX", 300)),
            user_agent=str(settings.get("USER_AGENT", "")),
        )


def _switch(settings: Mapping[str, Any], name: str) -> bool:
    value = str(settings.get(name, True)).lower()
    if value not in _SWITCHES:
        raise ArgumentError(f"{name}={settings.get(name)!r} is neither True nor False: e.g. -s {name}=False")
    return _SWITCHES[value]


def _number(settings: Mapping[str, Any], name: str, what: str) -> int:
    value = str(settings.get(name, ""))
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 1_000_000):
        raise ArgumentError(f"{name}={value!r} is not {what}")
    return int(value)


def _listed(settings: Mapping[str, Any], name: str) -> list[str]:
    value = settings.get(name) or ""
    parts = value.split(",") if isinstance(value, str) else list(value)
    return [part.strip() for part in parts if part.strip()]


def _host(name: str) -> str:
    if "/" in name or ":" in name or "." not in name:
        raise ArgumentError(f"MEDIA_HOSTS: {name!r} is not the name of a host: e.g. -s MEDIA_HOSTS=cdn.example.com")
    return name.lower()


def _stand_in(entry: str) -> tuple[str, str]:
    host, mark, base = entry.partition("=")
    parts = urlsplit(base)
    if not mark or not host or parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        example = "e.g. -s MEDIA_CONNECT_TO=static.wixstatic.com=http://127.0.0.1:8000"
        raise ArgumentError(f"MEDIA_CONNECT_TO: {entry!r} does not say host=address: {example}")
    return host.lower(), base.rstrip("/")
