"""Maps of old paths, checked by rule, read back in each form, and replayed by a real nginx and a real Apache."""

import csv
import io
import json
import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.redirects import plugins, servers
from pipelines.exporters.redirects.export import REDIRECTS, planned
from pipelines.exporters.redirects.known import Known
from pipelines.exporters.redirects.plan import Rule, checked, plan
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.static import StaticRules
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Category, Media, Page, Redirect, Seo, Site
from tests.exporters.redirects.running import apache, ask, nginx
from tests.pipelines.records import SITE, post

CHINESE = "睡得好"
PLAN = f"{SITE}/_files/ugd/5c1a9e_0567.pdf"
LOST = f"{SITE}/_files/ugd/5c1a9e_9999.pdf"


def records():
    return [
        post(CHINESE, url=f"{SITE}/post/{quote(CHINESE)}", published_at="2020-03-05T01:30:00+00:00"),
        post("a+b.c", url=f"{SITE}/post/a+b.c", files=(PLAN,), links=(f"{SITE}/single-post/2019/05/06/dated?x=1#top",)),
        post("Tea", url=f"{SITE}/Tea", seo=Seo(canonical=f"{SITE}/post/green-tea")),
        post("dated", url=f"{SITE}/post/2020/01/02/dated", links=(f"{SITE}/single-post/dated",)),
        post("copy", url=f"{SITE}/post/dated?lang=zh", variant_of=f"{SITE}/post/2020/01/02/dated"),
        post("walk", url=f"{SITE}/post/walk?lang=zh"),
        Page(url=f"{SITE}/", title="Home", slug=""),
        Page(url=f"{SITE}/about", title="About", slug="about"),
        Page(url=f"{SITE}/blog", title="Blog", slug="blog", kind="blog"),
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep"),
        Category(url=f"{SITE}/blog/categories/{quote('養生')}", label="養生", slug="養生"),
        Media(url=PLAN, source_url=PLAN, kind="document", used_by=(f"{SITE}/post/a+b.c",)),
        Media(url=LOST, source_url=LOST, kind="document", status="missing", reason="403"),
        Site(
            url=f"{SITE}/",
            blog_path="/blog",
            redirects=(
                Redirect(source=f"{SITE}/old", target=f"{SITE}/older", status=301),
                Redirect(source=f"{SITE}/older", target=f"{SITE}/post/a+b.c", status=302),
                Redirect(source=f"{SITE}/shop", target="https://shop.example/", status=301),
                Redirect(source=f"{SITE}/gone", target=f"{SITE}/never-seen", status=301),
                Redirect(source=f"{SITE}/round", target=f"{SITE}/around", status=301),
                Redirect(source=f"{SITE}/around", target=f"{SITE}/round", status=301),
                Redirect(source="http://elsewhere.example/x", target=f"{SITE}/about", status=301),
            ),
        ),
    ]


