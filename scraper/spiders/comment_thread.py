"""What is known of the comments of one post while they are asked for."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scraper.extraction.comments import comments_from_api, cursors_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scraper.extraction.comments import Statement
    from scraper.items import Post


@dataclass
class Thread:
    """One post, its page's comments and the answers so far; the post's page is not held."""

    post: Post
    page: tuple[Statement, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    said: dict[str, Statement] = field(default_factory=dict)
    cursors: deque[str] = field(default_factory=deque)
    known: set[str] = field(default_factory=set)
    """Cursors that were asked for or wait."""
    refused: set[str] = field(default_factory=set)
    """Routes of an archive that hold no answer for this post."""
    why: str = ""
    """Why there may be more."""

    def take(self, payload: Any, when: str | None) -> None:
        """Note an answer; where it says nothing new, its cursors are not followed."""
        told = comments_from_api(payload, self.post.url, names=self.names, fetched_at=when)
        news = [s for s in told if s.comment.id not in self.said]
        self.said |= {s.comment.id: s for s in news}
        for cursor in cursors_of(payload) if news else ():
            if cursor not in self.known:
                self.known.add(cursor)
                self.cursors.append(cursor)
