"""Arguments of ``scrapy crawl wix|healthwise -a name=value``, checked before anything else happens."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from scraper.exceptions import ArgumentError

_SITE_NAME = re.compile(r"[\w.-]+")
_RESERVED = {".", ".."}


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlArguments:
    """What the user asked for; each field is one ``-a`` argument."""

    url: str = ""
    """Start page of the site."""
    site: str = ""
    """Name of the folder under ``OUTPUT_DIR``."""
    archive: Path | None = None
    """A WARC file, or a folder of them, to read instead of the network."""
    limit: int | None = None
    """Fetch only the first N posts."""
    api: bool = True
    """False = never ask the public page API."""
    lang: str | None = None
    """Only this language of a multilingual site."""
    render: bool = False
    """True = a browser draws the pages whose content the server does not send."""

    @property
    def limits(self) -> tuple[str, ...]:
        """What leaves a part of the site out, as ``name=value``."""
        return tuple(f"{name}={value}" for name in ("limit", "lang") if (value := getattr(self, name)))


def parse_arguments(given: dict[str, str], *, url: str = "", site: str = "") -> CrawlArguments:
    """Check ``given`` against the known arguments; ``url`` and ``site`` are the spider's own defaults.

    Raises :class:`ArgumentError` with one line that says what to write instead.
    """
    names = [f.name for f in fields(CrawlArguments)]
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise ArgumentError(f"unknown argument {unknown[0]!r}: use one of {', '.join(names)}, e.g. -a limit=5")
    archive = Path(given["archive"]) if given.get("archive") else None
    address = _url(given.get("url") or url, required=archive is None)
    name = given.get("site") or site or (urlsplit(address).hostname or "")
    if not name and archive:
        name = archive.name.removesuffix(".gz").removesuffix(".warc")
    if not _SITE_NAME.fullmatch(name) or name in _RESERVED:
        raise ArgumentError(
            f"site={name!r} cannot be a folder name: use letters, digits, dots, dashes, e.g. -a site=clinic"
        )
    return CrawlArguments(
        url=address,
        site=name,
        archive=archive,
        limit=_limit(given.get("limit")),
        api=_switch("api", given.get("api", "on")),
        lang=_lang(given.get("lang")),
        render=_switch("render", given.get("render", "off")),
    )


def _url(value: str, *, required: bool) -> str:
    if not value:
        if required:
            raise ArgumentError("no site given: add -a url=https://www.example.com/")
        return ""
    try:
        parts = urlsplit(value)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"}:
        raise ArgumentError(f"url={value!r} is no web address: write it in full, e.g. -a url=https://www.example.com/")
    return value


def _limit(value: str | None) -> int | None:
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise ArgumentError(f"limit={value!r} is no number of posts: use a whole number from 1, e.g. -a limit=5")
    return int(value)


def _switch(name: str, value: str) -> bool:
    if value.lower() not in {"on", "off"}:
        raise ArgumentError(f"{name}={value!r} is neither on nor off: e.g. -a {name}=off")
    return value.lower() == "on"


def _lang(value: str | None) -> str | None:
    if value is None:
        return None
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
        raise ArgumentError(f"lang={value!r} is no language code: e.g. -a lang=en or -a lang=zh-hk")
    return value.lower()
