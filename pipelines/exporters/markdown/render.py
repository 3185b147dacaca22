"""The format ``markdown``: a folder that Hugo, Jekyll, Eleventy or Astro builds the site from."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipelines.exporters.base import Format
from pipelines.exporters.folder import output_folder
from pipelines.exporters.markdown.astro import Astro
from pipelines.exporters.markdown.blocks import to_markdown
from pipelines.exporters.markdown.eleventy import Eleventy
from pipelines.exporters.markdown.entries import Entries, Entry
from pipelines.exporters.markdown.escape import escape_text
from pipelines.exporters.markdown.hugo import Hugo
from pipelines.exporters.markdown.jekyll import Jekyll
from pipelines.exporters.markdown.media import Shelf
from pipelines.exporters.markdown.yaml_text import stated
from pipelines.permalinks.base import PLACED, Permalinks
from pipelines.permalinks.static import StaticRules

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.folder import OutputFolder
    from pipelines.exporters.markdown.generator import Generator
    from pipelines.exporters.options import ExportOptions

GENERATORS: dict[str, type[Generator]] = {"hugo": Hugo, "jekyll": Jekyll, "eleventy": Eleventy, "astro": Astro}
FOLDER = "markdown"


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    target = folder / FOLDER
    with output_folder(target) as output:
        _Export(corpus, output, options.markdown_flavour).write()
    return [target]


class _Export:
    def __init__(self, corpus: Corpus, output: OutputFolder, flavour: str) -> None:
        self.corpus = corpus
        self.output = output
        self.permalinks = Permalinks(corpus, StaticRules())
        self.entries = Entries(corpus, self.permalinks)
        pages = (unquote(place.path) for place in self.permalinks if place.record_type == "page")
        self.generator = generator = GENERATORS[flavour](pages, self.entries.languages)
        self.shelf = Shelf(corpus, output, generator.shared_media, generator.shared_media_url)

    def write(self) -> None:
        for record_type in PLACED:
            for record in self.corpus.records(record_type):
                entry = self.entries.of(record_type, record)
                if record_type == "author":
                    self._add_author(entry, record)
                else:
                    self._add_body(entry, record)
                self._write_entry(entry)
        for entry in self.entries.without_record():
            self._write_entry(entry)
        self._write_comments()
        for path, text in self.generator.site_files(self.entries):
            self.output.write(path, text)

    def _write_entry(self, entry: Entry) -> None:
        self.output.write(self.output.free(self.generator.file(entry)), self.generator.text(entry))

    def _add_body(self, entry: Entry, record: dict[str, Any]) -> None:
        bundle = self.generator.bundle(entry)

        def address(name: str, value: str) -> str:
            stored = self.shelf.address(value, record["url"], bundle)
            return stored or (self.permalinks.link(value) if name == "href" else value)

        if cover := record.get("cover_image"):
            hidden = True if record.get("cover_displayed") is False else None
            # Decoded: themes look for the file, and encode it where they write an address.
            stored = self.shelf.address(cover, record["url"], bundle)
            image = unquote(stored) if stored else cover
            entry.cover = {"image": image, "alt": record.get("cover_alt"), "hidden": hidden}
        entry.body = to_markdown(record.get("body_html") or "", self.generator.dialect, address)

    def _add_author(self, entry: Entry, author: dict[str, Any]) -> None:
        avatar = author.get("avatar")
        stored = avatar and self.shelf.address(avatar, author["url"], None)
        image = unquote(stored) if stored else avatar
        about = {
            "avatar": image,
            **{name: author.get(name) for name in ("role", "credentials", "links", "posts")},
        }
        entry.extra.update(about)
        paragraphs = (author.get("bio") or "").split("\n\n")
        lines = (
            self.generator.dialect.hard_break.join(escape_text(line, line_start=True) for line in part.split("\n"))
            for part in paragraphs
        )
        entry.body = "".join(f"{line}\n\n" for line in lines if line).removesuffix("\n")
        value = {"name": entry.title, "path": entry.path, "bio": author.get("bio"), **about}
        self.output.write(
            self.generator.data_file("authors", entry.slug, ""),
            self.generator.data({**value, "source_url": entry.source_url}),
        )

    def _write_comments(self) -> None:
        # They come sorted by their post.
        for url, comments in groupby(self.corpus.records("comment"), key=lambda comment: str(comment["post_url"])):
            place = self.permalinks.find(url)
            post = self.corpus.get("post", place.url) if place and place.record_type == "post" else None
            if place is None or post is None:
                continue
            entry = self.entries.of("post", post)
            path = self.output.free(self.generator.data_file("comments", place.slug, entry.edition))
            listed = [self._comment(comment) for comment in comments]
            self.output.write(path, self.generator.data({"post": entry.path, "comments": listed}))

    def _comment(self, comment: dict[str, Any]) -> dict[str, Any]:
        return stated(
            {
                "id": comment["id"],
                "parent": comment.get("parent_id"),
                "author": comment.get("author"),
                "date": self.entries.local(comment.get("published_at")),
                "likes": comment.get("likes"),
                "text": comment.get("text"),
            }
        )


MARKDOWN = Format(
    name="markdown",
    description="the site as Markdown, data and media for Hugo, Jekyll, Eleventy or Astro",
    files=(f"{FOLDER}/",),
    render=_render,
)
