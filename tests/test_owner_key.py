"""The key's keeper: where it is taken from, who gets to see it, how it is blotted out, how often it may be used."""

from __future__ import annotations

import asyncio
import base64
import copy
import gzip
import pickle
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import Settings

from scraper import settings as ours
from scraper.exceptions import ArgumentError
from scraper.owner_key import (
    CALLS,
    OWNER_CALL,
    SECONDS,
    OwnerKey,
    OwnerKeyMiddleware,
    RateLimit,
    api_base,
    hand_over,
    owner_key,
    refuse_on_command_line,
    take_owner_key,
)
from tests.replica.owner import KEY, SITE_ID

if TYPE_CHECKING:
    from collections.abc import Callable

API = "https://www.wixapis.com"
KEYS = st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=16, max_size=80)


# --- where it comes from ---


def test_it_is_taken_out_of_the_environment() -> None:
    environ = {"WIX_API_KEY": f" {KEY}\n", "WIX_SITE_ID": SITE_ID, "PATH": "/bin"}

    key = take_owner_key(environ)

    assert key is not None
    assert key.headers() == {"Authorization": KEY, "wix-site-id": SITE_ID}
    assert environ == {"WIX_SITE_ID": SITE_ID, "PATH": "/bin"}


def test_who_needs_none_does_not_keep_it() -> None:
    environ = {"WIX_API_KEY": KEY}

    assert take_owner_key(environ, needed=False) is None
    assert environ == {}


def test_without_one_there_is_none() -> None:
    assert take_owner_key({}) is None
    assert take_owner_key({"WIX_API_KEY": "  "}) is None


def test_a_site_alone_is_not_passed_over_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    assert take_owner_key({"WIX_SITE_ID": SITE_ID}) is None

    assert "WIX_API_KEY is not" in caplog.text


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"WIX_API_KEY": KEY}, "WIX_SITE_ID is not"),
        ({"WIX_API_KEY": KEY, "WIX_SITE_ID": "my-clinic"}, "no site id"),
        ({"WIX_API_KEY": "short", "WIX_SITE_ID": SITE_ID}, "holds no API key"),
        ({"WIX_API_KEY": f"{KEY} {KEY}", "WIX_SITE_ID": SITE_ID}, "holds no API key"),
        ({"WIX_API_KEY": f"{KEY}\nX-More: 1", "WIX_SITE_ID": SITE_ID}, "holds no API key"),
        ({"WIX_API_KEY": f"{KEY}é", "WIX_SITE_ID": SITE_ID}, "holds no API key"),
    ],
)
def test_refusals_are_one_line_without_the_key(environ: dict[str, str], says: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        take_owner_key(environ)

    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "arguments"),
    [
        ({"WIX_API_KEY": KEY}, {}),
        ({"WIX_SITE_ID": SITE_ID}, {}),
        ({}, {"key": KEY}),
        ({}, {"apiKey": KEY}),
        ({}, {"WIX_SITE_ID": SITE_ID}),
        ({}, {"token": KEY}),
    ],
)
def test_a_command_line_is_no_place_for_it(settings: dict[str, str], arguments: dict[str, str]) -> None:
    with pytest.raises(ArgumentError, match="environment") as caught:
        refuse_on_command_line(settings, arguments)

    assert KEY not in str(caught.value)


def test_other_arguments_are_nobodys_business() -> None:
    refuse_on_command_line({"COMMENTS": "off"}, {"url": "https://a.example/", "limit": "5"})


@pytest.mark.parametrize("base", [API, "https://mirror.example:8443/wix", "http://127.0.0.1:8080", "http://localhost"])
def test_places_that_may_have_it(base: str) -> None:
    assert api_base({"WIX_API_BASE": f"{base}/"}) == base


@pytest.mark.parametrize(
    "base",
    [
        "",
        "www.wixapis.com",
        "http://www.wixapis.com",
        "http://127.0.0.1.example",
        "ftp://127.0.0.1",
        "https://",
        "https://a.example/?x=1",
        "https://user@a.example",
        "https://a.example:x",
        "https://[a",
    ],
)
def test_places_that_may_not(base: str) -> None:
    with pytest.raises(ArgumentError, match="WIX_API_BASE="):
        api_base({"WIX_API_BASE": base})


# --- whom it is shown to ---


def test_it_shows_itself_to_nobody() -> None:
    key = OwnerKey(KEY, SITE_ID)
    settings = Settings({"OWNER_KEY": key})

    assert KEY not in f"{key!r} {key!s} {settings.copy_to_dict()!r}"
    assert copy.deepcopy(settings)["OWNER_KEY"] is key
    with pytest.raises(TypeError):
        pickle.dumps(key)
    assert not hasattr(key, "__dict__")


def test_a_setting_by_that_name_from_elsewhere_is_no_key() -> None:
    assert owner_key(Settings({"OWNER_KEY": KEY})) is None


# --- how it is blotted out ---


