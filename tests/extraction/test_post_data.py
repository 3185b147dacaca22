"""The two dialects of Wix's data: right values, wrong types, and which carrier wins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.post_data import Cover, PostData, merge
from scraper.extraction.post_dialects import from_adapter, from_legacy, from_page_answer, terms_of
from scraper.extraction.post_lists import from_feed_answer
from tests.extraction.arbitrary import json_with

BASE = "https://clinic.example"
ID = "a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg"
KEYS = (
    "id",
    "_id",
    "internalId",
    "url",
    "base",
    "path",
    "link",
    "slug",
    "slugs",
    "title",
    "firstPublishedDate",
    "owner",
    "name",
    "categoryIds",
    "tagIds",
    "hashtags",
    "metrics",
    "views",
    "minutesToRead",
    "pinned",
    "translations",
    "language",
    "pricingPlanIds",
    "richContent",
    "nodes",
    "content",
    "blocks",
    "coverMedia",
    "media",
    "heroImage",
    "image",
    "wixMedia",
    "coverImage",
    "src",
    "file_name",
    "viewCount",
    "timeToRead",
    "displayed",
    "label",
    "posts",
    "categories",
    "tags",
    "post",
    "pagingMetaData",
    "postMetrics",
    "publishedPostCount",
)
JSON = json_with(*KEYS)


@given(JSON, JSON)
def test_no_json_raises_in_either_dialect(post, other):
    terms = terms_of([post, other], BASE)

    for data in (
        from_adapter(post, terms=terms, metrics=other, base=BASE),
        from_legacy(post, terms=terms, base=BASE),
        from_page_answer(post, other, BASE),
        *from_feed_answer(post, other, BASE, everything=True).posts,
    ):
        assert data.title is None or isinstance(data.title, str)
        assert data.url is None or data.url.startswith(("http://", "https://"))
        assert data.views is None or data.views >= 0


POST = {
    "id": "g",
    "internalId": "i",
    "slug": "needles",
    "url": {"base": BASE, "path": "/post/needles"},
    "title": " Tea\u00a0time ",
    "firstPublishedDate": "2024-03-05T10:00:00.000Z",
    "owner": {"name": "Ada Wong", "slug": "ada"},
    "excerpt": "",
    "categoryIds": ["c1", "gone"],
    "tagIds": [],
    "hashtags": ["#calm"],
    "minutesToRead": 3,
    "pinned": False,
    "metrics": {"views": 0, "likes": 2, "comments": True},
    "language": "en",
    "coverMedia": {"image": {"id": ID, "width": 9, "height": -1, "filename": "tea.jpg"}, "displayed": False},
    "translations": [{"language": "ar", "url": {"base": BASE, "path": "/post/needles-1?lang=ar"}}, {"language": 7}],
}
TERMS = terms_of([{"id": "c1", "_id": "old", "label": "Sleep", "slug": "sleep", "postCount": 4}, {"id": "c2"}], BASE)


def test_adapter_dialect():
    data = from_adapter(POST, terms=TERMS, base=BASE)

    assert (data.url, data.title, data.author, data.excerpt) == (f"{BASE}/post/needles", "Tea time", "Ada Wong", None)
    assert (data.views, data.likes, data.comments) == (0, 2, None)
    assert ([t.label for t in data.categories], data.tags, data.hashtags) == (["Sleep"], (), ("calm",))
    assert data.translations == (("ar", f"{BASE}/post/needles-1?lang=ar"),)
    assert data.cover == Cover(
        url=f"https://static.wixstatic.com/media/{ID}", width=9, height=None, filename="tea.jpg", displayed=False
    )
    assert data.pinned is False
    assert not data.paywalled


def test_unknown_ids_say_nothing():
    assert from_adapter({"categoryIds": ["gone"]}, terms=TERMS, base=BASE).categories is None
    assert set(TERMS) == {"c1", "old"}


def test_legacy_dialect_takes_no_zero():
    post = {
        "slugs": ["2020/07/30/needles"],
        "viewCount": 0,
        "totalComments": 2,
        "timeToRead": 4,
        "isPinned": True,
        "content": '{"blocks":[]}',
        "link": "/single-post/2020/07/30/needles",
    }

    data = from_legacy(post, terms={}, base=BASE)

    assert data.url == f"{BASE}/single-post/2020/07/30/needles"
    assert (data.slug, data.views, data.comments, data.minutes_to_read) == ("needles", None, 2, 4)
    assert data.pinned
    assert data.draft_content == {"blocks": []}


def test_paywalled_in_both_dialects():
    assert from_adapter({"pricingPlanIds": ["p"]}, terms={}, base=BASE).paywalled
    assert from_adapter({"canSeePaidContent": False}, terms={}, base=BASE).paywalled
    assert from_legacy({"paidPlansGroupIds": ["p"]}, terms={}, base=BASE).paywalled


def test_the_first_carrier_that_states_a_field_wins():
    first = PostData(title="A", views=0, categories=(), pinned=False)
    second = PostData(title="B", views=7, excerpt="E", categories=None)

    merged = merge([first, second])

    assert (merged.title, merged.views, merged.excerpt, merged.categories, merged.pinned) == ("A", 0, "E", (), False)


@given(st.lists(st.builds(PostData, title=st.none() | st.just("T"), views=st.none() | st.integers(0, 2)), max_size=4))
def test_merge_takes_the_first_stated(sources):
    expected = next((s.views for s in sources if s.views is not None), None)

    assert merge(sources).views == expected
    assert merge([merge(sources)]) == merge(sources)
