"""Comments through the real command: equal to the replica's truth, in all three modes, and from the archive."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from scraper.spiders.comments_api import COMMENT_ROUTES
from tests.crawling import Crawl, crawl
from tests.replica import Paragraph, Post, Site, plain, serve
from tests.replica.remarks import MANY, MANY_REPLIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.replica.server import Logged

SITE = Site.build(seed=71, posts=10, faults=False)
TRUTH = {row["id"]: row for row in SITE.comment_truth()}
NAMES = {r.author for post in SITE.posts for r in post.thread}
# Who writes posts is named there, whatever becomes of the comments.
COMMENTERS = NAMES - {post.author.name for post in SITE.posts} - {"Nobody Should See"}


@dataclass(frozen=True)
class Done:
    """The same site, crawled in every way."""

    full: Crawl
    archived: Crawl
    anonymous: Crawl
    off: Crawl
    pages_only: Crawl
    asked: dict[str, list[Logged]]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("comments")
    asked: dict[str, list[Logged]] = {}
    made: dict[str, Crawl] = {}
    with serve(SITE) as running:
        for mode, given in (("full", {}), ("anonymous", {}), ("off", {}), ("pages_only", {"api": "off"})):
            name = "full" if mode == "pages_only" else mode
            made[mode] = crawl(folder / mode, url=running.url, settings=(f"COMMENTS={name}",), **given)
            asked[mode] = list(running.requests)
            running.requests.clear()
    # The server is gone: whatever comes out now comes from the archive.
    made["archived"] = crawl(folder / "archived", archive=made["full"].folder / "archive")
    return Done(asked=asked, **made)


def _comments(got: Crawl) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in got.items("comment")}


def _listings(requests: list[Logged]) -> list[Logged]:
    return [logged for logged in requests if "list-by-resource" in logged.target]


def _issues(got: Crawl, code: str) -> list[str]:
    return [i["message"] for row in got.items() for i in row["issues"] if i["code"] == code]


def _words(got: Crawl) -> str:
    """Everything that the crawl wrote, packed files unpacked, but for the archive, and said."""
    files = [p for p in got.folder.rglob("*") if p.is_file() and "archive" not in p.relative_to(got.folder).parts]
    return "\n".join([*(text for path in files for text in _texts(path)), got.stdout, got.stderr])


def _texts(path: Path) -> Iterator[str]:
    if not zipfile.is_zipfile(path):
        yield path.read_bytes().decode("utf-8", "replace")
        return
    with zipfile.ZipFile(path) as packed:
        yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def _archive(got: Crawl) -> str:
    files = (got.folder / "archive").iterdir()
    return "\n".join(gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in files)


# --- full ---


def test_every_public_comment_comes_out_and_no_other(done: Done) -> None:
    got = _comments(done.full)

    assert done.full.status == 0, done.full.stdout + done.full.stderr
    assert got.keys() == TRUTH.keys()
    assert len(done.full.items("comment")) == len(got) > MANY + MANY_REPLIES
    assert "Nobody Should See" not in _words(done.full)


@pytest.mark.parametrize("field", ["parent_id", "author", "published_at", "text", "likes"])
def test_comments_are_exact(done: Done, field: str) -> None:
    want = {key: row[field] for key, row in TRUTH.items()}
    if field == "published_at":
        want = {key: value.replace(".000Z", "+00:00") for key, value in want.items()}

    assert {key: row[field] for key, row in _comments(done.full).items()} == want


def test_comments_belong_to_their_posts_whose_counts_they_match(done: Done) -> None:
    found: dict[str, int] = {}
    for row in done.full.items("comment"):
        assert row["url"] == f"{row['post_url']}#comment-{row['id']}"
        found[row["post_url"]] = found.get(row["post_url"], 0) + 1

    assert {row["url"]: row["comments"] for row in done.full.items("post") if row["comments"]} == found
    assert _issues(done.full, "comments-missing") == []


def test_what_is_lost_is_said(done: Done) -> None:
    gone = {r.id for post in SITE.posts for r in post.thread if not r.public}
    orphans = [row for row in TRUTH.values() if row["parent_id"] in gone]
    nameless = [row for row in TRUTH.values() if row["author"] is None]
    pictures = [row for row in TRUTH.values() if "[image:" in row["text"]]

    assert orphans
    assert nameless
    assert pictures
    assert len(_issues(done.full, "orphan-reply")) == len(orphans)
    assert len(_issues(done.full, "author-unknown")) == len(nameless)
    assert len(_issues(done.full, "media-in-comment")) == len(pictures)


def test_the_tables_hold_them_in_the_order_of_time(done: Done) -> None:
    rows = json.loads((done.full.folder / "comments.json").read_text(encoding="utf-8"))
    with (done.full.folder / "comments.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))

    assert [row["id"] for row in rows] == [row["id"] for row in table]
    assert {row["id"] for row in rows} == TRUTH.keys()
    assert rows == sorted(rows, key=lambda row: (row["post_url"], row["published_at"]))


def test_what_visitors_write_is_nobodys_contact_and_no_author(done: Done) -> None:
    assert "wenna@pell.example" in json.dumps(done.full.items("comment"))
    assert "wenna@pell.example" not in {row["value"] for row in done.full.items("contact")}
    assert not {row["name"] for row in done.full.items("author")} & COMMENTERS


def test_each_page_is_asked_for_once_with_get_and_no_view_is_counted(done: Done) -> None:
    listings = _listings(done.asked["full"])

    assert len({logged.target for logged in listings}) == len(listings)
    assert {(logged.method, logged.status) for logged in listings} == {("GET", 200)}
    posts = [post for post in SITE.posts if post.comments]
    assert len(listings) == len(posts) + 2  # a second page of comments, and one of replies


# --- archive ---


def test_a_crawl_from_the_archive_gives_the_same_comments(done: Done) -> None:
    assert done.archived.status == 0, done.archived.stdout + done.archived.stderr
    assert _comments(done.archived) == _comments(done.full)


# --- anonymous ---


def test_anonymous_names_nobody_in_anything_it_writes(done: Done) -> None:
    written = _words(done.anonymous)

    assert done.anonymous.status == 0, done.anonymous.stdout + done.anonymous.stderr
    assert [name for name in COMMENTERS if name in written] == []
    assert "wenna@pell.example" not in written
    assert "9123 4567" not in written
    assert "list-by-resource" not in _archive(done.anonymous)


def test_anonymous_keeps_threads_dates_likes_and_who_is_who(done: Done) -> None:
    got = _comments(done.anonymous)
    people = {r.id: r.person for post in SITE.posts for r in post.thread}
    pseudonyms = {(people[key], row["author"]) for key, row in got.items()}

    assert got.keys() == TRUTH.keys()
    assert len(pseudonyms) == len({person for person, _ in pseudonyms}) == len({name for _, name in pseudonyms})
    for key, row in _comments(done.full).items():
        for field in ("url", "post_url", "parent_id", "published_at", "likes"):
            assert got[key][field] == row[field]
    first = min(TRUTH.values(), key=lambda row: (row["published_at"], row["id"]))
    assert got[first["id"]]["author"] == "Commenter 1"


# --- off ---


def test_off_keeps_the_counts_and_nothing_else(done: Done) -> None:
    counts = {row["url"]: row["comments"] for row in done.full.items("post")}

    assert done.off.status == 0
    assert done.off.items("comment") == []
    assert {row["url"]: row["comments"] for row in done.off.items("post")} == counts
    assert _listings(done.asked["off"]) == []
    assert _issues(done.off, "comments-missing") == []
    assert [name for name in COMMENTERS if name in _words(done.off)] == []
    assert not (done.off.folder / "comments.csv").exists()


@pytest.mark.parametrize("mode", ["off", "anonymous"])
def test_a_store_with_names_is_not_mixed_with_one_without(done: Done, tmp_path: Path, mode: str) -> None:
    shutil.copytree(done.full.folder, tmp_path / "site")

    got = crawl(tmp_path, archive=done.full.folder / "archive", settings=(f"COMMENTS={mode}",))

    assert got.status == 2
    [line] = got.stderr.splitlines()
    assert f"COMMENTS={mode}" in line
    assert "-a site=" in line
    assert got.items() == done.full.items()


# --- without an API, or with another ---


def test_without_the_api_pages_in_seo_mode_tell_what_they_show(done: Done) -> None:
    got, want = _comments(done.pages_only), {key: row for key, row in TRUTH.items() if row["shown"]}

    assert want
    assert got.keys() == want.keys()
    people = {r.id: r.author for post in SITE.posts for r in post.thread}
    for key, row in got.items():
        assert row["author"] == people[key]
        codes = {issue["code"] for issue in row["issues"]}
        assert row["text"] == (want[key]["cut"] or want[key]["text"])
        assert ("cut-off" in codes) == bool(want[key]["cut"])
    assert all("the page API is off" in message for message in _issues(done.pages_only, "comments-missing"))


def _silent() -> Site:
    """A site whose host lists no comments, though its posts count them."""
    site = Site.build(seed=72, posts=3, faults=False, odd=False, era="2026", comments_route="")
    for number in range(4):
        site = site.with_post(
            Post(title=f"Post {number}", blocks=(Paragraph(plain("Warm feet.")),), views=90, comments=12, likes=1)
        )
    return site


def test_a_host_without_comments_is_asked_once_by_each_route_and_each_post_says_so(tmp_path: Path) -> None:
    with serve(_silent()) as running:
        got = crawl(tmp_path, url=running.url)
        listings = _listings(running.requests)

    messages = _issues(got, "comments-missing")
    assert got.status == 0
    assert [logged.status for logged in listings] == [404] * len(COMMENT_ROUTES)
    assert len({logged.target.partition("?")[0] for logged in listings}) == len(COMMENT_ROUTES)
    assert len(messages) == sum(bool(row["comments"]) for row in got.items("post")) >= 4
    assert sum(message.startswith("the page says 12 comments, 0 could be had: ") for message in messages) == 4
    assert "404" in messages[0]
    assert "comments-missing" in (got.folder / "issues.csv").read_text(encoding="utf-8")
