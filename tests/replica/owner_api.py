"""Wix's official REST API as far as the crawl uses it: Blog v3, Members v1, Comments v1, for whoever has the key."""

from __future__ import annotations

import json
import time
from collections import deque
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from tests.replica import data, remark_api, ricos
from tests.replica.inline import scope_of

if TYPE_CHECKING:
    from tests.replica.model import Post
    from tests.replica.owner import OwnDraft, Owner
    from tests.replica.site import Context

Json = dict[str, Any]
PREFIXES = ("/blog/v3/", "/members/v1/", "/comments/v1/")
_LARGEST_PAGE = 100
_BY_FIELDSET = {"URL": "url", "INTERNAL_ID": "internalId", "SEO": "seoData", "METRICS": "metrics"}


@dataclass(frozen=True)
class Told:
    """Status, JSON text and headers."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def _told(status: int, value: Any, **headers: str) -> Told:
    return Told(status, json.dumps(value, ensure_ascii=False).encode(), headers)


def _refusal(status: int, message: str, **headers: str) -> Told:
    return _told(status, {"message": message, "details": {}}, **headers)


class OwnerApi:
    """The API of one running site."""

    def __init__(self, ctx: Context, owner: Owner) -> None:
        self.ctx, self.owner = ctx, owner
        self._calls: deque[float] = deque()
        self._lock = Lock()
        self._posts = (*ctx.site.feed, *owner.hidden)
        self._members = {a.guid: (a.name, a.slug) for a in ctx.site.authors}
        talk = [remark for post in self._posts for remark in post.thread if remark.member]
        self._members = {r.person: (r.author, "") for r in talk} | self._members

    def answer(self, method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> Told:
        """The answer to a call below one of :data:`PREFIXES`."""
        refusal = self._refused(path, headers)
        if refusal:
            return refusal
        asked = parse_qs(query)
        told = self._query(path, body) if method == "POST" else self._one(path, asked)
        if _starts(path, self.owner.echoing):
            value = json.loads(told.body) | {"youSent": headers}
            told = Told(told.status, json.dumps(value).encode(), {"X-You-Sent": headers["authorization"]})
        return told

    def _refused(self, path: str, headers: dict[str, str]) -> Told | None:
        owner = self.owner
        if _starts(path, owner.astray):
            return _refusal(302, "elsewhere", Location=f"{owner.elsewhere}{path}")
        if headers.get("authorization") != owner.key:
            return _refusal(401 if "authorization" not in headers else 403, "the key is not known")
        if headers.get("wix-site-id") != owner.site_id or _starts(path, owner.forbidden):
            return _refusal(403, "no permission for this site")
        if self._too_many():
            return _refusal(429, "Rate limit exceeded", **{"Retry-After": "1"})
        if _starts(path, owner.broken):
            return _refusal(500, "Internal Server Error")
        return None

    def _too_many(self) -> bool:
        now = time.monotonic()
        with self._lock:
            while self._calls and self._calls[0] <= now - 60:
                self._calls.popleft()
            if len(self._calls) >= self.owner.calls_a_minute:
                self._calls.clear()  # a test does not wait for a minute
                return True
            self._calls.append(now)
            return False

    # --- lists ---

    def _query(self, path: str, body: bytes) -> Told:
        lists = {
            "/blog/v3/categories/query": ("categories", self._categories),
            "/blog/v3/tags/query": ("tags", self._tags),
            "/blog/v3/posts/query": ("posts", self._all_posts),
            "/blog/v3/draft-posts/query": ("draftPosts", self._all_drafts),
        }
        asked = json.loads(body)
        paging = asked["query"]["paging"]
        if path not in lists or not 1 <= paging["limit"] <= _LARGEST_PAGE:
            return _refusal(400, "malformed query")
        key, entries = lists[path][0], lists[path][1](frozenset(asked["fieldsets"]))
        shown = entries[paging["offset"] : paging["offset"] + paging["limit"]]
        paging = {"count": len(shown), "offset": paging["offset"], "total": len(entries)}
        return _told(200, {key: shown, "pagingMetadata": paging})

    def _categories(self, fieldsets: frozenset[str]) -> list[Json]:
        return [_shown(data.category(self.ctx, entry), fieldsets) for entry in self.ctx.site.categories]

    def _tags(self, fieldsets: frozenset[str]) -> list[Json]:
        return [_shown(data.tag(self.ctx, entry), fieldsets) for entry in self.ctx.site.tags]

    def _all_posts(self, fieldsets: frozenset[str]) -> list[Json]:
        return [self._post(post, fieldsets) for post in self._posts]

    def _all_drafts(self, fieldsets: frozenset[str]) -> list[Json]:
        public = [
            self._post(post, fieldsets)
            | {"status": "PUBLISHED", "hasUnpublishedChanges": post.guid in self.owner.changed}
            for post in self._posts
        ]
        return [*public, *(self._draft(draft, fieldsets) for draft in self.owner.drafts)]

    # --- entities ---

    def _post(self, post: Post, fieldsets: frozenset[str]) -> Json:
        """Authors are named by the member's id alone."""
        full = {k: v for k, v in data.post_item(self.ctx, post).items() if k not in ("owner", "link", "translations")}
        full["metrics"] = {"comments": post.comments, "likes": post.likes, "views": post.views}
        found = _shown(full, fieldsets)
        if "RICH_CONTENT" in fieldsets:
            found["richContent"] = ricos.document(scope_of(self.ctx, post))
        return found

    def _draft(self, draft: OwnDraft, fieldsets: frozenset[str]) -> Json:
        kept = self._post(draft.post, fieldsets - {"URL", "METRICS"} | {"SEO"})
        first = kept.pop("firstPublishedDate")
        kept.pop("lastPublishedDate")
        return kept | {
            "id": draft.id, "status": draft.status, "editedDate": draft.post.modified, "seoSlug": kept.pop("slug"),
            "hasUnpublishedChanges": False,
            **({"scheduledPublishDate": draft.scheduled} if draft.scheduled else {}),
            **({"firstPublishedDate": first} if draft.once_published else {}),
        }  # fmt: skip

    def _one(self, path: str, asked: dict[str, list[str]]) -> Told:
        fieldsets = frozenset(asked.get("fieldsets", ()))
        *_, kind, name = path.split("/")
        if kind == "posts":
            post = next((self._post(p, fieldsets) for p in self._posts if p.guid == name), None)
            return _told(200, {"post": post}) if post else _refusal(404, "post not found")
        if kind == "draft-posts":
            draft = next((self._draft(d, fieldsets) for d in self.owner.drafts if d.id == name), None)
            return _told(200, {"draftPost": draft}) if draft else _refusal(404, "draft not found")
        if kind == "members":
            return self._member(name)
        if path == "/comments/v1/comments/list-by-resource":
            return self._comments({key: values[-1] for key, values in asked.items()})
        return _refusal(404, "no such endpoint")

    def _member(self, identifier: str) -> Told:
        if identifier not in self._members:
            return _refusal(404, "member not found")
        name, slug = self._members[identifier]
        profile = {"nickname": name, "slug": slug, "photo": {}, "title": ""}
        return _told(200, {"member": {"id": identifier, "privacyStatus": "UNKNOWN", "profile": profile}})

    def _comments(self, query: dict[str, str]) -> Told:
        try:
            return _told(200, remark_api.answer(self.ctx, query, posts=self.owner.hidden, everything=True))
        except remark_api.MalformedError as error:
            return _refusal(400, str(error))


def _shown(entity: Json, fieldsets: frozenset[str]) -> Json:
    """Only with a fieldset of its own is a field there."""
    missing = {name for fieldset, name in _BY_FIELDSET.items() if fieldset not in fieldsets}
    return {key: value for key, value in entity.items() if key not in missing}


def _starts(path: str, beginnings: set[str]) -> bool:
    return any(path.startswith(beginning) for beginning in beginnings)
