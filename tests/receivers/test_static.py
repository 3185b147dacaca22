"""The Markdown export, built by a real Hugo, Eleventy and Jekyll: every text at its path, character by character."""

import json
import shutil
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from pipelines.corpus import Corpus
from pipelines.exporters.markdown.render import MARKDOWN
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.redirects.export import planned
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.static import StaticRules
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Site
from tests.exporters.markdown.bodies import generated, shown
from tests.pipelines.records import SITE, post
from tests.receivers import fetch
from tests.receivers.processes import run

pytestmark = pytest.mark.receivers

_HUGO = """<!doctype html><html><head><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}"></time>
<main>{{ .Content }}</main></body></html>"""
_JEKYLL = "<!doctype html><html><body><h1>{{ page.title | escape }}</h1><main>{{ content }}</main></body></html>"
_ELEVENTY = "<!doctype html><html><body><h1>{{ title }}</h1><main>{{ content | safe }}</main></body></html>"


def hugo(folder):
    (folder / "layouts").mkdir()
    for name in ("single", "list", "home", "taxonomy", "term"):
        (folder / "layouts" / f"{name}.html").write_text(_HUGO, encoding="utf-8")
    printed = run([str(fetch.hugo()), "build", "--panicOnWarning"], cwd=folder)
    assert "WARN" not in printed
    return folder / "public"


def jekyll(folder):
    if shutil.which("jekyll") is None:
        pytest.skip("Jekyll is not installed: apt-get install jekyll")
    (folder / "_layouts").mkdir()
    for name in ("post", "page"):
        (folder / "_layouts" / f"{name}.html").write_text(_JEKYLL, encoding="utf-8")
    run(["env", "LANG=C.UTF-8", "jekyll", "build", "--destination", "public"], cwd=folder)
    return folder / "public"


def eleventy(folder):
    (folder / "content" / "_includes").mkdir()
    (folder / "content" / "_includes" / "base.njk").write_text(_ELEVENTY, encoding="utf-8")
    (folder / "content" / "content.json").write_text(json.dumps({"layout": "base.njk"}))
    (folder / "node_modules").symlink_to(fetch.eleventy() / "node_modules")
    run(["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet", "--output=public"], cwd=folder)
    return folder / "public"


BUILDERS = {"hugo": hugo, "jekyll": jekyll, "eleventy": eleventy}


def built(source, flavour, folder):
    """Export a store's folder and build it, where nothing else lies."""
    site = folder / "site"
    site.mkdir()
    shutil.copy(source / ITEMS_FILE, site)
    if (source / "media").is_dir():
        (site / "media").symlink_to(source / "media")
    [written] = MARKDOWN.render(Corpus(site), site, ExportOptions(markdown_flavour=flavour))
    return BUILDERS[flavour](written)


def page_of(public, path):
    return html.fromstring((public / unquote(path).strip("/") / "index.html").read_text(encoding="utf-8"))


def marked(root):
    """Characters with the marks, headings, lists and cells they stand in; links lead elsewhere by now."""
    characters, _, counts = shown(html.tostring(root, encoding="unicode"))
    return [(char, [name for name in around if not name.startswith("a ")]) for char, around in characters], counts


@pytest.fixture(scope="module", params=BUILDERS)
def public(request, exported, tmp_path_factory):
    return request.param, built(exported.folder, request.param, tmp_path_factory.mktemp(request.param))


def test_every_text_is_at_its_path_character_by_character(exported, public):
    flavour, folder = public
    places = Permalinks(exported.corpus, StaticRules())
    checked = 0
    for kind in ("post", "page"):
        for record in exported.corpus.records(kind):
            path = places.of(kind, record["url"]).path
            page = page_of(folder, path)
            assert page.findtext(".//h1") == record["title"]
            if record.get("kind") == "blog":
                continue  # it lists the posts
            body = html.fragment_fromstring(record["body_html"] or "", create_parent="main")
            assert marked(page.find(".//main")) == marked(body), path
            if kind == "post" and flavour == "hugo":
                assert page.find(".//time").get("datetime").endswith("+08:00")
            checked += 1
    assert checked > 40


def test_every_link_and_file_of_the_site_is_alive(public):
    _, folder = public
    checked = 0
    for file in folder.rglob("*.html"):
        path = f"/{file.relative_to(folder).as_posix().removesuffix('index.html')}"
        page = html.fromstring(file.read_text(encoding="utf-8"))
        for address in page.xpath("//main//@href | //main//@src | //main//@poster"):
            if address.startswith("#"):
                assert page.get_element_by_id(unquote(address[1:]), None) is not None, (path, address)
            elif not urlsplit(address).scheme:
                target = folder / unquote(urlsplit(urljoin(path, address)).path).strip("/")
                assert target.is_file() or (target / "index.html").is_file(), (path, address)
                checked += 1
    assert checked > 100


def test_terms_are_at_their_old_paths(exported, public):
    _, folder = public
    places = Permalinks(exported.corpus, StaticRules())
    for kind in ("category", "tag"):
        for record in exported.corpus.records(kind):
            page = page_of(folder, places.of(kind, record["url"]).path)
            assert page.findtext(".//h1") == record["label"]


def test_documents_lie_where_the_redirects_lead(exported, public):
    flavour, folder = public
    rules = dict(planned(exported.corpus, ExportOptions(markdown_flavour=flavour)))["markdown"]
    documents = [rule for rule in rules if rule.kind == "document"]

    assert len(documents) > 10
    for rule in documents:
        assert rule.state == "redirect", rule
        assert (folder / unquote(rule.target).strip("/")).is_file(), rule


@pytest.mark.parametrize("flavour", BUILDERS)
def test_bodies_of_signs_and_marks_keep_them(flavour, tmp_path):
    bodies = dict(enumerate(generated(200)))
    posts = [post(f"p{number}", body_html=body, title="Tea") for number, body in bodies.items()]
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, [*posts, Site(url=f"{SITE}/", languages=("en",))])))
    (tmp_path / "work").mkdir()
    folder = built(tmp_path, flavour, tmp_path / "work")

    for number, body in bodies.items():
        main = page_of(folder, f"/post/p{number}/").find(".//main")
        assert marked(main) == marked(html.fragment_fromstring(body, create_parent="main")), body
