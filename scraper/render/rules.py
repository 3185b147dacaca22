"""What a page that is being drawn may ask for: what it needs to be drawn, and nothing that counts or tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

PLATFORM_HOSTS = ("static.parastorage.com", "siteassets.parastorage.com", "static.wixstatic.com")
"""Where Wix keeps the code and the data of pages (scripts, styles, page models)."""

# Drawn from text alone: nobody looks at pictures, and where they are stands in the page.
_UNSEEN = frozenset(
    {"image", "media", "font", "texttrack", "manifest", "ping", "websocket", "eventsource", "cspreport"}
)
# The page API counts a view when its metadata are asked for (WIX facts, 5.2); as a GET too, for all that is known.
_COUNTING = re.compile(
    r"/_api/(?:.*/)?(?:post-page-metadata|[\w-]*(?:increment|view-?count)[\w-]*)(?:/|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Judges what a page at the address ``page`` asks for."""

    page: str

    def refusal(self, method: str, url: str, kind: str) -> str | None:
        """Why a request is not made; ``None`` if it is. ``kind``: Playwright's ``resource_type``."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return "not an address"
        if method != "GET":
            return f"{method} may count or change something"
        if kind in _UNSEEN:
            return f"{kind} is not needed"
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return "not a web address"
        if _COUNTING.search(parts.path):
            return "it counts a view"
        if _site(url) != _site(self.page) and (parts.hostname not in PLATFORM_HOSTS or port not in (None, 80, 443)):
            return f"the host {parts.hostname} is neither the site nor Wix's code"
        return None

    def leads_away(self, url: str) -> bool:
        """True for an address that is not on the page's own host."""
        return _site(url) != _site(self.page)


def _site(url: str) -> tuple[str, int | None]:
    parts = urlsplit(url)
    port = parts.port
    return (parts.hostname or "").removeprefix("www."), None if port in (80, 443) else port
