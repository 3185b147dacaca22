"""The command against a small site on loopback: right, then with one defect of each kind."""

import functools
import http.server
import io
import json
import threading

import pytest
from PIL import Image

from pipelines.store import ITEMS_FILE, encode
from scraper.items import Media, Page, Site
from tests.crawling import scrapy
from tests.pipelines.records import IMAGE, SITE, post


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


def picture(width):
    buffer = io.BytesIO()
    Image.new("RGB", (width, 10)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def target(tmp_path):
    """A new site: folder of its files and its address."""
    folder = tmp_path / "new"
    for path, body in (
        ("post/sleep-well", "<h2>Habits</h2><p>Drink warm water, \"slowly\".</p><img src='/cup.png'>Sleep Habits tea"),
        ("about", "<p>We help.</p>"),
    ):
        title = {"about": "About"}.get(path, "Sleep well, 睡得好")
        (folder / path).mkdir(parents=True)
        (folder / path / "index.html").write_text(
            f'<meta charset="utf-8"><h1>{title}</h1>Mei Lam <time datetime="2024-03-05T01:30:00Z"></time>{body}',
            encoding="utf-8",
        )
    (folder / "index.html").write_text("home")
    (folder / "cup.png").write_bytes(picture(800))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


@pytest.fixture
def store(tmp_path):
    records = [
        post(),
        post("draft", status="draft"),
        Page(url=f"{SITE}/about", title="About", slug="about", body_html="<p>We help.</p>"),
        Media(url=IMAGE, source_url=IMAGE, kind="image", status="stored", path="images/cup.png", width=800),
        Site(url=f"{SITE}/", name="Willow"),
    ]
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return folder


def verify(store, url, *more):
    return scrapy("verify", str(store), "--target", url, "--receiver", "markdown", *more)


def test_a_site_that_is_whole_is_right(store, target):
    done = verify(store, target[1])

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "all 2 records are right" in done.stdout
    report = json.loads((store / "verify.json").read_text(encoding="utf-8"))
    assert (report["records"], report["right"]) == (2, 2)
    assert "text_kept" in (store / "verify.csv").read_text(encoding="utf-8-sig")


def test_every_defect_is_found(store, target):
    folder, url = target
    page = folder / "post/sleep-well/index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("warm water", "water").replace("01:30", "11:30"), encoding="utf-8"
    )
    (folder / "cup.png").write_bytes(picture(200))
    (folder / "about/index.html").unlink()
    (folder / "about").rmdir()

    done = verify(store, url, "--json")

    assert done.returncode == 1
    found = {verdict["url"]: verdict["problems"] for verdict in json.loads(done.stdout)["verdicts"]}
    assert found[post().url].keys() == {"text", "date", "images"}
    assert found[f"{SITE}/about"].keys() == {"page"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--target", "http://127.0.0.1:9"], "cannot be reached"),
        (["--target", "new.example"], "is no web address"),
        ([], "usage: scrapy verify"),
        (["--target", "http://127.0.0.1:9", "--receiver", "drupal"], "choose from wordpress, ghost, markdown"),
    ],
)
def test_bad_input_is_one_line(store, arguments, message):
    done = scrapy("verify", str(store), *arguments)

    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
