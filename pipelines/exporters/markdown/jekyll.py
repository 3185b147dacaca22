"""Jekyll: dated posts, pages with a ``permalink``, data (jekyllrb.com, "Posts", "Front Matter", "Data Files").

``render_with_liquid: false`` keeps Liquid's hands off the texts (since Jekyll 4.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.exporters.markdown.dialects import KRAMDOWN
from pipelines.exporters.markdown.generator import FOLDERS, Generator, labels, menu_of, page_stem, slugs, under
from pipelines.exporters.markdown.yaml_text import stated, to_yaml
from scraper.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.exporters.markdown.entries import Entries, Entry

# Posts need a date in their file's name.
_NO_DATE = "1970-01-01"
_POSTS = {
    "category": "site.categories[page.term]",
    "tag": "site.tags[page.term]",
    "author": "listed",
    "page": "site.posts",
}
_BY_AUTHOR = '{% assign listed = site.posts | where_exp: "post", "post.authors contains page.term" %}\n'


class Jekyll(Generator):
    dialect = KRAMDOWN
    shared_media = "assets/media"
    shared_media_url = "/assets/media/"
    data_folder = "_data"
    data_extension = "yml"

    def file(self, entry: Entry) -> str:
        if entry.kind == "post" and entry.draft:
            return f"_drafts/{under(entry.edition)}{entry.slug}.md"
        if entry.kind == "post":
            return f"_posts/{under(entry.edition)}{(entry.date or _NO_DATE)[:10]}-{entry.slug}.md"
        if entry.kind == "page":
            stem = page_stem(entry)
            return "index.md" if stem == "index" else f"pages/{stem}.md"
        return f"{FOLDERS[entry.kind]}/{under(entry.edition)}{entry.slug}.md"

    def front(self, entry: Entry) -> dict[str, Any]:
        cover = entry.cover or {}
        return {
            "title": entry.title,
            "date": entry.date,
            "last_modified_at": entry.lastmod,
            "permalink": entry.path,
            "redirect_from": entry.old_paths,
            "lang": entry.language,
            "translation_key": entry.translation_key,
            "description": entry.description,
            "excerpt": entry.summary,
            "authors": slugs(entry.authors),
            "categories": labels(entry.categories),
            "tags": labels(entry.tags),
            "term": _term(entry),
            "image": stated({"path": cover.get("image"), "alt": cover.get("alt")}),
            "image_hidden": cover.get("hidden"),
            "sitemap": False if entry.noindex else None,
            "robots": "noindex" if entry.noindex else None,
            "source_url": entry.source_url,
            **entry.extra,
            "seo": stated(entry.extra.get("seo") or {}),
            "render_with_liquid": None if self.listing(entry) else False,
        }

    def listing(self, entry: Entry) -> str:
        if entry.kind == "post" or (entry.kind == "page" and not entry.is_blog):
            return ""
        before = _BY_AUTHOR if entry.kind == "author" else ""
        link = '<li><a href="{{ post.url | relative_url }}">{{ post.title | escape }}</a></li>'
        return f"{before}<ul>{{% for post in {_POSTS[entry.kind]} %}}{link}{{% endfor %}}</ul>\n"

    def site_files(self, entries: Entries) -> Iterator[tuple[str, str]]:
        yield "_config.yml", to_yaml(stated(_config(entries)))
        if menu := menu_of(entries):
            yield "_data/menu.yml", to_yaml({"main": menu})


def _term(entry: Entry) -> str | None:
    if entry.kind == "author":
        return entry.slug
    return entry.title if entry.kind in ("category", "tag") else None


def _config(entries: Entries) -> dict[str, Any]:
    site = entries.site
    parts = parts_of(site.get("url") or "https://example.org/")
    return {
        "title": site.get("name"),
        "url": f"{parts.scheme}://{parts.netloc}",
        "lang": site.get("language"),
        "languages": entries.languages,
        "timezone": site.get("timezone"),
        "permalink": "/post/:title/",
        "markdown": "kramdown",
        "kramdown": {
            "input": "GFM",
            "hard_wrap": False,
            # The text stays as it was written: no curly quotes or long dashes.
            "gfm_quirks": ["paragraph_end", "no_auto_typographic"],
            "smart_quotes": ["apos", "apos", "quot", "quot"],
        },
        "plugins": ["jekyll-redirect-from"] if entries.has_old_paths else [],
        "defaults": [
            {"scope": {"path": "", "type": "posts"}, "values": {"layout": "post"}},
            {"scope": {"path": "", "type": "pages"}, "values": {"layout": "page"}},
        ],
    }
