"""Eleventy 3: Markdown with a ``permalink``, data as JSON, a configuration (11ty.dev, "Permalinks", "Drafts").

Texts are Markdown only: ``markdownTemplateEngine: false``. Pages that list posts ask for Nunjucks by themselves.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelines.exporters.markdown.dialects import COMMONMARK
from pipelines.exporters.markdown.generator import FOLDERS, Generator, labels, menu_of, page_stem, slugs, under
from pipelines.exporters.markdown.yaml_text import stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.exporters.markdown.entries import Entries, Entry

_CONFIG = """\
// Texts come from content/, media from media/. Layouts are yours: name one in content/content.json.
export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy("media");
  eleventyConfig.addCollection("posts", (collections) =>
    collections.getFilteredByGlob("content/post/**/*.md").sort((one, other) => one.date - other.date),
  );
  eleventyConfig.addPreprocessor("drafts", "*", (data) => {
    if (data.draft && process.env.ELEVENTY_RUN_MODE === "build") return false;
  });
  return { dir: { input: "content" }, markdownTemplateEngine: false };
}
"""
_IS_LISTED = {
    "category": "term in (post.data.categories or [])",
    "tag": "term in (post.data.tags or [])",
    "author": "term in (post.data.authors or [])",
    "page": "true",
}


class Eleventy(Generator):
    dialect = COMMONMARK
    shared_media = "media"
    shared_media_url = "/media/"
    data_folder = "content/_data"
    data_extension = "json"

    def file(self, entry: Entry) -> str:
        if entry.kind == "page":
            stem = page_stem(entry)
            return "content/index.md" if stem == "index" else f"content/pages/{stem}.md"
        return f"content/{FOLDERS[entry.kind]}/{under(entry.edition)}{entry.slug}.md"

    def front(self, entry: Entry) -> dict[str, Any]:
        term = entry.slug if entry.kind == "author" else entry.title
        return {
            "title": entry.title,
            "date": entry.date,
            "lastmod": entry.lastmod,
            "draft": entry.draft or None,
            "permalink": entry.path,
            "old_paths": entry.old_paths,
            "lang": entry.language,
            "translation_key": entry.translation_key,
            "description": entry.description,
            "summary": entry.summary,
            "authors": slugs(entry.authors),
            "categories": labels(entry.categories),
            "tags": labels(entry.tags),
            "term": term if entry.kind in ("category", "tag", "author") else None,
            "cover": entry.cover and stated(entry.cover),
            "noindex": entry.noindex or None,
            "source_url": entry.source_url,
            **entry.extra,
            "seo": stated(entry.extra.get("seo") or {}),
            "templateEngineOverride": "njk,md" if self.listing(entry) else None,
        }

    def listing(self, entry: Entry) -> str:
        if entry.kind == "post" or (entry.kind == "page" and not entry.is_blog):
            return ""
        link = '<li><a href="{{ post.url }}">{{ post.data.title }}</a></li>'
        which = _IS_LISTED[entry.kind]
        entries = f"{{% if {which} %}}{link}{{% endif %}}"
        return f"<ul>{{% for post in collections.posts | reverse %}}{entries}{{% endfor %}}</ul>\n"

    def data(self, value: Mapping[str, Any]) -> str:
        return json.dumps(stated(value), ensure_ascii=False, indent=2) + "\n"

    def site_files(self, entries: Entries) -> Iterator[tuple[str, str]]:
        site = entries.site
        yield "eleventy.config.mjs", _CONFIG
        about = {name: site.get(name) for name in ("name", "url", "language", "languages", "timezone")}
        yield "content/_data/site.json", self.data({**about, "menu": menu_of(entries)})
