"""The command against a small site on loopback that the test makes of the store: right, then with every defect."""

import argparse
import functools
import http.server
import io
import json
import threading
from html import escape
from urllib.parse import quote, unquote, urlsplit

import pytest
from PIL import Image
from scrapy.settings import Settings

from pipelines.corpus import Corpus
from pipelines.store import ITEMS_FILE, encode
from scraper.commands.verify import Command
from scraper.items import Media, Page, Site
from tests.crawling import scrapy
from tests.pipelines.records import IMAGE, SITE, post

CHINESE = "睡得好"
ELSEWHERE = "https://static.wixstatic.com/media/elsewhere~mv2.jpg"


def picture(width, height):
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def records():
    return [
        post(),
        post(
            CHINESE,
            url=f"{SITE}/post/{quote(CHINESE)}",
            title=CHINESE,
            body_html=f'<p>{CHINESE}。</p><p>喝水。</p><figure><img src="{IMAGE}"></figure>',
        ),
        post("moved", title="Moved", images=(), body_html="<p>One.</p><p>Two and three.</p>"),
        post("alias", title="Alias", images=(), body_html="<p>Alias.</p>"),
        post("nowhere", title="Nowhere", images=(), body_html="<p>Nowhere.</p>"),
        post("draft", status="draft"),
        Page(url=f"{SITE}/about", title="About", slug="about", body_html="<p>We help.</p>"),
        Media(url=IMAGE, source_url=IMAGE, kind="image", status="stored", path="images/cup.png", width=800, height=600),
        Site(url=f"{SITE}/", name="Willow"),
    ]


class NewSite(http.server.BaseHTTPRequestHandler):
    """``pages``: decoded path -> bytes, or the address that it leads to, or a status."""

    def __init__(self, pages, asked, *arguments):
        self.pages = pages
        self.asked = asked
        super().__init__(*arguments)

    def do_GET(self):
        path = unquote(urlsplit(self.path).path).rstrip("/")
        self.asked.append(self.path)
        found = self.pages.get(path, 404)
        status = found if isinstance(found, int) else 301 if isinstance(found, str) else 200
        self.send_response(status)
        if isinstance(found, str):
            self.send_header("Location", found)
        body = found if isinstance(found, bytes) else b""
        self.send_header("Content-Type", "image/png" if path.endswith(".png") else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


def rendered(record):
    """A page as any theme may write it."""
    body = (record["body_html"] or "").replace(IMAGE, "/cup.png")
    terms = "".join(
        f"<a href='/t'>{escape(term)}</a>" for term in (*record.get("categories", ()), *record.get("tags", ()))
    )
    date = record.get("published_at") or ""
    return (
        f"<title>{escape(record['title'])} – Willow</title><nav>Home Habits About</nav>"
        f"<h1>{escape(record['title'])}</h1><p>{record.get('author') or ''} <time datetime='{date}'></time></p>"
        f"{body}{terms}"
    ).encode()


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records())))
    return folder


@pytest.fixture
def new(store):
    """Pages of the new site, its address, what was asked for."""
    corpus = Corpus(store)
    pages = {
        unquote(urlsplit(record["url"]).path): rendered(record)
        for kind in ("post", "page")
        for record in corpus.records(kind)
    }
    pages |= {"": b"home", "/cup.png": picture(800, 600)}
    pages["/new/moved"] = pages["/post/moved"]
    pages["/post/moved"] = "/new/moved"
    pages["/new/alias"] = pages["/post/alias"]
    pages["/post/alias"] = b"<meta http-equiv='refresh' content='0; url=/new/alias/'>"
    asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(NewSite, pages, asked))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield pages, f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


def test_a_site_that_is_whole_is_right(store, new):
    _, url, asked = new

    done = scrapy("verify", str(store), "--target", url + "/")

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "all 6 records are right" in done.stdout
    report = json.loads((store / "verify.json").read_text(encoding="utf-8"))
    assert (report["records"], report["right"], report["receiver"]) == (6, 6, "markdown")
    assert "text_kept" in (store / "verify.csv").read_text(encoding="utf-8-sig")
    assert sorted(path.name for path in store.iterdir()) == [ITEMS_FILE, "verify.csv", "verify.json"]
    assert asked.count("/cup.png") == 1
    assert "/post/draft" not in asked
    assert "/robots.txt" not in asked


