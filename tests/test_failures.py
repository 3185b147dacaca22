"""Bad input and bad luck: one clear line, the right exit status, nothing overwritten."""

from __future__ import annotations

import http.server
import os
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.crawling import FAST, ROOT, crawl, scrapy
from tests.replica.server import serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def plain_site() -> Iterator[str]:
    """A web site that Wix has nothing to do with."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html><title>Hello</title></html>")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _one_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line]
    assert len(lines) == 1, text
    return lines[0]


def test_no_network_is_one_line_and_status_2(tmp_path: Path) -> None:
    got = crawl(tmp_path, url=f"http://127.0.0.1:{_closed_port()}/")

    assert got.status == 2
    assert "cannot reach 127.0.0.1" in _one_line(got.stderr)
    assert not got.items()


def test_an_unknown_host_is_one_line_and_status_2(tmp_path: Path) -> None:
    got = crawl(tmp_path, url="https://no-such-clinic.invalid/")

    assert got.status == 2
    assert "cannot reach no-such-clinic.invalid" in _one_line(got.stderr)


def test_a_site_that_is_not_wix_is_refused(tmp_path: Path, plain_site: str) -> None:
    got = crawl(tmp_path, url=plain_site)

    assert got.status == 2
    assert "is not a Wix site" in _one_line(got.stderr)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"url": "clinic"}, "write it in full"),
        ({"url": "https://a.example/", "limit": "x"}, "limit="),
        ({"url": "https://a.example/", "colour": "red"}, "unknown argument"),
        ({"archive": "no/such.warc.gz"}, "no archive at"),
    ],
)
def test_bad_arguments_stop_before_anything_happens(tmp_path: Path, given: dict[str, str], says: str) -> None:
    got = crawl(tmp_path, **given)

    assert got.status == 2
    assert says in _one_line(got.stderr)
    assert not (tmp_path / "site").exists()


def test_an_unknown_spider_is_named() -> None:
    got = scrapy("crawl", "nosuch")

    assert got.returncode == 2
    assert "use one of healthwise, wix" in _one_line(got.stderr)


def test_a_failed_run_leaves_the_last_good_files_alone(tmp_path: Path) -> None:
    with serve(Site.build(seed=2, posts=3, faults=False)) as running:
        good = crawl(tmp_path, url=running.url)
    before = {path.name: path.read_bytes() for path in good.folder.iterdir() if path.is_file()}

    bad = crawl(tmp_path, url=f"http://127.0.0.1:{_closed_port()}/")

    assert good.status == 0
    assert bad.status == 2
    assert {path.name: path.read_bytes() for path in good.folder.iterdir() if path.is_file()} == before


def test_an_output_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("in the way")

    got = crawl(tmp_path, url="https://a.example/")

    assert got.status == 2
    assert "cannot write" in _one_line(got.stderr)


def test_posts_that_are_listed_but_gone_make_status_1(tmp_path: Path) -> None:
    site = Site.build(seed=4, posts=6, faults=False)
    with serve(site) as running:
        whole = crawl(tmp_path / "a", url=running.url)
        archive = whole.folder / "archive"
        victim = whole.items("post")[2]["url"]
        cut = _without(archive, victim, tmp_path / "cut.warc.gz")
    got = crawl(tmp_path / "b", url=running.url, archive=cut)

    assert got.status == 1
    assert victim in got.stdout
    assert [issue["code"] for issue in got.site()["issues"]] == ["post-missing"]
    assert len(got.items("post")) == 5


def _without(archive: Path, url: str, target: Path) -> Path:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only here
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    with target.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for path in archive.iterdir():
            with path.open("rb") as stream:
                for record in ArchiveIterator(stream):
                    if url not in (record.rec_headers.get_header("WARC-Target-URI") or ""):
                        writer.write_record(record)
    return target


def test_an_archive_needs_no_socket(tmp_path: Path) -> None:
    with serve(Site.build(seed=6, posts=3, faults=False)) as running:
        whole = crawl(tmp_path / "a", url=running.url)
    guard = (
        "import socket, sys\n"
        "def refuse(self, address, *rest):\n"
        "    raise AssertionError(f'a socket was opened to {address}')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "from scrapy.cmdline import execute\n"
        "execute(['scrapy', *sys.argv[1:]])\n"
    )
    command = [sys.executable, "-c", guard, "crawl", "wix", "-a", f"archive={whole.folder / 'archive'}"]
    command += ["-a", "site=site", "-s", f"OUTPUT_DIR={tmp_path / 'b'}"]
    for setting in FAST:
        command += ["-s", setting]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, env=env)

    assert done.returncode == 0, done.stderr
    assert "opened" not in done.stderr
    assert (tmp_path / "b" / "site" / "posts.csv").exists()


def test_limit_fetches_that_many_posts(tmp_path: Path) -> None:
    with serve(Site.build(seed=7, posts=30, faults=False)) as running:
        got = crawl(tmp_path, url=running.url, limit=4)
        fetched = {r.target for r in running.requests if r.target.startswith(("/post/", "/single-post/"))}

    assert got.status == 0, got.stdout
    assert len(got.items("post")) == 4
    assert len(fetched) == 4
