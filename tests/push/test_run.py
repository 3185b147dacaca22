"""A push against the fake: what arrives, twice, interrupted, refused, in a dry run."""

import asyncio
import json
from dataclasses import replace

import pytest

from pipelines.corpus import Corpus
from scraper.exceptions import ArgumentError, StoreError
from scraper.push.credentials import Credentials
from scraper.push.ledger import FILE
from scraper.push.report import Report
from scraper.push.run import Push
from scraper.repeats import Retries
from tests.pipelines.records import IMAGE, SITE
from tests.push.conftest import PDF, records, write
from tests.push.fake import PASSWORD, USER, Fault

EVERYTHING = {"category": 1, "tag": 1, "media": 2, "page": 1, "post": 3, "biography": 1, "comment": 2}
NAMES = "rest_comment_author_data_required"


def push(store, wordpress, *, dry_run=False, password=PASSWORD, target="", retries=None, **more):
    report = Report(dry_run=dry_run)
    job = Push(
        folder=store,
        corpus=Corpus(store),
        target=target or wordpress.url,
        credentials=Credentials(USER, password),
        permalink="/%postname%/",
        retries=retries or Retries(2, 0.01, 0.05),
        **more,
    )
    asyncio.run(asyncio.wait_for(job.run(report), 60))
    return report


def counted(report, outcome):
    return {kind: found[outcome] for kind, found in report.counts.items() if found[outcome]}


def rows(wordpress, kind):
    return {row.get("slug") or row["author_name"]: row for row in wordpress.rows[kind]}


def test_everything_arrives(store, wordpress):
    wordpress.meta = ("wix_views",)

    report = push(store, wordpress)

    assert report.whole, report
    assert counted(report, "created") == EVERYTHING
    picture, plan = wordpress.rows["media"]
    if picture["alt_text"] != "Cup":  # files come in the order of their addresses
        picture, plan = plan, picture
    assert (picture["file"], picture["title"]) == ("茶 杯.png", {"raw": "茶 杯.png"})
    posts = rows(wordpress, "posts")
    found = posts["sleep-well"]
    assert found["title"]["raw"] == "Sleep well, 睡得好"
    assert (found["status"], found["date_gmt"]) == ("publish", "2024-03-05T01:30:00")
    assert found["featured_media"] == picture["id"]
    assert found["categories"] == [rows(wordpress, "categories")["q-a"]["id"]]
    assert found["tags"] == [rows(wordpress, "tags")["tea"]["id"]]
    assert found["meta"] == {"wix_views": "1200"}
    assert f'<!-- wp:image {{"id":{picture["id"]},' in found["content"]["raw"]
    assert f'src="{picture["source_url"]}"' in found["content"]["raw"]
    assert f'href="/sleep-well/">Sleep</a> <a href="{plan["source_url"]}"' in posts["walk-more"]["content"]["raw"]
    assert posts["draft"]["status"] == "draft"
    assert rows(wordpress, "pages")["author-mei"]["status"] == "draft"
    comments = rows(wordpress, "comments")
    assert comments["Anonymous"]["parent"] == comments["Ann"]["id"]
    assert comments["Ann"]["content"]["raw"] == "I say a &amp; &lt;b&gt;"
    assert comments["Ann"]["date_gmt"] == "2024-03-07T01:00:00"
    assert any("rank_math_title 3" in note and "wix_views" not in note for note in report.notes)
    assert any("Mei Lam are put under 'Editor'" in note for note in report.notes)


def test_links_of_a_site_in_a_folder_lead_into_it(store, wordpress):
    wordpress.folder = "/blog"

    report = push(store, wordpress, target=f"{wordpress.url}/blog")

    assert report.whole
    assert 'href="/blog/sleep-well/">Sleep</a>' in rows(wordpress, "posts")["walk-more"]["content"]["raw"]
    assert not any("other addresses" in note for note in report.notes)


def test_a_site_without_permalinks_is_asked_by_its_other_address(store, wordpress):
    wordpress.pretty = False

    report = push(store, wordpress)
    again = push(store, wordpress)

    assert report.whole, report
    assert counted(report, "created") == counted(again, "unchanged") == EVERYTHING


