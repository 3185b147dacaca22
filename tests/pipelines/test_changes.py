from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.changes import changes_of, compare_fields, text_diff
from pipelines.corpus import Corpus
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Page, Site
from tests.pipelines.records import SITE, post

END = Site(url=f"{SITE}/", fetched_at="2026-05-01T08:00:00+00:00", counts={"posts_missing": 0})
CRAWL = (post("a"), post("b"), Page(url=f"{SITE}/about", title="About"), END)


def found(folder, *records):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return changes_of(Corpus(folder))


def slugs(rows):
    return [row["url"].rpartition("/")[2] for row in rows]


@given(st.text(), st.text())
def test_the_parts_of_a_diff_make_both_texts(old, new):
    parts = text_diff(old, new)

    assert "".join(text for fate, text in parts if fate != "removed") == new
    assert "".join(text for fate, text in parts if fate != "added") == old


def test_a_first_crawl_has_nothing_to_compare_with(tmp_path):
    first = found(tmp_path, *CRAWL)

    assert (first.first, first.new, first.changed, first.gone) == (True, [], [], [])
    assert first.summary.startswith("first crawl")


def test_new_changed_and_gone_are_told_apart(tmp_path):
    changed = post("a", title="Sleep better", tags=("tea", "milk"), body_text="Habits Drink warm milk.")

    second = found(tmp_path, *CRAWL, changed, post("c"), END)

    assert second.summary == "since the last crawl: 1 new, 1 changed, 1 gone"
    assert (slugs(second.new), slugs(second.changed), slugs(second.gone)) == (["c"], ["a"], ["b"])
    assert set(second.changed[0]["fields"]) == {"title", "tags", "body_text"}
    assert [row["field"] for row in second.rows() if row["change"] == "changed"] == ["title", "body_text", "tags"]


def test_counts_are_added_up_and_listed_nowhere(tmp_path):
    second = found(tmp_path, *CRAWL, post("a", views=1250), post("b"), END)

    assert second.changed == []
    assert second.counters == {"records": 1, "views": 50, "comments": 0, "likes": 0}


@pytest.mark.parametrize(
    "end",
    [
        (replace(END, limits=("limit=1",)),),
        (replace(END, counts={"posts_missing": 1}),),
        (replace(END, counts={}),),
        (),
    ],
    ids=["limited", "missing", "unknown", "interrupted"],
)
def test_a_crawl_that_did_not_see_everything_calls_nothing_gone(tmp_path, end):
    second = found(tmp_path, *CRAWL, post("a"), *end)

    assert (second.whole, second.gone) == (False, [])
    assert "not judged" in second.summary


def test_what_a_limited_crawl_did_not_meet_is_not_new_the_next_time(tmp_path):
    limited = replace(END, limits=("limit=1",))

    third = found(tmp_path, *CRAWL, post("a"), limited, post("a"), post("b"), END)

    assert (third.new, third.changed, third.gone) == ([], [], [])


def test_what_is_gone_is_told_once(tmp_path):
    third = found(tmp_path, *CRAWL, post("a"), END, post("a"), END)

    assert third.gone == []


def test_pages_and_drafts_are_never_called_gone(tmp_path):
    draft = post("d", status="draft")

    assert slugs(found(tmp_path, draft, *CRAWL, post("a"), END).gone) == ["b"]


def test_markup_alone_is_a_change_of_the_body():
    old, new = ({"body_text": "Tea", "body_html": markup} for markup in ("<p>Tea</p>", "<p><em>Tea</em></p>"))

    assert list(compare_fields(old, new)) == ["body_html"]