def store(folder, items):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, items)))
    return Corpus(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    REDIRECTS.render(store(folder, records()), folder, ExportOptions())
    return folder / "redirects"


def table(folder, receiver="wordpress"):
    text = (folder / "redirects.csv").read_text(encoding="utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["receiver"] == receiver]


def states(folder, receiver="wordpress"):
    return {row["source"]: (row["target"], row["state"]) for row in table(folder, receiver)}


def rules_of(tmp_path, items, rules):
    corpus = store(tmp_path, items)
    return plan(corpus, Permalinks(corpus, rules), Known.of(corpus), {})


# --- the table ---


def test_every_old_path_is_in_the_table(folder):
    rows = states(folder)

    assert rows[f"/post/{quote(CHINESE)}"] == (f"/{quote(CHINESE).lower()}/", "redirect")
    assert rows["/post/2020/01/02/dated"] == ("/dated/", "redirect")
    assert rows["/post/dated?lang=zh"] == ("/dated/", "redirect")
    assert rows["/blog/categories/sleep"] == ("/category/sleep/", "redirect")
    assert rows["/blog-feed.xml"] == ("/feed/", "redirect")
    assert rows["/about"] == ("/about/", "kept")
    assert rows["/"] == ("/", "kept")
    assert "/x" not in rows


def test_redirects_of_the_old_site_lead_to_the_end_of_their_chain(folder):
    rows = states(folder)

    assert rows["/old"] == rows["/older"] == ("/ab-c/", "redirect")
    assert rows["/shop"] == ("https://shop.example/", "redirect")
    assert rows["/gone"] == ("", "lost")
    assert not rows.keys() & {"/round", "/around"}


def test_other_addresses_that_pages_state_are_known(folder):
    rows = states(folder)

    assert rows["/post/green-tea"] == ("/tea/", "redirect")
    assert rows["/single-post/dated"] == ("/dated/", "redirect")
    assert rows["/single-post/2019/05/06/dated?x=1"] == ("/dated/", "redirect")


def test_who_asks_without_the_query_is_led_as_well(folder):
    assert states(folder)["/post/walk"] == states(folder)["/post/walk?lang=zh"] == ("/walk/", "redirect")


def test_pages_of_lists_lead_to_the_list(folder):
    assert states(folder)["/blog/categories/sleep/page/*"] == ("/category/sleep/", "redirect")
    assert states(folder)["/blog/page/*"] == ("/blog/", "kept")
    assert states(folder, "ghost")["/blog/page/*"] == states(folder, "ghost")["/blog"] == ("/", "redirect")


def test_documents_lead_to_their_copies(folder):
    assert states(folder)["/_files/ugd/5c1a9e_0567.pdf"] == ("/wp-content/uploads/2020/03/5c1a9e_0567.pdf", "redirect")
    assert states(folder)["/_files/ugd/5c1a9e_9999.pdf"] == ("", "lost")
    assert states(folder, "ghost")["/_files/ugd/5c1a9e_0567.pdf"] == ("", "lost")  # it was not downloaded


@pytest.mark.parametrize(
    ("flavour", "place"),
    [
        ("hugo", "/post/a%2Bb.c/Home%20care.pdf"),
        ("jekyll", "/assets/media/documents/Home%20care.pdf"),
        ("astro", "/media/documents/Home%20care.pdf"),
    ],
)
def test_documents_that_were_downloaded(tmp_path, flavour, place):
    document = Media(url=PLAN, source_url=PLAN, kind="document", used_by=(f"{SITE}/post/a+b.c",), status="stored",
                     path="documents/Home care.pdf", sha256="ab" * 32)  # fmt: skip
    file = tmp_path / "media/documents/Home care.pdf"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF")
    corpus = store(tmp_path, [*records()[:2], document, Site(url=f"{SITE}/")])

    found = dict(planned(corpus, ExportOptions(markdown_flavour=flavour, media_url="https://files.example/")))

    [markdown] = [rule for rule in found["markdown"] if rule.kind == "document"]
    [ghost] = [rule for rule in found["ghost"] if rule.kind == "document"]
    [wordpress] = [rule for rule in found["wordpress"] if rule.kind == "document"]
    assert (markdown.target, markdown.state) == (place, "redirect")
    assert ghost.target == "/content/files/abababab/home-care.pdf"
    assert wordpress.state == "lost"  # what WordPress makes of a name with a space is not ours to say


def test_a_path_on_which_another_page_lives_is_no_redirect(tmp_path):
    class Swapped(StaticRules):
        def path(self, head, slug):
            return {"a": "/b/", "b": "/a/"}[slug]

    rules = rules_of(tmp_path, [Page(url=f"{SITE}/{slug}", slug=slug, title=slug) for slug in "ab"], Swapped())

    assert {rule.source: rule.state for rule in rules} == {
        "/a": "conflict", "/b": "conflict", "/blog-feed.xml": "redirect",
    }  # fmt: skip


def test_what_needs_a_hand_is_said(tmp_path, caplog):
    caplog.set_level("INFO")
    REDIRECTS.render(store(tmp_path, records()), tmp_path, ExportOptions())

    assert "Redirects to wordpress: 2 lost: see redirects/redirects.csv" in caplog.text
    lost = [row for row in table(tmp_path / "redirects") if row["state"] == "lost"]
    assert all(row["reason"] and not row["status"] for row in lost)


def test_the_prefix_of_a_free_site_is_left_out(tmp_path):
    base = "https://maria.wixsite.com/garden"
    items = [
        post("x", url=f"{base}/post/x"),
        Category(url=f"{base}/blog/categories/c", label="c", slug="c"),
        Site(url=base, blog_path="/garden/blog"),
    ]

    rules = rules_of(tmp_path, items, StaticRules())

    assert [rule.shown for rule in rules] == [
        "/blog", "/blog/page/*", "/blog-feed.xml", "/blog/categories/c", "/blog/categories/c/page/*", "/post/x",
    ]  # fmt: skip


def test_an_empty_store_gives_empty_maps(tmp_path):
    REDIRECTS.render(store(tmp_path, []), tmp_path, ExportOptions())

    assert [row["source"] for row in table(tmp_path / "redirects")] == ["/blog-feed.xml"]


# --- no loops, chains, doubles ---

_NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=1, max_size=4)
_FEW = st.sampled_from(["/", "/a", "/A", "/a/", "/b", "/é", "/%C3%A9", "/a/page/2", "/b?lang=zh", "https://x.example/"])
_PATHS = st.one_of(_FEW, _NAMES.map(lambda name: f"/{quote(name, safe='')}"))
_RULES = st.builds(Rule, _PATHS, _PATHS, st.just("post"), st.just("redirect"), st.booleans())


def led(rules, path):
    """Follow a map as the strictest and as the laxest server does; the paths on the way."""
    key = unquote_to_bytes(path).rstrip(b"/")
    for rule in rules:
        source = unquote_to_bytes(rule.source).rstrip(b"/")
        pattern = re.escape(source) + (rb"/page/[0-9]+" if rule.paged else b"")
        if re.fullmatch(pattern, key, 0 if rule.exact or rule.paged else re.IGNORECASE):
            return rule.target
    return None


@given(st.lists(_RULES, max_size=12, unique_by=lambda rule: (rule.source.rstrip("/"), rule.paged)), st.sets(_PATHS))
def test_no_map_has_loops_or_chains_or_hides_a_page(rules, living):
    living = {path for path in living if "?" not in path and path.startswith("/")}
    active = [r for r in checked(rules, {unquote_to_bytes(p).rstrip(b"/") for p in living}) if r.state == "redirect"]

    for rule in active:
        assert led(active, rule.target) is None
    for path in living:
        assert led([rule for rule in active if not rule.paged], path) is None


@given(st.lists(_NAMES, min_size=1, max_size=6), st.lists(_NAMES, max_size=6))
def test_each_source_comes_once_and_each_rule_is_a_page_of_the_new_site(tmp_path_factory, slugs, sources):
    pages = {quote(f"/{slug}", safe="/"): slug for slug in slugs}
    items = [Page(url=f"{SITE}{path}", slug=slug, title="x") for path, slug in pages.items()]
    redirects = tuple(Redirect(source=f"{SITE}/{quote(s, safe='')}", target=items[0].url, status=301) for s in sources)
    corpus = store(tmp_path_factory.mktemp("random"), [*items, Site(url=f"{SITE}/", redirects=redirects)])
    permalinks = Permalinks(corpus, StaticRules())
    rules = plan(corpus, permalinks, Known.of(corpus), {})

    living = {place.path for place in permalinks}
    active = [rule for rule in rules if rule.state == "redirect"]
    assert len({rule.source for rule in rules}) == len(rules)
    assert {rule.target for rule in active} <= living | {"/index.xml"}
    assert all(led(active, rule.target) is None for rule in active)


# --- the forms, read back ---


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


@given(st.lists(_NAMES, min_size=1, max_size=8))
def test_ghost_matches_the_encoded_path_and_nothing_else(slugs):
    rules = [Rule(quote(f"/post/{slug}").rstrip("/"), "/x/", "post", "redirect") for slug in slugs]
    text, left = plugins.ghost_json(rules)

    assert left == []
    for rule, row in zip(rules, json.loads(text), strict=True):
        pattern = re.compile(row["from"] + r"/?$")  # as Ghost completes it
        assert pattern.search(rule.source)
        assert pattern.search(rule.source + "/")
        assert not pattern.search("/more" + rule.source)


# --- replayed ---

# What has a meaning in the servers' files, and paths that only the case of their letters tells apart.
AWKWARD = [
    *(f"/post/{quote(name)}" for name in ["a.b", "a+b", "$1", "$uri", '"', "(x)", "[x]", "{x}", "a b", "^x$"]),
    *(f"/post/{quote(name)}" for name in ["x|y", "*", "~x", "#", "%", "%41", "a;b", "'", "é", "睡" * 70]),
    *(f"/post/{quote(name)}" for name in ["&", "=", "<x>", ":x", "\\", "x\\y"]),
    *("/Case", "/CASE", "/Same", "/post/%FF"),
]  # fmt: skip


def awkward():
    rules = [Rule(source, f"/new/{number}/", "post", "redirect") for number, source in enumerate(AWKWARD)]
    rules += [
        Rule("/Same2", "/same2/", "post", "redirect"),
        Rule("/query?lang=zh", "/zh-query/", "post", "redirect"),
        Rule("/query", "/en-query/", "post", "redirect"),
        Rule("/only?lang=zh", "/only-zh/", "post", "redirect"),
        Rule("/list.of", "/new/list/", "list", "redirect", paged=True),
        Rule("/dollar", "https://shop.example/$1/%41?a=b", "redirect", "redirect"),
    ]
    return checked(rules, {b"/same2", b"/case"})


def expectations():
    for rule in awkward():
        assert rule.state == "redirect"
        target = (301, rule.target)
        if rule.paged:
            yield from ((f"{rule.source}/page/{number}", target) for number in ("2", "13/"))
        elif not rule.has_query:
            yield from ((rule.source + end, target) for end in ("", "/", "?utm_source=mail"))
    yield "/query?lang=zh", (301, "/zh-query/")
    yield "/query/?utm_source=mail&lang=zh", (301, "/zh-query/")
    yield "/query?lang=fr", (301, "/en-query/")
    yield "/only?lang=zh", (301, "/only-zh/")
    for living in ("/only", "/same2/", "/case", "/list.of/page/x", "/listxof/page/2", "/more/Case", "/Case/more"):
        yield living, None


def test_nginx_serves_the_map(folder, tmp_path):
    with nginx(tmp_path, folder / "wordpress/nginx.conf") as port:
        for row in table(folder):
            path = row["source"].replace("*", "2")
            if "not in" in row["reason"] and "nginx" in row["reason"]:
                continue
            expected = (301, row["target"]) if row["state"] == "redirect" else (200, None)
            assert ask(port, path) == expected, path


def test_nginx_serves_awkward_paths(tmp_path):
    text, left = servers.nginx(awkward())
    (tmp_path / "map.conf").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert left == []
    with nginx(tmp_path, tmp_path / "map.conf") as port:
        for path, expected in expectations():
            status, place = ask(port, path)
            assert (status, place and place.replace("%24", "$")) == (expected or (200, None)), path


def test_apache_serves_awkward_paths(tmp_path):
    text, left = servers.apache(awkward())
    (tmp_path / "map").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert left == []
    with apache(tmp_path, tmp_path / "map") as port:
        for path, expected in expectations():
            status, place = ask(port, path)
            if expected is None:
                assert status in (403, 404), path
                continue
            wanted, found = urlsplit(expected[1]), urlsplit(place or "")
            assert (status, found.path) == (301, wanted.path), path
            assert found.hostname == (wanted.hostname or "127.0.0.1"), path


@pytest.mark.parametrize("path", ["/a%0Ab", "/a%00b", "//a", "/a//b"])
def test_what_no_server_can_be_asked_for_is_left_out(path):
    rule = Rule(path, "/x/", "post", "redirect")

    assert servers.nginx([rule])[1] == servers.apache([rule])[1] == [rule]
