"""The public page API: what a visitor's browser calls on the site's own host."""

from __future__ import annotations

import base64
import json
from collections import Counter
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from tests.replica import data, draft, ids, remark_api
from tests.replica.feed_page import Feed
from tests.replica.inline import scope_of
from tests.replica.site import BLOG_APP, Context

if TYPE_CHECKING:
    from tests.replica.model import Post

ADAPTER = "/_api/blog-frontend-adapter-public/v2/"
_KINDS = {"CATEGORY": "categoryOptions.id", "TAG": "tagOptions.id", "HASHTAG": "hashtagOptions.hashtag"}
_LARGEST_PAGE = 100


@dataclass(frozen=True)
class Answer:
    """Status and JSON value."""

    status: int
    value: Any


class Api:
    """The API of one running site: hands out tokens and counts the views it was made to count."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.views: Counter[str] = Counter()
        """Slug -> views that calls without ``skipViewCountIncrement`` have added."""
        self._tokens: set[str] = set()
        self._lock = Lock()

    def revoke(self) -> None:
        """Make every token handed out so far invalid, as time does."""
        self._tokens.clear()

    def answer(self, method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes) -> Answer:
        """The answer to a call below ``/_api/``."""
        if path in ("/_api/v1/access-tokens", "/_api/v2/dynamicmodel"):
            return Answer(200, self._access(path))
        is_comments = path == self.ctx.site.comments_route
        if not path.startswith(ADAPTER) and not is_comments:
            return Answer(404, {"message": "", "details": {}})
        token = headers.get("authorization") or headers.get("instance") or ""
        if not token:
            return Answer(401, {"message": "Unauthorized", "details": {}})
        if token not in self._tokens:
            return Answer(403, {"message": "Forbidden", "details": {}})
        if is_comments:
            return self._comments(method, query)
        return self._adapter(method, path.removeprefix(ADAPTER), query, body)

    def _comments(self, method: str, query: dict[str, str]) -> Answer:
        if method != "GET":
            return Answer(404, {"message": "", "details": {}})
        try:
            return Answer(200, remark_api.answer(self.ctx, query))
        except remark_api.MalformedError as error:
            return Answer(400, {"message": str(error), "details": {}})

    def _access(self, path: str) -> dict[str, Any]:
        with self._lock:
            number = len(self._tokens)
            claims = {"instanceId": self.ctx.site.instance_id, "appDefId": BLOG_APP,
                      "metaSiteId": self.ctx.site.meta_site_id, "signDate": self.ctx.site.now}  # fmt: skip
            payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
            token = f"{ids.digest('token', self.ctx.base, number)[:43]}.{payload}"
            self._tokens.add(token)
        other = {"instance": "not-for-the-blog.e30", "intId": 25}
        apps = {"14cc59bc-f0b7-15b8-e1c7-89ce41d0e0c9": other, BLOG_APP: {"instance": token, "intId": 1335}}
        if path.endswith("access-tokens"):
            apps[BLOG_APP]["accessToken"] = token
        return {
            "apps": apps,
            "hs": "",
            "svSession": "",
            "visitorId": ids.guid("visitor", self.ctx.base),
            "siteMemberId": None,
        }

    def _adapter(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        name, _, slug = path.partition("/")
        if name == "post-page-metadata" and method == "POST":
            return self._metadata(slug, body)
        if name == "post-page" and method == "GET":
            return self._post(slug, query)
        if name in ("post-feed-page", "post-feed-page-metadata") and not slug:
            return self._feed(query, metadata=name.endswith("metadata"))
        return Answer(404, {"message": "", "details": {}})

    def _found(self, slug: str) -> Post | None:
        return self.ctx.site.by_slug.get(slug)

    def _post(self, slug: str, query: dict[str, str]) -> Answer:
        post = self._found(slug)
        if post is None:
            return Answer(404, {"message": "post not found", "details": {"applicationError": {"code": "NOT_FOUND"}}})
        rich = query.get("loadRichContent") == "true"
        return Answer(200, {"postPage": data.post_page(self.ctx, post, rich_content=rich)})

    def _metadata(self, slug: str, body: bytes) -> Answer:
        post = self._found(slug)
        try:
            asked = json.loads(body or b"{}")
        except ValueError:
            return Answer(400, {"message": "malformed body", "details": {}})
        if post is None or not isinstance(asked, dict):
            return Answer(404, {"message": "post not found", "details": {}})
        if asked.get("skipViewCountIncrement") is not True:
            with self._lock:
                self.views[post.dated_slug] += 1
        return Answer(200, data.post_metadata(self.ctx, post, self.views[post.dated_slug]))

    def _feed(self, query: dict[str, str], *, metadata: bool) -> Answer:
        kind = query.get("type", "ALL_POSTS")
        feed = Feed(kind, query.get(_KINDS.get(kind, ""), ""), "")
        posts = self.ctx.site.selection(feed.kind, feed.key)
        try:
            number, size = int(query.get("page", "1")), int(query.get("pageSize", "20"))
        except ValueError:
            return Answer(400, {"message": "malformed paging", "details": {}})
        if not (1 <= size <= _LARGEST_PAGE and number >= 1):
            return Answer(400, {"message": "pageSize must be between 1 and 100", "details": {}})
        if metadata:
            return Answer(200, {"postFeedMetadataPage": {"id": str(number), **data.feed_metrics(posts, number, size)}})
        value = data.feed_page(self.ctx, posts, number, size, initial=query.get("includeInitialPageData") == "true")
        if query.get("includeContent") == "true":
            for item, post in zip(value["posts"]["posts"], posts[(number - 1) * size :], strict=False):
                item["content"] = data.dumps(draft.content(scope_of(self.ctx, post)))
        return Answer(200, {"postFeedPage": value})
