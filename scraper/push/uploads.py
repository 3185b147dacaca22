"""Files of ``media/`` into the media library."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from pipelines.exporters.wordpress.places import Place, Places
from scraper.push.client import Upload
from scraper.push.desk import Item
from scraper.push.look_up import look_up

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.permalinks.base import Permalinks
    from scraper.push.desk import Desk

_ROUTE = "/wp/v2/media"
Record = dict[str, Any]


class Uploads:
    """Sends the stored files once, and knows where they lie then."""

    def __init__(self, corpus: Corpus, folder: Path, desk: Desk, undated: str) -> None:
        self._corpus = corpus
        self._folder = folder
        self._desk = desk
        self._undated = undated
        self._places: dict[str, Place] = {}

    async def send(self) -> None:
        """Send all files; one that is not on the disk any more is reported."""
        absent = 0
        for record in self._corpus.records("media"):
            if record.get("status") != "stored" or not record.get("path"):
                absent += 1
                self._desk.report.heard("media")
                continue
            item = self._item(record)
            if item.upload and not item.upload.path.is_file():
                self._desk.report.refuse("media", item.key, f"{item.upload.path} is gone: crawl again")
                continue
            known = await self._desk.put(item)
            if known and known.id:
                self._places[record["source_url"]] = Place(known.url or record["source_url"], known.id)
        if absent:
            self._desk.report.notes.append(
                f"{absent} files were never fetched (media.csv says why) and stay in bodies at their old address: "
                "if they are still there, crawl again with -s MEDIA=True"
            )

    def place(self, record: Record) -> Place:
        """Where a file lies now; what could not be sent stays where it is."""
        return self._places.get(record["source_url"]) or Place(str(record.get("fetched_url") or record["source_url"]))

    def _item(self, record: Record) -> Item:
        source, path = record["source_url"], self._folder / "media" / record["path"]
        name = path.name
        digest = record.get("sha256") or ""
        # A name that no post can have, and that tells by itself which bytes of which file these are.
        slug = f"wix-{hashlib.sha256(f'{source} {digest}'.encode()).hexdigest()[:24]}"
        payload = {
            "title": name,
            "alt_text": record.get("alt") or "",
            "caption": record.get("caption") or "",
            "slug": slug,
            "date_gmt": self._undated,
        }
        return Item(
            kind="media",
            url=source,
            route=_ROUTE,
            payload=payload,
            find=look_up(self._desk.client, _ROUTE, slug),
            upload=Upload(path, name, record.get("mime") or "application/octet-stream"),
            file=digest or slug,
        )


class NewPlaces(Places):
    """Files where they were uploaded to, links where the new site has them, also if it lies in a folder."""

    def __init__(self, corpus: Corpus, permalinks: Permalinks, uploads: Uploads, prefix: str) -> None:
        super().__init__(corpus, permalinks, uploads.place)
        self._prefix = prefix

    def link(self, href: str) -> str:
        led = super().link(href)
        return f"{self._prefix}{led}" if led != href and led.startswith("/") else led
