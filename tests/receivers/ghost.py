"""A real Ghost on SQLite: set up, fed by its own importer, read back by the Admin API."""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests

from tests.receivers import fetch
from tests.receivers.processes import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OWNER = {"name": "Owner", "email": "owner@example.com", "password": "Rig-Secret-1234", "blogTitle": "Target"}
_STEADY, _TURNS = 4, 480


@dataclass(frozen=True)
class Ghost:
    """A running site with its owner signed in."""

    url: str
    session: requests.Session

    def _call(self, method: str, path: str, **given: Any) -> requests.Response:
        headers = {"Origin": self.url, "Accept-Version": "v6.0"}
        answer = self.session.request(
            method, f"{self.url}/ghost/api/admin{path}", headers=headers, timeout=120, allow_redirects=False, **given
        )
        answer.raise_for_status()
        return answer

    def set_up(self) -> None:
        """Make the owner, sign in, and take the sample content away, as a person would."""
        self._call("POST", "/authentication/setup/", json={"setup": [_OWNER]})
        self._call("POST", "/session/", json={"username": _OWNER["email"], "password": _OWNER["password"]})
        self._call("DELETE", "/db/")

    def import_zip(self, file: Path) -> None:
        """Upload the file; the import runs in the background and is waited for."""
        with file.open("rb") as data:
            self._call("POST", "/db/", files={"importfile": (file.name, data, "application/zip")})
        last, steady = -1, 0
        for _ in range(_TURNS):
            tags = self._call("GET", "/tags/?filter=slug:~^'hash-import'&include=count.posts").json()["tags"]
            found = sum(tag["count"]["posts"] for tag in tags)
            steady = steady + 1 if found and found == last else 0
            if steady >= _STEADY:
                return
            last = found
            time.sleep(0.25)
        raise RuntimeError("Ghost's import did not come to an end")

    def all(self, kind: str, query: str = "") -> list[dict[str, Any]]:
        """Every record of a kind, e.g. ``posts``."""
        found: list[dict[str, Any]] = []
        page: int | None = 1
        while page:
            answer = self._call("GET", f"/{kind}/?limit=100&page={page}{query}").json()
            found += answer[kind]
            page = answer["meta"]["pagination"]["next"]
        return found

    def upload_redirects(self, file: Path) -> None:
        """Put a ``redirects.json`` in force."""
        with file.open("rb") as data:
            self._call("POST", "/redirects/upload/", files={"redirects": (file.name, data, "application/json")})


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Ghost]:
    """Serve a fresh Ghost whose content lies in ``folder``."""
    package, node = fetch.ghost()
    content = folder / "content"
    shutil.copytree(package / "content", content)
    (content / "data").mkdir(exist_ok=True)
    (folder / "current").symlink_to(package)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    config = {
        "url": url,
        "server": {"host": "127.0.0.1", "port": port},
        "database": {
            "client": "sqlite3",
            "connection": {"filename": str(content / "data" / "ghost.db")},
            "useNullAsDefault": True,
        },
        "mail": {"transport": "stub", "from": "rig@example.com"},
        "paths": {"contentPath": str(content)},
        "logging": {"level": "error", "transports": ["stdout"]},
        "privacy": {"useUpdateCheck": False, "useGravatar": False, "useRpcPing": False},
        "imageOptimization": {"resize": False},
        "security": {"staffDeviceVerification": False},
        "spam": {"user_login": {"freeRetries": 1000}},
    }
    (folder / "config.production.json").write_text(json.dumps(config), encoding="utf-8")
    ready = f"{url}/ghost/api/admin/site/"
    with (
        serving([str(node), "current/index.js"], ready, folder / "log", cwd=folder, env={"NODE_ENV": "production"}),
        requests.Session() as session,
    ):
        site = Ghost(url, session)
        site.set_up()
        yield site
