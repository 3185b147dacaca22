"""Blocks that stand in many posts: calls to action, biographies, contact lines, blurbs."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.html import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

MIN_POSTS = 3
MIN_SHARE = 0.2
MIN_CHARS = 40
"""A block that stands alone must be longer: short ones such as "Conclusion" recur by chance."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"p", "li", "blockquote"}
_HEADING = 1
_ALL_BITS = 2**64 - 1
_REACHABLE = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+?\(?\d[\d\s().-]{6,}\d")
_REACHING_LINK = re.compile(r"^(tel:|mailto:|whatsapp:)|//(wa\.me|api\.whatsapp\.com)/", re.IGNORECASE)
_CTA_CHARS = 300
_NAME_CHARS = 120


@dataclass(frozen=True, slots=True)
class _Block:
    key: int
    """Digest of the text; its lowest bit says whether the block is a heading."""
    text: str
    links: tuple[str, ...]


def recurring_blocks(posts: Callable[[], Iterable[dict[str, Any]]], names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """List ``{text, posts, kind}`` of what stands in at least 3 posts and a fifth of all, most frequent first.

    A heading takes the paragraphs with it that recur behind it as often as itself. ``kind`` is ``bio`` (it
    begins with one of ``names`` or a post's author), ``contact`` (holds a phone number or an e-mail
    address), ``cta`` (short, with a link) or ``blurb``. ``posts`` is called twice and read as a stream: what
    is kept are eight bytes a block.
    """
    outlines, authors = _outlines(posts())
    counts = Counter(key for outline in outlines for key in set(outline))
    enough = max(MIN_POSTS, MIN_SHARE * len(outlines))
    often = {key: count for key, count in counts.items() if count >= enough}
    people = {name.casefold() for name in (*names, *authors) if name}
    runs: Counter[tuple[int, ...]] = Counter()
    for outline in outlines:
        runs.update(set(_runs(outline, often)))
    chosen = {run: count for run, count in runs.items() if count >= enough}
    taken = {key for run in chosen for key in run}
    blocks = _found(posts(), outlines, often)
    chosen.update({(key,): count for key, count in often.items() if key in blocks and key not in taken})
    listed = [_entry([blocks[key] for key in run], count, people) for run, count in chosen.items()]
    return sorted((entry for entry in listed if len(entry["text"]) > MIN_CHARS), key=lambda e: (-e["posts"], e["text"]))


def _outlines(posts: Iterable[dict[str, Any]]) -> tuple[list[array[int]], set[str]]:
    """Reduce each post to the keys of its blocks, in order; and name the posts' authors."""
    outlines = []
    authors: set[str] = set()
    for post in posts:
        outlines.append(array("Q", [_key(element, text) for element, text in _blocks(post)]))
        if isinstance(post.get("author"), str):
            authors.add(post["author"])
    return outlines, authors


def _found(
    posts: Iterable[dict[str, Any]], outlines: Iterable[Sequence[int]], wanted: Iterable[int]
) -> dict[int, _Block]:
    """Read the blocks of the keys ``wanted``; only posts that hold one not yet read are parsed again."""
    missing = set(wanted)
    found: dict[int, _Block] = {}
    for post, outline in zip(posts, outlines, strict=True):
        if not missing:
            break
        if missing.intersection(outline):
            for element, text in _blocks(post):
                key = _key(element, text)
                if key in missing:
                    found[key] = _Block(key, text, tuple(link.get("href", "") for link in element.iter("a")))
            missing.difference_update(found)
    return found


def _blocks(post: dict[str, Any]) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the innermost blocks of a body with their text, white space collapsed."""
    body = post.get("body_html")
    if not isinstance(body, str) or not body.strip():
        return
    for element in parse(body).iter(*_BLOCKS):
        if not len(element):  # most blocks are plain text
            text = element.text or ""
        elif next(element.iterdescendants(*_BLOCKS), None) is None:
            text = "".join(element.itertext())
        else:
            continue
        text = " ".join(text.split())
        if text:
            yield element, text


def _key(element: HtmlElement, text: str) -> int:
    # Python's own hash: it differs between processes, but is only ever compared within one.
    key = hash(text) & _ALL_BITS
    return key | _HEADING if element.tag in _HEADINGS else key & ~_HEADING


def _runs(outline: Iterable[int], often: dict[int, int]) -> Iterator[tuple[int, ...]]:
    """Yield each recurring heading with what belongs to it, and each other recurring block alone."""
    run: list[int] = []
    for key in outline:
        count = often.get(key)
        if run and _is_heading(run[0]) and not _is_heading(key) and count == often[run[0]]:
            run.append(key)
            continue
        if run:
            yield tuple(run)
        run = [key] if count else []
    if run:
        yield tuple(run)


def _is_heading(key: int) -> bool:
    return bool(key & _HEADING)


def _entry(run: list[_Block], count: int, people: set[str]) -> dict[str, Any]:
    text = "\n\n".join(block.text for block in run)
    return {"text": text, "posts": count, "kind": _kind(run, text, people)}


def _kind(run: list[_Block], text: str, people: set[str]) -> str:
    beginning = text[:_NAME_CHARS].casefold()
    if any(name in beginning for name in people):
        return "bio"
    links = [link for block in run for link in block.links]
    if _REACHABLE.search(text) or any(_REACHING_LINK.search(link) for link in links):
        return "contact"
    return "cta" if links and len(text) <= _CTA_CHARS else "blurb"
