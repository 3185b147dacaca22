"""Politeness: what counts as "come back later", and waiting before coming back."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.retry import get_retry_request

from scraper.spiders.page_api import is_api_url

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from scraper.spiders.page_api import PageApi

logger = logging.getLogger(__name__)

_REFUSED = {401, 403}
_BUSY = {429, 503}
_BROKEN = {500, 502, 504, 520, 522, 524, 408}
# Wix's own "too many requests" view comes with status 200 (WIX facts, 2.4).
_IN_PAGE_429 = b'data-hook="too-many-requests-page"'
_BODY_FIRST, _BODY_LAST = b'data-hook="rcv-block-first"', b'data-hook="rcv-block-last"'


class PoliteRetryMiddleware:
    """Repeats requests that the server put off or answered incompletely, after a pause of the whole crawl.

    Put off: status 429 and 503 (``Retry-After`` is honoured), Wix's in-page "too many requests" with status
    200. Broken: other 5xx and 408. Incomplete: HTML that ends before ``</html>`` or before the body's last
    block. The pause doubles with each try from ``RETRY_PAUSE`` seconds up to ``RETRY_PAUSE_MAX``; a request is
    repeated ``RETRY_TIMES`` times. What then still fails goes on to the spider, which reports it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pause = crawler.settings.getfloat("RETRY_PAUSE")
        self._max = crawler.settings.getfloat("RETRY_PAUSE_MAX")
        self._sleepers = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PoliteRetryMiddleware:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        reason = fault(response)
        spider = self._crawler.spider
        if reason is None or request.meta.get("dont_retry") or spider is None or getattr(spider, "archive", None):
            return response
        again = get_retry_request(request, spider=spider, reason=reason, logger=logger, give_up_log_level="INFO")
        if again is None:
            return response
        await self._wait(self._seconds(request, response), reason, request.url)
        return again

    def _seconds(self, request: Request, response: Response) -> float:
        stated = retry_after(response)
        if stated is not None:
            return min(stated, self._max)
        tries = int(request.meta.get("retry_times", 0))
        return float(min(self._pause * 2**tries, self._max))

    async def _wait(self, seconds: float, reason: str, url: str) -> None:
        # The whole crawl rests, not only this request: the server asked this client to slow down.
        logger.info("waiting %.0f s: %s at %s", seconds, reason, url)
        self._crawler.stats.inc_value("polite/waited_seconds", round(seconds))
        engine = self._crawler.engine
        self._sleepers += 1
        engine.pause()
        try:
            await asyncio.sleep(seconds)
        finally:
            self._sleepers -= 1
            if not self._sleepers:
                engine.unpause()


class TokenRenewalMiddleware:
    """Fetches a new visitor token when the page API refuses the old one, and asks again, once.

    Tokens last about twenty minutes (WIX facts, 5.2), a polite crawl of a large blog hours. If no new one is
    to be had, the spider gets the refusal, or the failure, and reads the page alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._renewing = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TokenRenewalMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Send the token of now: a request may have waited longer than the token that it was made with lives."""
        api: PageApi | None = getattr(self._crawler.spider, "api", None)
        if api is not None and is_api_url(request.url):
            api.authorise(request)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        api: PageApi | None = getattr(self._crawler.spider, "api", None)
        refused = response.status in _REFUSED and is_api_url(request.url)
        if api is None or not refused or request.meta.get("token_renewed"):
            return response
        async with self._renewing:  # one at a time: those refused meanwhile use the token that the first one gets
            if api.sent_with_token_of_now(request):
                answer = await self._crawler.engine.download_async(api.token_request())
                if not api.take_token(answer):
                    return response
                self._crawler.stats.inc_value("page_api/tokens_renewed")
        return request.replace(meta={**request.meta, "token_renewed": True}, dont_filter=True)


def fault(response: Response) -> str | None:
    """Why this answer should be asked for again, or ``None`` if it is whole."""
    if response.status in _BUSY:
        return f"the server says {response.status}, too busy"
    if response.status in _BROKEN:
        return f"the server says {response.status}"
    if response.status != 200 or b"html" not in (response.headers.get("Content-Type") or b"").lower():
        return None
    body = response.body
    first = body.find(_BODY_FIRST)
    if first < 0 and _IN_PAGE_429 in body:
        return "Wix's page says too many requests"
    if b"</html>" not in body[-2000:].lower() or (first >= 0 and body.find(_BODY_LAST, first) < 0):
        return "the page is cut off"
    return None


def retry_after(response: Response) -> float | None:
    """Seconds that ``Retry-After`` asks for (RFC 9110: a number or a date); ``None`` where it says nothing."""
    return seconds_asked((response.headers.get("Retry-After") or b"").decode("latin-1"))


def seconds_asked(header: str) -> float | None:
    """Seconds that the text of a ``Retry-After`` header asks for, from now on; ``None`` if it is none."""
    value = header.strip()
    if value.isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
