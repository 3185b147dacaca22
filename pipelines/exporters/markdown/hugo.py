"""Hugo: page bundles, term pages, menus and data (gohugo.io, "Front matter", "Page bundles", "Taxonomies").

Only Hugo's own keys stand at the top; everything else is under ``params``. ``url`` fixes each address.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pipelines.exporters.markdown.dialects import GOLDMARK
from pipelines.exporters.markdown.generator import FOLDERS, Generator, menu_of, slugs
from pipelines.exporters.markdown.yaml_text import stated, to_yaml
from scraper.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.exporters.markdown.entries import Entries, Entry

_TAKEN = frozenset({*FOLDERS.values(), "pages"})
_SPACELESS = ("zh", "ja", "ko", "th")


class Hugo(Generator):
    dialect = GOLDMARK
    shared_media = "static/media"
    shared_media_url = "/media/"
    data_folder = "data"

    def __init__(self, page_paths: Iterable[str], languages: Iterable[str]) -> None:
        super().__init__(page_paths, languages)
        folders = [PurePosixPath(self._own_path(path)) for path in self.page_paths]
        # What lies under a leaf bundle is a file of it, so pages that have pages under them are sections.
        self._sections = {str(parent) for folder in folders for parent in folder.parents}

    def file(self, entry: Entry) -> str:
        name = f"index.{entry.edition}.md" if entry.edition else "index.md"
        return f"{self._folder(entry)}/{name if self._is_leaf(entry) else '_' + name}"

    def _own_path(self, path: str) -> str:
        """Return a page's path without its language, whose pages lie beside those of the main one."""
        first, _, rest = path.strip("/").partition("/")
        return rest if first in self.other_languages else path.strip("/")

    def _folder(self, entry: Entry) -> str:
        if entry.kind != "page":
            return f"content/{FOLDERS[entry.kind]}/{entry.slug}"
        if entry.is_blog:
            return "content/post"
        own = self._own_path(entry.path)
        folder = f"pages/{own}" if own.split("/")[0] in _TAKEN else own
        return f"content/{folder}" if own else "content"

    def _is_leaf(self, entry: Entry) -> bool:
        if entry.kind != "page":
            return entry.kind == "post"
        own = self._own_path(entry.path)
        return bool(own) and not entry.is_blog and own not in self._sections

    def bundle(self, entry: Entry) -> str | None:
        # Files of a bundle belong to the main language: Hugo does not publish them for a bundle without it.
        return self._folder(entry) if self._is_leaf(entry) and not entry.edition else None

    def front(self, entry: Entry) -> dict[str, Any]:
        return {
            "title": entry.title,
            "date": entry.date,
            "lastmod": entry.lastmod,
            "draft": entry.draft or None if entry.kind != "post" else entry.draft,
            "slug": entry.slug if entry.kind == "post" else None,
            "url": entry.path,
            "aliases": entry.old_paths,
            "translationKey": entry.translation_key,
            "description": entry.description,
            "summary": entry.summary,
            "authors": slugs(entry.authors),
            "categories": slugs(entry.categories),
            "tags": slugs(entry.tags),
            "sitemap": {"disable": True} if entry.noindex else None,
            "params": stated(
                {
                    "images": [entry.cover["image"]] if entry.cover else None,
                    "cover": entry.cover and stated(entry.cover),
                    "language": entry.language,
                    "source_url": entry.source_url,
                    "noindex": entry.noindex or None,
                    **entry.extra,
                    "seo": stated(entry.extra.get("seo") or {}),
                }
            ),
        }

    def site_files(self, entries: Entries) -> Iterator[tuple[str, str]]:
        yield "hugo.yaml", to_yaml(stated(_config(entries)))


def _config(entries: Entries) -> dict[str, Any]:
    site = entries.site
    parts = parts_of(site.get("url") or "https://example.org/")
    main = entries.languages[0] if entries.languages else site.get("language") or "en"
    languages = entries.languages if len(entries.languages) > 1 else []
    spaceless = any(language.split("-")[0] in _SPACELESS for language in (main, *languages))
    return {
        "baseURL": f"{parts.scheme}://{parts.netloc}/",
        "title": site.get("name"),
        "defaultContentLanguage": main,
        "languages": {language: {"weight": number} for number, language in enumerate(languages, start=1)},
        "timeZone": site.get("timezone"),
        "hasCJKLanguage": spaceless or None,
        "permalinks": {"page": {"post": "/post/:slug/"}},
        "taxonomies": {"category": "categories", "tag": "tags", "author": "authors"},
        "markup": {
            "goldmark": {
                # Players, captions and alignment are HTML; nothing in the export runs scripts.
                "renderer": {"unsafe": True},
                # The text stays as it was written: no curly quotes, no links that the source has not.
                "extensions": {"typographer": {"disable": True}, "linkify": False},
            }
        },
        "menus": {"main": _menu(menu_of(entries))},
    }


def _menu(tree: list[dict[str, Any]], parent: str = "") -> list[dict[str, Any]]:
    """Return the flat list that Hugo wants, each entry naming its parent."""
    found = []
    for number, entry in enumerate(tree, start=1):
        name = f"{parent}.{number}" if parent else str(number)
        found.append(
            stated(
                {
                    "identifier": f"menu.{name}",
                    "name": entry.get("name"),
                    "url": entry.get("url"),
                    "parent": f"menu.{parent}" if parent else None,
                    "weight": number,
                }
            )
        )
        found.extend(_menu(entry.get("children") or [], name))
    return found
