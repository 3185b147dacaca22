"""Part of ``make bench``: how quick ``report.html`` is, and what it costs to write.

A crawl of the replica is multiplied to ``BENCH_REPORT_POSTS`` posts (default 5,000) and opened in Chromium: time until
the overview is drawn, until the table of posts is, of a search, of a sort, and until a post is. Memory of the export is
measured at ``BENCH_REPORT_MEMORY_POSTS`` posts (default 10,000), in a process of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.bench import crawl
from benchmarks.exports import measure, multiplied
from benchmarks.processes import ROOT, replica
from pipelines.store import ITEMS_FILE
from scraper.render.options import BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Page

POSTS = int(os.environ.get("BENCH_REPORT_POSTS", "5000"))
MEMORY_POSTS = int(os.environ.get("BENCH_REPORT_MEMORY_POSTS", "10000"))
REPEAT = 5
_SEED_POSTS = 200
# Measured inside the page: from the event to the frame that shows its effect.
_TYPED = """async (words) => {
    const field = document.querySelector("#view-posts input");
    const began = performance.now();
    field.value = words;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    document.body.getBoundingClientRect();
    return performance.now() - began;
}"""
_SORTED = """(place) => {
    const began = performance.now();
    document.querySelectorAll("#view-posts thead button")[place].click();
    document.body.getBoundingClientRect();
    return performance.now() - began;
}"""
_OPENED = """async (hash) => {
    const began = performance.now();
    location.hash = hash;
    while (!document.querySelector("#view-record:not([hidden]) .sides")) await new Promise(requestAnimationFrame);
    return performance.now() - began;
}"""
_FIRST = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def timings(page: Page, address: str) -> dict[str, float]:
    """Milliseconds of one visit."""
    page.goto(address)
    page.wait_for_timeout(200)
    found = {"first paint": page.evaluate(_FIRST), "loaded": page.evaluate(_LOADED)}
    page.goto("about:blank")
    page.goto(f"{address}#posts")
    page.wait_for_selector("#view-posts tbody tr")
    found["table of posts, from nothing"] = page.evaluate("performance.now()")
    found["first search"] = page.evaluate(_TYPED, "a")
    found["later search"] = page.evaluate(_TYPED, "sleep 1")
    page.evaluate(_TYPED, "")
    found["sort by title"] = page.evaluate(_SORTED, 0)
    found["sort by views"] = page.evaluate(_SORTED, 2)
    target = page.eval_on_selector_all("#view-posts tbody th a", "all => all[7].hash")
    found["open a post"] = page.evaluate(_OPENED, target)
    return found


def visit(path: Path, program: str) -> dict[str, float]:
    """Medians of some visits."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - optional: main() has looked for it

    visits = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(REPEAT):
            page = browser.new_page(viewport={"width": 1200, "height": 900})
            visits.append(timings(page, path.as_uri()))
            page.close()
        browser.close()
    return {name: statistics.median(found[name] for found in visits) for name in visits[0]}


def main() -> int:
    """Measure, print, and write ``build/bench-report.json``."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None or importlib.util.find_spec("playwright") is None:
        print("the report is not measured: it needs Chromium, and pip install -r requirements-render.txt")
        return 0
    with TemporaryDirectory(prefix="bench-report-") as name:
        folder = Path(name)
        with replica(folder, _SEED_POSTS, 0) as url:
            crawl(url, folder, "seed")
        stores = {posts: folder / str(posts) for posts in (POSTS, MEMORY_POSTS)}
        costs = {}
        for posts, store in stores.items():
            store.mkdir(exist_ok=True)
            multiplied(folder / "seed", store, posts)
            costs[posts] = measure("report", store, folder)
            size = (store / ITEMS_FILE).stat().st_size / 1e6, (store / "report.html").stat().st_size / 1e6
            print(f"{posts:,} posts: a store of {size[0]:.0f} MB becomes a report of {size[1]:.0f} MB in")
            print(f"  {costs[posts].seconds:.1f} s, at most {costs[posts].peak_mb:.0f} MiB in memory")
        quick = visit(stores[POSTS] / "report.html", program)
    print(f"In Chromium, {POSTS:,} posts, median of {REPEAT}:")
    for each, milliseconds in quick.items():
        print(f"  {each:<30}{milliseconds:8.0f} ms")
    report = {"milliseconds": quick, "peak_mib": {str(posts): cost.peak_mb for posts, cost in costs.items()}}
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench-report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
