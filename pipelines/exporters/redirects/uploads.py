"""Where each receiver keeps its copy of a document that lay on the old site's own host (``/_files/ugd/…``)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from pipelines.exporters.ghost.shelf import Shelf
from pipelines.exporters.markdown.entries import Entries
from pipelines.exporters.markdown.media import CONTENT
from pipelines.exporters.markdown.render import GENERATORS
from pipelines.exporters.wordpress.places import file_url
from pipelines.moments import moment
from scraper.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from pipelines.corpus import Corpus
    from pipelines.exporters.markdown.generator import Generator
    from pipelines.exporters.options import ExportOptions
    from pipelines.permalinks.base import Permalinks

Record = dict[str, Any]

# What WordPress' sanitize_file_name and wp_unique_filename leave as it is; an extension in capitals they would not.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*\.[a-z0-9]{2,4}")


def wordpress(uploads: Iterable[Record], corpus: Corpus, options: ExportOptions, zone: tzinfo) -> dict[str, str]:
    """``/wp-content/uploads/<year>/<month>/<name>`` of the documents that bodies show, where the name is sure.

    The importer files an attachment under the month of its date, and the export dates all by the first post.
    """
    dates = [head.published_at for head in corpus.heads("post") if head.published_at]
    month = moment(min(dates), zone) if dates else None
    if month is None:
        return {}
    names = {
        record["source_url"]: PurePosixPath(parts_of(file_url(record, options)).path).name
        for record in uploads
        if record.get("used_by") and record.get("status") != "missing"
    }
    often = Counter(name.lower() for name in names.values())
    return {
        url: f"/wp-content/uploads/{month:%Y/%m}/{name}"
        for url, name in names.items()
        if _PLAIN_NAME.fullmatch(name) and often[name.lower()] == 1
    }


def ghost(uploads: Iterable[Record], corpus: Corpus) -> dict[str, str]:
    """``/content/files/…`` of the documents in ``ghost.zip``."""
    shelf = Shelf(corpus)
    found = {record["source_url"]: shelf.get(record["source_url"]) for record in uploads}
    return {url: "/" + quote(stored.name) for url, stored in found.items() if stored}


def static(uploads: Iterable[Record], corpus: Corpus, permalinks: Permalinks, flavour: str) -> dict[str, str]:
    """Beside the only text that shows the file, where the generator keeps files so; else in the folder of all media.

    The places are those of :class:`pipelines.exporters.markdown.media.Shelf`.
    """
    pages = (unquote(place.path) for place in permalinks if place.record_type == "page")
    entries = Entries(corpus, permalinks)
    generator = GENERATORS[flavour](pages, entries.languages)
    found: dict[str, str] = {}
    for record in uploads:
        url, users = record["source_url"], list(record.get("used_by") or ())
        path = corpus.media_paths.get(url)
        if path is None or not users or not (corpus.path.parent / path).is_file():
            continue
        name = PurePosixPath(path)
        bundle = _bundle(users[0], corpus, permalinks, entries, generator) if len(users) == 1 else None
        if bundle and name.suffix.lower() not in CONTENT:
            found[url] = bundle + quote(name.name)
        else:
            found[url] = generator.shared_media_url + quote(str(name.relative_to("media")))
    often = Counter(path.lower() for path in found.values())
    return {url: path for url, path in found.items() if often[path.lower()] == 1}


def _bundle(user: str, corpus: Corpus, permalinks: Permalinks, entries: Entries, generator: Generator) -> str | None:
    """Path of a text whose files are published beside it."""
    place = permalinks.find(user)
    record = corpus.get(place.record_type, place.url) if place and place.record_type in ("post", "page") else None
    if place is None or record is None or generator.bundle(entries.of(place.record_type, record)) is None:
        return None
    return place.path
