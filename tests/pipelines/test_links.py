import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.links import LinksPipeline, canonical_link, link_record, site_base
from scraper.items import Link, MenuEntry, Page, Site, Tag
from tests.pipelines.records import SITE, post
from tests.pipelines.stages import run

PAGE = f"{SITE}/post/sleep-well"
FREE = "https://maria.wixsite.com/garden/post/roses"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        (f"{SITE}/post/walk-more", f"{SITE}/post/walk-more"),
        (f"{SITE}/post/walk-more/", f"{SITE}/post/walk-more"),
        ("http://willow-clinic.example/post/walk-more", f"{SITE}/post/walk-more"),
        ("HTTPS://WWW.Willow-Clinic.example:443/post/walk-more", f"{SITE}/post/walk-more"),
        ("/post/walk-more", f"{SITE}/post/walk-more"),
        ("walk-more", f"{SITE}/post/walk-more"),
        ("//www.willow-clinic.example/contact", f"{SITE}/contact"),
        (f"{SITE}", f"{SITE}/"),
        (f"{SITE}/post/針灸", f"{SITE}/post/%E9%87%9D%E7%81%B8"),
        (f"{SITE}/post/cafe%CC%81", f"{SITE}/post/caf%C3%A9"),
        (f"{SITE}/contact?utm_source=mail&utm_medium=x", f"{SITE}/contact"),
        (f"{SITE}/contact?lightbox=abc&lang=zh", f"{SITE}/contact?lang=zh"),
        (f"{SITE}/post/walk-more#viewer-abc", f"{SITE}/post/walk-more#viewer-abc"),
        (f"{SITE}/contact#:~:text=open", f"{SITE}/contact"),
        (f"{SITE}/_files/ugd/ab_1.pdf?dn=Plan.pdf", f"{SITE}/_files/ugd/ab_1.pdf?dn=Plan.pdf"),
        (f"{SITE}/_files/ugd/%5BA%5D.pdf;%20x='y'", f"{SITE}/_files/ugd/%5BA%5D.pdf;%20x='y'"),
        ("/_files/ugd/ab_1.pdf", f"{SITE}/_files/ugd/ab_1.pdf"),
        ("#viewer-abc", "#viewer-abc"),
        ("", ""),
        ("https://elsewhere.example/a/?b=1#c", "https://elsewhere.example/a/?b=1#c"),
        ("https://elsewhere.example/?fbclid=x", "https://elsewhere.example/"),
        ("https://elsewhere.example/?a=1&gclid=x&b=2", "https://elsewhere.example/?a=1&b=2"),
        ("https://elsewhere.example/?gclid=x&b=2#d", "https://elsewhere.example/?b=2#d"),
        ("https://elsewhere.example/?utm_source=willow", "https://elsewhere.example/?utm_source=willow"),
        ("tel:+852 2555 (0123)", "tel:+85225550123"),
        (
            "mailto: hello@willow-clinic.example?subject=Hi%20there",
            "mailto:hello@willow-clinic.example?subject=Hi%20there",
        ),
        ("whatsapp://send?phone=1", "whatsapp://send?phone=1"),
        ("https://[broken", "https://[broken"),
        (f"{SITE}:99999/x", f"{SITE}:99999/x"),
    ],
)
def test_links_take_one_form(href, expected):
    assert canonical_link(href, PAGE) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("http://maria.wixsite.com/garden/post/lilies/", "https://maria.wixsite.com/garden/post/lilies"),
        ("https://maria.wixsite.com/kitchen/?utm_source=x", "https://maria.wixsite.com/kitchen/?utm_source=x"),
        ("https://paul.wixsite.com/garden/post/x/", "https://paul.wixsite.com/garden/post/x/"),
    ],
    ids=["same site", "same owner, other site", "other owner"],
)
def test_free_sites_share_a_host_and_are_told_apart_by_their_path(href, expected):
    assert canonical_link(href, FREE) == expected


def test_a_replica_on_a_port_is_a_site_of_its_own():
    page = "http://127.0.0.1:8123/post/a"

    assert canonical_link("http://127.0.0.1:8123/post/b/", page) == "http://127.0.0.1:8123/post/b"
    assert canonical_link("http://127.0.0.1:9999/post/b/", page) == "http://127.0.0.1:9999/post/b/"


