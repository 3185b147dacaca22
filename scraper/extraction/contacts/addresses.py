"""Postal addresses in plain text and in structured data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scraper.extraction.contacts import places
from scraper.extraction.contacts.labels import is_bare_label, label_kinds, tidy_label
from scraper.extraction.contacts.words import words
from scraper.extraction.contacts.zones import cities
from scraper.extraction.values import ascii_digits, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_ROW, _MAX_ADDRESS = 200, 250
_NEEDED, _NEEDED_IN_POST = 5, 6
_EVIDENCE = frozenset({"street", "named street", "postal", "unit", "plain street", "label", "east asian"})
_POINTS = {
    "street": 3,
    "named street": 2,
    "plain street": 3,
    "postal": 3,
    "postal likely": 2,
    "numbered unit": 2,
    "unit": 1,
    "country": 2,
    "city": 1,
    "label": 3,
    "map": 4,
}
# Words that stay small inside an address; every other small word speaks for a sentence.
_SMALL = frozenset(
    words(
        "de da do dos das del della di du des la le les el los las l' d' of the and y e i u a an am im in der die den",
        "zum zur auf van von op bij aan ter ten upon under near opp opposite off sur sous st nd rd th floor block unit",
        "km no nr n c o s w street road avenue lane rua calle rue via ulice ulica jalan city town bis",
    )
)
_CREDIT = re.compile(r"[©®]|copyright|\bCC[ -]BY\b|all rights", re.IGNORECASE)
_HEAD_LABEL = re.compile(r"^([^:：\d]{2,40})[:：]\s*")


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    signs: frozenset[str]
    label: str | None = None

    @property
    def addressy(self) -> bool:
        return bool(self.signs)


def _signs(text: str) -> set[str]:
    signs = set()
    if places.NUMBERED_STREET.search(text):
        signs.add("street")
    elif places.NAMED_STREET.search(text):
        signs.add("named street")
    elif places.PLAIN_STREET.search(text):
        signs.add("plain street")
    if places.POSTAL_SURE.search(text):
        signs.add("postal")
    elif places.POSTAL_LIKELY.search(text):
        signs.add("postal likely")
    if places.NUMBERED_UNIT.search(text):
        signs |= {"unit", "numbered unit"}
    elif places.UNIT.search(text):
        signs.add("unit")
    return signs | _place_signs(text)


def _place_signs(text: str) -> set[str]:
    signs = set()
    for segment in re.split(r"[,;|]|\s[-–—]\s", text.lower()):
        names = re.sub(r"[\d()#-]+", " ", segment).split()
        tails = {" ".join(names[-count:]).rstrip(".") for count in (1, 2, 3)} | {" ".join(names[-1:])}
        if len(names) <= 4 and tails & places.countries():
            signs.add("country")
        elif " ".join(names) in cities():
            signs.add("city")
    return signs


def _is_prose(text: str) -> bool:
    """Tell a sentence from an address: sentences are made of small words."""
    tokens = re.findall(r"[^\W\d_][\w'’.\-]*", text)
    small = [word for word in tokens if word[0].islower() and word.strip(".").lower() not in _SMALL]
    caseless = sum(1 for word in tokens if word[0].lower() == word[0].upper())
    if caseless * 2 > len(tokens):
        return len(text) > 120 or len(tokens) > 16
    return len(small) * 3 > len(tokens) or re.search(r"[.!?]\s+\w+(?:\s+[a-z]+){3}|[!?]", text) is not None


@lru_cache(maxsize=8192)
def _row(text: str) -> _Row | None:
    """Judge one row; ``None`` where it cannot be part of an address."""
    label = None
    head = _HEAD_LABEL.match(text)
    if head and "address" in label_kinds(head[1]):
        label, text = head[1].strip(), text[head.end() :]
    elif head and label_kinds(head[1]):
        return None
    if not text or len(text) > _MAX_ROW or _is_prose(text) or _CREDIT.search(text):
        return None
    signs = _signs(ascii_digits(text))
    return _Row(text, frozenset(signs | ({"label"} if label else set())), label)


@lru_cache(maxsize=4096)
def addresses_in(
    rows: tuple[str, ...], *, in_post: bool, near_contact: bool, on_map: bool = False
) -> tuple[tuple[str, str | None], ...]:
    """Find the addresses in the rows of one box: one-line value and label of each.

    A row without any sign of an address may stand between two that have one; evidence of streets, postal
    codes, units, countries and labels is added up over the run. ``near_contact``: the box stands in header
    or footer, or shows a phone number or an e-mail address. ``on_map``: the text is a link to a map.
    """
    if sum(map(len, rows)) > 20_000:
        return ()
    east_asian = _east_asian(rows, in_post=in_post)
    needed = (_NEEDED_IN_POST if in_post else _NEEDED) - near_contact - (_POINTS["map"] if on_map else 0)
    found: list[tuple[str, str | None]] = list(east_asian)
    run: list[_Row] = []
    label: str | None = None
    for text in (*rows, ""):
        bare = is_bare_label(text) if text else None
        row = None if bare or not text or places.EAST_ASIAN.search(text) else _row(text)
        if row is not None and (not run or len(run) < 8) and (row.addressy or len(text) <= 60):
            run.append(row)
            continue
        found.extend(_judge(run, label, needed))
        run = [row] if row is not None else []
        label = text if bare == "address" else None
    return tuple(dict.fromkeys(found))


def _judge(run: Sequence[_Row], label: str | None, needed: int) -> list[tuple[str, str | None]]:
    """Cut the rows without signs off both ends, then weigh what is left."""
    numbers = [number for number, row in enumerate(run) if row.addressy]
    if not numbers:
        return []
    first, last = numbers[0], numbers[-1]
    if last + 1 < len(run) and run[last].text.endswith(","):
        last += 1
    rows = run[first : last + 1]
    signs = frozenset().union(*(row.signs for row in rows)) | ({"label"} if label else frozenset())
    value = one_line([row.text for row in rows])
    segments = len(re.split(r",|\s[-–|]\s", value))
    points = sum(_POINTS[sign] for sign in signs) + (segments > 1) + (segments > 3)
    stated = bool(signs & {"label", "country", "city"}) or re.search(r"\d", value)
    if points < needed or not signs & _EVIDENCE or not stated or len(value) > _MAX_ADDRESS:
        return []
    shown = label or next((row.label for row in rows if row.label), None)
    return [(value, tidy_label(shown) if shown else None)]


def one_line(parts: Sequence[str]) -> str:
    """Join the rows of an address by commas, with the commas and blanks put right.

    >>> one_line(["12 Example Street ,", "Townsville |", " AB1 2CD."])
    '12 Example Street, Townsville, AB1 2CD'
    """
    joined = ", ".join(part.strip(" \t,;|·•") for part in parts if part.strip(" \t,;|·•"))
    joined = re.sub(r"\s*\|\s*", ", ", joined)
    return re.sub(r"\s*,(?:\s*,)*\s*(?=\S)", ", ", joined).strip(" ,.")


def _east_asian(rows: Sequence[str], *, in_post: bool) -> list[tuple[str, str | None]]:
    """Chinese and Japanese addresses; rows may hold single characters, as in vertical or spaced-out type."""
    found: list[tuple[str, str | None]] = []
    run: list[str] = []
    for text in (*rows, ""):
        if text and places.EAST_ASIAN.search(text) and len(text) <= 80 and not re.search("[。！？!?]", text):
            run.append(text)
            continue
        found.extend(_judge_east_asian(run, in_post=in_post))
        run = []
    return found


def _judge_east_asian(run: Sequence[str], *, in_post: bool) -> list[tuple[str, str | None]]:
    tiny = any(len(row) <= 2 for row in run)
    texts = ["".join(run)] if tiny else list(run)
    found = []
    for number, text in enumerate(texts):
        squeezed = places.EAST_ASIAN_GAP.sub("", ascii_digits(text))
        label, value = _labelled(squeezed, texts[number - 1] if number else "")
        points = 2 * bool(places.EAST_ASIAN_UNIT.search(value)) + 2 * bool(places.EAST_ASIAN_STREET.search(value))
        start = places.EAST_ASIAN_START.search(value)
        points += 3 * bool(label) + 2 * bool(start)
        if start and (tiny or start.start() <= 4):
            value = value[start.start() :]
        if (
            points >= (_NEEDED_IN_POST if in_post else _NEEDED)
            and places.EAST_ASIAN_UNIT.search(value)
            and len(value) <= 80
        ):
            found.append((value.strip(" ,，、|"), label))
    return found


def _labelled(text: str, before: str) -> tuple[str | None, str]:
    head = _HEAD_LABEL.match(text)
    if head and "address" in label_kinds(head[1]):
        return head[1].strip(), text[head.end() :]
    return (before.strip(" :：") if is_bare_label(before) == "address" else None), text


# Countries that write the town before the postal code.
_TOWN_FIRST = frozenset(words("US CA GB IE AU NZ IN SG HK TW PH MY TH KE NG ZA PK BD LK AE"))
_PARTS = ("streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry", "postOfficeBoxNumber")


def structured_address(address: Any) -> str | None:
    """One line of a ``PostalAddress`` (or of an address that is a plain string), in the country's order.

    >>> structured_address({"streetAddress": "Musterweg 5", "postalCode": "12345", "addressLocality": "Musterstadt"})
    'Musterweg 5, 12345 Musterstadt'
    """
    if isinstance(address, str):
        return one_line(clean_text(address).split("\n")) or None
    if not isinstance(address, dict):
        return None
    street, town, state, code, country, box = (_text(address.get(key)) for key in _PARTS)
    if not (street or (town and code)):
        return None
    if country.upper() in _TOWN_FIRST or (country and len(country) > 2 and code and not code.isdigit()):
        rows = [street, box, town, f"{state} {code}".strip(), country]
    else:
        rows = [street, box, f"{code} {town}".strip(), state, country]
    return one_line([row for row in rows if row]) or None


def _text(value: Any) -> str:
    value = value.get("name") if isinstance(value, dict) else value
    return clean_text(value) if isinstance(value, str) else ""


def is_placeholder_address(value: str) -> bool:
    """Tell whether an address is the one of Wix's templates, "500 Terry Francine Street" in its variants."""
    return re.search(r"500,? terry fran[cç][a-z]+|terry fran[cç](?:ine|ois|oise)", value, re.IGNORECASE) is not None
