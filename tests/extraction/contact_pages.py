"""Small pages in the shape of Wix's, for the tests of contact values."""

from __future__ import annotations

from scraper.extraction.contacts import find_contacts
from scraper.extraction.document import Document

URL = "https://www.clinic.example/contact"


def page(body="", *, header="", footer="", head="", url=URL):
    return Document(
        url=url,
        body=(
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>'
            f'<header id="SITE_HEADER" tabindex="-1"><div data-testid="richTextElement">{header}</div></header>'
            f'<main id="PAGES_CONTAINER"><div><div data-testid="richTextElement">{body}</div></div></main>'
            f'<footer id="SITE_FOOTER"><div data-testid="richTextElement">{footer}</div></footer></body></html>'
        ).encode(),
    )


def sightings(body="", *, region=None, kind=None, **parts):
    found = find_contacts(page(body, **parts), region=region)
    return [sighting for sighting in found if kind is None or sighting.kind == kind]


def values(body="", **options):
    return [(sighting.kind, sighting.value) for sighting in sightings(body, **options)]
