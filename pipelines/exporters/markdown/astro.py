"""Astro: content collections with their schema (docs.astro.build, "Content collections").

Routes and layouts are the project's own; ``path`` of each entry says where the old site had it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.exporters.markdown.dialects import COMMONMARK
from pipelines.exporters.markdown.generator import Generator, labels, menu_of, page_stem, slugs, under
from pipelines.exporters.markdown.yaml_text import stated, to_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.exporters.markdown.entries import Entries, Entry

_FOLDERS = {"post": "blog", "page": "pages", "category": "categories", "tag": "tags", "author": "authors"}
_SCHEMA = """\
import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

// Slugs stay as they are: Astro's own ids would lose capitals and marks.
const files = (folder, pattern) =>
  glob({
    base: `./src/content/${folder}`,
    pattern,
    generateId: ({ entry }) => entry.replace(/\\.(md|yaml)$/, ""),
  });

const entry = z
  .object({
    title: z.string(),
    path: z.string(),
    source_url: z.string(),
    description: z.string().optional(),
    lang: z.string().optional(),
    old_paths: z.array(z.string()).optional(),
    noindex: z.boolean().optional(),
  })
  .passthrough();

const post = entry.extend({
  pubDate: z.coerce.date().optional(),
  updatedDate: z.coerce.date().optional(),
  draft: z.boolean(),
  summary: z.string().optional(),
  authors: z.array(z.string()).default([]),
  categories: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  heroImage: z.string().optional(),
  heroAlt: z.string().optional(),
  views: z.number().optional(),
  likes: z.number().optional(),
  comments: z.number().optional(),
});

const comments = z.object({
  post: z.string(),
  comments: z.array(
    z
      .object({
        id: z.string(),
        parent: z.string().optional(),
        author: z.string().optional(),
        date: z.coerce.date().optional(),
        text: z.string().optional(),
      })
      .passthrough(),
  ),
});

export const collections = {
  blog: defineCollection({ loader: files("blog", "**/*.md"), schema: post }),
  pages: defineCollection({ loader: files("pages", "**/*.md"), schema: entry }),
  categories: defineCollection({ loader: files("categories", "**/*.md"), schema: entry }),
  tags: defineCollection({ loader: files("tags", "**/*.md"), schema: entry }),
  authors: defineCollection({ loader: files("authors", "**/*.md"), schema: entry }),
  people: defineCollection({ loader: files("data/authors", "**/*.yaml"), schema: z.object({}).passthrough() }),
  comments: defineCollection({ loader: files("data/comments", "**/*.yaml"), schema: comments }),
};
"""


class Astro(Generator):
    dialect = COMMONMARK
    shared_media = "public/media"
    shared_media_url = "/media/"
    data_folder = "src/content/data"

    def file(self, entry: Entry) -> str:
        name = page_stem(entry) if entry.kind == "page" else f"{under(entry.edition)}{entry.slug}"
        return f"src/content/{_FOLDERS[entry.kind]}/{name}.md"

    def front(self, entry: Entry) -> dict[str, Any]:
        cover = entry.cover or {}
        return {
            "title": entry.title,
            "pubDate": entry.date,
            "updatedDate": entry.lastmod,
            "draft": entry.draft if entry.kind == "post" else None,
            "path": entry.path,
            "old_paths": entry.old_paths,
            "lang": entry.language,
            "translation_key": entry.translation_key,
            "description": entry.description,
            "summary": entry.summary,
            "authors": slugs(entry.authors),
            "categories": labels(entry.categories),
            "tags": labels(entry.tags),
            "heroImage": cover.get("image"),
            "heroAlt": cover.get("alt"),
            "heroHidden": cover.get("hidden"),
            "noindex": entry.noindex or None,
            "source_url": entry.source_url,
            **entry.extra,
            "seo": stated(entry.extra.get("seo") or {}),
        }

    def site_files(self, entries: Entries) -> Iterator[tuple[str, str]]:
        site = entries.site
        yield "src/content.config.ts", _SCHEMA
        about = {name: site.get(name) for name in ("name", "url", "language", "languages", "timezone")}
        yield "src/data/site.yaml", to_yaml(stated({**about, "menu": menu_of(entries)}))
