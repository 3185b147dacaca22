"""The contact values of one page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from scraper.extraction.contacts.addresses import addresses_in, is_placeholder_address
from scraper.extraction.contacts.hours import hours_in
from scraper.extraction.contacts.labels import is_bare_label, is_heading
from scraper.extraction.contacts.links import read_frame, read_link
from scraper.extraction.contacts.model import BODY, STRUCTURED, Sighting, Value
from scraper.extraction.contacts.phones import whatsapp_number
from scraper.extraction.contacts.region import domain_country, locale_country
from scraper.extraction.contacts.scan import LINK_MARK, Anchor, Line, Place, Scan, scan
from scraper.extraction.contacts.structured import stated_values
from scraper.extraction.contacts.text import Context, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scraper.extraction.document import Document

# One-line contact bars put their values side by side: "Call … | WhatsApp … | Email: …".
_SEPARATOR = re.compile(r"\s*[|│┃¦｜•●▪‧∙]\s*|\s+·\s+")
# A paragraph of a post is full of colons: there, only what every value needs counts.
_WORTH_A_LOOK_IN_POST = re.compile(r"[\d@＠]|[\[({]\s?at\b|[一二三四五六七八九十]")
_WORTH_A_LOOK = re.compile(r"[\d@＠:：]|[\[({]\s?at\b|[一二三四五六七八九十]")
# Neither an address nor opening hours go without a digit, or a numeral of Chinese and Japanese.
_WORTH_READING = re.compile(r"\d|[一二三四五六七八九十].*[號号樓楼室座]", re.DOTALL)


_FRAMES_KEPT = 512
_frames_read: dict[tuple[object, ...], tuple[Value, ...]] = {}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line between two separators, with the links that begin in it."""

    text: str
    anchors: tuple[Anchor, ...]
    line: Line

    @property
    def place(self) -> Place:
        """Where the line stands."""
        return self.line.place

    @property
    def plain(self) -> str:
        """The text without the marks of its links."""
        return self.text.replace(LINK_MARK, "").strip()


def find_contacts(document: Document, *, region: str | None) -> tuple[Sighting, ...]:
    """Find all contact values that the page shows or states, in document order, structured data last.

    ``region`` is the ISO country whose national phone numbers are understood; without it only numbers
    with a country code are found. A value repeated in one place in the same form is one sighting.
    """
    sightings: dict[tuple[str, str, str, str], Sighting] = {}
    for value, where in _values(scan(document), document, region):
        key = (value.kind, value.value, value.raw, where)
        if key not in sightings or (sightings[key].label is None and value.label):
            sightings[key] = Sighting(
                kind=value.kind,
                value=value.value,
                raw=value.raw,
                label=value.label,
                where=where,
                url=document.url,
                placeholder=value.placeholder,
            )
    return tuple(sightings.values())


def _values(page: Scan, document: Document, region: str | None) -> Iterator[tuple[Value, str]]:
    regions = _regions(document, region)
    for _, group in groupby(page.lines, key=_box):
        lines = list(group)
        place = lines[0].place
        # Before anything else, at the least cost: most boxes hold no value at all.
        worth = (_WORTH_A_LOOK_IN_POST if place.in_post else _WORTH_A_LOOK).search
        if any(line.anchors or worth(line.text) for line in lines):
            for value in _box_values(lines, regions) if place.where == BODY else _frame_values(lines, regions):
                yield value, place.where
    for frame in page.frames:
        for value in read_frame(frame):
            yield value, frame.place.where
    for value in stated_values(document, region):
        yield value, STRUCTURED


def _box(line: Line) -> int:
    return line.place.box


def pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    """Split lines at the separators of contact bars; links stay with the piece in which they begin."""
    for line in lines:
        anchors = iter(line.anchors)
        for text in _SEPARATOR.split(line.text):
            if text:
                yield Piece(text, tuple(next(anchors) for _ in range(text.count(LINK_MARK))), line)


def _regions(document: Document, region: str | None) -> tuple[str | None, ...]:
    """Return the site's region and, behind it, those that the page itself speaks for; templates set wrong ones."""
    if region is None:
        return (None,)
    hints = (domain_country(document.url), locale_country(document.language))
    return tuple(dict.fromkeys((region, *(hint for hint in hints if hint))))


def _frame_values(lines: list[Line], regions: tuple[str | None, ...]) -> tuple[Value, ...]:
    """Values of a box in header or footer: the same on every page of a site, so read once."""
    key = (regions, *((n.text, n.place.in_post, *((a.href, a.text, a.name) for a in n.anchors)) for n in lines))
    found = _frames_read.get(key)
    if found is None:
        if len(_frames_read) >= _FRAMES_KEPT:
            _frames_read.clear()
        found = _frames_read[key] = tuple(_box_values(lines, regions))
    return found


def _box_values(lines: list[Line], regions: tuple[str | None, ...]) -> Iterator[Value]:
    rows: list[str] = []
    near = False
    above = ""
    for piece in pieces(lines):
        found, remains = _piece_values(piece, above, regions)
        yield from found
        near = near or any(value.kind in ("phone", "whatsapp", "email") for value in found)
        rows.extend(remains)
        above = piece.plain
    if _WORTH_READING.search("\n".join(rows)) or any(is_bare_label(row) for row in rows):
        yield from _row_values(tuple(rows), lines[0].place, near=near)


def _row_values(rows: tuple[str, ...], place: Place, *, near: bool) -> Iterator[Value]:
    for address, label in addresses_in(rows, in_post=place.in_post, prominent=place.where != BODY, near=near):
        yield Value("address", address, address, label, is_placeholder_address(address))
    for hours, label in hours_in(tuple(row for row in rows if row), in_post=place.in_post):
        yield Value("hours", hours, hours, label)


def _piece_values(piece: Piece, above: str, regions: tuple[str | None, ...]) -> tuple[list[Value], tuple[str, ...]]:
    """Return the values of one piece, and the rows of text that are left when they are cut out."""
    found: list[Value] = []
    region = regions[0]
    words = piece.text.split(LINK_MARK)
    for number, anchor in enumerate(piece.anchors):
        found.extend(read_link(anchor, words[number].strip() or (above if is_heading(above) else ""), region))
    context = Context(
        region=region,
        other_regions=tuple(other for other in regions[1:] if other),
        above=above if len(above) <= 40 else "",
        bare="written" if piece.place.in_post else "alone" if piece.place.where == BODY else "any",
        chats=tuple(anchor.text for anchor in piece.anchors if whatsapp_number(anchor.href, region)),
    )
    texts, remains = read_text(piece.plain, context)
    return [*found, *texts], remains
