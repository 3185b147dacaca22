"""Blocks that stand in many posts: calls to action, biographies, contact lines, blurbs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from pipelines.html import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.html import HtmlElement

MIN_POSTS = 3
MIN_SHARE = 0.2
MIN_CHARS = 40
"""A block that stands alone must be longer: short ones such as "Conclusion" recur by chance."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"p", "li", "blockquote"}
_REACHABLE = re.compile(r"[\w.+-]+@[\w-]+\.\w|\+?\(?\d[\d\s().-]{6,}\d")
_REACHING_LINK = re.compile(r"^(tel:|mailto:|whatsapp:)|//(wa\.me|api\.whatsapp\.com)/", re.IGNORECASE)
_CTA_CHARS = 300
_NAME_CHARS = 120


@dataclass(frozen=True, slots=True)
class _Block:
    key: int
    text: str
    heading: bool
    links: tuple[str, ...]


def recurring_blocks(posts: Callable[[], Iterable[dict[str, Any]]], names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """List ``{text, posts, kind}`` of what stands in at least 3 posts and a fifth of all, most frequent first.

    A heading takes the paragraphs with it that recur behind it as often as itself. ``kind`` is ``bio`` (it
    begins with one of ``names`` or a post's author), ``contact`` (holds a phone number or an e-mail
    address), ``cta`` (short, with a link) or ``blurb``. ``posts`` is called twice and read as a stream: what
    is kept is one number a block.
    """
    total, counts, authors = _count(posts())
    enough = max(MIN_POSTS, MIN_SHARE * total)
    often = {key: count for key, count in counts.items() if count >= enough}
    people = {name.casefold() for name in (*names, *authors) if name}
    runs: Counter[tuple[int, ...]] = Counter()
    blocks: dict[int, _Block] = {}
    for post in posts():
        found = list(_runs(_blocks(post), often))
        blocks.update({block.key: block for run in found for block in run if block.key not in blocks})
        runs.update({tuple(block.key for block in run) for run in found})
    chosen = {run: count for run, count in runs.items() if count >= enough}
    taken = {key for run in chosen for key in run}
    chosen.update({(key,): count for key, count in often.items() if key in blocks and key not in taken})
    listed = [_entry([blocks[key] for key in run], count, people) for run, count in chosen.items()]
    return sorted((entry for entry in listed if len(entry["text"]) > MIN_CHARS), key=lambda e: (-e["posts"], e["text"]))


def _count(posts: Iterable[dict[str, Any]]) -> tuple[int, Counter[int], set[str]]:
    total = 0
    counts: Counter[int] = Counter()
    authors: set[str] = set()
    for post in posts:
        total += 1
        counts.update({block.key for block in _blocks(post)})
        if isinstance(post.get("author"), str):
            authors.add(post["author"])
    return total, counts, authors


def _blocks(post: dict[str, Any]) -> list[_Block]:
    body = post.get("body_html")
    if not isinstance(body, str) or not body.strip():
        return []
    return [block for element in parse(body).iter(*_BLOCKS) if (block := _block(element)) is not None]


def _block(element: HtmlElement) -> _Block | None:
    if any(True for _ in element.iterdescendants(*_BLOCKS)):
        return None
    text = " ".join(element.text_content().split())
    if not text:
        return None
    key = int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    links = tuple(link.get("href", "") for link in element.iter("a"))
    return _Block(key, text, element.tag in _HEADINGS, links)


def _runs(blocks: Iterable[_Block], often: dict[int, int]) -> Iterator[list[_Block]]:
    """Yield each recurring heading with what belongs to it, and each other recurring block alone."""
    run: list[_Block] = []
    for block in blocks:
        count = often.get(block.key)
        if run and run[0].heading and not block.heading and count == often[run[0].key]:
            run.append(block)
            continue
        if run:
            yield run
        run = [block] if count else []
    if run:
        yield run


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
