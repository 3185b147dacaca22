"""What became of a crawl: its stats, its exit status, and what it says when it could not go on."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.utils.test import get_crawler

from pipelines.corpus import Corpus
from scraper.commands.crawl import print_summary
from scraper.outcome import ERRORS_STAT, FATAL_STAT, MEDIA_FAILED_STAT, MISSING_STAT, Outcome
from tests.crawling import Crawl, crawl, crawl_arguments, start
from tests.replica.server import Running, serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with serve(Site.build(seed=31, posts=12, faults=False, odd=False)) as server:
        yield server


def _outcome(**stats: Any) -> Outcome:
    crawler = get_crawler()
    crawler.stats.set_stats({"finish_reason": "finished", **{k.replace("__", "/"): v for k, v in stats.items()}})
    return Outcome.of(crawler, "store/failed")


# --- the summary ---


def test_brackets_of_an_address_are_shown_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "items.jsonl").write_bytes(b"")
    lost = "https://static.wixstatic.com/media/%5B/b%5D.jpg (no answer in time)"
    outcome = Outcome(fatal=None, missing=[], missing_media=[lost], finished=True, failures=0)

    print_summary(Corpus(tmp_path), tmp_path, [], outcome)

    assert (
        "media not fetched: https://static.wixstatic.com/media/[/b].jpg (no answer in time)" in capsys.readouterr().out
    )


# --- the stats ---


def test_a_crawl_without_complaints_is_complete() -> None:
    whole = Outcome(fatal=None, missing=[], missing_media=[], finished=True, failures=0)
    assert _outcome(response_received_count=5) == whole
    assert _outcome().complete


@pytest.mark.parametrize(
    "stats",
    [
        {MISSING_STAT: ["https://a.example/post/x (gone)"]},
        {MEDIA_FAILED_STAT: ["https://static.wixstatic.com/media/x (no answer in time)"]},
        {ERRORS_STAT: 1},
        {"spider_exceptions__count": 1, "spider_exceptions__KeyError": 1},
        {"feedexport__failed_count__AtomicFeedStorage": 1},
        {"finish_reason": "shutdown"},
    ],
    ids=["missing", "media", "item-error", "exception", "feed", "interrupted"],
)
def test_every_complaint_makes_it_incomplete(stats: dict[str, Any]) -> None:
    assert not _outcome(**stats).complete


def test_each_failure_is_counted_once() -> None:
    stats = {"spider_exceptions__count": 3, "spider_exceptions__KeyError": 2, "spider_exceptions__TypeError": 1}

    assert _outcome(**stats, feedexport__failed_count__FileFeedStorage=1, **{ERRORS_STAT: 2}).failures == 6


def test_what_stopped_the_crawl_is_told() -> None:
    assert _outcome(**{FATAL_STAT: "cannot reach it"}).fatal == "cannot reach it"
    assert _outcome(store__failed="disk full").fatal == "disk full"


# --- settings are checked before anything happens ---


@pytest.mark.parametrize(
    "setting",
    [
        "EXTRACTION_WORKERS=lots",
        "RETRY_PAUSE_MAX=nan",
        "ARCHIVE=maybe",
        "COMMENTS=some",
    ],
)
def test_a_bad_setting_is_one_line_and_status_2(running: Running, tmp_path: Path, setting: str) -> None:
    before = len(running.requests)
    got = crawl(tmp_path, url=running.url, settings=(setting,))

    assert got.status == 2
    [line] = got.stderr.splitlines()
    assert line.startswith("crawl: " + setting.partition("=")[0])
    assert len(running.requests) == before
    assert not got.folder.exists()


# --- exit status ---

_RAISING = """
class Picky:
    def process_item(self, item):
        if type(item).__name__ == "Post":
            raise ValueError("no posts today")
        return item
"""


def test_a_stage_that_raises_makes_status_1_and_the_rest_is_written(running: Running, tmp_path: Path) -> None:
    (tmp_path / "picky.py").write_text(_RAISING)
    stages = '{"picky.Picky": 50, "pipelines.store.StorePipeline": 900}'
    process = start(crawl_arguments(running.url, tmp_path, f"ITEM_PIPELINES={stages}"), tmp_path)
    out, err = process.communicate(timeout=60)
    got = Crawl(process.returncode, out, err, tmp_path / "site")

    assert got.status == 1
    assert err.count("no posts today") >= 12
    assert "12 failures: see the log above" in out
    assert "complete" not in out
    assert got.items("page")
    assert (got.folder / "pages.csv").exists()


def test_a_feed_that_fails_makes_status_1(running: Running, tmp_path: Path) -> None:
    (tmp_path / "posts.csv").mkdir()
    process = start([*crawl_arguments(running.url, tmp_path), "-O", str(tmp_path / "posts.csv")])
    out, err = process.communicate(timeout=60)

    assert process.returncode == 1, out + err
    assert "with failures" in out
    assert len(Crawl(1, out, err, tmp_path / "site").items("post")) == 12


@pytest.mark.parametrize("workers", ["0", "1"])
def test_ctrl_c_keeps_and_renders_what_was_stored(running: Running, tmp_path: Path, workers: str) -> None:
    settings = ("DOWNLOAD_DELAY=0.05", "RANDOMIZE_DOWNLOAD_DELAY=False", f"EXTRACTION_WORKERS={workers}")
    # A terminal sends Ctrl-C to every process of the command.
    process = start(crawl_arguments(running.url, tmp_path, *settings), start_new_session=True)
    store = tmp_path / "site" / "items.jsonl"
    deadline = time.monotonic() + 30
    while not (store.exists() and b'"type": "post"' in store.read_bytes()):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert process.returncode == 1, out + err
    assert "interrupted" in out
    assert "Traceback" not in err
    got = Crawl(1, out, err, tmp_path / "site")
    assert 0 < len(got.items("post")) < 12
    assert (got.folder / "posts.csv").read_text(encoding="utf-8-sig").count(running.url + "/post/") > 0
