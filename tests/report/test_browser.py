"""The report in a real browser, as a person uses it: by mouse, by keyboard, by address, on paper."""

from __future__ import annotations

import difflib
import random
from pathlib import Path

import pytest

from pipelines.exporters.report import export
from tests.pipelines.records import post
from tests.report.stores import written

PAGE = Path(export.__file__).with_name("page")


def titles(page, view="posts"):
    return page.locator(f"#view-{view} tbody th").all_inner_texts()


def test_it_opens_on_the_overview(page, small):
    page.goto(small)

    assert page.locator("h1:visible").inner_text() == "Complete: 10 posts, 1 page and 1 file are here"
    assert page.locator(".view:visible").count() == 1


@pytest.mark.parametrize(("posts", "shown"), [("small", 10), ("large", 50)])
def test_all_posts_are_there_a_page_at_a_time(page, request, posts, shown):
    page.goto(request.getfixturevalue(posts) + "#posts")
    page.wait_for_selector("#view-posts tbody tr")

    assert len(titles(page)) == shown


def test_pages_of_rows_are_turned(page, large):
    page.goto(f"{large}#posts")
    first = page.locator("#view-posts tbody tr").first.inner_text()
    page.get_by_role("button", name="Next").click()

    assert page.locator("#view-posts .status").inner_text() == "Rows 51 to 100 of 5,000"
    assert page.locator("#view-posts tbody tr").first.inner_text() != first
    page.get_by_role("button", name="Last").click()
    assert page.locator("#view-posts .status").inner_text() == "Rows 4,951 to 5,000 of 5,000"
    page.get_by_role("button", name="Next").click(force=True)
    assert page.locator("#view-posts .status").inner_text() == "Rows 4,951 to 5,000 of 5,000"


@pytest.mark.parametrize("posts", ["small", "large"])
def test_search_finds_all_words_in_any_case_and_width(page, request, posts):
    page.goto(request.getfixturevalue(posts) + "#posts")
    page.get_by_label("Search in Posts").fill("ＷＥＬＬ mei")

    assert titles(page) == ["Sleep well, 睡得好"]
    assert "1 to 1 of 1 found in" in page.locator("#view-posts .status").inner_text()
    page.get_by_label("Search in Posts").fill("no such words")
    assert titles(page) == []
    page.get_by_label("Search in Posts").fill("")
    assert len(titles(page)) == (10 if posts == "small" else 50)


@pytest.mark.parametrize("posts", ["small", "large"])
def test_columns_sort_both_ways_and_empty_cells_stay_last(page, request, posts):
    page.goto(request.getfixturevalue(posts) + "#posts")
    head = page.locator("#view-posts thead th", has_text="Views")
    place = page.locator("#view-posts thead th").all_inner_texts().index("Views")

    def numbers():
        cells = page.locator(f"#view-posts tbody tr > :nth-child({place + 1})").all_inner_texts()
        return [int(text.replace(",", "")) for text in cells if text], [not text for text in cells]

    assert head.get_attribute("aria-sort") == "none"
    head.get_by_role("button").press("Enter")
    falling, empty = numbers()
    assert head.get_attribute("aria-sort") == "descending"
    assert falling[0] == 1200
    assert falling == sorted(falling, reverse=True)
    assert empty == sorted(empty)
    head.get_by_role("button").press("Enter")
    rising, empty = numbers()
    assert head.get_attribute("aria-sort") == "ascending"
    assert rising == sorted(rising)
    assert empty == sorted(empty)
    assert page.locator("#view-posts [aria-sort=ascending], #view-posts [aria-sort=descending]").count() == 1


@pytest.mark.parametrize("posts", ["small", "large"])
def test_a_post_is_opened_and_the_way_back_leads_to_the_list(page, request, posts):
    page.goto(request.getfixturevalue(posts) + "#posts")
    page.get_by_label("Search in Posts").fill("sleep-well")
    page.get_by_role("link", name="Sleep well, 睡得好").click()

    page.wait_for_selector("#view-record:not([hidden])")
    assert page.url.endswith("#post/sleep-well")
    assert page.evaluate("document.activeElement.id") == "title-record"
    assert page.title().startswith("Sleep well, 睡得好 · ")
    page.go_back()
    page.wait_for_selector("#view-posts:not([hidden])")
    assert titles(page) == ["Sleep well, 睡得好"]


def test_a_view_is_reached_by_its_address(page, small):
    page.goto(f"{small}#post/post-2")
    page.wait_for_selector("#view-record:not([hidden])")

    assert page.locator("h1:visible").inner_text() == "نوم هادئ 2"
    assert page.locator("h1:visible").get_attribute("lang") == "ar"
    assert page.locator(".body").get_attribute("dir") == "rtl"
    page.goto(f"{small}#post/nowhere")
    page.wait_for_selector("#title-record:has-text('nowhere')")
    page.goto(f"{small}#no-such-view")
    page.wait_for_selector("#view-overview:not([hidden])")


