"""Comments with their names, dates and answers."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from pipelines.exporters.wordpress.comments import threaded
from pipelines.exporters.wordpress.xml import moment_of
from scraper.push.desk import Item
from scraper.push.entries import gmt

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pipelines.corpus import Corpus
    from scraper.push.account import Account
    from scraper.push.desk import Desk

_ROUTE = "/wp/v2/comments"
_NEEDS_ADDRESS = "rest_comment_author_data_required"
_ADDRESS = "unknown@example.invalid"
"""For a moment, where the site demands one of commenters; no mail can be sent to it (RFC 2606)."""
_NAMELESS = "Anonymous"
"""As WordPress shows who gave no name; without one it would take the comment for the pushing account's."""
Record = dict[str, Any]


class Comments:
    """Sends the comments of posts, each after the one that it answers."""

    def __init__(self, corpus: Corpus, account: Account, desk: Desk, *, undated: datetime) -> None:
        self._corpus = corpus
        self._account = account
        self._desk = desk
        self._undated = undated
        self._there: list[Record] | None = None

    async def send(self, posts: Mapping[str, int]) -> None:
        """Send what stands under ``posts`` (source address -> number)."""
        by_post: dict[str, list[str]] = {}
        for record in self._corpus.records("comment"):
            by_post.setdefault(record["post_url"], []).append(record["url"])
        if by_post and not self._account.may("moderate_comments"):
            count = sum(map(len, by_post.values()))
            self._desk.report.refuse(
                "comment", "comments", f"all {count}: the account may not moderate comments, use an Editor's"
            )
            return
        for url, urls in by_post.items():
            if url in posts:
                await self._thread(posts[url], urls)
            else:
                for comment in urls:
                    self._desk.report.refuse("comment", f"comment {comment}", "its post is not there")

    async def _thread(self, post: int, urls: list[str]) -> None:
        self._there = None
        numbers: dict[str, int] = {}
        for record in threaded(list(self._corpus.select("comment", urls))):
            known = await self._desk.put(self._item(record, post, numbers.get(record.get("parent_id") or "", 0)))
            if known:
                numbers[record["id"]] = known.id

    def _item(self, record: Record, post: int, parent: int) -> Item:
        payload = {
            "post": post,
            "parent": parent,
            "author_name": record.get("author") or _NAMELESS,
            "author_email": "",
            "author_ip": "127.0.0.1",  # else WordPress notes ours
            "date_gmt": gmt(moment_of(record.get("published_at")) or self._undated),
            "content": html.escape(record.get("text") or "", quote=False),
            "status": "approved",
        }

        async def find() -> Record | None:
            return await self._found(payload)

        async def find_again() -> Record | None:
            self._there = None
            return await self._found(payload)

        return Item(
            kind="comment",
            url=record["url"],
            route=_ROUTE,
            payload=payload,
            find=find,
            find_again=find_again,
            demanded={_NEEDS_ADDRESS: {"author_email": _ADDRESS}},
        )

    async def _found(self, payload: Record) -> Record | None:
        """Look among the comments of the post, which are asked for once."""
        if not payload["post"]:  # a dry run: the post would be made
            return None
        if self._there is None:
            query = {"post": str(payload["post"]), "status": "all", "context": "edit"}
            self._there = await self._desk.client.get_all(_ROUTE, **query)
        for found in self._there:
            same = all(found.get(name) == payload[name] for name in ("parent", "author_name", "date_gmt"))
            if same and found["content"]["raw"].strip() == payload["content"].strip():
                return found
        return None
