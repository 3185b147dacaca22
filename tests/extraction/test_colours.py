"""Colours that somebody chose are told from those that pasted text brings along, and written in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.colours import LOST, highlight, ink
from tests.extraction.rendered_posts import read


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("#c00000", "#c00000"),
        ("RED", "#ff0000"),
        ("rgb(1, 2, 103)", "#010267"),
        ("rgba(100%, 2, 3, 0.5)", "#ff0203"),
        ("#f008", "#ff0000"),
        ("#A0B0C0FF", "#a0b0c0"),
        ("darkslateblue", "#483d8b"),
    ],
)
def test_a_chosen_colour(value, written):
    assert ink(value) == written
    assert highlight(value) == written


@pytest.mark.parametrize("value", ["color_8", "$theme-color-3", "var(--c)", "hsl(1,2%,3%)", "nonsense"])
def test_a_colour_that_cannot_be_written_down(value):
    assert ink(value) == LOST
    assert highlight(value) == LOST


@pytest.mark.parametrize(
    "value", ["", "inherit", " Transparent ", "unset", "rgba(1, 2, 3, 0)", "hsla(1,2%,3%,0%)", "#ff000000", "#f000"]
)
def test_no_colour_at_all(value):
    assert ink(value) is None
    assert highlight(value) is None


@pytest.mark.parametrize("value", ["windowtext", "black", "#000000", "rgb(0, 0, 0)", "textColor1", "#222", "#3a3b3c"])
def test_ink_is_no_colour_of_a_text(value):
    assert ink(value) is None
    assert highlight(value) is not None


@pytest.mark.parametrize("value", ["window", "white", "#FFF", "rgb(255, 255, 255)", "color_11", "#f8f8f8"])
def test_paper_is_no_highlight(value):
    assert highlight(value) is None
    assert ink(value) == LOST  # white text is seen on a dark background only, which bodies have not


@given(st.text() | st.text("#0123456789abcdefrgb(),.% "))
def test_no_value_raises_and_what_is_written_has_one_form(value):
    for colour in (ink(value), highlight(value)):
        assert not colour or (len(colour) == 7 and int(colour[1:], 16) >= 0)


def test_only_texts_are_highlighted_not_boxes():
    box = read('<div style="background-color:#ff0"><p style="background-color:#ff0">a</p></div><mark>b</mark>')

    assert box.html == "<p>a</p>\n<p><mark>b</mark></p>\n"


def test_a_highlight_spans_the_other_marks():
    body = read('<p><span style="background-color:#ff0">a <strong>b</strong></span> c</p>')

    assert body.html == '<p><mark style="background-color:#ffff00">a <strong>b</strong></mark> c</p>\n'
