"""One file from a server on loopback to the disk, whatever the server does."""

import asyncio
import hashlib
import json

import pytest
from aiohttp import web

from scraper.media.answer import Answer
from scraper.media.fetch import Fetcher
from scraper.media.guard import Guard
from scraper.media.options import MediaOptions
from tests.media.servers import serving

BODY = bytes(range(256)) * 4096  # 1 MiB: worth taking up again
URL = "https://static.wixstatic.com/media/a.bin"


def fetch(tmp_path, handler, *urls, guard=None, **options):
    """Ask for ``urls``, one after the other, with the handler in the place of Wix's media host."""

    async def scenario():
        async with serving(handler) as base:
            asked = guard(base) if guard else Guard(connect_to={"static.wixstatic.com": base})
            chosen = MediaOptions(pause=0.01, repeats=2, user_agent="wix-exit/test", **options)
            async with Fetcher(tmp_path, asked, chosen) as fetcher:
                return [await fetcher.fetch(url) for url in urls or (URL,)]

    return asyncio.run(scenario())


def answering(*answers):
    """A handler that gives ``answers`` in turn, the last one for ever; it notes the requests."""
    seen = []

    async def handler(request):
        seen.append(request)
        made = answers[min(len(seen), len(answers)) - 1]
        return await made(request) if callable(made) else made()

    handler.seen = seen
    return handler


async def whole(_request):
    headers = {"Content-Type": "image/png", "Content-Disposition": "inline; filename*=UTF-8''%E8%8C%B6.png"}
    return web.Response(body=BODY, headers={**headers, "ETag": '"a1"'})


def broken_off(size, **headers):
    async def handler(request):
        response = web.StreamResponse(headers={"Content-Length": str(len(BODY)), "ETag": '"a1"', **headers})
        await response.prepare(request)
        await response.write(BODY[:size])
        request.transport.close()
        return response

    return handler


async def ranged(request):
    start = int(request.headers["Range"].removeprefix("bytes=").rstrip("-"))
    headers = {"Content-Range": f"bytes {start}-{len(BODY) - 1}/{len(BODY)}", "ETag": '"a1"'}
    return web.Response(status=206, body=BODY[start:], headers=headers)


def status(code, **headers):
    async def handler(_request):
        return web.Response(status=code, text="Forbidden", headers=headers)

    return handler


def test_a_file_comes_whole_with_its_name_and_digest(tmp_path):
    handler = answering(whole)

    [got] = fetch(tmp_path, handler)

    assert got.path.read_bytes() == BODY
    assert (got.size, got.sha256) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert (got.name, got.content_type) == ("茶.png", "image/png")
    sent = handler.seen[0].headers
    assert sent["User-Agent"] == "wix-exit/test"
    assert not {"Cookie", "Referer", "Authorization"} & set(sent)


def test_what_broke_off_is_taken_up_where_it_ended(tmp_path):
    handler = answering(broken_off(300_000), ranged)

    [got] = fetch(tmp_path, handler)

    assert got.path.read_bytes() == BODY
    assert got.sha256 == hashlib.sha256(BODY).hexdigest()
    second = handler.seen[1].headers
    assert second["If-Range"] == '"a1"'
    assert 0 < int(second["Range"][6:-1]) <= 300_000


def test_it_is_taken_up_by_a_later_run_too(tmp_path):
    [first] = fetch(tmp_path, answering(broken_off(200_000), status(500)))
    handler = answering(ranged)
    [second] = fetch(tmp_path, handler)

    assert first.path is None
    assert second.path.read_bytes() == BODY
    assert len(handler.seen) == 1


def test_a_server_that_sends_all_again_is_no_problem(tmp_path):
    [got] = fetch(tmp_path, answering(broken_off(300_000), whole))

    assert got.path.read_bytes() == BODY


