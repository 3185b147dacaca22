"""The owner's key through the real command: what it adds, how it merges, drafts, and all again from the archive."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from tests.crawling import Crawl, crawl
from tests.replica import Site, serve
from tests.replica.owner import KEY, SITE_ID, owned
from tests.replica.truth import body_text, comment_text

if TYPE_CHECKING:
    from tests.replica.owner import Owner
    from tests.replica.server import Logged, Running

SITE = owned(Site.build(seed=83, posts=10, faults=False))
TRUTH = {row["path"].lstrip("/"): row for row in SITE.truth()}
ENV = {"WIX_API_KEY": KEY, "WIX_SITE_ID": SITE_ID}


def owner() -> Owner:
    assert SITE.owner is not None
    return SITE.owner


@dataclass(frozen=True)
class Done:
    """The same site with the key, from its archive without, and as the public sees it."""

    keyed: Crawl
    archived: Crawl
    asked: list[Logged]
    base: str


def with_key(running: Running, *settings: str, **given: Any) -> dict[str, Any]:
    """Arguments of :func:`crawl` for a crawl with the owner's key."""
    base = f"WIX_API_BASE={running.origin}"
    return {"url": running.url, "settings": (base, *settings), "more_env": ENV, **given}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("owner")
    with serve(SITE) as running:
        keyed = crawl(folder / "keyed", **with_key(running))
        asked, base = list(running.requests), running.url
    # The server is gone, and no key is in the environment.
    archived = crawl(folder / "archived", archive=keyed.folder / "archive")
    return Done(keyed, archived, asked, base)


def _posts(got: Crawl, *statuses: str) -> dict[str, dict[str, Any]]:
    return {unquote(path): row for path, row in got.posts().items() if row["status"] in statuses}


def _calls(asked: list[Logged], part: str) -> list[Logged]:
    return [logged for logged in asked if logged.target.startswith(part)]


# --- posts ---


def test_the_crawl_is_complete_and_says_nothing_of_the_key(done: Done) -> None:
    assert done.keyed.status == 0, done.keyed.stdout + done.keyed.stderr
    assert done.keyed.site()["issues"] == []
    assert len(_calls(done.asked, "/blog/v3/posts/query")) == 1
    assert _posts(done.keyed, "published").keys() >= TRUTH.keys()


@pytest.mark.parametrize("name", ["views", "comments", "likes"])
def test_counters_are_exact_where_pages_show_placeholders(done: Done, name: str) -> None:
    got = {path: row for path, row in _posts(done.keyed, "published").items() if path in TRUTH}

    assert any(row[name] is None for row in TRUTH.values())  # what the pages alone tell
    assert {path: row[name] for path, row in got.items()} == {p: row[f"real_{name}"] for p, row in TRUTH.items()}
    assert {row["sources"][name] for row in got.values()} == {"owner api"}


@pytest.mark.parametrize("name", ["title", "author", "excerpt", "categories", "tags", "body_text", "internal_id"])
def test_every_post_is_what_the_owner_wrote(done: Done, name: str) -> None:
    got = _posts(done.keyed, "published")

    assert {path: got[path][name] for path in TRUTH} == {path: row[name] for path, row in TRUTH.items()}


def test_the_owners_api_is_heard_first_and_what_it_lacks_comes_from_the_page(done: Done) -> None:
    rows = [_posts(done.keyed, "published")[path] for path in TRUTH]

    for row in rows:
        assert row["sources"]["published_at"] == row["sources"]["title"] == "owner api"
        assert row["sources"]["body_html"] == "owner api ricos"
        assert row["seo"]["canonical"]  # only a page states it
    assert {row["sources"]["author_url"] for row in rows} <= {"json-ld", "profile-link"}
    assert not [i for row in rows for i in row["issues"] if i["code"] == "sources-disagree"]


def test_what_2025s_pages_hide_comes_with_the_key(done: Done) -> None:
    got = {f"/{path}": row for path, row in _posts(done.keyed, "published").items()}
    for row in SITE.truth():
        assert got[row["path"]]["images"] == row["images"]
        assert [url.rsplit("/", 1)[-1] for url in got[row["path"]]["files"]] == row["files"]


def test_a_post_without_a_page_is_stored_from_the_api_alone(done: Done) -> None:
    [hidden] = owner().hidden
    row = done.keyed.posts()[hidden.path.lstrip("/")]

    assert (row["title"], row["views"], row["author"]) == (hidden.title, hidden.views, hidden.author.name)
    assert row["body_text"] == body_text(hidden.blocks)
    assert [issue["code"] for issue in row["issues"]] == ["no-public-page"]
    assert "404" in row["issues"][0]["message"]
    assert done.keyed.site()["counts"]["posts_missing"] == 0
    assert any(hidden.path in url for media in done.keyed.items("media") for url in media["used_by"])


