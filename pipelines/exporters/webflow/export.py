"""``webflow/``: a CSV file for each collection of Webflow's CMS.

Webflow maps columns to fields by hand. References are the names of items that exist already, so the collections are
imported in the order of the files' numbers; several names are joined by ``; ``. Pictures are addresses that anyone can
fetch. No byte order mark and no guard against formulas: a machine reads these cells.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipelines.exporters.base import Format
from pipelines.exporters.folder import output_folder
from pipelines.exporters.webflow.rich_text import to_rich_text
from pipelines.permalinks.base import Permalinks, source_path
from pipelines.permalinks.webflow import WebflowRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

Row = dict[str, Any]

FOLDER = "webflow"
_TERM = ("Name", "Slug", "Description", "Old path")
_AUTHOR = ("Name", "Slug", "Bio", "Role", "Picture", "Old path")
_POST = (
    *("Name", "Slug", "Published", "Updated", "Summary", "Body", "Main image", "Main image text"),
    *("Author", "Categories", "Tags", "Language", "Views", "Likes", "Comments"),
    *("SEO title", "SEO description", "Old path"),
)


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    target = folder / FOLDER
    export = _Export(corpus, options.media_url)
    with output_folder(target) as output:
        for name, columns, rows in (
            ("1-categories.csv", _TERM, export.terms("category")),
            ("2-tags.csv", _TERM, export.terms("tag")),
            ("3-authors.csv", _AUTHOR, export.authors()),
            ("4-posts.csv", _POST, export.posts(drafts=False)),
            ("5-drafts.csv", _POST, export.posts(drafts=True)),
        ):
            with output.open(name) as file:
                for line in _lines(columns, rows):
                    file.write(line)
    return [target]


def _lines(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterator[bytes]:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row)
        yield text.getvalue().encode("utf-8", "replace")
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode("utf-8", "replace")


class _Export:
    def __init__(self, corpus: Corpus, media_url: str | None) -> None:
        self.corpus = corpus
        self.media_url = media_url
        self.permalinks = Permalinks(corpus, WebflowRules())

    def terms(self, record_type: str) -> Iterator[Row]:
        """Yield the terms, and those that only posts name: a reference needs its item."""
        known = set()
        for record in self.corpus.records(record_type):
            known.add(name := _name(record["label"]))
            yield {
                **self._place(record_type, record),
                "Name": name,
                "Description": record["description"],
            }
        field = "categories" if record_type == "category" else "tags"
        for post in self.corpus.records("post"):
            for label in map(_name, post.get(field) or ()):
                if label not in known:
                    known.add(label)
                    yield {"Name": label}

    def authors(self) -> Iterator[Row]:
        known = set()
        for author in self.corpus.records("author"):
            place = self._place("author", author)
            known.add(name := _name(author.get("name") or place["Slug"]))
            picture = author.get("avatar") and self._media(author["avatar"])
            yield {**place, "Name": name, "Bio": author.get("bio"), "Role": author.get("role"), "Picture": picture}
        for post in self.corpus.records("post"):
            name = _name(post.get("author") or "")
            if name and name not in known:
                known.add(name)
                yield {"Name": name, "Bio": post.get("author_bio")}

    def posts(self, *, drafts: bool) -> Iterator[Row]:
        for post in self.corpus.records("post"):
            if (post.get("status") in (None, "published")) != drafts:
                yield self._post(post)

    def _post(self, post: Row) -> Row:
        seo = post.get("seo") or {}
        place = self._place("post", post)
        return {
            **place,
            "Name": post.get("title") or place["Slug"],
            "Published": post.get("published_at"),
            "Updated": post.get("modified_at"),
            "Summary": post.get("excerpt"),
            "Body": to_rich_text(post.get("body_html") or "", self._address),
            "Main image": post.get("cover_image") and self._media(post["cover_image"]),
            "Main image text": post.get("cover_alt"),
            "Author": _name(post.get("author") or ""),
            "Categories": "; ".join(map(_name, post.get("categories") or ())),
            "Tags": "; ".join(map(_name, post.get("tags") or ())),
            "Language": post.get("language"),
            **{name.title(): post.get(name) for name in ("views", "likes", "comments")},
            "SEO title": seo.get("title"),
            "SEO description": seo.get("description"),
        }

    def _place(self, record_type: str, record: Row) -> Row:
        path = "" if "/#" in record["url"] else source_path(record["url"])
        return {"Slug": self.permalinks.of(record_type, record["url"]).slug, "Old path": path}

    def _address(self, name: str, value: str) -> str:
        if value in self.corpus.media_paths:
            return self._media(value)
        return self.permalinks.link(value) if name == "href" else value

    def _media(self, source: str) -> str:
        path = self.corpus.media_paths.get(source)
        return self.media_url + quote(path.removeprefix("media/")) if self.media_url and path else source


def _name(label: str) -> str:
    """Return a label as a reference's name: a semicolon would part it."""
    return label.replace(";", ",")


WEBFLOW = Format(
    name="webflow",
    description="a CSV file for each collection of Webflow's CMS: categories, tags, authors, posts, drafts",
    files=(f"{FOLDER}/",),
    render=_render,
)
