"""A push against a WordPress that is busy, that is down, or that refuses some of what it is sent."""

import json
from dataclasses import replace

import pytest

from scraper.push.ledger import FILE
from scraper.repeats import Retries
from tests.pipelines.records import SITE
from tests.push.conftest import PDF, records, write
from tests.push.fake import Fault
from tests.push.pushing import counted, push, rows

NAMES = "rest_comment_author_data_required"


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_server_is_asked_again_when_it_said(store, wordpress, status):
    wordpress.fail("/posts", status=status, body="busy", headers={"Retry-After": "0"}, times=2)

    # Without heeding Retry-After this would take hours, and be cut off.
    report = push(store, wordpress, retries=Retries(2, 9_999, 9_999))

    assert report.whole, report
    assert len(wordpress.rows["posts"]) == 3


def test_repeats_are_bounded_and_the_rest_goes_on(store, wordpress):
    wordpress.fail("Sleep well", status=500, body="<p>There has been a critical error</p>")

    report = push(store, wordpress)

    assert wordpress.posts().count("/wp/v2/posts") == 2 + 3
    assert report.refused == {
        f"post {SITE}/post/sleep-well": "the server says 500",
        **{f"comment {SITE}/post/sleep-well#comment-{name}": "its post is not there" for name in "ab"},
    }
    assert counted(report, "created")["post"] == 2


def test_a_site_that_is_down_ends_the_push_and_a_later_one_goes_on(store, wordpress):
    wordpress.faults.append(Fault(lambda _, route, __: route.endswith(("/posts", "/pages")), 503, "down"))

    first = push(store, wordpress)
    wordpress.faults.clear()
    second = push(store, wordpress)

    assert first.stopped.endswith("does not answer (the server says 503): push again later, it goes on from here")
    assert not first.whole
    assert second.whole
    assert counted(second, "unchanged") == {"category": 1, "tag": 1, "media": 2}
    assert [len(wordpress.rows[kind]) for kind in ("posts", "media", "pages")] == [3, 2, 2]


REFUSALS = [
    (
        {"status": 413, "body": "<h1>Request Entity Too Large</h1>"},
        "413: the file is larger than the server takes: ",
    ),
    ({"status": 400, "body": {"code": "rest_upload_no_data", "message": "No data."}}, "raise upload_max_filesize"),
    (
        {"status": 500, "body": {"code": "rest_upload_unknown_error", "message": "Sorry, not this type."}},
        "Sorry, not this type: if the type of the file is not allowed (svg is not), allow it",
    ),
    ({"status": 403, "body": "<h1>Blocked</h1>"}, "403: a firewall or security plugin refused it"),
    ({"status": 403, "body": {"code": "rest_forbidden", "message": "No."}}, "may not upload files: use one with"),
    ({"status": 200, "body": "<b>Warning</b>: strange"}, "the answer is no JSON"),
    ({"status": 200, "body": {"strange": 1}}, "the answer names no id"),
]


@pytest.mark.parametrize(("fault", "said"), REFUSALS, ids=[said[:30] for _, said in REFUSALS])
def test_a_refused_file_is_told_with_what_to_do_and_the_rest_goes_on(store, wordpress, fault, said):
    wordpress.fail("plan.pdf", **fault)

    report = push(store, wordpress)

    assert list(report.refused) == [f"media {PDF}"]
    assert said in report.refused[f"media {PDF}"]
    assert json.loads((store / FILE).read_text())["targets"][wordpress.url]["refused"] == report.refused
    assert wordpress.posts().count("/wp/v2/media") == 2  # each once: what is refused for good is not repeated
    assert PDF in rows(wordpress, "posts")["walk-more"]["content"]["raw"]
    assert len(wordpress.rows["posts"]) == 3


def test_a_file_that_is_gone_is_told(store, wordpress):
    (store / "media" / "documents" / "plan.pdf").unlink()

    report = push(store, wordpress)

    assert report.refused[f"media {PDF}"].endswith("plan.pdf is gone: crawl again")


def test_files_that_were_never_fetched_are_told(store, wordpress):
    write(store, [replace(r, status="listed", path=None) if r.url == PDF else r for r in records()])

    report = push(store, wordpress)

    assert report.whole
    assert any(note.startswith("1 files were never fetched") for note in report.notes)
    assert PDF in rows(wordpress, "posts")["walk-more"]["content"]["raw"]


def test_an_address_that_wordpress_demands_of_commenters_is_lent_for_a_moment(store, wordpress):
    wordpress.fail("'author_email': ''", status=400, body={"code": NAMES, "message": "E-mail!"}, times=1)

    report = push(store, wordpress)

    assert report.whole, report
    assert [row["author_email"] for row in wordpress.rows["comments"]] == ["", ""]
    assert [row["author_name"] for row in wordpress.rows["comments"]] == ["Ann", "Anonymous"]


def test_who_may_not_moderate_is_told_so_once(store, wordpress):
    wordpress.rights.remove("moderate_comments")

    report = push(store, wordpress)

    assert report.refused == {"comments": "all 2: the account may not moderate comments, use an Editor's"}
