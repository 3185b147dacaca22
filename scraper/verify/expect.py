"""What must be found on the new site, record by record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.exporters.redirects.plan import site_prefix
from pipelines.html import parse
from pipelines.permalinks.base import Permalinks, source_path
from pipelines.permalinks.ghost import is_feed_page
from scraper.verify.pictures import ANY, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus
    from pipelines.permalinks.base import Rules

PUBLIC = (None, "published")
"""Status of what visitors see."""

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "pre", "figcaption", "summary")
# What WordPress (wptexturize) and other systems make of typed text.
_TYPOGRAPHY = str.maketrans({**dict.fromkeys("‘’‚‛′", "'"), **dict.fromkeys("“”„‟″", '"'), "…": "...", "×": "x"})
_DASHES = re.compile("[-‐-―]+")
_KEY = re.compile(r"(?:v=|youtu\.be/|embed/|vimeo\.com/(?:video/)?|dailymotion\.com/(?:embed/)?video/)([\w-]{6,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One post or page: where it was, where it should be, what it says."""

    type: str
    url: str
    """Old address."""
    old_path: str
    """Path that visitors of the old site ask for; ``""`` = it had none (drafts)."""
    new_path: str
    """Predicted path."""
    title: str
    published_at: str | None
    author: str | None
    texts: tuple[str, ...]
    """Letters of each block of the body, without white space."""
    images: tuple[Size, ...]
    """Size of each picture that is stored."""
    embeds: tuple[str, ...]
    """What an embed must be known by: the id of a film, else the address."""
    players: int
    """Films and sounds that are files of the new site."""
    terms: tuple[str, ...]


def letters(text: str) -> str:
    """Text without white space, and with plain quotes, dashes and dots: all that systems change when they show it.

    >>> letters("“quiet” – very…") == letters('"quiet" -- very...')
    True
    """
    return _DASHES.sub("-", "".join(text.split()).translate(_TYPOGRAPHY))


def expectations(corpus: Corpus, rules: Rules) -> Iterator[Expected]:
    """Yield what the new site must have: pages, then posts; drafts are not public."""
    places = Permalinks(corpus, rules)
    prefix = site_prefix(corpus)  # which a free site's new host does not have
    stored = [record for record in corpus.records("media") if record.get("status") == "stored"]
    sizes = {record["source_url"]: _size(record) for record in stored if record.get("kind") == "image"}
    films = {record["source_url"] for record in stored if record.get("kind") in ("video", "audio")}
    for kind in ("page", "post"):
        for record in corpus.records(kind):
            if record.get("status") in PUBLIC:
                old = "" if "/#" in record["url"] else source_path(record["url"]).removeprefix(prefix) or "/"
                yield _expected(record, (old, places.of(kind, record["url"]).path), sizes, films)


def _size(record: dict[str, Any]) -> Size:
    width, height = record.get("width"), record.get("height")
    return Size(width, height) if width and height else ANY


def _expected(record: dict[str, Any], paths: tuple[str, str], sizes: dict[str, Size], films: set[str]) -> Expected:
    shown = (*(record.get("videos") or ()), *(record.get("embeds") or ()))
    return Expected(
        type=record["type"],
        url=record["url"],
        old_path=paths[0],
        new_path=paths[1],
        # A page that only lists posts is another one at each receiver, if it is one at all.
        title="" if is_feed_page(record) else record.get("title") or "",
        published_at=record.get("published_at"),
        author=record.get("author"),
        texts=tuple(block_texts(record.get("body_html") or "")),
        images=tuple(sizes[url] for url in record.get("images") or () if url in sizes),
        embeds=tuple(embed_key(address) for address in shown if address not in films),
        players=sum(address in films for address in shown),
        terms=(*(record.get("categories") or ()), *(record.get("tags") or ())),
    )


def block_texts(markup: str) -> Iterator[str]:
    """Yield the letters of the innermost blocks of a body; labels of files are names, not text."""
    if not markup.strip():
        return
    for element in parse(markup).iter(*_BLOCKS):
        if next(element.iterdescendants(*_BLOCKS), None) is not None:
            own = [element.text or "", *(child.tail or "" for child in element)]
        elif element.find(".//a[@class='file']") is not None:
            continue
        else:
            own = list(element.itertext())
        text = letters("".join(own))
        if text:
            yield text


def embed_key(address: str) -> str:
    """Return what stays of an embed's address on any platform.

    >>> embed_key("https://www.youtube.com/watch?v=abcdefghijk"), embed_key("https://maps.example/x")
    ('abcdefghijk', 'maps.example/x')
    """
    found = _KEY.search(address)
    return found.group(1) if found else address.partition("://")[2] or address
