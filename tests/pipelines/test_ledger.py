"""Stage 550: what the reader made is still there when all stages are through."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.html import parse, sanitise_html
from pipelines.ledger import LedgerPipeline, addresses_of, prove, text_of
from pipelines.links import link_record
from pipelines.media import media_of
from pipelines.normalise import normalise
from pipelines.sanitise import sanitise
from scraper.extraction.ricos import read_ricos
from scraper.items import Page, Post, Tag
from tests.pipelines.records import IMAGE, SITE, post
from tests.pipelines.stages import run

FRAME = "https://player.unlisted.example/1"
FILE = f"{SITE}/_files/ugd/aa_1.pdf"


def page(markup, text, **fields):
    return Page(url=SITE, body_html=markup, body_text=text, **fields)


def codes(record):
    return [issue.code for issue in record.issues]


def through_the_stages(body):
    """The record of a reader's body, after the stages that rewrite one."""
    record = Post(
        url=f"{SITE}/post/a",
        body_html=body.html,
        body_text=body.text,
        images=tuple(image.url for image in body.images),
        videos=tuple(video.url for video in body.videos),
        files=tuple(file.url for file in body.files),
        embeds=body.embeds,
        links=body.links,
    )
    return media_of(link_record(sanitise(normalise(record))))


# --- a body that is whole ---


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("<p>Tea &amp; rest &lt;3</p>\n", "Tea & rest <3"),
        ("<p>5&nbsp;cm</p>", "5 cm"),
        ('<p><a class="file" href="/a.pdf" download="a.pdf">a.pdf</a></p>\n<p>After</p>', "After"),
        ('<figure class="missing" data-kind="file">\n<figcaption>a.pdf</figcaption></figure>', ""),
        ('<figure class="missing" data-kind="map">\n<figcaption>Our door</figcaption></figure>', "Our door"),
        (
            '<figure class="video"><a href="https://v.example">A film</a>\n<figcaption>Words</figcaption></figure>',
            "Words",
        ),
        ('<p title="a > b">x</p>', "x"),
        ("<p><strong>e</strong>\u0301</p>", "\u00e9"),
        ("<p>한국어</p>\n<p>العربية</p>", "한국어 العربية"),
    ],
)
def test_a_whole_body_passes_as_it_is(markup, text):
    record = page(markup, text)

    assert prove(record) is record


def test_a_player_that_became_a_link_is_still_there():
    body = read_ricos({"nodes": [{"type": "HTML", "htmlData": {"url": FRAME}}]}, base_url=SITE)

    record = through_the_stages(body)

    assert f'<a href="{FRAME}">{FRAME}</a>' in record.body_html
    assert prove(record) is record


# --- losses ---


@pytest.mark.parametrize(
    ("markup", "code", "characters"),
    [
        ("<p>A cup of te</p>", "text-lost-in-stage", 1),
        ("<p>A cup of teas</p>", "text-added-in-stage", 1),
        ("<p>of tea A cup</p>", "text-disordered-in-stage", 9),
        ("", "text-lost-in-stage", 9),
    ],
)
def test_a_stage_that_changes_the_text_is_reported(markup, code, characters):
    done = prove(page(markup, "A cup of tea"))

    assert codes(done) == [code]
    assert done.fidelity.unexplained_chars == characters


def test_the_report_says_where_and_is_short():
    message = prove(page(f"<p>Start {'x' * 900}</p>", f"Start {'y' * 900}")).issues[0].message

    assert "after 5 characters" in message
    assert len(message) < 200


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("images", IMAGE),
        ("files", FILE),
        ("embeds", FRAME),
        ("links", f"{SITE}/a?b=1&c=2"),
        ("videos", "https://v.example"),
    ],
)
def test_a_node_that_a_stage_took_away_is_reported(name, address):
    done = prove(page("<p>x</p>", "x", **{name: (address,)}))

    assert [(issue.field, issue.code) for issue in done.issues] == [(name, "node-lost-in-stage")]


def test_many_lost_nodes_are_counted_not_listed():
    links = tuple(f"{SITE}/{number}/{'x' * 200}" for number in range(9))

    message = prove(page("<p>x</p>", "x", links=links)).issues[0].message

    assert "and 6 more" in message
    assert len(message) < 500


def test_the_counters_tell_proven_from_lost():
    whole, broken = page("<p>x</p>", "x"), page("<p>x</p>", "xy")

    (first, second, tag), stats = run(LedgerPipeline, whole, broken, Tag(url=SITE, label="Tea", slug="tea"))

    assert first is whole
    assert codes(second) == ["text-lost-in-stage"]
    assert isinstance(tag, Tag)
    assert stats == {"ledger/page/proven": 1, "ledger/body_html/text-lost-in-stage": 1}


def test_issues_of_earlier_stages_are_not_counted_again():
    (done,), stats = run(LedgerPipeline, replace(prove(page("<p>x</p>", "xy")), body_text="x"))

    assert codes(done) == ["text-lost-in-stage"]
    assert stats == {"ledger/page/proven": 1}


# --- the patterns read what a parser reads ---

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(st.lists(st.tuples(st.sampled_from(["p", "h2", "strong", "td", "figcaption"]), WORDS), max_size=6), WORDS)
def test_the_text_is_that_of_the_sanitised_tree(parts, title):
    raw = "".join(f"<{tag} title='{title}'>{words}</{tag}>" for tag, words in parts)
    clean = normalise(page(sanitise_html(raw), None)).body_html

    seen = normalise(page("", "".join(parse(clean).itertext()))).body_text
    assert text_of(clean) == "".join(seen.split())


def test_addresses_are_read_with_their_references_resolved():
    assert addresses_of('<a href="/a?b=1&amp;c=2">x</a><img src="/p.jpg">') == {"/a?b=1&c=2", "/p.jpg"}


def test_the_record_of_the_tests_shows_what_it_lists():
    assert codes(prove(post(links=()))) == []
