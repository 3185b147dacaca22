from dataclasses import replace

import pytest

from pipelines.normalise import NormalisePipeline, normalise, unique
from scraper.items import Comment, Contact, Fidelity, Issue, Link, Seo
from tests.pipelines.records import SITE, every_type, post
from tests.pipelines.stages import run


def test_a_clean_record_is_returned_itself():
    for record in every_type():
        assert normalise(record) is record


def test_texts_are_cleaned_by_what_they_are():
    record = normalise(
        post(
            title="\ufeffTea &amp;amp; \u200bRest\n now",
            author="  Mei\u00a0 Lam ",
            author_bio="Mei  listens.\n\n\n\nShe walks.",
            body_html="<p>Cafe\u0301 &amp; tea\x08</p>",
            body_text="Café  &\n tea",
            language="zh_HK",
            seo=Seo(title="Tea &#38; Rest"),
        ),
    )

    assert record.title == "Tea & Rest now"
    assert record.author == "Mei Lam"
    assert record.author_bio == "Mei listens.\n\nShe walks."
    assert record.body_html == "<p>Café &amp; tea</p>"
    assert record.body_text == "Café & tea"
    assert record.language == "zh-hk"
    assert record.seo.title == "Tea & Rest"


def test_addresses_and_slugs_stay_as_the_source_has_them():
    slug = "sleep\u200b-well--針灸"
    record = post(url=f"{SITE}/post/a%E2%80%8B", slug=slug, images=("https://x.example/cafe\u0301.jpg",))

    done = normalise(record)

    assert (done.url, done.slug, done.images) == (record.url, slug, record.images)


def test_dates_are_in_utc():
    done = normalise(post(published_at="2024-03-05T09:30:00+08:00", fetched_at="2026-05-01T08:00:00+00:00"))

    assert done.published_at == "2024-03-05T01:30:00+00:00"
    assert done.fetched_at == "2026-05-01T08:00:00+00:00"


def test_a_date_that_cannot_be_read_is_an_issue_and_no_date():
    earlier = Issue(field="title", code="x", message="y")

    done = normalise(post(published_at="6 days ago", issues=(earlier,)))

    assert done.published_at is None
    assert [(issue.field, issue.code) for issue in done.issues] == [("title", "x"), ("published_at", "unreadable-date")]
    assert "6 days ago" in done.issues[1].message


def test_lists_lose_repeats_and_empty_entries_in_order():
    done = normalise(
        post(
            tags=("Tea", " tea", "Tea ", "", "tea"),
            recent_posts=(Link(title="A ", url=f"{SITE}/a"), Link(title="A", url=f"{SITE}/a")),
        ),
    )

    assert done.tags == ("Tea", "tea")
    assert done.recent_posts == (Link(title="A", url=f"{SITE}/a"),)


def test_ledgers_keep_their_repeats():
    ledger = Fidelity(dropped=("POLL: no votes", "POLL: no votes"))

    assert normalise(post(fidelity=ledger)).fidelity == ledger


def test_none_and_empty_stay_apart():
    done = normalise(post(excerpt="", author=None, tags=()))

    assert (done.excerpt, done.author, done.tags) == ("", None, ())


def test_other_records_are_cleaned_too():
    comment = Comment(url=SITE, post_url=SITE, id="1", text="a\r\n\r\nb", published_at="2024-01-01T00:00:00+01:00")
    contact = Contact(url=SITE, kind="address", value="Room 1,\n Harbour  Road", raw=("a  b", "a b"))

    assert normalise(comment).text == "a\n\nb"
    assert normalise(comment).published_at == "2023-12-31T23:00:00+00:00"
    assert normalise(contact).value == "Room 1, Harbour Road"
    assert normalise(contact).raw == ("a b",)


def test_normalising_twice_is_normalising_once():
    done = normalise(post(title=" a &amp;#38; b", tags=("x ", "x"), published_at="bad"))

    assert normalise(done) is done


@pytest.mark.parametrize("entries", [({"a": 1}, {"a": 1}), ()])
def test_entries_that_cannot_be_hashed_are_left_alone(entries):
    assert unique(entries) == entries


def test_the_stage_counts_what_it_changed():
    dirty = replace(post(), title=" a ")

    out, stats = run(NormalisePipeline, post(), dirty, {"not": "a record"})

    assert out == [post(), replace(dirty, title="a"), {"not": "a record"}]
    assert stats == {"normalise/post/changed": 1}
