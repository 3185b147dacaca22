"""``markdown/``: the whole site as texts with front matter, for the generator that ``MARKDOWN_FLAVOUR`` names."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipelines.exporters.base import Format
from pipelines.exporters.markdown.body import to_markdown
from pipelines.exporters.markdown.flavours import FLAVOURS, Entry, settings
from pipelines.exporters.markdown.matter import document, dumped, local
from pipelines.exporters.markdown.places import SitePlaces
from pipelines.exporters.wordpress.export import site_zone
from pipelines.links import site_base
from pipelines.permalinks.base import Permalinks, source_path
from pipelines.permalinks.static import StaticRules
from scraper.exceptions import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

_FOLDER = "markdown"
_AUTHOR_FIELDS = ("name", "slug", "bio", "role", "credentials", "avatar", "links", "url")
Record = dict[str, Any]


class _Site:
    """Writes one site into a folder that does not exist yet."""

    def __init__(self, corpus: Corpus, source: Path, folder: Path, flavour: str) -> None:
        self._corpus = corpus
        self._source = source
        self._folder = folder
        self._flavour = FLAVOURS[flavour]
        self._zone = site_zone(corpus)
        self._site = next(corpus.records("site"), {})
        first = self._site.get("url") or next((head.url for head in corpus.heads("post")), "")
        self._prefix = unquote(urlsplit(site_base(first)).path).rstrip("/") if first else ""
        self._permalinks = Permalinks(corpus, StaticRules(self._prefix))
        paths = {unquote(place.path) for place in self._permalinks if place.record_type in ("post", "page")}
        self._branches = {path[: i + 1] for path in paths for i, char in enumerate(path[:-1]) if char == "/"}
        self._terms = {
            kind: {head.label: self._permalinks.of(kind, head.url).slug for head in corpus.heads(kind)}
            for kind in ("category", "tag")
        }
        self._redirects: dict[str, list[str]] = {}
        for entry in self._site.get("redirects") or ():
            self._redirects.setdefault(entry["target"], []).append(entry["source"])

    def write(self) -> None:
        """Write everything."""
        for kind in ("page", "post"):
            for record in self._corpus.records(kind):
                self._text(record)
        self._data()
        if self._flavour.name == "hugo":
            self._term_pages()
        for name, content in settings(
            self._flavour.name, self._site, list(self._menu(self._site.get("menu") or ()))
        ).items():
            self._put(name, content)
        if self._flavour.media:
            for path in sorted(set(self._corpus.media_paths.values())):
                self._take(path, f"{self._flavour.media[0]}/{path.removeprefix('media/')}")

    def _text(self, record: Record) -> None:
        place = self._permalinks.of(record["type"], record["url"])
        root = self._flavour.media[1] if self._flavour.media else ""
        names: dict[str, str] = {}
        beside = None if self._flavour.media else lambda path: _beside(path, names)
        places = SitePlaces(self._permalinks, self._corpus.media_paths, root, beside)
        cover = record.get("cover_image")
        entry = Entry(
            record=record,
            place=place,
            zone=self._zone,
            cover=unquote(places.media(cover)) if cover else None,
            categories=self._labelled("category", record.get("categories") or ()),
            tags=self._labelled("tag", record.get("tags") or ()),
            old_paths=self._old_paths(record["url"], place.path),
            branch=unquote(place.path) in self._branches,
        )
        body = to_markdown(record.get("body_html") or "", places)
        name = self._flavour.text_path(entry)
        self._put(name, document(self._flavour.matter(entry), body))
        for path, file in places.used.items():
            self._take(path, f"{name.rpartition('/')[0]}/{file}")

    def _labelled(self, kind: str, labels: Iterable[str]) -> list[tuple[str, str]]:
        return [(self._terms[kind].get(label, label), label) for label in labels]

    def _old_paths(self, url: str, path: str) -> list[str]:
        """Paths that led here: the source's own, if it is another, and those of its redirects."""
        found = [source_path(url) if "/#" not in url else "", *map(source_path, self._redirects.get(url, ()))]
        paths = dict.fromkeys(unquote(old.removeprefix(self._prefix)) for old in found if old and "?" not in old)
        return [old for old in paths if old.rstrip("/") != unquote(path).rstrip("/")]

    def _menu(self, entries: Iterable[Record], parent: str = "") -> Iterator[dict[str, Any]]:
        for order, entry in enumerate(entries, start=1):
            name = f"{parent}{order}"
            url = unquote(self._permalinks.link(entry["url"])) if entry.get("url") else None
            yield {
                "identifier": name,
                "name": entry["label"],
                "url": url,
                "weight": order,
                "parent": parent[:-1] or None,
            }
            yield from self._menu(entry.get("children") or (), f"{name}-")

    def _term_pages(self) -> None:
        for kind, folder in (("category", "categories"), ("tag", "tags")):
            for record in self._corpus.records(kind):
                place = self._permalinks.of(kind, record["url"])
                values = {
                    "title": record["label"],
                    "url": unquote(place.path),
                    "description": record.get("description"),
                }
                self._put(f"content/{folder}/{place.slug}/_index.md", document(values, ""))

    def _data(self) -> None:
        """People and comments, which no front matter holds."""
        authors = [
            {
                name: record.get(name)
                for name in ("name", "slug", "bio", "role", "credentials", "avatar", "links", "url")
            }
            for record in self._corpus.records("author")
        ]
        for author in authors:
            path = self._corpus.media_paths.get(author["avatar"] or "")
            if path and self._flavour.media:
                author["avatar"] = self._flavour.media[1] + path.removeprefix("media/")
        self._put(f"{self._flavour.data}/authors.yaml", dumped(authors))
        threads: dict[str, list[Record]] = {}
        for record in self._corpus.records("comment"):
            place = self._permalinks.find(record["post_url"])
            key = unquote(place.path) if place else record["post_url"]
            fields = {name: record.get(name) for name in ("id", "parent_id", "author", "text", "likes")}
            threads.setdefault(key, []).append({**fields, "date": local(record.get("published_at"), self._zone)})
        if threads:
            self._put(f"{self._flavour.data}/comments.yaml", dumped(threads))

    def _put(self, name: str, content: bytes) -> None:
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def _take(self, path: str, name: str) -> None:
        """Give the site a file of ``media/``: a link to the same bytes where the disk allows it."""
        source, target = self._source / path, self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() or not source.exists():
            return
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)


def _beside(path: str, names: dict[str, str]) -> str:
    """A name beside the text that no other file there has; never that of the text itself."""
    name = path.rpartition("/")[2]
    stem, dot, kind = name.rpartition(".")
    number = 2
    while name.casefold() in names or name.casefold() in ("index.md", "_index.md"):
        name = f"{stem}-{number}{dot}{kind}"
        number += 1
    names[name.casefold()] = path
    return name


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    target, partial, old = (folder / name for name in (_FOLDER, f"{_FOLDER}.partial", f"{_FOLDER}.old"))
    try:
        for left in (partial, old):
            shutil.rmtree(left, ignore_errors=True)
        partial.mkdir(parents=True)
        _Site(corpus, folder, partial, options.markdown_flavour).write()
        if target.exists():
            target.rename(old)
        partial.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        with suppress(OSError):
            shutil.rmtree(partial)
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error
    return [target]


MARKDOWN = Format(
    name="markdown",
    description="the whole site as Markdown with front matter, for Hugo (or MARKDOWN_FLAVOUR=jekyll, eleventy, astro)",
    files=(f"{_FOLDER}/",),
    render=_render,
)
