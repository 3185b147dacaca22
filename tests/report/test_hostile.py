"""A site that fills every field with what would run elsewhere: nothing runs, with the policy and without it."""

from __future__ import annotations

import pytest

from tests.report.stores import RAN, VECTORS

FOREIGN = {"script", "svg", "math", "iframe", "object", "embed", "form", "button", "base", "meta", "style"}


def walk(page, address):
    """Open every view and every record, touch what may be touched."""
    page.goto(address)
    for name in page.eval_on_selector_all("header nav a", "all => all.map(a => a.hash)"):
        page.goto(address + name)
        page.wait_for_selector(f"#view-{name[1:]}:not([hidden])")
    page.goto(f"{address}#todo")
    for kind in page.locator("details.kind summary").all():
        kind.click()
    page.wait_for_selector("details.kind tbody tr")
    for type_ in ("post", "page"):
        page.goto(f"{address}#{type_}s")
        hashes = page.eval_on_selector_all(f"#view-{type_}s tbody th a", "all => all.map(a => a.hash)")
        assert len(hashes) == len(VECTORS)
        for name in hashes:
            page.goto(address + name)
            page.wait_for_selector("#view-record:not([hidden]) .sides")
            page.mouse.move(300, 500)
    page.wait_for_timeout(300)


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without the policy"])
def test_nothing_runs(browser, attacked, bypass):
    context = browser.new_context(bypass_csp=bypass)
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))

    walk(page, attacked)

    assert page.evaluate("window.ran") is None
    assert faults == []
    assert [url for url in asked if not url.startswith("file:")] == []
    assert page.url.startswith(attacked)
    context.close()


def test_bodies_are_made_of_known_elements_and_safe_addresses(page, attacked):
    page.goto(attacked)
    for number in range(len(VECTORS)):
        page.goto(f"{attacked}#post/hostile-{number}")
        page.wait_for_selector(f"#view-record a[href$='hostile-{number}']")
        tags = page.eval_on_selector_all(".body *", "all => all.map(e => e.localName)")
        names = page.eval_on_selector_all(
            "#view-record *", "all => all.flatMap(e => [...e.attributes].map(a => a.name))"
        )
        addresses = page.eval_on_selector_all("#view-record [href]", "all => all.map(e => e.href)")

        assert not set(tags) & {
            "script",
            "svg",
            "math",
            "iframe",
            "object",
            "embed",
            "form",
            "button",
            "base",
            "meta",
            "style",
        }
        assert not [name for name in names if name.startswith("on") or name in ("style", "srcdoc")]
        assert all(address.startswith(("http:", "https:", "file:")) for address in addresses), addresses
        assert page.locator(".body").inner_text().startswith("before")


def test_ids_of_the_site_do_not_take_the_place_of_ours(page, attacked):
    page.goto(f"{attacked}#post/hostile-7")
    page.wait_for_selector("#view-record:not([hidden]) .sides")

    assert page.locator("[id='title-overview']").count() == 1


def test_the_policy_blocks_what_would_get_in(browser, attacked):
    page = browser.new_page()
    page.goto(attacked)
    markup = (
        f'<button onclick="{RAN}">x</button><p style="color: red">x</p><iframe src="data:text/html,x"></iframe>'
        '<img src="http://127.0.0.1:9/x.png">'
    )
    page.evaluate(
        """async ([code, markup]) => {
            window.blocked = [];
            const note = (found) => window.blocked.push(found.effectiveDirective);
            document.addEventListener("securitypolicyviolation", note);
            const script = document.createElement("script");
            script.textContent = code;
            const held = document.createElement("div");
            held.innerHTML = markup;
            document.body.append(script, held);
            held.querySelector("button").click();
            await fetch("http://127.0.0.1:9/").catch(() => null);
            await new Promise((done) => setTimeout(done, 200));
        }""",
        [RAN, markup],
    )

    assert page.evaluate("window.ran") is None
    wanted = {"script-src-elem", "script-src-attr", "style-src-attr", "frame-src", "img-src", "connect-src"}
    assert set(page.evaluate("window.blocked")) == wanted
    page.close()


def test_the_vectors_do_run_where_nothing_is_done(browser):
    page = browser.new_page()
    page.set_content("".join(VECTORS[:5]))
    page.wait_for_timeout(200)

    assert page.evaluate("window.ran") == 1
