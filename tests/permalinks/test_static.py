from urllib.parse import quote

import pytest

from pipelines.corpus import Corpus, Head
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.static import StaticRules
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Page
from tests.pipelines.records import SITE, post


def head(url, slug, kind="post"):
    return Head(kind, url, slug, "A title", None, None, None)


@pytest.mark.parametrize(
    ("url", "slug", "kind", "path"),
    [
        (f"{SITE}/post/sleep", "sleep", "post", "/post/sleep/"),
        (f"{SITE}/post/2023/02/11/sleep", "sleep", "post", "/post/2023/02/11/sleep/"),
        (f"{SITE}/post/{quote('睡')}", "睡", "post", f"/post/{quote('睡')}/"),
        (f"{SITE}/zh/post/x", "x", "post", "/zh/post/x/"),
        (f"{SITE}/about", "about", "page", "/about/"),
        (f"{SITE}/", "", "page", "/"),
        (f"{SITE}/blog/categories/sleep", "sleep", "category", "/blog/categories/sleep/"),
        (f"{SITE}/#draft:1", "idea", "post", "/post/idea/"),
        (f"{SITE}/#author:Mei", "", "author", "/author/A%20title/"),
    ],
)
def test_the_path_of_the_old_site_stays(url, slug, kind, path):
    rules = StaticRules()
    found = head(url, slug, kind)

    assert rules.path(found, rules.slug(found)) == path


def test_the_prefix_of_a_free_site_goes():
    rules = StaticRules("/garden")
    found = head("https://maria.wixsite.com/garden/post/roses", "roses")

    assert rules.path(found, rules.slug(found)) == "/post/roses/"


def test_names_fit_into_file_systems(tmp_path):
    long = "睡" * 300
    records = [post(long, url=f"{SITE}/post/{quote(long)}"), Page(url=f"{SITE}/x", slug="x", title="X")]
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))

    places = Permalinks(Corpus(tmp_path), StaticRules())

    assert all(len(place.slug.encode()) <= 200 for place in places)
