"""The generators: where each wants its files, and what it calls things."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipelines.exporters.markdown.matter import common, dumped, facts, local

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from pipelines.permalinks.base import Place

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text with all that its front matter is made from."""

    record: Record
    place: Place
    zone: tzinfo
    cover: str | None = None
    """Address of the cover as the site serves it."""
    categories: list[tuple[str, str]] = field(default_factory=list)
    """Slug and label."""
    tags: list[tuple[str, str]] = field(default_factory=list)
    old_paths: list[str] = field(default_factory=list)
    """Paths of the source that differ from the new one."""
    branch: bool = False
    """True if other texts lie below its path."""

    @property
    def url(self) -> str:
        """The new path as people read it."""
        return unquote(self.place.path)


@dataclass(frozen=True, slots=True)
class Flavour:
    """One generator."""

    name: str
    text_path: Callable[[Entry], str]
    """Gives the file of an entry."""
    matter: Callable[[Entry], dict[str, Any]]
    media: tuple[str, str] | None
    """Folder of all files, and the address under which they are served; ``None`` = they lie beside the texts."""
    data: str
    """Folder of data files."""


def _cover(entry: Entry) -> dict[str, Any] | None:
    if not entry.cover:
        return None
    return {
        "image": entry.cover,
        "alt": entry.record.get("cover_alt"),
        "hidden": True if entry.record.get("cover_displayed") is False else None,
    }


def _folder(entry: Entry) -> str:
    return unquote(entry.place.path).strip("/")


# --- Hugo ---


def _hugo_path(entry: Entry) -> str:
    folder = _folder(entry)
    # Hugo takes what lies below an index.md for its files, and only below an _index.md for pages.
    name = "_index.md" if entry.branch or not folder else "index.md"
    return f"content/{folder}/{name}" if folder else f"content/{name}"


def _hugo(entry: Entry) -> dict[str, Any]:
    record = entry.record
    author = record.get("author")
    return {
        **common(record, entry.zone),
        "lastmod": local(record.get("modified_at"), entry.zone),
        "slug": entry.place.slug or None,
        "url": entry.url,
        "aliases": entry.old_paths,
        "authors": [author] if author else [],
        "categories": [slug for slug, _ in entry.categories],
        "tags": [slug for slug, _ in entry.tags],
        "summary": record.get("excerpt"),
        "cover": _cover(entry),
        "images": [entry.cover] if entry.cover else [],
        "params": facts(record, entry.zone),
    }


# --- Jekyll ---


def _jekyll_path(entry: Entry) -> str:
    record = entry.record
    if record["type"] != "post":
        return f"{_folder(entry) or 'index'}.md"
    day = (local(record.get("published_at"), entry.zone) or "2000-01-01")[:10]
    folder = "_posts" if record.get("status") in (None, "published") else "_drafts"
    return f"{folder}/{day}-{entry.place.slug}.md"


def _jekyll(entry: Entry) -> dict[str, Any]:
    record = entry.record
    values = common(record, entry.zone)
    values.pop("draft")
    return {
        "layout": "post" if record["type"] == "post" else "page",
        **values,
        "last_modified_at": local(record.get("modified_at"), entry.zone),
        "permalink": entry.url,
        "redirect_from": entry.old_paths,
        "author": record.get("author"),
        "categories": [label for _, label in entry.categories],
        "tags": [label for _, label in entry.tags],
        "excerpt": record.get("excerpt"),
        "image": {"path": entry.cover, "alt": record.get("cover_alt")} if entry.cover else None,
        "render_with_liquid": False,
        "published": False if values.get("draft") else None,
        "wix": facts(record, entry.zone),
    }


# --- Eleventy and Astro ---


def _eleventy(entry: Entry) -> dict[str, Any]:
    record = entry.record
    return {
        **common(record, entry.zone),
        "permalink": f"{entry.url}index.html",
        "author": record.get("author"),
        "categories": [label for _, label in entry.categories],
        # Eleventy makes a collection of each tag.
        "tags": [("post" if record["type"] == "post" else "page"), *(label for _, label in entry.tags)],
        "excerpt": record.get("excerpt"),
        "cover": _cover(entry),
        "redirect_from": entry.old_paths,
        "templateEngineOverride": "md",
        "wix": facts(record, entry.zone),
    }


