"""What ``-a render=on`` needs, and how a crawl is told to use it. Nothing here loads Playwright."""

from __future__ import annotations

import importlib.util
import math
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scraper.exceptions import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.settings import BaseSettings

RENDER = "render"
"""Key of a request's ``meta``: true for a page that a browser is to draw."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""Names under which Chromium is looked for in the PATH."""

_HANDLER = "scraper.render.handler.RenderHandler"
_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
# The browser has no network of its own: no name and no address leads anywhere. What it asks for is fetched by the
# crawl, or not at all; so even what is sent behind the back of request interception (the beacon of a page that is
# closed, shared workers, web sockets) goes nowhere.
_NO_NETWORK = ("--host-resolver-rules=MAP * ~NOTFOUND", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp")
_QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run")


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The settings ``RENDER_…``, checked."""

    chromium: str = ""
    """Path of the browser; ``""``: the first of :data:`BROWSERS` that is in the PATH."""
    timeout: float = 30.0
    """Seconds that a page may take."""
    pages: int = 1
    """Pages in the browser at a time."""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Raises :class:`ArgumentError` with one line that says what to write instead."""
        seconds, pages = settings.get("RENDER_TIMEOUT"), str(settings.get("RENDER_PAGES"))
        try:
            timeout = float(seconds)  # type: ignore[arg-type]  # None raises, which is the point
        except (TypeError, ValueError):
            timeout = 0.0
        if not 0 < timeout < math.inf:
            raise ArgumentError(f"RENDER_TIMEOUT={seconds!r} is no number of seconds: e.g. -s RENDER_TIMEOUT=60")
        if not (pages.isascii() and pages.isdigit() and int(pages)):
            raise ArgumentError(f"RENDER_PAGES={pages!r} is no number of pages: use a whole number from 1")
        return cls(str(settings.get("RENDER_CHROMIUM") or ""), timeout, int(pages))

    def browser(self) -> str:
        """Path of Chromium; raises :class:`ArgumentError` where there is none."""
        named = self.chromium
        found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
        if found is None and named:
            raise ArgumentError(f"RENDER_CHROMIUM={named!r} is no program: name Chromium's, e.g. /usr/bin/chromium")
        if found is None:
            raise ArgumentError(
                "render=on needs Chromium, and there is none: install it (Debian: apt install chromium), "
                "or name it with -s RENDER_CHROMIUM=/path/to/chromium"
            )
        return found


def check_rendering(settings: Mapping[str, Any]) -> None:
    """Raise :class:`ArgumentError` with one line unless all is there that ``render=on`` needs."""
    if importlib.util.find_spec("scrapy_playwright") is None:
        raise ArgumentError("render=on needs scrapy-playwright: pip install '.[render]', or leave render=on away")
    if settings.get("TWISTED_REACTOR") != _REACTOR:
        raise ArgumentError(f"render=on needs Scrapy's asyncio reactor: leave TWISTED_REACTOR at {_REACTOR}")
    RenderOptions.of(settings).browser()


def install(settings: BaseSettings, url: str) -> None:
    """Let the crawler of ``settings`` draw pages of the site that begins at ``url``.

    Each handler starts a process of Playwright's: one for plain http only where the site begins there, and none for
    https where a port says that the site is nowhere else.
    """
    options, parts = RenderOptions.of(settings), urlsplit(url)
    schemes = {parts.scheme} if parts.port else {"https", parts.scheme}
    own = {
        "DOWNLOAD_HANDLERS": {**settings.getdict("DOWNLOAD_HANDLERS"), **dict.fromkeys(schemes, _HANDLER)},
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": options.browser(),
            "args": [*_QUIET, *_NO_NETWORK],
            # Chromium's sandbox does not work for root, who has none to lose.
            "chromium_sandbox": os.geteuid() != 0,
            # Ctrl-C is the crawl's to handle: it ends when the page being drawn is done.
            "handle_sigint": False,
        },
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": options.pages,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": options.timeout * 1000,
    }
    for name, value in own.items():
        settings.set(name, value, priority="cmdline")
