"""Runs axe-core, the checker of accessibility, on the views of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.receivers.fetch import CACHE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

AXE = CACHE / "axe" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


def violations(browser: Browser, address: str, axe: Path, *, dark: bool = False, width: int = 1200) -> list[str]:
    """Open every view and give what axe finds: view, rule, and the first element."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(address)
    found = []
    views = [
        name.removeprefix("#") for name in page.eval_on_selector_all("header nav a", "all => all.map(a => a.hash)")
    ]
    for view in [*views, "post", "page"]:
        _open(page, address, view)
        found += [f"{view}: {rule['id']}: {rule['nodes'][0]['html']}" for rule in checked(page, axe)]
    context.close()
    return found


def checked(page: Page, axe: Path) -> list[dict[str, Any]]:
    """Give the rules that the page breaks now; the checker is not bound by the page's policy."""
    page.evaluate(axe.read_text(encoding="utf-8"))
    broken: list[dict[str, Any]] = page.evaluate(_RUN)
    return broken


def _open(page: Page, address: str, view: str) -> None:
    record = view in ("post", "page")
    if record:
        _open(page, address, f"{view}s")
        page.click(f"#view-{view}s tbody th a")
    else:
        page.goto(f"{address}#{view}")
    name = "record" if record else view
    page.wait_for_selector(f"#view-{name}:not([hidden])")
    if view == "todo":
        page.click("details.kind summary")
        page.wait_for_selector("details[open] tbody tr")
