"""Part of ``make bench``: our download of 1,000 images beside a bare loop with the same concurrency.

The bare loop asks, reads and writes each file, and nothing else. Ours also checks hosts and addresses, digests,
recognises the type, keeps the WARC, writes the manifest and gives names. Both take from one loopback server in a
process of its own, twice: as far away as the nearest server of a CDN (``NEARBY``), which is what a download meets,
and without any distance, where nothing counts but what the processor does with a file.
``BENCH_IMAGES`` (default 1000) changes the number.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from aiohttp import web
from PIL import Image

from benchmarks.processes import ROOT
from scraper.items import Media
from scraper.media.collection import PARTIAL, MediaLibrary
from scraper.media.examine import Examiner
from scraper.media.fetch import Fetcher
from scraper.media.guard import Guard
from scraper.media.options import MediaOptions

IMAGES = int(os.environ.get("BENCH_IMAGES", "1000"))
REPEAT = 3
HOST = "static.wixstatic.com"
CONCURRENCY = 4
NEARBY = 0.01
"""Seconds until the first byte of an answer: a server in the same city; those of Wix are seldom nearer."""


def photo() -> bytes:
    """A JPEG of some 300 kB: noise, which does not compress."""
    width, height = 800, 600
    noise = random.Random(1).randbytes(width * height)
    buffer = io.BytesIO()
    Image.frombytes("L", (width, height), noise).save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


def serve(distance: float) -> None:
    """Serve a different picture at every path on a free port, each after ``distance`` seconds; prints the address."""
    body = photo()

    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(distance)
        # Bytes behind the end of a JPEG make it another file and no other picture.
        return web.Response(body=body + request.path.encode(), headers={"ETag": f'"{request.path}"'})

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        server = await asyncio.get_running_loop().create_server(runner.server, "127.0.0.1", 0)
        print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
        await asyncio.Event().wait()

    asyncio.run(run())


def addresses() -> list[str]:
    """Addresses of the images, in the form of Wix's."""
    return [f"https://{HOST}/media/a1b2c3_{number:032x}~mv2.jpg" for number in range(IMAGES)]


async def ours(base: str, folder: Path) -> int:
    """Number of files that the library stored."""
    options = MediaOptions(concurrency=CONCURRENCY)
    partial = folder / "media" / PARTIAL
    examiner = Examiner(folder / "archive" / "media.warc.gz", "bench")
    media = [Media(url=url, source_url=url, width=800, height=600) for url in addresses()]
    async with Fetcher(partial, Guard(connect_to={HOST: base}), options) as fetcher:
        library = MediaLibrary(folder / "media", options, fetcher.fetch, examine=examiner.examine)
        stored = [entry async for entry in library.complete(media)]
    examiner.close()
    return sum(entry.status == "stored" for entry in stored)


async def bare(base: str, folder: Path) -> int:
    """Number of files that a loop of the least wrote."""
    waiting = iter(addresses())
    done = 0

    async def work(session: aiohttp.ClientSession) -> None:
        nonlocal done
        for url in waiting:
            name = url.rpartition("/")[2]
            async with session.get(f"{base}/media/{name}") as response:
                with (folder / name).open("wb") as file:
                    async for block in response.content.iter_chunked(256 * 1024):
                        file.write(block)
            done += 1

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(work(session) for _ in range(CONCURRENCY)))
    return done


def compare(distance: float) -> dict[str, float]:
    """Images per second of both, and the median of their ratios in each turn."""
    command = [sys.executable, "-m", "benchmarks.media", "serve", str(distance)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    rates: dict[str, list[float]] = {"ours": [], "bare loop": []}
    try:
        base = (server.stdout.readline() if server.stdout else "").strip()
        for turn in range(REPEAT):
            for name, fetch in (("ours", ours), ("bare loop", bare)):
                with TemporaryDirectory(prefix="bench-media-") as folder:
                    target = Path(folder) / str(turn)
                    (target / "media" / PARTIAL).mkdir(parents=True)
                    began = time.perf_counter()
                    done = asyncio.run(fetch(base, target))
                    rates[name].append(done / (time.perf_counter() - began))
    finally:
        server.terminate()
        server.wait(timeout=10)
    ratio = statistics.median(a / b for a, b in zip(*rates.values(), strict=True))
    return {**{name: statistics.median(values) for name, values in rates.items()}, "ours / bare loop": ratio}


def main() -> int:
    """Measure both in turn, print the rates and their ratios, and write ``build/bench-media.json``."""
    print(f"{IMAGES} images of {len(photo()) / 1000:.0f} kB, {CONCURRENCY} at a time, median of {REPEAT} runs in turn")
    report = {}
    for label, distance in ((f"answers after {NEARBY * 1000:.0f} ms", NEARBY), ("answers at once", 0.0)):
        report[label] = found = compare(distance)
        ratio = found["ours / bare loop"]
        print(f"  {label:<24}ours {found['ours']:7.1f}/s   bare loop {found['bare loop']:7.1f}/s   ratio {ratio:.2f}")
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "bench-media.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(float(sys.argv[2]))
    sys.exit(main())
