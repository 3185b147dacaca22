"""Questions to the comments API: which route, how many pages, and when to stop asking."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from scraper.archive import UNARCHIVED
from scraper.exceptions import ArgumentError
from scraper.extraction.comments import Statement, comment_url
from scraper.items import Comment, Post
from scraper.spiders.comments_api import COMMENT_ROUTES, MODES, CommentDesk, stated_mode
from scraper.spiders.page_api import PageApi, is_api_url

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = "https://user.example/clinic"
FIRST, SECOND = COMMENT_ROUTES


def _post(name: str = "a", comments: int | None = 2, **fields: Any) -> Post:
    return Post(url=f"{BASE}/post/{name}", comments=comments, **{"internal_id": f"id-{name}", **fields})


def _desk(mode: str = "full", reader: Any = None) -> CommentDesk:
    desk = CommentDesk()
    desk.mode = mode
    desk.open(BASE, reader)
    return desk


def _begin(desk: CommentDesk, post: Post, *page: Statement) -> list[Any]:
    return list(desk.begin(post, page, None))


def _answer(desk: CommentDesk, request: Request, value: Any, status: int = 200) -> list[Any]:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    response = Response(request.url, status=status, body=body, request=request)
    return list(desk.answered(response, **request.cb_kwargs))


def _fail(desk: CommentDesk, request: Request) -> list[Any]:
    failure = Failure(TimeoutError("too slow"))
    failure.request = request  # type: ignore[attr-defined]
    return list(desk.failed(failure))


def _list(*ids: str, cursor: str = "", replies: Any = None) -> dict[str, Any]:
    author = {"visitorId": "v", "authorName": "Odo"}
    entries = [{"id": i, "createdDate": "2026-01-01T00:00:00Z", "author": author} for i in ids]
    paging = {"cursors": {"next": cursor}, "hasNext": bool(cursor)}
    return {"comments": entries, "pagingMetadata": paging, "commentReplies": replies or {}}


def _ids(found: Iterable[Any]) -> list[str]:
    return [record.id for record in found if isinstance(record, Comment)]


def _query(request: Request) -> dict[str, str]:
    return {name: value for name, [value] in parse_qs(urlsplit(request.url).query).items()}


def _messages(post: Post) -> list[str]:
    return [issue.message for issue in post.issues if issue.code == "comments-missing"]


def test_the_question_names_the_blog_the_post_and_the_largest_page() -> None:
    [request] = _begin(_desk(), _post())

    assert request.method == "GET"
    assert request.url.startswith(f"{BASE}{FIRST}?")
    assert _query(request) == {
        "appId": "14bcded7-0066-7c35-14d7-466cb3f09103", "contextId": "id-a", "resourceId": "id-a",
        "commentSort.order": "OLDEST_FIRST", "replySort.order": "OLDEST_FIRST", "cursorPaging.limit": "100",
        "cursorPaging.repliesLimit": "100",
    }  # fmt: skip


def test_all_pages_and_all_further_replies_are_fetched() -> None:
    desk = _desk()
    [one] = _begin(desk, _post(comments=4))
    replies = {"1": {"replies": [], "pagingMetadata": {"cursors": {"next": "R"}, "hasNext": True}}}

    [two] = _answer(desk, one, _list("1", cursor="P", replies=replies))
    [three] = _answer(desk, two, _list("2"))
    post, *comments = _answer(desk, three, {"commentReplies": {"1": _list_of_replies("3", "4")}})

    assert [_query(r).get("cursorPaging.cursor") for r in (one, two, three)] == [None, "P", "R"]
    assert (post.issues, _ids(comments)) == ((), ["1", "2", "3", "4"])
    assert [c.parent_id for c in comments] == [None, None, "1", "1"]


def _list_of_replies(*ids: str) -> dict[str, Any]:
    return {"replies": _list(*ids)["comments"]}


def test_a_server_that_turns_in_circles_is_left() -> None:
    desk = _desk()
    [one] = _begin(desk, _post())
    [two] = _answer(desk, one, _list("1", cursor="P"))

    found = _answer(desk, two, _list("1", cursor="Q"))

    assert _ids(found) == ["1"]
    assert _messages(found[0]) == ["the page says 2 comments, 1 could be had"]


def test_the_route_that_answers_is_remembered() -> None:
    desk = _desk()
    [one] = _begin(desk, _post())
    [two] = _answer(desk, one, {}, 404)
    _answer(desk, two, _list("1", "2"))

    [three] = _begin(desk, _post("b"))

    assert [urlsplit(r.url).path.removeprefix("/clinic") for r in (one, two, three)] == [FIRST, SECOND, SECOND]


@pytest.mark.parametrize(
    ("value", "status", "says"),
    [
        ({"message": ""}, 404, "the server says 404"),
        ({}, 403, "the server says 403"),
        (b"<html>", 200, "the answer holds no comments"),
        (b"[" * 100_000, 200, "the answer holds no comments"),
    ],
    ids=["404", "403", "html", "deep"],
)
def test_when_all_routes_have_refused_once_nothing_more_is_asked(value: Any, status: int, says: str) -> None:
    desk = _desk()
    [one] = _begin(desk, _post(comments=12))
    [two] = _answer(desk, one, value, status)

    [post] = _answer(desk, two, value, status)
    later = _begin(desk, _post("b", comments=3))

    assert _messages(post) == [
        f"the page says 12 comments, 0 could be had: the site's host offers no list of comments ({says})"
    ]
    assert [type(record) for record in later] == [Post]
    assert says in _messages(later[0])[0]


def test_posts_wait_until_a_route_is_found_and_none_is_lost() -> None:
    desk = _desk()
    [one] = _begin(desk, _post())
    assert _begin(desk, _post("b")) == []
    assert _begin(desk, _post("c")) == []

    [two] = _answer(desk, one, {}, 404)
    found = _answer(desk, two, _list("1", "2"))

    assert [r.url for r in found if isinstance(r, Post)] == [f"{BASE}/post/a"]
    assert [_query(r)["resourceId"] for r in found if isinstance(r, Request)] == ["id-b", "id-c"]


def test_posts_that_wait_go_on_when_no_route_is_found() -> None:
    desk = _desk()
    [one] = _begin(desk, _post())
    assert _begin(desk, _post("b")) == []

    found = _fail(desk, _fail(desk, one)[0])

    assert [r.url for r in found] == [f"{BASE}/post/a", f"{BASE}/post/b"]
    assert all("too slow" in _messages(post)[0] for post in found)


def test_what_came_before_a_failure_is_kept() -> None:
    desk = _desk()
    [one] = _begin(desk, _post(comments=3))
    [two] = _answer(desk, one, _list("1", cursor="P"))

    found = _answer(desk, two, {}, 500)

    assert _ids(found) == ["1"]
    assert _messages(found[0]) == [
        "the page says 3 comments, 1 could be had: a part of them did not come (the server says 500)"
    ]


def test_a_route_that_stops_answering_is_not_asked_for_ever() -> None:
    desk = _desk()
    [one] = _begin(desk, _post())
    _answer(desk, one, _list("1", "2"))
    for name in "bcd":
        [request] = _begin(desk, _post(name))
        _answer(desk, request, {}, 404)

    [post] = _begin(desk, _post("e"))

    assert "after 3 failures" in _messages(post)[0]


def test_a_single_refusal_of_a_good_route_concerns_its_post_alone() -> None:
    desk = _desk()
    [one] = _begin(desk, _post())
    _answer(desk, one, _list("1", "2"))
    [two] = _begin(desk, _post("b"))
    [refused] = _answer(desk, two, {}, 404)

    [three] = _begin(desk, _post("c"))

    assert _messages(refused)
    assert isinstance(three, Request)


@pytest.mark.parametrize(
    ("post", "why"),
    [
        (_post(comments=0), None),
        (_post(internal_id=None), "does not state the id"),
        (_post(comments=None, internal_id=None), None),
        (_post(variant_of=f"{BASE}/post/b"), None),
    ],
    ids=["no comments", "no id", "nothing known", "language copy"],
)
def test_posts_that_are_not_asked_for(post: Post, why: str | None) -> None:
    [done] = _begin(_desk(), post)

    assert [why in message for message in _messages(done)] == ([True] if why else [])


def test_an_unknown_count_is_asked_for() -> None:
    desk = _desk()
    [request] = _begin(desk, _post(comments=None))

    post, *_ = _answer(desk, request, _list("1"))

    assert (post.comments, post.issues) == (None, ())


def test_without_the_api_the_page_alone_is_heard() -> None:
    shown = Comment(url=comment_url(f"{BASE}/post/a", "1"), post_url=f"{BASE}/post/a", id="1", author="Odo")

    post, comment = list(CommentDesk().begin(_post(), (Statement(comment=shown),), None))

    assert comment == shown
    assert _messages(post) == ["the page says 2 comments, 1 could be had: the page API is off"]


# --- archives and privacy ---


def test_an_archive_is_asked_only_for_what_it_holds() -> None:
    [asked] = _begin(_desk(), _post())
    other = asked.url.replace(FIRST, SECOND)

    [request] = _begin(_desk(reader={other}), _post())
    [nothing] = _begin(_desk(reader=set()), _post())

    assert request.url == other
    assert "the archive does not hold them" in _messages(nothing)[0]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_an_archive_tells_what_was_refused_in_whichever_order_its_posts_are_read(order: tuple[str, str]) -> None:
    """The live crawl learnt from ``a`` that the first route does not answer, and asked for ``b`` by the second."""
    refused = _begin(_desk(), _post("a"))[0].url
    answers = {refused.replace(FIRST, SECOND), _begin(_desk(), _post("b"))[0].url.replace(FIRST, SECOND)}
    desk = _desk(reader={refused, *answers})

    asked, found = [], []
    for name in order:
        [step] = _begin(desk, _post(name, comments=1))
        while isinstance(step, Request):
            asked.append(step.url)
            good = step.url in answers
            step, *rest = _answer(desk, step, _list(name) if good else {}, 200 if good else 404)
            found += [*_ids(rest), *_messages(step)] if isinstance(step, Post) else []

    assert sorted(asked) == sorted([refused, *answers])
    assert found == list(order)


@pytest.mark.parametrize(("mode", "kept_out"), [("full", False), ("anonymous", True)])
def test_answers_with_names_stay_out_of_the_archive_where_names_are_not_wanted(mode: str, *, kept_out: bool) -> None:
    [request] = _begin(_desk(mode), _post())

    assert request.meta[UNARCHIVED] is kept_out


def test_pseudonyms_are_told_at_the_end_for_the_whole_site() -> None:
    desk = _desk("anonymous")
    [request] = _begin(desk, _post())
    found = _answer(desk, request, _list("1", "2"))

    assert _ids(found) == []
    assert [(c.id, c.author) for c in desk.held(None)] == [("1", "Commenter 1"), ("2", "Commenter 1")]
    assert list(desk.held(None)) == []


def test_off_asks_nothing_and_says_nothing() -> None:
    shown = Statement(comment=Comment(url=BASE, post_url=BASE, id="1"))
    post = _post(comments=12)

    assert _begin(_desk("off"), post, shown) == [post]


@pytest.mark.parametrize("mode", MODES)
def test_modes_in_any_case(mode: str) -> None:
    assert stated_mode({"COMMENTS": mode.upper()}) == mode


@pytest.mark.parametrize("value", ["", None, "yes", "full,off"])
def test_another_mode_is_refused_in_one_line(value: Any) -> None:
    with pytest.raises(ArgumentError, match=r"COMMENTS=.*full, anonymous, off") as caught:
        stated_mode({"COMMENTS": value})

    assert "\n" not in str(caught.value)


# --- the token ---


@pytest.mark.parametrize("route", COMMENT_ROUTES)
def test_comments_get_the_blogs_token_and_no_other_host_does(route: str) -> None:
    api = PageApi(BASE, None)
    value = {"apps": {"14bcded7-0066-7c35-14d7-466cb3f09103": {"instance": "t0k.en"}}}
    api.take_token(Response(BASE, body=json.dumps(value).encode()))
    own, led_away = Request(f"{BASE}{route}?a=1"), Request(f"https://other.example{route}?a=1")

    for request in (own, led_away):
        assert is_api_url(request.url)
        api.authorise(request)

    assert own.headers.get("authorization") == b"t0k.en"
    assert led_away.headers.get("authorization") is None
