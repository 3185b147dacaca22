"""The readers of the document, of the older editor's content and of the rendered page agree node by node."""

from __future__ import annotations

import lxml.html
import pytest

from scraper.extraction.body import viewer_links
from scraper.extraction.draft import read_draft
from scraper.extraction.ricos import read_ricos
from tests.extraction.agreement import FORGOTTEN, HELD, canonical, disagreements, kind_of
from tests.extraction.rendered_posts import read as read_page
from tests.replica import draft, ricos
from tests.replica.body_dom import body_html
from tests.replica.inline import scope_of
from tests.replica.model import ERAS
from tests.replica.site import Context, Site

BASE = "https://clinic.example"
POSTS = 20


@pytest.fixture(scope="module")
def bodies():
    """Era -> bodies of each post: of the document, of the older editor's content, of the page."""
    found = {}
    for era in ERAS:
        site = Site.build(seed=5, posts=POSTS, era=era)
        context = Context(site, BASE)
        found[era] = [_read(scope_of(context, post), BASE + post.path) for post in site.posts]
    return found


def _read(scope, url):
    page = body_html(scope)
    links = viewer_links(lxml.html.fragment_fromstring(page, create_parent="div"), base_url=url)
    return (
        read_ricos(ricos.document(scope), base_url=url, viewer_links=links),
        read_draft(draft.content(scope), base_url=url, viewer_links=links),
        read_page(page, url),
    )


@pytest.mark.parametrize("era", ERAS)
def test_the_page_says_node_by_node_what_the_document_says(bodies, era):
    for stored, _, drawn in bodies[era]:
        assert disagreements(stored.html, drawn.html) == []


@pytest.mark.parametrize("era", ERAS)
def test_the_page_says_node_by_node_what_the_older_content_says(bodies, era):
    for _, older, drawn in bodies[era]:
        assert disagreements(older.html, drawn.html) == []


def test_every_exception_is_one():
    assert kind_of(canonical("<figure><img src='/a'></figure>")[0]) == "image"
    for name, reason in FORGOTTEN.items():
        attribute, _, tag = name.partition(" of ")
        assert canonical(f"<div><{tag} {attribute}='1'></{tag}></div>")[0][0].get(attribute) is None, reason
    for kind, (shown, reason) in HELD.items():
        place = f"<figure class='missing' data-kind='{kind}'></figure>"
        stored = "<p><a class='file' href='/a'></a></p>" if kind == "file" else f"<figure class='{shown[0]}'></figure>"
        assert disagreements(stored, place) == [], reason


@pytest.mark.parametrize(
    ("stored", "drawn"),
    [
        ("<p>a</p>", "<p>b</p>"),
        ("<p>a</p>", "<h2>a</h2>"),
        ("<p>a</p><p>b</p>", "<p>a</p>"),
        ("<p><strong>a</strong></p>", "<p>a</p>"),
        ("<p><a href='/x'>a</a></p>", "<p><a href='/y'>a</a></p>"),
        ("<figure><img src='/a'></figure>", "<figure><img src='/b'></figure>"),
        ("<figure class='gallery'></figure>", "<figure class='missing' data-kind='audio'></figure>"),
        ("<p>a</p>", "<figure class='missing' data-kind='video'></figure>"),
        (
            "<p><a class='file' href='/a'>a.pdf</a></p>",
            "<figure class='missing' data-kind='file'><figcaption>b.pdf</figcaption></figure>",
        ),
    ],
)
def test_a_difference_is_seen(stored, drawn):
    assert disagreements(stored, drawn) != []
