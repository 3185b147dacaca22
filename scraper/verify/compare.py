"""One page of the new site against what is expected of it; values in, findings out."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lxml import etree

from pipelines.moments import moment
from scraper.verify.expect import letters
from scraper.verify.order import compare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

    from scraper.verify.expect import Expected

_SHOWN = 60
_EMPTY = b"<html></html>"
_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='date']/@content",
    "//time/@datetime",
)
_RECORD = "//link[@rel='alternate' and @type='application/json' and contains(@href, '/wp/v2/p')]/@href"
_TERMS = "//meta[@property='article:tag' or @property='article:section' or @name='keywords']/@content"
_GENERATOR = "//meta[@name='generator']/@content"
_ELSEWHERE = re.compile(r"^data:|//(?:[\w-]+\.)?gravatar\.com/")
"""Pictures that belong to no post: drawn into the page, portraits of who comments."""
_SAME_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class Page:
    """What a new page holds."""

    url: str
    text: str
    """All letters of the page, without white space, scripts and styles."""
    titles: frozenset[str]
    dates: tuple[datetime, ...]
    source: str
    """The page as it came, entities resolved: authors, embeds and terms are looked for in it."""
    images: tuple[str, ...]
    labels: frozenset[str]
    """What links are called, and what the page's head and structured data name as its terms."""
    players: int
    """Films and sounds with a player of the page's own."""
    record: str | None = None
    """Where WordPress tells the page's facts, which its theme need not show (REST API, ``link rel=alternate``)."""


@dataclass(slots=True)
class Verdict:
    """What became of one record. ``problems``: field -> what is wrong; empty = all is there."""

    type: str
    url: str
    found_at: str | None = None
    text_kept: float | None = None
    """Share of the body's letters that the page holds."""
    images_expected: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def right(self) -> bool:
        """True if nothing is missing."""
        return not self.problems


def read_page(url: str, body: str) -> Page:
    """Read a page of any system."""
    root = _tree(body)
    ld = list(_structured(root))
    titles = {letters("".join(e.itertext())) for e in root.iter("h1", "title", "h2")}
    titles |= {letters(value) for value in root.xpath("//meta[@property='og:title']/@content")}
    images = [source for image in root.iter("img") for source in _sources(image)]
    stated = [
        *(value for path in _DATES for value in root.xpath(path)),
        *(str(e.get("datePublished") or "") for e in ld),
    ]
    dates = [read for value in stated if (read := moment(str(value).replace("Z", "+00:00")))]
    labels = {_label("".join(link.itertext())) for link in root.iter("a")} | set(_terms(root, ld))
    etree.strip_elements(root, "script", "style", "noscript", "template", with_tail=False)
    return Page(
        url=url,
        text=letters("".join(root.itertext())),
        titles=frozenset(titles),
        dates=tuple(dates),
        source=html.unescape(body),
        labels=frozenset(labels),
        players=sum(1 for _ in root.iter("video", "audio")),
        record=next(iter(root.xpath(_RECORD)), None),
        images=tuple(dict.fromkeys(urljoin(url, source) for source in images if not _ELSEWHERE.search(source))),
    )


def _tree(body: str) -> HtmlElement:
    # As bytes: lxml refuses text that declares an encoding, as XHTML does.
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    root: HtmlElement | None = etree.fromstring(body.encode("utf-8", "replace") or _EMPTY, parser)
    return etree.fromstring(_EMPTY, etree.HTMLParser()) if root is None else root


def receiver_of(body: str) -> str:
    """Tell from a page of the new site which system it is: ``wordpress``, ``ghost``, else ``markdown``."""
    root = _tree(body)
    said = " ".join(str(value) for value in root.xpath(_GENERATOR)).lower()
    if "wordpress" in said or "api.w.org" in body:
        return "wordpress"
    return "ghost" if said.startswith("ghost") else "markdown"


def _terms(root: HtmlElement, structured: list[dict[str, Any]]) -> Iterator[str]:
    for value in root.xpath(_TERMS):
        yield from (_label(part) for part in (value, *value.split(",")))
    for entry in structured:
        for name in ("keywords", "articleSection"):
            stated = entry.get(name)
            for value in stated if isinstance(stated, list) else [stated]:
                if isinstance(value, str):
                    yield from (_label(part) for part in (value, *value.split(",")))


def _label(text: str) -> str:
    return letters(text).strip("#,").casefold()


def _sources(image: HtmlElement) -> Iterator[str]:
    for name in ("src", "data-src"):
        if image.get(name):
            yield image.get(name, "")
            break
    largest = re.findall(r"(\S+)\s+(\d+)w", image.get("srcset") or "")
    if largest:
        yield max(largest, key=lambda pair: int(pair[1]))[0]


def _structured(root: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "")
        except ValueError:
            continue
        waiting = [found]
        while waiting:
            entry = waiting.pop()
            if isinstance(entry, dict):
                yield entry
                waiting += [value for value in entry.values() if isinstance(value, (dict, list))]
            elif isinstance(entry, list):
                waiting += entry


def judge(expected: Expected, page: Page) -> Verdict:
    """Compare all but the pictures' bytes, which have to be fetched."""
    verdict = Verdict(expected.type, expected.url, page.url, images_expected=len(expected.images))
    title = letters(expected.title)
    if title and not any(title in found for found in page.titles):
        verdict.problems["title"] = f"{expected.title!r} is in no headline"
    _judge_text(expected, page, verdict)
    if expected.type == "post":
        _judge_date(expected, page, verdict)
        if expected.author and letters(expected.author) not in letters(page.source):
            verdict.problems["author"] = f"{expected.author} is not named"
        missing = [term for term in expected.terms if _label(term) not in page.labels]
        if missing:
            verdict.problems["terms"] = f"no link or mark of: {', '.join(missing)}"
    if page.players < expected.players:
        verdict.problems["players"] = (
            f"{expected.players - page.players} of {expected.players} films or sounds are missing"
        )
    lost = [key for key in expected.embeds if key not in page.source]
    if lost:
        verdict.problems["embeds"] = f"missing: {', '.join(lost)[:200]}"
    return verdict


def _judge_text(expected: Expected, page: Page, verdict: Verdict) -> None:
    if not expected.texts:
        return
    found = compare(expected.texts, page.text)
    verdict.text_kept = found.kept
    said = []
    if found.missing:
        said.append(f"{_blocks(found.missing)} not whole: {found.difference}")
    if found.moved:
        said.append(f"{_blocks(found.moved)} not in the order of the body, or too few: “{found.moved[0][:_SHOWN]}”")
    if said:
        verdict.problems["text"] = "; ".join(said)


def _blocks(texts: tuple[str, ...]) -> str:
    return "1 block is" if len(texts) == 1 else f"{len(texts)} blocks are"


def _judge_date(expected: Expected, page: Page, verdict: Verdict) -> None:
    wanted = moment(expected.published_at)
    if wanted is None:
        return
    if not page.dates:
        verdict.problems["date"] = "the page states no date"
    elif not any(_agree(wanted, found) for found in page.dates):
        verdict.problems["date"] = f"{page.dates[0].isoformat()} instead of {wanted.isoformat()}"


def _agree(wanted: datetime, found: datetime) -> bool:
    """To the minute; a date without a time (midnight) agrees if its day can be the same somewhere."""
    apart = abs((wanted - found).total_seconds())
    return apart < 60 or (found.hour == found.minute == 0 and apart <= _SAME_DAY)
