"""What goes wrong with the owner's key: refusals, endpoints that fail, and the search for it in all files."""

from __future__ import annotations

import base64
import gzip
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.crawling import Crawl, crawl
from tests.replica import Site, serve
from tests.replica.owner import KEY, Owner, owned
from tests.test_owner import ENV, with_key

if TYPE_CHECKING:
    from pathlib import Path

    from tests.replica.server import Logged

POSTS = 5
# The key in every dress in which a server or a library might write it.
FORMS = [
    KEY, quote(KEY), quote(KEY, safe=""), quote(KEY, safe="").lower(), KEY.replace("/", r"\/"), KEY.encode().hex(),
    *(base64.b64encode(b"x" * n + KEY.encode()).decode()[(n * 8 + 5) // 6 : -4] for n in range(3)),
    base64.urlsafe_b64encode(KEY.encode()).decode()[:-4],
]  # fmt: skip


def site(**switches: object) -> Site:
    return owned(Site.build(seed=84, posts=POSTS, faults=False, odd=False), **switches)


@dataclass(frozen=True)
class Bad:
    """A crawl with every log line, of an API where nearly everything goes wrong."""

    got: Crawl
    archived: Crawl
    asked: list[Logged]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Bad:
    switches = {
        "broken": {"/blog/v3/tags/"},
        "forbidden": {"/members/v1/"},
        "astray": {"/comments/v1/"},
        "echoing": {"/blog/v3/categories/", "/blog/v3/posts/", "/blog/v3/draft-posts/"},
    }
    with serve(site(**switches)) as running, serve(Site.build(seed=1, posts=1)) as elsewhere:
        assert running.site.owner
        running.site.owner.elsewhere = elsewhere.origin
        settings = ("LOG_LEVEL=DEBUG", "RETRY_TIMES=1", "LOG_FORMATTER=scrapy.logformatter.LogFormatter")
        got = crawl(tmp_path_factory.mktemp("bad"), **with_key(running, *settings))
        asked = [*running.requests, *elsewhere.requests]
    archived = crawl(tmp_path_factory.mktemp("archived"), archive=got.folder / "archive")
    return Bad(got, archived, asked)


def _texts(folder: Path) -> dict[str, bytes]:
    """Every file that a crawl left, archives unpacked member by member."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return found | {f"{name} unpacked": gzip.decompress(data) for name, data in found.items() if name.endswith(".gz")}


def _issues(got: Crawl) -> list[str]:
    return [issue["message"] for issue in got.site()["issues"] if issue["code"] == "owner-api-failed"]


# --- the key's hygiene ---


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_the_key_is_in_no_file_and_no_line(bad: Bad, form: str) -> None:
    texts = _texts(bad.got.folder) | {"stdout": bad.got.stdout.encode(), "stderr": bad.got.stderr.encode()}
    holders = [name for name, data in texts.items() if form.encode().lower() in data.lower()]

    assert len(form) > 20
    assert holders == []
    assert {name.rsplit(".", 1)[-1] for name in texts} >= {"jsonl", "csv", "json", "gz", "gz unpacked"}


def test_the_search_would_have_found_it(bad: Bad) -> None:
    """The calls were made with it, the log tells of them, answers repeated it, and the archive holds these."""
    assert any(logged.headers.get("authorization") == KEY for logged in bad.asked)
    assert "/blog/v3/tags/query" in bad.got.stderr
    [archive] = [data for name, data in _texts(bad.got.folder).items() if name.endswith("unpacked")]
    assert b"https://www.wixapis.com/blog/v3/posts/query?asked=" in archive
    assert b'"authorization": "[key]"' in archive
    assert b"x-you-sent: [key]" in archive.lower()


def test_a_redirect_is_not_followed_with_the_key(bad: Bad) -> None:
    astray = [logged for logged in bad.asked if logged.target.startswith("/comments/v1/")]

    assert {logged.status for logged in astray} == {302}
    assert len(astray) == 1  # what leads astray once is not asked for every post


def test_what_fails_is_said_and_the_public_crawl_completes(bad: Bad) -> None:
    assert bad.got.status == 1, bad.got.stderr[-2000:]
    assert len([row for row in bad.got.items("post") if row["status"] == "published"]) == POSTS + 1
    assert len([row for row in bad.got.items("post") if row["status"] != "published"]) == 4
    assert sorted(_issues(bad.got)) == [
        "the owner's API gave no comments: the server says 302",
        "the owner's API gave no names of members: the server says 403",
        "the owner's API gave no tags: the server says 500",
    ]


def test_what_the_api_could_not_say_comes_from_pages_and_their_api(bad: Bad) -> None:
    rows = [row for row in bad.got.items("post") if row["status"] == "published"]

    assert any(row["tags"] and row["sources"]["tags"] != "owner api" for row in rows)
    assert all(row["sources"]["categories"] == "owner api" for row in rows if row["categories"])
    assert bad.got.items("comment")  # from the site's own host


def test_an_archive_remembers_what_failed(bad: Bad) -> None:
    def records(got: Crawl) -> dict[tuple[str, str], object]:
        return {(r["type"], r["url"]): {**r, "fetched_at": ""} for r in got.items()}

    assert bad.archived.status == 1
    assert records(bad.archived) == records(bad.got)


# --- refusals before anything starts ---


@pytest.mark.parametrize(
    ("env", "given", "settings", "says"),
    [
        ({"WIX_API_KEY": KEY}, {}, (), "WIX_SITE_ID is not"),
        (ENV, {}, ("WIX_API_BASE=http://api.example",), "WIX_API_BASE="),
        ({}, {}, (f"WIX_API_KEY={KEY}",), "-s WIX_API_KEY="),
        ({}, {"key": KEY}, (), "-a key="),
    ],
)
def test_it_is_refused_in_one_line_that_helps(
    tmp_path: Path, env: dict[str, str], given: dict[str, str], settings: tuple[str, ...], says: str
) -> None:
    got = crawl(tmp_path, url="http://127.0.0.1:9/", settings=settings, more_env=env, **given)

    assert got.status == 2
    [line] = got.stderr.splitlines()
    assert says in line
    assert KEY not in got.stderr + got.stdout
    assert not got.folder.exists() or not (got.folder / "items.jsonl").exists()


def test_a_refused_key_ends_the_crawl_before_it_begins(tmp_path: Path) -> None:
    with serve(site(key="another key altogether")) as running:
        got = crawl(tmp_path, **with_key(running))
        asked = [logged.target for logged in running.requests]

    assert got.status == 2
    assert got.items() == []
    [line] = got.stderr.splitlines()
    assert "Wix refuses the key (403)" in line
    assert not [target for target in asked if target.startswith(("/post", "/sitemap"))]


# --- paging and limits ---


def test_lists_are_read_page_by_page_and_busy_times_waited_out(tmp_path: Path) -> None:
    many = owned(Site.build(seed=85, posts=205, faults=False, odd=False, era="2026"), calls_a_minute=6)
    with serve(many) as running:
        got = crawl(tmp_path, **with_key(running, "COMMENTS=off"), limit=2)
        calls = [(logged.target, logged.status) for logged in running.requests if logged.target.startswith("/blog/v3")]

    assert got.status == 0, got.stderr
    assert len([row for row in got.items("post") if row["status"] == "published"]) == 2
    assert len([row for row in got.items("post") if row["status"] != "published"]) == 2
    # 206 published posts are three pages, and so are they with the drafts; each answered once.
    assert [calls.count((f"/blog/v3/{part}/query", 200)) for part in ("posts", "draft-posts")] == [3, 3]
    assert any(status == 429 for _, status in calls)


def test_an_api_that_breaks_later_costs_bodies_only_a_few_questions(tmp_path: Path) -> None:
    broken = site()
    assert isinstance(broken.owner, Owner)
    ids = {f"/blog/v3/posts/{post.guid}" for post in broken.posts}
    with serve(replace(broken, owner=replace(broken.owner, broken=ids, hidden=()))) as running:
        got = crawl(tmp_path, **with_key(running, "RETRY_TIMES=0", "CONCURRENT_REQUESTS=1", "COMMENTS=off"))
        asked = [logged for logged in running.requests if logged.target.startswith("/blog/v3/posts/")]

    rows = [row for row in got.items("post") if row["status"] == "published"]
    assert got.status == 1
    assert len(rows) == POSTS
    assert {row["sources"]["body_html"] for row in rows} <= {"api ricos", "warm-up ricos", "warm-up draft.js", "dom"}
    assert {row["sources"]["views"] for row in rows} == {"owner api"}
    assert len([logged for logged in asked if logged.status == 500]) == 3
    assert _issues(got) == ["the owner's API gave no bodies of posts: the server says 500 (and 2 more)"]