def test_another_file_under_the_same_address_is_not_glued_on(tmp_path):
    async def other(request):
        return web.Response(status=206, body=b"x" * 10, headers={"Content-Range": "bytes 5-14/15"})

    [got] = fetch(tmp_path, answering(broken_off(300_000), other, whole))

    assert got.path.read_bytes() == BODY


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410])
def test_what_is_gone_is_asked_for_once(tmp_path, code):
    handler = answering(status(code))

    [got] = fetch(tmp_path, handler)

    assert (got.path, got.gone, got.reason) == (None, True, f"the server says {code}")
    assert len(handler.seen) == 1


@pytest.mark.parametrize("code", [429, 503])
def test_a_busy_server_is_asked_again_when_it_said(tmp_path, code):
    handler = answering(status(code, **{"Retry-After": "0"}), whole)

    [got] = fetch(tmp_path, handler)

    assert got.path.read_bytes() == BODY
    assert len(handler.seen) == 2


def test_a_server_that_stays_broken_is_not_taken_for_an_empty_place(tmp_path):
    handler = answering(status(500))

    [got] = fetch(tmp_path, handler)

    assert (got.path, got.gone, got.reason) == (None, False, "the server says 500")
    assert len(handler.seen) == 3


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_over_the_limit_is_not_kept(tmp_path, announced):
    async def endless(request):
        response = web.StreamResponse(headers={"Content-Length": str(len(BODY))} if announced else {})
        await response.prepare(request)
        await response.write(BODY)
        return response

    [got] = fetch(tmp_path, answering(endless), max_bytes=1000)

    assert got.path is None
    assert "larger than MEDIA_MAX_SIZE allows" in got.reason
    assert not got.gone


def test_an_empty_answer_is_no_file(tmp_path):
    async def empty(_request):
        return web.Response(body=b"")

    [got] = fetch(tmp_path, answering(empty))

    assert got == Answer(status=200, reason="the answer is empty", gone=True)


def test_a_redirect_is_followed_to_an_allowed_host_only(tmp_path):
    async def away(request):
        if request.path == "/moved":
            return await whole(request)
        target = {"/media/a.bin": "https://static.wixstatic.com/moved"}.get(
            request.path, f"http://127.0.0.1:{request.url.port}/x"
        )
        raise web.HTTPFound(target)

    good, bad = fetch(tmp_path, away, URL, "https://static.wixstatic.com/media/b.bin")

    assert good.path.read_bytes() == BODY
    assert bad.reason == "refused: the host 127.0.0.1 is not one of the site's media hosts"


def test_an_allowed_name_that_leads_inside_is_refused(tmp_path):
    handler = answering(whole)

    [by_name, by_number] = fetch(
        tmp_path,
        handler,
        "http://localhost/a",
        "http://127.0.0.1/a",
        guard=lambda _base: Guard(more_hosts=("localhost", "127.0.0.1")),
    )

    assert by_name.reason.startswith("refused: ")
    assert by_number.reason == "refused: 127.0.0.1 is not a public network address"
    assert handler.seen == []


def test_endless_redirects_end(tmp_path):
    async def around(_request):
        raise web.HTTPFound("https://static.wixstatic.com/media/a.bin")

    [got] = fetch(tmp_path, around)

    assert got.reason == "more than 5 redirects"


def test_nobody_there_is_said_so(tmp_path):
    guard = Guard(connect_to={"static.wixstatic.com": "http://127.0.0.1:9"})

    [got] = fetch(tmp_path, answering(whole), guard=lambda _base: guard)

    assert got.reason.startswith("cannot connect")
    assert not got.gone


def test_facts_that_are_no_json_do_no_harm(tmp_path):
    partial = tmp_path / hashlib.sha256(URL.encode()).hexdigest()[:32]
    partial.write_bytes(b"old")
    partial.with_name(partial.name + ".facts").write_text(json.dumps([1]))

    [got] = fetch(tmp_path, answering(whole))

    assert got.path.read_bytes() == BODY
