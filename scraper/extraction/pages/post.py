"""A post page of any era."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from scraper.extraction import head
from scraper.extraction.bio import find_bio
from scraper.extraction.body import read_post_body, viewer_links
from scraper.extraction.counters import Counters
from scraper.extraction.draft import read_draft
from scraper.extraction.media_urls import original_url
from scraper.extraction.pages.post_sources import PostSources
from scraper.extraction.post_data import Cover, labels
from scraper.extraction.ricos import read_ricos
from scraper.extraction.sources import Choice, choose
from scraper.extraction.values import clean_text, parse_instant
from scraper.extraction.vocabulary import EMPTY_BODY, Body
from scraper.items import Issue, Link, Post
from scraper.urls import canonical_url


@dataclass(frozen=True)
class PostPage(PostSources):
    """One fetched post page: a property a field, each with its sources in order."""

    @cached_property
    def title(self) -> Choice[str]:
        return choose(
            "title",
            ("owner api", self.owner_api.title),
            ("h1", self.article.title),
            ("json-ld", _text(self.json_ld.get("headline"))),
            ("api", self.api.title),
            ("warm-up", self.embedded.title),
            ("list", self.listed.title),
            ("og:title", _text(self.document.head.get("og:title")) if self.is_genuine else None),
            same=_same_title,
        )

    @cached_property
    def published_at(self) -> Choice[str]:
        return choose(
            "published_at",
            ("owner api", self.owner_api.published_at),
            ("meta", _instant(self.document.head.get("article:published_time"))),
            ("json-ld", _instant(self.json_ld.get("datePublished"))),
            ("api", self.api.published_at),
            ("warm-up", self.embedded.published_at),
            ("list", self.listed.published_at),
            ("shown", self.article.published_at if not self.is_genuine else None),
            same=_same_second,
        )

    @cached_property
    def modified_at(self) -> Choice[str]:
        return choose(
            "modified_at",
            ("owner api", self.owner_api.modified_at),
            ("meta", _instant(self.document.head.get("article:modified_time"))),
            ("json-ld", _instant(self.json_ld.get("dateModified"))),
            ("api", self.api.modified_at),
            ("warm-up", self.embedded.modified_at),
            ("list", self.listed.modified_at),
            same=_same_second,
        )

    @cached_property
    def author(self) -> Choice[str]:
        return choose(
            "author",
            ("owner api", self.owner_api.author),
            ("json-ld", _text(_person(self.json_ld).get("name"))),
            ("api", self.api.author),
            ("warm-up", self.embedded.author),
            ("user-name", self.article.author),
            ("meta", _text(self.document.head.get("article:author"))),
            ("list", self.listed.author),
        )

    @cached_property
    def author_url(self) -> Choice[str]:
        stated = _person(self.json_ld).get("url")
        # Wix has been seen to leave its own template unresolved: …/profile/{userName}/profile
        usable = isinstance(stated, str) and stated.startswith("http") and "{" not in stated
        return choose(
            "author_url",
            ("json-ld", canonical_url(str(stated)) if usable else None),
            ("profile-link", self.article.author_url),
            same=lambda _a, _b: True,  # the same profile under its slug and under its GUID
        )

    @cached_property
    def cover(self) -> Choice[Cover]:
        image = self.document.head.get("og:image") if self.is_genuine else None
        shared = original_url(image) if image else None
        return choose(
            "cover_image",
            ("owner api", self.owner_api.cover),
            ("api", self.api.cover),
            ("warm-up", self.embedded.cover),
            ("hero", self.article.cover),
            ("list", self.listed.cover),
            ("og:image", Cover(url=shared) if shared else None),
            same=lambda a, b: a.url == b.url or self.listed.cover is b,
        )

    @cached_property
    def counters(self) -> dict[str, Choice[int]]:
        """Counters by WIX facts 5.1 and 7: both APIs, warm-up, the page's own number, a list that shows the post."""
        shown = self.article.counters if self.is_genuine else Counters()
        return {
            name: choose(
                name,
                ("owner api", getattr(self.owner_api, name)),
                ("api", getattr(self.api, name)),
                ("warm-up", getattr(self.embedded, name)),
                ("page", getattr(shown, name)),
                ("list", getattr(self.listed, name)),
                same=lambda _a, _b: True,  # counters move between two requests
            )
            for name in ("views", "comments", "likes")
        }

    @cached_property
    def minutes_to_read(self) -> Choice[int]:
        return choose(
            "minutes_to_read",
            ("owner api", self.owner_api.minutes_to_read),
            ("api", self.api.minutes_to_read),
            ("warm-up", self.embedded.minutes_to_read),
            ("page", self.article.minutes_to_read),
            ("list", self.listed.minutes_to_read),
            same=lambda _a, _b: True,
        )

    @cached_property
    def categories(self) -> Choice[tuple[str, ...]]:
        return self._terms("categories", "/categories/", "/category/")

    @cached_property
    def tags(self) -> Choice[tuple[str, ...]]:
        return self._terms("tags", "/tags/")

    def _terms(self, kind: str, *marks: str) -> Choice[tuple[str, ...]]:
        return choose(
            kind,
            ("owner api", labels(getattr(self.owner_api, kind))),
            ("api", labels(getattr(self.api, kind))),
            ("warm-up", labels(getattr(self.embedded, kind))),
            ("page", self.article.terms(*marks) or None),
            ("list", labels(getattr(self.listed, kind))),
            same=lambda a, b: set(a) == set(b) or not b,
        )

    @cached_property
    def body(self) -> Choice[Body]:
        """The body from data where the API or the page carries it, else from the rendered page."""
        for name, data in (("owner api", self.owner_api), ("api", self.api), ("warm-up", self.embedded)):
            if data.paywalled and data is not self.owner_api:
                continue  # such data holds a preview; the rendered page shows at least as much
            if data.rich_content:
                body = read_ricos(data.rich_content, base_url=self.url, viewer_links=self._viewer_links)
                return Choice(body, f"{name} ricos")
            if data.draft_content:
                body = read_draft(data.draft_content, base_url=self.url, viewer_links=self._viewer_links)
                return Choice(body, f"{name} draft.js")
        if self.article.description is not None:
            return Choice(read_post_body(self.article.description, base_url=self.url), "dom")
        return Choice(EMPTY_BODY, None)

    @cached_property
    def _viewer_links(self) -> dict[str, str]:
        # The data holds hashtags as plain text; only the rendered page knows where they lead.
        shown = self.article.description
        return viewer_links(shown, base_url=self.url) if shown is not None else {}

    @cached_property
    def translations(self) -> tuple[Link, ...]:
        """The post in other languages: by Wix's data, else by hreflang; a language copy's hreflang repeats itself."""
        stated = tuple(Link(title=code, url=url) for code, url in self._data("translations") or ())
        return stated or (head.translations(self.document, self.url) if self.is_genuine else ())

    @cached_property
    def biography(self) -> tuple[str, str] | None:
        """``(name, text)`` of a biography inside the body: of a known person, else of anyone with a title."""
        return find_bio((self.body.value or EMPTY_BODY).html, (*self.names, self.author.value or ""))

    def to_item(self) -> Post:
        """The post as a record, with the winning source of each field and all disagreements."""
        choices: dict[str, Choice[Any]] = {
            "title": self.title,
            "published_at": self.published_at,
            "modified_at": self.modified_at,
            "author": self.author,
            "author_url": self.author_url,
            "cover_image": self.cover,
            "categories": self.categories,
            "tags": self.tags,
            "minutes_to_read": self.minutes_to_read,
            "body_html": self.body,
            **self.counters,
        }
        post = Post(
            url=self.url,
            fetched_at=self.document.fetched_at,
            issues=self._issues(choices),
            title=self.title.value,
            slug=self.slug,
            language=self._data("language") or self.document.language,
            direction=head.direction(self.document),
            published_at=self.published_at.value,
            modified_at=self.modified_at.value,
            author=self.author.value,
            author_url=self.author_url.value,
            author_bio=self.biography[1] if self.biography else None,
            excerpt=self._data("excerpt") or self.seo.description or self.seo.og_description,
            categories=self.categories.value or (),
            tags=self.tags.value or (),
            views=self.counters["views"].value,
            comments=self.counters["comments"].value,
            likes=self.counters["likes"].value,
            minutes_to_read=self.minutes_to_read.value,
            pinned=self._data("pinned"),
            featured=self._data("featured"),
            post_id=self.post_id,
            internal_id=self._data("internal_id"),
            translations=self.translations,
            recent_posts=self.article.recent_posts,
            seo=self.seo,
            contacts=self.contacts,
            sources={name: choice.source for name, choice in choices.items() if choice.source},
        )
        return self._with_body(post)

    def _with_body(self, post: Post) -> Post:
        body, cover = self.body.value or EMPTY_BODY, self.cover.value
        return replace(
            post,
            body_html=body.html,
            body_text=body.text,
            cover_image=cover.url if cover else None,
            cover_alt=cover.alt if cover else None,
            cover_displayed=cover.displayed if cover else None,
            images=tuple(dict.fromkeys(image.url for image in body.images)),
            videos=tuple(dict.fromkeys(video.url for video in body.videos)),
            files=tuple(dict.fromkeys(file.url for file in body.files)),
            embeds=body.embeds,
            links=body.links,
            hashtags=tuple(dict.fromkeys((*body.hashtags, *(self._data("hashtags") or ())))),
            fidelity=body.fidelity,
        )

    def _issues(self, choices: dict[str, Choice[Any]]) -> tuple[Issue, ...]:
        found = [issue for choice in choices.values() for issue in choice.issues]
        if self.published_at.source == "shown":
            text = "only the visible date says when it was published; the time of day is unknown"
            found.append(Issue(field="published_at", code="date-from-visible-text", message=text))
        if not self.is_genuine:
            text = "Wix answered with a reduced page (no publication time, no JSON-LD): fetch it again later"
            found.append(Issue(field="", code="degraded-page", message=text))
        paywalled = any(data.paywalled for data in (self.owner_api, self.api, self.embedded))
        if paywalled and not (self.body.source or "").startswith("owner api"):
            text = "the post is for paying members: only its public part can be had"
            found.append(Issue(field="body_html", code="paywalled", message=text))
        return (*found, *(self.body.value or EMPTY_BODY).issues)


def _text(value: Any) -> str | None:
    return clean_text(value) or None if isinstance(value, str) else None


def _instant(value: Any) -> str | None:
    return parse_instant(value) if isinstance(value, str) else None


def _person(entry: dict[str, Any]) -> dict[str, Any]:
    person = entry.get("author")
    if isinstance(person, list) and person:
        person = person[0]
    return person if isinstance(person, dict) else {}


def _same_title(a: str, b: str) -> bool:
    # og:title is often "Title | Site", and the feed drops emoji: only a real difference counts.
    plain_a, plain_b = ("".join(c for c in t.casefold() if c.isalnum()) for t in (a, b))
    return plain_a in plain_b or plain_b in plain_a


def _same_second(a: str, b: str) -> bool:
    # The visible date says the day only.
    precision = min(19, len(a), len(b))
    return a[:precision] == b[:precision]
