"""The replica over HTTP, and requests to it."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tests.replica import Running, Site
from tests.replica.site import BLOG_APP

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
