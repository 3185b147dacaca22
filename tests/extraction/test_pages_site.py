"""What a page tells about the whole site."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.document import Document
from scraper.extraction.pages.site import SitePage
from tests.extraction.arbitrary import json_with
from tests.replica import ERAS, Context, Site
from tests.replica.padding import raw
from tests.replica.post_page import post_page
from tests.replica.static_pages import static_page

BASE = "https://clinic.example"


def home(site, base=BASE):
    ctx = Context(site, base)
    return SitePage(Document(base, raw(static_page(ctx, site.pages_by_path["/"]))))


def written(html="", model=None, url=BASE):
    script = f'<script id="wix-viewer-model">{json.dumps(model)}</script>' if model is not None else ""
    return SitePage(Document(url, (html + script).encode()))


@pytest.mark.parametrize("era", ERAS)
def test_replicas_home(era):
    page = home(Site.build(seed=7, posts=6, era=era))

    assert page.is_wix
    assert (page.base, page.name, page.languages) == (BASE, "Lantern Hill Clinic", ("en",))
    assert page.timezone == (None if era == "2021" else "Asia/Hong_Kong")
    services = next(entry for entry in page.menu if entry.children)
    assert [child.url for child in services.children] == [f"{BASE}/services/acupuncture", f"{BASE}/services/tea"]
    assert "More" not in [entry.label for entry in page.menu]


@pytest.mark.parametrize("era", ERAS)
def test_base_of_a_free_site(era):
    base = "https://user.wixsite.com/clinic"

    assert home(Site.build(seed=7, posts=6, era=era, prefix="/clinic"), base).base == base


def test_base_without_any_model():
    assert written(url="https://user.wixsite.com/clinic/post/a").base == "https://user.wixsite.com/clinic"
    assert written(url="https://user.wixsite.com").base == "https://user.wixsite.com"
    assert written(url="https://clinic.example/a/b?c").base == BASE


@pytest.mark.parametrize("stated", ["http://[", "https://other.example/x", 7, "", "/x"])
def test_a_base_elsewhere_is_not_believed(stated):
    assert written(model={"site": {"externalBaseUrl": stated}}).base == BASE


def test_blog_path_from_links():
    ctx = Context(Site.build(seed=7, posts=6, blog_path="/hot-topics"), BASE)

    page = SitePage(Document(f"{BASE}/post/x", raw(post_page(ctx, ctx.site.posts[-1]))))

    assert page.blog_paths == ("/hot-topics",)
    assert written('<a href="/blog/categories/${s.uri}">x</a><a href="http://[/tags/a">y</a>').blog_paths == ()


def test_languages_with_their_homes():
    site = Site.build(seed=7, posts=20, multilingual=True)

    page = home(site)

    assert page.languages == site.languages
    assert page.language_homes == {"en": f"{BASE}/", "zh": f"{BASE}/?lang=zh"}


def test_two_marks_make_a_wix_site():
    assert not written("<p>static.wixstatic.com</p>").is_wix
    assert written("<p>static.wixstatic.com static.parastorage.com</p>").is_wix
    assert written('<meta name="Generator" content="Wix.com Website Builder">').is_wix


def test_menu_is_the_largest_nav_and_sub_menus_are_kept():
    html = (
        '<nav><ul><li><a href="/x">X</a></li></ul></nav><nav><ul><li><a href="/">Home</a></li>'
        '<li><a href="/s">Services</a><ul><li><a href="/s/tea">Tea</a></li></ul></li>'
        '<li id="m__more__"><a>More</a><ul><li><a href="/c">Contact</a></li></ul></li><li></li></ul></nav>'
    )

    menu = written(html).menu

    assert [(entry.label, len(entry.children)) for entry in menu] == [("Home", 0), ("Services", 1), ("Contact", 0)]


def test_a_heading_that_only_opens_a_sub_menu_has_no_address():
    html = (
        "<nav><ul><li><p>Services</p><ul><li><a "
        'href="/s/tea">Tea</a></li><li><a href="/s/moxa">Moxa</a></li></ul></li></ul></nav>'
    )

    (entry,) = written(html).menu

    assert (entry.label, entry.url) == ("Services", None)
    assert [child.label for child in entry.children] == ["Tea", "Moxa"]


def test_nesting_without_end_is_survived():
    assert written("<nav>" + '<ul><li><a href="/x">a</a>' * 3000).menu


@given(
    json_with(
        "site",
        "externalBaseUrl",
        "siteFeaturesConfigs",
        "multilingual",
        "originalLanguage",
        "siteLanguages",
        "languageCode",
        "url",
    ),
    st.booleans(),
)
def test_no_model_raises(model, wrapped):
    page = written('<html lang="de">', {"siteFeaturesConfigs": {"multilingual": model}} if wrapped else model)

    assert page.base.startswith("https://")
    assert page.languages
    assert isinstance(page.language_homes, dict)
