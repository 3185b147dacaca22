"""Contact values of the page's JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.extraction.contacts import social
from scraper.extraction.contacts.addresses import is_placeholder_address, structured_address
from scraper.extraction.contacts.emails import emails_in, is_placeholder_email, mailto_addresses
from scraper.extraction.contacts.hours import structured_hours
from scraper.extraction.contacts.model import Value
from scraper.extraction.contacts.phones import dialled, is_placeholder_number
from scraper.extraction.contacts.region import country_code
from scraper.extraction.contacts.words import words
from scraper.extraction.values import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.extraction.document import Document

# Their people and places are not the site's own.
_FOREIGN = frozenset(
    words(
        "BlogPosting Article NewsArticle Event Product Offer Review Comment VideoObject ImageObject JobPosting Recipe"
    )
)
_MAX_DEPTH = 8


def stated_values(document: Document, region: str | None) -> Iterator[Value]:
    """Walk the JSON-LD objects and what they hold, in order."""
    for entry in document.json_ld:
        yield from _walk(entry, region, 0)


def _walk(value: Any, region: str | None, depth: int) -> Iterator[Value]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _walk(entry, region, depth + 1)
    elif isinstance(value, dict) and not _types(value) & _FOREIGN:
        yield from _object(value, region)
        for key, entry in value.items():
            if key not in ("address", "@graph"):
                yield from _walk(entry, region, depth + 1)


def _types(entry: dict[str, Any]) -> set[str]:
    stated = entry.get("@type")
    return {name for name in (stated if isinstance(stated, list) else [stated]) if isinstance(name, str)}


def _texts(value: Any) -> list[str]:
    return [clean_text(text) for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]


def _object(entry: dict[str, Any], region: str | None) -> Iterator[Value]:
    address = entry.get("address")
    home = country_code(address.get("addressCountry")) if isinstance(address, dict) else None
    yield from _numbers(entry, home or region)
    for text in _texts(entry.get("email")):
        for mail in mailto_addresses(text) or tuple(hit.value for hit in emails_in(text)):
            yield Value("email", mail, text, None, is_placeholder_email(mail))
    for place in address if isinstance(address, list) else [address]:
        line = structured_address(place)
        if line:
            yield Value("address", line, line, None, is_placeholder_address(line))
    hours = structured_hours(entry)
    if hours:
        yield Value("hours", hours, hours)
    yield from _links(entry)


def _numbers(entry: dict[str, Any], region: str | None) -> Iterator[Value]:
    for key, label in (("telephone", None), ("faxNumber", "Fax")):
        for text in _texts(entry.get(key)):
            number = dialled(text, region)
            if number:
                yield Value("phone", number, text, label, is_placeholder_number(number))


def _links(entry: dict[str, Any]) -> Iterator[Value]:
    for link in _texts(entry.get("sameAs")):
        profile = social.profile(link)
        if profile:
            yield Value("social", profile[1], link, profile[0], social.is_placeholder_profile(profile[1]))
    for link in _texts(entry.get("hasMap")):
        if social.is_map(link):
            yield Value("map", link, link)
