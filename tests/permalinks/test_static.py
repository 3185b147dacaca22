from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import Corpus
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.static import MAX_BYTES, StaticRules, safe_part
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Author, Category, Page, Tag
from tests.pipelines.records import SITE, every_type, post


def places(folder, records):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return Permalinks(Corpus(folder), StaticRules())


def test_the_source_s_paths_stay(tmp_path):
    found = {(place.record_type, place.path) for place in places(tmp_path, every_type())}

    assert found == {
        ("page", "/about/"), ("post", "/post/sleep-well/"), ("post", "/post/walk-more/"),
        ("category", "/blog/categories/sleep/"), ("tag", "/blog/tags/tea/"), ("author", "/profile/mei/"),
    }  # fmt: skip


def test_dated_nested_and_chinese_paths_stay(tmp_path):
    tea = quote("茶")
    records = [
        post("x", url=f"{SITE}/single-post/2019/01/02/x"),
        post("茶", url=f"{SITE}/post/{tea}"),
        Page(url=f"{SITE}/", slug=""),
        Page(url=f"{SITE}/services/tea", slug="tea"),
        Author(url=f"{SITE}/profile/mei/profile", slug="mei"),
        Tag(url=f"{SITE}/blog/tags/{tea}", label="茶", slug="茶"),
    ]
    found = places(tmp_path, records)

    assert {place.path for place in found} == {
        "/", "/single-post/2019/01/02/x/", f"/post/{tea}/", "/services/tea/", "/profile/mei/profile/",
        f"/blog/tags/{tea}/",
    }  # fmt: skip
    assert found.of("author", f"{SITE}/profile/mei/profile").slug == "mei"


def test_a_language_of_the_query_becomes_a_folder(tmp_path):
    records = [
        post("x"),
        post("x", url=f"{SITE}/post/x?lang=fr"),
        Page(url=f"{SITE}/?lang=fr", slug=""),
        Category(url=f"{SITE}/blog/categories/x?lang=zh-HK", label="x", slug="x"),
    ]

    assert {place.path for place in places(tmp_path, records)} == {
        "/post/x/", "/fr/post/x/", "/fr/", "/zh-hk/blog/categories/x/",
    }  # fmt: skip


def test_a_free_site_loses_its_prefix(tmp_path):
    records = [post("x", url="https://mei.wixsite.com/garden/post/x"), Page(url="https://mei.wixsite.com/garden")]

    assert {place.path for place in places(tmp_path, records)} == {"/post/x/", "/"}


def test_drafts_lie_with_the_posts(tmp_path):
    records = [
        post("to-come", url=f"{SITE}/#draft:0a1b", status="draft"),
        post("", url=f"{SITE}/#draft:0c", status="draft"),
    ]

    assert {place.path for place in places(tmp_path, records)} == {"/post/to-come/", quote("/post/Sleep-well,-睡得好/")}


def test_people_without_a_page_get_one(tmp_path):
    found = places(tmp_path, [Author(url=f"{SITE}/#author:Mei", name="Mei Lam")])

    assert [(place.slug, place.path) for place in found] == [("Mei-Lam", "/author/Mei-Lam/")]


def test_a_slug_that_no_folder_can_have_is_cut_and_stays_unique(tmp_path):
    long = "針灸" * 60
    records = [
        post(long + end, url=f"{SITE}/post/{quote(long + end)}", published_at=f"2020-01-0{day}T00:00:00+00:00")
        for day, end in ((1, "a"), (2, "b"))
    ]
    slugs = [places(tmp_path, records).of("post", record.url).slug for record in records]

    assert slugs == ["針灸" * 33, "針灸" * 33 + "-2"]


@given(st.text())
def test_a_part_is_one_name_for_every_file_system(text):
    part = safe_part(text)

    assert not set(part) & set('/\\:*?"<>|#%\n')
    assert part not in (".", "..")
    assert len(part.encode()) <= MAX_BYTES
    assert safe_part(part) == part
