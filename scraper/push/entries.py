"""Posts, pages and biographies: the same blocks, slugs, dates and fields as in ``wordpress.xml``."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipelines.exporters.wordpress.blocks import to_blocks
from pipelines.exporters.wordpress.channel import people
from pipelines.exporters.wordpress.fields import biography_page, page_fields, post_fields
from pipelines.exporters.wordpress.xml import moment_of
from scraper.push.desk import Item
from scraper.push.look_up import look_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pipelines.corpus import Corpus
    from pipelines.permalinks.base import Permalinks
    from scraper.push.account import Account
    from scraper.push.desk import Desk
    from scraper.push.people import Writers
    from scraper.push.terms import Terms
    from scraper.push.uploads import NewPlaces

Record = dict[str, Any]

_ROUTES = {"post": "/wp/v2/posts", "page": "/wp/v2/pages", "biography": "/wp/v2/pages"}


def gmt(moment: datetime) -> str:
    """A moment as the API has it: UTC, without saying so.

    >>> from datetime import datetime
    >>> gmt(datetime.fromisoformat("2024-03-05T09:30:00+08:00"))
    '2024-03-05T01:30:00'
    """
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()


class Entries:
    """Sends what has a text; keeps the numbers of posts for their comments."""

    def __init__(  # noqa: PLR0913 - what an entry is made of
        self,
        corpus: Corpus,
        permalinks: Permalinks,
        places: NewPlaces,
        terms: Terms,
        writers: Writers,
        *,
        account: Account,
        desk: Desk,
        undated: datetime,
    ) -> None:
        self._corpus = corpus
        self._permalinks = permalinks
        self._places = places
        self._terms = terms
        self._writers = writers
        self._account = account
        self._desk = desk
        self._undated = undated
        self._left: Counter[str] = Counter()
        self._prefix = urlsplit(desk.client.target).path
        self._elsewhere: list[str] = []
        self.posts: dict[str, int] = {}
        """Source address -> number in WordPress, of all posts that are there."""

    async def send(self) -> None:
        """Send pages, then posts, newest first, then biographies as draft pages."""
        for item in self._pages():
            await self._desk.put(item)
        for record in self._corpus.records("post"):
            known = await self._desk.put(self._post(record))
            if known:
                self.posts[record["url"]] = known.id
        for item in self._biographies():
            await self._desk.put(item)
        self._say()

    def _say(self) -> None:
        if self._elsewhere:
            self._desk.report.notes.append(
                f"{len(self._elsewhere)} stand at other addresses than links lead to (first: {self._elsewhere[0]}): "
                "set the same structure under Settings, Permalinks and in WORDPRESS_PERMALINK; free the slug if "
                "something else has it"
            )
        if self._left:
            shown = ", ".join(f"{name} {count}" for name, count in sorted(self._left.items()))
            self._desk.report.notes.append(
                f"the REST API takes no such fields, so they stay behind (wordpress.xml brings them): {shown}"
            )

    def _pages(self) -> Iterator[Item]:
        for order, record in enumerate(self._corpus.records("page")):
            yield self._item(record, "page", self._fields("pages", page_fields(record)), menu_order=order)

    def _post(self, record: Record) -> Item:
        cover = record.get("cover_image")
        return self._item(
            record,
            "post",
            self._fields("posts", post_fields(record)),
            excerpt=record.get("excerpt") or "",
            featured_media=self._places.media(cover).number if cover else 0,
            categories=self._terms.numbers("category", record.get("categories")),
            tags=self._terms.numbers("tag", record.get("tags")),
            sticky=bool(record.get("pinned")),
        )

    def _biographies(self) -> Iterator[Item]:
        for person in people(self._corpus):
            if person.get("bio"):
                slug = f"author-{self._writers.login(person)}"
                yield self._item(biography_page(person), "biography", {}, slug=slug)

    def _item(self, record: Record, kind: str, fields: dict[str, Any], slug: str | None = None, **more: Any) -> Item:
        moment = gmt(moment_of(record.get("published_at")) or self._undated)
        slug = slug or self._permalinks.of(kind, record["url"]).slug
        payload = {
            "title": record.get("title") or record.get("slug") or "Untitled",
            "slug": slug,
            "status": "publish" if record.get("status") in (None, "published") else "draft",
            "date_gmt": moment,
            **self._writers.of(record.get("author")),
            "content": to_blocks(record.get("body_html") or "", self._places),
            "comment_status": "open" if kind == "post" else "closed",
            "ping_status": "closed",
            **more,
            **({"meta": fields} if fields else {}),
        }
        route = _ROUTES[kind]
        return Item(
            kind=kind,
            url=record["url"],
            route=route,
            payload=payload,
            find=look_up(self._desk.client, route, slug, moment),
            check=lambda found: self._check(kind, record["url"], found),
        )

    def _check(self, kind: str, url: str, found: Record) -> None:
        """Compare a public address with what links in bodies take it for."""
        if kind == "biography" or found.get("status") != "publish":
            return
        place = self._permalinks.of(kind, url).path
        predicted = f"{self._prefix}{place}"
        there = urlsplit(str(found.get("link") or "")).path
        # The home page has the path of its slug until it is chosen as the front page.
        if place != "/" and unquote(there).rstrip("/") != unquote(predicted).rstrip("/"):
            self._elsewhere.append(f"{there} instead of {predicted}")

    def _fields(self, kind: str, given: Iterable[tuple[str, object]]) -> dict[str, Any]:
        """Split a record's custom fields into those that the API takes and those that are only counted."""
        taken: dict[str, Any] = {}
        known = self._account.fields.get(kind, {})
        for name, value in given:
            if value is None:
                continue
            if name not in known:
                self._left[name] += 1
            else:
                taken[name] = value if known[name] in ("integer", "number") else str(value)
        return taken
