"""Rendered view, comment and like counters of a post, told apart from placeholders.

Wix facts (captures of 2021 to 2026): up to February 2023, and on degraded pages, every post page says
"0 views, 0 comments"; from July 2025 the boxes are empty skeletons. So a zero is believed only where
another counter of the same post is above zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.extraction.values import parse_count

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# "comment" in the languages of Wix's interface; needed only where the owner hides one of the two counters.
_COMMENT_WORD = re.compile(
    r"comm?ent|kommen|koment|коммент|комент|komment|opmerking|reactie|yorum|reaksi|viest|commenti|"
    r"σχόλι|تعليق|תגוב|コメント|留言|评论|評論|則回應|댓글|bình luận|ความคิดเห็น|टिप्पण|мнени",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Counters:
    """Counts that a page really states; ``None`` = placeholder, skeleton or hidden."""

    views: int | None = None
    comments: int | None = None
    likes: int | None = None


def read_counters(stats: HtmlElement | None, like_count: HtmlElement | None) -> Counters:
    """Counters of one post: ``stats`` is its ``post-stats`` box, ``like_count`` its like-count element."""
    views, comments = _stats(stats) if stats is not None else (None, None)
    likes = _likes(like_count) if like_count is not None else None
    if not any((views, comments, likes)):
        return Counters()
    if likes is None and like_count is not None:
        likes = 0  # a like count of zero is not printed
    return Counters(views=views, comments=comments, likes=likes)


def _stats(box: HtmlElement) -> tuple[int | None, int | None]:
    compact = {e.get("data-hook"): e for e in box.iter("div", "span") if "compact" in (e.get("data-hook") or "")}
    if compact:
        return _compact(compact.get("view-count-compact")), _compact(compact.get("comment-count-compact"))
    texts = [text for text in (" ".join(e.itertext()).strip() for e in _outer_spans(box)) if text]
    if len(texts) == 1:
        count = parse_count(texts[0])
        return (None, count) if _COMMENT_WORD.search(texts[0]) else (count, None)
    views, comments = [*texts, "", ""][:2]
    return parse_count(views), parse_count(comments)


def _outer_spans(box: HtmlElement) -> list[HtmlElement]:
    """The spans of ``box`` that stand in no other span of it, in order."""
    found, stack = [], list(reversed(box))
    while stack:
        node = stack.pop()
        if node.tag == "span":
            found.append(node)
        else:
            stack.extend(reversed(node))
    return found


def _compact(element: HtmlElement | None) -> int | None:
    if element is None:
        return None
    for node in element.iter():
        label = node.get("aria-label") if isinstance(node.tag, str) else None
        count = parse_count(label) if label else None
        if count is not None:
            return count
    return parse_count(" ".join(element.itertext()))


def _likes(element: HtmlElement) -> int | None:
    return parse_count(" ".join(element.itertext()))
