"""Blocks of text on a page: whole and in order, whatever the page has between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.verify.order import compare

_TEXTS = st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=8)


def test_what_the_page_adds_is_no_matter():
    found = compare(["Drink", "warm", "water"], "Menu,DrinkADwarm..water,Footer")

    assert (found.missing, found.moved, found.kept, found.difference) == ((), (), 1, None)


def test_a_cut_text_is_measured_and_its_place_told():
    found = compare(["Drinkwarmwater.", "Walk."], "Drinkwarm,Walk.")

    assert found.missing == ("Drinkwarmwater.",)
    assert found.kept == pytest.approx(5 / 20)
    assert found.difference == "behind “Drinkwarm” comes “,Walk.”, not “water.”"


def test_a_text_of_which_nothing_is_there():
    assert compare(["睡得好"], "Walk.").difference == "“睡得好” is not there"


def test_blocks_in_another_order_are_told():
    found = compare(["One,long", "two", "Three,long"], "Three,longOne,longtwo")

    assert (found.missing, found.moved) == ((), ("Three,long",))


def test_a_block_that_is_there_less_often_is_told():
    assert compare(["tea", "tea", "tea"], "tea tea").moved != ()


def test_a_menu_does_not_draw_short_blocks_out_of_place():
    page = "HomeAboutTeaTeaisgood.AboutSleepisbetter.Footer:Tea"

    assert compare(["Teaisgood.", "About", "Sleepisbetter.", "Tea"], page).kept == 1
    # A lost short block that stands in the footer as well does not draw what follows with it.
    assert compare(["Footer", "Teaisgood.", "Sleepisbetter."], page).moved == ("Footer",)


@given(_TEXTS, st.text("abc-", max_size=6))
def test_a_page_that_holds_all_in_order_is_right(blocks, between):
    found = compare(blocks, between.join(["", *blocks, ""]))

    assert (found.kept, found.missing, found.moved) == (1, (), ())


@given(_TEXTS, st.text("abcd", max_size=30))
def test_each_block_is_placed_or_told(blocks, page):
    found = compare(blocks, page)

    assert all(block not in page for block in found.missing)
    assert all(block in page for block in found.moved)
    assert 0 <= found.kept <= 1
    assert (found.kept == 1) == (not found.missing and not found.moved)
    assert found.kept == pytest.approx(_heaviest(blocks, page) / found.total)


def _heaviest(blocks, page):
    """Letters of the heaviest choice of blocks that the page holds in order, by trying all."""
    if not blocks:
        return 0
    at = page.find(blocks[0])
    placed = len(blocks[0]) + _heaviest(blocks[1:], page[at + len(blocks[0]) :]) if at >= 0 else 0
    return max(placed, _heaviest(blocks[1:], page))
