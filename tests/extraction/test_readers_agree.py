"""The same post as a document and as a rendered page gives the same body, node by node."""

from __future__ import annotations

import re
from collections import Counter

import lxml.html
import pytest

from scraper.extraction.article import Article
from scraper.extraction.body import read_post_body, viewer_links
from scraper.extraction.document import Document
from scraper.extraction.draft import read_draft
from scraper.extraction.ricos import read_ricos
from tests.replica import ERAS, Context, Site, draft, ricos
from tests.replica.inline import scope_of
from tests.replica.padding import raw
from tests.replica.post_page import post_page

BASE = "https://clinic.example"
SITES = {
    "english and chinese": Site.build(seed=5, posts=40, faults=False),
    "arabic": Site.build(seed=5, posts=20, rtl=True, faults=False),
}
# What a rendered page cannot say (WIX facts, 3.4), and so is left out of the comparison.
UNKNOWN_TO_THE_PAGE = {
    "width": "a size in pixels stands in the picture's own data only in some releases",
    "height": "as the width",
    "poster": "a film that was not started shows its still as a background",
    "title": "names of films and sounds are not drawn",
    "style": "alignment is in hashed class names",
    "data-indent": "as the alignment",
}
UNKNOWN_TO_DRAFT = ("start",)  # its lists always begin with 1
_TAGS = {"th": "td"}  # the page never marks header cells
# Blocks whose address no page carries: the page keeps their place.
PLACES = {"audio", "file", "html", "gallery", "video"}


def bodies(site):
    ctx = Context(site, BASE)
    for post in site.posts:
        scope, url = scope_of(ctx, post), ctx.post_url(post)
        drawn = Article(Document(url, raw(post_page(ctx, post)), None, "utf-8")).description
        links = viewer_links(drawn, base_url=url)
        documents = [read_ricos(ricos.document(scope), base_url=url, viewer_links=links)]
        documents.append(read_draft(draft.content(scope), base_url=url, viewer_links=links))
        yield post, documents, read_post_body(drawn, base_url=url)


def outline(html, unknown=()):
    """Elements in order, as ``(tag, attributes, own words)``; places of what no page knows are left out."""
    rows = []
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in list(root.iter("p")):  # a file card is a place on the page
        if element.find("a[@class='file']") is not None and element.getparent() is not None:
            element.drop_tree()
    for figure in list(root.iter("figure")):
        if figure.getparent() is not None and _is_place(figure):
            figure.drop_tree()
    for element in root.iterdescendants():
        if element.tag in ("thead", "tbody"):
            continue
        tag = _TAGS.get(element.tag, element.tag)
        attributes = {k: v for k, v in element.attrib.items() if k not in (*UNKNOWN_TO_THE_PAGE, *unknown)}
        rows.append((tag, attributes, " ".join((element.text or "").split())))
    return rows


def _is_place(figure):
    kind = (figure.get("class") or "").split()
    return bool({"missing", "audio", "embed", "gallery", "video"} & set(kind))


@pytest.mark.parametrize("name", SITES)
def test_both_readers_of_every_post_agree(name):
    seen, places = set(), Counter()
    for post, documents, drawn in bodies(SITES[name]):
        for document, unknown in zip(documents, ((), UNKNOWN_TO_DRAFT), strict=True):
            assert document.text == drawn.text, post.slug
            assert outline(document.html, unknown) == outline(drawn.html, unknown), post.slug
            assert set(drawn.links) - set(document.links) == set(), post.slug
            assert not [issue for issue in document.issues if issue.code.startswith("text-")]
        assert not [issue for issue in drawn.issues if issue.code.startswith("text-")]
        places.update(re.findall(r'data-kind="(\w+)"', drawn.html))
        seen.update(type(block).__name__ for block in post.blocks)

    assert set(places) <= PLACES
    assert len(seen) >= 15, seen
    assert {post.era for post in SITES[name].posts} == set(ERAS)


def test_a_place_on_the_page_stands_where_the_document_has_the_thing():
    for post, (document, _), drawn in bodies(SITES["english and chinese"]):
        shapes = [
            [row.get("class") or row.tag for row in lxml.html.fragment_fromstring(body.html, create_parent="div")]
            for body in (document, drawn)
        ]
        assert len(shapes[0]) == len(shapes[1]), post.slug
