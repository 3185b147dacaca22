"""Whether a thing is there already: by its slug, and by its date where slugs alone do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scraper.push.client import Client

_POSTS = {"/wp/v2/posts", "/wp/v2/pages"}
_STATES = "publish,future,draft,pending,private"
Found = dict[str, Any]


def look_up(
    client: Client, route: str, slug: str, date_gmt: str | None = None
) -> Callable[[], Awaitable[Found | None]]:
    """Return a question to WordPress: what has this slug and, if given, this date (UTC, without its zone)?"""

    async def ask() -> Found | None:
        query = {"slug": slug, "context": "edit", **({"status": _STATES} if route in _POSTS else {})}
        for found in await client.get(route, **query):
            # WordPress looks for what it makes of the slug: be sure that it is the same.
            same = unquote(str(found.get("slug") or "")).lower() == slug.lower()
            if same and (date_gmt is None or found.get("date_gmt") == date_gmt):
                return dict(found)
        return None

    return ask