def test_changes_that_are_not_published_are_said(done: Done) -> None:
    changed = [row for row in done.keyed.items("post") if "unpublished-changes" in {i["code"] for i in row["issues"]}]

    assert [row["post_id"] for row in changed] == list(owner().changed)


def test_the_page_api_is_not_asked_for_what_the_owners_api_has_said(done: Done) -> None:
    adapter = "/_api/blog-frontend-adapter-public/v2/"

    assert _calls(done.asked, adapter + "post-feed-page")
    assert _calls(done.asked, adapter + "post-page") == []


# --- drafts ---


def test_drafts_come_out_as_drafts(done: Done) -> None:
    got = {row["title"]: row for row in done.keyed.items("post") if row["status"] != "published"}
    want = {d.post.title: d for d in owner().drafts if d.status != "DELETED"}

    assert {title: row["status"] for title, row in got.items()} == dict(
        zip(want, ("draft", "scheduled", "unpublished", "in review"), strict=True)
    )
    for title, row in got.items():
        post = want[title].post
        assert row["url"] == f"{done.base}/#draft:{want[title].id}"
        assert (row["slug"], row["author"], row["body_text"]) == (post.slug, post.author.name, body_text(post.blocks))
        assert [row["views"], row["comments"], row["likes"]] == [None] * 3
    assert not {i["code"] for row in got.values() for i in row["issues"]} & {"missing", "future-date"}


def test_a_scheduled_post_has_the_date_to_come_and_a_draft_none(done: Done) -> None:
    dates = {row["status"]: row["published_at"] for row in done.keyed.items("post") if row["status"] != "published"}

    assert dates["scheduled"] == "2031-03-04T05:06:07+00:00"
    assert dates["draft"] is None
    assert dates["unpublished"]


def test_drafts_are_counted_apart(done: Done) -> None:
    counts = done.keyed.site()["counts"]

    assert counts["posts_stored"] == counts["posts_listed"] == len(TRUTH) + len(owner().hidden)
    assert [counts[f"posts_{status}"] for status in ("draft", "scheduled", "unpublished", "in_review")] == [1] * 4
    writer = owner().drafts[0].post.author.name
    [posts] = [row["posts"] for row in done.keyed.items("author") if row["name"] == writer]
    assert posts == sum(row["author"] == writer for row in _posts(done.keyed, "published").values())


def test_the_table_tells_drafts_from_posts(done: Done) -> None:
    with (done.keyed.folder / "posts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["url"]: row["status"] for row in rows} == {r["url"]: r["status"] for r in done.keyed.items("post")}
    assert len({row["status"] for row in rows}) == 5


# --- comments and people ---


def test_comments_are_all_public_ones_with_the_names_of_all_members(done: Done) -> None:
    got = {row["id"]: row for row in done.keyed.items("comment")}
    posts = (*SITE.posts, *owner().hidden)
    want = {r.id: (r.author, comment_text(r), r.parent or None) for p in posts for r in p.thread if r.public}

    assert {key: (row["author"], row["text"], row["parent_id"]) for key, row in got.items()} == want
    assert "Nobody Should See" not in (done.keyed.folder / "items.jsonl").read_text(encoding="utf-8")
    assert any(row["post_url"].endswith(owner().hidden[0].path) for row in got.values())


def test_only_members_who_write_are_asked_for_and_each_once(done: Done) -> None:
    asked = [logged.target.split("?")[0].rsplit("/", 1)[-1] for logged in _calls(done.asked, "/members/v1/")]
    posts = (*SITE.posts, *owner().hidden)
    writers = {p.author.guid for p in (*posts, *(d.post for d in owner().drafts))}
    commenters = {r.person for p in posts for r in p.thread if r.member and r.public}

    assert len(set(asked)) == len(asked)
    assert set(asked) <= writers | commenters
    assert set(asked) & (commenters - writers)


# --- the calls, and the archive ---


def test_every_call_carries_key_and_site_and_no_other_request_does(done: Done) -> None:
    ours = [logged for logged in done.asked if logged.headers.get("authorization") == KEY]

    assert {logged.headers["wix-site-id"] for logged in ours} == {SITE_ID}
    assert [logged.target for logged in ours] == [
        logged.target for logged in done.asked if logged.target.startswith(("/blog/v3", "/members/v1", "/comments/v1"))
    ]
    assert [logged.target for logged in done.asked if "wix-site-id" in logged.headers and logged not in ours] == []


def test_an_archive_gives_the_same_records_without_key_and_network(done: Done) -> None:
    assert done.archived.status == 0, done.archived.stdout + done.archived.stderr

    def records(got: Crawl) -> dict[tuple[str, str], dict[str, Any]]:
        # The home page is fetched twice, as start and as page: the archive holds the later answer for both.
        rows = [{**row, "fetched_at": None} if row["type"] == "site" else row for row in got.items()]
        return {(row["type"], row["url"]): row for row in rows}

    assert records(done.archived) == records(done.keyed)
