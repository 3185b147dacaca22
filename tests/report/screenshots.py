"""``make screenshots``: the report of the demo as pictures for the documents, in ``docs/pictures``."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.report.export import REPORT
from pipelines.store import ITEMS_FILE
from tests.crawling import ROOT
from tests.replica.demo import OUTPUT
from tests.report.browsing import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = ROOT / "docs" / "pictures"
SITE = b"https://www.lanternhill.example"
"""Stands in the pictures for the port that the replica happened to have."""
COLOURS = 96
"""Of a palette: the pictures are plain, and belong into the repository."""
WIDE, PHONE = (1200, 900), (375, 812)


def main() -> int:
    """Draw the pictures; the demo has to be there."""
    store = OUTPUT / ITEMS_FILE
    if not store.exists():
        print("there is no demo to draw: make screenshots crawls it first", file=sys.stderr)
        return 2
    with TemporaryDirectory(prefix="pictures-") as name:
        folder = Path(name)
        (folder / ITEMS_FILE).write_bytes(re.sub(rb"http://127\.0\.0\.1:\d+", SITE, store.read_bytes()))
        (folder / "media").symlink_to(OUTPUT / "media")
        [report] = REPORT.render(Corpus(folder), folder, ExportOptions())
        with chromium() as browser:
            _draw(browser, report.as_uri())
    return 0


def _draw(browser: Browser, address: str) -> None:
    shots = (
        ("report", "overview", WIDE, "light"),
        ("report-posts", "posts", WIDE, "light"),
        ("report-post", "post", WIDE, "light"),
        ("report-todo", "todo/embed-missing", WIDE, "light"),
        ("report-phone", "overview", PHONE, "dark"),
    )
    PICTURES.mkdir(exist_ok=True)
    for name, view, (width, height), scheme in shots:
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        page.goto(f"{address}#posts" if view == "post" else f"{address}#{view}")
        if view == "post":
            page.click("#view-posts tbody tr:nth-child(3) th a")
            page.wait_for_selector(".sides")
            page.get_by_role("heading", name="Side by side").evaluate("title => title.scrollIntoView()")
        page.wait_for_timeout(500)  # pictures
        target = PICTURES / f"{name}.png"
        with Image.open(io.BytesIO(page.screenshot())) as shot:
            shot.convert("RGB").quantize(COLOURS).save(target, optimize=True)
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")
        page.close()


if __name__ == "__main__":
    sys.exit(main())
