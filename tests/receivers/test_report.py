"""The report of a crawled replica in Chromium: axe-core finds nothing in any view."""

from __future__ import annotations

import pytest

from tests.receivers.fetch import axe
from tests.report.access import violations
from tests.report.browsing import chromium

pytestmark = pytest.mark.receivers


@pytest.mark.parametrize(("dark", "width"), [(False, 1200), (True, 1200), (False, 360)], ids=["light", "dark", "phone"])
def test_axe_finds_nothing(exported, dark, width):
    address = (exported.folder / "report.html").as_uri()

    with chromium() as browser:
        assert violations(browser, address, axe(), dark=dark, width=width) == []
