"""Comments of a post: what the comments API states, and both sources in one.

WIX facts, 5.4, and the typings of Wix's own client (``@wix/auto_sdk_comments_comments``): a list answer is
``{comments, commentReplies: {<comment id>: {replies, pagingMetadata}}, pagingMetadata}``; a comment is ``{id,
commentDate, createdDate, content: {richContent, attachments}, author, parentComment: {id}, reactionSummary,
voteSummary, status}``. Nothing here raises, whatever the JSON holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from scraper.extraction.comment_text import media_count, media_issue, plain_text
from scraper.extraction.media_urls import original_url
from scraper.extraction.ricos import read_ricos
from scraper.extraction.ricos_text import decoration_type
from scraper.extraction.ricos_values import child_nodes, data_of
from scraper.extraction.values import clean_text, parse_instant
from scraper.extraction.vocabulary import EMPTY_BODY
from scraper.extraction.warmup import dicts, dig
from scraper.items import Comment, Issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PUBLISHED = "PUBLISHED"
_PEOPLE = ("memberId", "userId", "visitorId")
_NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A comment as a source states it, with what its record has no place for."""

    comment: Comment
    status: str = PUBLISHED
    """``PUBLISHED``, ``PENDING``, ``HIDDEN`` or ``DELETED``; the public list holds published ones."""
    person: str | None = None
    """Wix's id of who wrote it. It tells persons apart and is never exported."""
    member: bool = False
    """True if ``person`` is a member of the site, of whom the API often states no name."""
    mentions: tuple[str, ...] = ()
    """Names of the people whom the text addresses."""


def comment_url(post_url: str, comment_id: str) -> str:
    """The key of a comment's record: the post with the place where its page shows the comment."""
    return f"{post_url}#comment-{quote(comment_id, safe='')}"


# --- what the API states ---


def is_answer(payload: Any) -> bool:
    """True if ``payload`` is a list of comments, an empty one included."""
    return isinstance(dig(payload, "comments"), list) or isinstance(dig(payload, "commentReplies"), dict)


def comments_from_api(
    payload: Any, post_url: str, *, names: Mapping[str, str] = _NOBODY, fetched_at: str | None = None
) -> tuple[Statement, ...]:
    """All comments and replies of one answer, with their status, in the answer's order.

    ``names``: Wix's ids of people -> their names. The API names guests, but of members often states the id alone.
    """
    found = []
    for entry, top in _entries(payload):
        statement = _statement(entry, top, post_url, names, fetched_at)
        if statement:
            found.append(statement)
    return tuple(found)


def cursors_of(payload: Any) -> tuple[str, ...]:
    """The cursors of further comments and of further replies that an answer names."""
    replies = dig(payload, "commentReplies")
    lists = [payload, *(replies.values() if isinstance(replies, dict) else ())]
    pages = (dig(entry, "pagingMetadata") for entry in lists)
    found = (dig(page, "cursors", "next") for page in pages if dig(page, "hasNext") is not False)
    return tuple(dict.fromkeys(cursor for cursor in found if isinstance(cursor, str) and cursor))


