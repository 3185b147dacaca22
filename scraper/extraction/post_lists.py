"""Posts and lists of posts that a page carries as data, whatever its era."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scraper.extraction import warmup
from scraper.extraction.post_dialects import from_adapter, from_legacy, from_page_answer, integer, terms_of
from scraper.extraction.warmup import dicts, dig

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.extraction.document import Document
    from scraper.extraction.post_data import PostData, Term


def embedded_post(document: Document, base: str) -> PostData | None:
    """The post that the page itself carries as data: warm-up of 2024, or the page state of 2021."""
    embedded = warmup.post_page(document)
    if embedded:
        page, metadata = embedded
        return from_page_answer(page, metadata, base)
    for state in warmup.bolt_states(document):
        posts = [post for post in state["posts"].values() if isinstance(post, dict) and post.get("content")]
        if len(posts) == 1:
            terms = terms_of(state.get("categories"), base) | terms_of(state.get("tags"), base)
            return from_legacy(posts[0], terms=terms, base=base)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostList:
    """One list of posts: what a feed page, a post-list widget or a page API answer says."""

    posts: tuple[PostData, ...]
    terms: tuple[tuple[str, Term], ...]
    """``("category" | "tag", term)`` in the site's order."""
    total: int | None
    page_size: int | None
    everything: bool
    """True if the list is the blog's own feed, so that ``total`` counts all posts (of the language)."""

    def without_bodies(self) -> PostList:
        """The same list without the posts' bodies: what a crawl remembers of it."""
        return replace(self, posts=tuple(replace(p, rich_content=None, draft_content=None) for p in self.posts))


def embedded_lists(document: Document, base: str) -> Iterator[PostList]:
    """Every list of posts that the page carries as data, whatever its era."""
    for key, page, metadata in warmup.feed_pages(document):
        yield from_feed_answer(page, metadata, base, everything=key.startswith("feed-page-") and _all_posts(key))
    for value in warmup.blog_data(document).values():
        body = dig(value, "posts", "body")
        if isinstance(body, list):
            posts = tuple(from_legacy(post, terms={}, base=base) for post in dicts(body))
            yield PostList(posts=posts, terms=(), total=None, page_size=None, everything=False)
    for state in warmup.bolt_states(document):
        yield _bolt_list(state, base)


def _all_posts(key: str) -> bool:
    try:
        query = json.loads(key[key.index("{") :])
    except (ValueError, RecursionError):
        return False
    return bool(dig(query, "feed", "type") == "ALL_POSTS")


def from_feed_answer(page: dict[str, Any], metadata: dict[str, Any], base: str, *, everything: bool) -> PostList:
    """A ``postFeedPage`` object with its ``postFeedMetadataPage`` (may be empty)."""
    categories, tags = terms_of(page.get("categories"), base), terms_of(page.get("tags"), base)
    metrics = metadata.get("postMetrics")
    metrics = metrics if isinstance(metrics, dict) else {}
    paging = dig(page, "posts", "pagingMetaData") or dig(page, "posts", "metaData")
    posts = tuple(
        from_adapter(post, terms=categories | tags, metrics=dig(metrics, str(post.get("id"))), base=base)
        for post in dicts(dig(page, "posts", "posts"))
    )
    return PostList(
        posts=posts,
        terms=_labelled(categories, tags),
        total=integer(dig(paging, "total")),
        page_size=integer(dig(paging, "count")),
        everything=everything,
    )


def _bolt_list(state: dict[str, Any], base: str) -> PostList:
    categories, tags = terms_of(state.get("categories"), base), terms_of(state.get("tags"), base)
    counters = state.get("postCounters")
    posts = []
    for key, post in state["posts"].items():
        if isinstance(post, dict):
            counted = dig(counters, key)
            merged = {**post, **counted} if isinstance(counted, dict) else post
            posts.append(from_legacy(merged, terms=categories | tags, base=base))
    paging = dig(state, "pagination", "posts")
    return PostList(
        posts=tuple(posts),
        terms=_labelled(categories, tags),
        total=integer(dig(paging, "entityCount")),
        page_size=integer(dig(paging, "pageSize")),
        everything=integer(dig(paging, "entityCount")) is not None,
    )


def _labelled(categories: dict[str, Term], tags: dict[str, Term]) -> tuple[tuple[str, Term], ...]:
    pairs = [("category", term) for term in categories.values()] + [("tag", term) for term in tags.values()]
    return tuple(dict.fromkeys(pairs))
