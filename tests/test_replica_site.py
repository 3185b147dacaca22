"""The replica's other pages, its languages and directions, and how much its pages weigh."""

from __future__ import annotations

import json
import re

import lxml.html
import pytest

from tests.replica import Author, ContactLine, Context, Heading, Paragraph, Post, Run, Site, plain
from tests.replica.data import js_escape
from tests.replica.padding import gzipped, raw
from tests.replica.post_page import post_page
from tests.replica.static_pages import forum_page, profile_page, static_page
from tests.replica_reading import BASE, CTX, SITE, first, hooks, tree, unescaped


def test_home_has_the_business_and_every_page_the_contact_blocks() -> None:
    home = tree(static_page(CTX, SITE.pages_by_path["/"]))
    kinds = [json.loads(s.text)["@type"] for s in home.xpath("//script[@type='application/ld+json']")]
    assert kinds == ["LocalBusiness", "WebSite"]
    about = tree(static_page(CTX, SITE.pages_by_path["/about"]))
    assert about.xpath("//script[@type='application/ld+json']") == []
    for page in (home, about, tree(post_page(CTX, first("2023")))):
        footer = page.xpath("//*[@id='SITE_FOOTER']")[0]
        links = " ".join(footer.xpath(".//a/@href"))
        for form in ("tel:", "https://wa.me/", "https://api.whatsapp.com/send?phone=", "mailto:", "facebook.com"):
            assert form in links
        assert "(852) 3008 4412" in page.xpath("//*[@id='SITE_HEADER']")[0].text_content()
    assert "info@mysite.com" in tree(static_page(CTX, SITE.pages_by_path["/contact"])).text_content()


def test_menu_has_a_sub_menu() -> None:
    page = tree(static_page(CTX, SITE.pages_by_path["/"]))
    sub = page.xpath("//*[@id='SITE_HEADER']//ul[@aria-hidden='true']/li/a/@href")
    assert sub == [f"{BASE}/services/acupuncture", f"{BASE}/services/tea"]


def test_profile_tells_the_person_and_is_not_to_be_indexed() -> None:
    page = tree(profile_page(CTX, SITE.practitioner))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//*[@data-hook='ProfileCard-memberName']")[0].text_content() == SITE.practitioner.name
    assert all(text in page.text_content() for text in SITE.practitioner.bio)


def test_forum_thread_looks_like_a_post_and_is_none() -> None:
    page = tree(forum_page(CTX))
    assert hooks(page, "post-page")
    assert hooks(page, "rcv-block-last")
    assert page.xpath("//meta[@property='og:type']/@content") == ["article"]
    assert page.xpath("//meta[starts-with(@property, 'article:')]") == []
    assert "/forum/" not in " ".join(SITE.by_path)


def test_recurring_blocks_and_biographies() -> None:
    bodies = [t["body_text"] for t in SITE.truth()]
    assert sum("Lantern Hill Clinic stands above" in b for b in bodies) > len(bodies) / 3
    with_bio = [t for t in SITE.truth() if t["author_bio"]]
    assert 10 <= len(with_bio) < len(bodies)
    assert all(t["author_bio"].count("\n\n") == 2 for t in with_bio)


def test_arabic_site_is_right_to_left_with_arabic_digits() -> None:
    site = Site.build(seed=7, posts=60, rtl=True)
    ctx = Context(site, BASE)
    post = next(p for p in site.posts if p.era == "2025" and p.views > 10 and not p.degraded)
    page = tree(post_page(ctx, post))
    assert page.get("lang") == "ar"
    assert page.xpath("//*[@data-id='content-viewer']/@dir") == ["rtl"]
    stats = page.xpath("//article//*[@data-hook='post-stats']")[0].text_content()
    assert re.search("[٠-٩]", stats)
    assert not re.search("[0-9]", stats)


def test_language_traps() -> None:
    site = Site.build(seed=7, posts=20, multilingual=True)
    ctx = Context(site, BASE)
    chinese = next(p for p in site.posts if p.lang == "zh" and not p.degraded and p.era != "2021")
    good = tree(post_page(ctx, chinese, lang="zh"))
    trap = tree(post_page(ctx, chinese, lang="en", trap=True))
    assert good.xpath("//link[@rel='canonical']/@href") == [f"{BASE}{chinese.path}?lang=zh"]
    assert good.xpath("//meta[@property='article:published_time']")
    assert trap.xpath("//meta[@property='og:title']/@content") == ["Post | Lantern Hill Clinic"]
    assert trap.xpath("//meta[starts-with(@property,'article:')]|//script[@type='application/ld+json']") == []
    assert trap.xpath("//link[@type='application/rss+xml']") == []
    assert hooks(trap, "rcv-block-last")
    assert trap.xpath("//*[@aria-label='Language Selector']/a/@href")


def test_own_posts_and_own_contact_lines() -> None:
    post = Post(
        title="My Own Words", era="2025", views=52, author=Author("A. Writer", "a-writer"),
        blocks=(Heading(2, plain("First")), Paragraph((Run("Plain & "), Run("bold", bold=True)))),
    )  # fmt: skip
    line = ContactLine("phone", "(02) 1234 5678", "+61212345678")
    site = SITE.with_post(post).with_contacts(header=(line,))
    page = tree(post_page(Context(site, BASE), post))
    assert post.path == "/post/my-own-words"
    assert "52 views0 comments" in page.text_content()
    assert "(02) 1234 5678" in page.xpath("//*[@id='SITE_HEADER']")[0].text_content()
    assert "(852)" not in page.xpath("//*[@id='SITE_HEADER']")[0].text_content()
    assert next(t for t in site.truth() if t["path"] == post.path)["body_text"] == "First Plain & bold"


@pytest.mark.parametrize("kb", [300, 900])
def test_pages_have_the_weight_and_proportions_of_real_ones(kb: int) -> None:
    site = Site.build(seed=7, posts=10, page_kb=kb)
    ctx = Context(site, BASE)
    sizes = []
    for post in site.posts:
        parts = post_page(ctx, post)
        source = raw(parts)
        sizes.append(len(source))
        page = lxml.html.document_fromstring(source.decode())
        style = sum(len(e.text or "") for e in page.iter("style")) / len(source)
        script = sum(len(e.text or "") for e in page.iter("script")) / len(source)
        assert 0.3 < style < 0.65
        assert 0.2 < script < 0.6
        assert len(gzipped(parts)) < len(source) / 3
    assert kb * 0.6 < min(sizes) / 1024 < max(sizes) / 1024 < kb * 1.5


def test_media_base_points_pages_to_the_replica() -> None:
    site = Site.build(seed=7, posts=10, media_base="self", prefix="/clinic")
    ctx = Context(site, "http://127.0.0.1:1/clinic")
    post = next(p for p in site.posts if p.cover and p.era == "2026")
    source = raw(post_page(ctx, post)).decode()
    assert "wixstatic.com" not in source
    assert f"http://127.0.0.1:1/media/{post.cover.id}" in source  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", "a b", '{"a":"é針😀"}', "%u0041 ~'()"])
def test_js_escape_is_undone_by_unescape(text: str) -> None:
    assert re.fullmatch(r"[\x20-\x7e]*", js_escape(text))
    assert unescaped(js_escape(text)) == text
