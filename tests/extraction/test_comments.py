"""Comments as the API states them, and both sources in one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.comments import (
    Statement,
    comment_url,
    comments_from_api,
    cursors_of,
    is_answer,
    merged,
    missing_issue,
)
from scraper.items import Comment, Issue
from tests.extraction.arbitrary import json_with
from tests.replica import Context, Site
from tests.replica.remark_api import answer
from tests.replica.site import BLOG_APP
from tests.replica.truth import comment_truth

POST = "https://clinic.example/post/a"
SITE = Site.build(seed=7, posts=20)
CTX = Context(SITE, "https://clinic.example")


def comment(identifier="1", **fields):
    fields = {"author": "Wenna Pell", "published_at": "2026-01-01T00:00:00+00:00", "text": "Hello", **fields}
    return Comment(url=comment_url(POST, identifier), post_url=POST, id=identifier, **fields)


def stated(identifier="1", status="PUBLISHED", **fields):
    return Statement(comment=comment(identifier, **fields), status=status)


def entity(**fields):
    return {
        "id": "c1",
        "createdDate": "2026-02-01T00:00:00Z",
        "author": {"visitorId": "v1", "authorName": "Odo"},
        **fields,
    }


def read(*entities, **options):
    return comments_from_api({"comments": list(entities)}, POST, **options)


def rich(*nodes):
    return {"richContent": {"nodes": list(nodes)}}


def paragraph(*texts):
    return {"type": "PARAGRAPH", "id": "p", "nodes": [node if isinstance(node, dict) else text(node) for node in texts]}


def text(words, **decoration):
    decorations = [decoration] if decoration else []
    return {"type": "TEXT", "id": "", "nodes": [], "textData": {"text": words, "decorations": decorations}}


# --- the API ---


@pytest.mark.parametrize("post", [p for p in SITE.posts if p.thread][:6], ids=lambda p: p.slug[:20])
def test_an_answer_of_the_replica_is_read_word_by_word(post):
    query = {"appId": BLOG_APP, "contextId": post.internal_id, "resourceId": post.internal_id}
    value = answer(CTX, query | {"cursorPaging.limit": "100", "cursorPaging.repliesLimit": "100"})

    found = {s.comment.id: s.comment for s in comments_from_api(value, POST) if s.status == "PUBLISHED"}

    want = {row["id"]: row for row in comment_truth(post)}
    assert len(found) == min(len(want), 200)
    for key, got in found.items():
        row = want[key]
        assert (got.parent_id, got.text, got.likes) == (row["parent_id"], row["text"], row["likes"])
        assert got.published_at == row["published_at"].replace(".000Z", "+00:00")
        assert got.url == f"{POST}#comment-{key}"


def test_the_date_of_the_comment_is_not_that_of_its_import():
    found = read(entity(commentDate="2016-05-01T10:00:00Z"), entity(id="c2"))

    assert [s.comment.published_at for s in found] == ["2016-05-01T10:00:00+00:00", "2026-02-01T00:00:00+00:00"]


def test_status_and_person_are_kept_for_who_may_see_them():
    found = read(entity(status="PENDING", author={"memberId": "m1"}), entity(id="c2", author={}))

    assert [(s.status, s.person, s.comment.author) for s in found] == [
        ("PENDING", "m1", None),
        ("PUBLISHED", None, None),
    ]


def test_a_member_without_a_name_gets_it_from_who_is_known():
    [known] = read(entity(author={"memberId": "m1"}), names={"m1": "Dr. Ashdale"})

    assert known.comment.author == "Dr. Ashdale"


def test_links_mentions_lists_and_pictures_stay_in_the_text():
    link = text("our leaflet", type="LINK", linkData={"link": {"url": "https://a.example/x"}})
    mention = text("@Odo Brandt", type="MENTION", mentionData={"name": "Odo Brandt", "slug": "odo"})
    bullets = {
        "type": "BULLETED_LIST",
        "nodes": [{"type": "LIST_ITEM", "nodes": [paragraph(t)]} for t in ("one", "two")],
    }
    image = {"type": "IMAGE", "imageData": {"image": {"src": {"id": "ab_12~mv2.jpg"}}}}
    bare = text("a.example/y", type="LINK", linkData={"link": {"url": "https://a.example/y"}})

    [found] = read(entity(content=rich(paragraph(mention, " see ", link, " 🌿\nor ", bare), bullets, image)))

    assert found.comment.text == (
        "@Odo Brandt see our leaflet (https://a.example/x) 🌿\nor a.example/y\n\n- one\n- two\n\n"
        "[image: https://static.wixstatic.com/media/ab_12~mv2.jpg]"
    )
    assert found.mentions == ("Odo Brandt",)
    assert [issue.code for issue in found.comment.issues] == ["media-in-comment"]


def test_attachments_are_named():
    content = {
        "attachments": [
            {"image": {"id": "wix:image://v1/ab_12~mv2.png/x.png"}},
            {"document": {"url": "https://a.example/d.pdf"}},
        ]
    }

    [found] = read(entity(content=content))

    assert found.comment.text == (
        "[image: https://static.wixstatic.com/media/ab_12~mv2.png]\n\n[document: https://a.example/d.pdf]"
    )
    assert "2 picture" in found.comment.issues[0].message


@pytest.mark.parametrize(
    ("summary", "likes"),
    [
        ({}, None),
        ({"reactionSummary": {"total": 0}}, 0),
        ({"reactionSummary": {"total": 0}, "voteSummary": {"upvoteCount": 3}}, 3),
        ({"reactionSummary": {"total": True}, "voteSummary": {"upvoteCount": -1}}, None),
    ],
    ids=["none", "zero", "votes", "nonsense"],
)
def test_likes(summary, likes):
    assert read(entity(**summary))[0].comment.likes == likes


def test_a_reply_without_parent_belongs_where_the_answer_groups_it():
    value = {"comments": [], "commentReplies": {"top": {"replies": [entity()]}}}

    assert comments_from_api(value, POST)[0].comment.parent_id == "top"


def test_cursors_of_comments_and_replies_are_found_unless_the_list_ends():
    page = {"cursors": {"next": "more"}, "hasNext": True}
    ended = {"cursors": {"next": "end"}, "hasNext": False}
    value = {
        "pagingMetadata": page,
        "commentReplies": {"a": {"pagingMetadata": {"cursors": {"next": "r"}}}, "b": {"pagingMetadata": ended}},
    }

    assert cursors_of(value) == ("more", "r")


@pytest.mark.parametrize("value", [None, [], {}, {"comments": {}}, {"message": "Forbidden"}, "comments"], ids=repr)
def test_what_is_no_list_is_no_answer(value):
    assert not is_answer(value)


def test_an_empty_list_is_an_answer():
    assert is_answer({"comments": []})


KEYS = (
    "comments", "commentReplies", "replies", "id", "content", "richContent", "nodes", "type", "textData", "text",
    "decorations", "author", "memberId", "authorName", "parentComment", "status", "commentDate", "reactionSummary",
    "total", "pagingMetadata", "cursors", "next", "attachments", "image", "url",
)  # fmt: skip


@given(json_with(*KEYS), st.lists(json_with(*KEYS), max_size=3))
def test_no_json_raises_and_everything_read_can_be_stored(value, entries):
    for payload in (value, {"comments": entries}, {"comments": [{"id": "1", **e} for e in entries]}):
        found = comments_from_api(payload, POST)

        assert isinstance(is_answer(payload), bool)
        assert all(isinstance(cursor, str) and cursor for cursor in cursors_of(payload))
        for statement in merged(found, ()):
            assert statement.comment.id
            assert statement.comment.url.startswith(f"{POST}#comment-")
            json.dumps(statement.comment.text)


# --- both in one ---


def test_the_api_wins_and_the_page_fills_its_gaps():
    api = stated(author=None, likes=2, text="All of it")
    page = stated(
        author="Perpetua Lund",
        text="All",
        published_at=None,
        issues=(Issue(field="text", code="cut-off", message="m"),),
    )

    [found] = merged([api], [page])

    assert (found.comment.author, found.comment.text, found.comment.likes) == ("Perpetua Lund", "All of it", 2)
    assert found.comment.issues == ()


def test_a_text_that_only_the_page_has_keeps_its_issue():
    cut = Issue(field="text", code="cut-off", message="m")

    [found] = merged([stated(text=None)], [stated(text="All", issues=(cut,))])

    assert found.comment.issues == (cut,)


def test_what_is_not_public_stays_out_even_if_a_page_still_shows_it():
    found = merged([stated("1", "HIDDEN"), stated("2")], [stated("1"), stated("3")])

    assert [s.comment.id for s in found] == ["2", "3"]


def test_a_reply_whose_parent_is_gone_keeps_its_parent_and_says_so():
    found = merged(
        [stated("1", "DELETED"), stated("2", parent_id="1"), stated("3", parent_id="9"), stated("4", parent_id="2")], ()
    )

    assert [s.comment.parent_id for s in found] == ["1", "9", "2"]
    assert [[i.code for i in s.comment.issues] for s in found] == [["orphan-reply"], ["orphan-reply"], []]
    assert "deleted" in found[0].comment.issues[0].message


def test_a_comment_without_a_name_says_so():
    [found] = merged([stated(author=None)], ())

    assert [(i.field, i.code) for i in found.comment.issues] == [("author", "author-unknown")]


def test_order_is_that_of_time_whoever_comes_first():
    one, two, undated = (
        stated("b"),
        stated("a", published_at="2026-01-02T00:00:00+00:00"),
        stated("0", published_at=None),
    )

    assert [s.comment.id for s in merged([undated, two, one], ())] == ["b", "a", "0"]


@pytest.mark.parametrize(
    ("count", "had", "says"),
    [
        (12, 10, "the page says 12 comments, 10 could be had: no route"),
        (12, 12, None),
        (3, 5, None),
        (None, 0, None),
        (0, 0, None),
    ],
)
def test_the_count_is_compared_with_what_came(count, had, says):
    issue = missing_issue(count, had, "no route")

    assert (issue and issue.message) == says
    assert issue is None or (issue.field, issue.code) == ("comments", "comments-missing")
