"""``wordpress.xml``: what the importer under Tools, Import, WordPress reads; split where it is large."""

from __future__ import annotations

from datetime import UTC, tzinfo
from itertools import chain
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.exporters.base import Format
from pipelines.exporters.wordpress.channel import Logins, channel, people
from pipelines.exporters.wordpress.files import Files
from pipelines.exporters.wordpress.items import Items
from pipelines.exporters.wordpress.parts import WHOLE, Parts
from pipelines.exporters.wordpress.places import Numbers, Place, Places, file_url
from pipelines.exporters.wordpress.xml import HEAD
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.wordpress import WordPressRules
from scraper.exceptions import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

Entry = tuple[tuple[str, str], str, list[str]]
"""Type and source address, the item, and the source addresses of the files that it shows."""


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    zone = site_zone(corpus)
    permalinks = Permalinks(corpus, WordPressRules(options.wordpress_permalink, zone))
    numbers, logins = Numbers(), Logins()
    places = Places(
        corpus,
        permalinks,
        lambda record: Place(file_url(record, options), numbers.of(f"media {record['source_url']}")),
    )
    authors = people(corpus)
    items = Items(corpus, permalinks, places, numbers, logins, zone=zone)
    files = Files(permalinks, numbers, options, zone=zone, undated=items.undated)
    head = HEAD + channel(corpus, permalinks, logins, authors, numbers)
    menu = [entry for site in corpus.records("site") for entry in site.get("menu") or ()]
    try:
        parts = Parts(folder, head, options.wordpress_max_bytes, reserved=files.room_of(menu))
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    try:
        beside_menu = set()
        for key, entry, urls in chain(_pages(corpus, items), _posts(corpus, items), _biographies(authors, items)):
            attachments = {record["source_url"]: files.attachment(record) for record in corpus.select("media", urls)}
            if parts.write(entry, attachments) == 0:
                beside_menu.add(key)
        for index, urls in parts.declared():
            parts.append(index, map(files.attachment, corpus.select("media", urls)))
        parts.append(0, files.menu(menu, beside_menu))
        return parts.commit()
    except OSError as error:
        raise OutputError(f"cannot write {folder / WHOLE}: {error.strerror or error}") from error
    finally:
        parts.discard()


def _pages(corpus: Corpus, items: Items) -> Iterator[Entry]:
    for order, record in enumerate(corpus.records("page")):
        yield ("page", record["url"]), *items.page(record, order)


def _posts(corpus: Corpus, items: Items) -> Iterator[Entry]:
    for record in corpus.records("post"):
        yield ("post", record["url"]), *items.post(record)


def _biographies(authors: list[dict[str, Any]], items: Items) -> Iterator[Entry]:
    for author in authors:
        if author.get("bio"):
            yield ("biography", author["name"]), *items.biography(author)


def site_zone(corpus: Corpus) -> tzinfo:
    """Return the site's time zone; UTC if it states none that is known."""
    site = next(corpus.records("site"), {})
    try:
        return ZoneInfo(site["timezone"]) if site.get("timezone") else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


WORDPRESS = Format(
    name="wordpress",
    description="WXR 1.2 for WordPress' own importer: posts, pages, media, comments, menu, as native blocks",
    files=(WHOLE,),
    render=_render,
)
