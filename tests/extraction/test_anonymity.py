"""Comments without names: who is who stays, who it was does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.anonymity import anonymised, is_pseudonym
from scraper.extraction.comments import Statement, comment_url
from scraper.items import Comment

POST = "https://clinic.example/post/a"


def said(number, author="Wenna Pell", text="Hello", person=None, mentions=()):
    comment = Comment(
        url=comment_url(POST, str(number)), post_url=POST, id=str(number), author=author, text=text,
        published_at=f"2026-01-{number:02d}T00:00:00+00:00",
    )  # fmt: skip
    return Statement(comment=comment, person=person, mentions=mentions)


def names(*statements):
    return {c.id: c.author for c in anonymised(statements, "HK")}


def texts(*statements, region="HK"):
    return [c.text for c in anonymised(statements, region)]


def test_numbers_follow_the_order_of_first_comments_whatever_the_order_of_the_crawl():
    one, two, again = said(1), said(2, "Odo Brandt"), said(3)

    assert (
        names(again, two, one) == names(one, two, again) == {"1": "Commenter 1", "2": "Commenter 2", "3": "Commenter 1"}
    )


def test_a_later_comment_does_not_move_the_others():
    before = names(said(1), said(2, "Odo Brandt"))

    assert names(said(1), said(2, "Odo Brandt"), said(9, "Ivo Karst")) == {**before, "9": "Commenter 3"}


def test_two_people_of_one_name_are_two_and_one_of_two_names_is_one():
    found = names(said(1, person="a"), said(2, person="b"), said(3, "Wenna", person="a"))

    assert found == {"1": "Commenter 1", "2": "Commenter 2", "3": "Commenter 1"}


def test_a_name_alone_goes_with_the_one_id_that_has_it():
    assert names(said(1, person="a"), said(2)) == {"1": "Commenter 1", "2": "Commenter 1"}


def test_who_is_not_named_at_all_stays_so():
    assert names(said(1, None)) == {"1": None}
    assert names(said(1, None, person="a")) == {"1": "Commenter 1"}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Thanks, Wenna Pell!", "Thanks, Commenter 1!"),
        ("WENNA PELL said so", "Commenter 1 said so"),
        ("it was Wenna\u00a0 Pell", "it was Commenter 1"),
        ("Zoe\u0308 Ask knows", "Commenter 3 knows"),
        ("Wenna Pellworth is another", "Wenna Pellworth is another"),
        ("葉知秋說得對", "Commenter 2說得對"),
        ("@Ivo Karst look", "@[name] look"),
        ("write to wenna@pell.example today", "write to [e-mail] today"),
        ("ring +852 9123 4567 today", "ring [phone] today"),
        ("ring 9123 4567 today", "ring [phone] today"),
        ("wenna (at) pell (dot) example\nsecond line", "[e-mail]\nsecond line"),
        ("on 2024-01-05 at 10:30 we were 1,200", "on 2024-01-05 at 10:30 we were 1,200"),
    ],
)
def test_names_and_addresses_in_texts(text, want):
    first, _, third = texts(said(1), said(2, "葉知秋"), said(3, "Zo\u00eb Ask", text, mentions=("Ivo Karst",)))

    assert first == "Hello"
    assert third == want


def test_a_longer_name_is_replaced_before_the_shorter_one_in_it():
    assert texts(said(1, "Ann Lee"), said(2, "Ann", "Ann Lee and Ann"))[1] == "Commenter 1 and Commenter 2"


@pytest.mark.parametrize(("name", "is_one"), [("Commenter 12", True), ("Commenter", False), ("Commenter 1 x", False)])
def test_pseudonyms_are_recognised(name, is_one):
    assert is_pseudonym(name) is is_one


PEOPLE = st.builds(
    said, st.integers(1, 28), st.sampled_from([None, "Wenna Pell", "Odo (B)", "葉知秋", "a+b"]), st.text(max_size=30),
    st.sampled_from([None, "p1", "p2"]), st.tuples(st.text(max_size=5)),
)  # fmt: skip


@given(st.lists(PEOPLE, max_size=8))
def test_no_author_survives_and_nobody_is_lost(statements):
    found = list(anonymised(statements, None))

    assert len(found) == len(statements)
    assert all(c.author is None or is_pseudonym(c.author) for c in found)
    assert not any(
        "Wenna Pell" in (c.text or "") for c in found if any(s.comment.author == "Wenna Pell" for s in statements)
    )