def test_the_base_of_a_site_without_a_path():
    assert site_base("https://maria.wixsite.com") == "https://maria.wixsite.com/"


@given(st.text(st.sampled_from(":/?#[]@!&=%.-aW0 \u200b針"), max_size=30), st.sampled_from([PAGE, FREE]))
def test_no_link_is_trouble_and_twice_is_once(href, page):
    once = canonical_link(href, page)

    assert canonical_link(once, page) == once


def body(markup, **fields):
    return link_record(post(body_html=markup, **fields))


def test_a_body_and_its_list_of_links_agree():
    done = body(
        '<p><a href="/post/walk-more?utm_source=x">a</a> <a href="https://elsewhere.example/">b</a> '
        '<a href="http://www.willow-clinic.example/post/walk-more">c</a> <a href="#viewer-1">d</a></p>',
        links=(),
    )

    assert done.links == (f"{SITE}/post/walk-more", "https://elsewhere.example/")
    assert done.body_html.count(f'href="{SITE}/post/walk-more"') == 2
    assert 'href="#viewer-1"' in done.body_html


def test_a_link_to_a_place_in_the_same_body_becomes_an_anchor():
    markup = f'<h2 id="viewer-1">x</h2><p><a href="{PAGE}#viewer-1">a</a> <a href="{PAGE}#viewer-2">b</a></p>'

    done = body(markup)

    assert done.body_html == markup.replace(f"{PAGE}#viewer-1", "#viewer-1")
    assert done.links == (f"{PAGE}#viewer-2",)


def test_cards_of_files_and_videos_are_not_links_of_the_text():
    file, video, plan = f"{SITE}/_files/ugd/a.pdf", "https://player.example/v", f"{SITE}/_files/ugd/plan.pdf"
    markup = f'<p><a class="file" href="{file}">A.pdf</a></p><a href="{video}">v</a><p><a href="{plan}">plan</a></p>'

    done = body(markup, links=(plan,), files=(file, plan), videos=(video,))

    assert done.links == (plan,)


def test_a_broken_link_is_an_issue():
    broken = ("https://[broken", "https://x.example:port/")
    done = body("".join(f'<p><a href="{link}">a</a></p>' for link in broken), links=broken)

    assert done.links == ()
    assert [issue.code for issue in done.issues] == ["broken-link", "broken-link"]
    assert link_record(done) == done


def test_a_record_without_a_body_keeps_its_links_in_canonical_form():
    done = link_record(Page(url=f"{SITE}/about", links=("/contact", f"{SITE}/contact/")))

    assert done.links == (f"{SITE}/contact",)


def test_other_addresses_of_pages_are_rewritten():
    done = link_record(
        post(
            recent_posts=(Link(title="A", url=f"{SITE}/post/a/"), Link(title="A", url=f"{SITE}/post/a")),
            translations=(Link(title="zh", url=f"{SITE}/post/b/?lang=zh"),),
            author_url="http://willow-clinic.example/profile/mei/profile",
        ),
    )
    menu = (MenuEntry(label="More", children=(MenuEntry(label="A", url=f"{SITE}/a/"),)),)

    assert done.recent_posts == (Link(title="A", url=f"{SITE}/post/a"),)
    assert done.translations[0].url == f"{SITE}/post/b?lang=zh"
    assert done.author_url == f"{SITE}/profile/mei/profile"
    assert link_record(Site(url=f"{SITE}/", menu=menu)).menu[0].children[0].url == f"{SITE}/a"


def test_a_record_in_canonical_form_is_returned_itself():
    markup = f'<p><a href="{SITE}/contact">a</a></p>'
    record = post(body_html=markup, links=(f"{SITE}/contact",))

    assert link_record(record) is record


def test_the_stage_counts_what_it_rewrote():
    tag = Tag(url=SITE, label="a", slug="a")

    out, stats = run(LinksPipeline, tag, post(body_html='<p><a href="/contact/">a</a></p>', links=()))

    assert out[0] is tag
    assert out[1].links == (f"{SITE}/contact",)
    assert stats == {"links/links/rewritten": 1}
