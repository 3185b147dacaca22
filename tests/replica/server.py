"""The replica over HTTP, in a thread of this process."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from tests.replica.router import Reply, Router
from tests.replica.site import Context, Faults, Site

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

_TEXTUAL = ("text/", "application/json", "application/rss+xml")


@dataclass(frozen=True)
class Logged:
    """One request that the server has answered."""

    method: str
    target: str
    status: int
    headers: dict[str, str]
    """Names in lower case."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    router: Router
    log: list[Logged]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of every failure but a client that went away: that is its right, and no fault of the replica."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "Pepyaka"
    sys_version = ""
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:  # the base class wants this name
        self._answer()

    do_HEAD = do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing: :attr:`_Server.log` keeps the requests."""

    def _answer(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = int(headers.get("content-length") or 0)
        body = self.rfile.read(length) if length else b""
        reply = self.server.router.reply(self.command, self.path, headers, body)
        etag = reply.etag if reply.status == 200 else ""
        unchanged = bool(etag) and etag in headers.get("if-none-match", "")
        # Logged before the answer goes out, so that a client that has its answer finds its request here.
        self.server.log.append(Logged(self.command, self.path, 304 if unchanged else reply.status, headers))
        if unchanged:
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
        else:
            self._send(reply, headers, etag)

    def _send(self, reply: Reply, headers: dict[str, str], etag: str) -> None:
        squeezed = "gzip" in headers.get("accept-encoding", "") and reply.content_type.startswith(_TEXTUAL)
        squeezed = squeezed and not isinstance(reply.parts, bytes)
        content = reply.body(squeezed=squeezed)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(content)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if etag:
            self.send_header("ETag", etag)
            self.send_header("Vary", "Accept-Encoding")
        if reply.content_type.startswith("text/html"):
            self.send_header("Set-Cookie", "XSRF-TOKEN=1719000000|replica; Path=/; SameSite=None; Secure")
        if squeezed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class Running:
    """A served site: its address, what was asked of it, and its switches."""

    def __init__(self, site: Site, port: int = 0, host: str = "127.0.0.1") -> None:
        self._server = _Server((host, port), _Handler)
        self.origin = f"http://{host}:{self._server.server_address[1]}"
        self.url = f"{self.origin}{site.prefix}"
        """Address of the home page, without a trailing slash."""
        self.site = site
        self.ctx = Context(site, self.url)
        self.router = self._server.router = Router(self.ctx)
        self.requests: list[Logged] = []
        self._server.log = self.requests
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def start(self) -> Running:
        """Begin to answer."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop answering and free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def views(self) -> Counter[str]:
        """Slug -> views that this server was made to count. Must stay empty in every crawl."""
        return self.router.api.views

    @property
    def faults(self) -> Faults:
        """Which paths misbehave on their first request; assign another :class:`Faults` to change them."""
        return self.router.faults

    @faults.setter
    def faults(self, value: Faults) -> None:
        self.router.faults = value

    def revoke_tokens(self) -> None:
        """Let all access tokens expire."""
        self.router.api.revoke()


@contextmanager
def serve(site: Site, port: int = 0) -> Iterator[Running]:
    """Serve ``site`` on a loopback port (a free one by default) for the duration of the block."""
    running = Running(site, port).start()
    try:
        yield running
    finally:
        running.stop()
