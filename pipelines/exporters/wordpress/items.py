"""The items of a WXR file: posts, pages, drafts, attachments, entries of the menu, comments."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipelines.exporters.wordpress.blocks import to_blocks
from pipelines.exporters.wordpress.comments import Threads
from pipelines.exporters.wordpress.fields import biography_page, page_fields, post_fields, undated
from pipelines.exporters.wordpress.xml import cdata, dates, element, meta, modified, moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, tzinfo

    from pipelines.corpus import Corpus
    from pipelines.exporters.wordpress.channel import Logins
    from pipelines.exporters.wordpress.places import Numbers, Places
    from pipelines.permalinks.base import Permalinks

Record = dict[str, Any]


class Items:
    """Writes the items of one site; remembers titles and times, because the importer takes equal ones for one post."""

    def __init__(  # noqa: PLR0913 - what a site is made of
        self,
        corpus: Corpus,
        permalinks: Permalinks,
        places: Places,
        numbers: Numbers,
        logins: Logins,
        *,
        zone: tzinfo,
    ) -> None:
        self._permalinks = permalinks
        self._places = places
        self._numbers = numbers
        self._logins = logins
        self._zone = zone
        self._seen: set[tuple[str, str, datetime]] = set()
        self._slugs = {
            kind: {
                head.label: quote(permalinks.of(kind, head.url).slug, safe="-_").lower() for head in corpus.heads(kind)
            }
            for kind in ("category", "tag")
        }
        self.undated = undated(corpus)
        """Date of what has none, pages and files: the importer knows them again by it, so it must not change."""
        self._threads = Threads(corpus, numbers, zone, self.undated)

    # --- posts and pages ---

    def post(self, record: Record) -> tuple[str, list[str]]:
        """Write a post; return it with the source addresses of the files that it shows, the cover first."""
        cover = record.get("cover_image")
        self._places.begin([cover] if cover else [])
        body = to_blocks(record.get("body_html") or "", self._places)
        terms = [
            cdata("category", label, domain=domain, nicename=self._slugs[kind][label])
            for kind, domain, names in (("category", "category", "categories"), ("tag", "post_tag", "tags"))
            for label in record.get(names) or ()
            if label in self._slugs[kind]
        ]
        written = self._entry(record, "post", body, self._post_meta(record, cover), terms="".join(terms))
        return written, list(self._places.used)

    def page(self, record: Record, order: int) -> tuple[str, list[str]]:
        """Write a static page, at its place ``order`` among the pages."""
        self._places.begin(())
        body = to_blocks(record.get("body_html") or "", self._places)
        fields = page_fields(record)
        return self._entry(record, "page", body, fields, order=order), list(self._places.used)

    def biography(self, author: Record) -> tuple[str, list[str]]:
        """Write what is known of an author as a draft page: the importer reads no biographies."""
        self._places.begin(())
        record = biography_page(author)
        slug = f"author-{self._logins.of(author['name'], author.get('slug') or '')}"
        body = to_blocks(record["body_html"], self._places)
        fields = [("wix_source_url", record["url"])]
        return self._entry(record, "page", body, fields, slug=slug), list(self._places.used)

    def _entry(  # noqa: PLR0913 - the parts of an item, in their order
        self,
        record: Record,
        kind: str,
        body: str,
        fields: Iterable[tuple[str, object]],
        *,
        terms: str = "",
        order: int = 0,
        slug: str | None = None,
    ) -> str:
        title = record.get("title") or record.get("slug") or "Untitled"
        moment = self._distinct(title, kind, moment_of(record.get("published_at")) or self.undated)
        changed = moment_of(record.get("modified_at")) or moment
        author = record.get("author")
        slug = slug if slug is not None else self._permalinks.of(record["type"], record["url"]).slug
        return "".join(
            (
                "<item>\n",
                element("title", title),
                element("link", record["url"]),
                dates(moment.astimezone(UTC), moment.astimezone(self._zone)),
                modified(changed.astimezone(UTC), changed.astimezone(self._zone)),
                cdata("dc:creator", self._logins.of(author) if author else ""),
                element("guid", record["url"], isPermaLink="false"),
                element("description", ""),
                cdata("content:encoded", body),
                cdata("excerpt:encoded", record.get("excerpt")),
                element("wp:post_id", self._numbers.of(f"{record['type']} {record['url']}")),
                cdata("wp:comment_status", "open" if kind == "post" else "closed"),
                cdata("wp:ping_status", "closed"),
                cdata("wp:post_name", slug),
                cdata("wp:status", "publish" if record.get("status") in (None, "published") else "draft"),
                element("wp:post_parent", 0),
                element("wp:menu_order", order),
                cdata("wp:post_type", kind),
                cdata("wp:post_password", ""),
                element("wp:is_sticky", int(bool(record.get("pinned")))),
                terms,
                meta("postmeta", fields),
                self._threads.of(record["url"]) if kind == "post" else "",
                "</item>\n",
            )
        )

    def _post_meta(self, record: Record, cover: str | None) -> Iterator[tuple[str, object]]:
        if cover and (number := self._places.media(cover).number):
            yield "_thumbnail_id", number
        yield from post_fields(record)

    def _distinct(self, title: str, kind: str, moment: datetime) -> datetime:
        while (title, kind, moment) in self._seen:
            moment += timedelta(seconds=1)
        self._seen.add((title, kind, moment))
        return moment