def test_another_account_takes_nothing_over(store, wordpress):
    push(store, wordpress)
    (store / FILE).unlink()
    for row in (*wordpress.rows["posts"], *wordpress.rows["pages"]):
        row["author"] = 5

    report = push(store, wordpress)

    assert counted(report, "unchanged") == EVERYTHING
    assert {row["author"] for row in wordpress.rows["posts"]} == {5}


def test_addresses_that_are_not_those_of_links_are_told(store, wordpress):
    target, wordpress.url = wordpress.url, f"{wordpress.url}/post"

    report = push(store, wordpress, target=target)

    said = "3 stand at other addresses than links lead to (first: /post/about/ instead of /about/): set the same"
    assert any(note.startswith(said) for note in report.notes), report.notes


def test_a_second_push_sends_nothing(store, wordpress):
    push(store, wordpress)
    wordpress.asked.clear()

    report = push(store, wordpress)

    assert counted(report, "unchanged") == EVERYTHING
    assert wordpress.posts() == []


def test_without_its_state_it_finds_everything_again(store, wordpress):
    push(store, wordpress)
    state = json.loads((store / FILE).read_text())
    (store / FILE).unlink()
    wordpress.asked.clear()

    report = push(store, wordpress)

    assert counted(report, "unchanged") == EVERYTHING
    assert wordpress.posts() == []
    assert json.loads((store / FILE).read_text()) == state


def test_only_what_changed_is_sent(store, wordpress):
    push(store, wordpress)
    wordpress.asked.clear()
    write(store, [replace(r, title="Rest well") if r.url == f"{SITE}/post/sleep-well" else r for r in records()])

    report = push(store, wordpress)

    assert counted(report, "updated") == {"post": 1}
    [route] = wordpress.posts()
    assert route == f"/wp/v2/posts/{rows(wordpress, 'posts')['sleep-well']['id']}"
    assert rows(wordpress, "posts")["sleep-well"]["title"]["raw"] == "Rest well"


def test_other_bytes_of_a_file_are_sent_anew(store, wordpress):
    push(store, wordpress)
    write(store, [replace(r, sha256="cc") if r.url == IMAGE else r for r in records()])

    report = push(store, wordpress)

    assert counted(report, "created") == {"media": 1}
    assert counted(report, "updated") == {"post": 1}  # which shows it
    new = wordpress.rows["media"][-1]
    assert new["source_url"] in rows(wordpress, "posts")["sleep-well"]["content"]["raw"]


def test_what_was_deleted_there_and_changed_here_is_made_again(store, wordpress):
    push(store, wordpress)
    wordpress.rows["pages"].clear()
    write(store, [replace(r, title="About us") if r.url == f"{SITE}/about" else r for r in records()])

    report = push(store, wordpress)

    assert counted(report, "created") == {"page": 1}
    assert [row["title"]["raw"] for row in wordpress.rows["pages"]] == ["About us"]


def test_a_post_of_the_same_slug_but_another_date_is_somebody_elses(store, wordpress):
    own = {"id": 900, "slug": "sleep-well", "date_gmt": "2020-01-01T00:00:00", "title": {"raw": "Mine"}}
    wordpress.rows["posts"].append(own)

    report = push(store, wordpress)

    assert counted(report, "created")["post"] == 3
    assert own["title"] == {"raw": "Mine"}


def test_a_creation_whose_answer_is_lost_makes_no_copy(store, wordpress):
    wordpress.fail("Sleep well", lose=True, times=1)
    wordpress.fail("plan.pdf", lose=True, times=1)
    wordpress.fail("I say a", lose=True, times=1)

    report = push(store, wordpress)

    assert report.whole, report
    assert [len(wordpress.rows[kind]) for kind in ("posts", "media", "comments")] == [3, 2, 2]


def test_a_dry_run_only_asks(store, wordpress):
    report = push(store, wordpress, dry_run=True, create_users=True)

    assert counted(report, "created") == {**EVERYTHING, "user": 1}
    assert {method for method, _ in wordpress.asked} == {"GET"}
    assert not (store / FILE).exists()


