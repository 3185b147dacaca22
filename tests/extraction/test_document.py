"""A fetched page: broken input, encodings, metas, JSON-LD and the head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction import head
from scraper.extraction.document import Document, load_json, types_of
from scraper.extraction.media_urls import original_url
from tests.extraction.arbitrary import json_with

URL = "https://clinic.example/about"


def doc(html, **options):
    return Document(URL, html.encode() if isinstance(html, str) else html, **options)


@pytest.mark.parametrize(
    "body", [b"", b"  ", b"\x00", b"<!-- x -->", b"<?x?>", b"<html", b"<frameset>", b"\xff\xfe\x00\x01", b"words"]
)
def test_broken_pages_have_a_root(body):
    document = doc(body)

    assert document.root.tag == "html"
    assert (document.head, document.links, document.json_ld, document.warmup) == ({}, (), (), {})


@given(st.binary(max_size=200))
def test_any_bytes_have_a_root_and_a_head(body):
    document = doc(b"<title>" + body)

    assert document.root.tag == "html"
    assert isinstance(head.read_seo(document).title, str | None)
    assert document.language is None or document.language


@given(st.text(max_size=12))
def test_any_encoding_name_is_survived(encoding):
    assert doc("<p>a</p>", encoding=encoding).root.tag == "html"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        ("<p>café 針</p>".encode(), None),
        ("<meta charset='gbk'><p>cafe 針</p>".encode("gbk"), None),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>cafe 針</p>'.encode("big5"), None),
        ("<p>café</p>".encode("latin-1"), "iso-8859-1"),
        ("<p>café 針</p>".encode(), "no-such-encoding"),
        ("<meta charset='no-such'><p>café 針</p>".encode(), None),
    ],
)
def test_encodings(body, encoding):
    text = "".join(doc(body, encoding=encoding).root.itertext())

    assert text in {"café 針", "cafe 針", "café"}


def test_first_meta_of_a_name_wins_whatever_it_is_called():
    document = doc('<meta property="OG:Title" content="A"><meta name="og:title" content="B"><meta name="robots">')

    assert document.head == {"og:title": "A"}


def test_links_are_absolute_in_order_and_pages_only():
    document = doc(
        '<a href="/b">1</a><a href=" c ">2</a><a href="#x">3</a><a '
        'href="javascript:x()">4</a><a href="http://[">5</a><a href="/b">6</a><a>7</a>'
    )

    assert document.links[:2] == ("https://clinic.example/b", "https://clinic.example/c")
    assert "javascript:x()" not in document.links


def test_canonical_is_absolute_and_a_broken_one_is_passed_over():
    html = '<link rel="canonical" href="http://["><link rel="Canonical" href="/about/?utm_source=x">'

    assert doc(html).canonical == URL


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ('{"@type":"A"}', ["A"]),
        ('[{"@type":"A"},[{"@type":["B","C"]}]]', ["A", "B", "C"]),
        ('{"@graph":[{"@type":"A"},{"@graph":{"@type":"B"}}]}', ["A", "B"]),
        ('{"@type":7}', []),
        ("{", []),
        ("[" * 100_000, []),
        ("[" * 700 + "]" * 700, []),
        ("null", []),
    ],
)
def test_json_ld_is_flattened_and_broken_is_skipped(text, types):
    document = doc(f'<script type="application/LD+json">{text}</script>')

    assert [name for entry in document.json_ld for name in types_of(entry)] == types


@given(json_with("@type", "@graph", "name"))
def test_any_json_ld_gives_a_site_name_or_none(value):
    document = doc("<p>a</p>")
    document.__dict__["json_ld"] = (value,)

    assert isinstance(head.site_name(document), str | None)


def test_site_name_where_the_type_is_a_list():
    html = '<script type="application/ld+json">{"@type":["WebSite","Thing"],"name":" Lantern  Hill "}</script>'

    assert head.site_name(doc(html)) == "Lantern Hill"
    assert head.site_name(doc(f'<meta property="og:site_name" content="Own">{html}')) == "Own"


@given(st.one_of(st.none(), st.text(st.characters(), max_size=30)))
def test_load_json_never_raises_and_what_it_gives_can_be_written(text):
    load_json(text)
    found = load_json('"' + (text or "").replace('"', "") + '"')

    assert found is None or isinstance(found, str)


def test_half_pairs_are_replaced_and_whole_ones_are_not():
    assert load_json('"a\\ud83d b \\ud83d\\ude00 \\ude00"') == "a\ufffd b 😀 \ufffd"
    assert load_json('"\\\\ud83d \\ud83d"') == "\\ud83d \ufffd"


def test_models_of_wrong_types_are_empty():
    document = doc('<script id="wix-warmup-data">[1]</script><script id="wix-viewer-model">{</script>')

    assert (document.warmup, document.viewer_model, document.essential_model) == ({}, {}, {})


def test_seo_of_a_head():
    image = "https://static.wixstatic.com/media/a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg/v1/fill/w_9,h_9/x.jpg"
    document = doc(
        f'<html lang="ZH-hk"><title> Tea \n time </title><meta property="og:image" content="{image}">'
        '<link rel="alternate" hreflang="x-Default" href="/"><link '
        'rel="alternate" type="application/rss+xml" href="/f">'
        '<link rel="alternate" hreflang="ar" href="http://["><svg><title>Icon</title></svg>'
    )

    seo = head.read_seo(document)

    assert (seo.title, seo.og_image, seo.noindex) == ("Tea time", original_url(image), False)
    assert [(link.title, link.url) for link in seo.hreflang] == [("x-default", "https://clinic.example/")]
    assert document.language == "zh-hk"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("noindex", True),
        ("NOINDEX, nofollow", True),
        ("none", True),
        ("max-image-preview:none", False),
        ("index", False),
    ],
)
def test_noindex(content, expected):
    assert head.read_seo(doc(f'<meta name="robots" content="{content}">')).noindex is expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('dir="RTL"', "rtl"),
        ('lang="ar"', "rtl"),
        ('lang="he-IL"', "rtl"),
        ('lang="ar" dir="ltr"', "ltr"),
        ('lang="de"', "ltr"),
        ("", None),
    ],
)
def test_direction(attributes, expected):
    assert head.direction(doc(f"<html {attributes}><p>a</p>")) == expected


def test_not_found_view():
    assert doc('<div data-hook="not-found-page">').is_not_found
    assert not doc("<p>not-found-page</p>").is_not_found
