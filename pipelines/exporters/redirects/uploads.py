"""Where each receiver keeps its copy of a document that lay on the old site's own host (``/_files/ugd/…``)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipelines.exporters.ghost.shelf import Shelf
from pipelines.exporters.wordpress.places import file_url
from pipelines.moments import moment
from scraper.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions
    from pipelines.permalinks.base import Permalinks

Record = dict[str, Any]

# What WordPress' sanitize_file_name and wp_unique_filename leave as it is; an extension in capitals they would not.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*\.[a-z0-9]{2,4}")
_SHARED_MEDIA = {"jekyll", "eleventy", "astro"}
"""Flavours whose files all lie under ``/media/``; Hugo's lie beside the text that shows them."""


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


def static(
    uploads: Iterable[Record], media_paths: Mapping[str, str], permalinks: Permalinks, flavour: str
) -> dict[str, str]:
    """``/media/…``; of Hugo, the place beside the only text that shows the file."""
    uploads = [record for record in uploads if record["source_url"] in media_paths]
    paths = {record["source_url"]: media_paths[record["source_url"]] for record in uploads}
    if flavour in _SHARED_MEDIA:
        return {url: "/" + quote(path) for url, path in paths.items()}
    found: dict[str, str] = {}
    for record in uploads:
        url, users = record["source_url"], list(record.get("used_by") or ())
        place = permalinks.find(users[0]) if len(users) == 1 else None
        if place and place.record_type in ("post", "page"):
            found[url] = place.path + quote(PurePosixPath(paths[url]).name)
    often = Counter(path.lower() for path in found.values())
    return {url: path for url, path in found.items() if often[path.lower()] == 1}