def test_every_defect_is_found(store, new):
    pages, url, _ = new
    main = pages["/post/sleep-well"].decode()
    pages["/post/sleep-well"] = main.replace("01:30", "11:30").replace("Mei Lam", "").replace(">tea<", "><").encode()
    pages["/cup.png"] = picture(200, 150)
    chinese = pages[f"/post/{CHINESE}"].decode()
    pages[f"/post/{CHINESE}"] = chinese.replace(
        f"<p>{CHINESE}。</p><p>喝水。</p>", f"<p>喝水。</p><p>{CHINESE}。</p>"
    ).encode()
    pages["/new/moved"] = pages["/new/moved"].replace(b"Two and three.", b"Two.")
    pages["/post/nowhere"] = "http://other-host.example/nowhere"
    pages["/new/alias"] = 404
    pages["/about"] = 410

    done = scrapy("verify", str(store), "--target", url, "--receiver", "markdown", "--json")

    assert done.returncode == 1
    found = {verdict["url"]: verdict["problems"] for verdict in json.loads(done.stdout)["verdicts"]}
    by_slug = {unquote(address).rpartition("/")[2]: problems for address, problems in found.items()}
    assert {slug: set(problems) for slug, problems in by_slug.items()} == {
        "about": {"page"},
        "sleep-well": {"date", "author", "terms", "images"},
        CHINESE: {"text", "images"},
        "moved": {"text"},
        "alias": {"page"},
        "nowhere": {"page"},
    }
    assert by_slug["moved"]["text"] == "1 block is not whole: behind “Two” comes “.SleepHabitstea”, not “andthree.”"
    assert "not in the order" in by_slug[CHINESE]["text"]
    assert by_slug["about"]["page"] == f"{url}/about answers 410"
    assert "other-host.example" in by_slug["nowhere"]["page"]


def test_a_lost_picture_and_one_that_is_still_at_wix(store, new):
    pages, url, _ = new
    pages["/cup.png"] = 404
    pages[f"/post/{CHINESE}"] = pages[f"/post/{CHINESE}"].replace(b"/cup.png", ELSEWHERE.encode())

    found = json.loads(scrapy("verify", str(store), "--target", url, "--json").stdout)["verdicts"]
    images = {unquote(verdict["url"]).rpartition("/")[2]: verdict["problems"].get("images", "") for verdict in found}

    assert images["sleep-well"].startswith("1 of 1 are missing or smaller than the original; 1 do not load, e.g. ")
    assert images[CHINESE].endswith("the page has pictures at static.wixstatic.com, which are not of the new site")
    done = scrapy("verify", str(store), "--target", url, "--no-images", "--limit", "3")
    assert (done.returncode, done.stdout.count("all 3 records are right")) == (0, 1), done.stdout


def test_a_redirect_that_is_missing_is_named(store, new):
    pages, url, _ = new
    pages[""] = b"<meta name='generator' content='WordPress 7.1'>"
    pages["/moved"] = pages.pop("/new/moved")
    pages["/post/moved"] = 404

    report = json.loads(scrapy("verify", str(store), "--target", url, "--json", "--no-images").stdout)

    assert report["receiver"] == "wordpress"
    assert report["problems"] == {"address": 1}
    [wrong] = [verdict for verdict in report["verdicts"] if verdict["problems"]]
    assert wrong["problems"] == {"address": f"{url}/post/moved answers 404: set up its redirect"}
    assert wrong["found_at"] == f"{url}/moved/"


@pytest.mark.parametrize(
    ("site", "given", "message"),
    [
        ("store", {"target": "new.example"}, "--target='new.example' is no web address: e.g. "),
        ("store", {}, "usage: scrapy verify <site> --target URL"),
        ("store", {"target": "http://x", "receiver": "drupal"}, "--receiver='drupal' is unknown: choose from auto, "),
        ("nothing", {"target": "http://x"}, "no crawl of 'nothing' under"),
        ("empty", {"target": "http://x"}, "holds no published post or page: crawl the site first"),
    ],
)
def test_bad_input_is_one_line(store, site, given, message, capsys):
    (store.parent / "empty").mkdir()
    (store.parent / "empty" / ITEMS_FILE).write_bytes(b"")
    command = Command()
    command.settings = Settings({"OUTPUT_DIR": str(store.parent)})
    defaults = {"target": None, "receiver": "auto", "limit": 0, "no_images": False, "json": False}

    command.run([site], argparse.Namespace(**{**defaults, **given}))

    said = capsys.readouterr()
    assert (command.exitcode, said.out) == (2, "")
    assert said.err.startswith("verify: ")
    assert message in said.err
    assert said.err.count("\n") == 1


def test_a_site_that_does_not_answer_is_told_in_one_line(store):
    done = scrapy("verify", str(store), "--target", "http://127.0.0.1:9")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("verify: http://127.0.0.1:9 cannot be reached (")
    assert done.stderr.count("\n") == 1
    assert not (store / "verify.json").exists()


def test_a_site_that_asks_for_a_password_is_told(store, new):
    pages, url, _ = new
    pages[""] = 401

    done = scrapy("verify", str(store), "--target", url)

    assert (done.returncode, done.stderr) == (2, f"verify: {url} answers 401: let this computer in first\n")
