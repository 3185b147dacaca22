"""What stands before the items of every file: the site, its authors, categories, tags and menu."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from anyascii import anyascii

from pipelines.exporters.wordpress.xml import cdata, element
from scraper.urls import parts_of

if TYPE_CHECKING:
    from pipelines.corpus import Corpus
    from pipelines.exporters.wordpress.places import Numbers
    from pipelines.permalinks.base import Permalinks

MENU_SLUG = "main-menu"
_LOGIN_LENGTH = 60


class Logins:
    """A login of ASCII letters for every name: the importer throws all other characters away."""

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}

    def of(self, name: str, slug: str = "") -> str:
        """Return the login of a person; the first of equal ones keeps it, others are numbered."""
        if name not in self._by_name:
            wanted = login = _ascii(slug) or _ascii(name) or "author"
            number = 2
            while login in self._by_name.values():
                login = f"{wanted}-{number}"
                number += 1
            self._by_name[name] = login
        return self._by_name[name]


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:_LOGIN_LENGTH]


def people(corpus: Corpus) -> list[dict[str, Any]]:
    """All who write: authors' records first, then names that only posts state; each name once."""
    found: dict[str, dict[str, Any]] = {}
    for record in corpus.records("author"):
        if record.get("name"):
            found.setdefault(record["name"], record)
    for record in corpus.records("post"):
        if record.get("author"):
            found.setdefault(record["author"], {"name": record["author"]})
    return list(found.values())


def origin(url: str) -> str:
    """Give scheme and host of an address."""
    parts = parts_of(url)
    return f"{parts.scheme}://{parts.netloc}"


def channel(
    corpus: Corpus, permalinks: Permalinks, logins: Logins, authors: list[dict[str, Any]], numbers: Numbers
) -> str:
    """Write the head of the channel; ``base_site_url`` is the old site, so that the importer knows its links."""
    site = next(corpus.records("site"), {})
    base = origin(site.get("url") or next((head.url for head in corpus.heads("post")), ""))
    parts = [
        element("title", site.get("name") or ""),
        element("link", base),
        element("description", ""),
        element("language", site.get("language") or "en"),
        element("wp:wxr_version", "1.2"),
        element("wp:base_site_url", base),
        element("wp:base_blog_url", base),
    ]
    parts += [_author(author, logins, numbers) for author in authors]
    for kind in ("category", "tag"):
        parts += [_term(record, permalinks.of(kind, record["url"]).slug, numbers) for record in corpus.records(kind)]
    if site.get("menu"):
        parts.append(
            "<wp:term>\n"
            + element("wp:term_id", numbers.of("menu"))
            + cdata("wp:term_taxonomy", "nav_menu")
            + cdata("wp:term_slug", MENU_SLUG)
            + cdata("wp:term_parent", "")
            + cdata("wp:term_name", "Main menu")
            + "</wp:term>\n"
        )
    return "".join(parts)


def _author(author: dict[str, Any], logins: Logins, numbers: Numbers) -> str:
    name = author["name"]
    return (
        "<wp:author>"
        + element("wp:author_id", numbers.of(f"author {name}"))
        + cdata("wp:author_login", logins.of(name, author.get("slug") or ""))
        + cdata("wp:author_email", "")
        + cdata("wp:author_display_name", name)
        + cdata("wp:author_first_name", "")
        + cdata("wp:author_last_name", "")
        + "</wp:author>\n"
    )


def _term(record: dict[str, Any], slug: str, numbers: Numbers) -> str:
    kind = record["type"]
    nicename = quote(slug, safe="-_").lower()
    number = element("wp:term_id", numbers.of(f"{kind} {record['url']}"))
    if kind == "category":
        return (
            "<wp:category>\n"
            + number
            + cdata("wp:category_nicename", nicename)
            + cdata("wp:category_parent", "")
            + cdata("wp:cat_name", record["label"])
            + cdata("wp:category_description", record.get("description"))
            + "</wp:category>\n"
        )
    return (
        "<wp:tag>\n"
        + number
        + cdata("wp:tag_slug", nicename)
        + cdata("wp:tag_name", record["label"])
        + cdata("wp:tag_description", record.get("description"))
        + "</wp:tag>\n"
    )
