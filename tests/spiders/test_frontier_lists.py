"""Which further pages a list of posts leads to, and what lists tell."""

from __future__ import annotations

from scraper.arguments import parse_arguments
from scraper.extraction.post_data import PostData, Term
from scraper.extraction.post_lists import PostList
from scraper.extraction.reading import Listing
from scraper.spiders.frontier import Frontier
from scraper.spiders.inventory import Inventory
from tests.spiders.queued import BASE, LANGUAGES, POST, Home, drain, emptied, reading, urls_of


def test_pages_of_a_list_are_queued_by_their_number() -> None:
    frontier = emptied()
    frontier.follow(reading(f"{BASE}/blog", listing=Listing(page_count=4)))
    frontier.follow(reading(f"{BASE}/blog/page/2", listing=Listing(page_count=4)))

    assert urls_of(frontier) == [f"{BASE}/blog/page/{n}" for n in (2, 3, 4)]


def test_pages_of_a_list_keep_its_query() -> None:
    frontier = emptied(LANGUAGES)
    frontier.follow(reading(f"{BASE}/blog?lang=zh", listing=Listing(page_count=2)))

    assert urls_of(frontier) == [f"{BASE}/blog/page/2?lang=zh"]


def test_a_list_that_names_only_its_next_page_is_followed() -> None:
    frontier = emptied()
    frontier.follow(reading(f"{BASE}/blog", listing=Listing(next_page=f"{BASE}/blog/page/2")))
    assert urls_of(frontier) == [f"{BASE}/blog/page/2"]
    frontier.follow(reading(f"{BASE}/blog/page/2", listing=Listing(next_page=f"{BASE}/blog/page/3")))

    assert urls_of(frontier) == [f"{BASE}/blog/page/3"]


def test_lists_tell_posts_terms_and_totals() -> None:
    inventory = Inventory()
    frontier = Frontier(parse_arguments({"url": BASE}), inventory)
    frontier.start(Home(), ())  # type: ignore[arg-type]  # see above
    drain(frontier)
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
    frontier.follow(reading(f"{BASE}/blog", language="en", listing=Listing(lists=(whole, part), cards=(card,))))

    assert dict(drain(frontier)) == {"posts": [odd, POST, f"{BASE}/post/card"]}
    assert inventory.totals == {"en": 41}
    assert inventory.listed[odd].views == 2
    assert [row.label for row in inventory.terms(BASE)] == ["Rest"]


def test_the_blogs_own_page_is_no_post_though_a_map_calls_it_one() -> None:
    frontier = emptied()
    frontier.learn_blog(f"{BASE}/my-news/")
    frontier.learn_blog("https://elsewhere.example/journal")
    frontier.know_posts([f"{BASE}/my-news", f"{BASE}/my-news/first", "https://elsewhere.example/x"])
    for path in ("/my-news", "/my-news/first", "/journal"):
        frontier.discover(BASE + path, "sitemap")

    assert drain(frontier) == [
        ("lists", [f"{BASE}/my-news"]),
        ("pages", [f"{BASE}/journal"]),
        ("posts", [f"{BASE}/my-news/first"]),
    ]
