"""The owner's API key: where it comes from, and how it goes nowhere but to Wix's API.

The command takes it out of the environment and hands it to one middleware, the last before the downloader. That adds it
to a call, takes it off again as soon as the answer is there, and blots it out of the answer before anything keeps it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import deque
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers

from scraper.compression import DecompressionMiddleware
from scraper.exceptions import ArgumentError
from scraper.secret import forms_of, is_protected
from scraper.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

KEY, SITE = "WIX_API_KEY", "WIX_SITE_ID"
"""Names of the two variables of the environment."""
OWNER_CALL = "owner_call"
"""Key of a request's ``meta``: true for a call that is to carry the owner's key."""
CALLS, SECONDS = 200, 61.0
"""Wix's limit is 200 calls a minute; a second more, because the way there takes now longer, now shorter."""

_SETTING = "OWNER_KEY"  # holds an OwnerKey, which only the command can put there
_HIDDEN = b"[key]"
_SHORTEST = 16
_PRINTABLE = re.compile(r"[!-~]+")
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SECRET = re.compile(r"key|token|secret", re.IGNORECASE)


class OwnerKey:
    """The key with its site. It shows itself to nobody: neither as text nor pickled."""

    __slots__ = ("_forms", "_key", "_site_id")

    def __init__(self, key: str, site_id: str) -> None:
        self._key, self._site_id = key, site_id
        self._forms = re.compile(b"|".join(re.escape(form) for form in forms_of(key)), re.IGNORECASE)

    def __repr__(self) -> str:
        return "OwnerKey([key])"

    def __deepcopy__(self, _memo: Any) -> OwnerKey:
        return self  # settings are copied; the key need not be

    def __reduce__(self) -> NoReturn:
        raise TypeError("the owner's key is not written anywhere")

    def headers(self) -> dict[str, str]:
        """What a call carries (WIX facts, 7)."""
        return {"Authorization": self._key, "wix-site-id": self._site_id}

    def hide(self, data: bytes) -> bytes:
        """``data`` without the key, be it plain, percent-encoded, in JSON, in hex or in any base64."""
        return self._forms.sub(_HIDDEN, data)


def take_owner_key(environ: MutableMapping[str, str], *, needed: bool = True) -> OwnerKey | None:
    """Take the key out of the environment, so that no process started from here inherits it; ``None``: there is none.

    Not ``needed``: it is forgotten. Raises :class:`ArgumentError` with one line, which never holds the key.
    """
    key, site = environ.pop(KEY, "").strip(), environ.get(SITE, "").strip()
    if not needed:
        return None
    if not key:
        if site:
            logger.warning("%s is set, %s is not: only what the public sees is read", SITE, KEY)
        return None
    if len(key) < _SHORTEST or not _PRINTABLE.fullmatch(key):
        raise ArgumentError(f"{KEY} holds no API key: copy it again from Wix's API Keys Manager, on one line")
    if not site:
        raise ArgumentError(f"{KEY} is set, {SITE} is not: export {SITE}=… (it stands in the dashboard's address)")
    if not _GUID.fullmatch(site):
        raise ArgumentError(f"{SITE} is no site id: it is the part of the dashboard's address behind /dashboard/")
    return OwnerKey(key, site)


def refuse_on_command_line(settings: Mapping[str, Any], arguments: Iterable[str]) -> None:
    """Raise :class:`ArgumentError` if somebody wrote a key where other people and the shell's history can read it."""
    shown = [f"-s {name}=" for name in (KEY, SITE) if settings.get(name) is not None]
    shown += [f"-a {name}=" for name in arguments if _SECRET.search(name) or name.upper() == SITE]
    if shown:
        raise ArgumentError(
            f"{shown[0]} is not read, because a command line is no secret: set {KEY} and {SITE} in the environment"
        )


def api_base(settings: Mapping[str, Any]) -> str:
    """``WIX_API_BASE`` without a trailing slash; raises :class:`ArgumentError` where a key would not be safe."""
    stated = str(settings.get("WIX_API_BASE") or "")
    try:
        parts = urlsplit(stated)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or not is_protected(parts) or parts.query or parts.fragment or parts.username:
        raise ArgumentError(
            f"WIX_API_BASE={stated!r} cannot be given the key: use https://…, or http://127.0.0.1:… for a test"
        )
    return stated.rstrip("/")


def hand_over(settings: BaseSettings, key: OwnerKey | None) -> None:
    """Let the crawler of ``settings`` use ``key``; certificates are then checked, which is not Scrapy's default."""
    if key is not None:
        settings.set(_SETTING, key, priority="cmdline")
        settings.set("DOWNLOAD_VERIFY_CERTIFICATES", True, priority="cmdline")


def owner_key(settings: Mapping[str, Any]) -> OwnerKey | None:
    """The key that the command handed over."""
    key = settings.get(_SETTING)
    return key if isinstance(key, OwnerKey) else None


class RateLimit:
    """At most ``calls`` in any ``seconds``: who comes too early waits."""

    def __init__(
        self,
        calls: int = CALLS,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._turns: deque[float] = deque(maxlen=calls)
        self._seconds, self._clock, self._sleep = seconds, clock, sleep
        self._queue = asyncio.Lock()

    async def turn(self) -> None:
        """Wait until one more call is allowed."""
        async with self._queue:
            if len(self._turns) == self._turns.maxlen:
                wait = self._turns[0] + self._seconds - self._clock()
                if wait > 0:
                    await self._sleep(wait)
            self._turns.append(self._clock())


class OwnerKeyMiddleware:
    """Puts the key on calls of the owner's API, the last thing before the downloader, and takes it off at once."""

    def __init__(self, crawler: Crawler, limit: RateLimit | None = None) -> None:
        self._key = owner_key(crawler.settings)
        self._base = api_base(crawler.settings)
        self._limit = limit or RateLimit()
        self._unpacker = DecompressionMiddleware.from_crawler(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OwnerKeyMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if not request.meta.get(OWNER_CALL):
            return
        if self._key is None or not self._is_ours(request.url):
            raise IgnoreRequest(f"{host_of(request.url)} is not given the owner's key")
        await self._limit.turn()
        request.headers.update(self._key.headers())

    def _is_ours(self, url: str) -> bool:
        asked, base = urlsplit(url), urlsplit(self._base)
        return (asked.scheme, asked.netloc) == (base.scheme, base.netloc)

    def process_response(self, request: Request, response: Response) -> Response:
        if self._key is None or not request.meta.get(OWNER_CALL):
            return response
        self._take_off(request)
        plain = self._unpacker.process_response(request, response)
        if (plain.headers.get("Content-Encoding") or b"identity") != b"identity":
            raise IgnoreRequest("the answer is packed in a way that was not asked for")
        hide = self._key.hide
        headers = Headers(
            {hide(name): [hide(value) for value in plain.headers.getlist(name)] for name in plain.headers}
        )
        return plain.replace(headers=headers, body=hide(plain.body))

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002 - Scrapy's signature
        self._take_off(request)

    def _take_off(self, request: Request) -> None:
        # What is repeated, led elsewhere, logged or remembered is a request without the key.
        for name in ("Authorization", "wix-site-id"):
            if request.meta.get(OWNER_CALL):
                request.headers.pop(name, None)
