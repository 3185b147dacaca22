import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import Corpus
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.ghost import MAX_SLUG, GhostRules, ascii_slug, redirect_pattern
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Author, Category, Page, Tag
from tests.pipelines.records import SITE, post


def permalinks(folder, *records):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    corpus = Corpus(folder)
    return Permalinks(corpus, GhostRules.of(corpus))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("睡得好", "shui-de-hao"),
        ("中醫 & Naha", "zhong-yi-naha"),
        ("한국어", "han-gug-eo"),
        ("مرحبا", "mrhb"),
        ("Être à l'été", "etre-a-lete"),
        ("a_b--C", "a_b-c"),
        ("😀 smile", "smile"),
        ("50% off: a.b/c", "50-off-a-b-c"),
        ("🌿", ""),
    ],
)
def test_slugs_in_letters_that_ghost_leaves_alone(text, slug):
    assert ascii_slug(text) == slug


@given(st.text())
def test_a_slug_is_its_own_slug(text):
    slug = ascii_slug(text)

    assert re.fullmatch(r"([a-z0-9_]+(-[a-z0-9_]+)*)?", slug)
    assert len(slug) <= MAX_SLUG
    assert ascii_slug(slug) == slug


def test_posts_and_pages_share_one_namespace(tmp_path):
    places = permalinks(tmp_path, post("same"), Page(url=f"{SITE}/same", slug="same", kind="other"))

    assert places.of("page", f"{SITE}/same").path == "/same/"
    assert places.of("post", f"{SITE}/post/same").path == "/same-2/"


def test_terms_and_authors_have_their_folders(tmp_path):
    places = permalinks(
        tmp_path,
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep"),
        Tag(url=f"{SITE}/blog/tags/new", label="new", slug="new"),
        Author(url=f"{SITE}/profile/mei", name="Mei", slug="mei"),
    )

    assert [place.path for place in places] == ["/tag/sleep/", "/tag/new-tag/", "/author/mei/"]


def test_a_tag_named_as_a_category_is_that_category(tmp_path):
    places = permalinks(
        tmp_path,
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep-tips"),
        Tag(url=f"{SITE}/blog/tags/sleep", label="sleep", slug="sleep"),
    )

    assert places.link(f"{SITE}/blog/tags/sleep") == "/tag/sleep-tips/"


def test_home_and_the_list_of_posts_are_the_front_page(tmp_path):
    places = permalinks(
        tmp_path,
        Page(url=f"{SITE}/", slug="", title="Home", kind="home"),
        Page(url=f"{SITE}/blog", slug="blog", title="Blog", kind="blog"),
        Page(url=f"{SITE}/news", slug="news", title="News", kind="blog", body_text="Read on"),
    )

    assert [(place.slug, place.path) for place in places] == [("home", "/"), ("blog", "/"), ("news", "/news/")]


def test_what_has_no_letters_is_named_by_its_title_or_its_table(tmp_path):
    places = permalinks(
        tmp_path,
        post("🌿", url=f"{SITE}/post/1", title="Herbs"),
        post("🌿", url=f"{SITE}/🌿", title="🌿", published_at="2025-01-01"),
    )

    assert [place.slug for place in places] == ["herbs", "post"]


def test_ghosts_own_addresses_are_kept_free(tmp_path):
    assert permalinks(tmp_path, post("rss")).of("post", f"{SITE}/post/rss").path == "/rss-post/"


@pytest.mark.parametrize("path", ["/post/%E4%B8%AD%E9%86%AB", "/post/a.b(c)+d", "/q?x=1", "/post/a/"])
def test_a_redirect_fits_its_path_and_no_other(path):
    # As DynamicRedirectManager.buildRegex does it.
    pattern = re.compile(redirect_pattern(path) + "/?$")

    assert pattern.search(path)
    assert pattern.search(path.rstrip("/"))
    assert not pattern.search(path.rstrip("/") + "x")
    assert not pattern.search("/en" + path)
    assert not pattern.search(path.replace(".", "x")) or "." not in path
