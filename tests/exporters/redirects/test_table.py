"""Which old paths are known, and where each leads."""

from urllib.parse import quote

import pytest

from pipelines.exporters.options import ExportOptions
from pipelines.exporters.redirects.export import REDIRECTS, planned
from pipelines.permalinks.static import StaticRules
from scraper.items import Category, Media, Page, Site
from tests.exporters.redirects.sites import CHINESE, PLAN, records, rules_of, states, store, table
from tests.pipelines.records import SITE, post


def test_every_old_path_is_in_the_table(folder):
    rows = states(folder)

    assert rows[f"/post/{quote(CHINESE)}"] == (f"/{quote(CHINESE).lower()}/", "redirect")
    assert rows["/post/2020/01/02/dated"] == ("/dated/", "redirect")
    assert rows["/post/dated?lang=zh"] == ("/dated/", "redirect")
    assert rows["/blog/categories/sleep"] == ("/category/sleep/", "redirect")
    assert rows["/blog-feed.xml"] == ("/feed/", "redirect")
    assert rows["/about"] == ("/about/", "kept")
    assert rows["/"] == ("/", "kept")
    assert "/x" not in rows


def test_redirects_of_the_old_site_lead_to_the_end_of_their_chain(folder):
    rows = states(folder)

    assert rows["/old"] == rows["/older"] == ("/ab-c/", "redirect")
    assert rows["/shop"] == ("https://shop.example/", "redirect")
    assert rows["/gone"] == ("", "lost")
    assert not rows.keys() & {"/round", "/around"}


def test_other_addresses_that_pages_state_are_known(folder):
    rows = states(folder)

    assert rows["/post/green-tea"] == ("/tea/", "redirect")
    assert rows["/single-post/dated"] == ("/dated/", "redirect")
    assert rows["/single-post/2019/05/06/dated?x=1"] == ("/dated/", "redirect")


def test_who_asks_without_the_query_is_led_as_well(folder):
    assert states(folder)["/post/walk"] == states(folder)["/post/walk?lang=zh"] == ("/walk/", "redirect")


def test_pages_of_lists_lead_to_the_list(folder):
    assert states(folder)["/blog/categories/sleep/page/*"] == ("/category/sleep/", "redirect")
    assert states(folder)["/blog/page/*"] == ("/blog/", "kept")
    assert states(folder, "ghost")["/blog/page/*"] == states(folder, "ghost")["/blog"] == ("/", "redirect")


def test_documents_lead_to_their_copies(folder):
    assert states(folder)["/_files/ugd/5c1a9e_0567.pdf"] == ("/wp-content/uploads/2020/03/5c1a9e_0567.pdf", "redirect")
    assert states(folder)["/_files/ugd/5c1a9e_9999.pdf"] == ("", "lost")
    assert states(folder, "ghost")["/_files/ugd/5c1a9e_0567.pdf"] == ("", "lost")  # it was not downloaded


@pytest.mark.parametrize(
    ("flavour", "place"),
    [
        ("hugo", "/post/a%2Bb.c/Home%20care.pdf"),
        ("jekyll", "/assets/media/documents/Home%20care.pdf"),
        ("astro", "/media/documents/Home%20care.pdf"),
    ],
)
def test_documents_that_were_downloaded(tmp_path, flavour, place):
    document = Media(url=PLAN, source_url=PLAN, kind="document", used_by=(f"{SITE}/post/a+b.c",), status="stored",
                     path="documents/Home care.pdf", sha256="ab" * 32)  # fmt: skip
    file = tmp_path / "media/documents/Home care.pdf"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF")
    corpus = store(tmp_path, [*records()[:2], document, Site(url=f"{SITE}/")])

    found = dict(planned(corpus, ExportOptions(markdown_flavour=flavour, media_url="https://files.example/")))

    [markdown] = [rule for rule in found["markdown"] if rule.kind == "document"]
    [ghost] = [rule for rule in found["ghost"] if rule.kind == "document"]
    [wordpress] = [rule for rule in found["wordpress"] if rule.kind == "document"]
    assert (markdown.target, markdown.state) == (place, "redirect")
    assert ghost.target == "/content/files/abababab/home-care.pdf"
    assert wordpress.state == "lost"  # what WordPress makes of a name with a space is not ours to say


def test_a_path_on_which_another_page_lives_is_no_redirect(tmp_path):
    class Swapped(StaticRules):
        def path(self, head, slug):
            return {"a": "/b/", "b": "/a/"}[slug]

    rules = rules_of(tmp_path, [Page(url=f"{SITE}/{slug}", slug=slug, title=slug) for slug in "ab"], Swapped())

    assert {rule.source: rule.state for rule in rules} == {
        "/a": "conflict", "/b": "conflict", "/blog-feed.xml": "redirect",
    }  # fmt: skip


def test_what_needs_a_hand_is_said(tmp_path, caplog):
    caplog.set_level("INFO")
    REDIRECTS.render(store(tmp_path, records()), tmp_path, ExportOptions())

    assert "Redirects to wordpress: 2 lost: see redirects/redirects.csv" in caplog.text
    lost = [row for row in table(tmp_path / "redirects") if row["state"] == "lost"]
    assert all(row["reason"] and not row["status"] for row in lost)


def test_the_prefix_of_a_free_site_is_left_out(tmp_path):
    base = "https://maria.wixsite.com/garden"
    items = [
        post("x", url=f"{base}/post/x"),
        Category(url=f"{base}/blog/categories/c", label="c", slug="c"),
        Site(url=base, blog_path="/garden/blog"),
    ]

    rules = rules_of(tmp_path, items, StaticRules())

    assert [rule.shown for rule in rules] == [
        "/blog", "/blog/page/*", "/blog-feed.xml", "/blog/categories/c", "/blog/categories/c/page/*", "/post/x",
    ]  # fmt: skip


def test_an_empty_store_gives_empty_maps(tmp_path):
    REDIRECTS.render(store(tmp_path, []), tmp_path, ExportOptions())

    assert [row["source"] for row in table(tmp_path / "redirects")] == ["/blog-feed.xml"]
