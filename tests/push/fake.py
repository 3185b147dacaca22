"""The routes of WordPress' REST API that a push uses, on loopback, with faults that a test orders.

What only the real one can prove is in ``tests/receivers/test_push.py``.
"""

from __future__ import annotations

import base64
import contextlib
import email.policy
import json
import threading
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

USER, PASSWORD = "editor", "abcd EFGH 1234 ijkl"
ADMIN = ("edit_posts", "publish_posts", "edit_pages", "upload_files", "moderate_comments", "list_users")
ADMIN += ("create_users", "unfiltered_html")
_KINDS = ("posts", "pages", "media", "categories", "tags", "comments", "users")
_RAW = ("title", "content", "excerpt", "caption")


@dataclass
class Fault:
    """What is answered in place of the truth, ``times`` times, to requests that ``when`` picks."""

    when: Callable[[str, str, dict[str, Any]], bool]
    status: int = 500
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1_000_000
    lose: bool = False
    """Do as asked, and break the connection before the answer."""


@dataclass
class Fake:
    """State of the fake; a test may change all of it."""

    url: str = ""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {kind: [] for kind in _KINDS})
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and route of each request."""
    faults: list[Fault] = field(default_factory=list)
    rights: list[str] = field(default_factory=lambda: list(ADMIN))
    folder: str = ""
    """Path of the site on its host."""
    pretty: bool = True
    """It has permalinks; without, the API lies under ``/?rest_route=`` only."""
    passwords: bool = True
    """Application passwords are available."""
    meta: tuple[str, ...] = ()
    after_post: Callable[[int], None] = lambda _: None
    """Is told the number of each POST when it is done, before it is answered."""

    def posts(self) -> list[str]:
        """Routes that were posted to."""
        return [route for method, route in self.asked if method == "POST"]

    def fail(self, part: str, **facts: Any) -> None:
        """Order a fault for POSTs whose route or content holds ``part``."""
        self.faults.append(Fault(lambda method, route, given: method == "POST" and part in f"{route} {given}", **facts))

    def answer(self, method: str, route: str, given: dict[str, Any]) -> tuple[int, Any]:
        """Status and JSON."""
        if route in ("/", ""):
            known = {"application-passwords": {}} if self.passwords else []
            return 200, {"namespaces": ["wp/v2"], "authentication": known, "timezone_string": "UTC"}
        if route == "/wp/v2":
            args = {"meta": {"properties": {name: {"type": "string"} for name in self.meta}}}
            endpoints = [{"methods": ["GET"], "args": []}, {"methods": ["POST"], "args": args}]
            return 200, {"routes": {f"/wp/v2/{kind}": {"endpoints": endpoints} for kind in ("posts", "pages")}}
        if route == "/wp/v2/users/me":
            return 200, {"id": 1, "name": "Editor", "capabilities": dict.fromkeys(self.rights, True)}
        kind, _, number = route.removeprefix("/wp/v2/").partition("/")
        if method == "POST":
            return self._changed(kind, int(number), given) if number else self._made(kind, given)
        rows = self.rows[kind]
        for name in ("slug", "post"):
            if name in given:
                rows = [row for row in rows if str(row.get(name)) == given[name]]
        return 200, rows

    def _made(self, kind: str, given: dict[str, Any]) -> tuple[int, Any]:
        row = {"id": sum(map(len, self.rows.values())) + 2}
        self.rows[kind].append(row)
        return 201, self._fill(row, kind, given)

    def _changed(self, kind: str, number: int, given: dict[str, Any]) -> tuple[int, Any]:
        for row in self.rows[kind]:
            if row["id"] == number:
                return 200, self._fill(row, kind, given)
        return 404, {"code": "rest_post_invalid_id", "message": "Invalid post ID.", "data": {"status": 404}}

    def _fill(self, row: dict[str, Any], kind: str, given: dict[str, Any]) -> dict[str, Any]:
        row |= {name: {"raw": value} if name in _RAW else value for name, value in given.items()}
        row.setdefault("author", 1)  # the account that makes it
        row["link"] = f"{self.url}{self.folder}/{row.get('slug')}/"
        if kind == "media" and "file" in given:
            row["source_url"] = f"{self.url}/wp-content/uploads/{row['id']}-{given['file']}"
        return row


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    fake: Fake

    def _answer(self):
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        path = parts.path
        if "rest_route" in given:
            path = f"{self.fake.folder}/wp-json{given.pop('rest_route')}"
        elif not self.fake.pretty:
            path = "/"
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if sent:
            given |= _content(self.headers["Content-Type"], sent)
        route = path.removeprefix(f"{self.fake.folder}/wp-json")
        self.fake.asked.append((self.command, route))
        fault = next((f for f in self.fake.faults if f.times and f.when(self.command, route, given)), None)
        if fault:
            fault.times -= 1
        if not fault or fault.lose:
            status, body = self._true(path, route, given)
        else:
            status, body = fault.status, fault.body
        if fault and fault.lose:
            self.close_connection = True
            return
        if self.command == "POST":
            self.fake.after_post(len(self.fake.posts()))
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in (fault.headers if fault else {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(OSError):  # the client may have been killed
            self.wfile.write(data)

    def _true(self, path, route, given):
        if not path.startswith(f"{self.fake.folder}/wp-json"):
            return 404, "<h1>Not here</h1>"
        allowed = f"Basic {base64.b64encode(f'{USER}:{PASSWORD}'.encode()).decode()}"
        if route not in ("", "/") and (not self.fake.passwords or self.headers.get("Authorization") != allowed):
            code = "incorrect_password" if self.fake.passwords else "rest_not_logged_in"
            return 401, {"code": code, "message": f"no: {self.headers.get('Authorization')}"}
        return self.fake.answer(self.command, route, given)

    do_GET = do_POST = _answer  # noqa: N815 - the base class wants these names

    def log_message(self, *_):
        pass


def _content(kind: str, sent: bytes) -> dict[str, Any]:
    if kind == "application/json":
        return json.loads(sent)
    form = BytesParser(policy=email.policy.HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + sent)
    given = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="Content-Disposition")
        given[name] = part.get_filename() or part.get_payload(decode=True).decode()
    return given


@contextlib.contextmanager
def serving() -> Iterator[Fake]:
    """Serve a fresh fake."""
    fake = Fake()
    handler = type("Handler", (_Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
