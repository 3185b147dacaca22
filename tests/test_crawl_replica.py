"""The real command against the replica over HTTP: every post comes out exactly as the replica knows it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from scraper.urls import canonical_url
from tests.crawling import Crawl, crawl
from tests.replica.server import Running, serve
from tests.replica.site import Faults, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POSTS = 36


@pytest.fixture(scope="module")
def site() -> Site:
    return Site.build(seed=11, posts=POSTS)


@pytest.fixture(scope="module")
def running(site: Site) -> Iterator[Running]:
    with serve(site) as server:
        yield server


@pytest.fixture(scope="module")
def done(running: Running, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    return crawl(tmp_path_factory.mktemp("output"), "healthwise", url=running.url)


def _address(running: Running, path: str) -> str:
    return canonical_url(running.origin + quote(path))


def test_a_complete_crawl_says_so(done: Crawl) -> None:
    assert done.status == 0, done.stderr
    assert "complete" in done.stdout
    assert str(done.folder) in done.stdout
    assert done.stderr == ""


def test_every_post_is_found_once_and_nothing_else_is_a_post(done: Crawl, running: Running, site: Site) -> None:
    want = sorted(_address(running, row["path"]) for row in site.truth())

    assert sorted(row["url"] for row in done.items("post")) == want


@pytest.mark.parametrize(
    "field",
    ["title", "slug", "published_at", "modified_at", "author", "categories", "tags", "minutes_to_read", "language"],
)
def test_fields_are_exact(done: Crawl, running: Running, site: Site, field: str) -> None:
    got = {row["url"]: row[field] for row in done.items("post")}
    for row in site.truth():
        want = row[field]
        if field.endswith("_at") and want:
            want = want.replace(".000Z", "Z").replace("Z", "+00:00")
        assert got[_address(running, row["path"])] == want, row["path"]


@pytest.mark.parametrize("field", ["views", "comments", "likes"])
def test_counters_are_real_through_the_page_api(done: Crawl, running: Running, site: Site, field: str) -> None:
    got = {row["url"]: row[field] for row in done.items("post")}

    assert got == {_address(running, row["path"]): row[f"real_{field}"] for row in site.truth()}


def test_no_view_was_counted(done: Crawl, running: Running) -> None:
    assert done.items("post")
    assert any("post-page-metadata" in logged.target for logged in running.requests)
    assert not running.views


def test_body_text_is_exact(done: Crawl, running: Running, site: Site) -> None:
    got = {row["url"]: row["body_text"] for row in done.items("post")}
    for row in site.truth():
        assert got[_address(running, row["path"])] == row["body_text"], row["path"]


def test_every_character_and_node_of_every_body_is_accounted_for(done: Crawl) -> None:
    records = [row for row in done.items() if row["type"] in ("post", "page")]
    codes = {issue["code"] for row in records for issue in row["issues"]}

    assert sum(row["fidelity"]["source_chars"] for row in records) > 10_000
    assert sum(row["fidelity"]["unexplained_chars"] for row in records) == 0
    assert [code for code in codes if code.startswith(("text-", "node-"))] == []
    kept = sum(row["fidelity"]["kept"] for row in records)
    dropped = sum(len(row["fidelity"]["dropped"]) for row in records)
    assert re.search(
        rf"[\d,]+ nodes in bodies: {kept:,} kept, .* {dropped:,} dropped .*; 0 characters unexplained\n", done.stdout
    )


def test_no_platform_chrome_survives(done: Crawl) -> None:
    for row in done.items("post"):
        for leftover in ("top of page", "bottom of page", "See All", "rcv-block", "data-hook", "wixui", "Share via"):
            assert leftover not in row["body_html"], (row["url"], leftover)


def test_the_winning_source_is_recorded(done: Crawl) -> None:
    for row in done.items("post"):
        assert row["sources"]["body_html"].endswith(("ricos", "draft.js", "dom"))
        assert row["sources"]["published_at"]


def test_pages_contacts_terms_and_people_come_out(done: Crawl) -> None:
    kinds = {row["kind"] for row in done.items("page")}
    contacts = {(row["kind"], row["value"]) for row in done.items("contact")}

    assert {"home", "about", "contact", "blog"} <= kinds
    assert ("phone", "+85230084412") in contacts
    assert ("whatsapp", "+85261230987") in contacts
    assert ("email", "care@lanternhill.example") in contacts
    assert {"address", "hours", "social"} <= {kind for kind, _ in contacts}
    assert done.items("category")
    assert done.items("tag")
    assert {row["name"] for row in done.items("author")} >= {"Dr. Corwin Ashdale"}


def test_every_media_file_is_listed_as_original(done: Crawl) -> None:
    listed = {row["source_url"] for row in done.items("media")}

    assert listed
    assert not [url for url in listed if "/v1/" in url]
    assert {row["status"] for row in done.items("media")} == {"listed"}
    for row in done.items("post"):
        assert set(row["images"]) <= listed


def test_the_same_crawl_twice_gives_the_same_files(done: Crawl, running: Running, tmp_path: Path) -> None:
    again = crawl(tmp_path, "healthwise", url=running.url)

    assert again.status == 0
    assert _exports(again) == _exports(done)


def test_a_crawl_from_its_archive_gives_the_same_items(done: Crawl, tmp_path: Path) -> None:
    again = crawl(tmp_path, archive=done.folder / "archive", url=done.site()["url"])

    assert again.status == 0, again.stdout + again.stderr
    first, second = ({(r["type"], r["url"]): r for r in c.items()} for c in (done, again))
    # The clinic's spider knows its practitioner and region; the archive is read by the general one.
    for row in (*first.values(), *second.values()):
        row.pop("author_bio", None)
    assert {k: v for k, v in first.items() if k[0] in ("post", "page")} == {
        k: v for k, v in second.items() if k[0] in ("post", "page")
    }


def test_export_renders_the_same_bytes_again(done: Crawl, tmp_path: Path) -> None:
    from tests.crawling import scrapy  # noqa: PLC0415 - only this test exports

    copy = tmp_path / "site"
    shutil.copytree(done.folder, copy)
    for path in copy.glob("*.csv"):
        path.unlink()
    for path in copy.glob("*.json"):
        path.unlink()
    ran = scrapy("export", str(copy))

    assert ran.returncode == 0, ran.stderr
    assert _exports(Crawl(0, "", "", copy), dates=True) == _exports(done, dates=True)


def _exports(done: Crawl, *, dates: bool = False) -> dict[str, str]:
    import re  # noqa: PLC0415 - only here

    files = sorted(p for p in done.folder.iterdir() if p.suffix in (".json", ".csv"))
    texts = {p.name: p.read_text(encoding="utf-8") for p in files}
    # The second form is that of the audit's overview, to the minute.
    moment = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:]{8}\+00:00| \d\d:\d\d)")
    return texts if dates else {n: moment.sub("TIME", t) for n, t in texts.items()}


def test_faults_are_waited_out(tmp_path: Path) -> None:
    site = Site.build(seed=3, posts=8)
    with serve(site) as running:
        assert running.faults != Faults()
        got = crawl(tmp_path, url=running.url)

    assert got.status == 0, got.stdout
    assert len(got.items("post")) == len(site.truth())
    assert {429, 200} <= {logged.status for logged in running.requests}


def test_without_the_api_placeholders_stay_null(tmp_path: Path) -> None:
    site = Site.build(seed=5, posts=16)
    with serve(site) as running:
        got = crawl(tmp_path, url=running.url, api="off")
        asked = [logged.target for logged in running.requests]

    rows = {row["url"].split("/", 3)[3]: row for row in got.items("post")}
    assert got.status == 0
    assert not [target for target in asked if "/_api/" in target]
    for want in site.truth():
        row = rows[quote(want["path"].lstrip("/"))]
        for field in ("views", "comments", "likes"):
            assert row[field] in (None, want[f"real_{field}"]), (row["url"], field)
        assert row["body_text"] == want["body_text"], row["url"]
