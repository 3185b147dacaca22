"""Maps of old paths, checked by rule and replayed by a real nginx."""

import contextlib
import csv
import http.client
import io
import json
import re
import shutil
import socket
import subprocess
import time
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.redirects import servers
from pipelines.exporters.redirects.export import REDIRECTS
from pipelines.exporters.redirects.plan import Rule, plan
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.static import StaticRules
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Category, Page, Redirect, Site
from tests.pipelines.records import SITE, post

CHINESE = "睡得好"


def records():
    return [
        post(CHINESE, url=f"{SITE}/post/{quote(CHINESE)}"),
        post("a+b.c", url=f"{SITE}/post/a+b.c"),
        post("dated", url=f"{SITE}/post/2020/01/02/dated"),
        post("copy", url=f"{SITE}/post/dated?lang=zh", variant_of=f"{SITE}/post/2020/01/02/dated"),
        Page(url=f"{SITE}/", title="Home", slug=""),
        Page(url=f"{SITE}/about", title="About", slug="about"),
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep"),
        Site(
            url=f"{SITE}/",
            redirects=(
                Redirect(source=f"{SITE}/single-post/old", target=f"{SITE}/post/a+b.c", status=301),
                Redirect(source="http://elsewhere.example/x", target=f"{SITE}/about", status=301),
            ),
        ),
    ]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, records())))
    REDIRECTS.render(Corpus(tmp_path), tmp_path, ExportOptions())
    return tmp_path / "redirects"


def table(folder):
    text = (folder / "redirects.csv").read_text(encoding="utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["receiver"] == "wordpress"]


def test_every_old_path_is_in_the_table(folder):
    rows = {row["source"]: (row["target"], row["state"]) for row in table(folder)}

    assert rows[f"/post/{quote(CHINESE)}"] == (f"/{quote(CHINESE).lower()}/", "redirect")
    assert rows["/post/2020/01/02/dated"] == ("/dated/", "redirect")
    assert rows["/post/dated?lang=zh"] == ("/dated/", "redirect")
    assert rows["/single-post/old"] == ("/ab-c/", "redirect")
    assert rows["/blog/categories/sleep"] == ("/category/sleep/", "redirect")
    assert rows["/blog-feed.xml"] == ("/feed/", "redirect")
    assert rows["/about"] == ("/about/", "kept")
    assert rows["/"] == ("/", "kept")
    assert "/x" not in rows


def test_a_path_on_which_another_page_lives_is_no_redirect(tmp_path):
    class Swapped(StaticRules):
        def path(self, head, slug):
            return {"a": "/b/", "b": "/a/"}[slug]

    (tmp_path / ITEMS_FILE).write_bytes(
        b"".join(encode(Page(url=f"{SITE}/{slug}", slug=slug, title=slug)) for slug in "ab")
    )
    corpus = Corpus(tmp_path)

    states = {rule.source: rule.state for rule in plan(corpus, Permalinks(corpus, Swapped()))}

    assert states == {"/a": "conflict", "/b": "conflict", "/blog-feed.xml": "redirect"}


def test_the_prefix_of_a_free_site_is_left_out(tmp_path):
    base = "https://maria.wixsite.com/garden"
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, [post("x", url=f"{base}/post/x"), Site(url=base)])))
    corpus = Corpus(tmp_path)

    rules = plan(corpus, Permalinks(corpus, StaticRules()))

    assert [rule.source for rule in rules if rule.kind == "post"] == ["/post/x"]


def test_the_plugins_files(folder):
    found = json.loads((folder / "wordpress/redirection.json").read_text(encoding="utf-8"))
    text = (folder / "wordpress/redirection.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert {row["source"]: row["target"] for row in rows} == {
        entry["url"]: entry["action_data"]["url"] for entry in found["redirects"]
    }
    assert all(row["regex"] == "0" and row["code"] == "301" for row in rows)
    assert all(entry["action_code"] == 301 and not entry["regex"] for entry in found["redirects"])
    assert found["groups"][0]["id"] == found["redirects"][0]["group_id"]