def _entries(payload: Any) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Each comment with the id under which its answer groups it."""
    for entry in dicts(dig(payload, "comments")):
        yield entry, None
    replies = dig(payload, "commentReplies")
    for top, holder in replies.items() if isinstance(replies, dict) else ():
        for entry in dicts(dig(holder, "replies")):
            yield entry, top


def _statement(
    entry: dict[str, Any], top: str | None, post_url: str, names: Mapping[str, str], fetched_at: str | None
) -> Statement | None:
    identifier = _string(entry.get("id"))
    if identifier is None:
        return None
    person = next((i for key in _PEOPLE if (i := _string(dig(entry, "author", key)))), None)
    text, issues = _content(entry.get("content"), post_url)
    comment = Comment(
        url=comment_url(post_url, identifier),
        fetched_at=fetched_at,
        issues=issues,
        post_url=post_url,
        id=identifier,
        parent_id=_string(dig(entry, "parentComment", "id")) or top,
        author=_name(dig(entry, "author", "authorName")) or names.get(person or ""),
        # createdDate is when the row was made, which for imported comments is the import.
        published_at=_instant(entry.get("commentDate")) or _instant(entry.get("createdDate")),
        text=text,
        likes=_likes(entry),
    )
    status = _string(entry.get("status")) or PUBLISHED
    mentions = _mentions(dig(entry, "content", "richContent"))
    member = person is not None and person == _string(dig(entry, "author", "memberId"))
    return Statement(comment=comment, status=status, person=person, member=member, mentions=mentions)


def _mentions(document: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    stack = child_nodes(document) if isinstance(document, dict) else []
    while stack:
        node = stack.pop()
        stack.extend(child_nodes(node))
        for decoration in dicts(data_of(node, "textData").get("decorations")):
            name = _name(dig(decoration, "mentionData", "name"))
            if name and decoration_type(decoration) == "MENTION":
                found[name] = None
    return tuple(found)


def _content(content: Any, post_url: str) -> tuple[str | None, tuple[Issue, ...]]:
    document = dig(content, "richContent")
    body = read_ricos(document, base_url=post_url) if isinstance(document, dict) else EMPTY_BODY
    attached = list(_attachments(dig(content, "attachments")))
    text = "\n\n".join([*filter(None, [plain_text(body)]), *attached]) or None
    issue = media_issue(media_count(body) + len(attached))
    return text, (issue,) if issue else ()


def _attachments(value: Any) -> Iterator[str]:
    for entry in dicts(value):
        for kind in ("image", "video", "audio", "document"):
            address = _string(dig(entry, kind, "url")) or _string(dig(entry, kind, "id"))
            if address:
                yield f"[{kind}: {original_url(address) or address}]"


def _likes(entry: dict[str, Any]) -> int | None:
    """The heart of Wix's widget is a reaction; votes are what older widgets had."""
    stated = (dig(entry, "reactionSummary", "total"), dig(entry, "voteSummary", "upvoteCount"))
    counts = [n for n in stated if isinstance(n, int) and not isinstance(n, bool) and n >= 0]
    return max(counts, default=None)


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    return clean_text(value) or None if isinstance(value, str) else None


def _instant(value: Any) -> str | None:
    return parse_instant(value) if isinstance(value, str) else None


def renamed(statements: Iterable[Statement], names: Mapping[str, str]) -> tuple[Statement, ...]:
    """The same statements; those whose writer they do not name take the name that ``names`` has for the person."""
    return tuple(
        replace(s, comment=replace(s.comment, author=names[s.person or ""]))
        if s.comment.author is None and (s.person or "") in names
        else s
        for s in statements
    )


# --- both sources in one ---


def merged(api: Iterable[Statement], page: Iterable[Statement]) -> tuple[Statement, ...]:
    """The public comments of a post, oldest first; the API wins, the rendered page fills its gaps.

    A reply whose parent is not among them keeps its ``parent_id`` and gets the issue ``orphan-reply``, a comment whose
    writer nothing names ``author-unknown``.
    """
    found = {s.comment.id: s for s in page}
    for statement in api:
        found[statement.comment.id] = _filled(statement, found.get(statement.comment.id))
    public = {key: s for key, s in found.items() if s.status == PUBLISHED}
    order = sorted(public.values(), key=lambda s: (s.comment.published_at or "~", s.comment.id))
    return tuple(replace(s, comment=_judged(s.comment, public, found)) for s in order)


def _filled(api: Statement, page: Statement | None) -> Statement:
    if page is None:
        return api
    mine, other = api.comment, page.comment
    gaps = {
        name: getattr(other, name)
        for name in ("author", "published_at", "text", "likes", "parent_id")
        if getattr(mine, name) is None and getattr(other, name) is not None
    }
    issues = tuple(issue for issue in other.issues if issue.field in gaps)
    return replace(api, comment=replace(mine, **gaps, issues=(*mine.issues, *issues)))


def _judged(comment: Comment, public: Mapping[str, Statement], found: Mapping[str, Statement]) -> Comment:
    issues = list(comment.issues)
    parent = comment.parent_id
    if parent is not None and parent not in public:
        state = found[parent].status.lower() if parent in found else "not to be had"
        text = f"it answers a comment that is {state}: the thread cannot be rebuilt here"
        issues.append(Issue(field="parent_id", code="orphan-reply", message=text))
    if comment.author is None:
        text = "Wix states the id of a member and no name"
        issues.append(Issue(field="author", code="author-unknown", message=text))
    return replace(comment, issues=tuple(dict.fromkeys(issues)))


def missing_issue(stated: int | None, had: int, why: str) -> Issue | None:
    """The issue ``comments-missing`` of a post that counts more comments than could be had; else ``None``."""
    if stated is None or had >= stated:
        return None
    because = f": {why}" if why else ""
    text = f"the page says {stated} comments, {had} could be had{because}"
    return Issue(field="comments", code="comments-missing", message=text)
