"""Contacts of real sites, against what an independent reader found on them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.extraction.contacts import find_contacts, guess_region, merge_contacts
from scraper.extraction.document import Document

CAPTURES = Path(__file__).resolve().parents[2] / "../shared/captures"


def documents(archive):
    with archive.open("rb") as stream:
        for record in ArchiveIterator(stream):
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type == "response" and "html" in kind:
                yield Document(url=record.rec_headers["WARC-Target-URI"], body=record.content_stream().read())


def comparable(kind, value):
    return value.strip().lower() if kind == "email" else re.sub(r"\D", "", value)[-8:]


def stated(site):
    fields = (("email", "emails"), ("phone", "phones_tel"), ("phone", "phones_text"), ("whatsapp", "whatsapp"))
    return {(kind, comparable(kind, entry["value"])) for kind, name in fields for entry in site.get(name) or []}


def test_contacts_of_captured_sites():
    archives = sorted(CAPTURES.glob("*.warc.gz"))
    if not archives:
        pytest.skip("captured sites (../shared/captures) are not here")
    wanted, got, extra = 0, 0, []
    for archive in archives:
        host = archive.name.removesuffix(".warc.gz")
        want = stated(json.loads((CAPTURES / "truth" / f"{host}.site.json").read_text(encoding="utf-8")))
        pages = list(documents(archive))
        region = next((region for region in map(guess_region, pages) if region), None)
        records = merge_contacts(sighting for page in pages for sighting in find_contacts(page, region=region))
        found = {(record.kind, comparable(record.kind, record.value)) for record in records}
        wanted += len(want)
        got += len(want & found)
        extra += [entry for entry in found - want if entry[0] in ("email", "phone", "whatsapp")]
    assert got / wanted >= 0.97
    # The truth leaves out numbers of the structured data and a second use of a phone number for WhatsApp.
    assert len(extra) <= 2
