"""Slugs as a real WordPress made them (7.1, read back after imports), and the rules behind them."""

from datetime import timedelta, timezone
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import Corpus, Head
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.wordpress import MAX_SLUG, WordPressRules, sanitised_slug
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Page
from tests.pipelines.records import SITE, post

HONG_KONG = timezone(timedelta(hours=8))


def head(slug, kind="post", **fields):
    given_fields = {"label": "A title", "language": "en", "published_at": None, "status": "published", **fields}
    return Head(kind, f"{SITE}/{slug}", slug, **given_fields)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello World", "hello-world"),
        ("Travel & Tips: 2024!", "travel-tips-2024"),
        ("Crème brûlée à la Straße", "creme-brulee-a-la-strase"),
        ("half–way — done", "half-way-done"),
        ("a/b", "a-b"),
        ("“quoted” it’s", "quoted-its"),
        ("睡得好", quote("睡得好").lower()),
        ("針灸 and sleep", quote("針灸").lower() + "-and-sleep"),
        ("الوخز", quote("الوخز").lower()),
        ("50% off", "50-off"),
        ("v2.0.1", "v2-0-1"),
        ("snow ☃ man", "snow-" + quote("☃").lower() + "-man"),
        ("---", ""),
        ("under_score", "under_score"),
        ("5 × 4", "5-x-4"),
    ],
)
def test_slugs_are_those_of_wordpress(text, slug):
    assert sanitised_slug(text) == slug


def test_a_chinese_slug_is_cut_behind_its_22nd_character():
    assert sanitised_slug("睡" * 50) == quote("睡" * 22).lower()


@given(st.text())
def test_a_slug_stays_as_it_is_when_it_is_made_again(text):
    slug = WordPressRules("/%postname%/", HONG_KONG).slug(head(text))

    assert slug
    assert len(quote(slug, safe="-_")) <= MAX_SLUG
    assert WordPressRules("/%postname%/", HONG_KONG).slug(head(slug)) == slug


@pytest.mark.parametrize("text", ["", "!!!", "feed", "---"])
def test_what_gives_no_slug_takes_that_of_the_title(text):
    assert WordPressRules("/%postname%/", HONG_KONG).slug(head(text)) == "a-title"


def test_a_number_stays_within_the_limit():
    rules = WordPressRules("/%postname%/", HONG_KONG)
    slug = rules.slug(head("睡" * 50))

    assert rules.numbered("x", 2) == "x-2"
    assert rules.numbered(slug, 12) == "睡" * 21 + "-12"


@pytest.mark.parametrize(
    ("structure", "path"),
    [
        ("/%postname%/", "/sleep/"),
        ("/post/%postname%", "/post/sleep"),
        ("/%year%/%monthnum%/%day%/%postname%/", "/2024/03/06/sleep/"),
    ],
)
def test_paths_follow_the_structure_in_the_time_zone_of_the_site(structure, path):
    rules = WordPressRules(structure, HONG_KONG)

    assert rules.path(head("sleep", published_at="2024-03-05T23:30:00+00:00"), "sleep") == path


def test_pages_and_terms_have_paths_of_their_own():
    rules = WordPressRules("/%postname%/", HONG_KONG)

    assert rules.path(head("about", "page"), "about") == "/about/"
    assert rules.path(head("", "page"), "home") == "/"
    assert rules.path(head("x", "category"), "養生") == f"/category/{quote('養生').lower()}/"
    assert rules.path(head("x", "tag"), "tea") == "/tag/tea/"


def test_terms_stand_behind_the_front_of_the_structure_and_pages_do_not():
    rules = WordPressRules("/post/%postname%/", HONG_KONG)

    assert rules.path(head("x", "category"), "sleep") == "/post/category/sleep/"
    assert rules.path(head("x", "tag"), "tea") == "/post/tag/tea/"
    assert rules.path(head("about", "page"), "about") == "/about/"


def test_a_post_and_a_page_never_share_a_path(tmp_path):
    records = [post("about"), Page(url=f"{SITE}/about", title="About", slug="about")]
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))

    places = Permalinks(Corpus(tmp_path), WordPressRules("/%postname%/", HONG_KONG))

    assert {place.path for place in places} == {"/about/", "/about-2/"}
