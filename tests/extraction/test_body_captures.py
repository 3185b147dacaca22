"""The readers against captured sites: what the truth files state must come out. Skipped where there are none."""

from __future__ import annotations

import importlib.util
import json
import pathlib
import re

import lxml.html
import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.extraction.body import read_post_body, viewer_links
from scraper.extraction.document import Document
from scraper.extraction.draft import read_draft
from scraper.extraction.page_body import read_page_body
from scraper.extraction.post_lists import embedded_post
from scraper.extraction.ricos import read_ricos
from tests.extraction.agreement import disagreements

CAPTURES = pathlib.Path(__file__).resolve().parents[2] / "../shared/captures"
HOSTS = sorted(path.name.removesuffix(".warc.gz") for path in CAPTURES.glob("*.warc.gz"))
pytestmark = pytest.mark.skipif(not HOSTS, reason="no captured sites beside the repository")


def pages_of(host):
    """Address -> body of every HTML page of the archive."""
    pages = {}
    with (CAPTURES / f"{host}.warc.gz").open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response" and "html" in (record.http_headers.get_header("Content-Type") or ""):
                pages[record.rec_headers.get_header("WARC-Target-URI")] = record.content_stream().read()
    return pages


def truth_of(host):
    path = CAPTURES / "truth" / f"{host}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {row["url"]: row for row in rows if row.get("is_post", True) and not row.get("shell")}


def description_of(document):
    found = document.root.xpath("//*[@data-hook='post-description']")
    return found[0] if found else None


@pytest.fixture(scope="module")
def score():
    spec = importlib.util.spec_from_file_location("captures_score", CAPTURES / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("host", HOSTS)
def test_bodies_of_captured_posts_are_whole(host, score):
    truth, pages, items = truth_of(host), pages_of(host), []
    for url in truth:
        document = Document(url=url, body=pages[url])
        body = read_post_body(description_of(document), base_url=url)
        assert [issue for issue in body.issues if issue.code.startswith("text-")] == [], url
        images = [image.url for image in body.images]
        items.append({"type": "post", "url": url, "body_text": body.text, "body_html": body.html, "images": images})
        items[-1]["links"] = list(body.links)

    rates = {name: rate for name, (_, _, rate) in score.score(list(truth.values()), items).rates().items()}

    for name in ("body recall", "body precision", "links recall", "headings kept", "list items kept", "tables kept"):
        assert rates.get(name, 1) >= 0.998, (name, rates[name])
    assert rates.get("images are originals", 1) == 1
    drawn = [row for row in truth.values() if not _has_undrawn_gallery(row)]
    assert score.score(drawn, items).rates().get("body images recall", (1, 1, 1))[2] >= 0.99


def _has_undrawn_gallery(row):
    """Pages of early 2021 draw their galleries by script; their state holds them, see the test of both readers."""
    return any(kind.endswith("gallery") for kind in row.get("richtext_types") or {})


def uncoloured(markup):
    """Leave colours out: a document may name one of the theme's, which only the page resolves."""
    markup = re.sub(r'<span style="color:#[0-9a-f]{6}">(.*?)</span>', r"\1", markup, flags=re.DOTALL)
    return re.sub(r'<mark style="background-color:#[0-9a-f]{6}">', "<mark>", markup)


@pytest.mark.parametrize("host", HOSTS)
def test_both_readers_of_a_captured_post_agree(host):
    pages, compared = pages_of(host), 0
    for url in truth_of(host):
        document = Document(url=url, body=pages[url])
        data = embedded_post(document, f"https://{host}/")
        if data is None or not (data.rich_content or data.draft_content):
            continue
        description = description_of(document)
        links = viewer_links(description, base_url=url)
        if data.rich_content:
            stored = read_ricos(data.rich_content, base_url=url, viewer_links=links)
        else:
            stored = read_draft(data.draft_content, base_url=url, viewer_links=links)
        drawn = read_post_body(description, base_url=url)
        compared += 1
        assert stored.text == drawn.text, url
        images = [image.url for image in stored.images]
        assert [image for image in drawn.images if image.url not in images] == [], url
        assert "gallery" in stored.html or len(images) == len(drawn.images), url
        assert stored.html.count("<h") == drawn.html.count("<h"), url
        assert stored.html.count("<li") == drawn.html.count("<li"), url
        assert disagreements(uncoloured(stored.html), uncoloured(drawn.html)) == [], url
        assert not [issue for issue in stored.issues if issue.code.startswith("text-")], url
    if not compared:
        pytest.skip("no post of this site carries its document")


@pytest.mark.parametrize("host", HOSTS)
def test_static_pages_of_captured_sites_lose_no_text(host):
    for url, html in pages_of(host).items():
        body = read_page_body(lxml.html.document_fromstring(html), base_url=url)
        assert [issue for issue in body.issues if issue.code.startswith("text-")] == [], url
        for word in ("top of page", "bottom of page", "data-x-", "wixui-", "<script", "<style"):
            assert word not in body.html, (url, word)
