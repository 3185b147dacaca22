"""The replica's posts: the same seed gives the same ones, and each has the shape of its era."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.replica import ERAS, Context, ListBlock, Post, Site
from tests.replica.padding import raw
from tests.replica.post_page import post_page
from tests.replica.truth import comment_truth
from tests.replica_reading import BASE, CTX, SITE, first, hooks, tree, unescaped, warmup

if TYPE_CHECKING:
    import lxml.html


def _truth(post: Post) -> dict[str, Any]:
    return next(t for t in SITE.truth() if t["path"] == post.path)


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
