"""All questions about one page, in order: the page, for posts the page API, then the comments; then the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction.reading import has_embedded_post, looks_genuine
from scraper.items import Post
from scraper.spiders.responses import request_of
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from scraper.items import Record
    from scraper.spiders.comments_api import CommentDesk
    from scraper.spiders.inventory import Inventory
    from scraper.spiders.page_api import PageApi
    from scraper.spiders.reader import PageReader


class PageChain:
    """Reads a page when everything that belongs to it has been answered; a page is let go before comments are asked."""

    def __init__(self, pages: PageReader, inventory: Inventory, comments: CommentDesk) -> None:
        self._pages = pages
        self._inventory = inventory
        self._comments = comments

    async def start(
        self, page: Response, asked: str, kind: str, api: PageApi | None, language: str
    ) -> AsyncIterator[Record | Request]:
        """A page that has come; ``api`` is ``None`` where it is not to be asked."""
        requests = self._questions(page, api, language) if kind == "post" and api else []
        if requests:
            yield self._ask_next(requests, page, asked, ())
            return
        async for found in self._read(page, asked, kind, ()):
            yield found

    def _questions(self, page: Response, api: PageApi, language: str) -> list[Request]:
        if has_embedded_post(page.body):
            return []
        if not looks_genuine(page.body) and self._inventory.original_of(canonical_url(page.url)):
            return []  # only another language's answer: the API would dress the copy up as the post
        return api.post_requests(page.url, language)

    def _ask_next(self, requests: list[Request], page: Response, asked: str, answers: tuple[bytes, ...]) -> Request:
        first, *rest = requests
        kwargs = {"rest": rest, "page": page, "asked": asked, "answers": answers}
        # Before all waiting pages: each such request holds a page of a megabyte until it is answered.
        return first.replace(
            callback=self.answered, errback=self.failed, cb_kwargs=kwargs, dont_filter=True, priority=1
        )

    async def answered(
        self, response: Response, rest: list[Request], page: Response, asked: str, answers: tuple[bytes, ...]
    ) -> AsyncIterator[Record | Request]:
        """One of the API's answers on a post; the post is read when all have come."""
        answers = (*answers, response.body) if response.status == 200 else answers
        if rest:
            yield self._ask_next(rest, page, asked, answers)
            return
        async for found in self._read(page, asked, "post", answers):
            yield found

    async def failed(self, failure: Failure) -> AsyncIterator[Record | Request]:
        """The API did not answer: the page alone must do."""
        kwargs = request_of(failure).cb_kwargs
        async for found in self._read(kwargs["page"], kwargs["asked"], "post", kwargs["answers"]):
            yield found

    async def _read(
        self, page: Response, asked: str, kind: str, answers: tuple[bytes, ...]
    ) -> AsyncIterator[Record | Request]:
        reading = await self._pages.reading(page, kind, answers)
        record = self._pages.note(reading, asked)
        if isinstance(record, Post):
            for found in self._comments.begin(record, reading.comments, reading.owner):
                yield found
        elif record:
            yield record
