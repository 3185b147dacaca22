"""robots.txt, sitemaps, the feed and the grammar of addresses."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.discovery import SiteGrammar, language_of, parse_feed, parse_sitemap, robots_sitemaps
from scraper.urls import canonical_url, decoded
from tests.replica import Context, Site
from tests.replica.discovery import robots, rss, sitemap, sitemap_index

BASE = "https://clinic.example"
CTX = Context(Site.build(seed=7, posts=30), BASE)
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
FORMS = [
    ("", "page"),
    ("/blog", "feed"),
    ("/blog/page/2", "feed"),
    ("/neuigkeiten/page/3", "feed"),
    ("/shop/page/2", "page"),
    ("/blog/categories/sleep", "category"),
    ("/blog/categories/sleep/page/2", "category"),
    ("/blog/categories/sleep/teas", "category"),
    ("/blog/categories/sleep/teas/page/4", "category"),
    ("/blog/category/sleep", "category"),
    ("/blog/tags/moxa", "tag"),
    ("/blog/tags/moxa/page/2", "tag"),
    ("/blog/hashtags/calm", "hashtag"),
    ("/blog/hashtags/calm/page/2", "hashtag"),
    ("/blog/search/.hash.calm", "hashtag"),
    ("/blog/search/.hash.calm/page/2", "hashtag"),
    ("/blog/archive/2024/5", "archive"),
    ("/blog/archive/2024/05/page/2", "archive"),
    ("/blog/search", "internal"),
    ("/blog/search/needles", "internal"),
    ("/post/needles", "post"),
    ("/post/%E9%87%9D%E7%81%B8", "post"),
    ("/post/needles?lang=ar", "post"),
    ("/en/post/needles", "post"),
    ("/post/2019/06/06/needles", "post"),
    ("/post/2019/06/needles", "post"),
    ("/single-post/2020/07/30/needles", "post"),
    ("/post/needles/edit", "internal"),
    ("/post/create-post", "internal"),
    ("/post/abc/preview/xyz", "internal"),
    ("/login", "internal"),
    ("/404", "internal"),
    ("/429", "internal"),
    ("/login-help", "page"),
    ("/_api/x", "internal"),
    ("/_partials/x", "internal"),
    ("/blog/categories/${s.uri}", "internal"),
    ("/profile/ada/profile", "author"),
    ("/members-area/ada/profile", "author"),
    ("/_files/ugd/a.pdf", "internal"),
    ("/brochure.PDF", "file"),
    ("/amp/post/needles", "amp"),
    ("/about", "page"),
    ("/blogger", "page"),
]


@pytest.mark.parametrize(
    "base", [BASE, "https://user.wixsite.com/clinic", "https://user.wixsite.com/%E8%A8%BA%E6%89%80"]
)
@pytest.mark.parametrize(("path", "kind"), FORMS, ids=[path or "home" for path, _ in FORMS])
def test_every_form_of_address(base, path, kind):
    prefix = decoded(urlsplit(base).path)
    grammar = SiteGrammar(base=base, blog_paths={f"{prefix}/blog", f"{prefix}/neuigkeiten"})

    found = grammar.classify(canonical_url(base + path))

    assert found == kind


def test_what_is_not_the_sites():
    grammar = SiteGrammar(base="https://user.wixsite.com/clinic")

    for url in ("https://user.wixsite.com/other/post/a", "mailto:a@clinic.example", "tel:+1", "http://[", "/post/a"):
        assert grammar.classify(url) == "foreign"


def test_a_post_that_a_list_names_is_one_wherever_it_lies():
    grammar = SiteGrammar(base=BASE, known_posts={f"{BASE}/journal/needles"})

    assert grammar.classify(f"{BASE}/journal/needles") == "post"
    assert grammar.classify(f"{BASE}/journal/moxa") == "page"


@given(st.text(st.characters(), max_size=40))
def test_no_address_raises(path):
    grammar = SiteGrammar(base=BASE)

    assert isinstance(grammar.classify(path), str)
    assert isinstance(grammar.classify(canonical_url(f"{BASE}/{path}")), str)


@pytest.mark.parametrize(
    ("url", "language"), [("https://a.example/?lang=AR", "ar"), ("https://a.example/?lang=", None), ("http://[", None)]
)
def test_language_by_parameter(url, language):
    assert language_of(url) == language


def test_robots_names_maps_in_order_and_nothing_else():
    text = (
        "\ufeffSitemap: https://clinic.example/a.xml\r\n  SITEMAP :https://clinic.example/針.xml # main\n"
        "# Sitemap: https://clinic.example/no.xml\nSitemap: /relative.xml\nSitemap: http://[\n"
        "Sitemap: https://clinic.example/a.xml"
    )

    assert robots_sitemaps(text) == ("https://clinic.example/a.xml", "https://clinic.example/%E9%87%9D.xml")
    assert robots_sitemaps(robots(CTX)) == (f"{BASE}/sitemap.xml",)


def test_replicas_maps_name_all_that_is_listed():
    index = parse_sitemap(sitemap_index(CTX).encode())
    posts = parse_sitemap(sitemap(CTX, "blog-posts-sitemap.xml").encode())

    assert f"{BASE}/blog-posts-sitemap.xml" in [child.loc for child in index.children]
    assert index.urls == posts.children == ()
    assert {e.loc for e in posts.urls} == {canonical_url(CTX.post_url(p)) for p in CTX.site.posts if not p.unlisted}
    covers = {canonical_url(CTX.post_url(p)): CTX.media(p.cover) for p in CTX.site.posts if p.cover and not p.unlisted}
    assert {e.loc: e.image for e in posts.urls if e.image} == covers


@pytest.mark.parametrize(
    ("loc", "expected"),
    [
        (" \nhttps://clinic.example/post/針灸\n", "https://clinic.example/post/%E9%87%9D%E7%81%B8"),
        ("https://clinic.example/a?b=1&amp;lang=ar", "https://clinic.example/a?b=1&lang=ar"),
        ("https://clinic.example/a?b=1&lang=ar", "https://clinic.example/a?b=1&lang=ar"),
        ("https://clinic.example/caf&eacute;", "https://clinic.example/caf%C3%A9"),
        ("https://clinic.example/caf&#233;", "https://clinic.example/caf%C3%A9"),
        ("<![CDATA[https://clinic.example/a?b=1&c=2]]>", "https://clinic.example/a?b=1&c=2"),
    ],
)
def test_spellings_of_a_location(loc, expected):
    found = parse_sitemap(f"<urlset {NS}><url><loc>{loc}</loc></url></urlset>".encode())

    assert [entry.loc for entry in found.urls] == [expected]


def test_broken_maps_give_what_can_be_read():
    broken = (
        f"<urlset {NS}><url><loc>http://[</loc></url><url><loc>/a</loc></url><url><loc>{BASE}/b</loc></url><url><lo"
    )

    assert [entry.loc for entry in parse_sitemap(broken.encode()).urls] == [f"{BASE}/b"]
    assert [e.loc for e in parse_sitemap(f"<urlset><url><loc>{BASE}/b</loc></url></urlset>".encode()).urls]


def test_entities_are_not_expanded():
    bomb = (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset '
        f"{NS}><url><loc>{BASE}/x&a;</loc></url></urlset>"
    )

    assert [entry.loc for entry in parse_sitemap(bomb.encode()).urls] == [f"{BASE}/x&a;"]


@given(st.binary(max_size=80))
def test_no_bytes_raise(body):
    for text in (
        body,
        b"<urlset><url><loc>https://clinic.example/" + body,
        b"<rss><channel><item><link>http://" + body,
    ):
        parse_sitemap(text)
        parse_feed(text)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20))
def test_any_slug_survives_a_map(slug):
    url = f"{BASE}/post/{slug.replace('?', '').replace('#', '')}"

    found = parse_sitemap(f"<urlset {NS}><url><loc>{escape(url)}</loc></url></urlset>".encode())

    assert [entry.loc for entry in found.urls] == [canonical_url(url)]


def test_replicas_feed():
    feed = parse_feed(rss(CTX).encode())
    truth = {post["internal_id"]: post for post in CTX.site.truth()}

    assert (feed.title, feed.blog_url, len(feed.items)) == (CTX.site.name, f"{BASE}/blog", 20)
    for item in feed.items:
        post = truth[item.internal_id]
        assert (item.title, item.author, list(item.categories)) == (post["title"], post["author"], post["categories"])
        assert item.cover == post["cover_image"]
        assert item.published_at[:19] == post["published_at"][:19]
        assert item.content


def test_feed_with_ampersands_and_broken_items():
    feed = parse_feed(
        b"<rss><channel><title><![CDATA[Tea & Co &amp; Sons]]></title><link>ftp://x</link>"
        b"<item><title>Salt & pepper</title><link>"
        b"https://clinic.example/post/a?x=1&lang=ar</link><pubDate>soon</pubDate>"
        b"</item><item><title>No link</title></item><item><link>http://[</link></item></channel></rss>"
    )

    assert (feed.title, feed.blog_url) == ("Tea & Co &amp; Sons", None)
    assert [(i.title, i.url, i.published_at) for i in feed.items] == [
        ("Salt & pepper", "https://clinic.example/post/a?x=1&lang=ar", None)
    ]


def test_feed_without_posts():
    assert parse_feed(b"<rss><channel><title>T</title></channel></rss>").items == ()
    assert parse_feed(b"").items == ()
