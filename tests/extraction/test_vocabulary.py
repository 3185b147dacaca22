"""The vocabulary: how runs become HTML, and what a finished tree says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from scraper.extraction import figures, markup
from scraper.extraction.figures import Picture
from scraper.extraction.ledger import Ledger, clean, count_characters
from scraper.extraction.markup import MARKS, Run, Target
from scraper.extraction.video_urls import VideoAddress
from scraper.extraction.vocabulary import EMPTY_BODY, finish

STRONG, EM = frozenset({"strong"}), frozenset({"em"})
HOME = Target("https://clinic.example/")


def html_of(runs):
    block = markup.text_block("p", runs)
    return etree.tostring(block, method="html", encoding="unicode")


def body_of(*blocks, source=""):
    root = markup.element("div")
    markup.append(root, *blocks)
    ledger = Ledger()
    ledger.source([source])
    return finish(root, ledger)


def paragraph(text, **attributes):
    block = markup.text_block("p", [Run(text)])
    for name, value in attributes.items():
        block.set(name.replace("_", "-"), value)
    return block


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([Run("a", STRONG), Run("b", STRONG)], "<p><strong>ab</strong></p>"),
        ([Run("a", STRONG), Run(" ", EM), Run("b")], "<p><strong>a</strong> b</p>"),
        ([Run("a", STRONG), Run(" "), Run("b", STRONG)], "<p><strong>a b</strong></p>"),
        ([Run("a", STRONG), Run(" ", STRONG), Run("b", STRONG | EM)], "<p><strong>a <em>b</em></strong></p>"),
        (
            [Run("see ", link=HOME), Run("us", STRONG, HOME)],
            '<p><a href="https://clinic.example/">see <strong>us</strong></a></p>',
        ),
        ([Run("us", frozenset({"u"}), HOME)], '<p><a href="https://clinic.example/">us</a></p>'),
        ([Run("  a"), Run("b  ")], "<p>ab</p>"),
        ([Run("\n"), Run("a\n b"), Run("\n\n")], "<p>a<br>\nb</p>"),
        ([Run("a\u2028b")], "<p>a<br>\nb</p>"),
        ([Run("x"), Run("2", frozenset({"sup", "em"}))], "<p>x<em><sup>2</sup></em></p>"),
        ([Run("a\x00\ufeffb\u200b")], "<p>ab</p>"),
    ],
)
def test_runs_become_the_shortest_html(runs, expected):
    assert html_of(runs) == expected


RUNS = st.lists(
    st.builds(
        Run,
        st.text(st.sampled_from("ab \n\u200b\u00a0é漢\x00"), max_size=6),
        st.frozensets(st.sampled_from([*MARKS[:-1], "span:#9f2525"]), max_size=3),
        st.sampled_from([None, HOME, Target("#here", "nofollow")]),
    ),
    max_size=12,
)


@given(RUNS)
def test_no_character_is_lost_and_none_is_invented(runs):
    block = markup.text_block("p", runs)

    written = "".join(block.itertext())
    assert "".join(written.split()) == "".join(clean("".join(run.text for run in runs)).split())
    assert not any(child.tag == "strong" and not "".join(child.itertext()).strip() for child in block.iter())


def test_text_of_neighbours_is_never_glued():
    body = body_of(paragraph("one"), markup.text_block("p", [Run("two\nthree")]), paragraph("four"))

    assert body.text == "one two three four"
    assert body.html == "<p>one</p>\n<p>two<br>\nthree</p>\n<p>four</p>\n"


def test_an_image_carries_what_the_page_says_of_it():
    picture = Picture("https://m.example/a.jpg", "https://m.example/a.jpg/small", "A hand", 30, 20, "hand.jpg")
    figure = figures.image_figure(picture, HOME, [Run("A "), Run("caption", EM)])

    body = body_of(figure)

    (image,) = body.images
    assert (image.url, image.seen_url, image.alt, image.caption) == (
        "https://m.example/a.jpg",
        "https://m.example/a.jpg/small",
        "A hand",
        "A caption",
    )
    assert (image.width, image.height, image.filename) == (30, 20, "hand.jpg")
    assert body.links == ("https://clinic.example/",)
    assert body.html == (
        '<figure><a href="https://clinic.example/"><img src="https://m.example/a.jpg" alt="A hand" width="30" '
        'height="20"></a>\n<figcaption>A <em>caption</em></figcaption>\n</figure>\n'
    )


def test_alt_that_nobody_stated_is_not_an_empty_one():
    unstated, decorative = Picture("https://m.example/a.jpg"), Picture("https://m.example/b.jpg", alt="")

    body = body_of(figures.image_figure(unstated), figures.image_figure(decorative))

    assert [image.alt for image in body.images] == [None, ""]
    assert body.html.count('alt=""') == 2


def test_videos_files_and_frames_are_listed_with_their_facts():
    youtube = VideoAddress("https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube.com/embed/abcdefghijk")
    unknown = VideoAddress("https://videos.example/7", None)

    body = body_of(
        figures.video_figure(
            youtube, seen="https://youtu.be/abcdefghijk", poster="https://m.example/p.jpg", title="Needles"
        ),
        figures.video_figure(unknown),
        figures.file_link("https://clinic.example/_files/ugd/a.pdf", "Price list.pdf", "application/pdf", 2048),
        figures.frame_figure("https://maps.example/embed", "Map"),
        figures.audio_figure("https://static.wixstatic.com/mp3/a.mp3", "A talk"),
    )

    assert [(v.url, v.seen_url, v.poster, v.title) for v in body.videos] == [
        (youtube.url, "https://youtu.be/abcdefghijk", "https://m.example/p.jpg", "Needles"),
        ("https://videos.example/7", None, None, None),
    ]
    (file,) = body.files
    assert (file.url, file.name, file.mime, file.size) == (
        "https://clinic.example/_files/ugd/a.pdf",
        "Price list.pdf",
        "application/pdf",
        2048,
    )
    assert body.embeds == ("https://maps.example/embed", "https://static.wixstatic.com/mp3/a.mp3")
    assert "data-x-" not in body.html
    assert ">Price list.pdf</a>" in body.html
    assert body.text == ""
    assert body.links == ()


def test_a_document_linked_in_the_text_is_a_file_and_a_link():
    link = Target("https://clinic.example/_files/ugd/a1.pdf?dn=Rates.pdf")

    body = body_of(markup.text_block("p", [Run("our rates", link=link)]))

    assert body.links == (link.href,)
    assert [(file.url, file.name) for file in body.files] == [("https://clinic.example/_files/ugd/a1.pdf", "Rates.pdf")]


def test_hashtags_are_named_as_they_are_shown():
    shown = Target("https://clinic.example/blog/hashtags/Cupping-2")
    hidden = Target("https://clinic.example/blog/search/.hash.%E9%87%9D%E7%81%B8")

    body = body_of(markup.text_block("p", [Run("#Cupping", link=shown), Run(" "), Run("more", link=hidden)]))

    assert body.hashtags == ("Cupping", "針灸")


def test_links_within_the_body_find_their_places():
    body = body_of(
        markup.text_block(
            "p", [Run("below", link=Target("#viewer-b2")), Run(" "), Run("gone", link=Target("#viewer-x"))]
        ),
        paragraph("not named", data_x_ids="viewer-a1"),
        paragraph("named", data_x_ids="viewer-spacer viewer-b2"),
    )

    assert '<a href="#viewer-b2">below</a> gone' in body.html
    assert '<p id="viewer-b2">named</p>' in body.html
    assert "viewer-a1" not in body.html
    assert body.links == ()
    assert body.fidelity.degraded == ("link: its target is not in the body",)


def test_direction_is_stated_where_it_changes():
    rtl_list = markup.element("ul")
    markup.append(rtl_list, markup.text_block("li", [Run("قائمة")]), markup.text_block("li", [Run("English item")]))

    body = body_of(paragraph("مرحبا hello", style="text-align:right"), paragraph("hello"), rtl_list)

    assert body.html == (
        '<p dir="rtl">مرحبا hello</p>\n<p dir="ltr">hello</p>\n'
        '<ul dir="rtl"><li>قائمة</li>\n<li dir="ltr">English item</li>\n</ul>\n'
    )


def test_alignment_stays_only_where_it_says_something():
    body = body_of(paragraph("a", style="text-align:left"), paragraph("b", style="text-align:center"))

    assert body.html == '<p>a</p>\n<p style="text-align:center">b</p>\n'


def test_leading_header_rows_make_the_head():
    rows = []
    for tags in (("th", "th"), ("th", "td")):
        row = markup.element("tr")
        markup.append(row, *(markup.text_block(tag, [Run(tag)]) for tag in tags))
        rows.append(row)

    table = etree.tostring(markup.table(rows), method="html", encoding="unicode")

    assert re.sub(r"\s", "", table) == (
        "<table><thead><tr><th>th</th><th>th</th></tr></thead><tbody><tr><th>th</th><td>td</td></tr></tbody></table>"
    )


def test_a_missing_character_is_an_issue_unless_it_is_accounted_for():
    lost = body_of(paragraph("abc"), source="abcdef")
    doubled = body_of(paragraph("abcabc"), source="abc")

    assert [issue.code for issue in lost.issues] == ["text-lost"]
    assert "3 characters" in lost.issues[0].message
    assert lost.fidelity.unexplained_chars == doubled.fidelity.unexplained_chars == 3
    assert [issue.code for issue in doubled.issues] == ["text-doubled"]

    ledger = Ledger()
    ledger.source(["abc"])
    ledger.dropped("form field", "forms do not work elsewhere")
    ledger.excused(["de", " f"])
    fidelity, issues = ledger.close("abc")
    assert issues == ()
    assert (fidelity.source_chars, fidelity.kept_chars, fidelity.dropped_chars) == (6, 3, 3)
    assert fidelity.dropped == ("form field: forms do not work elsewhere",)


def test_the_account_says_a_lost_colour_once():
    ledger = Ledger()
    ledger.undecorated("colour")
    ledger.undecorated("colour")
    ledger.degraded("video", "address")

    fidelity, _ = ledger.close("")

    assert fidelity.degraded == ("video: address", "text: colour")


def test_characters_are_counted_without_white_space():
    assert count_characters(" a\u00a0b\n漢 ") == 3
    assert clean("a\u3164b\x0bc") == "a b\nc"


def test_the_empty_body_is_empty():
    assert EMPTY_BODY.html == EMPTY_BODY.text == ""
    assert EMPTY_BODY.fidelity.source_chars == 0
