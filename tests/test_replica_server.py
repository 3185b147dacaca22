"""The replica over HTTP: status codes, headers, page API, media, faults, and the command."""

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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import lxml.html
import pytest

from tests.replica import Faults, Running, Site, serve
from tests.replica.blocks import FileCard, Image
from tests.replica.media import media_index
from tests.replica.remarks import MANY, MANY_REPLIES
from tests.replica.site import BLOG_APP
from tests.replica.static_pages import FORUM_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replica.model import Post

ROOT = Path(__file__).resolve().parents[1]
SITE = Site.build(seed=5, posts=45)
ADAPTER = "/_api/blog-frontend-adapter-public/v2/"


@dataclass
class Got:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(running: Running, path: str, method: str = "GET", body: object = None, **headers: str) -> Got:
    """One request to a path of the server (percent-encoded here)."""
    link = http.client.HTTPConnection(urlsplit(running.origin).netloc, timeout=10)
    payload = None if body is None else json.dumps(body)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        link.request(method, quote(path, safe="/?=&%"), payload, names)
        answer = link.getresponse()
        return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        link.close()


def token(running: Running) -> str:
    apps = ask(running, f"{running.site.prefix}/_api/v1/access-tokens").json["apps"]
    return str(apps[BLOG_APP]["instance"])


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


@pytest.mark.parametrize("name", ["post-page", "post-feed-page"])
def test_the_page_api_wants_its_token(running: Running, name: str) -> None:
    path = f"{ADAPTER}{name}" + (f"/{SITE.posts[0].dated_slug}" if name == "post-page" else "")
    assert ask(running, path).status == 401
    assert ask(running, path, authorization="made.up").status == 403
    good = token(running)
    assert ask(running, path, authorization=good).status == 200
    assert ask(running, path, instance=good).status == 200
    running.revoke_tokens()
    assert ask(running, path, authorization=good).status == 403


def _comments(running: Running, post: Post, key: str, **query: object) -> Got:
    told = {"appId": BLOG_APP, "contextId": post.internal_id, "resourceId": post.internal_id, **query}
    names = {"limit": "cursorPaging.limit", "replies": "cursorPaging.repliesLimit", "cursor": "cursorPaging.cursor"}
    target = f"{SITE.comments_route}?" + "&".join(f"{names.get(k, k)}={v}" for k, v in told.items())
    return ask(running, target, authorization=key)


def test_comments_come_page_by_page_with_a_token(running: Running) -> None:
    post = max(SITE.posts, key=lambda p: p.comments)
    key = token(running)
    first = _comments(running, post, key, limit=100, replies=100).json
    second = _comments(running, post, key, limit=100, cursor=first["pagingMetadata"]["cursors"]["next"]).json
    top = first["comments"][0]["id"]
    cursor = first["commentReplies"][top]["pagingMetadata"]["cursors"]["next"]
    rest = _comments(running, post, key, limit=100, cursor=cursor).json["commentReplies"][top]

    assert [len(page["comments"]) for page in (first, second)] == [100, MANY - 100]
    assert not second["pagingMetadata"]["hasNext"]
    assert len(first["commentReplies"][top]["replies"]) + len(rest["replies"]) == MANY_REPLIES
    assert first["comments"][0]["replyCount"] == MANY_REPLIES
    assert rest["pagingMetadata"]["cursors"] == {}


def test_the_comments_service_refuses_what_it_does_not_know(running: Running) -> None:
    post = SITE.posts[0]
    key = token(running)

    assert _comments(running, post, "made.up").status == 403
    assert _comments(running, post, key, limit=101).status == 400
    assert _comments(running, post, key, cursor="nonsense").status == 400
    assert _comments(running, post, key, contextId="other").status == 400
    assert ask(running, SITE.comments_route, method="POST", authorization=key).status == 404
    assert ask(running, "/_api/comments/v1/comments/list-by-resource", authorization=key).status == 404


def test_post_page_answers_with_the_whole_post(running: Running) -> None:
    post = next(p for p in SITE.posts if p.path_style == "dated" and p.era == "2026")
    key = token(running)
    path = f"{ADAPTER}post-page/{quote(post.dated_slug, safe='')}?postId=x&translationsName=main&languageCode=en"
    rich = ask(running, f"{path}&loadRichContent=true", authorization=key).json["postPage"]
    assert rich["post"]["title"] == post.title
    assert rich["post"]["metrics"] == {
        "comments": post.comments, "likes": post.likes, "views": post.views, "totalRatings": 0, "averageRating": 0,
    }  # fmt: skip
    assert len(rich["post"]["richContent"]["nodes"]) == len(post.blocks)
    assert [c["label"] for c in rich["categories"]] == [c.label for c in post.categories]
    assert "richContent" not in ask(running, path, authorization=key).json["postPage"]["post"]
    assert ask(running, f"{ADAPTER}post-page/none", authorization=key).status == 404


def test_views_count_only_without_the_skip_flag(running: Running) -> None:
    post = SITE.posts[3]
    path, key = f"{ADAPTER}post-page-metadata/{quote(post.dated_slug, safe='')}", token(running)

    def views(body: dict[str, object]) -> int:
        answer = ask(running, path, "POST", body, authorization=key, Content_Type="application/json").json
        return int(answer["postPageMetadata"]["postMetadata"]["viewCount"])

    quiet = {"postId": post.dated_slug, "languageCode": "en", "skipViewCountIncrement": True}
    assert views(quiet) == views(quiet) == post.views
    assert running.views == {}
    assert views({"postId": post.dated_slug, "languageCode": "en"}) == post.views + 1
    assert views({**quiet, "skipViewCountIncrement": "true"}) == post.views + 2
    assert running.views == {post.dated_slug: 2}
    assert views(quiet) == post.views + 2


def test_reading_pages_and_the_api_counts_no_view(running: Running) -> None:
    key = token(running)
    ask(running, SITE.posts[3].path)
    ask(running, f"{ADAPTER}post-page/{SITE.posts[4].dated_slug}?loadRichContent=true", authorization=key)
    ask(running, f"{ADAPTER}post-feed-page?page=1&pageSize=20", authorization=key)
    assert sum(running.views.values()) == 0


def test_post_feed_page_pages_through_everything(running: Running) -> None:
    key = token(running)
    found: list[str] = []
    for number in (1, 2, 3):
        query = (
            f"includeContent=false&includeInitialPageData=true&languageCode=en&page={number}&pageSize=20&type=ALL_POSTS"
        )
        page = ask(running, f"{ADAPTER}post-feed-page?{query}", authorization=key).json["postFeedPage"]
        assert page["posts"]["pagingMetaData"]["total"] == 45
        assert page["categories"]
        found += [p["slug"] for p in page["posts"]["posts"]]
    assert found == [p.dated_slug for p in SITE.feed]
    query = "type=CATEGORY&categoryOptions.id=sleep&page=1&pageSize=100&includeContent=true"
    page = ask(running, f"{ADAPTER}post-feed-page?{query}", authorization=key).json["postFeedPage"]["posts"]
    assert {p["slug"] for p in page["posts"]} == {p.dated_slug for p in SITE.selection("CATEGORY", "sleep")}
    assert json.loads(page["posts"][0]["content"])["blocks"]
    assert ask(running, f"{ADAPTER}post-feed-page?pageSize=101", authorization=key).status == 400


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
