"""What a post page is, and where its facts stand: the page, its embedded data, lists, the page API, the owner's API."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scraper.extraction import head, warmup
from scraper.extraction.article import Article
from scraper.extraction.document import types_of
from scraper.extraction.post_data import PostData
from scraper.extraction.post_lists import embedded_post
from scraper.urls import canonical_url, slug_of

if TYPE_CHECKING:
    from scraper.extraction.document import Document
    from scraper.items import Seo


@dataclass(frozen=True)
class PostSources:
    """One fetched post page with what lists (``listed``), the page API (``api``) and the owner's say of the same post.

    ``names``: people whose biographies may stand inside posts; ``contacts``: values found on this page.
    """

    document: Document
    base: str
    listed: PostData = field(default_factory=PostData)
    api: PostData = field(default_factory=PostData)
    owner_api: PostData = field(default_factory=PostData)
    names: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()

    @cached_property
    def url(self) -> str:
        """The address fetched: on Wix every post answers at its own canonical address."""
        return canonical_url(self.document.url)

    @cached_property
    def slug(self) -> str:
        return slug_of(self.url)

    @cached_property
    def article(self) -> Article:
        """What the page shows."""
        return Article(self.document)

    @cached_property
    def embedded(self) -> PostData:
        """The post as data inside the page, empty where the era carries none."""
        return embedded_post(self.document, self.base) or PostData()

    @cached_property
    def json_ld(self) -> dict[str, Any]:
        """The page's ``BlogPosting``; ``{}`` where there is none."""
        kinds = {"BlogPosting", "Article", "NewsArticle"}
        return next((entry for entry in self.document.json_ld if kinds.intersection(types_of(entry))), {})

    @cached_property
    def is_post(self) -> bool:
        """True if the page holds a post's body, rendered or as data; False for an empty shell or a forum."""
        if any("DiscussionForumPosting" in types_of(entry) for entry in self.document.json_ld):
            return False
        return self.article.description is not None or any(
            data.rich_content or data.draft_content for data in (self.owner_api, self.api, self.embedded)
        )

    @cached_property
    def names_itself_post(self) -> bool:
        """True if the page calls itself a blog post although its address does not look like one."""
        return self.document.head.get("og:type") == "article" and bool(self.json_ld) and self.is_post

    @cached_property
    def is_genuine(self) -> bool:
        """False on degraded pages and language traps: neither publication time nor JSON-LD (WIX facts, 1.6)."""
        return bool(self.document.head.get("article:published_time") or self.json_ld or self.embedded.published_at)

    @cached_property
    def post_id(self) -> str | None:
        stated = (
            self.owner_api.post_id,
            self.api.post_id,
            self.embedded.post_id,
            warmup.post_guid(self.document, self.slug),
        )
        return next((i for i in (*stated, self.article.post_id, self.listed.post_id) if i), None)

    @cached_property
    def owner(self) -> tuple[str, str] | None:
        """Wix's id and the name of the author, where one source states both."""
        sources = (self.owner_api, self.api, self.embedded, self.listed)
        return next(((d.author_id, d.author) for d in sources if d.author_id and d.author), None)

    @cached_property
    def seo(self) -> Seo:
        return head.read_seo(self.document)

    def _data(self, name: str) -> Any:
        values = (getattr(data, name) for data in (self.owner_api, self.api, self.embedded, self.listed))
        return next((value for value in values if value not in (None, ())), None)
