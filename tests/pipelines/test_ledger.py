"""Stage 550: what the reader gave is what is stored, to the character."""

import pytest

from pipelines.ledger import account, text_of
from scraper.items import Page, Post

URL = "https://x.example/post/tea"
PICTURE = "https://static.wixstatic.com/media/a.jpg"


def post(html, text, **given):
    return Post(url=URL, body_html=html, body_text=text, **given)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Tea &amp; <b>rest</b></p>\n<p>針灸</p>\n", "Tea & rest 針灸"),
        ('<p title="a &gt; b">١٢٣ تعليق</p>', "١٢٣ تعليق"),
        ('<p><a class="file" href="x.pdf">plan.pdf</a> as told</p>', "as told"),
        ('<figure class="missing" data-kind="file"><figcaption>plan.pdf</figcaption></figure><p>a</p>', "a"),
        ('<figure class="video"><a href="https://x.example/v">https://x.example/v</a></figure><p>a</p>', "a"),
        ("<p>👩‍👧 한국어</p>", "👩‍👧 한국어"),
        ("", ""),
    ],
)
def test_a_whole_body_has_no_issue(html, text):
    record = post(html, text)

    assert account(record) is record


@pytest.mark.parametrize(
    ("html", "text", "number"),
    [("<p>Te</p>", "Tea", 1), ("<p>Teb</p>", "Tea", 1), ("<p></p>", "針灸師", 3), ("<p>a</p>", "a a a", 2)],
)
def test_every_character_that_a_stage_lost_is_an_issue(html, text, number):
    (issue,) = account(post(html, text)).issues

    assert (issue.field, issue.code) == ("body_html", "text-lost-in-stage")
    assert issue.message.startswith(f"{number} characters were lost")


def test_a_picture_that_a_stage_lost_is_an_issue():
    (issue,) = account(post("<p>Tea</p>", "Tea", images=(PICTURE,))).issues

    assert (issue.field, issue.code) == ("images", "medium-lost-in-stage")
    assert PICTURE in issue.message


def test_addresses_with_ampersands_are_found_in_the_markup():
    body = '<figure class="embed"><iframe src="https://x.example/?a=1&amp;b=2"></iframe></figure>'
    record = Page(url=URL, body_html=body, body_text="", embeds=("https://x.example/?a=1&b=2",))

    assert account(record) is record


def test_text_in_attributes_does_not_count():
    assert text_of('<img alt="a cup" src="x"><p>tea</p>') == "tea"
