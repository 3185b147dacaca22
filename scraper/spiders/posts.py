"""All questions about one page, in order: the page, for posts the owner's or the page API, a browser, the comments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.extraction.reading import has_embedded_post, looks_genuine
from scraper.items import Post
from scraper.spiders.responses import request_of, why
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from scraper.extraction.reading import Reading
    from scraper.items import Record
    from scraper.spiders.comments_api import CommentDesk
    from scraper.spiders.inventory import Inventory
    from scraper.spiders.owner_desk import OwnerDesk
    from scraper.spiders.page_api import PageApi
    from scraper.spiders.reader import PageReader
    from scraper.spiders.render_desk import RenderDesk

_INSTEAD = "instead"
"""Key of a request's ``meta``: what to ask if the owner's API refuses."""


class PageChain:
    """Reads a page when everything that belongs to it has been answered; a page is let go before comments are asked."""

    def __init__(
        self, pages: PageReader, inventory: Inventory, comments: CommentDesk, owner: OwnerDesk, renders: RenderDesk
    ) -> None:
        self._pages = pages
        self._renders = renders
        self._inventory = inventory
        self._comments = comments
        self._owner = owner

    async def start(
        self, page: Response, asked: str, kind: str, api: PageApi | None, language: str
    ) -> AsyncIterator[Record | Request]:
        """A page that has come; ``api`` is ``None`` where it is not to be asked."""
        requests = self._questions(page, api, language) if kind == "post" else []
        if requests:
            yield self._ask_next(requests, page, asked, ())
            return
        async for found in self._read(page, asked, kind, ()):
            yield found

    def _questions(self, page: Response, api: PageApi | None, language: str) -> list[Request]:
        public = self._public_questions(page, api, language) if api else []
        own = self._owner.question(canonical_url(page.url))
        # The owner's API says all that the page API does, which is asked only if it refuses.
        return [own.replace(meta={**own.meta, _INSTEAD: public})] if own else public

    def _public_questions(self, page: Response, api: PageApi, language: str) -> list[Request]:
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
        instead = response.meta.pop(_INSTEAD, None)
        if instead is None:
            answers = (*answers, response.body) if response.status == 200 else answers
        elif (told := self._owner.answer(response)) is not None:
            answers = (*answers, told)
        else:
            rest = [*instead, *rest]
        if rest:
            yield self._ask_next(rest, page, asked, answers)
            return
        async for found in self._read(page, asked, "post", answers):
            yield found

    async def failed(self, failure: Failure) -> AsyncIterator[Record | Request]:
        """The API did not answer: the page alone must do, or the page API in place of the owner's."""
        request, kwargs = request_of(failure), request_of(failure).cb_kwargs
        instead = request.meta.pop(_INSTEAD, None)
        if instead is not None:
            self._owner.answers.fail("bodies of posts", why(failure))
        if instead:
            yield self._ask_next(instead, kwargs["page"], kwargs["asked"], kwargs["answers"])
            return
        async for found in self._read(kwargs["page"], kwargs["asked"], "post", kwargs["answers"]):
            yield found

    async def _read(
        self, page: Response, asked: str, kind: str, answers: tuple[bytes, ...]
    ) -> AsyncIterator[Record | Request]:
        reading = await self._pages.reading(page, kind, answers)
        url = canonical_url(page.url)
        if reading.gain and not reading.genuine and self._inventory.original_of(url):
            reading = replace(reading, gain=None)  # only another language's answer: it is no post, drawn or not
        request = self._renders.question(reading, page.url)
        if request:
            kwargs = {"first": reading, "asked": asked, "kind": kind, "answers": answers}
            yield request.replace(callback=self.drawn, errback=self.not_drawn, cb_kwargs=kwargs)
            return
        for found in self._told(self._renders.hint(reading), asked):
            yield found

    async def drawn(
        self, response: Response, first: Reading, asked: str, kind: str, answers: tuple[bytes, ...]
    ) -> AsyncIterator[Record | Request]:
        """The page as a browser shows it."""
        rendered = await self._pages.reading(response, kind, answers)
        for found in self._told(self._renders.answer(first, response, rendered), asked):
            yield found

    async def not_drawn(self, failure: Failure) -> AsyncIterator[Record | Request]:
        """The browser could not: what the server sent must do."""
        kwargs = request_of(failure).cb_kwargs
        for found in self._told(self._renders.failed(kwargs["first"], why(failure)), kwargs["asked"]):
            yield found

    def _told(self, reading: Reading, asked: str) -> Iterator[Record | Request]:
        record = self._pages.note(reading, asked)
        if isinstance(record, Post):
            yield from self._comments.begin(self._owner.judged(record), reading.comments, reading.owner)
        elif record:
            yield record
