"""What the official API says, read: posts, drafts, terms, members, and whatever else somebody may send."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.owner_data import (
    draft_from,
    draft_url,
    entries_of,
    member_from,
    named,
    post_from,
    seo_from,
    terms_from,
    total_of,
    with_body,
)
from scraper.extraction.owner_post import OwnerTask, read_owner_post
from scraper.extraction.post_data import PostData
from scraper.items import Post

BASE = "https://clinic.example"
WORDS = {"nodes": [{"type": "PARAGRAPH", "nodes": [{"type": "TEXT", "textData": {"text": "Warm feet."}}]}]}
POST: dict[str, Any] = {
    "id": "p-1",
    "title": " Warm  feet ",
    "firstPublishedDate": "2024-05-06T07:08:09.000Z",
    "lastPublishedDate": "2024-06-06T07:08:09.000Z",
    "slug": "warm-feet",
    "url": {"base": BASE, "path": "/post/warm-feet"},
    "memberId": "m-1",
    "categoryIds": ["c-1"],
    "tagIds": [],
    "internalId": "i-1",
    "pricingPlanIds": ["plan"],
    "metrics": {"comments": 0, "likes": 3, "views": 1200},
}
TERMS = terms_from([{"id": "c-1", "label": "Sleep", "slug": "sleep", "postCount": 4}], BASE)

_NAMES = st.sampled_from(
    ["id", "url", "base", "path", "slug", "slugs", "status", "post", "draftPost", "member", "profile", "nickname",
     "tags", "seoData", "props", "name", "content", "type", "children", "richContent", "nodes", "metrics", "views",
     "categoryIds", "pagingMetadata", "total", "posts", "memberId", "scheduledPublishDate", "firstPublishedDate",
     "media", "photo"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet="aZ5:/%#?-é針\ud83d\u200b ", max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=6),
    max_leaves=25,
)
OBJECTS = st.dictionaries(_NAMES, ANYTHING, max_size=8)


def test_a_post() -> None:
    data = post_from(POST, terms=TERMS, base=BASE)

    assert (data.url, data.title, data.author_id, data.author) == (f"{BASE}/post/warm-feet", "Warm feet", "m-1", None)
    assert (data.views, data.likes, data.comments, data.internal_id) == (1200, 3, 0, "i-1")
    assert data.published_at == "2024-05-06T07:08:09+00:00"
    assert data.categories is not None
    assert [term.label for term in data.categories] == ["Sleep"]
    assert data.tags == ()


@pytest.mark.parametrize(
    "host", ["https://www.clinic.example", "https://user.wixsite.example/clinic", "not an address"]
)
def test_the_address_is_one_of_the_site_that_is_crawled(host: str) -> None:
    data = post_from({**POST, "url": {"base": host, "path": "/post/warm-feet"}}, terms={}, base=BASE)

    assert data.url == f"{BASE}/post/warm-feet"


def test_without_an_address_the_slug_makes_one() -> None:
    entry = {name: value for name, value in POST.items() if name != "url"}

    assert post_from({**entry, "slug": "針灸"}, terms={}, base=BASE).url == f"{BASE}/post/%E9%87%9D%E7%81%B8"
    assert post_from({}, terms={}, base=BASE).url is None


@pytest.mark.parametrize(
    ("entry", "status", "published"),
    [
        ({}, "draft", None),
        ({"status": "UNPUBLISHED"}, "draft", None),
        (
            {"status": "UNPUBLISHED", "firstPublishedDate": "2024-01-02T00:00:00Z"},
            "unpublished",
            "2024-01-02T00:00:00+00:00",
        ),
        (
            {"status": "SCHEDULED", "scheduledPublishDate": "2031-01-02T00:00:00Z"},
            "scheduled",
            "2031-01-02T00:00:00+00:00",
        ),
        ({"status": "IN_REVIEW"}, "in review", None),
        ({"status": "DELETED"}, "deleted", None),
        ({"status": "SOMETHING_NEW"}, "something new", None),
    ],
)
def test_a_draft_says_what_it_is(entry: dict[str, Any], status: str, published: str | None) -> None:
    draft = draft_from({"id": "d", **entry}, terms={}, base=BASE)

    assert draft is not None
    assert (draft.status, draft.data.published_at, draft.data.url) == (status, published, None)


def test_a_draft_without_id_is_none_and_others_have_a_key_of_their_own() -> None:
    assert draft_from({"title": "x"}, terms={}, base=BASE) is None
    assert draft_url("a/b", f"{BASE}/") == f"{BASE}/#draft:a%2Fb"


def test_the_body_comes_with_the_single_post_and_facts_stay() -> None:
    facts = post_from(POST, terms=TERMS, base=BASE)

    whole = with_body(facts, {"post": {"title": "Another", "richContent": WORDS}}, BASE)

    assert (whole.title, whole.rich_content) == ("Warm feet", WORDS)
    assert with_body(facts, {"postPage": {"post": {}}}, BASE) == facts


def test_a_member_is_a_name_and_never_a_login() -> None:
    profile = {"nickname": "Ada Lind", "slug": "ada", "photo": {"url": "https://static.wixstatic.com/media/a.jpg"}}
    person = member_from({"member": {"id": "m-1", "loginEmail": "ada@lind.example", "profile": profile}}, BASE)

    assert person is not None
    assert (person.name, person.url) == ("Ada Lind", f"{BASE}/profile/ada/profile")
    assert "lind.example" not in repr(person)
    assert named(PostData(author_id="m-1"), {"m-1": person}).author == "Ada Lind"
    assert named(PostData(author_id="m-2"), {"m-1": person}).author is None
    assert member_from({"member": {"profile": {}}}, BASE) is None


def test_what_the_owner_wrote_for_search_engines() -> None:
    tags = [
        {"type": "title", "children": "Feet | Clinic"},
        {"type": "meta", "props": {"name": "description", "content": "How to warm them."}},
        {"type": "meta", "props": {"name": "robots", "content": "noindex"}, "disabled": True},
    ]

    seo = seo_from({"draftPost": {"seoData": {"tags": tags}}})

    assert (seo.title, seo.description, seo.noindex) == ("Feet | Clinic", "How to warm them.", False)


def test_a_post_that_members_pay_for_is_whole_in_the_owners_hands() -> None:
    data = with_body(post_from(POST, terms=TERMS, base=BASE), {"post": {"richContent": WORDS}}, BASE)

    post = read_owner_post(OwnerTask(url=f"{BASE}/post/warm-feet", base=BASE, data=data, why="it is for members")).item

    assert isinstance(post, Post)
    assert data.paywalled
    assert (post.body_text, post.sources["body_html"]) == ("Warm feet.", "owner api ricos")
    assert [issue.code for issue in post.issues] == ["no-public-page"]


@pytest.mark.parametrize(
    ("payload", "total"),
    [
        ({"pagingMetadata": {"total": 3}}, 3),
        ({"metaData": {"total": 0}}, 0),
        ({"pagingMetadata": {}}, None),
        (None, None),
    ],
)
def test_totals(payload: Any, total: int | None) -> None:
    assert total_of(payload) == total


@given(entry=OBJECTS)
def test_no_entry_raises(entry: dict[str, Any]) -> None:
    data = post_from(entry, terms=TERMS, base=BASE)
    draft = draft_from(entry, terms=TERMS, base=BASE)

    assert data.url is None or data.url.startswith(("http://", "https://"))
    assert draft is None or draft.status == draft.status.lower()


@given(payload=ANYTHING)
def test_no_answer_raises_and_all_make_records(payload: Any) -> None:
    entries_of(payload, "posts")
    total_of(payload)
    member_from(payload, BASE)
    data = with_body(PostData(title="t"), payload, BASE)

    reading = read_owner_post(
        OwnerTask(url=f"{BASE}/#draft:1", base=BASE, data=data, seo=seo_from(payload), status="draft")
    )

    assert isinstance(reading.item, Post)
    assert reading.item.title == "t"
