"""Comments of a post as children of its item, answers behind what they answer."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipelines.exporters.wordpress.xml import SQL_DATE, cdata, element, meta, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from pipelines.corpus import Corpus
    from pipelines.exporters.wordpress.places import Numbers

Record = dict[str, Any]


class Threads:
    """Writes the comments of one post at a time; what is held is their addresses."""

    def __init__(self, corpus: Corpus, numbers: Numbers, zone: tzinfo, undated: datetime) -> None:
        self._corpus = corpus
        self._numbers = numbers
        self._zone = zone
        self._undated = undated
        self._by_post: dict[str, list[str]] = {}
        for record in corpus.records("comment"):
            self._by_post.setdefault(record["post_url"], []).append(record["url"])

    def of(self, url: str) -> str:
        """Write the comments of a post, numbered in their order: the importer sorts them by number."""
        records = list(self._corpus.select("comment", self._by_post.get(url, ())))
        numbers: dict[str, int] = {}
        first = self._numbers.of(f"comments {url}")
        written = []
        for record in threaded(records):
            numbers[record["id"]] = first + len(numbers)
            written.append(self._comment(record, numbers))
        return "".join(written)

    def _comment(self, record: Record, numbers: dict[str, int]) -> str:
        moment = moment_of(record.get("published_at")) or self._undated
        return (
            "<wp:comment>\n"
            + element("wp:comment_id", numbers[record["id"]])
            + cdata("wp:comment_author", record.get("author"))
            + cdata("wp:comment_author_email", "")
            + element("wp:comment_author_url", "")
            + cdata("wp:comment_author_IP", "")
            + cdata("wp:comment_date", moment.astimezone(self._zone).strftime(SQL_DATE))
            + cdata("wp:comment_date_gmt", moment.astimezone(UTC).strftime(SQL_DATE))
            + cdata("wp:comment_content", html.escape(record.get("text") or "", quote=False))
            + cdata("wp:comment_approved", "1")
            + cdata("wp:comment_type", "comment")
            + element("wp:comment_parent", numbers.get(record.get("parent_id") or "", 0))
            + element("wp:comment_user_id", 0)
            + meta("commentmeta", [("wix_comment_id", record["id"]), ("wix_likes", record.get("likes"))])
            + "</wp:comment>\n"
        )


def threaded(records: list[Record]) -> Iterator[Record]:
    """Yield comments in their order, each after the one that it answers."""
    known = {record["id"] for record in records}
    children: dict[str, list[Record]] = {}
    for record in records:
        parent = record.get("parent_id") or ""
        children.setdefault(parent if parent in known and parent != record["id"] else "", []).append(record)
    waiting = list(reversed(children.get("", ())))
    while waiting:
        record = waiting.pop()
        yield record
        waiting += reversed(children.get(record["id"], ()))
