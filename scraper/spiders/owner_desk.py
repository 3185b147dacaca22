"""The conversation with the owner's API: lists first, then the people and drafts they name, bodies one by one.

Memory: the lists come without bodies; the body of a post is asked for when its page is there (or turns out not to be),
so that no more bodies are held than pages. That costs a call a post, beside the page's own, at 200 a minute.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scraper.extraction.owner_data import (
    DELETED,
    PUBLISHED,
    SOURCE,
    Draft,
    draft_from,
    draft_url,
    entries_of,
    named,
    post_from,
    seo_from,
    terms_from,
    total_of,
    with_body,
)
from scraper.extraction.owner_post import OwnerTask, read_owner_post
from scraper.items import Issue, Post
from scraper.owner_key import api_base, owner_key
from scraper.spiders.frontier import BATCH
from scraper.spiders.owner_answers import OwnerAnswers
from scraper.spiders.owner_api import LISTINGS, PAGE_SIZE, Listing, OwnerApi
from scraper.spiders.owner_members import WHAT, OwnerMembers
from scraper.spiders.responses import fetched_at, request_of, why
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from scraper.archive import WarcReader
    from scraper.arguments import CrawlArguments
    from scraper.extraction.post_data import PostData, Term
    from scraper.items import Record
    from scraper.spiders.comments_api import CommentDesk
    from scraper.spiders.frontier import Frontier
    from scraper.spiders.inventory import Inventory
    from scraper.spiders.reader import PageReader


class OwnerDesk:
    """Asks the API; what it says goes to the inventory, what only it shows becomes records."""

    def __init__(
        self,
        arguments: CrawlArguments,
        inventory: Inventory,
        frontier: Frontier,
        pages: PageReader,
        comments: CommentDesk,
    ) -> None:
        self._arguments, self._inventory, self._frontier = arguments, inventory, frontier
        self._pages, self._comments = pages, comments
        self._api: OwnerApi
        self._open = False
        self.answers = OwnerAnswers()
        self._reader: WarcReader | None = None
        self._base = ""
        self._todo: deque[Request] = deque()
        self._stages: deque[Callable[[], Iterator[Request]]] = deque()
        self._terms: dict[str, Term] = {}
        self._had: dict[str, set[str]] = {}
        self._drafts: dict[str, Draft] = {}
        self._changed: set[str] = set()
        self._members: OwnerMembers
        self._alone: set[str] = set()

    def connect(self, crawler: Crawler, reader: WarcReader | None) -> None:
        """Use the crawler's key, or the archive in place of the API; with neither, nothing is asked."""
        self._reader = reader
        self._api = OwnerApi(api_base(crawler.settings), reader)
        self._open = self._api.is_there if reader is not None else owner_key(crawler.settings) is not None
        self.answers.connect(crawler)

    # --- one call after the other ---

    def begin(self, base: str) -> Iterator[Request]:
        """Ask for everything that the site at ``base`` lists."""
        if not self._open:
            return
        self._base = base
        self._members = OwnerMembers(self._api, base, self.answers.fail)
        self._comments.open_owner(self._members, self._reader)
        self._stages = deque([self._ask_lists, self._ask_people, self._ask_drafts])
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        while self._stages and not self._todo:
            self._todo.extend(self._stages.popleft()())
        if self._todo:
            yield self._todo.popleft()

    def _ask_lists(self) -> Iterator[Request]:
        for listing in LISTINGS:
            yield self._list(listing, 0)

    def _list(self, listing: Listing, offset: int) -> Request:
        kwargs = {"what": listing.name, "listing": listing, "offset": offset}
        return self._call(self._api.listing(listing, offset), self.listed, **kwargs)

    def _call(self, request: Request, callback: Any, **kwargs: Any) -> Request:
        return request.replace(callback=callback, errback=self.unanswered, cb_kwargs=kwargs)

    def unanswered(self, failure: Failure) -> Iterator[Request]:
        """No answer at all."""
        self.answers.fail(request_of(failure).cb_kwargs["what"], why(failure))
        yield from self._next()

    # --- lists ---

    def listed(self, response: Response, what: str, listing: Listing, offset: int) -> Iterator[Request]:
        """One page of a list."""
        payload = self.answers.payload(response, what)
        entries = entries_of(payload, listing.key)
        if payload is not None and entries is None:
            self.answers.fail(what, f"the answer holds no {listing.key}")
        if entries is not None:
            self._take(listing, entries)
            more = self._more(listing, offset + len(entries), len(entries), total_of(payload))
            if more:
                self._todo.appendleft(self._list(listing, offset + len(entries)))
        yield from self._next()

    def _more(self, listing: Listing, end: int, count: int, total: int | None) -> bool:
        """True if another page is to be asked for; a list that ends too early is noted."""
        if count and (end < total if total is not None else count >= PAGE_SIZE):
            return True
        had = len(self._had.get(listing.name, ()))
        if total is not None and had < total:
            self.answers.fail(listing.name, f"{had} of {total} came")
        return False

    def _take(self, listing: Listing, entries: list[dict[str, Any]]) -> None:
        self._had.setdefault(listing.name, set()).update(str(entry.get("id")) for entry in entries)
        if listing.name == "posts":
            self._take_posts(entries)
        elif listing.name == "drafts":
            self._take_drafts(entries)
        else:
            terms = terms_from(entries, self._base)
            self._terms |= terms
            kind = "category" if listing.name == "categories" else "tag"
            self._inventory.add_terms(((kind, term) for term in terms.values()), None)

    def _take_posts(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            data = post_from(entry, terms=self._terms, base=self._base)
            if data.url is None:
                self.answers.fail("address of a post", f"post {data.post_id} has none")
                continue
            self._inventory.owned[canonical_url(data.url)] = data
            self._frontier.know_posts([data.url])
            self._frontier.discover(data.url, SOURCE)

    def _take_drafts(self, entries: list[dict[str, Any]]) -> None:
        lang, limit = self._arguments.lang, self._arguments.limit
        for entry in entries:
            draft = draft_from(entry, terms=self._terms, base=self._base)
            if draft is None or draft.status == DELETED:
                continue  # the owner's waste-paper basket is not the blog
            if draft.status == PUBLISHED:
                self._changed |= {draft.draft_id} if draft.changed else set()
                continue
            own = draft.data.language
            foreign = bool(lang and own and own.split("-")[0].lower() != lang.split("-")[0])
            if not foreign and (limit is None or len(self._drafts) < limit):
                self._drafts[draft.draft_id] = draft

    # --- people ---

    def _ask_people(self) -> Iterator[Request]:
        """Only members who write: the others are customers, who are nobody's business here."""
        data = (*self._inventory.owned.values(), *(draft.data for draft in self._drafts.values()))
        for identifier in dict.fromkeys(d.author_id for d in data if d.author_id and not d.author):
            request = self._members.request(identifier)
            if request is not None:
                yield self._call(request, self.introduced, what=WHAT)

    def introduced(self, response: Response, **_: str) -> Iterator[Request]:
        """A member who writes."""
        person = self._members.take(response)
        if person:
            self._inventory.add_author(person)
        yield from self._next()

    # --- drafts ---

    def _ask_drafts(self) -> Iterator[Request]:
        owned = self._inventory.owned
        owned |= {url: named(data, self._members.known) for url, data in owned.items()}
        for identifier in self._drafts:
            yield self._call(self._api.draft(identifier), self.drafted, what="drafts", identifier=identifier)

    def drafted(self, response: Response, what: str, identifier: str) -> Iterator[Record | Request]:
        """One draft with its body."""
        payload = self.answers.payload(response, what)
        if payload is not None:
            draft = self._drafts[identifier]
            data = with_body(named(draft.data, self._members.known), payload, self._base)
            task = self._task(draft_url(identifier, self._base), data, payload, response)
            reading = read_owner_post(replace(task, status=draft.status))
            if isinstance(reading.item, Post):
                self._inventory.add_draft(reading.item)
                self._inventory.add_media(reading.media)
                yield reading.item
        elif self.answers.worn_out and self._todo:
            self.answers.fail(what, f"{len(self._todo)} more were not asked for")
            self._todo.clear()
        yield from self._next()

    def _task(self, url: str, data: PostData, payload: Any, response: Response) -> OwnerTask:
        when, names = fetched_at(response), self._pages.names
        return OwnerTask(url=url, base=self._base, data=data, seo=seo_from(payload), fetched_at=when, names=names)

    # --- posts ---

    def question(self, url: str) -> Request | None:
        """What to ask for the post whose page is at ``url``; ``None`` if the API does not know it."""
        data = self._inventory.owned.get(url)
        if not self._open or data is None or not data.post_id or self.answers.worn_out:
            return None
        return self._api.post(data.post_id)

    def answer(self, response: Response) -> bytes | None:
        """The body of an answer to :meth:`question`; ``None``, and a note, if it is a refusal."""
        return response.body if self.answers.payload(response, "bodies of posts") is not None else None

    def leftovers(self) -> list[Request]:
        """Calls for the posts that no page showed, when all pages have been read."""
        missing = self._inventory.unstored() if self._inventory.owned else {}
        found: list[Request] = []
        for url, reason in missing.items():
            request = self.question(url) if url not in self._alone else None
            if request is not None and len(found) < BATCH:
                self._alone.add(url)
                kwargs = {"what": "bodies of posts", "url": url, "reason": reason}
                found.append(self._call(request, self.shown_nowhere, **kwargs))
        return found

    def shown_nowhere(self, response: Response, what: str, url: str, reason: str) -> Iterator[Record | Request]:
        """A post that has no public page."""
        payload = self.answers.payload(response, what)
        if payload is None:
            return
        data = with_body(self._inventory.owned[url], payload, self._base)
        reading = read_owner_post(replace(self._task(url, data, payload, response), why=reason))
        post = self._pages.note(reading, url)
        if isinstance(post, Post):
            yield from self._comments.begin(self.judged(post), (), reading.owner)

    def judged(self, post: Post) -> Post:
        """``post``, with an issue if its owner has changed it since."""
        if post.post_id not in self._changed:
            return post
        text = "the owner has changed it and not published the changes: this is what is published"
        issue = Issue(field="body_html", code="unpublished-changes", message=text)
        return replace(post, issues=(*post.issues, issue))
