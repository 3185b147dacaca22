"""Fetches what a page asks for while it is drawn: the browser itself has no network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

import aiohttp

from scraper.media.guard import Guard, GuardedResolver, RefusedError, check_public, literal_address
from scraper.render.rules import PLATFORM_HOSTS
from scraper.urls import host_of

if TYPE_CHECKING:
    from types import TracebackType

    from scraper.render.rules import Rules

_MAX_HOPS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_LARGEST = 32 * 1024 * 1024  # bytes: the largest script seen has 2 MB
_REMEMBERED = 96 * 1024 * 1024
# The transport's own, and what would tell one visitor from another.
_NOT_SENT = re.compile(r"(?:host|cookie|accept-encoding|connection|content-length|referer|sec-ch-.*)$", re.IGNORECASE)
_NOT_KEPT = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer as the browser is to see it."""

    status: int
    headers: dict[str, str]
    body: bytes


class BrowserNetwork:
    """Makes the requests that :class:`~scraper.render.rules.Rules` let through; a context manager.

    Names are resolved and addresses judged by the guard of media. Wix's own code is remembered: each page asks for
    the same.
    """

    def __init__(self, guard: Guard, timeout: float) -> None:
        self._guard = guard
        self._timeout = timeout
        self._session: aiohttp.ClientSession
        self._kept: dict[str, Fetched] = {}
        self._room = _REMEMBERED

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=GuardedResolver(self._guard), limit=6),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self._timeout),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(self, url: str, kind: str, headers: dict[str, str], rules: Rules) -> Fetched:
        """The answer at ``url``, redirects followed one by one.

        Raises :class:`RefusedError` where it or a redirect must not be asked for, and aiohttp's errors.
        """
        known = self._kept.get(url)
        if known is not None:
            return known
        sent = {name: value for name, value in headers.items() if not _NOT_SENT.match(name)}
        asked = url
        for _ in range(_MAX_HOPS + 1):
            self._check(asked, kind, rules)
            async with self._session.get(asked, headers=sent, allow_redirects=False) as response:
                if response.status in _REDIRECTS and "Location" in response.headers:
                    if kind == "document":  # the browser would show the other page at this one's address
                        raise RefusedError("it leads to another page")
                    asked = urljoin(asked, response.headers["Location"])
                    if rules.leads_away(asked):  # what a script sends along is meant for its own site
                        sent = {name: value for name, value in sent.items() if name.lower() != "authorization"}
                    continue
                return self._remember(url, await _taken(response))
        raise RefusedError(f"more than {_MAX_HOPS} redirects")

    def _check(self, url: str, kind: str, rules: Rules) -> None:
        refusal = rules.refusal("GET", url, kind)
        if refusal:
            raise RefusedError(refusal)
        host = urlsplit(url).hostname or ""
        # The resolver is not asked for what is an address already.
        if literal_address(host) and not self._guard.may_be_private(host):
            check_public(host)

    def _remember(self, url: str, fetched: Fetched) -> Fetched:
        if fetched.status == 200 and host_of(url) in PLATFORM_HOSTS and len(fetched.body) <= self._room:
            self._room -= len(fetched.body)
            self._kept[url] = fetched
        return fetched


async def _taken(response: aiohttp.ClientResponse) -> Fetched:
    parts, size = [], 0
    async for part in response.content.iter_any():
        size += len(part)
        if size > _LARGEST:
            raise RefusedError(f"more than {_LARGEST >> 20} MiB")
        parts.append(part)
    headers = {name: value for name, value in response.headers.items() if name.lower() not in _NOT_KEPT}
    return Fetched(response.status, headers, b"".join(parts))