def test_what_finds_no_room_is_named(tmp_path):
    slug = "睡" * 60
    items = [post(slug, url=f"{SITE}/post/{quote(slug)}"), Site(url=f"{SITE}/")]
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, items)))

    REDIRECTS.render(Corpus(tmp_path), tmp_path, ExportOptions(wordpress_permalink="/x/%postname%/"))

    [row] = [row for row in table(tmp_path / "redirects") if row["kind"] == "post"]
    line = f"{row['source']} {row['target']} 301\n"
    assert (len(line) > 1000) == (row["note"] == "not in cloudflare/_redirects")


def test_cloudflare_takes_two_thousand():
    rules = [Rule(f"/a{n}", f"/b{n}/", "post", "redirect") for n in range(2_003)]

    written, left = servers.cloudflare(rules)

    assert written.count("\n") == 2_000
    assert left == rules[2_000:]


_PATHS = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=1), min_size=1, max_size=8)


@given(_PATHS, _PATHS)
def test_no_map_has_loops_chains_or_doubles(slugs, sources):
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(_folder())
        pages = {quote(f"/{slug}", safe="/"): slug for slug in slugs}
        items = [Page(url=f"{SITE}{path}", slug=slug, title="x") for path, slug in pages.items()]
        target = items[0].url
        redirects = tuple(Redirect(source=f"{SITE}/{quote(s, safe='')}", target=target, status=301) for s in sources)
        items.append(Site(url=f"{SITE}/", redirects=redirects))
        (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, items)))
        corpus = Corpus(folder)
        rules = plan(corpus, Permalinks(corpus, StaticRules()))

    active = [rule for rule in rules if rule.state == "redirect"]
    froms = {unquote(rule.source).rstrip("/") for rule in active}
    assert len({rule.source for rule in rules}) == len(rules)
    assert not froms & {unquote(rule.target).rstrip("/") for rule in active}


@contextlib.contextmanager
def _folder():
    import tempfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@given(_PATHS)
def test_ghost_matches_the_encoded_path_and_nothing_else(slugs):
    rules = [Rule(quote(f"/post/{slug}").rstrip("/"), "/x/", "post", "redirect") for slug in slugs]

    for rule, row in zip(rules, json.loads(servers.ghost_json(rules)), strict=True):
        pattern = re.compile(row["from"] + r"/?$")  # as Ghost completes it
        assert pattern.search(rule.source)
        assert pattern.search(rule.source + "/")
        assert not pattern.search("/more" + rule.source)


# --- replayed by nginx ---


@pytest.fixture
def server(folder, tmp_path):
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off; master_process off; pid {tmp_path}/pid; error_log {tmp_path}/errors;\n"
        "events {}\n"
        f"http {{ access_log off; include {folder}/wordpress/nginx.conf;\n"
        f"client_body_temp_path {tmp_path}/b; proxy_temp_path {tmp_path}/p; fastcgi_temp_path {tmp_path}/f;\n"
        f"uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s;\n"
        f"server {{ listen 127.0.0.1:{port}; absolute_redirect off;\n"
        "if ($wix_target) { return 301 $wix_target; } location / { return 200 here; } } }\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-c", config, "-p", tmp_path], stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stderr.close()


def test_nginx_serves_the_map(server, folder):
    for row in table(folder):
        if "?" in row["source"]:
            continue
        for path in (row["source"], row["source"].rstrip("/") + "/"):
            connection = http.client.HTTPConnection("127.0.0.1", server, timeout=5)
            connection.request("GET", path)
            answer = connection.getresponse()
            expected = (301, row["target"]) if row["state"] == "redirect" else (200, None)
            assert (answer.status, answer.getheader("Location")) == expected, path
            connection.close()
