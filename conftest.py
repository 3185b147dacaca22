"""What pytest must know of the whole house."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

pytest.register_assert_rewrite("tests.receivers.arrived")  # so that its checks say what they compared
# The browser is an extra, and only the module that drives it imports it: without it, there is nothing to collect there.
collect_ignore = [] if find_spec("scrapy_playwright") else ["scraper/render/handler.py"]