def test_a_dry_run_says_what_would_change(store, wordpress):
    push(store, wordpress)
    state = (store / FILE).read_bytes()
    wordpress.asked.clear()
    write(store, [replace(r, title="Rest well") if r.url == f"{SITE}/post/sleep-well" else r for r in records()])

    report = push(store, wordpress, dry_run=True)

    assert counted(report, "updated") == {"post": 1}
    assert wordpress.posts() == []
    assert (store / FILE).read_bytes() == state


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


# --- writers ---


def test_a_writer_is_the_user_of_that_name(store, wordpress):
    wordpress.rows["users"].append({"id": 77, "name": "MEI LAM", "slug": "m"})

    report = push(store, wordpress)

    assert {row["author"] for row in wordpress.rows["posts"]} == {77}
    assert not any("pushing account" in note for note in report.notes)


def test_users_are_made_if_asked_for(store, wordpress):
    report = push(store, wordpress, create_users=True)
    again = push(store, wordpress, create_users=True)

    [user] = wordpress.rows["users"]
    assert (user["username"], user["description"], user["roles"]) == ("mei", "Mei listens.", ["author"])
    assert user["email"].endswith(".invalid")
    assert {row["author"] for row in wordpress.rows["posts"]} == {user["id"]}
    assert user["password"] not in (store / FILE).read_text()
    assert counted(report, "created")["user"] == 1
    assert "user" not in again.counts


def test_who_may_not_make_users_is_told(store, wordpress):
    wordpress.rights.remove("create_users")

    report = push(store, wordpress, create_users=True)

    assert report.refused == {"user Mei Lam": "the account may not create users"}
    assert {row["author"] for row in wordpress.rows["posts"]} == {1}


# --- what nothing can be sent for ---


def test_wrong_credentials(store, wordpress):
    with pytest.raises(
        ArgumentError, match=r"does not take the credentials \(401 incorrect_password\): WORDPRESS_USER"
    ):
        push(store, wordpress, password="wrong-password")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("invalid_username", r"does not take the credentials \(401 invalid_username\)"),
        ("application_passwords_disabled_for_user", "application passwords are switched off there, or for this"),
    ],
)
def test_credentials_that_are_refused_at_the_first_question(store, wordpress, code, said):
    wordpress.faults.append(_get("", status=401, body={"code": code}))

    with pytest.raises(ArgumentError, match=said):
        push(store, wordpress)


def test_application_passwords_that_are_switched_off(store, wordpress):
    wordpress.passwords = False

    with pytest.raises(ArgumentError, match="application passwords are switched off there"):
        push(store, wordpress)


def test_a_server_that_drops_the_password(store, wordpress):
    wordpress.faults.append(_get("users/me", status=401, body={"code": "rest_not_logged_in"}))

    with pytest.raises(ArgumentError, match="drops the header Authorization"):
        push(store, wordpress)


def test_no_rest_api(store, wordpress):
    wordpress.faults.append(_get("", status=404, body="<h1>Not found</h1>"))

    with pytest.raises(ArgumentError, match=r"has no REST API of WordPress \(404\)"):
        push(store, wordpress)


def test_a_site_that_lives_elsewhere(store, wordpress):
    wordpress.faults.append(_get("", status=301, body="", headers={"Location": "https://www.new.example/wp-json/"}))

    with pytest.raises(ArgumentError, match=r"it leads to https://www\.new\.example/wp-json/: give that address with"):
        push(store, wordpress)


@pytest.mark.parametrize(("right", "said"), [("upload_files", "upload files"), ("edit_posts", "write posts")])
def test_a_missing_right(store, wordpress, right, said):
    wordpress.rights.remove(right)

    with pytest.raises(ArgumentError, match=f"the account 'Editor' may not {said} there: use one with the role Editor"):
        push(store, wordpress)


def test_nobody_is_there(store, wordpress):
    with pytest.raises(ArgumentError, match="cannot connect"):
        push(store, wordpress, target="http://127.0.0.1:9")


@pytest.mark.parametrize("text", ["{", "[]", '{"targets": {"URL": {"items": {"post x": {"number": 1}}}}}'])
def test_a_damaged_state(store, wordpress, text):
    (store / FILE).write_text(text.replace("URL", wordpress.url))

    with pytest.raises(StoreError, match="mend or remove it"):
        push(store, wordpress)

    assert wordpress.posts() == []


def _get(part, **facts):
    return Fault(lambda method, route, given: method == "GET" and part in route, **facts)
