"""What a Scrapy response or failure says, in plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.items import Redirect
from scraper.urls import same_site

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

_LONGEST = 160


def fetched_at(response: Response) -> str | None:
    """When the answer came (UTC, ISO 8601), from the clock or from the archive."""
    return response.request.meta.get("fetched_at") if response.request else None


def redirects_of(response: Response) -> tuple[Redirect, ...]:
    """The hops that led to the answer, each from one address to the next."""
    meta = response.request.meta if response.request else {}
    urls, statuses = meta.get("redirect_urls", ()), meta.get("redirect_reasons", ())
    hops = zip(urls, (*urls[1:], response.url), statuses, strict=False)
    # A reason that is no number is that of a meta tag.
    return tuple(Redirect(source=a, target=b, status=status) for a, b, status in hops if isinstance(status, int))


def charset(response: Response) -> str | None:
    """The encoding that the transport declares; ``None`` leaves it to the page's own meta tag, not to guesswork."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
    _, _, declared = content_type.partition("charset=")
    return declared.split(";")[0].strip(" \"'") or None


def request_of(failure: Failure) -> Request:
    """The request that failed: Scrapy puts it on every failure that it hands to an errback."""
    request: Request = failure.request  # type: ignore[attr-defined]
    return request


def why(failure: Failure) -> str:
    """One line that says what went wrong."""
    text = failure.getErrorMessage().strip()
    name = failure.type.__name__ if failure.type else "error"
    return (text.splitlines()[0] if text else name)[:_LONGEST]


def why_not(response: Response, base: str) -> str | None:
    """Why a response is no page of the site at ``base``; ``None`` if it is one."""
    if response.status >= 400:
        return f"the server says {response.status}"
    if not same_site(response.url, base):
        return f"it leads away to {response.url}"
    return None
