"""Addresses at Hugo, Jekyll, Eleventy and Astro: the source's own paths, stated in each file.

All four write what a file's front matter names (``url``, ``permalink``, a collection's id), so the old path stays and
needs no redirect; static servers add the final slash of a folder. A path changes only where it cannot be a folder:

- ``?lang=fr`` becomes the folder ``/fr/``: a file has no query;
- characters that a file system or a generator reads as something else become ``-``;
- a part of more than :data:`MAX_BYTES` bytes is cut: file systems hold 255, which 85 Chinese characters fill.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from pipelines.links import site_base
from scraper.urls import decoded, parts_of

if TYPE_CHECKING:
    from pipelines.corpus import Head

MAX_BYTES = 200
"""Of one part of a path; leaves room for a date, a language and an extension in the file's name."""

_UNSAFE = re.compile(r"""[\x00-\x20\x7f\u00a0\u2028\u2029\u3000\\/:*?"<>|#%{}\[\]^`]+""")
_FOLDER = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?", re.IGNORECASE)  # of a language, e.g. /fr/post/x
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


def safe_part(text: str) -> str:
    """Return ``text`` as one part of a path that every file system and generator takes as it is.

    >>> safe_part("睡得好"), safe_part("what?/why:"), safe_part(".."), safe_part("針" * 80) == "針" * 66
    ('睡得好', 'what-why-', '', True)
    """
    part = _UNSAFE.sub("-", unicodedata.normalize("NFC", text)).lstrip("._").rstrip(".")
    return _cut(part, MAX_BYTES)


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")


class StaticRules:
    """Rules that are the same for all four generators; the site's path prefix on a shared host is left out."""

    name = "markdown"

    def slug(self, head: Head) -> str:
        parts = _parts(head)
        if head.record_type == "author":
            # A profile lies at /profile/<slug>/profile.
            named = parts[-2] if len(parts) > 2 and parts[-1] == "profile" else "".join(parts[-1:])
            return safe_part(head.slug) or named or "author"
        return parts[-1] if parts else _home(head)

    def namespace(self, head: Head) -> str:
        folders = _parts(head)[:-1]
        language = language_of(head.url) or next((part for part in folders[:1] if _FOLDER.fullmatch(part)), "")
        folder = "/".join(folders) if head.record_type == "page" else ""
        return f"{head.record_type}:{language}:{folder}"

    def numbered(self, slug: str, number: int) -> str:
        end = f"-{number}"
        return _cut(slug, MAX_BYTES - len(end)) + end

    def path(self, head: Head, slug: str) -> str:
        parts = _parts(head)
        if parts:
            own = self.slug(head)
            place = parts.index(own) if head.record_type == "author" and own in parts else len(parts) - 1
            parts[place] = slug
        elif slug:
            parts = [slug]
        language = language_of(head.url)
        return quote("/" + "".join(f"{part}/" for part in ([language] if language else []) + parts))


def language_of(url: str) -> str:
    """Return the language that an address asks for by its query, in lower case; ``""`` if it asks for none."""
    stated = parse_qs(parts_of(url).query).get("lang", [""])[-1]
    return stated.lower() if _LANGUAGE.fullmatch(stated) else ""


def _parts(head: Head) -> list[str]:
    """List the parts of the source's path from the site's root; drafts and people without a page get one."""
    parts = parts_of(head.url)
    if parts.fragment.startswith(("draft:", "author:")):
        return [head.record_type, safe_part(head.slug or head.label) or safe_part(parts.fragment)]
    prefix = decoded(parts_of(site_base(head.url)).path).rstrip("/") if parts.netloc else ""
    path = decoded(parts.path).removeprefix(prefix)
    # What cannot be a folder's name at all, such as "..", still has its place.
    return [safe_part(part) or "-" for part in path.split("/") if part]


def _home(head: Head) -> str:
    return "" if head.record_type == "page" else safe_part(head.slug) or head.record_type
