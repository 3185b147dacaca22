"""Profiles on social networks and links to maps."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qs, parse_qsl, unquote, urlencode, urlsplit

from scraper.extraction.contacts.networks import network_of

# The accounts that Wix's templates link to.
_WIX = re.compile(
    r"/(?:company/|user/|c/|channel/|@)*@?(?:wix|wix[.-]?com|wixstudio|wix-studio|editorx|wixpress)/?$", re.IGNORECASE
)
_SUBPAGE = re.compile(r"(?<=[^/])/(?:about|posts|jobs|people|videos|featured|mycompany)$", re.IGNORECASE)
# Parameters that belong to an address; the others say where a visitor came from or in which language to show it.
_KEPT_QUERY = frozenset({"id"})

_MAP_HOSTS = re.compile(
    r"(?:www\.)?(?:maps\.app\.goo\.gl|maps\.apple\.com|openstreetmap\.org|waze\.com|g\.page|map\.naver\.com|map\.kakao\.com|"
    r"naver\.me|ditu\.amap\.com|map\.baidu\.com|maps\.google\.[a-z.]+)",
    re.IGNORECASE,
)
_MAP_PATHS = re.compile(
    r"(?:www\.)?(?:google\.[a-z.]+/maps\b|goo\.gl/maps\b|bing\.com/maps\b|yandex\.\w+/maps\b)", re.IGNORECASE
)
_COORDINATES = re.compile(r"[\s(]*-?\d+\.\d+[,\s]+-?\d+\.\d+")


def _split(href: str) -> SplitResult | None:
    href = href.strip()
    try:
        return urlsplit("https:" + href if href.startswith("//") else href)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def profile(href: str) -> tuple[str, str] | None:
    """Return the name of the network and the profile's address in one form; ``None`` where the link is no profile.

    >>> profile("http://www.facebook.com/example/?fref=ts")
    ('Facebook', 'https://www.facebook.com/example')
    >>> profile("https://www.facebook.com/sharer/sharer.php?u=https://example.org")
    """
    parts = _split(href)
    if parts is None or parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    network = network_of(parts.hostname)
    path = _SUBPAGE.sub("", parts.path.strip("/"))
    if network is None or path.partition("/")[0].lower() in network.reserved or not network.path.fullmatch(path):
        return None
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key in _KEPT_QUERY])
    if path.lower() == "profile.php" and not query:
        return None
    return network.name, f"https://{parts.hostname.lower()}/{path}" + (f"?{query}" if query else "")


def profile_key(address: str) -> str:
    """Return what the spellings of one profile share: network and name, in lower case.

    >>> profile_key("https://de.linkedin.com/in/Example") == profile_key("https://www.linkedin.com/in/example")
    True
    """
    host, _, path = address.removeprefix("https://").partition("/")
    network = network_of(host)
    return f"{network.name if network else host}/{unquote(path).lower()}".replace("/@", "/")


def is_placeholder_profile(address: str) -> bool:
    """Tell whether a profile is one of Wix's own, which templates link to until the owner edits them."""
    return _WIX.search(urlsplit(address).path) is not None


def is_map(href: str) -> bool:
    """Tell whether a link or a frame shows a place on a map."""
    parts = _split(href)
    if parts is None or not parts.hostname:
        return False
    if _MAP_PATHS.match(parts.hostname + parts.path):
        return True
    return _MAP_HOSTS.fullmatch(parts.hostname) is not None and bool(parts.path.strip("/") or parts.query)


def map_address(href: str) -> str | None:
    """Return the words of the place that a map link searches for; ``None`` where it holds coordinates or an id only.

    >>> map_address("https://www.google.com/maps/search/?api=1&query=1+Example+Road,+Townsville")
    '1 Example Road, Townsville'
    """
    parts = _split(href)
    if parts is None:
        return None
    query = parse_qs(parts.query)
    found = re.search(r"/(?:place|search|dir/[^/]*)/([^/@]+)", parts.path)
    shown = [unquote(found[1].replace("+", " "))] if found else []
    for key in ("q", "query", "daddr", "destination", "address"):
        shown.extend(query.get(key, []))
    for text in shown:
        if not _COORDINATES.match(text) and not text.startswith("place_id:"):
            return " ".join(text.split())
    return None
