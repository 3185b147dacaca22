"""Builds Draft.js content for tests."""

from __future__ import annotations

from scraper.extraction.draft import read_draft

URL = "https://clinic.example/post/needles"
MEDIA = "https://static.wixstatic.com/media/"
ID = "a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg"


def block(text, kind="unstyled", key="k1", **facts):
    return {
        "key": key,
        "text": text,
        "type": kind,
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
        "data": {},
    } | facts


def read(*blocks, entities=None, **options):
    return read_draft({"blocks": list(blocks), "entityMap": entities or {}}, base_url=URL, **options)


def atomic(kind, data):
    content = {
        "blocks": [block(" ", "atomic", entityRanges=[{"offset": 0, "length": 1, "key": 0}])],
        "entityMap": {"0": {"type": kind, "mutability": "IMMUTABLE", "data": data}},
    }
    return read_draft(content, base_url=URL)


def styled(offset, length, style):
    return {"offset": offset, "length": length, "style": style}
