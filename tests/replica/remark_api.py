"""The comments service on the site's own host: lists by resource, cursors for comments and for replies."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from tests.replica import ids
from tests.replica.site import BLOG_APP

if TYPE_CHECKING:
    from tests.replica.blocks import Run
    from tests.replica.model import Post
    from tests.replica.remarks import Remark
    from tests.replica.site import Context

Json = dict[str, Any]
LARGEST_PAGE = 100
_DEFAULT_PAGE = 20


class MalformedError(ValueError):
    """The query is not one that the service understands."""


def answer(ctx: Context, query: dict[str, str], *, posts: tuple[Post, ...] = (), everything: bool = False) -> Json:
    """What the service says to ``list-by-resource``; raises :class:`MalformedError`.

    ``everything``: to the owner, with what is hidden, waits or was deleted; ``posts``: more than the public ones.
    """
    resource = query.get("resourceId", "")
    if query.get("appId") != BLOG_APP or not resource or query.get("contextId") != resource:
        raise MalformedError("appId, contextId and resourceId are required")
    size, replies = _limit(query, "cursorPaging.limit", 1), _limit(query, "cursorPaging.repliesLimit", 0)
    post = next((p for p in (*ctx.site.posts, *posts) if p.internal_id == resource), None)
    remarks = post.thread if post else ()
    cursor = _read(query.get("cursorPaging.cursor", ""))
    if post is None:
        return {"comments": [], "pagingMetadata": {"count": 0, "cursors": {}, "hasNext": False}, "commentReplies": {}}
    if cursor.get("top"):
        return {
            "comments": [],
            "commentReplies": {cursor["top"]: _replies(ctx, post, cursor["top"], cursor["at"], size, everything)},
        }
    tops = [r for r in remarks if not r.parent and (everything or r.public or _is_tombstone(r, remarks))]
    start = cursor.get("at", 0)
    shown = tops[start : start + size]
    found = {r.id: _replies(ctx, post, r.id, 0, replies, everything) for r in shown}
    return {
        "comments": [_entity(ctx, post, r, everything) for r in shown],
        "pagingMetadata": _paging(len(shown), start + size < len(tops), {"at": start + size}),
        "commentReplies": {key: value for key, value in found.items() if value["replies"]},
    }


def _limit(query: dict[str, str], name: str, least: int) -> int:
    text = query.get(name, str(_DEFAULT_PAGE if least else 0))
    if not text.isdecimal() or not least <= int(text) <= LARGEST_PAGE:
        raise MalformedError(f"{name} must be between {least} and {LARGEST_PAGE}")
    return int(text)


def _read(cursor: str) -> Json:
    try:
        return dict(json.loads(base64.b64decode(cursor, validate=True))) if cursor else {}
    except ValueError as error:
        raise MalformedError("no such cursor") from error


def _paging(count: int, more: bool, place: Json) -> Json:
    cursor = base64.b64encode(json.dumps(place).encode()).decode()
    return {"count": count, "cursors": {"next": cursor} if more else {}, "hasNext": more}


def _is_tombstone(remark: Remark, remarks: tuple[Remark, ...]) -> bool:
    """A deleted comment stays as an empty place while somebody's answer hangs on it."""
    return remark.status == "DELETED" and any(r.parent == remark.id and r.public for r in remarks)


def _replies(ctx: Context, post: Post, top: str, start: int, size: int, everything: bool) -> Json:
    found = [r for r in post.thread if r.parent == top and (everything or r.public)]
    shown = found[start : start + size]
    place = {"top": top, "at": start + size}
    return {
        "replies": [_entity(ctx, post, r, everything) for r in shown],
        "pagingMetadata": _paging(len(shown), start + size < len(found), place),
    }


def _entity(ctx: Context, post: Post, remark: Remark, everything: bool) -> Json:
    author: Json = {"memberId" if remark.member else "visitorId": remark.person}
    if remark.named and remark.public:
        author["authorName"] = remark.author
    entity: Json = {
        "id": remark.id, "revision": "1", "createdDate": remark.published, "updatedDate": remark.published,
        "commentDate": remark.published, "appId": BLOG_APP, "contextId": post.internal_id,
        "resourceId": post.internal_id, "author": author, "status": remark.status, "marked": False,
        "replyCount": sum(r.parent == remark.id and r.public for r in post.thread),
        "reactionSummary": {"total": remark.likes, "reactionCodeCount": {":like:": remark.likes}},
        "contentEdited": False,
    }  # fmt: skip
    if everything or remark.public:
        entity["content"] = {"richContent": document(ctx, remark), "mentions": [], "attachments": []}
    if remark.parent:
        entity["parentComment"] = {"id": remark.parent}
    return entity


def document(ctx: Context, remark: Remark) -> Json:
    """The text as a Ricos document."""
    nodes = [
        {"type": "PARAGRAPH", "id": ids.node_id(remark.id, place), "nodes": [_text(ctx, run) for run in runs],
         "paragraphData": {}}
        for place, runs in enumerate(remark.paragraphs)
    ]  # fmt: skip
    if remark.mention:
        data = {"name": remark.mention, "slug": "somebody"}
        said = {"text": f"@{remark.mention}", "decorations": [{"type": "MENTION", "mentionData": data}]}
        nodes[0]["nodes"] = [_node(said), _node({"text": " ", "decorations": []}), *nodes[0]["nodes"]]
    if remark.picture:
        image = {"src": {"id": remark.picture.id}, "width": remark.picture.width, "height": remark.picture.height}
        nodes.append({"type": "IMAGE", "id": ids.node_id(remark.id, "image"), "nodes": [],
                      "imageData": {"image": image}})  # fmt: skip
    return {"nodes": nodes, "metadata": {"version": 1}, "documentStyle": {}}


def _text(ctx: Context, run: Run) -> Json:
    link = {"type": "LINK", "linkData": {"link": {"url": ctx.url(run.href), "target": "BLANK"}}}
    return _node({"text": run.text, "decorations": [link] if run.href else []})


def _node(data: Json) -> Json:
    return {"type": "TEXT", "id": "", "nodes": [], "textData": data}
