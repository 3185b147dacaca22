"""What is fetched, in which order, and what is refused: without network, from readings of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request

from scraper.arguments import parse_arguments
from scraper.extraction.discovery import WELL_KNOWN_SITEMAPS
from scraper.extraction.post_data import PostData
from scraper.spiders.frontier import BATCH, PHASES, Frontier
from scraper.spiders.inventory import Inventory
from tests.spiders.queued import BASE, POST, Home, drain, emptied, frontier_of, reading, urls_of

# --- order ---


def test_the_start_queues_every_known_address() -> None:
    frontier = frontier_of(robots=(f"{BASE}/sitemap.xml", f"{BASE}/more.xml"))

    maps = [f"{BASE}/{name}" for name in ("sitemap.xml", "more.xml", *WELL_KNOWN_SITEMAPS)]
    assert drain(frontier) == [("maps", maps), ("feeds", [f"{BASE}/blog-feed.xml"])]


def test_phases_come_in_order_whatever_was_found_first() -> None:
    frontier = emptied()
    for url in (POST, f"{BASE}/about", f"{BASE}/profile/ada/profile", f"{BASE}/blog/categories/sleep", f"{BASE}/blog"):
        frontier.discover(url, "link")
    frontier.queue("feeds", f"{BASE}/zh/blog-feed.xml")

    assert drain(frontier) == [
        ("feeds", [f"{BASE}/zh/blog-feed.xml"]),
        ("lists", [f"{BASE}/blog/categories/sleep", f"{BASE}/blog"]),
        ("pages", [f"{BASE}/about", f"{BASE}/profile/ada/profile"]),
        ("posts", [POST]),
    ]


def test_an_earlier_phase_is_taken_up_again() -> None:
    frontier = emptied()
    frontier.discover(POST, "link")
    frontier.discover(f"{BASE}/about", "link")
    assert frontier.take() == ("pages", [f"{BASE}/about"])
    frontier.discover(f"{BASE}/blog", "link")

    assert drain(frontier) == [("lists", [f"{BASE}/blog"]), ("posts", [POST])]


def test_addresses_are_handed_out_in_batches_and_none_is_lost() -> None:
    frontier = emptied()
    want = [f"{BASE}/post/{n}" for n in range(2 * BATCH + 1)]
    for url in want:
        frontier.discover(url, "sitemap")

    batches = drain(frontier)
    assert [len(batch) for _, batch in batches] == [BATCH, BATCH, 1]
    assert [url for _, batch in batches for url in batch] == want


def test_nothing_is_handed_out_twice() -> None:
    frontier = emptied()
    frontier.discover(POST, "link")
    assert urls_of(frontier) == [POST]
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
    frontier = emptied()
    for phase in PHASES:
        frontier.queue(phase, line)

    assert frontier.take() is None


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=40), st.sampled_from(["", "http://", "https://clinic.example", "https://clinic.example/post/"]))
def test_whatever_is_handed_out_can_be_asked_for(text: str, start: str) -> None:
    frontier = emptied()
    frontier.follow(reading(links=(start + text,)))
    frontier.queue("maps", start + text)

    for url in urls_of(frontier):
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
    frontier = emptied()
    for origin in ("link", "sitemap", "list"):
        frontier.discover(url, origin)

    assert frontier.take() is None


def test_a_site_with_a_prefix_keeps_to_it() -> None:
    home = Home(base="https://user.example/clinic", blog_paths=("/clinic/blog",))
    frontier = emptied(home)
    for url in ("https://user.example/other/post/x", "https://user.example/clinic/post/x"):
        frontier.discover(url, "link")

    assert urls_of(frontier) == ["https://user.example/clinic/post/x"]


@pytest.mark.parametrize("path", ["/blog/tags/rest", "/blog/hashtags/rest", "/blog/archive/2025/3"])
def test_pages_that_repeat_the_feed_are_read_from_archives_alone(path: str) -> None:
    live, archived = emptied(), emptied(archive="some.warc.gz")
    for frontier in (live, archived):
        frontier.discover(BASE + path, "link")

    assert live.take() is None
    assert drain(archived) == [("lists", [BASE + path])]


def test_a_broken_link_does_not_stop_the_others() -> None:
    frontier = emptied()
    frontier.follow(reading(links=("http://[broken/", f"{BASE}/about")))

    assert urls_of(frontier) == [f"{BASE}/about"]


# --- limit ---


def test_the_limit_counts_posts_and_nothing_else() -> None:
    frontier = emptied(limit="2")
    for n in range(5):
        frontier.discover(f"{BASE}/post/{n}", "sitemap")
        frontier.discover(f"{BASE}/page-{n}", "sitemap")

    taken = dict(drain(frontier))
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
