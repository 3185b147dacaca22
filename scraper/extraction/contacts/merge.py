"""From the sightings of all pages to one record per value."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from scraper.extraction.contacts.model import KINDS, PLACES, Sighting
from scraper.extraction.contacts.social import profile_key
from scraper.extraction.values import ascii_digits
from scraper.items import Contact

if TYPE_CHECKING:
    from collections.abc import Iterable


def merge_contacts(sightings: Iterable[Sighting]) -> list[Contact]:
    """One record per value with all its sightings; the order of the input does not matter across pages.

    Records are listed by kind, then by the page (in the order of the URLs) that shows the value first.
    Addresses are one value if the words of one are all among those of the other. A profile that only the
    body of pages shows is left out where header or footer show another one on the same network: it is
    somebody else's.
    """
    ordered = sorted(sightings, key=lambda sighting: sighting.url)
    groups: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in ordered:
        groups.setdefault((sighting.kind, _key(sighting)), []).append(sighting)
    _join_addresses(groups)
    _drop_foreign_profiles(groups)
    records = [_record(group) for group in groups.values()]
    return sorted(records, key=lambda record: KINDS.index(record.kind))


def _key(sighting: Sighting) -> str:
    if sighting.kind == "social":
        return profile_key(sighting.value)
    if sighting.kind == "map":
        return sighting.value
    if sighting.kind in ("address", "hours"):
        return " ".join(_words(sighting.value))
    return sighting.value


def _words(text: str) -> list[str]:
    """Words in lower case; Chinese and Japanese characters one by one."""
    return re.findall("[\u3400-\u9fff]|[^\\W_\u3400-\u9fff]+", ascii_digits(text).casefold())


def _join_addresses(groups: dict[tuple[str, str], list[Sighting]]) -> None:
    keys = sorted((key for key in groups if key[0] == "address"), key=lambda key: (-len(key[1].split()), key[1]))
    for place, short in enumerate(keys):
        words = set(short[1].split())
        if len(words) < 3 or not any(word.isdigit() for word in words):
            continue
        longer = next((key for key in keys[:place] if key in groups and words <= set(key[1].split())), None)
        if longer:
            first, second = sorted((longer, short), key=list(groups).index)
            merged = sorted(groups[longer] + groups[short], key=lambda sighting: sighting.url)
            del groups[second]
            groups[first] = merged


def _drop_foreign_profiles(groups: dict[tuple[str, str], list[Sighting]]) -> None:
    own = {
        group[0].label
        for (kind, _), group in groups.items()
        if kind == "social" and not group[0].placeholder and any(sighting.where != "body" for sighting in group)
    }
    for key, group in list(groups.items()):
        if key[0] == "social" and group[0].label in own and all(sighting.where == "body" for sighting in group):
            del groups[key]


def _record(group: list[Sighting]) -> Contact:
    """``value`` is the form that most sightings have, a shown one before a stated one."""
    kind = group[0].kind
    shown = [sighting for sighting in group if sighting.where != "structured data"] or group
    value = Counter(sighting.value for sighting in shown).most_common(1)[0][0]
    labels = Counter(sighting.label for sighting in group if sighting.label)
    pages = tuple(dict.fromkeys(sighting.url for sighting in group))
    return Contact(
        url=f"{pages[0].partition('#')[0]}#{kind}:{quote(value, safe='')}",
        kind=kind,
        value=value,
        raw=tuple(dict.fromkeys(sighting.raw for sighting in group)),
        label=labels.most_common(1)[0][0] if labels else None,
        where=tuple(place for place in PLACES if any(sighting.where == place for sighting in group)),
        pages=pages,
        placeholder=all(sighting.placeholder for sighting in group),
    )