@given(key=KEYS, before=st.binary(max_size=7), after=st.binary(max_size=7))
def test_in_whatever_dress_it_comes_back_it_is_blotted_out(key: str, before: bytes, after: bytes) -> None:
    hide = OwnerKey(key, SITE_ID).hide
    raw = key.encode()
    packed = base64.b64encode(before + raw + after)
    # The letters that hold bits of the key alone.
    inner = packed[(len(before) * 8 + 5) // 6 : (len(before) + len(raw)) * 8 // 6]

    for dressed in (raw, quote(key, safe="").encode(), raw.hex().encode(), raw.lower()):
        assert dressed not in hide(before + dressed + after).replace(b"[key]", b"")
    assert inner not in hide(packed)
    assert inner.translate(bytes.maketrans(b"+/", b"-_")) not in hide(base64.urlsafe_b64encode(before + raw + after))


@given(data=st.binary(max_size=200))
def test_nothing_else_is_touched(data: bytes) -> None:
    assert OwnerKey(KEY, SITE_ID).hide(data) == data


# --- how often it may be used ---


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def _turns(pauses: list[float], calls: int, seconds: float) -> list[float]:
    clock = Clock()
    found: list[float] = []

    async def run() -> None:
        limit = RateLimit(calls, seconds, clock=lambda: clock.now, sleep=clock.sleep)
        for pause in pauses:
            await clock.sleep(pause)
            await limit.turn()
            found.append(clock.now)

    asyncio.run(run())
    return found


@given(pauses=st.lists(st.sampled_from([0.0, 0.1, 1.0, 7.0]), max_size=60), calls=st.integers(1, 10))
def test_no_stretch_of_time_holds_more_calls_than_allowed(pauses: list[float], calls: int) -> None:
    turns = _turns(pauses, calls, 10.0)

    assert len(turns) == len(pauses)
    for first, beyond in zip(turns, turns[calls:], strict=False):
        assert beyond - first >= 10.0 - 1e-6


def test_who_is_slow_does_not_wait() -> None:
    assert _turns([1.0] * 30, calls=20, seconds=10.0) == [float(n) for n in range(1, 31)]


def test_the_limit_is_wixs() -> None:
    turns = _turns([0.0] * (2 * CALLS + 1), CALLS, SECONDS)

    assert turns[CALLS - 1] == 0
    assert (turns[CALLS], turns[-1]) == (SECONDS, 2 * SECONDS)
    assert CALLS == 200
    assert SECONDS > 60


# --- the middleware ---


def _middleware(base: str = API, key: OwnerKey | None = None) -> OwnerKeyMiddleware:
    settings = Settings({"WIX_API_BASE": base})
    hand_over(settings, key or OwnerKey(KEY, SITE_ID))
    return OwnerKeyMiddleware(Crawler(Spider, settings))


def _call(url: str, **meta: Any) -> Request:
    return Request(url, meta={OWNER_CALL: True, **meta})


def _sent(middleware: OwnerKeyMiddleware, request: Request) -> Request:
    asyncio.run(middleware.process_request(request))
    return request


def test_a_call_gets_it_and_gives_it_back_with_the_answer() -> None:
    middleware, request = _middleware(), _call(f"{API}/blog/v3/posts/1")

    _sent(middleware, request)
    carried = request.headers.get("Authorization")
    middleware.process_response(request, Response(request.url, body=b"{}"))

    assert carried == KEY.encode()
    assert not {b"Authorization", b"wix-site-id"} & {name.title() for name in request.headers}
    assert request.headers.get("wix-site-id") is None


def test_a_call_that_fails_gives_it_back_too() -> None:
    middleware, request = _middleware(), _call(f"{API}/blog/v3/posts/1")

    _sent(middleware, request)
    middleware.process_exception(request, OSError("no network"))

    assert request.headers.get("Authorization") is None


def test_pages_of_the_site_never_get_it() -> None:
    request = _sent(_middleware(), Request(f"{API}/blog/v3/posts/1"))

    assert request.headers.get("Authorization") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/blog/v3/posts/1",
        "http://www.wixapis.com/blog/v3/posts/1",
        "https://www.wixapis.com:444/blog/v3/posts/1",
        "https://www.wixapis.com.evil.example/",
        "https://user@www.wixapis.com/",
    ],
)
def test_a_call_that_was_led_elsewhere_is_not_made(url: str) -> None:
    request = _call(url)

    with pytest.raises(IgnoreRequest):
        _sent(_middleware(), request)

    assert request.headers.get("Authorization") is None


def test_without_a_key_no_call_is_made() -> None:
    middleware = OwnerKeyMiddleware(Crawler(Spider, {"WIX_API_BASE": API}))

    with pytest.raises(IgnoreRequest):
        _sent(middleware, _call(f"{API}/blog/v3/posts/1"))


@pytest.mark.parametrize("pack", [lambda body: body, gzip.compress], ids=["plain", "gzip"])
def test_an_answer_that_repeats_it_is_blotted_out_before_anything_keeps_it(pack: Callable[[bytes], bytes]) -> None:
    middleware, request = _middleware(), _call(f"{API}/blog/v3/posts/1")
    packed = pack(f'{{"you": "{KEY}", "and": 1}}'.encode())
    headers = {"X-You": KEY, "Content-Type": "application/json"}
    if packed[:2] == b"\x1f\x8b":
        headers["Content-Encoding"] = "gzip"

    answer = middleware.process_response(request, Response(request.url, headers=headers, body=packed))

    assert answer.body == b'{"you": "[key]", "and": 1}'
    assert answer.headers["X-You"] == b"[key]"
    assert answer.headers["Content-Type"] == b"application/json"


def test_an_answer_that_cannot_be_looked_into_is_refused() -> None:
    middleware, request = _middleware(), _call(f"{API}/blog/v3/posts/1")
    answer = Response(request.url, headers={"Content-Encoding": "br"}, body=KEY.encode())

    with pytest.raises(IgnoreRequest):
        middleware.process_response(request, answer)


def test_it_stands_last_so_that_nothing_sees_it() -> None:
    numbers = ours.DOWNLOADER_MIDDLEWARES

    assert numbers["scraper.owner_key.OwnerKeyMiddleware"] == max(n for n in numbers.values() if n is not None)


def test_with_a_key_certificates_are_checked() -> None:
    settings = Settings({"WIX_API_BASE": API})

    hand_over(settings, OwnerKey(KEY, SITE_ID))

    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
