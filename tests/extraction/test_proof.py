"""A body's text is compared with its source's character by character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.proof import difference

TEXTS = st.lists(st.text(st.sampled_from("abc漢字سلا한👩"), min_size=1, max_size=9), max_size=9)


@pytest.mark.parametrize(
    ("walked", "asides", "body", "missing", "extra", "position", "source"),
    [
        (["acupofgreentea"], [], "acupofgrentea", 1, 0, 9, "e"),
        (["acupoftea"], [], "acupoftee", 1, 1, 8, "a"),
        (["acup", "oftea"], [], "acupofofteatea", 0, 5, 6, ""),
        (["acup", "oftea"], ["caption"], "acupoftea", 7, 0, 9, "caption"),
        (["acup", "oftea"], ["caption"], "acupcaptioftea", 2, 0, 4, "oftea"),
        (["漢字"], [], "字漢漢", 0, 1, 0, ""),
        (["x" * 90], [], "", 90, 0, 0, "x" * 20),
        ([], [], "x" * 90, 0, 90, 0, ""),
    ],
)
def test_a_departure_is_located(walked, asides, body, missing, extra, position, source):
    found = difference(walked, asides, body)

    assert found is not None
    assert (found.missing, found.extra, found.position, found.source) == (missing, extra, position, source)
    assert len(found.body) <= 20


def test_asides_are_merged_where_the_body_has_them():
    walked, asides = ["one", "two", "three"], ["onemore", "last"]

    assert difference(walked, asides, "oneonemoretwothreelast") is None
    assert difference(walked, asides, "onemoreonetwolastthree") is None
    assert difference(walked, asides, "lastonemorethreetwoone") is None


def test_a_text_may_move_but_not_fall_apart():
    assert difference(["label", "panel"], [], "panellabel") is None

    found = difference(["label", "panel"], [], "leballenap")
    assert found is not None
    assert (found.missing, found.extra, found.broken) == (0, 0, 10)
    assert found.characters == 10


@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_whole_texts_in_any_order_are_the_same_text(walked, asides, random):
    parts = [*walked, *asides]
    random.shuffle(parts)

    assert difference(walked, asides, "".join(parts)) is None


@given(TEXTS, TEXTS, st.data())
def test_one_character_less_or_more_never_passes(walked, asides, data):
    body = "".join([*walked, *asides])
    place = data.draw(st.integers(0, len(body)))
    shorter, longer = body[:place] + body[place + 1 :], f"{body[:place]}a{body[place:]}"

    if place < len(body):
        lost = difference(walked, asides, shorter)
        assert lost is not None
        assert (lost.missing, lost.extra, lost.characters) == (1, 0, 1)
    doubled = difference(walked, asides, longer)
    assert doubled is not None
    assert (doubled.missing, doubled.extra, doubled.characters) == (0, 1, 1)


@given(st.lists(st.text("ab", min_size=1, max_size=40), min_size=1, max_size=5), st.text("ab", max_size=200))
def test_texts_of_few_letters_come_to_an_end(walked, body):
    found = difference(walked, [], body)

    assert (found is None) <= (sorted("".join(walked)) == sorted(body))
