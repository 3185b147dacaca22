"""The replica over HTTP: status codes, headers, media, faults, and the command."""

from __future__ import annotations

import gzip
import http.client
import json
import signal
import socket
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import lxml.html
import pytest

from tests.replica import Faults, Running, Site, serve
from tests.replica.blocks import FileCard, Image
from tests.replica.media import media_index
from tests.replica.static_pages import FORUM_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


from tests.replica_asking import ADAPTER, ROOT, SITE, ask, token


@pytest.fixture
def running() -> Iterator[Running]:
    with serve(SITE) as found:
        yield found


def test_every_address_the_site_names_answers(running: Running) -> None:
    running.faults = Faults()
    paths = [*SITE.by_path, *SITE.pages_by_path, FORUM_PATH, *(a.profile_path for a in SITE.authors)]
    paths += [f"/blog/categories/{c.slug}" for c in SITE.categories] + [f"/blog/tags/{t.slug}" for t in SITE.tags]
    paths += [f"/blog/hashtags/{h}" for h in SITE.hashtags] + [f"/blog/page/{n}" for n in range(2, 6)]
    paths += [f"/amp/{p.dated_slug}" for p in SITE.posts[:3]]
    for path in paths:
        got = ask(running, path)
        assert got.status == 200, path
        assert got.headers["content-type"] == "text/html; charset=UTF-8"


def test_robots_sitemaps_and_the_child_that_the_index_omits(running: Running) -> None:
    robots = ask(running, "/robots.txt").body.decode()
    assert f"Sitemap: {running.url}/sitemap.xml" in robots
    index = ask(running, "/sitemap.xml").body.decode()
    children = [line[5:-6] for line in index.splitlines() if line.startswith("<loc>")]
    assert [c.rsplit("/", 1)[1] for c in children] == [
        "blog-categories-sitemap.xml", "blog-posts-sitemap.xml", "pages-sitemap.xml",
    ]  # fmt: skip
    assert FORUM_PATH in ask(running, "/forum-posts-sitemap.xml").body.decode()
    posts = ask(running, "/blog-posts-sitemap.xml").body.decode()
    listed = {line[5:-6] for line in posts.splitlines() if line.startswith("<loc>")}
    assert listed == {f"{running.url}{p.path}" for p in SITE.posts if not p.unlisted}
    assert ask(running, "/store-products-sitemap.xml").status == 404


def test_missing_pages_are_true_404s_with_a_rendered_layout(running: Running) -> None:
    for path in ("/post/no-such-post", "/blog/categories/none", "/blog/page/99", "/blog/page/0", "/nothing"):
        got = ask(running, path)
        assert got.status == 404
        page = lxml.html.document_fromstring(got.body)
        assert page.xpath("//*[@data-hook='not-found-page']//*[@data-hook='empty-state-container']")
        assert page.xpath("//*[@id='SITE_HEADER']")


