"""Countries and large cities, out of the time-zone database."""

from __future__ import annotations

from functools import lru_cache

import pytz  # type: ignore[import-untyped]  # comes without type hints

# Zones that browsers still name in the old way and the database lists under no country.
_OLD_ZONES = {
    "Asia/Calcutta": "IN",
    "Asia/Saigon": "VN",
    "Asia/Katmandu": "NP",
    "Asia/Rangoon": "MM",
    "Europe/Kiev": "UA",
    "America/Buenos_Aires": "AR",
    "US/Eastern": "US",
    "US/Central": "US",
    "US/Mountain": "US",
    "US/Pacific": "US",
}


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """ISO 3166 code -> English name."""
    return {str(code): str(name) for code, name in pytz.country_names.items()}


@lru_cache(maxsize=1)
def countries_by_name() -> dict[str, str]:
    """English name in lower case -> ISO 3166 code."""
    return {name.lower(): code for code, name in country_names().items()}


@lru_cache(maxsize=1)
def countries_by_zone() -> dict[str, str]:
    """IANA zone -> ISO 3166 code of its country."""
    zones = {str(zone): str(code) for code, names in pytz.country_timezones.items() for zone in names}
    return {**_OLD_ZONES, **zones}


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Names in lower case of the cities after which zones are named."""
    zones = (zone for zone in pytz.all_timezones if "/" in zone and not zone.startswith("Etc/"))
    return frozenset(zone.rpartition("/")[2].replace("_", " ").lower() for zone in zones)
