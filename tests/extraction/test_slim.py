"""Slimming never changes what a page tells, whatever stands in it."""

from __future__ import annotations

import pathlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scraper.extraction.reading import PageTask, read_page
from scraper.extraction.slim import slim
from tests.replica import ERAS, Context, Site
from tests.replica.feed_page import all_posts, feed_page
from tests.replica.padding import raw
from tests.replica.post_page import post_page
from tests.replica.static_pages import forum_page, profile_page, static_page

BASE = "https://clinic.example"
SITES = {
    "english": Site.build(seed=7, posts=20, page_kb=90),
    "arabic": Site.build(seed=7, posts=10, rtl=True),
    "multilingual": Site.build(seed=7, posts=10, multilingual=True),
}
CAPTURES = pathlib.Path(__file__).resolve().parents[2] / "../shared/captures"


def read(body, kind="page", url=f"{BASE}/x"):
    return read_page(PageTask(url=url, body=body, base=BASE, kind=kind, fetched_at="2026-06-20T09:00:00+00:00"))


@pytest.mark.parametrize("name", SITES)
def test_posts_of_all_eras_read_the_same(name):
    ctx = Context(SITES[name], BASE)
    assert {post.era for post in ctx.site.posts} == set(ERAS)

    for post in ctx.site.posts[:10]:
        body = raw(post_page(ctx, post))
        assert len(slim(body)) < len(body)
        assert read(slim(body), "post", ctx.post_url(post)) == read(body, "post", ctx.post_url(post))


@pytest.mark.parametrize("name", SITES)
def test_other_pages_read_the_same(name):
    ctx = Context(SITES[name], BASE)
    bodies = [(raw(static_page(ctx, page)), "page") for page in ctx.site.pages if page.kind != "blog"]
    bodies += [(raw(feed_page(ctx, all_posts(ctx), 1)), "feed"), (raw(forum_page(ctx)), "page")]
    bodies.append((raw(profile_page(ctx, ctx.site.practitioner)), "author"))

    for body, kind in bodies:
        assert read(slim(body), kind) == read(body, kind)


@pytest.mark.parametrize(
    "html",
    [
        b"<style/><p>aaa</p><style>x</style><p>b</p>",
        b"<svg><style/></svg><p>aaa</p><style></style>",
        b"<!--><p>aaa</p><!-- x --><p>b</p>",
        b"<!---><p>aaa</p><!-- x -->",
        b"<!-- a --!><p>aaa</p><!-- x -->",
        b"<!--[if IE]><p>no</p><![endif]--><!--[if !IE]><!--><p>aaa</p><!--<![endif]-->",
        b"<style-box><p>aaa</p></style-box><style>x</style>",
        b"<script src=x /><p>aaa</p><script></script>",
        b"<script><!-- <script></script> --></script><p>aaa</p>",
        b'<script>"<!--"</script><p>aaa</p><script>"-->"</script>',
        b"<style>a</styleb>b</style><p>aaa</p>",
        b'<p title="<!-- ">aaa</p><!-- x -->',
        b"<p title='<style>'>aaa</p><style></style>",
        b"<p title=it's>aaa</p><style>'</style><p>b</p>",
        b"<title><style></title><p>aaa</p><style></style>",
        b"<textarea><!-- </textarea><p>aaa</p><!-- x -->",
        b"<SCRIPT>x</SCRIPT ><p>aaa</p><STYLE>y</STYLE\n>",
        b"<p>aaa</p><style>never closed <p>b</p>",
    ],
)
def test_what_looks_like_a_style_sheet_script_or_comment(html):
    assert "aaa" in read(html).item.body_text
    assert read(slim(html)) == read(html)


def test_scripts_with_content_stay_whatever_their_case():
    kept = (
        b'<script type="application/LD+JSON">{}</script>',
        b"<script id='wix-warmup-data'>{}</script>",
        b"<script>\n        var warmupData = {};</script>",
    )

    assert slim(b"<script>x</script>".join(kept)) == b"".join(kept)


PIECES = st.sampled_from(
    [
        b"<style>",
        b"</style>",
        b"<script>",
        b"</script>",
        b"<!--",
        b"-->",
        b"--!>",
        b"<p>",
        b"</p>",
        b"word ",
        b'<a title="',
        b"<script",
        b'">',
        b"'",
        b"<b x='",
        b"'>",
        b"<title>",
        b"</title>",
        b"<style/>",
        b"</style",
        b" ",
        b"<",
        b">",
        b"&lt;",
        b"\xff",
    ]
)


@given(st.lists(PIECES, max_size=14).map(b"".join))
@example(b"<!--" * 1000)
@example(b"<a x='" * 1000)
def test_any_bytes_give_a_part_of_them_once_and_for_all(body):
    slimmed = slim(body)

    assert len(slimmed) <= len(body)
    assert slim(b"word " + body).startswith(b"word ")


@given(st.binary(max_size=120))
def test_random_bytes_are_survived(body):
    assert len(slim(body)) <= len(body)


def test_hostile_input_takes_linear_time():
    for piece in (b"<", b"<script", b"<style>", b"<!--", b'<a b="', b"<a b=<", b"<script><!--<script></script>"):
        slim(piece * 40_000)


@pytest.mark.skipif(not CAPTURES.exists(), reason="no captured sites beside the repository")
def test_captured_pages_read_the_same():
    for path in sorted(CAPTURES.glob("*.warc.gz"))[::2]:
        with path.open("rb") as stream:
            htmls = (
                r
                for r in ArchiveIterator(stream)
                if "html" in ((r.http_headers and r.http_headers.get_header("Content-Type")) or "")
            )
            for record in [next(htmls), next(htmls)]:
                url, body = record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()
                kind = "post" if "/post/" in url else "page"
                assert read(slim(body), kind, url) == read(body, kind, url), url
