"""Pages that list posts: the blog's feed, categories, tags, hashtags, archives, and lists on ordinary pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scraper.extraction.counters import read_counters
from scraper.extraction.post_data import PostData, Term
from scraper.extraction.post_lists import PostList, embedded_lists
from scraper.extraction.values import clean_text, parse_minutes
from scraper.urls import canonical_url, decoded, slug_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scraper.extraction.document import Document

_CARDS = {"post-list-item", "item-container"}


@dataclass(frozen=True)
class FeedPage:
    """Any page of the site, read for the posts, categories and tags that it lists."""

    document: Document
    base: str

    @cached_property
    def lists(self) -> tuple[PostList, ...]:
        """Lists that the page carries as data; ``()`` for rendered-only eras."""
        return tuple(embedded_lists(self.document, self.base))

    @cached_property
    def posts(self) -> tuple[PostData, ...]:
        """Every post listed, as data first, then as rendered cards (for what data leaves out)."""
        return (*(post for entry in self.lists for post in entry.posts), *self.cards)

    @cached_property
    def total(self) -> int | None:
        """How many posts the blog's own feed says it has (in the page's language)."""
        return next((entry.total for entry in self.lists if entry.everything and entry.total is not None), None)

    @cached_property
    def page_count(self) -> int | None:
        """Number of feed pages: the total over the owner's page size, rounded up."""
        for entry in self.lists:
            if entry.total is not None and entry.page_size:
                return -(-entry.total // entry.page_size)
        return None

    @cached_property
    def terms(self) -> tuple[tuple[str, Term], ...]:
        """``("category" | "tag", term)`` of all lists, and of the page's own heading and menu."""
        found: dict[tuple[str, str], tuple[str, Term]] = {}
        for entry in self.lists:
            for kind, term in entry.terms:
                found.setdefault((kind, term.slug), (kind, term))
        for kind, term in self._rendered_terms():
            found.setdefault((kind, term.slug), (kind, term))
        return tuple(found.values())

    def _rendered_terms(self) -> list[tuple[str, Term]]:
        found = []
        for link in self.document.root.iter("a"):
            href = link.get("href") or ""
            kind = next((k for k, mark in (("category", "/categories/"), ("tag", "/tags/")) if mark in href), None)
            address = self.document.absolute(href) if kind else None
            label = clean_text(" ".join(link.itertext())) if address else ""
            if kind and address and label and "${" not in address and "/page/" not in address:
                url = canonical_url(address)
                found.append((kind, Term(term_id=slug_of(url), label=label, slug=slug_of(url), url=url)))
        return found

    @cached_property
    def next_page(self) -> str | None:
        """Target of ``link[rel=next]``, canonical."""
        for link in self.document.head_links("next"):
            address = self.document.absolute(link.get("href") or "")
            return canonical_url(address) if address else None
        return None

    @cached_property
    def cards(self) -> tuple[PostData, ...]:
        """Rendered cards. Old lists are virtualised and show a few of a page's posts only.

        A zero on a card is as likely a placeholder as a fact, so it is not taken.
        """
        found: dict[str, PostData] = {}
        for element in self.document.root.iter("article", "div", "li"):
            if _CARDS.isdisjoint((element.get("data-hook") or "").split()):
                continue
            post = self._card(element)
            if post and post.url and (post.url not in found or post.title):
                found[post.url] = post
        return tuple(found.values())

    def _card(self, card: HtmlElement) -> PostData | None:
        hooks: dict[str, HtmlElement] = {}
        href = None
        for node in card.iter():
            if isinstance(node.tag, str):
                hooks.setdefault(node.get("data-hook") or "", node)
                target = decoded(node.get("href") or "") if node.tag == "a" else ""
                if href is None and ("/post/" in target or "/single-post/" in target):
                    href = node.get("href")
        address = self.document.absolute(href) if href else None
        if not address:
            return None
        url = canonical_url(address)
        title = hooks.get("post-title")
        if title is None:
            title = hooks.get("post-list-item__title")
        minutes = hooks.get("time-to-read")
        counters = read_counters(hooks.get("post-stats"), hooks.get("like-button-with-count__like-count"))
        return PostData(
            url=url,
            slug=slug_of(url),
            title=(clean_text(" ".join(title.itertext())) or None) if title is not None else None,
            views=counters.views or None,
            comments=counters.comments or None,
            likes=counters.likes or None,
            minutes_to_read=parse_minutes(minutes.get("title") or "") if minutes is not None else None,
        )
