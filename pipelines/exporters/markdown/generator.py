"""What the four generators have in common: which file a record becomes, and what stands in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from pipelines.exporters.markdown.yaml_text import stated, to_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelines.exporters.markdown.dialects import Dialect
    from pipelines.exporters.markdown.entries import Entries, Entry

FOLDERS = {"post": "post", "page": "pages", "category": "categories", "tag": "tags", "author": "authors"}
"""Kind of an entry -> the folder that is named after it."""


class Generator(ABC):
    """One static site generator."""

    dialect: ClassVar[Dialect]
    shared_media: ClassVar[str]
    """Folder of the media that have no place beside a text."""
    shared_media_url: ClassVar[str]
    """Where that folder is on the new site."""
    data_folder: ClassVar[str]
    data_extension: ClassVar[str] = "yaml"

    def __init__(self, page_paths: Iterable[str], languages: Iterable[str]) -> None:
        """``page_paths``: of all pages, decoded; ``languages``: of the site, the main one first."""
        self.page_paths = list(page_paths)
        self.other_languages = list(languages)[1:]

    @abstractmethod
    def file(self, entry: Entry) -> str:
        """Return the path of an entry's file."""

    @abstractmethod
    def front(self, entry: Entry) -> dict[str, Any]:
        """Return the front matter in the generator's own names; what is not stated may be ``None``."""

    @abstractmethod
    def site_files(self, entries: Entries) -> Iterator[tuple[str, str]]:
        """Yield path and text of the files that configure the site."""

    def bundle(self, _entry: Entry) -> str | None:
        """Return the folder whose files belong to an entry alone; ``None`` if the generator has no such folders."""
        return None

    def listing(self, _entry: Entry) -> str:
        """Return what makes a page list its posts; ``""`` where the generator does so by itself."""
        return ""

    def data_file(self, kind: str, entry_slug: str, edition: str) -> str:
        return f"{self.data_folder}/{kind}/{under(edition)}{entry_slug}.{self.data_extension}"

    def data(self, value: Mapping[str, Any]) -> str:
        return to_yaml(stated(value))

    def text(self, entry: Entry) -> str:
        """Return the whole file of an entry."""
        body = "\n".join(part for part in (entry.body, self.listing(entry)) if part)
        return f"---\n{to_yaml(stated(self.front(entry)))}---\n" + (f"\n{body}" if body else "")


def under(edition: str) -> str:
    """Return the folder of a language that is not the main one."""
    return f"{edition}/" if edition else ""


def page_stem(entry: Entry) -> str:
    """Return the path of a page as a file without its extension; the home page is ``index``."""
    return entry.path.strip("/") or "index"


def labels(names: list[Any]) -> list[str]:
    return [name.label for name in names]


def slugs(names: list[Any]) -> list[str]:
    return [name.slug for name in names]


def menu_of(entries: Entries) -> list[dict[str, Any]]:
    """Return the main menu as a tree of ``name``, ``url`` (of the new site) and ``children``."""
    return [_menu_entry(entry, entries) for entry in entries.site.get("menu") or ()]


def _menu_entry(entry: dict[str, Any], entries: Entries) -> dict[str, Any]:
    url = entry.get("url")
    children = [_menu_entry(child, entries) for child in entry.get("children") or ()]
    return stated({"name": entry.get("label"), "url": url and entries.permalinks.link(url), "children": children})
