"""Addresses in one form, so that the same page has the same key wherever it is seen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Query parameters that only say where a visitor came from (public lists of the ad networks).
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|yclid|_hs\w+|lightbox)$", re.I)
_SAFE = "/:@!$&'()*+,;=-._~"
_PORT = re.compile(r":([0-9]{1,5})$")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def parts_of(url: str) -> SplitResult:
    """Split an address; what cannot be parsed as one has no parts.

    >>> parts_of("https://example.com/a").path, parts_of("https://[").path
    ('/a', '')
    """
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


@lru_cache(maxsize=2048)  # header and footer links repeat on every page
def canonical_url(url: str) -> str:
    """``url`` in the one form used as key: lower-case scheme and host, default port, fragment and
    tracking parameters gone, path percent-encoded from NFC, no trailing slash except on the root.
    What cannot be parsed as an address comes back trimmed, otherwise as it is.

    >>> canonical_url("HTTPS://Example.com:443/post/caf%c3%a9/?utm_source=x#top")
    'https://example.com/post/caf%C3%A9'
    >>> canonical_url("https://example.com")
    'https://example.com/'
    """
    url = url.strip()
    try:
        parts = urlsplit(_without_lone_surrogates(url))
        host = (parts.hostname or "").lower()
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if ":" in host:
        host = f"[{host}]"
    port = _port(parts.netloc)
    netloc = host if port in (None, _DEFAULT_PORTS.get(scheme)) else f"{host}:{port}"
    path = _encoded(parts.path).rstrip("/") or "/"
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
    return urlunsplit((scheme, netloc, path, query, ""))


def _port(netloc: str) -> int | None:
    found = _PORT.search(netloc)
    return int(found.group(1)) if found else None


def _encoded(path: str) -> str:
    plain = decoded(path)
    if plain is path and _ESCAPE.search(path):  # bytes that are not UTF-8: encoding "%" again would name another path
        return quote(_ESCAPE.sub(lambda found: found.group().upper(), path), safe=_SAFE + "%")
    return quote(plain, safe=_SAFE)


def _without_lone_surrogates(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def decoded(path: str) -> str:
    """``path`` percent-decoded, in NFC; bytes that are not UTF-8 stay encoded.

    >>> decoded("/post/%E9%87%9D%E7%81%B8")
    '/post/針灸'
    """
    try:
        return unicodedata.normalize("NFC", unquote(path, errors="strict"))
    except UnicodeDecodeError:
        return path


def slug_of(url: str) -> str:
    """The last part of the path, percent-decoded: ``""`` for the root."""
    return decoded(parts_of(url).path).rstrip("/").rsplit("/", 1)[-1]


def host_of(url: str) -> str:
    """Host in lower case, without port."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_web_address(url: str) -> bool:
    """True for an absolute address of a page or file: http or https, with a host.

    >>> is_web_address("https://example.com/a"), is_web_address("/a"), is_web_address("http://[a")
    (True, False, False)
    """
    return url.lower().startswith(("http://", "https://")) and bool(host_of(url))


def same_site(url: str, base: str) -> bool:
    """True if ``url`` lies on the site at ``base``: same host, ``www.`` aside, under its path prefix."""
    try:
        a, b = urlsplit(url), urlsplit(base)
    except ValueError:
        return False
    if host_of(url).removeprefix("www.") != host_of(base).removeprefix("www.") or _port(a.netloc) != _port(b.netloc):
        return False
    prefix = decoded(b.path).rstrip("/")
    path = decoded(a.path)
    return not prefix or path == prefix or path.startswith(prefix + "/")
