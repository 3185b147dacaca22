"""Part of ``make bench``: what each format costs beside reading and JSON-decoding the store, and its peak memory.

A crawl of the replica is multiplied to ``BENCH_EXPORT_POSTS`` posts (default 10,000), so that bodies are real ones.
Every format is rendered by a process of its own, as ``scrapy export`` does it; reading is measured likewise.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.bench import crawl
from benchmarks.processes import ROOT, Measured, replica, run
from pipelines.corpus import Corpus
from pipelines.exporters.base import FORMATS, render_all
from pipelines.store import ITEMS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

POSTS = int(os.environ.get("BENCH_EXPORT_POSTS", "10000"))
REPEAT = 3
_SEED_POSTS = 200
_READ = "reading"
"""Stands for a format that only reads and decodes every line."""


def multiplied(source: Path, target: Path, posts: int) -> None:
    """Write a store of ``posts`` posts: those of ``source`` again and again, under new addresses."""
    lines = [json.loads(line) for line in (source / ITEMS_FILE).open(encoding="utf-8")]
    own = [line for line in lines if line["type"] == "post" and not line.get("variant_of")]
    with (target / ITEMS_FILE).open("w", encoding="utf-8") as file:
        for line in [line for line in lines if line["type"] not in ("post", "site")]:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        for number, post in _numbered(own, posts):
            changes = {
                "url": f"{post['url']}-{number}",
                "slug": f"{post['slug']}-{number}",
                "title": f"{post['title']} {number}",
                "post_id": f"{post['post_id']}-{number}",
            }
            file.write(json.dumps({**post, **changes}, ensure_ascii=False) + "\n")
        # Behind all others, as a crawl writes it: there a crawl ends.
        for line in [line for line in lines if line["type"] == "site"]:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _numbered(posts: list[dict[str, object]], wanted: int) -> Iterator[tuple[int, dict[str, object]]]:
    for number in range(wanted):
        yield number // len(posts), posts[number % len(posts)]


def render(name: str, store: Path) -> None:
    """Render one format, or only read; in a process of its own. Prints the seconds without the start of Python."""
    began = time.perf_counter()
    if name == _READ:
        with (store / ITEMS_FILE).open("rb") as file:
            for line in file:
                json.loads(line)
    else:
        [result] = render_all(store, [name], corpus=Corpus(store))
        if result.error:
            raise RuntimeError(result.error)
    print(f"seconds {time.perf_counter() - began}")


def measure(name: str, store: Path, folder: Path) -> Measured:
    """One run of :func:`render`, with its own seconds in place of the process's."""
    done = run([sys.executable, "-m", "benchmarks.exports", name, str(store)], folder / f"{name}.log")
    if done.status:
        raise RuntimeError(f"{name} ended with status {done.status}: {done.output[-2000:]}")
    return Measured(0, float(done.output.rpartition("seconds ")[2]), done.peak_mb, done.output)


def main() -> int:
    """Measure, print, and write ``build/bench-exports.json``."""
    names = [_READ, *FORMATS]
    runs: dict[str, list[Measured]] = {name: [] for name in names}
    with TemporaryDirectory(prefix="bench-exports-") as name:
        folder = Path(name)
        store = folder / "store"
        store.mkdir()
        with replica(folder, _SEED_POSTS, 0) as url:
            crawl(url, folder, "seed")
        multiplied(folder / "seed", store, POSTS)
        size = (store / ITEMS_FILE).stat().st_size / 1e6
        for _ in range(REPEAT):
            for each in names:
                runs[each].append(measure(each, store, folder))
    seconds = {each: statistics.median(run.seconds for run in found) for each, found in runs.items()}
    report = {
        each: {
            "ratio": seconds[each] / seconds[_READ],
            "seconds": seconds[each],
            "peak_mib": max(run.peak_mb for run in found),
        }
        for each, found in runs.items()
    }
    print(f"{POSTS:,} posts, a store of {size:.0f} MB; time beside reading it, median of {REPEAT}; peak memory")
    for each, row in report.items():
        print(f"  {each:<12}{row['ratio']:8.2f}{row['seconds']:9.2f} s{row['peak_mib']:9.0f} MiB")
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "bench-exports.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    if len(sys.argv) == 3:
        render(sys.argv[1], Path(sys.argv[2]))
        sys.exit(0)
    sys.exit(main())
