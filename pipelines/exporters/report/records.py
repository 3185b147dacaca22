"""One post or page as the report shows it: fields with their sources, the ledger, the body and its text."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from pipelines.ledger import text_of
from pipelines.local_media import local_body

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.corpus import Corpus

Row = dict[str, Any]

# Shown in places of their own, or nowhere: what only programs need.
_APART = frozenset(
    {"type", "body_html", "body_text", "issues", "fidelity", "sources", "recent_posts", "seo", "images", "links"}
)
KINDS = ("post", "page")


class Shelf(NamedTuple):
    """Where records are found in the report."""

    keys: dict[str, str]
    """Address -> the part of its hash behind ``#post/`` or ``#page/``."""
    hashes: dict[str, str]
    """Address -> the whole hash, percent-encoded."""


def shelf(corpus: Corpus) -> Shelf:
    """Give every post and page a hash of its own: its slug, with a number where several share it."""
    keys: dict[str, str] = {}
    hashes: dict[str, str] = {}
    for kind in KINDS:
        taken: Counter[str] = Counter()
        used: set[str] = set()
        for head in corpus.heads(kind):
            slug = head.slug or "home"
            key = slug
            while key in used:
                taken[slug] += 1
                key = f"{slug}~{taken[slug] + 1}"
            used.add(key)
            keys[head.url] = key
            hashes[head.url] = f"#{kind}/{quote(key, safe='')}"
    return Shelf(keys, hashes)


def view(record: Row, paths: Mapping[str, str]) -> Row:
    """Give what the view of one record needs; addresses of stored media become paths in ``media/``."""
    body, text = record.get("body_html") or "", record.get("body_text") or ""
    fidelity = record.get("fidelity") or {}
    own = text_of(body)
    same = own == unicodedata.normalize("NFC", "".join(text.split()))
    images = (record.get("cover_image"), *(record.get("images") or ()))
    return {
        "title": record.get("title"),
        "url": record["url"],
        "language": record.get("language"),
        "direction": record.get("direction"),
        "fields": list(_fields(record)),
        "body": local_body(body, paths) if paths else body,
        "text": text,
        "body_text": None if same else own,
        "images": [{"url": url, "path": paths.get(url)} for url in dict.fromkeys(filter(None, images))],
        "fidelity": {
            name: fidelity.get(name) or 0
            for name in ("source_chars", "kept_chars", "dropped_chars", "unexplained_chars", "kept", "converted")
        },
        "losses": list(_losses(fidelity)),
        "seo": [[name, value] for name, value in (record.get("seo") or {}).items() if _plain(value)],
    }


def _fields(record: Row) -> Iterator[list[Any]]:
    sources = record.get("sources") or {}
    for name, value in record.items():
        if name not in _APART and (value is not None or name in sources):
            yield [name, _plain(value), sources.get(name)]


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, dict):
        return " ".join(str(entry) for entry in value.values() if entry not in (None, ""))
    return value


def _losses(fidelity: Row) -> Iterator[list[Any]]:
    for fate in ("degraded", "dropped"):
        for entry, times in Counter(fidelity.get(fate) or ()).items():
            node, _, reason = entry.partition(": ")
            yield [fate, node, reason, times]
