import pytest

from pipelines.sanitise import SanitisePipeline, sanitise
from scraper.items import Page
from tests.pipelines.records import SITE, post
from tests.pipelines.stages import run


def test_a_clean_body_is_returned_itself():
    record = post(body_html="<p>A <strong>b</strong></p>")

    assert sanitise(record) is record


@pytest.mark.parametrize("body", [None, ""])
def test_no_body_is_no_trouble(body):
    record = post(body_html=body)

    assert sanitise(record) is record


def test_what_is_removed_is_an_issue():
    done = sanitise(post(body_html="<p onclick=a>x</p><script>1</script><script>2</script>"))

    assert done.body_html == "<p>x</p>"
    assert [(issue.field, issue.code) for issue in done.issues] == [("body_html", "sanitised")]
    assert done.issues[0].message == "Removed from the body: script (2), onclick of p (1)."


def test_a_body_full_of_debris_is_one_sentence():
    done = sanitise(post(body_html="<p>" + "".join(f"<x-{i}>" for i in range(12))))

    assert done.issues[0].message.endswith(" and 4 more.")


def test_another_way_of_writing_the_same_is_no_issue():
    done = sanitise(
        post(body_html="<p>a&#38;b<br/>\u00a0c</p><iframe src='https://vimeo.com/1' allowfullscreen></iframe>")
    )

    assert done.issues == ()
    assert done.body_html.startswith("<p>a&amp;b<br>")


def test_control_characters_do_not_come_back_through_references():
    assert sanitise(post(body_html="<p>a&#8;b&#x1F;</p>")).body_html == "<p>ab</p>"


def test_sanitising_twice_is_sanitising_once():
    once = sanitise(post(body_html="<p>a<p>\u0338b<script>x</script>&nbsp;"))

    assert sanitise(once) is once


def test_the_stage_sanitises_posts_and_pages():
    page = Page(url=SITE, body_html="<p>a<script>b</script></p>")

    out, stats = run(SanitisePipeline, page, post(), {"body_html": "<script>"})

    assert out[0].body_html == "<p>a</p>"
    assert out[1:] == [post(), {"body_html": "<script>"}]
    assert stats == {"sanitise/body_html/changed": 1}
