"""What a page lacks is named, field by field; what it adds is no matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.verify.compare import Verdict, judge, judge_images, read_page
from scraper.verify.expect import Expected, block_texts

BODY = "<p>Drink <b>warm</b> water.</p><ul><li>One<ul><li>Two</li></ul></li></ul>"
PAGE = """<!doctype html><html><head><title>Sleep well – Clinic</title>
<script type="application/ld+json">
{"@graph": [{"@type": "Article", "datePublished": "2024-03-05T09:30:00+08:00"}]}</script>
</head><body><nav>Menu</nav><h1>Sleep  well</h1><p>By Mei Lam in Sleep</p>
<main><p>Drink <strong>warm</strong> water.</p><ul><li>One<ul><li>Two</li></ul></li></ul>
<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe><video src="/a.mp4"></video>
<img src="/cup.jpg" srcset="/cup-300.jpg 300w, /cup-900.jpg 900w"></main></body></html>"""


def expected(**fields):
    values = {
        "type": "post", "url": "https://old.example/post/x", "old_path": "/post/x", "new_path": "/x/",
        "title": "Sleep well", "published_at": "2024-03-05T01:30:00+00:00", "author": "Mei Lam",
        "texts": tuple(block_texts(BODY)), "images": (("https://old.example/cup.jpg", 800),),
        "embeds": ("abcdefghijk",), "players": 1, "terms": ("Sleep",),
    }  # fmt: skip
    return Expected(**{**values, **fields})


def problems(markup=PAGE, **fields):
    return judge(expected(**fields), read_page("https://new.example/x/", markup)).problems


def test_a_whole_page_is_right():
    verdict = judge(expected(), read_page("https://new.example/x/", PAGE))

    assert verdict.right
    assert verdict.text_kept == 1
    assert expected().texts == ("Drinkwarmwater.", "One", "Two")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("Sleep  well", "Walk"), "title"),
        (("09:30", "17:30"), "date"),
        (("Mei Lam", "Somebody"), "author"),
        (("<strong>warm</strong> water", "cold water"), "text"),
        (("embed/abcdefghijk", "embed/xxxxxxxxxxx"), "embeds"),
        (("<video", "<div"), "players"),
    ],
)
def test_each_defect_is_found_and_nothing_else(change, field):
    broken = PAGE.replace(*change)
    if field == "title":
        broken = broken.replace("Sleep well –", "Walk –")

    assert problems(broken).keys() == {field}


def test_a_lost_paragraph_is_measured_and_quoted():
    verdict = judge(expected(), read_page("https://new.example/x/", PAGE.replace("Drink", "Sip")))

    assert verdict.text_kept == pytest.approx(6 / 21)
    assert verdict.problems["text"] == "missing: “Drinkwarmwater.”"


def test_terms_that_no_reader_sees_are_named():
    assert problems(terms=("Sleep", "Tea"))["terms"] == "not shown: Tea"


@pytest.mark.parametrize("date", ["2024-03-05", "2024-03-05T01:30:20Z"])
def test_dates_agree_to_the_minute_or_to_the_day(date):
    assert "date" not in problems(PAGE.replace("2024-03-05T09:30:00+08:00", date))


def test_pages_need_neither_date_nor_author():
    assert problems("<h1>Sleep well</h1>" + BODY, type="page", embeds=(), players=0) == {}


def test_the_largest_form_of_a_picture_is_looked_at():
    page = read_page("https://new.example/x/", PAGE)

    assert page.images == ("https://new.example/cup.jpg", "https://new.example/cup-900.jpg")


@pytest.mark.parametrize(
    ("widths", "problem"),
    [
        ({"a": 800}, None),
        ({"a": 300, "b": 900}, None),
        ({"a": 300}, "1 of 1 are missing or smaller than the original"),
        ({}, "1 of 1 are missing or smaller than the original"),
        ({"a": 800, "b": None}, "1 do not load"),
    ],
)
def test_pictures_are_compared_by_size(widths, problem):
    verdict = Verdict("post", "u")

    judge_images(expected(), widths, verdict)

    assert verdict.problems.get("images") == problem


@given(st.text())
def test_no_page_raises(markup):
    judge(expected(), read_page("https://new.example/x/", markup))
