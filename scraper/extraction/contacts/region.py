"""The country whose phone numbers a site writes without a country code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.extraction.contacts.zones import countries_by_name, countries_by_zone, country_names
from scraper.urls import host_of

if TYPE_CHECKING:
    from scraper.extraction.document import Document

# Country domains that the whole world uses, and the one that is not the country's code.
_GENERIC_DOMAINS = frozenset(
    {"ai", "co", "io", "me", "tv", "cc", "fm", "ly", "gg", "to", "ws", "la", "vc", "gl", "st", "sh"}
)
_DOMAIN_COUNTRIES = {"uk": "GB"}


def guess_region(document: Document) -> str | None:
    """ISO 3166 code of the country a page is from, or ``None``.

    Asked in this order: ``addressCountry`` of the structured data; the business address, then the time zone
    of the regional settings in ``wix-viewer-model``; the region of the page's locale (``zh-hk``); the
    country domain of the host.
    """
    model = document.viewer_model
    answers = (
        _structured_country(document),
        country_code(_find(model, "businessLocationCountry")),
        zone_country(_find(model, "timeZone") or _find(model, "timezone")),
        locale_country(_find(model, "locale")),
        locale_country(document.language),
        domain_country(document.url),
    )
    return next((answer for answer in answers if answer), None)


def _structured_country(document: Document) -> str | None:
    for entry in document.json_ld:
        country = country_code(_find(entry, "addressCountry"))
        if country:
            return country
    return None


def _find(value: Any, key: str) -> Any:
    """First value that is not empty under ``key``, at any depth, in document order."""
    todo = [value]
    while todo:
        entry = todo.pop()
        if isinstance(entry, dict):
            if entry.get(key):
                return entry[key]
            todo.extend(reversed(entry.values()))
        elif isinstance(entry, list):
            todo.extend(reversed(entry))
    return None


def country_code(value: Any) -> str | None:
    """ISO code of a country given as code, as English name, or as a ``schema.org`` ``Country`` object."""
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    code = value.strip().upper()
    if code in country_names():
        return code
    return _DOMAIN_COUNTRIES.get(code.lower()) or countries_by_name().get(code.lower())


def zone_country(zone: Any) -> str | None:
    """Country of an IANA time zone; ``None`` for ``UTC`` and the like."""
    return countries_by_zone().get(zone) if isinstance(zone, str) else None


def locale_country(locale: Any) -> str | None:
    """Country of a locale such as ``zh-hk`` or ``zh-Hant-HK``; ``None`` for a bare language.

    ``en-us`` is what Wix writes for plain English and says nothing.
    """
    if not isinstance(locale, str):
        return None
    parts = locale.replace("_", "-").split("-")
    region = parts[-1].upper()
    known = len(parts) > 1 and region in country_names() and locale.lower() != "en-us"
    return region if known else None


def domain_country(url: str) -> str | None:
    """Country of the host's top-level domain, unless the whole world uses that domain."""
    domain = host_of(url).rpartition(".")[2]
    if domain in _GENERIC_DOMAINS:
        return None
    return country_code(domain) if len(domain) == 2 else None
