"""Comments: requests, paging, and what to do where no route answers (WIX facts, 5.4).

With the owner's key the official API is asked, then the site's own host, without it the latter alone: it is sent the
visitor token of the blog app, and nobody else is. A route that refused once is not asked again for every post.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from scrapy import Request

from scraper.archive import ARCHIVED_AS, UNARCHIVED
from scraper.exceptions import ArgumentError
from scraper.extraction.anonymity import anonymised
from scraper.extraction.comments import (
    Statement,
    is_answer,
    merged,
    missing_issue,
    renamed,
)
from scraper.extraction.document import load_json
from scraper.extraction.warmup import BLOG_APP_ID
from scraper.spiders.comment_thread import Thread
from scraper.spiders.owner_api import COMMENTS_PATH
from scraper.spiders.responses import fetched_at, request_of, why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from scraper.archive import WarcReader
    from scraper.items import Comment, Post, Record
    from scraper.spiders.owner_members import OwnerMembers

COMMENT_ROUTES = (
    # Wix's published client (npm package @wix/auto_sdk_comments_comments 1.0.74) maps, on a site's own host,
    # /_api/comments-ng/v1 to the service's /v1, and lists by GET …/comments/list-by-resource.
    "/_api/comments-ng/v1/comments/list-by-resource",
    # The path of the documented REST API (…/comments/v1/comments/list-by-resource), behind the prefix under
    # which a site's host offers Wix's services. Seen nowhere.
    "/_api/comments/v1/comments/list-by-resource",
)
"""Where a site may list comments, tried in this order: neither was seen to answer on a live site yet."""

MODES = ("full", "anonymous", "off")
PAGE_SIZE = 100
"""Comments, and replies to each, in one answer: the most that Wix allows."""
_PATIENCE = 3
"""So many failures of an answering route in a row end the questions."""


def stated_mode(settings: Mapping[str, Any]) -> str:
    """``COMMENTS`` as one of :data:`MODES`; raises :class:`ArgumentError` for anything else."""
    mode = str(settings.get("COMMENTS")).strip().lower()
    if mode not in MODES:
        stated = settings.get("COMMENTS")
        raise ArgumentError(f"COMMENTS={stated!r} is none of {', '.join(MODES)}: e.g. -s COMMENTS=anonymous")
    return mode


class CommentDesk:
    """Asks for the comments of posts, one post after the other, and hands out finished records."""

    def __init__(self) -> None:
        self.mode = "full"
        self.closed = "the page API is off"
        """Why nothing is asked; ``""`` where it is."""
        self._routes: list[str] = []
        self._members: OwnerMembers | None = None
        self._reader: WarcReader | None = None
        self._route: str | None = None
        self._refused: dict[str, str] = {}
        self._failures = 0
        self._probing = False
        self._waiting: deque[Thread] = deque()
        self._held: list[Statement] = []

    def open(self, base: str, reader: WarcReader | None) -> None:
        """From now on ask the site at ``base``, or the archive in its place."""
        self._routes += [f"{base}{route}" for route in COMMENT_ROUTES]
        self._reader, self.closed = reader, ""

    def open_owner(self, members: OwnerMembers, reader: WarcReader | None) -> None:
        """From now on ask the owner's API first."""
        self._members, self._reader, self.closed = members, reader, ""
        self._routes.insert(0, COMMENTS_PATH)
        members.archived = self.mode == "full"

    def close_site(self, reason: str) -> None:
        """Ask the site no more; the owner's API is still asked."""
        self._routes = [route for route in self._routes if route == COMMENTS_PATH]
        if not self._routes:
            self.close(reason)

    def close(self, reason: str) -> None:
        """Ask no more."""
        self.closed = reason

    def begin(
        self, post: Post, page: tuple[Statement, ...], owner: tuple[str, str] | None
    ) -> Iterator[Record | Request]:
        """Ask for the comments of a finished ``post``, or hand it out.

        ``page``: the comments that its page shows; ``owner``: Wix's id and the name of the post's author, who often
        answers.
        """
        if self.mode == "off" or post.variant_of is not None:
            yield post
            return
        thread = Thread(post=post, page=page, names=dict([owner] if owner else []))
        if post.comments == 0:
            yield from self._finish(thread)
            return
        yield from self._ask(thread)

    # --- questions ---

    def _ask(self, thread: Thread) -> Iterator[Record | Request]:
        request = self._first(thread)
        if request is None:
            yield from self._finish(thread)
        elif self._probing:
            self._waiting.append(thread)  # what the first one learns of the routes is good for all
        else:
            self._probing = self._route is None and self._reader is None
            yield request

    def _first(self, thread: Thread) -> Request | None:
        thread.why = self.closed
        if self.closed:
            return None
        if not thread.post.internal_id:
            thread.why = "the site does not state the id under which Wix keeps them"
            return None
        requests = (self._request(thread, route, None) for route in self._open_routes(thread))
        found = next((request for request in requests if request), None)
        if found is None:
            thread.why = "the archive does not hold them"
        return found

    def _open_routes(self, thread: Thread) -> list[str]:
        if self._reader is not None:
            # An archive knows which ways were tried for which post, and posts are read from it in another order.
            return [route for route in self._routes if route not in thread.refused]
        return [self._route] if self._route else [route for route in self._routes if route not in self._refused]

    def _request(self, thread: Thread, route: str, cursor: str | None) -> Request | None:
        identifier = thread.post.internal_id or ""
        query = {
            "appId": BLOG_APP_ID,
            "contextId": identifier,
            "resourceId": identifier,
            "commentSort.order": "OLDEST_FIRST",
            "replySort.order": "OLDEST_FIRST",
            "cursorPaging.limit": PAGE_SIZE,
            "cursorPaging.repliesLimit": PAGE_SIZE,
            **({"cursorPaging.cursor": cursor} if cursor else {}),
        }
        if route == COMMENTS_PATH and self._members:
            request = self._members.api.comments(query)
        else:
            headers = {"Accept": "application/json"}
            # Before everything that brings new posts: each thread holds one.
            request = Request(f"{route}?{urlencode(query)}", headers=headers, dont_filter=True, priority=2)
        if self._reader is not None and request.meta.get(ARCHIVED_AS, request.url) not in self._reader:
            return None
        # Names must not come into the archive by the back door.
        request.meta[UNARCHIVED] = self.mode != "full"
        kwargs = {"thread": thread, "route": route}
        return request.replace(callback=self.answered, errback=self.failed, cb_kwargs=kwargs)

    # --- answers ---

    def answered(self, response: Response, thread: Thread, route: str) -> Iterator[Record | Request]:
        """One page of comments, or a refusal."""
        payload = load_json(response.body.decode("utf-8-sig", "replace")) if response.status == 200 else None
        if not is_answer(payload):
            said = f"the server says {response.status}" if response.status != 200 else "the answer holds no comments"
            yield from self._no_answer(thread, route, said)
            return
        self._route, self._failures = route, 0
        thread.why = ""
        thread.take(payload, fetched_at(response))
        yield from self._go_on(thread, route)
        yield from self._release()

    def failed(self, failure: Failure) -> Iterator[Record | Request]:
        """No answer at all."""
        kwargs = request_of(failure).cb_kwargs
        yield from self._no_answer(kwargs["thread"], kwargs["route"], why(failure))

    def _go_on(self, thread: Thread, route: str) -> Iterator[Record | Request]:
        while thread.cursors:
            request = self._request(thread, route, thread.cursors.popleft())
            if request is not None:
                yield request
                return
            thread.why = "the archive does not hold them all"
        yield from self._finish(thread)

    def _no_answer(self, thread: Thread, route: str, reason: str) -> Iterator[Record | Request]:
        if self._route is None and self._reader is None:
            yield from self._refusal(thread, route, reason)
            return
        self._tell(route, reason)
        if self._reader is not None and not thread.said:
            # The answers that came another way instead are there, too.
            thread.refused.add(route)
            request = self._first(thread)
            if request is not None:
                yield request
                return
        thread.why = f"a part of them did not come ({reason})"
        self._failures += 1
        if self._failures >= _PATIENCE and not self.closed:
            self.close(f"after {_PATIENCE} failures in a row no more was asked ({reason})")
        # Other parts of the same thread may come all the same.
        yield from self._go_on(thread, route) if thread.said and not self.closed else self._finish(thread)

    def _refusal(self, thread: Thread, route: str, reason: str) -> Iterator[Record | Request]:
        self._refused[route] = reason
        self._probing = False
        self._tell(route, reason)
        if set(self._routes) <= self._refused.keys():
            said = ", ".join(dict.fromkeys(self._refused.values()))
            self.close(f"the site's host offers no list of comments ({said})")
        yield from self._ask(thread)
        if self.closed:
            yield from self._release()

    def _tell(self, route: str, reason: str) -> None:
        if self._members and route == COMMENTS_PATH:
            self._members.fail("comments", reason)

    def _release(self) -> Iterator[Record | Request]:
        """Let those go on that waited for a route to be found."""
        self._probing = False
        waiting, self._waiting = self._waiting, deque()
        for thread in waiting:
            yield from self._ask(thread)

    # --- records ---

    def _finish(self, thread: Thread) -> Iterator[Record | Request]:
        said: Iterable[Statement] = thread.said.values()
        if self._members:
            request = self._members.question(said)
            if request is not None:
                yield request.replace(
                    callback=self.introduced, errback=self.not_introduced, cb_kwargs={"thread": thread}
                )
                return
            said = renamed(said, self._members.names)
        found = merged(said, thread.page)
        issue = missing_issue(thread.post.comments, len(found), thread.why)
        yield replace(thread.post, issues=(*thread.post.issues, issue)) if issue else thread.post
        if self.mode == "full":
            yield from (statement.comment for statement in found)
        else:
            self._held.extend(found)

    def introduced(self, response: Response, thread: Thread) -> Iterator[Record | Request]:
        """A member who commented."""
        if self._members:
            self._members.take(response)
        yield from self._finish(thread)

    def not_introduced(self, failure: Failure) -> Iterator[Record | Request]:
        """A member who commented, and whose name did not come."""
        if self._members:
            self._members.close(why(failure))
        yield from self._finish(request_of(failure).cb_kwargs["thread"])

    def held(self, region: str | None) -> Iterator[Comment]:
        """What only the end of the crawl can tell: all comments with pseudonyms, where these were asked for."""
        held, self._held = self._held, []
        yield from anonymised(held, region)
