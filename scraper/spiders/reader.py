"""From a response to a record: the page is read, what it tells of the site is noted, its record is finished."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.extraction.post_data import PostData
from scraper.extraction.reading import PageTask
from scraper.extraction.slim import slim
from scraper.items import Author, Issue, Post
from scraper.pool import ReaderPool
from scraper.spiders.responses import charset, fetched_at
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from scrapy.http import Response

    from scraper.extraction.reading import Reading
    from scraper.items import Record
    from scraper.spiders.frontier import Frontier
    from scraper.spiders.inventory import Inventory


class PageReader:
    """Reads pages in its pool and tells frontier and inventory what they say."""

    def __init__(self, frontier: Frontier, inventory: Inventory, names: tuple[str, ...]) -> None:
        self.pool = ReaderPool(0)
        self.region: str | None = None
        self._frontier = frontier
        self._inventory = inventory
        self.names = names

    async def reading(self, response: Response, kind: str, answers: tuple[bytes, ...]) -> Reading:
        """What a page tells; ``answers``: what the page API said of the post."""
        return await self.pool.read(self._task(response, kind, answers))

    def note(self, reading: Reading, asked: str) -> Record | None:
        """The record of a page; ``None`` for pages that only list, and for those that turn out to be none.

        ``asked``: the address that was asked for.
        """
        if reading.gone:
            self._inventory.missing[asked] = reading.gone
            return None
        self._inventory.add_sightings(reading.sightings)
        self._inventory.add_media(reading.media)
        self._frontier.follow(reading)
        if isinstance(reading.item, Post):
            return self._post(reading, reading.item, asked)
        if isinstance(reading.item, Author):
            self._inventory.add_author(reading.item)
            return None
        return reading.item

    def _task(self, response: Response, kind: str, answers: tuple[bytes, ...]) -> PageTask:
        return PageTask(
            url=response.url,
            body=slim(response.body),
            base=self._frontier.grammar.base,
            kind=kind,
            fetched_at=fetched_at(response),
            encoding=charset(response),
            region=self.region,
            names=self.names,
            listed=self._inventory.listed.get(canonical_url(response.url), PostData()),
            owner_api=self._inventory.owned.get(canonical_url(response.url), PostData()),
            answers=answers,
        )

    def _post(self, reading: Reading, post: Post, asked: str) -> Post:
        self._inventory.list_post(post.url, "link")
        original = None if reading.genuine else self._inventory.original_of(post.url)
        if original is None:
            self._inventory.add_post(post, asked, reading.biography)
            return post
        # Kept in the store, because nothing that was fetched is dropped, but no export takes it for a post.
        self._inventory.add_copy(post.url, asked)
        text = f"this language does not hold the post: a copy of {original}, left out of exports"
        issue = Issue(field="language", code="language-trap", message=text)
        return replace(post, variant_of=original, issues=(*post.issues, issue))
