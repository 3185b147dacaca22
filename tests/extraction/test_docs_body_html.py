"""The tables of ``docs/body-html.md`` name what the code reads and writes, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.vocabulary import ATTRIBUTES, TAGS
from scraper.extraction.body import VIEWERS, hook_kind
from scraper.extraction.draft import INLINE
from scraper.extraction.draft_entities import MAKERS, WITH_CONTENT
from scraper.extraction.markup import MARKS
from scraper.extraction.ricos import IGNORED, READERS, TRANSPARENT
from scraper.extraction.ricos_text import LOST, LOST_STYLES, MARKS_OF
from scraper.extraction.ricos_values import SPELLINGS

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "body-html.md").read_text(encoding="utf-8")
_CODE = re.compile(r"`([^`]+)`")
_PREFIX = re.compile(r"^wix-(?:draft|rich-content)-plugin-|^ricos-plugin-")


def rows(heading):
    """Cells of the first table under ``heading``."""
    section = DOCS.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_node_that_is_read_has_its_row_and_no_other():
    named = [name for row in rows("## Ricos nodes") for name in _CODE.findall(row[0])]

    assert sorted(set(named) - set(SPELLINGS)) == sorted({"TEXT", *READERS, *TRANSPARENT, *IGNORED})
    assert sorted(named) == sorted(set(named))


def test_the_table_of_nodes_says_what_is_lost():
    table = {name: row for row in rows("## Ricos nodes") for name in _CODE.findall(row[0])}

    for kind, lost in TRANSPARENT.items():
        assert lost in table[kind][2] or not lost, kind
    for kind, why in IGNORED.items():
        assert why in table[kind][1], kind


def test_every_decoration_has_its_row_and_no_other():
    table = {_CODE.findall(row[0])[0]: row for row in rows("### Decorations") if "`" in row[0]}

    assert set(table) == {*MARKS_OF, *LOST_STYLES, *LOST, "LINK", "ANCHOR", "COLOR"}
    assert {kind: table[kind][1] for kind in MARKS_OF} == {kind: f"`{mark}`" for kind, mark in MARKS_OF.items()}
    assert {kind: table[kind][2] for kind in (*LOST_STYLES, *LOST)} == LOST_STYLES | LOST


def _elements():
    """Element -> attributes as the table of the vocabulary has them."""
    found = {}
    for cells in rows("## Vocabulary"):
        names = {name for code in _CODE.findall(cells[0]) for name in re.findall(r"\b[a-z]+\d?\b", code)} & TAGS
        attributes = {re.split(r"=", code)[0] for code in _CODE.findall(cells[1])}
        for name in names:
            found.setdefault(name, set()).update(attributes if len(names) == 1 else set())
    return found


def test_every_element_is_in_the_table_of_the_vocabulary():
    headings = {f"h{level}" for level in range(1, 7)}

    assert set(_elements()) | headings == TAGS
    assert set(MARKS) <= TAGS


def test_every_stated_attribute_passes_the_sanitiser():
    for name, attributes in _elements().items():
        assert attributes <= ATTRIBUTES[name] | ATTRIBUTES["*"], name


def test_every_entity_of_the_older_editor_is_named_and_no_other():
    section = DOCS.split("and the entities `", 1)[1].split("`.", 1)[0]

    assert sorted(section.split()) == sorted({*MAKERS, *(_PREFIX.sub("", name) for name in (*INLINE, *WITH_CONTENT))})


def test_every_viewer_of_a_rendered_post_has_its_row():
    hooks = [hook for row in rows("## Rendered posts") for hook in _CODE.findall(row[0])]
    kinds = {hook_kind(hook.replace("…", "single")) for hook in hooks}

    assert kinds == set(VIEWERS) - {"control"}


@pytest.mark.parametrize("code", ["text-lost", "text-lost-in-stage", "node-lost-in-stage", "unknown-node"])
def test_the_issues_of_the_account_are_explained(code):
    assert f"`{code}`" in DOCS.split("## The account", 1)[1]
