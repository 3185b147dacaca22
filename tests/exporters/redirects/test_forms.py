"""The forms that plugins and hosts read, read back by their rules."""

import csv
import io
import json
import re
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from pipelines.exporters.options import ExportOptions
from pipelines.exporters.redirects import plugins, servers
from pipelines.exporters.redirects.export import REDIRECTS
from pipelines.exporters.redirects.plan import Rule
from scraper.items import Site
from tests.exporters.redirects.sites import NAMES, store, table
from tests.pipelines.records import SITE, post


def test_the_plugins_files(folder):
    found = json.loads((folder / "wordpress/redirection.json").read_text(encoding="utf-8"))
    text = (folder / "wordpress/redirection.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    entries = {entry["url"]: entry for entry in found["redirects"]}

    assert {row["source"]: row["target"] for row in rows} == {
        url: entry["action_data"]["url"] for url, entry in entries.items()
    }
    assert all(row["regex"] == str(int(entries[row["source"]]["regex"])) and row["code"] == "301" for row in rows)
    assert found["groups"][0]["id"] == found["redirects"][0]["group_id"]
    assert entries["/Tea"]["match_data"]["source"]["flag_case"] is False  # /tea/ is where it leads
    assert entries["/post/dated?lang=zh"]["match_data"]["source"]["flag_query"] == "exact"
    [lists] = [url for url, entry in entries.items() if entry["regex"] and "sleep" not in url]
    for path in (f"/blog/categories/{quote('養生')}/page/2", "/blog/categories/養生/page/12/"):
        assert re.search(lists, path)
    assert not re.search(lists, "/blog/categories/養生/page/x")


def test_a_row_that_the_plugin_cuts_is_left_out():
    rules = [Rule(f"/post/{quote('睡' * n)}", "/x/", "post", "redirect") for n in (10, 560)]

    text, left = plugins.redirection_csv(rules)

    assert [row["source"] for row in csv.DictReader(io.StringIO(text))] == [rules[0].source]
    assert left == rules[1:]


def test_what_finds_no_room_is_named(tmp_path):
    slug = "睡" * 60
    items = [post(slug, url=f"{SITE}/post/{quote(slug)}"), Site(url=f"{SITE}/")]
    options = ExportOptions(wordpress_permalink="/" + "x" * 500 + "/%postname%/")

    REDIRECTS.render(store(tmp_path, items), tmp_path, options)

    [row] = [row for row in table(tmp_path / "redirects") if row["kind"] == "post"]
    assert len(f"{row['source']} {row['target']} 301") > 1000
    assert row["reason"] == "not in cloudflare/_redirects"


def test_cloudflare_takes_two_thousand_rules_and_a_hundred_stars():
    plain = [Rule(f"/a{n}", f"/b{n}/", "post", "redirect") for n in range(2_003)]
    lists = [Rule(f"/c{n}", f"/d{n}/", "list", "redirect", paged=True) for n in range(102)]

    written, left = servers.cloudflare([*lists, *plain])

    assert written.count("\n") == 2_100
    assert written.splitlines()[2_000] == "/c0/page/* /d0/ 301"
    assert left == [*lists[100:], *plain[2_000:]]


def test_netlify_reads_the_query_before_the_path(folder):
    lines = (folder / "wordpress/netlify/_redirects").read_text(encoding="ascii").splitlines()

    assert lines[0] == "/post/dated lang=zh /dated/ 301"
    assert lines.index("/post/walk lang=zh /walk/ 301") < lines.index("/post/walk /walk/ 301")
    assert "/blog/categories/sleep/page/* /category/sleep/ 301" in lines
    assert not any("x=1" in line for line in lines)


@given(st.lists(NAMES, min_size=1, max_size=8))
def test_ghost_matches_the_encoded_path_and_nothing_else(slugs):
    rules = [Rule(quote(f"/post/{slug}").rstrip("/"), "/x/", "post", "redirect") for slug in slugs]
    text, left = plugins.ghost_json(rules)

    assert left == []
    for rule, row in zip(rules, json.loads(text), strict=True):
        pattern = re.compile(row["from"] + r"/?$")  # as Ghost completes it
        assert pattern.search(rule.source)
        assert pattern.search(rule.source + "/")
        assert not pattern.search("/more" + rule.source)
