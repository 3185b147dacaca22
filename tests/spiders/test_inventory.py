"""What the whole site tells: the same whatever the order in which its pages were read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extraction.contacts import Sighting
from scraper.extraction.post_data import PostData, Term
from scraper.items import Author, Category, Media, Post, Site, Tag
from scraper.spiders.inventory import Inventory

BASE = "https://clinic.example"
ONE, TWO, THREE = (f"{BASE}/post/{name}" for name in ("one", "two", "three"))
IMAGE = "https://static.wixstatic.com/media/lamp.jpg"


@pytest.fixture
def inventory() -> Inventory:
    return Inventory(base=BASE)


def _sighting(url: str, value: str = "+85230084412", where: str = "header") -> Sighting:
    return Sighting(kind="phone", value=value, raw=value, label=None, where=where, url=url, placeholder=False)


def _media(page: str, **said: Any) -> Media:
    return Media(url=IMAGE, source_url=IMAGE, used_by=(page,), **said)


def _counts(inventory: Inventory) -> dict[str, int]:
    site = list(inventory.records(Site(url=BASE), []))[-1]
    assert isinstance(site, Site)
    return site.counts


# --- what lists say of posts ---


@pytest.mark.parametrize("order", [("feed", "list"), ("list", "feed")])
def test_a_list_is_believed_before_the_feed(inventory: Inventory, order: tuple[str, str]) -> None:
    said = {
        "feed": PostData(title="Rest", published_at="2026-01-02T03:04:05+00:00", excerpt="from the feed"),
        "list": PostData(title="Rest 🌙", published_at="2026-01-02T03:04:05.678+00:00", views=7),
    }
    for origin in order:
        inventory.list_post(ONE, origin, said[origin])

    found = inventory.listed[ONE]
    assert (found.title, found.published_at, found.views, found.excerpt) == (
        "Rest 🌙",
        "2026-01-02T03:04:05.678+00:00",
        7,
        "from the feed",
    )


def test_of_two_lists_the_first_is_believed_even_after_the_feed(inventory: Inventory) -> None:
    inventory.list_post(ONE, "sitemap")
    inventory.list_post(ONE, "feed", PostData(title="feed"))
    inventory.list_post(ONE, "list", PostData(title="data", views=3))
    inventory.list_post(ONE, "list", PostData(title="rendered card", views=None, likes=1))

    assert (inventory.listed[ONE].title, inventory.listed[ONE].views, inventory.listed[ONE].likes) == ("data", 3, 1)


def test_a_later_feed_adds_but_does_not_replace(inventory: Inventory) -> None:
    inventory.list_post(ONE, "feed", PostData(title="first", author="A"))
    inventory.list_post(ONE, "feed", PostData(title="second", excerpt="e"))

    assert (inventory.listed[ONE].title, inventory.listed[ONE].excerpt) == ("first", "e")


def test_bodies_of_lists_are_not_kept(inventory: Inventory) -> None:
    inventory.list_post(ONE, "list", PostData(title="t", rich_content={"nodes": []}, draft_content={"blocks": []}))

    assert inventory.listed[ONE] == PostData(title="t")


def test_what_was_said_of_a_stored_post_is_let_go_of(inventory: Inventory) -> None:
    inventory.list_post(ONE, "list", PostData(title="t"))
    inventory.add_post(Post(url=ONE), ONE, None)
    inventory.list_post(ONE, "list", PostData(title="again"))

    assert inventory.listed == {}
    assert inventory.origins[ONE] == {"list"}


# --- what is stored, what is missing ---


def test_unstored_posts_and_why(inventory: Inventory) -> None:
    for url, origin in ((ONE, "sitemap"), (TWO, "feed"), (THREE, "link")):
        inventory.list_post(url, origin)
    inventory.missing[TWO] = "the server says 410"

    assert inventory.unstored() == {ONE: "never answered", TWO: "the server says 410"}
    assert _counts(inventory)["posts_missing"] == 2


def test_a_post_that_came_after_all_is_not_missing(inventory: Inventory) -> None:
    inventory.list_post(ONE, "sitemap")
    inventory.missing[ONE] = "the server says 503"
    inventory.add_post(Post(url=ONE), ONE, None)

    assert inventory.unstored() == {}
    assert inventory.missing == {}


def test_a_redirected_post_answers_for_both_addresses(inventory: Inventory) -> None:
    inventory.list_post(ONE, "sitemap")
    inventory.list_post(TWO, "link")
    inventory.add_post(Post(url=TWO), ONE, None)

    assert inventory.unstored() == {}
    assert _counts(inventory)["posts_stored"] == 1


def test_missing_posts_are_issues_of_the_site(inventory: Inventory) -> None:
    inventory.list_post(ONE, "sitemap")
    site = list(inventory.records(Site(url=BASE), []))[-1]

    assert [(issue.code, ONE in issue.message) for issue in site.issues] == [("post-missing", True)]


# --- language copies ---


def test_a_copy_belongs_to_the_listed_address(inventory: Inventory) -> None:
    inventory.list_post(f"{ONE}?lang=zh", "list")
    inventory.list_post(ONE, "link")

    assert inventory.original_of(ONE) == f"{ONE}?lang=zh"
    assert inventory.original_of(f"{ONE}?lang=zh") is None, "what only a link names is no original"
    assert inventory.original_of(TWO) is None


def test_copies_are_counted_apart(inventory: Inventory) -> None:
    inventory.list_post(f"{ONE}?lang=zh", "list")
    inventory.add_post(Post(url=f"{ONE}?lang=zh"), f"{ONE}?lang=zh", None)
    inventory.list_post(ONE, "link")
    inventory.add_copy(ONE, ONE)

    counts = _counts(inventory)
    assert (counts["posts_listed"], counts["posts_stored"], counts["language_traps_refused"]) == (1, 1, 1)


def test_a_copy_stays_a_copy_when_it_is_listed_before_or_after_it_was_read(inventory: Inventory) -> None:
    other = Inventory(base=BASE)
    inventory.add_copy(ONE, ONE)
    inventory.list_post(ONE, "hreflang")
    other.list_post(ONE, "hreflang")
    other.add_copy(ONE, ONE)

    assert _counts(inventory) == _counts(other)
    assert _counts(other)["posts_stored"] == 0


def test_a_refused_address_that_a_list_names_later_is_a_post(inventory: Inventory) -> None:
    inventory.traps.add(ONE)
    inventory.list_post(ONE, "list")

    assert inventory.traps == set()


# --- media ---

_SAID = st.fixed_dictionaries(
    {
        "width": st.sampled_from([None, 10, 20]),
        "height": st.sampled_from([None, 10, 20]),
        "alt": st.sampled_from([None, "lamp", "hill"]),
        "caption": st.sampled_from([None, "c1", "c2"]),
        "bytes": st.sampled_from([None, 5]),
        "seen_urls": st.sampled_from([(), (IMAGE + "/v1/a",), (IMAGE + "/v1/b",)]),
    }
)


@settings(deadline=None, derandomize=True)
@given(said=st.lists(_SAID, min_size=2, max_size=5), data=st.data())
def test_media_join_whatever_the_order(said: list[dict[str, Any]], data: st.DataObject) -> None:
    rows = [_media(f"{BASE}/p{i}", **facts) for i, facts in enumerate(said)]
    other = data.draw(st.permutations(rows))
    first, second = Inventory(), Inventory()
    first.add_media(rows)
    for row in other:
        second.add_media([row])

    assert list(first.media()) == list(second.media())
    [joined] = first.media()
    assert joined.alt == next((facts["alt"] for facts in said if facts["alt"]), None)
    assert joined.used_by == tuple(row.used_by[0] for row in rows)


def test_the_first_page_by_address_wins_and_the_next_fills_its_gaps(inventory: Inventory) -> None:
    inventory.add_media([_media(f"{BASE}/b", alt="from b"), _media(f"{BASE}/c", alt="from c")])
    inventory.add_media([_media(f"{BASE}/a", width=640)])

    assert [(m.alt, m.width, m.used_by) for m in inventory.media()] == [
        ("from b", 640, (f"{BASE}/a", f"{BASE}/b", f"{BASE}/c"))
    ]


def test_the_same_file_twice_in_a_page_is_one_record(inventory: Inventory) -> None:
    inventory.add_media([_media(ONE, alt="body"), _media(ONE, alt="cover"), _media(ONE, alt="body")])

    assert [(m.alt, m.used_by) for m in inventory.media()] == [("body", (ONE,))]


# --- authors ---

_PROFILE = Author(
    url=f"{BASE}/profile/ada-wong/profile",
    name="Ada Wong",
    slug="ada-wong",
    role="Physician",
    fetched_at="2026-01-01T00:00:00+00:00",
    links=("https://ada.example/",),
)


def _statements() -> list[Any]:
    written = Post(url=ONE, author="Dr. Ada Wong", author_url=_PROFILE.url)
    other = Post(url=TWO, author="Ada Wong")
    bio = ("Dr. Ada Wong, Ph.D.", "A long biography with a Masters in physiology.")
    return [
        lambda i: i.add_author(_PROFILE),
        lambda i: i.add_post(written, ONE, bio),
        lambda i: i.add_post(other, TWO, bio),
    ]


@settings(deadline=None, derandomize=True)
@given(order=st.permutations(range(3)))
def test_a_person_is_one_record_whatever_the_order(order: list[int]) -> None:
    inventory = Inventory(base=BASE)
    for index in order:
        _statements()[index](inventory)

    assert inventory.authors() == [
        Author(
            url=_PROFILE.url,
            name="Ada Wong",
            slug="ada-wong",
            role="Physician",
            fetched_at=_PROFILE.fetched_at,
            links=_PROFILE.links,
            bio="A long biography with a Masters in physiology.",
            credentials=("Masters in physiology",),
            posts=2,
            sources={"bio": f"post {ONE}"},
        )
    ]


def test_an_author_without_a_profile_gets_an_address_of_the_name(inventory: Inventory) -> None:
    inventory.add_post(Post(url=ONE, author="林 醫師"), ONE, None)

    [author] = inventory.authors()
    assert author.url == f"{BASE}/#author:%E6%9E%97%20%E9%86%AB%E5%B8%AB"
    assert author.posts == 1


def test_the_sites_own_count_of_posts_stays(inventory: Inventory) -> None:
    inventory.add_author(Author(url=f"{BASE}/profile/x/profile", name="X Y", posts=0))
    inventory.add_post(Post(url=ONE, author="X Y"), ONE, None)

    assert [author.posts for author in inventory.authors()] == [0]


# --- terms, contacts, the site ---


def _term(**said: Any) -> Term:
    return Term(**{"term_id": "", "label": "Sleep", "slug": "sleep", **said})


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_statements_on_a_category_are_joined(inventory: Inventory, order: tuple[int, int]) -> None:
    said = (_term(description="All on sleep", url=f"{BASE}/blog/categories/sleep"), _term(term_id="g", posts=0))
    for index in order:
        inventory.add_terms([("category", said[index])], "en")

    assert inventory.terms(f"{BASE}/blog") == [
        Category(
            url=f"{BASE}/blog/categories/sleep",
            label="Sleep",
            slug="sleep",
            description="All on sleep",
            posts=0,
            category_id="g",
            language="en",
        )
    ]


def test_a_tag_without_an_address_gets_one_below_the_blog(inventory: Inventory) -> None:
    inventory.add_terms([("tag", _term(slug="針灸", label="針灸", term_id="t"))], None)

    assert inventory.terms(f"{BASE}/news") == [
        Tag(url=f"{BASE}/news/tags/%E9%87%9D%E7%81%B8", label="針灸", slug="針灸", tag_id="t")
    ]


def test_terms_of_two_languages_stay_apart(inventory: Inventory) -> None:
    inventory.add_terms([("tag", _term(url=f"{BASE}/a"))], "en")
    inventory.add_terms([("tag", _term(url=f"{BASE}/b", label="睡眠"))], "zh")

    assert [row.language for row in inventory.terms(BASE)] == ["en", "zh"]


def test_a_contact_lists_all_its_pages_once(inventory: Inventory) -> None:
    inventory.add_sightings([_sighting(ONE), _sighting(ONE), _sighting(TWO), _sighting(TWO, where="footer")])

    [contact] = inventory.contacts()
    assert contact.pages == (ONE, TWO)
    assert contact.where == ("header", "footer")


def test_the_site_comes_last_with_its_totals(inventory: Inventory) -> None:
    inventory.totals |= {"en": 3, "": 9}
    inventory.add_media([_media(ONE)])
    inventory.add_sightings([_sighting(ONE)])
    rows = list(inventory.records(Site(url=BASE), ["/news", "/a/longer/path"]))

    assert [type(row).__name__ for row in rows] == ["Contact", "Site"]
    site = rows[-1]
    assert isinstance(site, Site)
    assert site.blog_path == "/news"
    assert site.counts == {
        "posts_listed": 0,
        "posts_stored": 0,
        "posts_missing": 0,
        "language_traps_refused": 0,
        "posts_total_all": 9,
        "posts_total_en": 3,
    }
