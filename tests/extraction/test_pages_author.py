"""Profiles: the members' data, and what is left where there is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from scraper.extraction.document import Document
from scraper.extraction.pages.author import AuthorPage
from tests.extraction.arbitrary import json_with
from tests.replica import Context, Site
from tests.replica.padding import raw
from tests.replica.static_pages import profile_page

BASE = "https://clinic.example"
URL = f"{BASE}/profile/ada/profile"


def written(apps=None, html="", url=URL):
    script = f'<script id="wix-warmup-data">{json.dumps({"appsWarmupData": apps or {}})}</script>'.replace("</s", "</s")
    return AuthorPage(Document(url, (html + script).encode()), BASE)


def test_replicas_profile():
    site = Site.build(seed=7, posts=20)
    person = site.practitioner
    page = AuthorPage(Document(BASE + person.profile_path, raw(profile_page(Context(site, BASE), person))), BASE)

    item = page.to_item()

    assert (item.name, item.slug, item.role) == (person.name, person.slug, person.role)
    assert " ".join(item.bio.split()) == " ".join(" ".join(person.bio).split())
    assert item.posts == sum(post.author == person for post in site.posts)
    assert item.links == person.links
    assert [post.title for post in page.listed] == [p.title for p in site.feed if p.author == person][:5]


def test_profile_without_data():
    page = written(html='<meta property="og:title" content="Ada Wong | Profile"><h3>Posts <span>(12)</span></h3>')

    assert (page.name, page.slug, page.posts, page.bio, page.role, page.avatar, page.links) == (
        "Ada Wong",
        "ada",
        12,
        None,
        None,
        None,
        (),
    )


@pytest.mark.parametrize(
    ("heading", "expected"), [("منشورات (١٢)", 12), ("(3)", None), ("Posts", None), ("Top 10 (3)", None)]
)
def test_number_of_posts_in_the_heading(heading, expected):
    assert written(html=f"<h2>{heading}</h2>").posts == expected


def test_wrong_types_are_not_counts():
    for total in (True, -1, "7", None):
        assert written({"a": {"initialData": {"blogPosts": {"paging": {"total": total}}}}}).posts is None


def test_members_area_and_other_addresses():
    assert written(url=f"{BASE}/members-area/ada-wong/profile").slug == "ada-wong"
    assert written(url=f"{BASE}/who").slug is None


@given(
    json_with(
        "initialData",
        "viewedMember",
        "member",
        "name",
        "slug",
        "about",
        "nodes",
        "title",
        "picture",
        "customProfile",
        "socialLinks",
        "url",
        "blogPosts",
        "paging",
        "total",
    )
)
def test_no_data_raises(value):
    member = value.get("member")
    for data in (
        value,
        {"initialData": value},
        {"initialData": {"member": {"name": "A", **value}, "viewedMember": member}},
    ):
        item = written({"app": data}).to_item()
        assert item.posts is None or item.posts >= 0
