"""What a crawl found otherwise than the one before it: both lie in the store, each closed by its site's record."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import regex

from pipelines.store import is_record, parse_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus

Row = dict[str, Any]
_Key = tuple[str, str]

COUNTERS = ("views", "comments", "likes")
"""Fields that change by themselves: they are added up, not listed."""
_TYPES = ("post", "page")
_UNSAID = frozenset({"type", "url", "fetched_at", "issues", "fidelity", "sources", "recent_posts", "seo", *COUNTERS})
"""What a crawl notes of itself, and what other posts put on a page; of ``seo``, what the owner wrote is compared."""
_SEO = ("title", "description", "canonical", "noindex")
_WORD = regex.compile(r"\s+|[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[^\s\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]+")


class Part(NamedTuple):
    """A run of text: ``kept`` stands in both, ``removed`` in the old one, ``added`` in the new one."""

    fate: str
    text: str


class _Place(NamedTuple):
    offset: int
    published: bool


@dataclass
class Changes:
    """What is new, changed and gone since the crawl before the last; rows are plain, for JSON."""

    first: bool = True
    """True if there is no crawl before this one."""
    whole: bool = False
    """True if the last crawl saw all that the site lists, so that what it did not meet is gone."""
    since: str | None = None
    read_at: str | None = None
    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    counters: Row = field(default_factory=dict)
    """``{records, views, comments, likes}``: in how many records counts moved, and by how much in sum."""

    @property
    def summary(self) -> str:
        """Say it in one line."""
        if self.first:
            return "first crawl of this site: nothing to compare with"
        gone = f"{len(self.gone)} gone" if self.whole else "gone: not judged, because this crawl did not see everything"
        return f"since the last crawl: {len(self.new)} new, {len(self.changed)} changed, {gone}"

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table: one for a record that is new or gone, one for each changed field."""
        for change in ("new", "gone"):
            for entry in getattr(self, change):
                yield {"change": change, **entry}
        for entry in self.changed:
            about = {name: entry[name] for name in ("type", "url", "title")}
            for name, value in entry["fields"].items():
                yield {"change": "changed", **about, "field": name, **_shown(value)}


_compared: WeakKeyDictionary[Corpus, Changes] = WeakKeyDictionary()


def changes_of(corpus: Corpus) -> Changes:
    """Compare the last crawl in a store with what was known before: once a corpus; nobody may change it."""
    found = _compared.get(corpus)
    if found is None:
        found = _compared[corpus] = _History(corpus).compare()
    return found


def text_diff(old: str, new: str) -> list[Part]:
    """Compare two texts word by word, ideographs one by one.

    >>> [tuple(part) for part in text_diff("warm tea", "warm milk")]
    [('kept', 'warm '), ('removed', 'tea'), ('added', 'milk')]
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    parts: list[Part] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            parts.append(Part("kept", "".join(before[a:b])))
            continue
        sides = (Part("removed", "".join(before[a:b])), Part("added", "".join(after[c:d])))
        parts += [part for part in sides if part.text]
    return parts


def compare_fields(old: Row, new: Row) -> Row:
    """Give the fields that differ: ``{before, after}``; of texts ``{diff}``, the parts of :func:`text_diff`."""
    found: Row = {}
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if name in _UNSAID or name == "body_html" or (before or None) == (after or None):
            continue
        if name == "body_text":
            found[name] = {"diff": [list(part) for part in text_diff(before or "", after or "")]}
        else:
            found[name] = {"before": before, "after": after}
    if "body_text" not in found and (old.get("body_html") or "") != (new.get("body_html") or ""):
        found["body_html"] = {"before": old.get("body_html"), "after": new.get("body_html")}
    for name in _SEO:
        before, after = ((record.get("seo") or {}).get(name) for record in (old, new))
        if (before or None) != (after or None):
            found[f"seo_{name}"] = {"before": before, "after": after}
    return found


def _shown(value: Row) -> Row:
    if "diff" not in value:
        return {"before": _plain(value["before"]), "after": _plain(value["after"])}
    sides = {"before": "removed", "after": "added"}
    return {side: " … ".join(text for kind, text in value["diff"] if kind == fate) for side, fate in sides.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(
            " ".join(map(str, entry.values())) if isinstance(entry, dict) else str(entry) for entry in value
        )
    return value


class _History:
    """The places of posts and pages in the store: before the last crawl, and in it."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._before: dict[_Key, _Place] = {}
        self._last: dict[_Key, _Place] = {}
        self._earlier: Row | None = None
        self._site: Row | None = None
        self._crawls = 0
        offset = 0
        with corpus.path.open("rb") as file:
            for line in file:
                record = parse_line(line)
                if is_record(record):
                    self._note(record, offset)
                offset += len(line)

    def _note(self, record: Row, offset: int) -> None:
        if self._site or not self._crawls:  # the first record of a crawl
            self._open()
        if record["type"] == "site":
            self._site = record
        elif record["type"] in _TYPES and not record.get("variant_of"):
            published = record.get("status", "published") == "published"
            self._last[record["type"], record["url"]] = _Place(offset, published)

    def _open(self) -> None:
        if _whole(self._site):  # what was gone by then is not news any more
            self._before = {key: place for key, place in self._before.items() if not _may_go(key, place)}
        self._before |= self._last
        self._earlier, self._site, self._last = self._site, None, {}
        self._crawls += 1

    def compare(self) -> Changes:
        ended = self._site or {}
        if self._crawls < 2:
            return Changes(whole=_whole(self._site), read_at=ended.get("fetched_at"))
        since = (self._earlier or {}).get("fetched_at")
        found = Changes(first=False, whole=_whole(self._site), since=since, read_at=ended.get("fetched_at"))
        moved = dict.fromkeys(("records", *COUNTERS), 0)
        for key, place in sorted(self._last.items()):
            record = self._read(place)
            if key not in self._before:
                found.new.append(_about(record))
                continue
            old = self._read(self._before[key])
            if fields := compare_fields(old, record):
                found.changed.append({**_about(record), "fields": fields})
            _count(moved, old, record)
        found.counters = moved
        if found.whole:
            left = {key: place for key, place in self._before.items() if key not in self._last and _may_go(key, place)}
            found.gone = [_about(self._read(place)) for _, place in sorted(left.items())]
        return found

    def _read(self, place: _Place) -> Row:
        with self._corpus.path.open("rb") as file:
            file.seek(place.offset)
            record: Row = parse_line(file.readline())
            return record


def _whole(site: Row | None) -> bool:
    """Tell whether a crawl saw every post: it came to its end, nothing limited it, nothing listed is missing."""
    return site is not None and not site.get("limits") and (site.get("counts") or {}).get("posts_missing") == 0


def _may_go(key: _Key, place: _Place) -> bool:
    """Only of public posts is it reconciled what the site lists: a page or draft may just not have been met."""
    return key[0] == "post" and place.published


def _about(record: Row) -> Row:
    return {name: record.get(name) for name in ("type", "url", "title")}


def _count(moved: dict[str, int], old: Row, new: Row) -> None:
    steps = {name: new[name] - old[name] for name in COUNTERS if None not in (old.get(name), new.get(name))}
    moved["records"] += any(steps.values())
    for name, step in steps.items():
        moved[name] += step
