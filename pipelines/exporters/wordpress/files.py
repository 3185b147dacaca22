"""Items beside posts and pages: files that WordPress is to fetch, and the entries of the menu."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipelines.exporters.wordpress.channel import MENU_SLUG
from pipelines.exporters.wordpress.places import file_url
from pipelines.exporters.wordpress.xml import cdata, dates, element, meta

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from datetime import tzinfo

    from pipelines.exporters.options import ExportOptions
    from pipelines.exporters.wordpress.places import Numbers
    from pipelines.permalinks.base import Permalinks

Record = dict[str, Any]
Key = tuple[str, str]
"""Type and source address of a record."""

_EMPTY_CLASSES = 'a:1:{i:0;s:0:"";}'


class Files:
    """Writes attachments and menu; all are dated ``undated``, because the source states no dates of them."""

    def __init__(
        self, permalinks: Permalinks, numbers: Numbers, options: ExportOptions, *, zone: tzinfo, undated: datetime
    ) -> None:
        self._permalinks = permalinks
        self._numbers = numbers
        self._options = options
        self._dates = dates(undated.astimezone(UTC), undated.astimezone(zone))

    def attachment(self, record: Record) -> str:
        """Write a file that WordPress is to fetch, with its texts."""
        url = file_url(record, self._options)
        number = self._numbers.of(f"media {record['source_url']}")
        title = (record.get("path") or record.get("filename") or record["source_url"]).rpartition("/")[2]
        fields = [("_wp_attachment_image_alt", record.get("alt")), ("wix_source_url", record["source_url"])]
        # A name that no post can have: WordPress gives each name once, and numbers who comes later.
        return self._item(
            title,
            (url, record["source_url"]),
            number,
            f"file-{number}",
            kind="attachment",
            excerpt=record.get("caption"),
            tail=cdata("wp:attachment_url", url) + meta("postmeta", fields),
        )

    def menu(self, entries: Iterable[Record], here: Container[Key] | None = None, parent: int = 0) -> Iterator[str]:
        """Yield the entries of the site's menu with its sub-menus.

        ``here``: type and source address of the posts and pages in the same file; ``None`` = all. The importer leaves
        out an entry whose post or page came with another file: such an entry leads to the address instead.
        """
        for order, entry in enumerate(entries, start=1):
            number = self._numbers.of(f"menu {parent} {order} {entry['label']}")
            yield self._menu_item(entry, number, parent, order, here)
            yield from self.menu(entry.get("children") or (), here, number)

    def room_of(self, entries: list[Record]) -> int:
        """Bytes that the menu takes at most."""
        forms = zip(self.menu(entries), self.menu(entries, ()), strict=True)
        return sum(max(len(form.encode()) for form in both) for both in forms)

    def _menu_item(self, entry: Record, number: int, parent: int, order: int, here: Container[Key] | None) -> str:
        kind, what, target = self._target(entry, number, here)
        address = self._permalinks.link(entry["url"]) if entry.get("url") else "#"
        fields: list[tuple[str, object]] = [
            ("_menu_item_type", kind),
            ("_menu_item_menu_item_parent", parent),
            ("_menu_item_object_id", target),
            ("_menu_item_object", what),
            ("_menu_item_target", ""),
            ("_menu_item_classes", _EMPTY_CLASSES),
            ("_menu_item_xfn", ""),
            ("_menu_item_url", address if kind == "custom" else ""),
        ]
        term = cdata("category", "Main menu", domain="nav_menu", nicename=MENU_SLUG)
        return self._item(
            entry["label"],
            (address, f"menu-{number}"),
            number,
            f"menu-{number}",
            kind="nav_menu_item",
            order=order,
            tail=term + meta("postmeta", fields),
        )

    def _target(self, entry: Record, number: int, here: Container[Key] | None) -> tuple[str, str, int]:
        """Say what an entry leads to: kind, what of it, and its number in the file."""
        place = self._permalinks.find(entry["url"]) if entry.get("url") else None
        key = (place.record_type, place.url) if place else None
        if key and key[0] in ("post", "page") and (here is None or key in here):
            return "post_type", key[0], self._numbers.of(" ".join(key))
        if key and key[0] in ("category", "tag"):
            return "taxonomy", "category" if key[0] == "category" else "post_tag", self._numbers.of(" ".join(key))
        return "custom", "custom", number

    def _item(  # noqa: PLR0913 - the parts of an item
        self,
        title: str,
        addresses: tuple[str, str],
        number: int,
        slug: str,
        *,
        kind: str,
        tail: str,
        excerpt: str | None = None,
        order: int = 0,
    ) -> str:
        link, guid = addresses
        return "".join(
            (
                "<item>\n",
                element("title", title),
                element("link", link),
                self._dates,
                cdata("dc:creator", ""),
                element("guid", guid, isPermaLink="false"),
                element("description", ""),
                cdata("content:encoded", ""),
                cdata("excerpt:encoded", excerpt),
                element("wp:post_id", number),
                cdata("wp:comment_status", "closed"),
                cdata("wp:ping_status", "closed"),
                cdata("wp:post_name", slug),
                cdata("wp:status", "inherit" if kind == "attachment" else "publish"),
                element("wp:post_parent", 0),
                element("wp:menu_order", order),
                cdata("wp:post_type", kind),
                cdata("wp:post_password", ""),
                element("wp:is_sticky", 0),
                tail,
                "</item>\n",
            )
        )
