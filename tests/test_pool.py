"""Reading beside the crawl: the same readings wherever they are made, and nothing lost when a process dies."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import Settings

from scraper.exceptions import ArgumentError
from scraper.extraction.reading import PageTask, Reading, read_page
from scraper.pool import ReaderPool, stated_workers, worker_count
from tests.crawling import Crawl, crawl_arguments, start
from tests.replica.router import Router
from tests.replica.server import serve
from tests.replica.site import Context, Site

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = "https://clinic.example"


@pytest.fixture(scope="module")
def tasks() -> list[PageTask]:
    site = Site.build(seed=41, posts=4, faults=False)
    router = Router(Context(site, BASE))
    paths = [("/", "page"), ("/blog", "feed"), *((post.path, "post") for post in site.posts)]
    bodies = [(path, kind, router.reply("GET", path, {}).body(squeezed=False)) for path, kind in paths]
    return [PageTask(url=BASE + path, body=body, base=BASE, kind=kind) for path, kind, body in bodies]


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    made = ReaderPool(1)
    yield made
    made.close()


async def _all(pool: ReaderPool, tasks: list[PageTask]) -> list[Reading]:
    return list(await asyncio.gather(*(pool.read(task) for task in tasks)))


def _children() -> set[int]:
    return {child.pid for child in multiprocessing.active_children() if child.pid}


def test_without_workers_pages_are_read_in_this_process(tasks: list[PageTask]) -> None:
    before = _children()
    pool = ReaderPool(0)

    assert asyncio.run(_all(pool, tasks)) == [read_page(task) for task in tasks]
    assert _children() == before
    pool.close()


def test_a_worker_gives_the_same_readings(pool: ReaderPool, tasks: list[PageTask]) -> None:
    readings = asyncio.run(_all(pool, tasks))

    assert readings == [read_page(task) for task in tasks]
    assert [type(reading.item).__name__ for reading in readings[-4:]] == ["Post"] * 4


def _reader(_task: PageTask) -> Reading:
    return Reading(url=str(os.getpid()))


def test_more_pages_than_the_workers_can_hold_are_read_in_this_process_too(
    pool: ReaderPool, tasks: list[PageTask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scraper.pool.read_page", _reader)

    many = {int(reading.url) for reading in asyncio.run(_all(pool, tasks * 4))}
    few = {int(reading.url) for reading in asyncio.run(_all(pool, tasks[:2]))}

    assert os.getpid() in many
    assert len(many) == 2
    assert os.getpid() not in few


def test_a_killed_worker_loses_nothing_and_is_replaced(
    pool: ReaderPool, tasks: list[PageTask], caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> tuple[list[Reading], set[int], set[int]]:
        first = await pool.read(tasks[0])
        old = _children()
        for pid in old:
            os.kill(pid, signal.SIGKILL)
        rest = await _all(pool, tasks[1:])
        last = await pool.read(tasks[0])
        return [first, *rest, last], old, _children()

    readings, old, new = asyncio.run(scenario())
    assert readings == [read_page(task) for task in (*tasks, tasks[0])]
    assert old
    assert new
    assert not old & new
    assert caplog.text.count("starting another one") == 1


def test_closing_ends_the_processes(tasks: list[PageTask]) -> None:
    pool = ReaderPool(1)
    asyncio.run(_all(pool, tasks[:1]))
    assert _children()
    pool.close()

    assert not _children()


# --- how many ---


def _count(monkeypatch: pytest.MonkeyPatch, *, archive: bool = False, **values: Any) -> int:
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    given = {"EXTRACTION_WORKERS": "auto", "AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0, **values}
    return worker_count(Settings(given), archive=archive)


@pytest.mark.parametrize(
    ("values", "archive", "want"),
    [
        ({}, False, 3),
        ({"AUTOTHROTTLE_ENABLED": True}, False, 0),
        ({"DOWNLOAD_DELAY": 1}, False, 0),
        ({"DOWNLOAD_DELAY": 1, "AUTOTHROTTLE_ENABLED": True}, True, 3),
        ({"EXTRACTION_WORKERS": "2", "DOWNLOAD_DELAY": 1}, False, 2),
        ({"EXTRACTION_WORKERS": 0}, True, 0),
    ],
)
def test_workers_are_used_where_cores_would_be_idle(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, Any], archive: bool, want: int
) -> None:
    assert _count(monkeypatch, archive=archive, **values) == want


@pytest.mark.parametrize("value", ["lots", "-1", "1.5", "", "²", "AUTO"])
def test_anything_else_is_refused(value: str) -> None:
    with pytest.raises(ArgumentError, match="neither a number nor auto"):
        stated_workers({"EXTRACTION_WORKERS": value})


# --- in a crawl ---


def _children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            command = (stat.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(fields[1]) == pid and "spawn_main" in command:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the reader in /proc")
def test_a_reader_killed_in_the_middle_of_a_crawl_loses_no_post(tmp_path: Path) -> None:
    site = Site.build(seed=42, posts=16, faults=False, odd=False)
    with serve(site) as running:
        process = start(crawl_arguments(running.url, tmp_path, "EXTRACTION_WORKERS=1", "DOWNLOAD_DELAY=0.02"))
        store = tmp_path / "site" / "items.jsonl"
        while not (store.exists() and b'"type": "post"' in store.read_bytes()):
            assert process.poll() is None
        [reader] = _children_of(process.pid)
        os.kill(reader, signal.SIGKILL)
        out, err = process.communicate(timeout=60)
    got = Crawl(process.returncode, out, err, tmp_path / "site")

    assert "a process that read pages died" in err
    assert got.status == 0, out
    assert sorted(row["title"] for row in got.items("post")) == sorted(row["title"] for row in site.truth())
