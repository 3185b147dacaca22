from __future__ import annotations

import json

import pytest

from scraper.extraction.contacts import guess_region
from scraper.extraction.contacts.region import country_code, domain_country, locale_country, zone_country
from tests.extraction.contact_pages import page


def site(*, country=None, model=None, lang=None, url="https://www.clinic.example/"):
    head = ""
    if country:
        business = {"@type": "LocalBusiness", "address": {"@type": "PostalAddress", "addressCountry": country}}
        head += f'<script type="application/ld+json">{json.dumps(business)}</script>'
    if model:
        head += f'<script type="application/json" id="wix-viewer-model">{json.dumps(model)}</script>'
    document = page(head=head, url=url)
    if lang:
        document = type(document)(url=url, body=document.body.replace(b'lang="en"', f'lang="{lang}"'.encode()))
    return document


MODEL = {"siteFeaturesConfigs": {"locale": {"timezone": "Asia/Hong_Kong"}}}


def test_the_sources_are_asked_in_order():
    business = {**MODEL, "seo": {"businessLocationCountry": "SG"}}
    everything = {"lang": "zh-tw", "url": "https://www.clinic.de/"}
    assert guess_region(site(country="GB", model=business, **everything)) == "GB"
    assert guess_region(site(model=business, **everything)) == "SG"
    assert guess_region(site(model=MODEL, **everything)) == "HK"
    assert guess_region(site(**everything)) == "TW"
    assert guess_region(site(url="https://www.clinic.de/")) == "DE"
    assert guess_region(site()) is None


def test_a_zone_without_country_is_passed_over():
    model = {"timezone": "UTC", "locale": "de-at"}
    assert guess_region(site(model=model)) == "AT"


@pytest.mark.parametrize(
    ("value", "code"),
    [("hk", "HK"), ("UK", "GB"), ("Germany", "DE"), ({"name": "FR"}, "FR"), ("Utopia", None), (5, None), (None, None)],
)
def test_country_codes(value, code):
    assert country_code(value) == code


@pytest.mark.parametrize(
    ("zone", "code"), [("Europe/Berlin", "DE"), ("Asia/Calcutta", "IN"), ("UTC", None), ("x", None), (3, None)]
)
def test_countries_of_time_zones(zone, code):
    assert zone_country(zone) == code


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("zh-hk", "HK"),
        ("zh-Hant-HK", "HK"),
        ("pt_BR", "BR"),
        ("en", None),
        ("en-us", None),
        ("en-xx", None),
        (None, None),
    ],
)
def test_countries_of_locales(locale, code):
    assert locale_country(locale) == code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://clinic.co.uk/", "GB"),
        ("https://clinic.hk", "HK"),
        ("https://clinic.com/", None),
        ("https://clinic.io/", None),
        ("https://user.wixsite.com/site", None),
        ("x", None),
    ],
)
def test_countries_of_domains(url, code):
    assert domain_country(url) == code