def test_weak_etag_304_gzip_and_head(running: Running) -> None:
    path = SITE.posts[8].path
    plain = ask(running, path)
    assert plain.headers["etag"].startswith('W/"')
    assert "content-encoding" not in plain.headers
    packed = ask(running, path, Accept_Encoding="gzip, deflate")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    same = ask(running, path, If_None_Match=plain.headers["etag"])
    assert (same.status, same.body) == (304, b"")
    other = ask(running, SITE.posts[9].path, If_None_Match=plain.headers["etag"])
    assert other.status == 200
    head = ask(running, path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(plain.body)


def test_padded_pages_are_one_valid_gzip_member() -> None:
    with serve(Site.build(seed=5, posts=6, page_kb=400, faults=False)) as running:
        for post in running.site.posts:
            packed = ask(running, post.path, Accept_Encoding="gzip")
            assert gzip.decompress(packed.body) == ask(running, post.path).body


def test_trailing_slash_is_redirected(running: Running) -> None:
    got = ask(running, "/about/")
    assert (got.status, got.headers["location"]) == (301, f"{running.url}/about")


def test_faults_strike_once() -> None:
    posts = [p for p in SITE.posts if p.era == "2026"][:4]
    cut, limited, busy, broken = (p.path for p in posts)
    with serve(SITE) as running:
        running.faults = Faults(
            truncated=frozenset({cut}), limited=frozenset({limited}), busy=frozenset({busy}),
            broken=frozenset({broken}), retry_after=3,
        )  # fmt: skip
        first = {path: ask(running, path) for path in (cut, limited, busy, broken)}
        assert first[cut].status == 200
        assert b"rcv-block-first" in first[cut].body
        assert b"rcv-block-last" not in first[cut].body
        assert (first[limited].status, first[limited].headers["retry-after"]) == (429, "3")
        assert first[busy].status == 200
        assert b'data-hook="too-many-requests-page"' in first[busy].body
        assert first[broken].status == 503
        for path in first:
            again = ask(running, path)
            assert again.status == 200
            assert b"rcv-block-last" in again.body


def test_a_default_site_has_one_fault_of_each_kind() -> None:
    faults = SITE.faults
    assert [len(f) for f in (faults.truncated, faults.limited, faults.busy)] == [1, 1, 1]
    assert Site.build(seed=5, posts=45, faults=False).faults == Faults()


def test_requests_are_logged(running: Running) -> None:
    ask(running, "/about", User_Agent="reader/1.0")
    assert [(r.method, r.target, r.status) for r in running.requests] == [("GET", "/about", 200)]
    assert running.requests[0].headers["user-agent"] == "reader/1.0"


def test_media_in_original_and_transformed_and_the_dead_ones(running: Running) -> None:
    images = [b.media for p in SITE.posts for b in p.blocks if isinstance(b, Image)]
    dead = next(m for m in images if m.dead)
    got = ask(running, f"/media/{dead.id}")
    assert (got.status, got.headers["content-type"], len(got.body)) == (403, "text/plain", 9)
    assert ask(running, "/media/0ddba1_00000000000000000000000000000000~mv2.jpg").status == 403
    png = next(m for m in images if m.id.endswith(".png"))
    original = ask(running, f"/media/{png.id}").body
    assert struct.unpack(">II", original[16:24]) == (png.width, png.height)
    small = ask(running, f"/media/{png.id}/v1/crop/x_0,y_4,w_1040,h_301/fill/w_147,h_98,al_c,q_80,blur_2/x (2).png")
    assert struct.unpack(">II", small.body[16:24]) == (147, 98)
    jpg = next(m for m in images if m.id.endswith(".jpg") and not m.dead)
    body = ask(running, f"/media/{jpg.id}").body
    frame = body.index(b"\xff\xc0")
    assert struct.unpack(">HH", body[frame + 5 : frame + 9]) == (jpg.height, jpg.width)


def test_every_file_that_pages_name_is_there_or_dead(running: Running) -> None:
    folders = {"image": "/media/", "document": "/_files/ugd/", "video": "/video/", "audio": "/mp3/"}
    for media in media_index(SITE).values():
        tail = "/1080p/mp4/file.mp4" if media.kind == "video" else ""
        assert ask(running, folders[media.kind] + media.id + tail, "HEAD").status == (403 if media.dead else 200)


def test_documents_tell_their_original_names(running: Running) -> None:
    files = [b.media for p in SITE.posts for b in p.blocks if isinstance(b, FileCard)]
    chinese = next(m for m in files if m.filename.startswith("家居"))
    got = ask(running, f"/_files/ugd/{chinese.id}")
    assert got.headers["content-type"] == "application/pdf"
    assert got.body.startswith(b"%PDF-")
    assert len(got.body) == chinese.size
    assert f"filename*=UTF-8''{quote(chinese.filename)}" in got.headers["content-disposition"]
    assert got.headers["content-disposition"].startswith('inline; filename="____ ')


def test_path_prefix_keeps_robots_at_the_root() -> None:
    with serve(Site.build(seed=5, posts=6, prefix="/clinic", faults=False)) as running:
        assert running.url.endswith("/clinic")
        robots = ask(running, "/robots.txt")
        assert robots.status == 200
        assert b"Sitemap" not in robots.body
        assert ask(running, "/clinic/robots.txt").status == 404
        assert f"<loc>{running.url}/blog-posts-sitemap.xml".encode() in ask(running, "/clinic/sitemap.xml").body
        post = running.site.posts[0]
        assert ask(running, f"/clinic{post.path}").status == 200
        assert ask(running, post.path).status == 404
        home = lxml.html.document_fromstring(ask(running, "/clinic").body)
        assert home.xpath("//link[@rel='canonical']/@href") == [running.url]
        good = token(running)
        assert ask(running, f"/clinic{ADAPTER}post-feed-page", authorization=good).status == 200


def test_language_parameter_brings_traps_only_on_multilingual_sites() -> None:
    with serve(Site.build(seed=5, posts=16, multilingual=True, faults=False)) as running:
        chinese = next(p for p in running.site.posts if p.lang == "zh" and not p.degraded)
        assert b"article:published_time" in ask(running, f"{chinese.path}?lang=zh").body
        for trap in (chinese.path, f"{running.site.posts[0].path}?lang=zh"):
            got = ask(running, trap)
            assert got.status == 200
            assert b"article:published_time" not in got.body
        assert (
            f"<loc>{running.url}{chinese.path}?lang=zh</loc>" in ask(running, "/blog-posts-sitemap.xml").body.decode()
        )
    with serve(Site.build(seed=5, posts=16, faults=False)) as running:
        path = next(p.path for p in running.site.posts if p.lang == "zh" and not p.degraded)
        assert ask(running, f"{path}?lang=en").body == ask(running, path).body


def test_the_command_serves_until_told_to_stop(tmp_path: Path) -> None:
    address, truth = tmp_path / "url", tmp_path / "truth.json"
    command = [sys.executable, "-m", "tests.replica", "--posts", "3", "--seed", "9", "--prefix", "/clinic"]
    command += ["--write-url", str(address), "--write-truth", str(truth)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            if address.exists():
                break
            time.sleep(0.05)
        url = address.read_text(encoding="utf-8").strip()
        link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        link.request("GET", "/clinic/sitemap.xml")
        assert link.getresponse().status == 200
        link.close()
        assert [t["title"] for t in json.loads(truth.read_text(encoding="utf-8"))] == [
            p.title for p in Site.build(seed=9, posts=3).feed
        ]
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=10)
    assert process.returncode == 0
    assert output.strip() == url


def test_a_client_that_breaks_off_is_no_news(capfd):
    with serve(SITE) as running:
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", urlsplit(running.url).port)) as client:
                # With no linger the close is a reset, as from a client that is killed.
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        time.sleep(0.2)

    assert capfd.readouterr().err == ""
