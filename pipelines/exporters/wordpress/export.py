"""``wordpress.xml``: what the importer under Tools, Import, WordPress reads; split where it is large."""

from __future__ import annotations

from datetime import UTC, tzinfo
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.exporters.base import Format
from pipelines.exporters.storage import AtomicFile
from pipelines.exporters.wordpress.channel import Logins, channel, people
from pipelines.exporters.wordpress.files import Files
from pipelines.exporters.wordpress.items import Items
from pipelines.exporters.wordpress.places import Numbers, Place, Places, file_url
from pipelines.exporters.wordpress.xml import FOOT, HEAD
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.wordpress import WordPressRules
from scraper.exceptions import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

_WHOLE = "wordpress.xml"
_PARTS = "wordpress-[0-9][0-9][0-9].xml"


class _Parts:
    """Files that begin with the same head; a new one begins where the limit would be passed."""

    def __init__(self, folder: Path, head: str, limit: int) -> None:
        self._folder = folder
        self._head = head.encode()
        self._limit = limit
        self._files: list[AtomicFile] = []
        self._size = 0
        self.declared: set[str] = set()
        """Source addresses of the attachments in the file that is being written."""
        self._begin()

    def _begin(self) -> None:
        self._files.append(AtomicFile(self._folder / f"wordpress-{len(self._files) + 1:03}.xml"))
        self._files[-1].write(self._head)
        self._size = len(self._head)
        self.declared = set()

    def room_for(self, text: str) -> None:
        """Begin a new file if this one has items and cannot hold ``text`` as well."""
        if self._size > len(self._head) and self._size + len(text.encode()) + len(FOOT) > self._limit:
            self._end()
            self._begin()

    def write(self, text: str) -> None:
        data = text.encode()
        self._files[-1].write(data)
        self._size += len(data)

    def _end(self) -> None:
        self._files[-1].write(FOOT.encode())
        self._files[-1].flush()

    def commit(self) -> list[Path]:
        """Put all files in their places, and take away those of an earlier export."""
        self._end()
        if len(self._files) == 1:
            self._files[0].target = self._folder / _WHOLE
        for file in self._files:
            file.commit()
        written = [file.target for file in self._files]
        for old in (self._folder / _WHOLE, *self._folder.glob(_PARTS)):
            if old not in written:
                old.unlink(missing_ok=True)
        return written

    def discard(self) -> None:
        """Remove what was not put in its place."""
        for file in self._files:
            if not file.closed:
                file.discard()


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
    try:
        parts = _Parts(folder, head, options.wordpress_max_bytes)
    except OSError as error:
        raise OutputError(f"cannot write {folder}: {error.strerror or error}") from error
    try:
        for entry, urls in chain(_pages(corpus, items), _posts(corpus, items), _biographies(authors, items)):
            _write(parts, corpus, files, entry, urls)
        for site in corpus.records("site"):
            for entry in files.menu(site.get("menu") or ()):
                parts.room_for(entry)
                parts.write(entry)
        return parts.commit()
    except OSError as error:
        raise OutputError(f"cannot write {folder / _WHOLE}: {error.strerror or error}") from error
    finally:
        parts.discard()


def _write(parts: _Parts, corpus: Corpus, files: Files, entry: str, urls: list[str]) -> None:
    """Write an entry behind its files: the importer ties a cover to its post only within one file."""
    attachments = [(record["source_url"], files.attachment(record)) for record in corpus.select("media", urls)]
    new = [text for url, text in attachments if url not in parts.declared]
    parts.room_for("".join((*new, entry)))
    for url, text in attachments:
        if url not in parts.declared:
            parts.declared.add(url)
            parts.write(text)
    parts.write(entry)


def _pages(corpus: Corpus, items: Items) -> Iterator[tuple[str, list[str]]]:
    for order, record in enumerate(corpus.records("page")):
        yield items.page(record, order)


def _posts(corpus: Corpus, items: Items) -> Iterator[tuple[str, list[str]]]:
    for record in corpus.records("post"):
        yield items.post(record)


def _biographies(authors: list[dict[str, object]], items: Items) -> Iterator[tuple[str, list[str]]]:
    for author in authors:
        if author.get("bio"):
            yield items.biography(author)


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
    files=(_WHOLE,),
    render=_render,
)
