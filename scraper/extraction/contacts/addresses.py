"""Postal addresses in plain text and in structured data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from scraper.extraction.contacts import places
from scraper.extraction.contacts.east_asian import east_asian_addresses, is_east_asian
from scraper.extraction.contacts.labels import HEAD_LABEL, is_bare_label, label_kinds, tidy_label
from scraper.extraction.contacts.words import words
from scraper.extraction.contacts.zones import cities
from scraper.extraction.values import ascii_digits, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAX_ROW, _MAX_ADDRESS, _MAX_ROWS, _MAX_GAP = 200, 250, 8, 2
_NEEDED, _NEEDED_IN_POST = 5, 6
_EVIDENCE = frozenset({"street", "named street", "plain street", "postal", "postal likely", "label"})
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
    signs = {"country"} if places.KOREAN_PLACE.search(text) else set()
    for segment in re.split(r"[,،;|]|\s[-–—]\s", text.lower()):
        names = re.sub(r"[\d()#-]+", " ", segment).split()
        tails = {" ".join(names[-count:]).rstrip(".") for count in (1, 2, 3)} | {" ".join(names[-1:])}
        if len(names) <= 4 and tails & places.countries():
            signs.add("country")
        elif " ".join(names) in cities():
            signs.add("city")
    return signs


def _is_small(word: str) -> bool:
    plain = word.strip(".").lower()
    return word[0].islower() and plain not in _SMALL and plain not in places.ADDRESS_WORDS


def _without_lead(text: str) -> str:
    """Cut off how a sentence leads to its address: "Our clinic is at Room 5, …"."""
    head = re.split(r"[,;\d]", text, maxsplit=1)[0]
    small = [found for found in re.finditer(r"[^\W\d_][\w'’.\-]*", head) if _is_small(found.group())]
    return text[small[-1].end() :].strip() if small and small[-1].end() < len(head) - 1 else text


def _is_prose(text: str) -> bool:
    """Tell a sentence from an address: sentences are made of small words."""
    tokens = re.findall(r"[^\W\d_][\w'’.\-]*", text)
    small = [word for word in tokens if _is_small(word)]
    caseless = sum(1 for word in tokens if word[0].lower() == word[0].upper())
    if caseless * 2 > len(tokens):
        return len(text) > 120 or len(tokens) > 16
    return len(small) * 3 > len(tokens) or re.search(r"[.!?]\s+\w+(?:\s+[a-z]+){3}|[!?]", text) is not None


@lru_cache(maxsize=1024)
def _row(text: str) -> _Row | None:
    """Judge one row; ``None`` where it cannot be part of an address."""
    if len(text) > 2 * _MAX_ROW:
        return None
    label = None
    head = HEAD_LABEL.match(text)
    if head and "address" in label_kinds(head[1]):
        label, text = head[1].strip(), text[head.end() :]
    elif head and set(label_kinds(head[1])) - {"id"}:
        return None
    text = _without_lead(text)
    if not text or len(text) > _MAX_ROW or _is_prose(text) or _CREDIT.search(text):
        return None
    signs = _signs(ascii_digits(text))
    return _Row(text, frozenset(signs | ({"label"} if label else set())), label)


@lru_cache(maxsize=256)
def addresses_in(
    rows: tuple[str, ...], *, in_post: bool = False, prominent: bool = False, near: bool = False, on_map: bool = False
) -> tuple[tuple[str, str | None], ...]:
    """Find the addresses in the rows of one box: one-line value and label of each.

    A row without any sign of an address may stand between two that have one; evidence of streets, postal
    codes, units, countries and labels is added up over the run. It takes less evidence where the box is
    ``prominent`` (header, footer), ``near`` a phone number or an e-mail address in the same box, or the text
    of a link to a map, and more inside a post.
    """
    if sum(map(len, rows)) > 20_000:
        return ()
    needed = (_NEEDED_IN_POST if in_post else _NEEDED) - (prominent or near) - (_POINTS["map"] if on_map else 0)
    found: list[tuple[str, str | None]] = east_asian_addresses(rows, in_post=in_post)
    run: list[_Row] = []
    label: str | None = None
    for text in (*rows, ""):
        bare = is_bare_label(text) if text else None
        row = None if bare or not text or is_east_asian(text) else _row(text)
        if row is not None and (not run or len(run) < _MAX_ROWS) and (row.addressy or len(text) <= 60):
            run.append(row)
            continue
        found.extend(_judge(run, label, needed, near=near))
        run = [row] if row is not None else []
        label = text if bare == "address" else None
    return tuple(dict.fromkeys(found))


def _judge(run: Sequence[_Row], label: str | None, needed: int, *, near: bool) -> list[tuple[str, str | None]]:
    """Weigh what is left of a run when the rows without signs are cut off both ends."""
    return [found for rows in _stretches(run) if (found := _weigh(rows, label, needed, near=near))]


def _stretches(run: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Split a run where too many rows in a row have no sign of an address, as in a list of pages."""
    rows: list[_Row] = []
    gap: list[_Row] = []
    for row in run:
        if row.addressy:
            rows += [*gap, row] if rows else [row]
            gap = []
            continue
        gap.append(row)
        if rows and len(gap) > _MAX_GAP:
            yield rows
            rows, gap = [], []
    if rows:
        open_end = rows[-1].text.endswith(",")
        yield rows + gap[:1] if open_end else rows


def _weigh(rows: list[_Row], label: str | None, needed: int, *, near: bool) -> tuple[str, str | None] | None:
    signs = frozenset().union(*(row.signs for row in rows)) | ({"label"} if label else frozenset())
    if not near and not signs & {"postal", "postal likely"}:  # elsewhere "Flight 370, Malaysia" looks the same
        signs -= {"plain street"}
    value = one_line([row.text for row in rows])
    segments = len(re.split(r"[,،]|\s[-–|]\s", value))
    points = sum(_POINTS[sign] for sign in signs) + (segments > 1) + (segments > 3)
    if not re.search(r"\d", ascii_digits(value)):
        points -= 2
    if points < needed or not signs & _EVIDENCE or len(value) > _MAX_ADDRESS:
        return None
    shown = label or next((row.label for row in rows if row.label), None)
    return value, tidy_label(shown) if shown else None


def one_line(parts: Sequence[str]) -> str:
    """Join the rows of an address by commas, with the commas and blanks put right.

    >>> one_line(["12 Example Street ,", "Townsville |", " AB1 2CD."])
    '12 Example Street, Townsville, AB1 2CD'
    """
    joined = ", ".join(part.strip(" \t,;|·•") for part in parts if part.strip(" \t,;|·•"))
    joined = re.sub(r"\s*\|\s*", ", ", joined)
    joined = re.sub(r",\s(?:in|at)\s(?=\S)", ", ", joined)
    return re.sub(r"\s*,(?:\s*,)*\s*(?=\S)", ", ", joined).strip(" ,.")


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
