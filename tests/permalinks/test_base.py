from urllib.parse import quote

import pytest

from pipelines.corpus import Corpus
from pipelines.permalinks.base import Permalinks
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Category, Page
from tests.pipelines.records import SITE, every_type, post


class Plain:
    """A receiver that keeps slugs as they are."""

    name = "plain"

    def slug(self, head):
        return head.slug

    def namespace(self, head):
        return head.record_type

    def numbered(self, slug, number):
        return f"{slug}-{number}"

    def path(self, head, slug):
        return quote(f"/{head.record_type}/{slug}/")


def permalinks(folder, records):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return Permalinks(Corpus(folder), Plain())


def test_everything_with_an_address_has_a_place(tmp_path):
    places = {(place.record_type, place.slug) for place in permalinks(tmp_path, every_type())}

    assert places == {
        ("page", "about"), ("post", "sleep-well"), ("post", "walk-more"),
        ("category", "sleep"), ("tag", "tea"), ("author", "mei"),
    }  # fmt: skip


def test_older_posts_keep_their_slug_when_newer_ones_have_the_same(tmp_path):
    old = post("x", url=f"{SITE}/a/x", published_at="2020-01-01T00:00:00+00:00")
    new = post("X", url=f"{SITE}/b/x", published_at="2021-01-01T00:00:00+00:00")
    newest = post("x", url=f"{SITE}/c/x", published_at="2022-01-01T00:00:00+00:00")

    places = permalinks(tmp_path, [newest, new, old])

    assert [places.of("post", record.url).slug for record in (old, new, newest)] == ["x", "X-2", "x-3"]


def test_a_category_and_a_post_may_share_a_slug(tmp_path):
    places = permalinks(
        tmp_path, [post("sleep"), Category(url=f"{SITE}/blog/categories/sleep", label="S", slug="sleep")]
    )

    assert places.of("post", f"{SITE}/post/sleep").path == "/post/sleep/"
    assert places.of("category", f"{SITE}/blog/categories/sleep").path == "/category/sleep/"


def test_links_follow_their_target_and_keep_the_fragment(tmp_path):
    places = permalinks(tmp_path, [post("睡得好", url=f"{SITE}/post/{quote('睡得好')}"), Page(url=f"{SITE}/", slug="")])

    assert places.link(f"{SITE}/post/睡得好#habits") == f"/post/{quote('睡得好')}/#habits"
    assert places.link(f"{SITE}/post/{quote('睡得好')}?utm_source=mail") == f"/post/{quote('睡得好')}/"
    assert places.link("#habits") == "#habits"
    assert places.link("tel:+85225550123") == "tel:+85225550123"
    assert places.link(f"{SITE}/never-seen") == f"{SITE}/never-seen"


def test_no_place_for_what_is_not_there(tmp_path):
    places = permalinks(tmp_path, [post()])

    assert places.find(f"{SITE}/other") is None
    with pytest.raises(KeyError):
        places.of("page", f"{SITE}/post/sleep-well")
