"""The page API's token expires while a crawl is under way."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from tests.crawling import crawl
from tests.replica.server import Running, serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from pathlib import Path


def _revoke_after(running: Running, answers: int, done: threading.Event) -> None:
    while not done.is_set():
        if sum("/post-page/" in logged.target for logged in running.requests) >= answers:
            running.revoke_tokens()
            return
        time.sleep(0.005)


def test_a_new_token_is_fetched_and_no_counter_is_lost(tmp_path: Path) -> None:
    site = Site.build(seed=12, posts=16, era="2026", faults=False)
    done = threading.Event()
    with serve(site) as running:
        watcher = threading.Thread(target=_revoke_after, args=(running, 4, done))
        watcher.start()
        got = crawl(tmp_path, url=running.url)
        done.set()
        watcher.join()
        tokens = sum("/access-tokens" in logged.target for logged in running.requests)
        refused = sum(logged.status in (401, 403) for logged in running.requests)

    assert got.status == 0, got.stdout
    # The replica hands out the same token again, so a late refusal may ask for it once more.
    assert refused
    assert 2 <= tokens <= 3
    assert {row["views"] for row in got.items("post")} == {row["real_views"] for row in site.truth()}
    assert not running.views
