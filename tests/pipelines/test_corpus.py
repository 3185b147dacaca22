import tracemalloc

import pytest

from pipelines.corpus import Corpus
from pipelines.store import ITEMS_FILE, encode
from scraper.exceptions import StoreError
from scraper.items import RECORD_TYPES, Category, Contact, Fidelity, Page, Tag
from tests.pipelines.records import SITE, every_type, post


def corpus(folder, *records):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return Corpus(folder)


def test_the_last_record_of_an_address_wins(tmp_path):
    read = corpus(tmp_path, post(title="old"), post("b"), post(title="new"))

    assert read.count("post") == 2
    assert read.get("post", f"{SITE}/post/sleep-well")["title"] == "new"
    assert {record["title"] for record in read.records("post")} == {"new", "Sleep well, 睡得好"}


def test_what_was_a_draft_and_is_published_now_is_one_post(tmp_path):
    draft = post(url=f"{SITE}/#draft:7", post_id="7", status="draft")
    other = post(url=f"{SITE}/#draft:8", post_id="8", status="draft")

    read = corpus(tmp_path, draft, other, post(post_id="7"))

    assert {record["url"] for record in read.records("post")} == {f"{SITE}/post/sleep-well", f"{SITE}/#draft:8"}


def test_what_was_published_and_is_withdrawn_is_one_draft(tmp_path):
    withdrawn = post(url=f"{SITE}/#draft:7", post_id="7", status="unpublished")

    read = corpus(tmp_path, post(post_id="7"), withdrawn)

    assert [record["status"] for record in read.records("post")] == ["unpublished"]
    assert read.issue_counts.total() == 0


def test_language_copies_share_an_id_and_stay(tmp_path):
    copy = post("b", post_id="7", variant_of=f"{SITE}/post/sleep-well")

    read = corpus(tmp_path, post(post_id="7"), copy)

    assert (read.count("post"), read.count_copies()) == (1, 1)


def test_the_same_address_may_be_a_page_and_a_tag(tmp_path):
    read = corpus(tmp_path, Page(url=SITE), Tag(url=SITE, label="x", slug="x"))

    assert read.count("page") == read.count("tag") == 1


def test_posts_come_newest_first_then_by_address(tmp_path):
    read = corpus(
        tmp_path,
        post("c", published_at="2024-01-01T00:00:00+00:00"),
        post("none", published_at=None),
        post("b", published_at="2025-01-01T00:00:00+00:00"),
        post("a", published_at="2024-01-01T00:00:00+00:00"),
    )

    assert [record["slug"] for record in read.records("post")] == ["b", "a", "c", "none"]


def test_characters_without_explanation_are_summed_up(tmp_path):
    lossy = Fidelity(kept=2, degraded=("a: b", "a: b"), unexplained_chars=7)

    read = corpus(
        tmp_path, post(fidelity=Fidelity(unexplained_chars=90)), post(fidelity=lossy), Page(url=SITE, fidelity=lossy)
    )

    assert read.nodes == (4, 0, 4, 0)
    assert read.unexplained_chars == 14


def test_a_store_of_an_older_version_has_an_account(tmp_path):
    (tmp_path / ITEMS_FILE).write_text('{"type": "post", "url": "https://x.example/a", "fidelity": {"kept": 2}}\n')

    assert Corpus(tmp_path).nodes == (2, 0, 0, 0)
    assert Corpus(tmp_path).unexplained_chars == 0


def test_categories_come_by_label_and_contacts_by_kind(tmp_path):
    read = corpus(
        tmp_path,
        Category(url=f"{SITE}/1", label="Walks", slug="w"),
        Category(url=f"{SITE}/2", label="Sleep", slug="s"),
        Contact(url=f"{SITE}/#p", kind="phone", value="+85225550123"),
        Contact(url=f"{SITE}/#e", kind="email", value="hello@willow-clinic.example"),
    )

    assert [record["label"] for record in read.records("category")] == ["Sleep", "Walks"]
    assert [record["kind"] for record in read.records("contact")] == ["email", "phone"]


def test_all_records_come_type_by_type(tmp_path):
    read = corpus(tmp_path, *reversed(every_type()))

    assert list(dict.fromkeys(record["type"] for record in read)) == list(RECORD_TYPES)


def test_an_unknown_address_gives_none(tmp_path):
    assert corpus(tmp_path).get("post", SITE) is None


def test_a_torn_last_line_is_left_out_with_a_warning(tmp_path, caplog):
    (tmp_path / ITEMS_FILE).write_bytes(encode(post("a")) + encode(post("b"))[:-30])

    assert Corpus(tmp_path).count("post") == 1
    assert "torn" in caplog.text


@pytest.mark.parametrize(
    "line", [b"{half", b"[1]", b'{"type": "post"}', b'{"type": "recipe", "url": "x"}', b"\xff\xfe"]
)
def test_a_line_that_is_no_record_is_named(tmp_path, line):
    (tmp_path / ITEMS_FILE).write_bytes(encode(post("a")) + line + b"\n" + encode(post("b")))

    with pytest.raises(StoreError, match="line 2"):
        Corpus(tmp_path)


def test_blank_lines_are_nothing(tmp_path):
    (tmp_path / ITEMS_FILE).write_bytes(b"\n" + encode(post("a")) + b"\n\n")

    assert Corpus(tmp_path).count("post") == 1


def test_a_missing_store_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="crawl the site first"):
        Corpus(tmp_path)


def test_the_file_itself_may_be_given(tmp_path):
    corpus(tmp_path, post())

    assert Corpus(tmp_path / ITEMS_FILE).count("post") == 1


def test_bodies_are_not_held(tmp_path):
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(encode(post(f"p{i}", body_html="x" * 100_000)) for i in range(100)))

    tracemalloc.start()
    read = Corpus(tmp_path)
    total = sum(len(record["body_html"]) for record in read.records("post"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert total == 10_000_000
    assert peak < 2_000_000


def test_language_copies_are_no_posts_but_keep_their_issues(tmp_path):
    original = post("original")
    copy = post("copy", variant_of=original.url)
    read = corpus(tmp_path, copy, original)

    assert [record["url"] for record in read.records("post")] == [original.url]
    assert read.count("post") == 1
    assert [record["url"] for record in read.copies()] == [copy.url]
    assert [record["url"] for record in read] == [original.url, copy.url]
