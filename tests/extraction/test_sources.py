"""Which source wins, and how disagreement is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.post_data import Cover
from scraper.extraction.sources import Choice, choose

CANDIDATES = st.lists(st.tuples(st.sampled_from(["meta", "api", "dom"]), st.none() | st.integers(0, 2)), max_size=5)


@given(CANDIDATES)
def test_first_stated_value_wins_and_every_other_value_is_told(candidates):
    stated = [(source, value) for source, value in candidates if value is not None]

    choice = choose("views", *candidates)

    assert (choice.source, choice.value) == (stated[0] if stated else (None, None))
    assert len(choice.issues) == sum(value != stated[0][1] for _, value in stated[1:])


def test_zero_and_false_are_stated_and_empty_text_is_not():
    assert choose("views", ("page", 0), ("list", 9)).value == 0
    assert choose("title", ("h1", ""), ("og:title", "Tea")) == Choice("Tea", "og:title")
    assert choose("tags", ("api", ()), ("page", None)) == Choice((), "api")


def test_an_issue_names_both_sources_and_shortens_long_values():
    (issue,) = choose("title", ("h1", "Tea"), ("json-ld", "x" * 200)).issues

    assert (issue.field, issue.code) == ("title", "sources-disagree")
    assert issue.message.startswith("h1 says 'Tea', json-ld says 'xxx")
    assert len(issue.message) < 160


def test_values_that_are_the_same_by_the_fields_own_rule_are_no_issue():
    assert choose("title", ("h1", "Tea"), ("og:title", "TEA"), same=lambda a, b: a.lower() == b.lower()).issues == ()


def test_covers_are_told_by_their_address():
    one, other = Cover(url="https://a.example/1.jpg"), Cover(url="https://a.example/2.jpg")

    (issue,) = choose("cover_image", ("api", one), ("hero", other)).issues

    assert "'https://a.example/1.jpg'" in issue.message
