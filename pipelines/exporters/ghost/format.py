"""``ghost.zip`` for Settings, Advanced, Import/Export of Ghost 6, and ``ghost.md`` about what it cannot hold.

The zip has one JSON file in its root and the media under ``content/images``, ``content/media`` and ``content/files``:
Ghost reads the first ``.json`` it finds and refuses a zip with a ``.md``, so nothing else is in it. Shape of the
JSON: ``data/importer`` in Ghost's source, tables as in ``data/schema/schema.js``.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from pipelines.exporters.base import Format
from pipelines.exporters.ghost import guide, posts
from pipelines.exporters.ghost.desk import Desk
from pipelines.exporters.ghost.notes import Notes
from pipelines.exporters.ghost.people import ROLE, Tags, Users
from pipelines.exporters.ghost.shelf import Shelf
from pipelines.exporters.ghost.values import object_id
from pipelines.exporters.storage import atomic_file
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.ghost import GhostRules, is_feed_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

Row = dict[str, Any]

DATA = "ghost.json"
_VERSION = "6.0.0"  # whose tables these are; Ghost only wants a semantic version
_BLOCK = 1024 * 1024
_RELATIONS = ("posts_authors", "posts_tags", "posts_meta")


class Export:
    """One export: rows of a corpus, one after the other."""

    def __init__(self, corpus: Corpus) -> None:
        rules = GhostRules.of(corpus)
        self.corpus = corpus
        self.notes = Notes()
        self.desk = Desk(Shelf(corpus), Permalinks(corpus, rules), self.notes)
        self.users = Users(self.desk, corpus, rules)
        self.tags = Tags(self.desk, corpus, rules)
        for path in self.desk.shelf.refused:
            self.notes.add("file-refused", path)

    def posts(self, relations: Mapping[str, IO[bytes]]) -> Iterator[Row]:
        """Yield posts, then pages; what belongs to each goes to the files of ``relations``."""
        for kind in ("post", "page"):
            for record in self.corpus.records(kind):
                if kind == "page" and is_feed_page(record):
                    continue
                self._count(record)
                for name, rows in self._relations(kind, record).items():
                    for row in rows:
                        relations[name].write(_json(row) + b"\n")
                yield posts.row(self.desk, kind, record)

    def _relations(self, kind: str, record: Row) -> dict[str, list[Row]]:
        post = object_id(kind, record["url"])
        author = self.users.of(record)
        meta = posts.meta(self.desk, kind, record)
        return {
            "posts_authors": [_tie(post, "author_id", author, 0)] if author else [],
            "posts_tags": [_tie(post, "tag_id", tag, order) for order, tag in enumerate(self.tags.of(record))],
            "posts_meta": [meta] if meta else [],
        }

    def _count(self, record: Row) -> None:
        for name in ("views", "likes"):
            if record.get(name):
                self.notes.add(name, record["url"])


def _tie(post: str, name: str, value: str, order: int) -> Row:
    return {"id": object_id(name, f"{post}:{value}"), "post_id": post, name: value, "sort_order": order}


def write_data(file: IO[bytes], export: Export) -> None:
    """Write the JSON: row by row, relations through files that have no name."""
    with ExitStack() as stack:
        relations = {name: stack.enter_context(TemporaryFile()) for name in _RELATIONS}
        file.write(b'{"meta":{"exported_on":0,"version":' + _json(_VERSION) + b'},"data":{\n')
        _table(file, "posts", map(_json, export.posts(relations)))
        for name, spool in relations.items():
            spool.seek(0)
            file.write(b",\n")
            _table(file, name, (line.rstrip(b"\n") for line in spool))
        # Posts may name people and tags that have no record, so these come last.
        users, tags, roles = export.users.rows(), export.tags.rows(), export.users.roles()
        for name, rows in (("users", users), ("tags", tags), ("roles", iter([ROLE])), ("roles_users", roles)):
            file.write(b",\n")
            _table(file, name, map(_json, rows))
        file.write(b"\n}}\n")


def _table(file: IO[bytes], name: str, rows: Iterable[bytes]) -> None:
    file.write(_json(name) + b":[")
    mark = b"\n"
    for row in rows:
        file.write(mark + row)
        mark = b",\n"
    file.write(b"]")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _render(corpus: Corpus, folder: Path, _options: ExportOptions) -> list[Path]:
    export = Export(corpus)
    target = folder / "ghost.zip"
    with atomic_file(target) as file, zipfile.ZipFile(file, "w") as archive:
        with _entry(archive, DATA, zipfile.ZIP_DEFLATED) as data:
            write_data(data, export)
        for stored in export.desk.shelf.files():
            path = export.desk.shelf.folder / stored.file
            with path.open("rb") as source, _entry(archive, stored.name, zipfile.ZIP_STORED, stored.size) as entry:
                shutil.copyfileobj(source, entry, _BLOCK)
    export.notes.counts["comments"] = corpus.count("comment")
    about = folder / "ghost.md"
    with atomic_file(about) as file:
        file.write(guide.text(corpus, export.desk, export.notes).encode("utf-8", "replace"))
    return [target, about]


@contextmanager
def _entry(archive: zipfile.ZipFile, name: str, method: int, size: int | None = None) -> Iterator[IO[bytes]]:
    """Open an entry for writing; its time is the zip format's own beginning, so the same site gives the same bytes."""
    info = zipfile.ZipInfo(name)
    info.compress_type = method
    info.external_attr = 0o644 << 16
    info.file_size = size or 0
    with archive.open(info, "w", force_zip64=size is None) as entry:
        yield entry


GHOST = Format(
    name="ghost",
    description="ghost.zip: posts, pages, authors, tags and media for Ghost's importer, and what it cannot hold",
    files=("ghost.zip", "ghost.md"),
    render=_render,
)
