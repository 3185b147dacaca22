"""``ghost.md``: how to import, and what Ghost cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.corpus import Corpus
    from pipelines.exporters.ghost.desk import Desk
    from pipelines.exporters.ghost.notes import Notes

_HOW = """\
# {name} in Ghost

## Import

1. On a fresh Ghost, first delete its sample content (Settings, Advanced, Danger zone, Delete all content): its page
   `about` would make yours `about-2`.
2. Settings, Advanced, Import/Export, Universal import: choose `ghost.zip`. The answer comes by e-mail; the posts bear
   an internal tag `#Import …`.
3. Authors arrive locked, with an e-mail address that can reach nobody. Give each the right one in Settings, Staff;
   then "forgot password" lets them in.
4. Every slug is the one that Ghost keeps, in ASCII letters; `/` shows Ghost's own list of posts, and the old front
   page is the page `home`. To show that in front, say so in `routes.yaml` (`/: {{data: page.home, template: page}}`).

In the zip: {posts:,} posts, {pages:,} pages, {authors:,} authors, {terms:,} categories and tags, {files:,} files.

## What Ghost cannot hold

"""


def text(corpus: Corpus, desk: Desk, notes: Notes) -> str:
    """Return the whole document."""
    site = next(corpus.records("site"), {})
    how = _HOW.format(
        name=site.get("name") or "The site",
        posts=corpus.count("post"),
        pages=corpus.count("page"),
        authors=corpus.count("author"),
        terms=corpus.count("category") + corpus.count("tag"),
        files=sum(1 for _ in desk.shelf.files()),
    )
    return how + notes.markdown()