def _astro(entry: Entry) -> dict[str, Any]:
    record = entry.record
    return {
        **common(record, entry.zone),
        "updated": local(record.get("modified_at"), entry.zone),
        "path": entry.url,
        "redirectFrom": entry.old_paths,
        "author": record.get("author"),
        "categories": [label for _, label in entry.categories],
        "tags": [label for _, label in entry.tags],
        "excerpt": record.get("excerpt"),
        "cover": _cover(entry),
        "wix": facts(record, entry.zone),
    }


def _plain_path(folder: str) -> Callable[[Entry], str]:
    def path(entry: Entry) -> str:
        kind = {"post": "posts", "page": "pages"}[entry.record["type"]]
        return f"{folder}{kind}/{_folder(entry).replace('/', '--') or 'index'}.md"

    return path


FLAVOURS = {
    "hugo": Flavour("hugo", _hugo_path, _hugo, None, "data"),
    "jekyll": Flavour("jekyll", _jekyll_path, _jekyll, ("media", "/media/"), "_data"),
    "eleventy": Flavour("eleventy", _plain_path(""), _eleventy, ("media", "/media/"), "_data"),
    "astro": Flavour("astro", _plain_path("src/content/"), _astro, ("public/media", "/media/"), "src/data"),
}


def settings(flavour: str, site: Record, menu: list[dict[str, Any]]) -> dict[str, bytes]:
    """Files that make the generator treat the texts as they are meant: raw HTML stays, no letter is prettied."""
    title, language = site.get("name") or "", site.get("language") or "en"
    zone = site.get("timezone")
    if flavour == "hugo":
        values = {
            "title": title,
            "locale": language,
            "timeZone": zone,
            "taxonomies": {"category": "categories", "tag": "tags", "author": "authors"},
            "menu": {"main": menu},
            "markup": {
                "goldmark": {
                    "renderer": {"unsafe": True},
                    "extensions": {"typographer": {"disable": True}, "linkify": False, "definitionList": False},
                }
            },
        }
        return {"hugo.yaml": dumped(values)}
    if flavour == "jekyll":
        symbols = {"hellip": "...", "mdash": "---", "ndash": "--", "laquo": "<<", "raquo": ">>"}
        kramdown = {"smart_quotes": ["apos", "apos", "quot", "quot"], "typographic_symbols": symbols}
        values = {"title": title, "lang": language, "timezone": zone, "kramdown": kramdown, "menu": menu}
        return {"_config.yml": dumped(values)}
    if flavour == "eleventy":
        return {"eleventy.config.js": _ELEVENTY.encode(), "_data/menu.json": _json(menu)}
    return {"src/content.config.ts": _ASTRO.encode(), "src/data/menu.json": _json(menu)}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


_ELEVENTY = """// The texts hold HTML, and no templates.
export default function (config) {
  config.addPassthroughCopy("media");
  config.setLibrary && config.amendLibrary("md", (reader) => reader.set({ html: true, typographer: false }));
  return { markdownTemplateEngine: false, htmlTemplateEngine: false };
}
"""

_ASTRO = """import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import { glob } from 'astro/loaders';

const schema = z.object({
  title: z.string(),
  date: z.coerce.date().optional(),
  updated: z.coerce.date().optional(),
  draft: z.boolean().default(false),
  description: z.string().optional(),
  path: z.string(),
  redirectFrom: z.array(z.string()).default([]),
  author: z.string().optional(),
  categories: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  excerpt: z.string().optional(),
  cover: z.object({ image: z.string(), alt: z.string().optional(), hidden: z.boolean().optional() }).optional(),
  wix: z.record(z.string(), z.any()),
});

export const collections = {
  posts: defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/posts' }), schema }),
  pages: defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/pages' }), schema }),
};
"""
