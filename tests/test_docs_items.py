from dataclasses import fields
from pathlib import Path

import pytest

from scraper.items import RECORD_TYPES
from scraper.items_doc import items_markdown

DOC = Path(__file__).resolve().parents[1] / "docs" / "items.md"


def test_the_page_is_what_the_source_says():
    assert DOC.read_text(encoding="utf-8") == items_markdown(), "run: python -m scraper.items_doc > docs/items.md"


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_every_field_of_every_record_is_explained(name):
    section = items_markdown().split(f"## {name}\n", 1)[1].split("\n## ", 1)[0]
    rows = dict(line.strip("| ").split("` | ", 1) for line in section.splitlines() if line.startswith("| `"))
    own = {field.name for field in fields(RECORD_TYPES[name])} - {"url", "fetched_at", "issues"}

    assert {key.strip("` ") for key in rows} == own
    assert all(row.split(" | ")[-1].strip(" |") for row in rows.values())
