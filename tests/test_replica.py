"""The replica's generator: the same seed gives the same site, and every page has the shape of its era."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import lxml.html
import pytest
from lxml import etree

from tests.replica import ERAS, Author, ContactLine, Context, Heading, ListBlock, Paragraph, Post, Run, Site, plain
from tests.replica.data import js_escape
from tests.replica.discovery import rss
from tests.replica.feed_page import Feed, all_posts, feed_page
from tests.replica.padding import gzipped, raw
from tests.replica.post_page import post_page
from tests.replica.site import BLOG_APP
from tests.replica.static_pages import forum_page, profile_page, static_page
from tests.replica.truth import comment_truth

BASE = "https://clinic.example"
SITE = Site.build(seed=7, posts=60)
CTX = Context(SITE, BASE)


def tree(parts: Any) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(raw(parts).decode())


def warmup(page: lxml.html.HtmlElement) -> dict[str, Any]:
    model = json.loads(page.get_element_by_id("wix-warmup-data").text)
    return dict(model["appsWarmupData"].get(BLOG_APP, {}))


def unescaped(text: str) -> str:
    """JavaScript's ``unescape()``, written apart from the escaping under test."""
    units = re.sub(r"%u(....)|%(..)", lambda m: chr(int(m.group(1) or m.group(2), 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def first(era: str, **wanted: object) -> Post:
    posts = (p for p in SITE.feed if p.era == era and not p.degraded)
    return next(p for p in posts if all(getattr(p, name) == value for name, value in wanted.items()))


def hooks(page: lxml.html.HtmlElement, name: str) -> list[lxml.html.HtmlElement]:
    return list(page.xpath("//*[@data-hook=$name]", name=name))


def test_same_seed_same_bytes_other_seed_other_site() -> None:
    again = Site.build(seed=7, posts=60)
    assert again == SITE
    for post in SITE.posts:
        assert raw(post_page(Context(again, BASE), post)) == raw(post_page(CTX, post))
    other = Site.build(seed=8, posts=60)
    assert {p.title for p in other.posts} != {p.title for p in SITE.posts}


def test_a_post_does_not_depend_on_how_many_follow() -> None:
    few = Site.build(seed=7, posts=60, faults=False)
    assert [p.blocks for p in few.posts] == [p.blocks for p in SITE.posts]


def test_the_site_has_every_kind_of_post() -> None:
    assert {p.era for p in SITE.posts} == set(ERAS)
    assert {p.path_style for p in SITE.posts} == {"post", "dated", "single-post"}
    assert {p.lang for p in SITE.posts} == {"en", "zh"}
    assert any(p.degraded for p in SITE.posts)
    assert any(p.unlisted for p in SITE.posts)
    assert any(re.search(r"[\u4e00-\u9fff]", p.slug) for p in SITE.posts)
    assert len({p.path for p in SITE.posts}) == len(SITE.posts)


@pytest.mark.parametrize("era", ERAS)
def test_every_kind_of_block_stands_in_every_era(era: str) -> None:
    kinds = {type(block).__name__ for post in SITE.posts if post.era == era for block in post.blocks}
    assert kinds == {
        "Paragraph", "EmptyLine", "Heading", "ListBlock", "Quote", "Code", "Divider", "Table", "Image", "Gallery",
        "Video", "FileCard", "Audio", "Embed", "Button",
    }  # fmt: skip


@pytest.mark.parametrize("era", ERAS)
def test_the_body_stands_in_the_dom_word_by_word(era: str) -> None:
    """Also guards the truth: both are told by the model, but by different code."""
    truth = {t["path"]: t for t in SITE.truth()}
    for post in (p for p in SITE.posts if p.era == era):
        body = hooks(tree(post_page(CTX, post)), "post-description")[0]
        for junk in body.xpath(".//style|.//*[@data-hook='fileUploadViewer']|.//button"):
            junk.drop_tree()
        shown = "".join(body.itertext())
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", truth[post.path]["body_text"]), post.path


@pytest.mark.parametrize("era", ["2023", "2024", "2025", "2026"])
def test_markers_follow_their_blocks_and_close_the_body(era: str) -> None:
    post = next(p for p in SITE.posts if p.era == era and any(isinstance(b, ListBlock) for b in p.blocks))
    page = tree(post_page(CTX, post))
    kinds = [e.get("type") for e in page.xpath("//*[starts-with(@data-hook, 'rcv-block')]")]
    assert kinds[0] == "first"
    assert kinds[-1] == "last"
    lists = [block for block in post.blocks if isinstance(block, ListBlock)]
    assert lists
    assert sum(kind in ("bulleted_list", "ordered_list") for kind in kinds) == (0 if era == "2023" else len(lists))


def test_2021_carries_the_draft_body_in_its_script_and_no_markers() -> None:
    post = first("2021")
    source = raw(post_page(CTX, post)).decode()
    assert "rcv-block" not in source
    start = source.index("var warmupData = ") + len("var warmupData = ")
    state = json.JSONDecoder().raw_decode(source[start:])[0]
    store = next(iter(state["tpaWidgetNativeInitData"].values()))["wixCodeProps"]["state"]
    content = store["posts"][post.internal_id]["content"]
    words = "".join(b["text"] for b in content["blocks"] if b["type"] != "atomic")
    assert post.blocks[0].runs[0].text in words  # type: ignore[union-attr]
    assert store["postCounters"] == {post.internal_id: {}}


def test_2023_has_no_data_and_its_zero_counters_lie() -> None:
    post = next(p for p in SITE.posts if p.era == "2023" and p.views > 0)
    page = tree(post_page(CTX, post))
    assert warmup(page) == {}
    article = hooks(page, "post")[0]
    stats = article.xpath(".//*[@data-hook='post-stats']")[0]
    assert stats.text_content() == "0 views0 comments"


@pytest.mark.parametrize("era", ["2024", "2025"])
def test_2024_and_2025_carry_the_page_api_answer_and_real_counters(era: str) -> None:
    post = next(p for p in SITE.posts if p.era == era and p.views > 1000 and not p.degraded)
    page = tree(post_page(CTX, post))
    ((key, value),) = warmup(page).items()
    assert key == f"OldPostPageWarmupData-{post.dated_slug}"
    answer = json.loads(value if era == "2024" else unescaped(base64.b64decode(value).decode("latin-1")))
    answer = answer.get("postPageResponse", answer)
    found = answer["data"]["postPage"]["post"]
    assert found["metrics"]["views"] == post.views
    assert len(found["richContent"]["nodes"]) == len(post.blocks)
    stats = page.xpath("//article[@data-hook='post']//*[@data-hook='post-stats']")[0]
    assert stats.text_content().startswith(f"{post.views:,} views{post.comments} comment")


def test_2026_has_skeletons_and_only_the_id() -> None:
    post = first("2026")
    page = tree(post_page(CTX, post))
    assert warmup(page) == {post.dated_slug: post.guid}
    stats = page.xpath("//article[@data-hook='post']//*[@data-hook='post-stats']")[0]
    assert stats.text_content().strip(" \xa0") == ""
    assert len(stats.xpath(".//*[@data-hook='skeleton-loader']")) == 2


def test_class_names_differ_between_eras() -> None:
    names = {}
    for era in ERAS:
        body = hooks(tree(post_page(CTX, first(era))), "post-description")[0]
        hashed = {c for e in body.iter() for c in (e.get("class") or "").split() if len(c) == 6}
        names[era] = hashed
    assert not names["2024"] & names["2026"]
    assert not names["2021"] & names["2023"]


def test_head_of_a_genuine_post_and_of_a_degraded_one() -> None:
    good = tree(post_page(CTX, first("2026")))
    bad = tree(post_page(CTX, next(p for p in SITE.posts if p.degraded)))
    assert len(good.xpath("//meta[starts-with(@property, 'article:')]")) >= 2
    assert json.loads(good.xpath("//script[@type='application/ld+json']")[0].text)["@type"] == "BlogPosting"
    assert bad.xpath("//meta[starts-with(@property, 'article:')]|//script[@type='application/ld+json']") == []


def test_contents_lists_lead_to_headings() -> None:
    for era in ERAS:
        post = next(p for p in SITE.posts if p.era == era and any(t.get("anchors") for t in [_truth(p)]))
        page = tree(post_page(CTX, post))
        targets = [a.get("href")[1:] for a in page.xpath("//article//a[starts-with(@href, '#viewer-')]")]
        assert targets
        assert all(page.get_element_by_id(t).tag in ("h2", "h3", "h4", "h5", "h6") for t in targets)


def test_seo_mode_shows_comments_and_films_as_links() -> None:
    post = next(p for p in SITE.posts if p.seo_mode and p.comments and _truth(p)["videos"])
    page = tree(post_page(CTX, post))
    shown = {entry["id"] for entry in comment_truth(post) if entry["shown"]}

    assert '"isInSEO":true' in page.get_element_by_id("wix-viewer-model").text
    assert len(page.xpath("//a[@data-hook='video-ssr-viewer']/@href")) == len(_truth(post)["videos"])
    assert {i for i in shown if hooks(page, f"comment-{i}")} == shown
    plain = next(p for p in SITE.posts if p.era == "2026" and not p.seo_mode)
    assert '"isInSEO":false' in tree(post_page(CTX, plain)).get_element_by_id("wix-viewer-model").text
    assert [len(root) for root in hooks(tree(post_page(CTX, plain)), f"wc-root {plain.internal_id}")] == [0]


def test_counts_are_what_visitors_see_and_threads_are_of_every_kind() -> None:
    remarks = [r for p in SITE.posts for r in p.thread]
    busiest = max(SITE.posts, key=lambda p: p.comments)

    assert all(p.comments == sum(r.public for r in p.thread) for p in SITE.posts)
    assert {r.status for r in remarks} == {"PUBLISHED", "HIDDEN", "PENDING", "DELETED"}
    assert sum(not r.parent for r in busiest.thread) > 100
    assert max(sum(r.parent == top.id for r in busiest.thread) for top in busiest.thread if not top.parent) > 100
    assert any(r.parent and r.mention for r in remarks)
    assert any(r.picture for r in remarks)
    assert len({r.id for r in remarks}) == len(remarks)


def _truth(post: Post) -> dict[str, Any]:
    return next(t for t in SITE.truth() if t["path"] == post.path)


def test_galleries_films_files_and_embeds_show_what_the_era_shows() -> None:
    def shown(era: str, kind: str) -> lxml.html.HtmlElement:
        posts = (p for p in SITE.posts if p.era == era and not p.seo_mode)
        post = next(p for p in posts if any(type(b).__name__ == kind for b in p.blocks))
        return hooks(tree(post_page(CTX, post)), "post-description")[0]

    assert shown("2023", "Gallery").xpath(".//*[@data-hook='galleryViewer']//img") == []
    assert len(shown("2026", "Gallery").xpath(".//*[@data-hook='gallery-viewer']//img")) >= 6
    assert shown("2026", "Video").xpath(".//button[contains(@style, 'i.ytimg.com/vi/x0')]")
    assert not shown("2024", "Video").xpath(".//*[contains(@style, 'ytimg')]")
    assert shown("2026", "FileCard").xpath(".//a[@data-cancel-link]/@href") == ["#0", "#0"]
    assert shown("2025", "Embed").xpath(".//*[@data-hook='html-component']/iframe/@src")
    assert shown("2026", "Audio").xpath(".//*[@data-hook='audio-viewer']/*") == []
    assert shown("2026", "Table").xpath(".//th") == []


def test_feed_holds_at_most_twenty_items_with_and_without_full_text() -> None:
    feed = etree.fromstring(rss(CTX).encode())
    items = feed.findall("channel/item")
    content = "{http://purl.org/rss/1.0/modules/content/}encoded"
    assert len(items) == 20
    assert all(len(item.findtext("guid") or "") == 24 and item.findtext(content) for item in items)
    newest = max(SITE.posts, key=lambda p: p.published)
    assert items[0].findtext("title") == newest.title
    lean = etree.fromstring(rss(Context(Site.build(seed=7, posts=6, feed_content=False), BASE)).encode())
    assert len(lean.findall("channel/item")) == 6
    assert lean.findall(f"channel/item/{content}") == []


@pytest.mark.parametrize(("encoding", "counted"), [("object", True), ("base64", True), ("string", False)])
def test_feed_data_decode_in_all_three_encodings(encoding: str, *, counted: bool) -> None:
    ctx = Context(Site.build(seed=7, posts=25, feed_encoding=encoding), BASE)
    ((key, value),) = warmup(tree(feed_page(ctx, all_posts(ctx), 2))).items()
    if encoding == "base64":
        value = unescaped(base64.b64decode(value).decode("latin-1"))
    data = json.loads(value) if isinstance(value, str) else value
    query = json.loads(key[key.index("{") :])
    assert query["feed"]["page"] == 2
    posts = data["feedResponse"]["postFeedPage"]["posts"]
    assert posts["pagingMetaData"]["total"] == 25
    assert [p["slug"] for p in posts["posts"]] == [p.dated_slug for p in ctx.site.feed[10:20]]
    metrics = data["metadataResponse"]["postFeedMetadataPage"]["postMetrics"]
    assert metrics.keys() == ({p.guid for p in ctx.site.feed[10:20]} if counted else set())


def test_a_mixed_site_uses_all_encodings() -> None:
    kinds = {
        type(next(iter(warmup(tree(feed_page(CTX, feed, 1))).values())))
        for feed in (all_posts(CTX), Feed("CATEGORY", "sleep", "Sleep"), Feed("TAG", "moxa", "moxa"))
    }
    assert kinds == {str, dict}


def test_feed_pages_are_chained() -> None:
    pages = [tree(feed_page(CTX, all_posts(CTX), n)) for n in range(1, 7)]
    following = [p.xpath("string(//link[@rel='next']/@href)") for p in pages]
    assert following == [f"{BASE}/blog/page/{n}" for n in range(2, 7)] + [""]
    assert pages[1].xpath("//link[@rel='prev']/@href") == [f"{BASE}/blog"]
    cards = [a for p in pages for a in p.xpath("//*[@data-hook='post-list-item']/a/@href")]
    assert cards == [CTX.post_url(p) for p in SITE.feed]


def test_2021_feed_counts_views_in_its_store() -> None:
    ctx = Context(Site.build(seed=7, posts=12, era="2021"), BASE)
    source = raw(feed_page(ctx, all_posts(ctx), 1)).decode()
    assert '"entityCount":12' in source
    assert f'"viewCount":{ctx.site.feed[0].views}' in source


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
