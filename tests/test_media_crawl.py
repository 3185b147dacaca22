"""Media in a whole crawl: every file of the replica, byte for byte, once, from the network and from the archive."""

import json
from urllib.parse import quote, urlsplit

import pytest

from tests.crawling import crawl, scrapy
from tests.replica.media import content, media_hosts, media_index
from tests.replica.server import serve
from tests.replica.site import Site

SITE = Site.build(seed=61, posts=20, faults=False)
ON = "MEDIA=True"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """The crawl, the same crawl again, and one from the archive of the first with the server gone."""
    folder = tmp_path_factory.mktemp("media")
    with serve(SITE) as running:
        settings = (ON, f"MEDIA_CONNECT_TO={media_hosts(running.url)}")
        first = crawl(folder, url=running.url, settings=settings)
        table = (first.folder / "media.csv").read_bytes()
        asked = len(running.requests)
        again = crawl(folder, url=running.url, settings=settings)
        requests = [urlsplit(entry.target).path for entry in running.requests[asked:]]
    archived = crawl(folder, site="copy", url=running.url, archive=first.folder / "archive", settings=(ON,))
    return first, again, archived, table, requests


def media_of(done):
    return {row["source_url"]: row for row in done.items("media")}


def test_every_file_is_there_byte_for_byte(crawled):
    first = crawled[0]
    served = {media.id: media for media in media_index(SITE).values()}
    found = media_of(first)

    checked = 0
    for url, row in found.items():
        path = urlsplit(url).path
        media = next(served[part] for part in path.split("/") if part in served)
        if media.dead:
            assert (row["status"], row["reason"]) == ("missing", "the server says 403")
            continue
        assert row["status"] == "stored", row
        assert (first.folder / "media" / row["path"]).read_bytes() == content(media)
        checked += 1
    assert checked > 60
    assert {row["kind"] for row in found.values()} == {"image", "video", "audio", "document"}


def test_everything_a_post_shows_is_listed(crawled):
    first = crawled[0]
    listed = set(media_of(first))

    for post in first.items("post"):
        for url in (*post["images"], *post["files"], post["cover_image"]):
            assert url is None or url in listed
    avatars = {author["avatar"] for author in first.items("author") if author["avatar"]}
    assert avatars
    assert avatars <= listed


def test_dead_files_do_not_make_the_crawl_fail_but_are_told(crawled):
    first = crawled[0]
    dead = [row for row in media_of(first).values() if row["status"] == "missing"]

    assert first.status == 0, first.stdout
    assert dead
    assert all([issue["code"] for issue in row["issues"]] == ["media-missing"] for row in dead)
    used = json.loads((first.folder / "posts.json").read_text(encoding="utf-8"))
    bodies = "".join(post["body_html"] for post in used)
    assert all(f'src="{row["source_url"]}"' in bodies for row in dead)


def test_a_second_crawl_downloads_nothing_and_says_the_same(crawled):
    first, again, _, _, requests = crawled

    assert again.status == 0
    assert media_of(again) == media_of(first)
    gone = {urlsplit(row["source_url"]).path for row in media_of(first).values() if row["status"] == "missing"}
    asked = {path for path in requests if path.startswith(("/media/", "/video/", "/mp3/", "/_files/"))}
    assert {path for path in asked if path.partition("/v1/")[0] not in gone} == set()


def test_a_crawl_from_the_archive_has_the_same_files_without_a_server(crawled):
    first, _, archived, table, _ = crawled

    assert archived.status == 0, archived.stderr
    assert media_of(archived) == media_of(first)
    for row in media_of(archived).values():
        if row["path"]:
            kept = first.folder / "media" / row["path"]
            assert (archived.folder / "media" / row["path"]).read_bytes() == kept.read_bytes()
    assert (archived.folder / "media.csv").read_bytes() == table


def test_tables_name_the_files_and_bodies_show_them(crawled):
    first = crawled[0]
    posts = json.loads((first.folder / "posts.json").read_text(encoding="utf-8"))

    shown = [path for post in posts for path in (*post["image_paths"], *post["file_paths"], post["cover_path"]) if path]
    local = [path for path in shown if path.startswith("media/")]
    assert len(local) > 40
    assert all((first.folder / path).is_file() for path in local)
    assert all(len(post["image_paths"]) == len(post["images"]) for post in posts)
    with_picture = next(post for post in posts if post["image_paths"] and post["image_paths"][0].startswith("media/"))
    assert with_picture["image_paths"][0] in with_picture["body_html"]
    assert "media/" in (first.folder / "authors.csv").read_text(encoding="utf-8-sig")


def test_export_gives_the_same_bytes(crawled):
    first = crawled[0]
    before = {path: path.read_bytes() for path in first.folder.glob("*.*") if path.suffix in (".csv", ".json")}

    done = scrapy("export", str(first.folder))

    assert done.returncode == 0, done.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_files_that_may_still_be_there_make_the_crawl_incomplete(tmp_path):
    site = Site.build(seed=62, posts=3, faults=False, odd=False)
    with serve(site) as running:
        nobody = media_hosts("http://127.0.0.1:9")
        settings = (ON, f"MEDIA_CONNECT_TO={nobody}", "RETRY_TIMES=0")
        done = crawl(tmp_path, url=running.url, settings=settings)

    assert done.status == 1
    assert "media not fetched: https://static.wixstatic.com/media/" in done.stdout
    assert "media files missing: " in done.stdout
    assert len(done.items("post")) == 3


def test_media_off_lists_them_only(tmp_path):
    site = Site.build(seed=62, posts=2, faults=False, odd=False)
    with serve(site) as running:
        done = crawl(tmp_path, url=running.url)

    assert {row["status"] for row in done.items("media")} == {"listed"}
    assert not (done.folder / "media").exists()


def test_a_malformed_setting_is_one_line(tmp_path):
    done = crawl(tmp_path, url="http://127.0.0.1:9", settings=("MEDIA_MAX_SIZE=huge",))

    assert done.status == 2
    assert done.stderr.strip() == "crawl: MEDIA_MAX_SIZE='huge' is not a size in MiB, e.g. 500"


def test_quoted_names_survive_the_archive(crawled):
    names = {row["path"] for row in media_of(crawled[2]).values() if row["kind"] == "document"}

    assert any(quote(name) != name for name in names)
