"""Which addresses of a site in several languages are fetched."""

from __future__ import annotations

import pytest

from scraper.arguments import parse_arguments
from scraper.items import Link
from scraper.spiders.frontier import Frontier
from scraper.spiders.inventory import Inventory
from tests.spiders.queued import BASE, LANGUAGES, POST, Home, drain, emptied, frontier_of, reading, urls_of


def test_homes_and_feeds_of_other_languages_are_queued() -> None:
    taken = dict(drain(frontier_of(LANGUAGES)))

    assert taken["feeds"] == [f"{BASE}/blog-feed.xml", f"{BASE}/zh/blog-feed.xml"]
    assert taken["pages"] == [f"{BASE}/zh"]


def test_a_language_by_parameter_has_no_feed_of_its_own() -> None:
    home = Home(languages=("en", "zh"), language_homes={"zh": f"{BASE}/?lang=zh"})

    assert dict(drain(frontier_of(home)))["feeds"] == [f"{BASE}/blog-feed.xml"]


@pytest.mark.parametrize(
    ("lang", "want"),
    [
        ("en", [POST, f"{BASE}/post/two?lang=en"]),
        ("zh", [f"{BASE}/zh/post/one", f"{POST}?lang=zh"]),
        ("zh-HK", [f"{BASE}/zh/post/one", f"{POST}?lang=zh"]),
        ("fr", []),
    ],
)
def test_only_the_language_asked_for(lang: str, want: list[str]) -> None:
    frontier = emptied(LANGUAGES, lang=lang)
    for url in (POST, f"{BASE}/zh/post/one", f"{POST}?lang=zh", f"{BASE}/post/two?lang=en"):
        frontier.discover(url, "sitemap")

    assert urls_of(frontier) == want


@pytest.mark.parametrize(("lang", "want"), [("zh-hk", ["zh-hk"]), ("zh", ["zh-hk", "zh-cn"]), ("en", ["en"])])
def test_two_forms_of_a_language_are_told_apart_where_the_site_does(lang: str, want: list[str]) -> None:
    frontier = emptied(Home(languages=("en", "zh-hk", "zh-cn")), lang=lang)
    for code in ("en", "zh-hk", "zh-cn"):
        frontier.discover(f"{POST}?lang={code}", "sitemap")

    assert urls_of(frontier) == [f"{POST}?lang={code}" for code in want]


def test_a_site_of_one_language_ignores_the_filter() -> None:
    frontier = emptied(lang="fr")
    frontier.discover(POST, "sitemap")

    assert urls_of(frontier) == [POST]


def test_the_feed_of_an_unwanted_language_is_not_asked() -> None:
    taken = dict(drain(frontier_of(LANGUAGES, lang="en")))

    assert taken["feeds"] == [f"{BASE}/blog-feed.xml"]
    assert "pages" not in taken


@pytest.mark.parametrize("origin", ["list", "sitemap", "feed", "api", "hreflang", "archive"])
def test_a_listed_language_variant_is_a_post(origin: str) -> None:
    frontier = emptied(LANGUAGES)
    frontier.discover(f"{POST}?lang=zh", "link")
    assert frontier.take() is None
    frontier.discover(f"{POST}?lang=zh", origin)

    assert urls_of(frontier) == [f"{POST}?lang=zh"]


def test_a_refused_variant_is_remembered_until_it_is_listed() -> None:
    inventory = Inventory()
    frontier = Frontier(parse_arguments({"url": BASE}), inventory)
    frontier.start(LANGUAGES, ())  # type: ignore[arg-type]  # see above
    frontier.discover(f"{POST}?lang=zh", "link")
    assert inventory.traps == {f"{POST}?lang=zh"}
    frontier.discover(f"{POST}?lang=zh", "list")
    frontier.discover(f"{POST}?lang=zh", "link")

    assert inventory.traps == set()


def test_hreflang_leads_to_posts_of_this_site_alone() -> None:
    frontier = emptied(LANGUAGES)
    links = (Link(title="zh", url=f"{POST}?lang=zh"), Link(title="fr", url="https://clinic-fr.example/post/one"))
    frontier.follow(reading(hreflang=links))

    assert urls_of(frontier) == [f"{POST}?lang=zh"]
