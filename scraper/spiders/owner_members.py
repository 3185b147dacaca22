"""Members who write posts or comments, asked one by one: all others are the site's customers, and nobody's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction.comments import PUBLISHED
from scraper.extraction.document import load_json
from scraper.extraction.owner_data import member_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrapy import Request
    from scrapy.http import Response

    from scraper.extraction.comments import Statement
    from scraper.items import Author
    from scraper.spiders.owner_api import OwnerApi

WHAT = "names of members"
_GONE = 404
_MEMBER = "member"


class OwnerMembers:
    """Knows the members that were asked for, each once. ``fail``: told what did not come, and why."""

    def __init__(self, api: OwnerApi, base: str, fail: Callable[[str, str], None]) -> None:
        self.api, self.fail = api, fail
        self.known: dict[str, Author | None] = {}
        """Wix's id -> the person; ``None`` where the API names nobody."""
        self.archived = True
        """False where names of commenters must not come into the archive."""
        self._base = base
        self._closed = False

    @property
    def names(self) -> dict[str, str]:
        """Wix's id -> display name."""
        return {key: person.name for key, person in self.known.items() if person and person.name}

    def request(self, identifier: str, *, archived: bool = True) -> Request | None:
        """The call for one member; ``None`` if it was asked for, or the API does not tell."""
        if self._closed or identifier in self.known:
            return None
        request = self.api.member(identifier, archived=archived)
        request.meta[_MEMBER] = identifier
        self.known[identifier] = None
        return request

    def question(self, statements: Iterable[Statement]) -> Request | None:
        """The call for the first member among the writers of public ``statements`` whom nothing names yet."""
        public = (s for s in statements if s.status == PUBLISHED)
        nameless = (s.person for s in public if s.member and s.comment.author is None)
        requests = (self.request(person, archived=self.archived) for person in nameless if person)
        return next((request for request in requests if request), None)

    def take(self, response: Response) -> Author | None:
        """Note an answer. Who left the site (404) is nobody's failure; after any other refusal no more is asked."""
        if response.status == 200:
            payload = load_json(response.body.decode("utf-8-sig", "replace"))
            person = self.known[response.meta[_MEMBER]] = member_from(payload, self._base)
            return person
        if response.status != _GONE:
            self.close(f"the server says {response.status}")
        return None

    def close(self, reason: str) -> None:
        """Ask no more."""
        if not self._closed:
            self._closed = True
            self.fail(WHAT, reason)
