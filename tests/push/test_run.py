"""A push against the fake: what arrives, what a second one sends, what a dry run says."""

import json
from dataclasses import replace

from scraper.push.ledger import FILE
from tests.pipelines.records import IMAGE, SITE
from tests.push.conftest import records, write
from tests.push.pushing import EVERYTHING, counted, push, rows


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
