"""Requests to Wix's official REST API with the owner's key (WIX facts, 7). The key itself is not known here.

Every call is kept in the archive under the official address; a query, which is a POST, under that address with a digest
of what it asks. So an archive answers without key and without network, wherever it was recorded.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from scrapy import Request

from scraper.archive import ARCHIVED_AS, UNARCHIVED
from scraper.owner_key import OWNER_CALL

if TYPE_CHECKING:
    from scraper.archive import WarcReader

OFFICIAL = "https://www.wixapis.com"
PAGE_SIZE = 100
"""Entries of one answer: the most that Wix allows."""
COMMENTS_PATH = "/comments/v1/comments/list-by-resource"


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the API."""

    name: str
    """For people."""
    path: str
    key: str
    """Member of the answer that holds the entries."""
    fieldsets: tuple[str, ...]


# Terms before posts, which name them by id. Bodies are asked for one by one: a page of a hundred could be 40 MB.
LISTINGS = (
    Listing("categories", "/blog/v3/categories/query", "categories", ("URL",)),
    Listing("tags", "/blog/v3/tags/query", "tags", ("URL",)),
    # Exact metrics come from the query; the plain list was seen to give zeros (WIX facts, 7).
    Listing("posts", "/blog/v3/posts/query", "posts", ("URL", "METRICS", "INTERNAL_ID")),
    Listing("drafts", "/blog/v3/draft-posts/query", "draftPosts", ("INTERNAL_ID",)),
)


class OwnerApi:
    """Builds the calls; with an archive, they are answered from there."""

    def __init__(self, base: str, reader: WarcReader | None) -> None:
        self._base = base
        self._reader = reader

    @property
    def is_there(self) -> bool:
        """False for an archive that was recorded without a key."""
        return self.holds(self.listing(LISTINGS[0], 0))

    def holds(self, request: Request) -> bool:
        """True unless an archive is read that lacks the answer."""
        return self._reader is None or request.meta[ARCHIVED_AS] in self._reader

    def listing(self, listing: Listing, offset: int) -> Request:
        """Entries from ``offset`` on."""
        asked = {"query": {"paging": {"limit": PAGE_SIZE, "offset": offset}}, "fieldsets": list(listing.fieldsets)}
        body = json.dumps(asked, sort_keys=True)
        digest = hashlib.sha256(body.encode()).hexdigest()[:32]
        return self._request(listing.path, f"?asked={digest}", method="POST", body=body)

    def post(self, post_id: str) -> Request:
        """One post with its body."""
        return self._get(f"/blog/v3/posts/{quote(post_id, safe='')}", fieldsets=["RICH_CONTENT", "SEO"])

    def draft(self, draft_id: str) -> Request:
        """One draft with its body."""
        return self._get(f"/blog/v3/draft-posts/{quote(draft_id, safe='')}", fieldsets=["RICH_CONTENT"])

    def member(self, member_id: str, *, archived: bool = True) -> Request:
        """The public part of one member: whoever does not write is not asked for."""
        request = self._get(f"/members/v1/members/{quote(member_id, safe='')}", fieldsets=["PUBLIC"])
        request.meta[UNARCHIVED] = not archived
        return request

    def comments(self, query: dict[str, Any]) -> Request:
        """One page of a post's comments."""
        return self._get(COMMENTS_PATH, **query)

    def _get(self, path: str, **query: Any) -> Request:
        asked = f"?{urlencode(query, doseq=True)}"
        return self._request(path + asked, "")

    def _request(self, path: str, digest: str, **kwargs: Any) -> Request:
        meta = {
            OWNER_CALL: True,
            ARCHIVED_AS: f"{OFFICIAL}{path}{digest}",
            "dont_redirect": True,  # the API leads nowhere; the key would not go along
            "dont_obey_robotstxt": True,  # an API that its user has a key for is no site to crawl
        }
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        # Before everything that brings new pages: what the API says must be known when they are read.
        return Request(f"{self._base}{path}", headers=headers, meta=meta, dont_filter=True, priority=2, **kwargs)
