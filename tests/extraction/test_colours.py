"""Colours that somebody chose are told from those that pasted text brings along."""

from __future__ import annotations

import pytest

from scraper.extraction.colours import is_highlight, is_ink
from tests.extraction.rendered_posts import read


@pytest.mark.parametrize(
    "value", ["#c00000", "RED", "rgb(1, 2, 3)", "rgba(1,2,3,0.5)", "color_8", "$theme-color-3", "#f008"]
)
def test_a_chosen_colour(value):
    assert is_ink(value)
    assert is_highlight(value)


@pytest.mark.parametrize(
    "value", ["", "inherit", " Transparent ", "unset", "rgba(1, 2, 3, 0)", "hsla(1,2%,3%,0%)", "#ff000000", "#f000"]
)
def test_no_colour_at_all(value):
    assert not is_ink(value)
    assert not is_highlight(value)


@pytest.mark.parametrize("value", ["windowtext", "black", "#000000", "rgb(0, 0, 0)", "textColor1"])
def test_ink_is_no_colour_of_a_text(value):
    assert not is_ink(value)
    assert is_highlight(value)


@pytest.mark.parametrize("value", ["window", "white", "#FFF", "rgb(255, 255, 255)", "color_11"])
def test_paper_is_no_highlight(value):
    assert not is_highlight(value)
    assert is_ink(value)


def test_only_texts_are_highlighted_not_boxes():
    box = read('<div style="background-color:#ff0"><p style="background-color:#ff0">a</p></div><mark>b</mark>')

    assert box.html == "<p>a</p>\n<p><mark>b</mark></p>\n"


def test_a_highlight_spans_the_other_marks():
    body = read('<p><span style="background-color:#ff0">a <strong>b</strong></span> c</p>')

    assert body.html == "<p><mark>a <strong>b</strong></mark> c</p>\n"
