"""Draws pages with Chromium through scrapy-playwright; loaded by Scrapy with ``-a render=on`` alone.

A request with :data:`~scraper.render.options.RENDER` in its ``meta`` is drawn, all others are fetched as ever. What
comes back is the page's HTML when its scripts have come to rest.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING, Any

import aiohttp
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from scraper.media.guard import Guard, RefusedError
from scraper.render.network import BrowserNetwork
from scraper.render.options import RENDER, RenderOptions
from scraper.render.rules import Rules
from scraper.urls import host_of

if TYPE_CHECKING:
    from playwright.async_api import Page, Route
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

_GRACE = 5.0  # seconds
_REST = 0.25  # seconds between two looks at a page
_LOOKS = 4  # so many equal looks are rest
# Images that are not loaded, and parts that are drawn when somebody sees them, come when the page is scrolled.
_SCROLL = "window.scrollTo(0, document.documentElement.scrollHeight)"
_LOOK = "document.documentElement.outerHTML.length"


class RenderError(Exception):
    """A page could not be drawn; the message says why, in a few words."""


class RenderHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # its types are not read
    """Scrapy's handler for http and https, with a browser for some pages."""

    def __init__(self, crawler: Crawler) -> None:
        # It tells of every failure with its whole stack; the spider tells them in the report.
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        super().__init__(crawler)
        self._options = RenderOptions.of(crawler.settings)
        self._own_crawler = crawler
        self._stack = AsyncExitStack()
        self._network: BrowserNetwork | None = None

    async def download_request(self, request: Request) -> Response:
        """The answer to ``request``; raises :class:`RenderError` for a page that cannot be drawn."""
        answer: Response
        if not request.meta.get(RENDER):
            answer = await super().download_request(request)
            return answer
        visit = Visit(request, await self._opened(), self._options.timeout)
        try:
            async with asyncio.timeout(self._options.timeout + visit.grace):
                answer = await super().download_request(request.replace(meta={**request.meta, **visit.meta()}))
                # Others note on the request that they gave, e.g. when its answer came.
                return answer.replace(request=request)
        except (TimeoutError, PlaywrightTimeoutError):
            raise RenderError(f"not done in {self._options.timeout:g} seconds") from None
        except PlaywrightError as error:
            raise RenderError(visit.failure or error.message.strip().splitlines()[0]) from None
        finally:
            await visit.close()

    async def _opened(self) -> BrowserNetwork:
        if self._network is None:
            arguments = getattr(self._own_crawler.spider, "arguments", None)
            guard = Guard(host_of(arguments.url) if arguments else "")
            self._network = await self._stack.enter_async_context(BrowserNetwork(guard, self._options.timeout))
        return self._network

    async def close(self) -> None:
        """Let browser and connections end."""
        await super().close()
        await self._stack.aclose()


class Visit:
    """One page in the browser, from its first request to its closing."""

    def __init__(self, request: Request, network: BrowserNetwork, seconds: float) -> None:
        self.failure = ""
        """Why the page itself could not be fetched."""
        self._request, self._network, self._seconds = request, network, seconds
        self.grace = min(_GRACE, seconds)
        """Seconds for handing over a page whose time is up, and for closing it."""
        self._rules = Rules(request.url)
        self._page: Page | None = None
        self._under_way = 0
        agent, language = (request.headers.get(name) for name in ("User-Agent", "Accept-Language"))
        self._headers = {
            name: value.decode("latin-1")
            for name, value in (("user-agent", agent), ("accept-language", language))
            if value
        }

    def meta(self) -> dict[str, Any]:
        """What tells scrapy-playwright how to go about it."""
        agent = self._headers.get("user-agent")
        return {
            "playwright": True,
            "playwright_context_kwargs": {
                "service_workers": "block",  # their requests would not be seen
                "accept_downloads": False,
                **({"user_agent": agent} if agent else {}),
            },
            "playwright_page_init_callback": self._prepare,
            "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
            "playwright_page_methods": [PageMethod(self._rest)],
        }

    async def _prepare(self, page: Page, _request: Request) -> None:
        self._page = page
        context = page.context
        await context.clear_cookies()  # a page must not see what another one has set
        # The last route that was set is asked first: that of scrapy-playwright, which lets all through, never is.
        await page.route("**/*", self._answer)
        # What opens in a window of its own is no part of the page.
        page.on("popup", lambda popup: popup.close())

    async def _answer(self, route: Route) -> None:
        asked = route.request
        refusal = self._rules.refusal(asked.method, asked.url, asked.resource_type)
        with suppress(PlaywrightError):  # the page may be closed while its answers come
            if refusal:
                await route.abort("blockedbyclient")
                return
            self._under_way += 1
            try:
                headers = {**asked.headers, **self._headers}
                found = await self._network.get(asked.url, asked.resource_type, headers, self._rules)
            except (RefusedError, aiohttp.ClientError, TimeoutError, OSError) as error:
                if asked.is_navigation_request() and asked.frame.parent_frame is None:
                    self.failure = str(error) or type(error).__name__
                await route.abort("failed")
                return
            finally:
                self._under_way -= 1
            await route.fulfill(status=found.status, headers=found.headers, body=found.body)

    async def _rest(self, page: Page) -> None:
        """Wait until the page has come to rest, or its time is up: then what is there is taken."""
        with suppress(TimeoutError, PlaywrightError):
            async with asyncio.timeout(self._seconds * 0.8):
                await page.evaluate(_SCROLL)
                # Playwright's own "network idle" waits in vain for sockets and beacons, which Wix's pages always have
                # (WIX facts, 8). Here only what is really fetched counts.
                looks: list[tuple[int, int]] = []
                while len(looks) < _LOOKS or set(looks[-_LOOKS:]) != {(looks[-1][0], 0)}:
                    looks.append((await page.evaluate(_LOOK), self._under_way))
                    await asyncio.sleep(_REST)

    async def close(self) -> None:
        """Close the page if it is still open: the next one waits for its place."""
        page = self._page
        if page is not None and not page.is_closed():
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(self.grace):
                    await page.close()
