import pytest

from pipelines.validate import ValidatePipeline, validate
from scraper.items import Author, Category, Comment, Contact, Issue, Media, Page, Site, Tag
from tests.pipelines.records import SITE, every_type, post
from tests.pipelines.stages import run


def codes(record):
    return [(issue.field, issue.code) for issue in validate(record).issues]


@pytest.mark.parametrize("record", [record for record in every_type() if record.url != f"{SITE}/post/sleep-well#c1"])
def test_a_sound_record_is_returned_itself(record):
    assert validate(record) is record


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": None}, ("title", "missing")),
        ({"title": ""}, ("title", "missing")),
        ({"slug": None}, ("slug", "missing")),
        ({"published_at": None}, ("published_at", "missing")),
        ({"body_html": None}, ("body_html", "missing")),
        ({"title": "sleep-well"}, ("title", "title-is-slug")),
        ({"published_at": "2024-05-01T00:00:00+00:00"}, ("published_at", "published-after-modified")),
        ({"modified_at": "2026-06-01T00:00:00+00:00"}, ("modified_at", "future-date")),
        ({"views": -1}, ("views", "negative-count")),
        ({"likes": 2**60}, ("likes", "implausible-count")),
        ({"body_text": "top of page Habits"}, ("body_text", "page-frame-in-body")),
        ({"body_text": "Habits bottom of page"}, ("body_text", "page-frame-in-body")),
        ({"body_text": "", "images": ()}, ("body_text", "empty-body")),
        ({"excerpt": "word " * 40, "images": ()}, ("body_html", "short-body")),
    ],
)
def test_what_is_wrong_with_a_post(fields, expected):
    assert codes(post(**fields)) == [expected]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "acupuncture", "slug": "acupuncture"},
        {"published_at": "2024-04-01T00:00:00+00:00", "modified_at": "2024-04-01T00:00:00.250+00:00"},
        {"published_at": "2024-04-01T00:00:00.250+00:00", "modified_at": "2024-04-01T00:00:00.250+00:00"},
        {"modified_at": None},
        {"status": "draft", "published_at": None, "slug": None, "body_html": None, "body_text": None},
        {"status": "scheduled", "published_at": "2099-01-01T00:00:00+00:00"},
        {"status": "unpublished", "published_at": "2024-05-01T00:00:00+00:00"},
        {"fetched_at": None, "modified_at": "2099-01-01T00:00:00+00:00"},
        {"views": 0},
        {"body_text": "We stood on top of page towers, then at the bottom of pages."},
        {"excerpt": "word " * 40},
        {"excerpt": "short", "images": ()},
    ],
    ids=str,
)
def test_what_is_nothing_wrong(fields):
    assert codes(post(**fields)) == []


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Page(url=SITE), [("title", "missing"), ("body_html", "missing")]),
        (Author(url=SITE), [("name", "missing")]),
        (Author(url=SITE, name="Mei", posts=-1), [("posts", "negative-count")]),
        (Category(url=SITE, label="", slug="a"), [("label", "missing")]),
        (Tag(url=SITE, label="a", slug=""), [("slug", "missing")]),
        (Comment(url=SITE, post_url=SITE, id="1"), [("text", "missing"), ("published_at", "missing")]),
        (Media(url="", source_url=""), [("source_url", "missing")]),
        (Site(url=SITE), [("name", "missing")]),
        (Contact(url=SITE, kind="email", value=""), [("value", "missing")]),
        (Contact(url=SITE, kind="email", value="mei@clinic"), [("value", "broken-email")]),
        (Contact(url=SITE, kind="email", value="mei lam@clinic.example"), [("value", "broken-email")]),
        (Contact(url=SITE, kind="phone", value="2555 0123"), [("value", "broken-phone")]),
        (Contact(url=SITE, kind="whatsapp", value="+85225550123"), []),
        (Contact(url=SITE, kind="email", value="info@mysite.com", placeholder=True), [("value", "placeholder")]),
        (Contact(url=SITE, kind="hours", value="Mo-Fr 9-17"), []),
    ],
    ids=str,
)
def test_what_is_wrong_with_other_records(record, expected):
    assert codes(record) == expected


def test_an_issue_that_is_there_already_is_not_doubled():
    known = Issue(field="title", code="missing", message="Said before.")

    assert validate(post(title=None, issues=(known,))).issues == (known,)


def test_validating_twice_is_validating_once():
    once = validate(post(title=None, views=-1))

    assert validate(once) is once


def test_messages_are_sentences_on_one_line():
    record = validate(post(title=None, views=-1, body_text="top of page", modified_at="2099-01-01T00:00:00+00:00"))

    assert len(record.issues) == 4
    assert all(issue.message.endswith(".") and "\n" not in issue.message for issue in record.issues)


def test_the_stage_counts_all_issues_of_all_stages():
    earlier = Issue(field="", code="sources-disagree", message="x")

    out, stats = run(ValidatePipeline, post(title=None, issues=(earlier,)), post(), {"a": 1})

    assert len(out) == 3
    assert stats == {
        "validate/post/checked": 2,
        "validate/record/sources-disagree": 1,
        "validate/title/missing": 1,
    }


def test_the_blogs_own_page_need_not_have_a_body():
    blog, page = (validate(Page(url=f"{SITE}/x", title="X", kind=kind)) for kind in ("blog", "about"))

    assert "body_html" not in {issue.field for issue in blog.issues}
    assert "body_html" in {issue.field for issue in page.issues}
