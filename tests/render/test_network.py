"""What the browser asks for is fetched by the crawl: hop by hop judged, limited, and never from private addresses."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

import pytest

from scraper.media.guard import Guard, RefusedError
from scraper.render import network
from scraper.render.network import BrowserNetwork, Fetched
from scraper.render.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Handler(BaseHTTPRequestHandler):
    seen: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:  # the base class wants this name
        self.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        target = {"/away": "http://127.0.0.2:9/", "/here": "/script.js", "/round": "/round"}.get(self.path)
        self.send_response(302 if target else 200)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Set-Cookie", "lang=zh")
        body = b"x" * (2048 if self.path == "/large" else 4)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served() -> Iterator[str]:
    _Handler.seen.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _get(url: str, base: str, kind: str = "script", site: str = "127.0.0.1", **headers: str) -> Fetched:
    async def run() -> Fetched:
        async with BrowserNetwork(Guard(site), 5) as fetching:
            return await fetching.get(url, kind, headers, Rules(f"{base}/about"))

    return asyncio.run(run())


def test_a_redirect_within_the_site_is_followed_and_the_page_is_told_of_no_cookie() -> None:
    with _served() as base:
        found = _get(f"{base}/here", base, cookie="a=b", authorization="token")

    assert (found.status, found.body) == (200, b"xxxx")
    assert {name.lower() for name in found.headers} == {"server", "date", "content-type"}
    assert [path for path, _ in _Handler.seen] == ["/here", "/script.js"]
    assert all("cookie" not in sent and sent["authorization"] == "token" for _, sent in _Handler.seen)


@pytest.mark.parametrize(
    ("path", "kind", "says"),
    [
        ("/away", "script", "127.0.0.2 is neither"),
        ("/round", "script", "more than 5 redirects"),
        ("/here", "document", "another page"),
        ("/script.js", "image", "not needed"),
    ],
)
def test_what_leads_astray_is_refused(path: str, kind: str, says: str) -> None:
    with _served() as base, pytest.raises(RefusedError, match=says):
        _get(base + path, base, kind)


def test_a_private_address_is_refused_unless_the_user_named_it() -> None:
    with _served() as base, pytest.raises(RefusedError, match="not a public network address"):
        _get(f"{base}/script.js", base, site="clinic.example")
    assert _Handler.seen == []


def test_a_script_of_any_size_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_LARGEST", 1024)
    with _served() as base, pytest.raises(RefusedError, match="more than"):
        _get(f"{base}/large", base)
