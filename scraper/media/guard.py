"""Which hosts media may come from, and which network addresses may be connected to.

Addresses of media stand in pages that anybody may have written: without a guard, a crawl on a company's machine
could be led to that company's own servers.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from scraper.urls import host_of

MEDIA_HOSTS = ("wixstatic.com", "filesusr.com", "usrfiles.com", "wixmp.com")
"""Hosts, with all below them, on which Wix keeps media (WIX facts, 4)."""


class RefusedError(Exception):
    """An address that must not be fetched; the message says why, in a few words."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges addresses of media. ``site``: the crawled site's host, whose own documents are media too."""

    site: str = ""
    more_hosts: tuple[str, ...] = ()
    connect_to: dict[str, str] = field(default_factory=dict)
    """Host -> address (scheme, host, port) that is asked in its place: a mirror, or a test's own server."""

    def check(self, url: str) -> None:
        """Raise :class:`RefusedError` unless ``url`` is a web address on a host that media may come from."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise RefusedError("not an address") from None
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise RefusedError("not a web address")
        if host_of(url) in self.connect_to or self._is_site(parts.hostname):
            return
        if not any(_is_below(parts.hostname.lower(), host) for host in (*MEDIA_HOSTS, *self.more_hosts)):
            raise RefusedError(f"the host {parts.hostname} is not one of the site's media hosts")
        if port not in (None, 80, 443):
            raise RefusedError(f"port {port} is no web port")

    def target(self, url: str) -> str:
        """The address to ask for ``url``: its own, unless ``connect_to`` names another server."""
        base = self.connect_to.get(host_of(url))
        if base is None:
            return url
        stand_in, parts = urlsplit(base), urlsplit(url)
        return urlunsplit((stand_in.scheme, stand_in.netloc, parts.path, parts.query, ""))

    def may_be_private(self, host: str) -> bool:
        """True for hosts that the user named: the crawled site itself, and servers that stand in for others."""
        named = {urlsplit(base).hostname for base in self.connect_to.values()}
        return host.lower() in named or self._is_site(host)

    def _is_site(self, host: str) -> bool:
        return bool(self.site) and host.lower().removeprefix("www.") == self.site.removeprefix("www.")


def _is_below(host: str, allowed: str) -> bool:
    return host == allowed or host.endswith(f".{allowed}")


class GuardedResolver(AbstractResolver):
    """Resolves names, and refuses addresses that are not public; what was checked is what is connected to."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """All addresses of ``host``; raises :class:`RefusedError` if one of them is private."""
        found = await self._resolver.resolve(host, port, family)
        if not self._guard.may_be_private(host):
            for entry in found:
                check_public(entry["host"])
        return found

    async def close(self) -> None:
        """Let the resolver end."""
        await self._resolver.close()


def check_public(address: str) -> None:
    """Raise :class:`RefusedError` for loopback, private, link-local and reserved network addresses.

    >>> check_public("1.1.1.1")
    """
    number = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(number, "ipv4_mapped", None) or number
    if not inner.is_global or inner.is_multicast:
        raise RefusedError(f"{address} is not a public network address")


def literal_address(host: str) -> bool:
    """True if ``host`` is a network address itself, which no resolver is asked for."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
