"""The site's media at their places in ``ghost.zip``."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipelines.permalinks.ghost import ascii_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.corpus import Corpus

ROOT = "__GHOST_URL__"
"""What stands for the new site's address in everything that Ghost imports."""

# What Ghost's importers take up, by folder (config uploads.images|media|files). A .json would be read as the data of
# the import, a .md as a post, a .csv as a newsletter's issues: those three never go into the zip.
_FOLDERS = {
    "images": "jpg jpeg gif png svg svgz ico webp",
    "media": "mp4 webm ogv mp3 wav ogg m4a",
    "files": (
        "7z aac ai aif aiff apkg arw avif avi blend bmp bz2 cr2 cr3 css deb dng doc docx eot epub eps fb2 fbx"
        " flac geojson glb gltf gpx gz heic heif html ics ipynb js jsonld key kml m4v mid midi mkv mobi mov"
        " nef np3 numbers obj odp ods odt opus orf otf pages paprikarecipes pdf ppt pptx psd py raf rar rpm"
        " rtf rw2 skp stl tar tgz tif tiff toml tsv ttf txt vcf woff woff2 xcf xls xlsb xlsm xlsx xml yaml zip"
    ),
}
_FOLDER_OF = {f".{suffix}": folder for folder, suffixes in _FOLDERS.items() for suffix in suffixes.split()}
_MAX_STEM = 80


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of the zip."""

    name: str
    """In the zip: ``content/images/…``."""
    file: str
    """Under ``media/`` of the site's folder."""
    width: int | None
    height: int | None
    size: int
    """Bytes."""
    mime: str

    @property
    def url(self) -> str:
        return f"{ROOT}/{self.name}"

    @property
    def title(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.file).name


class Shelf:
    """Source address -> place in the zip, of all stored media that Ghost takes."""

    def __init__(self, corpus: Corpus) -> None:
        self.folder: Path = corpus.path.parent / "media"
        self.refused: list[str] = []
        """Files under ``media/`` that Ghost's import does not take."""
        self._by_source: dict[str, Stored] = {}
        for record in corpus.records("media"):
            path = record.get("path")
            if record.get("status") != "stored" or not path or not (self.folder / path).is_file():
                continue
            name = _name_in_zip(path, record.get("sha256"))
            if name is None:
                self.refused.append(path)
                continue
            size = (self.folder / path).stat().st_size
            width, height, mime = record.get("width"), record.get("height"), record.get("mime") or ""
            self._by_source[record["source_url"]] = Stored(name, path, width, height, size, mime)

    def get(self, source: str | None) -> Stored | None:
        return self._by_source.get(source) if source else None

    def url(self, source: str | None) -> str | None:
        """Return the address at Ghost of a medium; the source's own if it is not in the zip."""
        stored = self.get(source)
        return stored.url if stored else source

    def files(self) -> Iterator[Stored]:
        """Yield each file once, by its name in the zip."""
        once = {stored.name: stored for stored in self._by_source.values()}
        yield from (once[name] for name in sorted(once))


def _name_in_zip(path: str, digest: str | None) -> str | None:
    """``images/Tea set.JPG`` -> ``content/images/1a2b3c4d/tea-set.jpg``.

    Ghost renames files whose name exists already, which posts in its own format would not learn of: the folder
    made of the content's digest makes the name mean the same file in every import. The name is in the letters that
    Ghost keeps.
    """
    suffix = PurePosixPath(path).suffix.lower()
    folder = _FOLDER_OF.get(suffix)
    if folder is None:
        return None
    key = (digest or sha256(path.encode()).hexdigest())[:8]
    stem = ascii_slug(PurePosixPath(path).stem)[:_MAX_STEM] or "file"
    return f"content/{folder}/{key}/{stem}{suffix}"
