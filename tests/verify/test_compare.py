"""What a page lacks is named, field by field; what it adds is no matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.verify.compare import judge, read_page, receiver_of
from scraper.verify.expect import Expected, block_texts
from scraper.verify.pictures import Size

BODY = "<p>Drink <b>warm</b> water.</p><ul><li>One<ul><li>Two</li></ul></li></ul>"
PAGE = """<!doctype html><html><head><title>Sleep well – Clinic</title>
<script type="application/ld+json">
{"@graph": [{"@type": "Article", "datePublished": "2024-03-05T09:30:00+08:00"}]}</script>
</head><body><nav>Menu</nav><h1>Sleep  well</h1><p>By Mei Lam in <a href='/category/sleep/'>Sleep</a></p>
<main><p>Drink <strong>warm</strong> water.</p><ul><li>One<ul><li>Two</li></ul></li></ul>
<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe><video src="/a.mp4"></video>
<img src="/cup.jpg" srcset="/cup-300.jpg 300w, /cup-900.jpg 900w"></main></body></html>"""


def expected(**fields):
    values = {
        "type": "post", "url": "https://old.example/post/x", "old_path": "/post/x", "new_path": "/x/",
        "title": "Sleep well", "published_at": "2024-03-05T01:30:00+00:00", "author": "Mei Lam",
        "texts": tuple(block_texts(BODY)), "images": (Size(800, 600),),
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
    assert verdict.problems["text"].startswith("1 block is not whole: “Drinkwarmwater.” is not there")


def test_blocks_in_another_order_are_told():
    turned = PAGE.replace("<p>Drink <strong>warm</strong> water.</p>", "").replace(
        "</main>", "<p>Drink warm water.</p></main>"
    )

    assert problems(turned) == {"text": "2 blocks are not in the order of the body, or too few: “One”"}


def test_terms_must_be_links_or_marks():
    assert problems(terms=("Sleep", "water"))["terms"] == "no link or mark of: water"


@pytest.mark.parametrize(
    "mark",
    [
        "<meta property='article:tag' content='Tea'>",
        "<meta name='keywords' content='sleep, tea'>",
        '<script type=\'application/ld+json\'>{"keywords": ["Tea"]}</script>',
        "<a href='/tags/tea'>#tea</a>",
    ],
)
def test_terms_may_stand_where_only_machines_look(mark):
    assert problems(PAGE.replace("</head>", mark + "</head>"), terms=("Sleep", "Tea")) == {}


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<meta name="generator" content="WordPress 7.1">', "wordpress"),
        ('<link rel="https://api.w.org/" href="/wp-json/">', "wordpress"),
        ('<meta name="generator" content="Ghost 6.65">', "ghost"),
        ('<meta name="generator" content="Hugo 0.150.0">', "markdown"),
        ("", "markdown"),
    ],
)
def test_the_front_page_tells_the_system(markup, name):
    assert receiver_of(markup) == name


@pytest.mark.parametrize("date", ["2024-03-05", "2024-03-05T01:30:20Z"])
def test_dates_agree_to_the_minute_or_to_the_day(date):
    assert "date" not in problems(PAGE.replace("2024-03-05T09:30:00+08:00", date))


def test_pages_need_neither_date_nor_author():
    assert problems("<h1>Sleep well</h1>" + BODY, type="page", embeds=(), players=0) == {}


def test_the_largest_form_of_a_picture_is_looked_at():
    page = read_page("https://new.example/x/", PAGE)

    assert page.images == ("https://new.example/cup.jpg", "https://new.example/cup-900.jpg")


def test_a_page_may_declare_its_encoding():
    assert problems('<?xml version="1.0" encoding="ISO-8859-1"?>' + PAGE.removeprefix("<!doctype html>")) == {}


@given(st.text())
def test_no_page_raises(markup):
    judge(expected(), read_page("https://new.example/x/", markup))
