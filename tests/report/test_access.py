"""The report with axe-core, where ``make test-receivers`` has fetched it."""

from __future__ import annotations

import pytest

from tests.report.access import AXE, checked, violations

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not fetched: make test-receivers does it")


@pytest.mark.parametrize(("dark", "width"), [(False, 1200), (True, 1200), (False, 360)], ids=["light", "dark", "phone"])
def test_axe_finds_nothing(browser, small, dark, width):
    assert violations(browser, small, AXE, dark=dark, width=width) == []


def test_axe_finds_nothing_among_five_thousand_posts(browser, large):
    assert violations(browser, large, AXE) == []


def test_axe_finds_what_is_wrong(browser):
    page = browser.new_page()
    page.set_content("<title>x</title><img src='x.png'>")

    assert "image-alt" in {rule["id"] for rule in checked(page, AXE)}
