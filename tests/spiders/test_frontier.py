"""What is fetched, in which order, and what is refused: without network, from readings of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request

from scraper.arguments import parse_arguments
from scraper.extraction.discovery import WELL_KNOWN_SITEMAPS
from scraper.extraction.post_data import PostData, Term
from scraper.extraction.post_lists import PostList
from scraper.extraction.reading import Listing, Reading
from scraper.items import Link
from scraper.spiders.frontier import BATCH, PHASES, Frontier
from scraper.spiders.inventory import Inventory

BASE = "https://clinic.example"
POST = f"{BASE}/post/one"


@dataclass
class Home:
    """What the start page says of its site."""

    base: str = BASE
    blog_paths: tuple[str, ...] = ("/blog",)
    languages: tuple[str, ...] = ("en",)
    language_homes: dict[str, str] = field(default_factory=dict)


def _frontier(home: Home | None = None, *, robots: tuple[str, ...] = (), **given: str) -> Frontier:
    arguments = parse_arguments({"url": BASE, **given})
    frontier = Frontier(arguments, Inventory())
    frontier.start(home or Home(), robots)  # type: ignore[arg-type]  # only these four facts are read
    return frontier


def _drain(frontier: Frontier) -> list[tuple[str, list[str]]]:
    return list(iter(frontier.take, None))


def _emptied(home: Home | None = None, **given: str) -> Frontier:
    frontier = _frontier(home, **given)
    _drain(frontier)
    return frontier


def _urls(frontier: Frontier) -> list[str]:
    return [url for _, batch in _drain(frontier) for url in batch]


def _reading(url: str = f"{BASE}/", **told: Any) -> Reading:
    return Reading(url=url, **told)


# --- order ---


def test_the_start_queues_every_known_address() -> None:
    frontier = _frontier(robots=(f"{BASE}/sitemap.xml", f"{BASE}/more.xml"))

    maps = [f"{BASE}/{name}" for name in ("sitemap.xml", "more.xml", *WELL_KNOWN_SITEMAPS)]
    assert _drain(frontier) == [("maps", maps), ("feeds", [f"{BASE}/blog-feed.xml"])]


def test_phases_come_in_order_whatever_was_found_first() -> None:
    frontier = _emptied()
    for url in (POST, f"{BASE}/about", f"{BASE}/profile/ada/profile", f"{BASE}/blog/categories/sleep", f"{BASE}/blog"):
        frontier.discover(url, "link")
    frontier.queue("feeds", f"{BASE}/zh/blog-feed.xml")

    assert _drain(frontier) == [
        ("feeds", [f"{BASE}/zh/blog-feed.xml"]),
        ("lists", [f"{BASE}/blog/categories/sleep", f"{BASE}/blog"]),
        ("pages", [f"{BASE}/about", f"{BASE}/profile/ada/profile"]),
        ("posts", [POST]),
    ]


def test_an_earlier_phase_is_taken_up_again() -> None:
    frontier = _emptied()
    frontier.discover(POST, "link")
    frontier.discover(f"{BASE}/about", "link")
    assert frontier.take() == ("pages", [f"{BASE}/about"])
    frontier.discover(f"{BASE}/blog", "link")

    assert _drain(frontier) == [("lists", [f"{BASE}/blog"]), ("posts", [POST])]


def test_addresses_are_handed_out_in_batches_and_none_is_lost() -> None:
    frontier = _emptied()
    want = [f"{BASE}/post/{n}" for n in range(2 * BATCH + 1)]
    for url in want:
        frontier.discover(url, "sitemap")

    batches = _drain(frontier)
    assert [len(batch) for _, batch in batches] == [BATCH, BATCH, 1]
    assert [url for _, batch in batches for url in batch] == want


def test_nothing_is_handed_out_twice() -> None:
    frontier = _emptied()
    frontier.discover(POST, "link")
    assert _urls(frontier) == [POST]
    for spelling in (POST, POST + "/", POST + "#top", POST + "?utm_source=x", POST.replace("clinic", "CLINIC")):
        frontier.discover(spelling, "sitemap")

    assert frontier.take() is None
    assert frontier.found == len(WELL_KNOWN_SITEMAPS) + 3


@pytest.mark.parametrize(
    "line",
    [
        "/sitemap.xml",
        "sitemap.xml",
        "ftp://clinic.example/sitemap.xml",
        "data:,x",
        "http://[broken/sitemap.xml",
        "https://clinic.example:99999/sitemap.xml",
        "https://",
    ],
)
def test_what_is_no_web_address_is_never_handed_out(line: str) -> None:
    frontier = _emptied()
    for phase in PHASES:
        frontier.queue(phase, line)

    assert frontier.take() is None


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://clinic.example", "https://clinic.example/post/"]))
def test_whatever_is_handed_out_can_be_asked_for(text: str, start: str) -> None:
    frontier = _emptied()
    frontier.follow(_reading(links=(start + text,)))
    frontier.queue("maps", start + text)

    for url in _urls(frontier):
        assert Request(url).url


# --- what is refused ---


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/post/one",
        "mailto:care@clinic.example",
        f"{BASE}/_api/v1/access-tokens",
        f"{BASE}/post/create-post",
        f"{BASE}/_files/ugd/price-list.pdf",
        f"{BASE}/leaflet.pdf",
        f"{BASE}/amp/one",
        f"{BASE}/blog/search/sleep",
    ],
)
def test_foreign_internal_file_and_amp_addresses_are_refused(url: str) -> None:
    frontier = _emptied()
    for origin in ("link", "sitemap", "list"):
        frontier.discover(url, origin)

    assert frontier.take() is None


def test_a_site_with_a_prefix_keeps_to_it() -> None:
    home = Home(base="https://user.example/clinic", blog_paths=("/clinic/blog",))
    frontier = _emptied(home)
    for url in ("https://user.example/other/post/x", "https://user.example/clinic/post/x"):
        frontier.discover(url, "link")

    assert _urls(frontier) == ["https://user.example/clinic/post/x"]


@pytest.mark.parametrize("path", ["/blog/tags/rest", "/blog/hashtags/rest", "/blog/archive/2025/3"])
def test_pages_that_repeat_the_feed_are_read_from_archives_alone(path: str) -> None:
    live, archived = _emptied(), _emptied(archive="some.warc.gz")
    for frontier in (live, archived):
        frontier.discover(BASE + path, "link")

    assert live.take() is None
    assert _drain(archived) == [("lists", [BASE + path])]


def test_a_broken_link_does_not_stop_the_others() -> None:
    frontier = _emptied()
    frontier.follow(_reading(links=("http://[broken/", f"{BASE}/about")))

    assert _urls(frontier) == [f"{BASE}/about"]


# --- limit ---


def test_the_limit_counts_posts_and_nothing_else() -> None:
    frontier = _emptied(limit="2")
    for n in range(5):
        frontier.discover(f"{BASE}/post/{n}", "sitemap")
        frontier.discover(f"{BASE}/page-{n}", "sitemap")

    taken = dict(_drain(frontier))
    assert taken["posts"] == [f"{BASE}/post/0", f"{BASE}/post/1"]
    assert len(taken["pages"]) == 5


def test_within_the_limit_later_statements_still_count() -> None:
    arguments = parse_arguments({"url": BASE, "limit": "1"})
    inventory = Inventory()
    frontier = Frontier(arguments, inventory)
    frontier.start(Home(), ())  # type: ignore[arg-type]  # see above
    frontier.discover(POST, "sitemap")
    frontier.discover(POST, "list", PostData(views=4))
    frontier.discover(f"{BASE}/post/two", "list", PostData(views=5))

    assert inventory.origins == {POST: {"sitemap", "list"}}
    assert inventory.listed[POST].views == 4


# --- languages ---

_LANGUAGES = Home(languages=("en", "zh"), language_homes={"en": f"{BASE}/", "zh": f"{BASE}/zh"})


def test_homes_and_feeds_of_other_languages_are_queued() -> None:
    taken = dict(_drain(_frontier(_LANGUAGES)))

    assert taken["feeds"] == [f"{BASE}/blog-feed.xml", f"{BASE}/zh/blog-feed.xml"]
    assert taken["pages"] == [f"{BASE}/zh"]


def test_a_language_by_parameter_has_no_feed_of_its_own() -> None:
    home = Home(languages=("en", "zh"), language_homes={"zh": f"{BASE}/?lang=zh"})

    assert dict(_drain(_frontier(home)))["feeds"] == [f"{BASE}/blog-feed.xml"]


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
    frontier = _emptied(_LANGUAGES, lang=lang)
    for url in (POST, f"{BASE}/zh/post/one", f"{POST}?lang=zh", f"{BASE}/post/two?lang=en"):
        frontier.discover(url, "sitemap")

    assert _urls(frontier) == want


@pytest.mark.parametrize(("lang", "want"), [("zh-hk", ["zh-hk"]), ("zh", ["zh-hk", "zh-cn"]), ("en", ["en"])])
def test_two_forms_of_a_language_are_told_apart_where_the_site_does(lang: str, want: list[str]) -> None:
    frontier = _emptied(Home(languages=("en", "zh-hk", "zh-cn")), lang=lang)
    for code in ("en", "zh-hk", "zh-cn"):
        frontier.discover(f"{POST}?lang={code}", "sitemap")

    assert _urls(frontier) == [f"{POST}?lang={code}" for code in want]


def test_a_site_of_one_language_ignores_the_filter() -> None:
    frontier = _emptied(lang="fr")
    frontier.discover(POST, "sitemap")

    assert _urls(frontier) == [POST]


def test_the_feed_of_an_unwanted_language_is_not_asked() -> None:
    taken = dict(_drain(_frontier(_LANGUAGES, lang="en")))

    assert taken["feeds"] == [f"{BASE}/blog-feed.xml"]
    assert "pages" not in taken


@pytest.mark.parametrize("origin", ["list", "sitemap", "feed", "api", "hreflang", "archive"])
def test_a_listed_language_variant_is_a_post(origin: str) -> None:
    frontier = _emptied(_LANGUAGES)
    frontier.discover(f"{POST}?lang=zh", "link")
    assert frontier.take() is None
    frontier.discover(f"{POST}?lang=zh", origin)

    assert _urls(frontier) == [f"{POST}?lang=zh"]


def test_a_refused_variant_is_remembered_until_it_is_listed() -> None:
    inventory = Inventory()
    frontier = Frontier(parse_arguments({"url": BASE}), inventory)
    frontier.start(_LANGUAGES, ())  # type: ignore[arg-type]  # see above
    frontier.discover(f"{POST}?lang=zh", "link")
    assert inventory.traps == {f"{POST}?lang=zh"}
    frontier.discover(f"{POST}?lang=zh", "list")
    frontier.discover(f"{POST}?lang=zh", "link")

    assert inventory.traps == set()


def test_hreflang_leads_to_posts_of_this_site_alone() -> None:
    frontier = _emptied(_LANGUAGES)
    links = (Link(title="zh", url=f"{POST}?lang=zh"), Link(title="fr", url="https://clinic-fr.example/post/one"))
    frontier.follow(_reading(hreflang=links))

    assert _urls(frontier) == [f"{POST}?lang=zh"]


# --- lists and their further pages ---


def test_pages_of_a_list_are_queued_by_their_number() -> None:
    frontier = _emptied()
    frontier.follow(_reading(f"{BASE}/blog", listing=Listing(page_count=4)))
    frontier.follow(_reading(f"{BASE}/blog/page/2", listing=Listing(page_count=4)))

    assert _urls(frontier) == [f"{BASE}/blog/page/{n}" for n in (2, 3, 4)]


def test_pages_of_a_list_keep_its_query() -> None:
    frontier = _emptied(_LANGUAGES)
    frontier.follow(_reading(f"{BASE}/blog?lang=zh", listing=Listing(page_count=2)))

    assert _urls(frontier) == [f"{BASE}/blog/page/2?lang=zh"]


def test_a_list_that_names_only_its_next_page_is_followed() -> None:
    frontier = _emptied()
    frontier.follow(_reading(f"{BASE}/blog", listing=Listing(next_page=f"{BASE}/blog/page/2")))
    assert _urls(frontier) == [f"{BASE}/blog/page/2"]
    frontier.follow(_reading(f"{BASE}/blog/page/2", listing=Listing(next_page=f"{BASE}/blog/page/3")))

    assert _urls(frontier) == [f"{BASE}/blog/page/3"]


def test_lists_tell_posts_terms_and_totals() -> None:
    inventory = Inventory()
    frontier = Frontier(parse_arguments({"url": BASE}), inventory)
    frontier.start(Home(), ())  # type: ignore[arg-type]  # see above
    _drain(frontier)
    odd = f"{BASE}/news/written-long-ago"
    term = ("tag", Term(term_id="t", label="Rest", slug="rest"))
    whole = PostList(
        posts=(PostData(url=odd, views=2), PostData(title="no address")),
        terms=(term,),
        total=41,
        page_size=10,
        everything=True,
    )
    part = PostList(posts=(PostData(url=POST),), terms=(), total=7, page_size=10, everything=False)
    card = PostData(url=f"{BASE}/post/card", title="card")
    frontier.follow(_reading(f"{BASE}/blog", language="en", listing=Listing(lists=(whole, part), cards=(card,))))

    assert dict(_drain(frontier)) == {"posts": [odd, POST, f"{BASE}/post/card"]}
    assert inventory.totals == {"en": 41}
    assert inventory.listed[odd].views == 2
    assert [row.label for row in inventory.terms(BASE)] == ["Rest"]


def test_the_blogs_own_page_is_no_post_though_a_map_calls_it_one() -> None:
    frontier = _emptied()
    frontier.learn_blog(f"{BASE}/my-news/")
    frontier.learn_blog("https://elsewhere.example/journal")
    frontier.know_posts([f"{BASE}/my-news", f"{BASE}/my-news/first", "https://elsewhere.example/x"])
    for path in ("/my-news", "/my-news/first", "/journal"):
        frontier.discover(BASE + path, "sitemap")

    assert _drain(frontier) == [
        ("lists", [f"{BASE}/my-news"]),
        ("pages", [f"{BASE}/journal"]),
        ("posts", [f"{BASE}/my-news/first"]),
    ]
