"""``make demo``: serve the replica on a free loopback port and crawl it with the real command, over HTTP."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.replica.media import media_hosts

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "output" / "demo"
_SECONDS = 60
_WHERE = (
    ("report.html", "open it in a browser first: what is there, what is missing, what to do, every post to read"),
    ("posts.csv", "open it in a spreadsheet: one row a post, with counts, dates, categories"),
    ("posts.json", "the same for programs, with body_html"),
    ("contacts.csv", "phones, WhatsApp, e-mails, addresses, opening hours, and where each stands"),
    ("comments.csv", "what visitors wrote under the posts, as threads"),
    ("media/", "every image, film, sound and document in its original, under its own name"),
    ("issues.csv", "everything that a person should look at"),
    ("losses.csv", "each node of a body that lost something or is gone"),
    ("site.json", "name, languages, menu, counts, blocks that recur in many posts"),
    ("audit.xlsx", "the content audit: what there is, what is missing, what needs a hand and how to mend it"),
    ("wordpress.xml", "for WordPress: Tools, Import, WordPress; bodies as native blocks"),
    ("markdown/", "for Hugo: texts with front matter, pictures beside them"),
    ("redirects/", "where each old address leads on the new site, in the form of each server"),
    ("archive/", "every answer of the server, as WARC: crawl it again with -a archive=…"),
)


def main() -> int:
    """Crawl a fresh replica into ``output/demo``; the crawl's exit status."""
    shutil.rmtree(OUTPUT, ignore_errors=True)
    with TemporaryDirectory(prefix="replica-") as folder:
        address = Path(folder) / "url"
        command = [sys.executable, "-m", "tests.replica", "--posts", "40", "--page-kb", "200"]
        command += ["--write-url", str(address)]
        server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            url = _wait_for(address, server)
            print(f"A Wix-like clinic site is served at {url}; crawling it with: scrapy crawl healthwise\n", flush=True)
            status = _crawl(url)
        finally:
            server.terminate()
            server.wait(timeout=10)
    _tell()
    return status


def _wait_for(address: Path, server: subprocess.Popen[bytes]) -> str:
    for _ in range(_SECONDS * 10):
        if address.exists():
            return address.read_text(encoding="utf-8").strip()
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("the replica did not start: see the message above")


def _crawl(url: str) -> int:
    command = [sys.executable, "-m", "scrapy", "crawl", "healthwise", "-a", f"url={url}", "-a", "site=demo"]
    # On loopback there is nobody to be polite to; a live crawl keeps its pauses.
    fast = ("AUTOTHROTTLE_ENABLED=False", "DOWNLOAD_DELAY=0", "RETRY_PAUSE=0.2", f"OUTPUT_DIR={OUTPUT.parent}")
    for setting in (*fast, f"MEDIA_CONNECT_TO={media_hosts(url)}"):
        command += ["-s", setting]
    return subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "PYTHONWARNINGS": "error"}).returncode


def _tell() -> None:
    print(f"\nWhere to look, in {OUTPUT.relative_to(ROOT)}/:")
    for name, what in _WHERE:
        print(f"  {name:<14}{what}")


if __name__ == "__main__":
    sys.exit(main())
