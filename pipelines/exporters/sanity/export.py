"""``sanity/`` for ``sanity dataset import``: ``data.ndjson``, one document a line, and the images it names.

Read from the importer's source (``@sanity/import`` 6): a folder with exactly one ``.ndjson``; ``_type`` is required;
``_id`` has letters, digits, ``-``, ``_`` and ``.`` only, hence digests; ``_sanityAsset`` is ``image@…`` with an
address, and ``file://./images/…`` lies in the folder; references lead to any document of the file; no U+FFFD.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from pipelines.exporters.base import Format
from pipelines.exporters.folder import output_folder
from pipelines.exporters.sanity.portable_text import to_portable_text
from pipelines.permalinks.base import PLACED, Permalinks
from pipelines.permalinks.static import StaticRules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.folder import OutputFolder
    from pipelines.exporters.options import ExportOptions

Document = dict[str, Any]

FOLDER = "sanity"
DATA = "data.ndjson"
_COUNTS = ("views", "likes", "comments")


def document_id(record_type: str, url: str) -> str:
    """Return an id that is the same in every run.

    >>> document_id("post", "https://www.garden.example/post/roses")
    'post-6e38d19cd099b2b3'
    """
    return f"{record_type}-{hashlib.sha256(url.encode()).hexdigest()[:16]}"


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    target = folder / FOLDER
    with output_folder(target) as output, output.open(DATA) as file:
        for document in _Export(corpus, output, options.media_url).documents():
            line = json.dumps(_stated(document), ensure_ascii=False, separators=(",", ":"))
            file.write(line.replace("\ufffd", "?").encode("utf-8", "replace") + b"\n")
    return [target]


class _Export:
    def __init__(self, corpus: Corpus, output: OutputFolder, media_url: str | None) -> None:
        self.corpus = corpus
        self.output = output
        self.media_url = media_url
        self.permalinks = Permalinks(corpus, StaticRules())
        self.ids = self._term_ids()
        self.lost = {record["source_url"] for record in corpus.records("media") if record.get("status") == "missing"}

    def _term_ids(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for record_type in ("category", "tag", "author"):
            for head in self.corpus.heads(record_type):
                found.setdefault((record_type, head.label), document_id(record_type, head.url))
        return found

    def documents(self) -> Iterator[Document]:
        """Yield all documents; terms and people that only posts name come behind the posts."""
        for record_type in PLACED:
            for record in self.corpus.records(record_type):
                yield self._document(record_type, record)
        for (record_type, label), known in self.ids.items():
            if known.startswith(f"{record_type}-named-"):
                yield {"_id": known, "_type": record_type, _NAMES[record_type]: label}
        yield from self._comments()
        for site in self.corpus.records("site"):
            yield self._site(site)

    def _document(self, record_type: str, record: Document) -> Document:
        place = self.permalinks.of(record_type, record["url"])
        seo = record.get("seo") or {}
        common = {
            "_id": self._id(record_type, record),
            "_type": record_type,
            _NAMES[record_type]: record.get("title") or record.get("label") or record.get("name") or place.slug,
            "slug": {"_type": "slug", "current": place.slug},
            "path": unquote(place.path),
            "language": record.get("language"),
            "sourceUrl": record["url"],
            "description": record.get("description"),
            "seo": {
                "title": seo.get("title"),
                "description": seo.get("description"),
                "noindex": seo.get("noindex") or None,
            },
        }
        if record_type == "author":
            return common | self._author(record)
        if record_type == "post":
            common |= self._post(record)
        body = record.get("body_html")
        return common | {"body": to_portable_text(body, self._link, self._image) if body else None}

    def _id(self, record_type: str, record: Document) -> str:
        is_draft = record_type == "post" and record.get("status") not in (None, "published")
        return ("drafts." if is_draft else "") + document_id(record_type, record["url"])

    def _post(self, post: Document) -> Document:
        cover = post.get("cover_image")
        return {
            "publishedAt": post.get("published_at"),
            "updatedAt": post.get("modified_at"),
            "excerpt": post.get("excerpt"),
            "author": self._reference("author", post["author"]) if post.get("author") else None,
            "categories": self._references("category", post.get("categories")),
            "tags": self._references("tag", post.get("tags")),
            "mainImage": cover and {"_type": "image", **self._image(cover), "alt": post.get("cover_alt")},
            **{name: post.get(name) for name in _COUNTS},
        }

    def _author(self, author: Document) -> Document:
        avatar = author.get("avatar")
        return {
            "bio": author.get("bio"),
            "role": author.get("role"),
            "links": author.get("links"),
            "image": avatar and {"_type": "image", **self._image(avatar)},
        }

    def _reference(self, record_type: str, label: str) -> Document:
        named = document_id(f"{record_type}-named", label)
        return {"_type": "reference", "_ref": self.ids.setdefault((record_type, label), named)}

    def _references(self, record_type: str, labels: list[str] | None) -> list[Document]:
        found = {self._reference(record_type, label)["_ref"]: None for label in labels or ()}
        return [{"_type": "reference", "_ref": known, "_key": known} for known in found]

    def _comments(self) -> Iterator[Document]:
        published = {head.url for head in self.corpus.heads("post") if head.status in (None, "published")}
        known = {comment["url"] for comment in self.corpus.records("comment")}
        for comment in self.corpus.records("comment"):
            if comment["post_url"] not in published:
                continue  # a reference to what is not there would fail the import
            parent = f"{comment['post_url']}#comment-{comment.get('parent_id')}"
            yield {
                "_id": document_id("comment", comment["url"]),
                "_type": "comment",
                "post": {"_type": "reference", "_ref": document_id("post", comment["post_url"])},
                "parent": {"_type": "reference", "_ref": document_id("comment", parent)} if parent in known else None,
                "name": comment.get("author"),
                "publishedAt": comment.get("published_at"),
                "text": comment.get("text"),
                "likes": comment.get("likes"),
            }

    def _site(self, site: Document) -> Document:
        return {
            "_id": "site",
            "_type": "site",
            "title": site.get("name"),
            "language": site.get("language"),
            "timezone": site.get("timezone"),
            "menu": self._menu(site.get("menu") or []),
        }

    def _menu(self, entries: list[Document]) -> list[Document]:
        return [
            {
                "_type": "menuEntry",
                "_key": f"m{number}",
                "label": entry.get("label"),
                "href": entry.get("url") and self.permalinks.link(entry["url"]),
                "children": self._menu(entry.get("children") or []),
            }
            for number, entry in enumerate(entries)
        ]

    def _link(self, href: str) -> str:
        if href not in self.corpus.media_paths:
            return self.permalinks.link(href)
        path = self.corpus.media_paths[href].removeprefix("media/")
        return self.media_url + quote(path) if self.media_url else href

    def _image(self, source: str) -> Document:
        """Return what makes the importer fetch an image: from the folder, where it is stored."""
        path = self.corpus.media_paths.get(source)
        file = self.corpus.path.parent / path if path else None
        if path is None or file is None or not file.is_file():
            # One image that does not answer would stop the import.
            return {"sourceUrl": source} if source in self.lost else {"_sanityAsset": f"image@{source}"}
        # The importer looks at one level of the folder "images"; names are unique below each folder of media/.
        parts = PurePosixPath(path).parts
        name = parts[-1] if parts[1] == "images" else "-".join(parts[1:])
        self.output.link(f"images/{name}", file)
        return {"_sanityAsset": f"image@file://./images/{quote(name)}"}


_NAMES = {"post": "title", "page": "title", "category": "title", "tag": "title", "author": "name"}


def _stated(value: Any) -> Any:
    """Leave out what is not stated, at every depth."""
    if isinstance(value, dict):
        pairs = ((key, _stated(entry)) for key, entry in value.items())
        # Portable Text has its empty lists of marks.
        return {k: v for k, v in pairs if v is not None and (v not in ({}, []) or k in ("marks", "markDefs"))}
    return [_stated(entry) for entry in value] if isinstance(value, list) else value


SANITY = Format(
    name="sanity",
    description="a folder for `sanity dataset import`: documents with Portable Text, references and images",
    files=(f"{FOLDER}/",),
    render=_render,
)
