"""Rendered counters: numbers, placeholders, skeletons, hidden boxes, other languages."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.counters import Counters, read_counters


def read(stats=None, likes=None):
    return read_counters(
        *(lxml.html.fragment_fromstring(h, create_parent="div") if h is not None else None for h in (stats, likes))
    )


def box(views, comments):
    return f'<div data-hook="post-stats"><span>{views}</span><span>{comments}</span></div>'


@pytest.mark.parametrize(
    ("views", "comments", "likes", "expected"),
    [
        ("1,261 views", "3 comments", "4 likes. Post not marked as liked", Counters(1261, 3, 4)),
        ("1 view", "0 comments", "Post not marked as liked", Counters(1, 0, 0)),
        ("0 views", "0 comments", "1 like. Post not marked as liked", Counters(0, 0, 1)),
        ("2.345 visualizaciones", "1 comentario", "Entrada no marcada como Me Gusta", Counters(2345, 1, 0)),
        ("52 Ansichten", "0 Kommentare", "", Counters(52, 0, 0)),
        ("7 zobrazení", "2 komentáře", "1 lajk. Příspěvek není označen jako Líbí se mi", Counters(7, 2, 1)),
        ("مشاهدتان (٢)", "تعليق واحد (١)", "لم يتم الإعجاب بالمنشور", Counters(2, 1, 0)),
        ("٢٧ مشاهدة", "٠ تعليق", "٣ إعجاب. لم يتم", Counters(27, 0, 3)),
        ("1,203 次查看", "0 則留言", "文章未被標記為喜歡", Counters(1203, 0, 0)),
    ],
)
def test_stated_counters(views, comments, likes, expected):
    assert read(box(views, comments), likes) == expected


@pytest.mark.parametrize(
    "stats",
    [
        box("0 views", "0 comments"),
        box("٠ مشاهدة", "٠ تعليق"),
        box("&nbsp;", "&nbsp;"),
        '<div data-hook="skeleton-loader"></div>',
        box("{count} views", "{count} comments"),
        "",
        None,
    ],
)
def test_placeholders_are_no_numbers(stats):
    assert read(stats, "Post not marked as liked") == Counters()
    assert read(stats) == Counters()


def test_no_like_button_says_nothing_of_likes():
    assert read(box("5 views", "0 comments")) == Counters(5, 0, None)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("12 views", Counters(12, None, None)),
        ("2 comments", Counters(None, 2, None)),
        ("3 Kommentare", Counters(None, 3, None)),
        ("4 則留言", Counters(None, 4, None)),
        ("5 تعليق", Counters(None, 5, None)),
        ("6 weergaven", Counters(6, None, None)),
    ],
)
def test_one_counter_hidden_by_the_owner(shown, expected):
    assert read(f"<span>{shown}</span>") == expected


def test_compact_form_reads_the_label_of_the_icon():
    stats = (
        '<div data-hook="view-count-compact"><svg aria-label="1,234 '
        'views"></svg><span aria-hidden="true">1.2K</span></div>'
        '<div data-hook="comment-count-compact"><!-- --><svg><title>5 comments</title></svg></div>'
    )

    assert read(stats) == Counters(1234, 5, None)
    assert read('<div data-hook="comment-count-compact">2</div>') == Counters(None, 2, None)


def test_nested_spans_and_a_box_that_stands_in_a_span():
    outer = lxml.html.fragment_fromstring(
        f"<span>{box('<span>5</span> <b>views</b>', '<span>1 comment</span>')}</span>"
    )

    assert read_counters(outer[0], None) == Counters(5, 1, None)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=20),
    st.text("0123456789.,KM٣万 x", max_size=12),
)
def test_no_text_raises_or_gives_a_negative(views, comments):
    stats, likes = lxml.html.Element("div"), lxml.html.Element("span")
    for text in (views, comments):
        lxml.html.etree.SubElement(stats, "span").text = text
    likes.text = comments

    found = read_counters(stats, likes)

    assert all(count is None or count >= 0 for count in (found.views, found.comments, found.likes))
