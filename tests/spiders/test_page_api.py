"""Requests to the page API and its answers: no view counted, no token kept, nothing believed unread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy.http import JsonRequest, Response

from scraper.archive import TOKEN_PATHS, WarcReader
from scraper.extraction.warmup import BLOG_APP_ID
from scraper.spiders.page_api import PAGE_SIZE, PageApi
from tests.crawling import crawl
from tests.replica.server import serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy import Request

BASE = "https://user.example/clinic"


@pytest.fixture
def api() -> PageApi:
    return PageApi(BASE, None)


def _answer(value: Any, status: int = 200) -> Response:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Response(f"{BASE}/_api", status=status, body=body)


def _tokens(**app: Any) -> Response:
    return _answer({"apps": {"another-app": {"instance": "wrong"}, BLOG_APP_ID: app}})


def _authorization(api: PageApi, request: Request | None) -> bytes | None:
    assert request is not None
    api.authorise(request)
    return request.headers.get("authorization")


@pytest.mark.parametrize("shape", [{"instance": "t0k.en"}, {"accessToken": "t0k.en"}], ids=["instance", "accessToken"])
def test_the_token_is_taken_from_either_shape_and_sent(api: PageApi, shape: dict[str, str]) -> None:
    assert api.take_token(_tokens(**shape))
    assert _authorization(api, api.list_request(1, "en")) == b"t0k.en"
    assert {_authorization(api, request) for request in api.post_requests(f"{BASE}/post/x", "en")} == {b"t0k.en"}


@pytest.mark.parametrize(
    "response",
    [
        _tokens(),
        _tokens(instance=""),
        _tokens(instance=5),
        _tokens(instance={"a": 1}),
        _answer({"apps": []}),
        _answer([]),
        _answer(b"<html>"),
        _answer(b"\xff\xfe"),
        _answer(b"[" * 100_000),
        _answer({"apps": {BLOG_APP_ID: {"instance": "t"}}}, status=403),
    ],
    ids=["none", "empty", "number", "object", "list", "array", "html", "bytes", "deep", "403"],
)
def test_an_answer_without_a_token_is_none(api: PageApi, response: Response) -> None:
    api.take_token(_tokens(instance="old"))

    assert not api.take_token(response)
    assert _authorization(api, api.list_request(1, "en")) is None


def test_the_token_is_asked_where_nothing_is_archived(api: PageApi) -> None:
    path = urlsplit(api.token_request().url).path

    assert path.removeprefix("/clinic") in TOKEN_PATHS


def test_the_list_is_asked_page_by_page(api: PageApi) -> None:
    request = api.list_request(3, "zh")
    assert request is not None
    query = parse_qs(urlsplit(request.url).query)

    assert request.url.startswith(f"{BASE}/_api/blog-frontend-adapter-public/v2/post-feed-page?")
    assert (query["page"], query["pageSize"], query["languageCode"]) == (["3"], [str(PAGE_SIZE)], ["zh"])


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/post/back-pain", "back-pain"),
        ("/post/2019/06/06/back-pain", "2019/06/06/back-pain"),
        ("/single-post/2020/07/30/back-pain", "2020/07/30/back-pain"),
        ("/post/%E9%87%9D%E7%81%B8?lang=zh", "針灸"),
        ("/news/written-long-ago", "written-long-ago"),
    ],
)
def test_a_post_is_asked_by_everything_after_post(api: PageApi, path: str, slug: str) -> None:
    page, counters = api.post_requests(BASE + path, "zh-hk")

    assert parse_qs(urlsplit(page.url).query)["postId"] == [slug]
    assert parse_qs(urlsplit(page.url).query)["languageCode"] == ["zh"]
    assert json.loads(counters.body)["postId"] == slug
    assert urlsplit(page.url).path.count("/") == urlsplit(counters.url).path.count("/") == 6, "a slug is one part"


@pytest.mark.parametrize("url", [f"{BASE}/post/x", f"{BASE}/single-post/2020/01/02/x", f"{BASE}/x?lang=zh"])
def test_no_call_ever_counts_a_view(api: PageApi, url: str) -> None:
    page, counters = api.post_requests(url, "en")

    assert page.method == "GET"
    assert isinstance(counters, JsonRequest)
    assert counters.method == "POST"
    assert json.loads(counters.body)["skipViewCountIncrement"] is True


def test_a_list_is_read(api: PageApi) -> None:
    post = {"id": "p1", "title": "One", "url": {"base": BASE, "path": "/post/one"}}
    page = {"posts": {"posts": [post, None, "x"], "pagingMetaData": {"total": 140, "count": 100}}}

    found = api.read_list(_answer({"postFeedPage": page}))

    assert found is not None
    assert found.everything
    assert found.total == 140
    assert [entry.title for entry in found.posts] == ["One"]


@pytest.mark.parametrize(
    "response",
    [
        _answer(b"{"),
        _answer(b"null"),
        _answer({}),
        _answer({"postFeedPage": []}),
        _answer({"postFeedPage": {}}, status=500),
    ],
    ids=["torn", "null", "empty", "list", "500"],
)
def test_a_broken_list_is_none(api: PageApi, response: Response) -> None:
    assert api.read_list(response) is None


def test_a_list_of_another_shape_holds_no_posts(api: PageApi) -> None:
    found = api.read_list(_answer({"postFeedPage": {"posts": "many"}, "postFeedMetadataPage": 5}))

    assert found is not None
    assert (found.posts, found.total) == ((), None)


def test_tokens_stay_out_of_the_archive_and_an_archive_is_asked_only_for_what_it_holds(tmp_path: Path) -> None:
    with serve(Site.build(seed=21, posts=3, era="2026", faults=False, odd=False)) as running:
        done = crawl(tmp_path, url=running.url)
        sent = {logged.headers.get("authorization") for logged in running.requests} - {None}
        reader = WarcReader(done.folder / "archive")
        stored = [row["url"] for row in done.items("post")]
        api = PageApi(running.url, reader)

    kept = b"".join(_unzipped(path) for path in (done.folder / "archive").iterdir())
    assert sent
    assert not [token for token in sent if token and token.encode() in kept]
    assert b"access-tokens" not in kept
    assert [len(api.post_requests(url, "en")) for url in stored] == [2, 2, 2]
    assert api.post_requests(f"{running.url}/post/never-fetched", "en") == []
    assert api.list_request(1, "en") is not None
    assert api.list_request(2, "en") is None


def _unzipped(path: Path) -> bytes:
    import gzip  # noqa: PLC0415 - only here

    return gzip.decompress(path.read_bytes())
