"""Numbers that say what kind of text a body is; one parse of its HTML each."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import regex

from pipelines.html import parse
from scraper.urls import canonical_url, same_site

if TYPE_CHECKING:
    from collections.abc import Iterable

# Scripts written without blanks between words: there each character counts as a word, as word processors count it.
_UNIT = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’\-]*"
)
_IDEOGRAPH = regex.compile(r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]")
_WORDS_A_MINUTE, _IDEOGRAPHS_A_MINUTE = 230, 400
_FILE_NAME = regex.compile(r"^[\w\-. ()~]{1,120}\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|heic|avif)$", regex.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What was counted in one post or page."""

    words: int
    """Words; of Chinese, Japanese and Thai, characters."""
    characters: int
    """Characters without white space."""
    minutes: int
    """Reading time: 230 words or 400 ideographs a minute; at least 1 if there is text."""
    headings: tuple[tuple[int, str], ...]
    """Level and text, in order."""
    images: int
    images_without_alt: int
    images_with_file_name: int
    """Images whose alternative text is the name of a file."""
    inner_links: tuple[str, ...]
    """Canonical addresses of the site, no repeats."""
    outer_links: tuple[str, ...]

    @property
    def outline(self) -> str:
        """The headings as indented lines."""
        return "\n".join(f"{'  ' * (level - 1)}h{level} {text}" for level, text in self.headings)

    @property
    def skips_level(self) -> bool:
        """True if a heading is more than one level below the one before it, e.g. h2, then h4."""
        levels = [level for level, _ in self.headings]
        return any(after > before + 1 for before, after in itertools.pairwise(levels))


def units(text: str) -> list[str]:
    """Split a text into what counts as words.

    >>> units("Sleep well, 睡得好!")
    ['Sleep', 'well', '睡', '得', '好']
    """
    found: list[str] = _UNIT.findall(text)
    return found


def looks_like_file_name(text: str) -> bool:
    """Tell whether an alternative text is only the name of a file.

    >>> looks_like_file_name("IMG_2041.jpg"), looks_like_file_name("A cup of tea")
    (True, False)
    """
    return bool(_FILE_NAME.match(text.strip()))


def measure(record: dict[str, Any], base: str) -> Measures:
    """Count in the body of a post or page; ``base`` is an address of the site, to tell its own links."""
    text = record.get("body_text") or ""
    words = units(text)
    ideographs = sum(1 for word in words if len(word) == 1 and _IDEOGRAPH.match(word))
    minutes = (len(words) - ideographs) / _WORDS_A_MINUTE + ideographs / _IDEOGRAPHS_A_MINUTE
    headings, alts = _outline(record.get("body_html") or "")
    inner, outer = _links(record.get("links") or (), base)
    return Measures(
        words=len(words),
        characters=len("".join(text.split())),
        minutes=math.ceil(minutes),
        headings=headings,
        images=len(alts),
        images_without_alt=sum(1 for alt in alts if not alt.strip()),
        images_with_file_name=sum(1 for alt in alts if looks_like_file_name(alt)),
        inner_links=inner,
        outer_links=outer,
    )


def _outline(markup: str) -> tuple[tuple[tuple[int, str], ...], list[str]]:
    if not markup.strip():
        return (), []
    root = parse(markup)
    headings = tuple(
        (int(element.tag[1]), text)
        for element in root.iter(*_HEADINGS)
        if (text := " ".join("".join(element.itertext()).split()))
    )
    return headings, [image.get("alt") or "" for image in root.iter("img")]


def _links(links: Iterable[str], base: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    inner: dict[str, None] = {}
    outer: dict[str, None] = {}
    for link in links:
        if not link.startswith(("http://", "https://")):
            continue
        if same_site(link, base):
            inner[canonical_url(link)] = None
        else:
            outer[link] = None
    return tuple(inner), tuple(outer)
