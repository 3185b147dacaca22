"""The public page API: what a visitor's browser asks, from the same origin, without login (WIX facts, 5.2).

Never counts a view: the counters call always says ``skipViewCountIncrement``. Tokens stay in memory.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from scrapy import Request
from scrapy.http import JsonRequest

from scraper.extraction.post_lists import PostList, from_feed_answer
from scraper.extraction.warmup import BLOG_APP_ID, dig
from scraper.spiders.comments_api import COMMENT_ROUTES
from scraper.urls import decoded, slug_of

if TYPE_CHECKING:
    from scrapy.http import Response

    from scraper.archive import WarcReader

_ADAPTER = "/_api/blog-frontend-adapter-public/v2"
_JSON = {"Accept": "application/json"}
PAGE_SIZE = 100
"""Posts per list request; the most that known clients ask for."""


class PageApi:
    """Builds the API's requests and reads its answers; with an archive, asks only what it holds."""

    def __init__(self, base: str, reader: WarcReader | None) -> None:
        self._base = base
        self._reader = reader
        self._token: str | None = None

    def token_request(self) -> Request:
        """Ask for the visitor token. Never archived, so an archive needs none."""
        return Request(f"{self._base}/_api/v1/access-tokens", headers=_JSON)

    def take_token(self, response: Response) -> bool:
        """Remember the blog's token; False if the answer holds none."""
        app = dig(_json(response), "apps", BLOG_APP_ID)
        token = dig(app, "instance") or dig(app, "accessToken")
        self._token = token if isinstance(token, str) and token else None
        return self._token is not None

    def authorise(self, request: Request) -> None:
        """Put the token of now into ``request``, unless it was led away from the site."""
        if self._token and request.url.startswith(f"{self._base}/"):
            request.headers["authorization"] = self._token

    def sent_with_token_of_now(self, request: Request) -> bool:
        """False if a newer token has come since ``request`` was sent."""
        return bool(request.headers.get("authorization") == (self._token or "").encode())

    def list_request(self, number: int, language: str) -> Request | None:
        """Page ``number`` (from 1) of all posts; ``None`` if an archive does not hold it."""
        query = {
            "includeContent": "false",
            "includeInitialPageData": "true",
            "languageCode": language,
            "page": number,
            "pageSize": PAGE_SIZE,
            "type": "ALL_POSTS",
        }
        return self._get(f"{self._base}{_ADAPTER}/post-feed-page?{urlencode(query)}")

    def _get(self, url: str) -> Request | None:
        return Request(url, headers=_JSON) if self._reader is None or url in self._reader else None

    def read_list(self, response: Response) -> PostList | None:
        """The list in an answer, or ``None``."""
        answer = _json(response)
        page = dig(answer, "postFeedPage")
        metadata = dig(answer, "postFeedMetadataPage")
        if not isinstance(page, dict):
            return None
        return from_feed_answer(page, metadata if isinstance(metadata, dict) else {}, self._base, everything=True)

    def post_requests(self, url: str, language: str) -> list[Request]:
        """What to ask for the post at ``url``: its page, then its counters."""
        slug = _api_slug(url)
        language = language.split("-", maxsplit=1)[0]
        query = {"postId": slug, "translationsName": "main", "languageCode": language, "loadRichContent": "true"}
        page = self._get(f"{self._base}{_ADAPTER}/post-page/{quote(slug, safe='')}?{urlencode(query)}")
        metadata = f"{self._base}{_ADAPTER}/post-page-metadata/{quote(slug, safe='')}"
        data = {"postId": slug, "languageCode": language, "skipViewCountIncrement": True}
        counters = JsonRequest(metadata, data=data, headers=_JSON)
        return [*([page] if page else []), *([counters] if self._reader is None or metadata in self._reader else [])]


def is_api_url(url: str) -> bool:
    """True for addresses that need the token."""
    path = urlsplit(url).path
    return _ADAPTER in path or path.endswith(COMMENT_ROUTES)


def _api_slug(url: str) -> str:
    # Dated addresses: the API's slug is the whole part after /post/.
    path = decoded(urlsplit(url).path)
    for mark in ("/post/", "/single-post/"):
        if mark in path:
            return path.split(mark, 1)[1]
    return slug_of(url)


def _json(response: Response) -> Any:
    if response.status != 200:
        return None
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError):
        return None
