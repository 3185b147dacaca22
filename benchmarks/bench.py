"""``make bench``: one run, side by side, on the same pages of the replica. Ratios count, not seconds.

* pages/s of our full crawl (extract, normalise, store, archive, render), of a bare Scrapy spider that only
  fetches the same pages, and of ``wget --mirror``;
* time to extract a page over the time of a bare ``lxml.html`` parse of it;
* peak memory of a crawl of 500 and of 5,000 posts.

``BENCH_POSTS`` (default 1000), ``BENCH_MEMORY=off`` and ``BENCH_REPEAT`` (default 3) change the size.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import lxml.html

from benchmarks.processes import ROOT, Measured, replica, run
from scraper.archive import WarcReader
from scraper.extraction.contacts import find_contacts
from scraper.extraction.document import Document
from scraper.extraction.pages.post import PostPage

POSTS = int(os.environ.get("BENCH_POSTS", "1000"))
REPEAT = int(os.environ.get("BENCH_REPEAT", "3"))
PAGE_KB = 900
SETTINGS = (
    *("AUTOTHROTTLE_ENABLED=False", "DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8"),
    *("LOG_LEVEL=WARNING", "MEDIA=False", "FORMATS=json,csv"),  # the exports for other systems have their own figure
)


def _settings(*more: str) -> list[str]:
    return [part for setting in (*SETTINGS, *more) for part in ("-s", setting)]


def crawl(url: str, folder: Path, site: str) -> Measured:
    """Our full crawl into ``folder/<site>``; without the page API, so that it fetches what the others fetch."""
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "wix",
        "-a",
        f"url={url}",
        "-a",
        f"site={site}",
        "-a",
        "api=off",
    ]
    done = run([*command, *_settings(f"OUTPUT_DIR={folder}", "PROGRESS=off")], folder / "crawl.log")
    if done.status:
        raise RuntimeError(f"the crawl ended with status {done.status}: {done.output[-2000:]}")
    return done


def bare(addresses: Path, folder: Path) -> Measured:
    """A spider that fetches the addresses in a file, with Scrapy's own settings but for the pace."""
    command = [sys.executable, "-m", "scrapy", "runspider", str(ROOT / "benchmarks" / "bare_spider.py")]
    # Outside the project, so that none of its settings speeds the yardstick up or slows it down.
    return run([*command, "-a", f"list={addresses}", *_settings()], folder / "bare.log", cwd=folder)


def mirror(url: str, folder: Path) -> tuple[Measured, int] | None:
    """``wget --mirror`` of the site: the measure and its number of pages; ``None`` without wget."""
    wget = shutil.which("wget")
    if not wget:
        return None
    target = folder / "mirror"
    shutil.rmtree(target, ignore_errors=True)
    command = [wget, "--mirror", "--quiet", "-e", "robots=off", "--compression=auto", "-P", str(target)]
    done = run([*command, "--reject-regex", "/_api/|/_files/|/media/|/search", url + "/"], folder / "wget.log")
    return done, sum(1 for path in target.rglob("*") if path.is_file() and path.stat().st_size > 100_000)


def speed(folder: Path) -> dict[str, float]:
    """Pages per second, the median of ``REPEAT`` interleaved runs."""
    rates: dict[str, list[float]] = {"our crawl": [], "bare scrapy": [], "wget --mirror": []}
    with replica(folder, POSTS, PAGE_KB) as url:
        crawl(url, folder, "warm")  # not counted: the replica renders each page once, at its first request
        pages = WarcReader(folder / "warm" / "archive").pages()
        (folder / "addresses").write_text("\n".join(pages), encoding="utf-8")
        for turn in range(REPEAT):
            rates["our crawl"].append(len(pages) / crawl(url, folder, f"site{turn}").seconds)
            rates["bare scrapy"].append(len(pages) / bare(folder / "addresses", folder).seconds)
            mirrored = mirror(url, folder)
            if mirrored:
                rates["wget --mirror"].append(mirrored[1] / mirrored[0].seconds)
    return {name: statistics.median(values) for name, values in rates.items() if values}


def extraction(archive: Path) -> dict[str, float]:
    """Milliseconds a page: a bare ``lxml.html`` parse, and our whole extraction of the same page."""
    from scrapy import Request  # noqa: PLC0415 - the archive speaks Scrapy

    reader = WarcReader(archive)
    pages = [(url, reader.response(Request(url)).body) for url in reader.pages() if "/post/" in url][:200]
    began = time.perf_counter()
    for _, body in pages:
        lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding="utf-8"))
    parsed = time.perf_counter()
    for url, body in pages:
        document = Document(url, body, None, "utf-8")
        find_contacts(document, region="HK")
        PostPage(document, url.split("/post/")[0]).to_item()
    done = time.perf_counter()
    return {"lxml": (parsed - began) * 1000 / len(pages), "extraction": (done - parsed) * 1000 / len(pages)}


def memory(folder: Path) -> dict[int, float]:
    """Peak memory in MiB of a full crawl by number of posts; light pages, because weight is not the question."""
    peaks = {}
    for posts in (500, 5000):
        with replica(folder, posts, 0) as url:
            peaks[posts] = crawl(url, folder, f"memory{posts}").peak_mb
    return peaks


def main() -> int:
    """Measure, print, and write ``build/bench.json``."""
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        # Memory first: a child's peak can never be below what this process held when it started it.
        peaks = memory(folder) if os.environ.get("BENCH_MEMORY") != "off" else {}
        rates = speed(folder)
        times = extraction(folder / "warm" / "archive")
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{POSTS} posts of about {PAGE_KB} kB, median of {REPEAT} runs side by side")
    for tool, rate in rates.items():
        print(f"  {tool:<16}{rate:8.1f} pages/s")
    ratios = {f"our crawl / {tool}": rates["our crawl"] / rate for tool, rate in rates.items() if tool != "our crawl"}
    ratios["extraction / lxml parse"] = times["extraction"] / times["lxml"]
    if peaks:
        ratios["memory at 5,000 posts / at 500"] = peaks[5000] / peaks[500]
    for label, ratio in ratios.items():
        print(f"  {label:<32}{ratio:8.2f}")
    print(f"  a page: lxml parse {times['lxml']:.1f} ms, extraction {times['extraction']:.1f} ms")
    for posts, peak in peaks.items():
        print(f"  peak memory at {posts} posts: {peak:.0f} MiB")
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    report = {"rates": rates, "ratios": ratios, "milliseconds": times, "peak_mib": peaks}
    (build / "bench.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
