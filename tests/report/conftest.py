"""A browser; reports of ten and of five thousand posts, and of a site that tries to break out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.report.browsing import chromium
from tests.report.stores import hostile, ordinary, picture, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for all tests of a module."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Address of a report of ten posts, with a picture beside it."""
    folder = tmp_path_factory.mktemp("small")
    picture(folder)
    return written(folder, ordinary()).as_uri()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Address of a report of five thousand posts."""
    return written(tmp_path_factory.mktemp("large"), ordinary(5000)).as_uri()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """Address of a report whose site tries to run things."""
    return written(tmp_path_factory.mktemp("hostile"), hostile()).as_uri()


@pytest.fixture
def page(browser):
    """A page whose faults and requests of the network fail the test that used it."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: request.url.startswith(("file:", "blob:")) or faults.append(request.url))
    yield opened
    context.close()
    assert faults == []
