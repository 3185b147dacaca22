"""The owner's key through the real command: what it adds, how it merges, drafts, and the same again from the archive."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawling import Crawl, crawl
from tests.replica import Site, serve
from tests.replica.owner import KEY, SITE_ID, owned
from tests.replica.truth import body_text, comment_text

if TYPE_CHECKING:
    from tests.replica.owner import Owner
    from tests.replica.server import Logged, Running

SITE = owned(Site.build(seed=83, posts=10, faults=False))
TRUTH = {row["path"].lstrip("/"): row for row in SITE.truth()}
ENV = {"WIX_API_KEY": KEY, "WIX_SITE_ID": SITE_ID}
PUBLIC = ("published", "")


def owner() -> Owner:
    assert SITE.owner is not None
    return SITE.owner


@dataclass(frozen=True)
class Done:
    """The same site with the key, from its archive without, and as the public sees it."""

    keyed: Crawl
    archived: Crawl
    asked: list[Logged]
    base: str


def with_key(running: Running, *settings: str, **given: Any) -> dict[str, Any]:
    """Arguments of :func:`crawl` for a crawl with the owner's key."""
    base = f"WIX_API_BASE={running.origin}"
    return {"url": running.url, "settings": (base, *settings), "more_env": ENV, **given}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("owner")
    with serve(SITE) as running:
        keyed = crawl(folder / "keyed", **with_key(running))
        asked, base = list(running.requests), running.url
    # The server is gone, and no key is in the environment.
    archived = crawl(folder / "archived", archive=keyed.folder / "archive")
    return Done(keyed, archived, asked, base)


def _posts(got: Crawl, *statuses: str) -> dict[str, dict[str, Any]]:
    return {path: row for path, row in got.posts().items() if row["status"] in statuses}


def _calls(asked: list[Logged], part: str) -> list[Logged]:
    return [logged for logged in asked if logged.target.startswith(part)]


def test_x(done: Done) -> None:
    print(done.keyed.status, done.keyed.stdout[-3000:], done.keyed.stderr[-3000:])
    print(done.archived.status, done.archived.stdout[-3000:], done.archived.stderr[-3000:])
    for p,r in done.keyed.posts().items():
        print(p, r["status"], r["views"], r["author"], r["sources"], [i for i in r["issues"]])
    print(done.keyed.site())
    from collections import Counter
    print(Counter((l.method, l.target.split("?")[0], l.status) for l in done.asked))
    assert 0
