"""Media files beside the texts that show them, or in one place for those that several show."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.folder import OutputFolder

# In a bundle, Hugo takes these for pages.
CONTENT = frozenset({".md", ".markdown", ".html", ".htm", ".adoc", ".asciidoc", ".ad", ".org", ".rst", ".pandoc"})


class Shelf:
    """Put stored media into the export, each once, and tell their new addresses.

    ``shared``: folder for what several records show; ``shared_url``: its address, with a slash at the end.
    """

    def __init__(self, corpus: Corpus, folder: OutputFolder, shared: str, shared_url: str) -> None:
        self._site_dir: Path = corpus.path.parent
        self._paths = corpus.media_paths
        self._folder = folder
        self._shared = shared
        self._shared_url = shared_url
        self._only_user = {
            record["source_url"]: record["used_by"][0]
            for record in corpus.records("media")
            if record["source_url"] in self._paths and len(record.get("used_by") or ()) == 1
        }
        self._placed: dict[str, str] = {}

    def address(self, source: str, user: str, bundle: str | None) -> str | None:
        """Return the address of a file at the new site; ``None`` if it is not stored.

        ``user``: the record that shows it; ``bundle``: the folder of that record's own files, if the generator has
        such. There the address is relative.
        """
        path = self._paths.get(source)
        if path is None or not (self._site_dir / path).is_file():
            return None
        name = PurePosixPath(path)
        inside = f"{bundle}/{name.name}"
        fits = bundle is not None and name.suffix.lower() not in CONTENT and self._only_user.get(source) == user
        if fits and self._placed.setdefault(inside.lower(), source) == source:
            self._folder.link(inside, self._site_dir / path)
            return quote(name.name)
        shared = str(name.relative_to("media"))
        self._folder.link(f"{self._shared}/{shared}", self._site_dir / path)
        return self._shared_url + quote(shared)
