"""The replica's page API and comments service: tokens, pages of answers, refusals, counters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.replica import Running, serve
from tests.replica.remarks import MANY, MANY_REPLIES
from tests.replica.site import BLOG_APP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replica.model import Post

from tests.replica_asking import ADAPTER, SITE, Got, ask, token


@pytest.fixture
def running() -> Iterator[Running]:
    with serve(SITE) as found:
        yield found


def _comments(running: Running, post: Post, key: str, **query: object) -> Got:
    told = {"appId": BLOG_APP, "contextId": post.internal_id, "resourceId": post.internal_id, **query}
    names = {"limit": "cursorPaging.limit", "replies": "cursorPaging.repliesLimit", "cursor": "cursorPaging.cursor"}
    target = f"{SITE.comments_route}?" + "&".join(f"{names.get(k, k)}={v}" for k, v in told.items())
    return ask(running, target, authorization=key)


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
