"""Static pages: titles, kinds and the record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.document import Document
from scraper.extraction.pages.page import StaticPage
from tests.replica import ERAS, Context, Site
from tests.replica.padding import raw
from tests.replica.static_pages import static_page

BASE = "https://clinic.example"


def written(path="/x", title=None, site="Lantern Hill", html="", **options):
    head = f"<title>{title}</title>" if title is not None else ""
    name = f'<meta property="og:site_name" content="{site}">' if site else ""
    return StaticPage(Document(BASE + path, f"<head>{head}{name}</head>{html}".encode()), BASE, **options)


@pytest.mark.parametrize("era", ERAS)
def test_replicas_pages(era):
    site = Site.build(seed=7, posts=4, era=era)
    ctx = Context(site, BASE)

    for truth in site.page_truth():
        page = site.pages_by_path[truth["path"]]
        item = StaticPage(Document(ctx.url(page.path), raw(static_page(ctx, page))), BASE).to_item()
        assert (item.title, item.kind) == (truth["title"], truth["kind"])
        assert set(truth["images"]) <= set(item.images)
        assert "".join(truth["body_text"].split()) in "".join(item.body_text.split())


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("About | Lantern Hill", "About"),
        ("Lantern Hill - About", "About"),
        ("Tea - a guide | Lantern Hill", "Tea - a guide"),
        ("Tea – a guide", "Tea – a guide"),
        ("Lantern Hill", "Lantern Hill"),
        ("lantern hill | Lantern Hill", "lantern hill"),
        ("Walk-in hours", "Walk-in hours"),
        ("About | Other", "About | Other"),
    ],
)
def test_title_without_the_sites_name(title, expected):
    assert written(title=title).title == expected


def test_title_falls_back_to_the_first_heading():
    assert written(html="<h1> Our <b>tea</b> </h1><h1>Two</h1>").title == "Our tea"
    assert written(title="", html="<h1>Tea</h1>").title == "Tea"
    assert written().title is None


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="<>&\r", exclude_categories=("Cc",)), max_size=30),
    st.sampled_from(["", "a", "-"]),
)
def test_no_title_raises_and_some_text_stays(title, site):
    found = written(title=title, site=site).title

    assert found is None or found.strip()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "home"),
        ("/", "home"),
        ("/?lang=ar", "home"),
        ("/contact", "contact"),
        ("/contact-us", "contact"),
        ("/kontakt", "contact"),
        ("/%E8%81%AF%E7%B5%A1%E6%88%91%E5%80%91", "contact"),
        ("/about-us", "about"),
        ("/our-team", "about"),
        ("/privacy-policy", "legal"),
        ("/impressum", "legal"),
        ("/faq", "faq"),
        ("/shop", "shop"),
        ("/gallery", "gallery"),
        ("/services/acupuncture", "service"),
        ("/roundabout", "other"),
        ("/contactless", "other"),
    ],
)
def test_kinds_by_slug(path, kind):
    assert written(path).kind == kind


def test_kind_by_title_and_blog():
    assert written("/p1", title="About us | Lantern Hill").kind == "about"
    assert written("/journal", is_blog=True).kind == "blog"


def test_home_has_an_empty_slug_and_others_a_decoded_one():
    assert written("").to_item().slug == ""
    assert written("/%E9%87%9D/").to_item().slug == "針"
    assert StaticPage(Document("https://u.wixsite.com/clinic", b"<p>a</p>"), "https://u.wixsite.com/clinic").is_home
