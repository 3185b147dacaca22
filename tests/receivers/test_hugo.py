"""The Markdown export, built by a real Hugo: every text at its old path, letter by letter."""

import shutil
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.static import StaticRules
from tests.receivers import fetch
from tests.receivers.processes import run
from tests.receivers.reading import letters, text_of

pytestmark = pytest.mark.receivers

_LAYOUT = """<!doctype html><html><head><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}"></time>
<main>{{ .Content }}</main></body></html>"""


@pytest.fixture(scope="module")
def public(exported, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hugo") / "site"
    shutil.copytree(exported.folder / "markdown", folder)
    (folder / "layouts").mkdir()
    for name in ("single", "list", "home", "taxonomy", "term"):
        (folder / "layouts" / f"{name}.html").write_text(_LAYOUT, encoding="utf-8")
    printed = run([str(fetch.hugo()), "build", "--panicOnWarning"], cwd=folder)
    assert "WARN" not in printed
    return folder / "public"


def test_every_text_is_at_its_path_letter_by_letter(exported, public):
    places = Permalinks(exported.corpus, StaticRules())
    checked = 0
    for kind in ("post", "page"):
        for record in exported.corpus.records(kind):
            path = unquote(places.of(kind, record["url"]).path)
            page = html.fromstring((public / path.strip("/") / "index.html").read_text(encoding="utf-8"))
            main = page.find(".//main")
            assert letters(main.text_content()) == text_of(record["body_html"] or ""), path
            assert page.findtext(".//h1") == record["title"]
            if kind == "post":
                assert page.find(".//time").get("datetime").endswith("+08:00")
            for element in main.iter("img", "a", "video", "audio"):
                address = element.get("src") or element.get("href") or "#"
                if not urlsplit(address).scheme and not address.startswith("#"):
                    target = unquote(urlsplit(urljoin(path, address)).path)
                    assert (public / target.strip("/")).exists(), address
            checked += 1
    assert checked > 40


def test_terms_are_at_their_old_paths(exported, public):
    places = Permalinks(exported.corpus, StaticRules())
    for kind in ("category", "tag"):
        for record in exported.corpus.records(kind):
            path = unquote(places.of(kind, record["url"]).path)
            page = html.fromstring((public / path.strip("/") / "index.html").read_text(encoding="utf-8"))
            assert page.findtext(".//h1") == record["label"]