def test_body_and_text_stand_side_by_side(page, small):
    page.goto(f"{small}#post/sleep-well")
    sides = page.locator(".sides > section")
    left, right = (sides.nth(number).bounding_box() for number in range(2))

    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    assert sides.nth(0).locator("strong").inner_text() == "warm"
    assert page.locator("p.good").inner_text() == (
        "Both texts are the same, character by character: 30 characters without white space."
    )
    page.set_viewport_size({"width": 360, "height": 800})
    assert sides.nth(1).bounding_box()["y"] > left["y"]


def test_pictures_come_from_the_folder_beside_it(page, small):
    page.goto(f"{small}#post/sleep-well")
    image = page.locator(".body img")
    image.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert image.evaluate("e => e.naturalWidth") == 80

    assert image.get_attribute("src") == "media/images/cup%20of%20tea.png"
    assert page.locator(".thumbnails a").get_attribute("href") == "media/images/cup%20of%20tea.png"


def test_where_texts_part_is_marked(page, tmp_path):
    body = "<p>Drink cold tea 睡 slowly.</p>"
    path = written(tmp_path, [post(body_html=body, body_text="Drink warm tea 睡得 slowly.")])
    page.goto(f"{path.as_uri()}#post/sleep-well")
    page.wait_for_selector(".difference")

    def marked(tag):
        # Without the hidden words that name the mark for those who cannot see it.
        own = "all => all.map(e => e.lastChild.data).join('')"
        return page.eval_on_selector_all(f".difference {tag}", own)

    whole = page.locator(".difference").evaluate("e => e.textContent")
    assert marked("del") == "cold"
    assert marked("ins") == "warm得"
    assert whole.startswith("Drink")


def test_differences_are_complete_and_short(page):
    code = (PAGE / "diff.js").read_text(encoding="utf-8")
    chance = random.Random(7)
    pairs = [tuple("".join(chance.choices("ab睡😀", k=chance.randrange(12))) for _ in range(2)) for _ in range(300)]
    page.goto("about:blank")
    found = page.evaluate(f"pairs => {{ {code}; return pairs.map(([a, b]) => differences(a, b)); }}", pairs)

    for (first, second), parts in zip(pairs, found, strict=True):
        assert "".join(text for kind, text in parts if kind != "new") == first
        assert "".join(text for kind, text in parts if kind != "gone") == second
        matched = sum(
            block.size for block in difflib.SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
        )
        assert sum(len(text) for kind, text in parts if kind == "same") >= matched


def test_texts_that_have_nothing_in_common_are_not_compared_for_ever(page):
    code = (PAGE / "diff.js").read_text(encoding="utf-8")
    page.goto("about:blank")
    parts = page.evaluate(f"() => {{ {code}; return differences('a'.repeat(9000), 'b'.repeat(9000)); }}")

    assert parts == [["gone", "a" * 9000], ["new", "b" * 9000]]


def test_things_to_do_are_opened_by_kind(page, small):
    page.goto(f"{small}#todo/sources-disagree")
    page.wait_for_selector("#kind-sources-disagree tbody tr")
    kind = page.locator("#kind-sources-disagree")

    assert kind.locator("summary .times").inner_text() == f"({kind.locator('tbody tr').count()})"
    assert "Why it matters:" in kind.inner_text()
    kind.locator("tbody a").first.click()
    page.wait_for_selector("#view-record:not([hidden])")
    assert "h1 says another." in page.locator(".issues").inner_text()


def test_the_keyboard_reaches_everything(page, small):
    page.goto(small)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(small)
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#posts"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector("#view-posts:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "title-posts"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')") == "none"


def test_nothing_is_wider_than_a_phone(page, small):
    page.set_viewport_size({"width": 320, "height": 700})
    for view in ("overview", "todo/sources-disagree", "posts", "media", "people", "post/sleep-well"):
        page.goto(f"{small}#{view}")
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, view


def test_dark_is_dark(browser, small):
    shades = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(small)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        shades.append(sum(map(int, colour.removeprefix("rgb(").rstrip(")").split(","))))
        page.close()

    assert shades[0] > 700 > 150 > shades[1]


def test_it_is_printed_without_what_paper_cannot_do(page, small):
    page.goto(f"{small}#post/sleep-well")
    page.wait_for_selector("#view-record:not([hidden])")
    page.emulate_media(media="print")

    assert not page.locator("header nav").is_visible()
    assert page.locator(".sides").is_visible()
    printed = page.pdf()
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") + printed.count(b"/Type /Page/") >= 1


def test_without_scripts_it_says_so_and_shows_the_overview(browser, small):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(small)

    assert page.locator("noscript").is_visible()
    assert page.locator("#view-overview").is_visible()
    assert page.locator("#view-todo summary").first.is_visible()
    context.close()


def test_an_old_browser_is_told(page, small):
    page.add_init_script("delete window.DecompressionStream")
    page.goto(f"{small}#posts")

    page.wait_for_selector("#fault:not([hidden])")
    assert "too old" in page.locator("#fault").inner_text()
