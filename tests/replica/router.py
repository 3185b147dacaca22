"""From a request to what is sent back: pages, feeds, media, API, errors and the faults of the site."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.replica import discovery, ids, late, media, owner_api, static_pages
from tests.replica.api import Api
from tests.replica.feed_page import feed_page, page_count
from tests.replica.inline import scope_of
from tests.replica.padding import Part, gzipped, raw
from tests.replica.post_dom import frame
from tests.replica.post_page import post_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.replica.site import Context, Faults

HTML = "text/html; charset=UTF-8"
_CACHED_BYTES = 256 << 20


@dataclass(frozen=True)
class Reply:
    """What is sent: status, content type, parts of the body, more headers."""

    status: int
    content_type: str
    parts: list[Part] | bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """Weak, as Wix's; fillers count by their size, since they never change."""
        if isinstance(self.parts, bytes):
            return f'W/"{ids.digest(self.parts)[:32]}"'
        key = "".join(part if isinstance(part, str) else str(len(part.text)) for part in self.parts)
        return f'W/"{ids.digest(key)[:32]}"'

    def body(self, *, squeezed: bool) -> bytes:
        """The bytes, gzipped or not."""
        if isinstance(self.parts, bytes):
            return self.parts
        return gzipped(self.parts) if squeezed else raw(self.parts)


class Router:
    """Answers for one site at one address. ``faults`` may be replaced while it runs."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.api = Api(ctx)
        self.owner_api = owner_api.OwnerApi(ctx, ctx.site.owner) if ctx.site.owner else None
        self.faults: Faults = ctx.site.faults
        self.seen: Counter[str] = Counter()
        """Site path -> GET requests so far."""
        self._media = media.media_index(ctx.site)
        self._feeds = discovery.feeds(ctx)
        self._authors = {a.profile_path: a for a in ctx.site.authors}
        self._texts: dict[str, tuple[str, Callable[[], str | None]]] = self._text_makers()
        self._cache: OrderedDict[tuple[str, str], Reply] = OrderedDict()
        self._cached = 0
        self._lock = Lock()

    def _text_makers(self) -> dict[str, tuple[str, Callable[[], str | None]]]:
        ctx, xml = self.ctx, "text/xml; charset=utf-8"
        makers: dict[str, tuple[str, Callable[[], str | None]]] = {
            "/sitemap.xml": (xml, lambda: discovery.sitemap_index(ctx)),
            "/blog-feed.xml": ("application/rss+xml; charset=utf-8", lambda: discovery.rss(ctx)),
        }
        for name in (*discovery.LISTED, discovery.OMITTED):
            makers[f"/{name}"] = (xml, lambda name=name: discovery.sitemap(ctx, name))  # type: ignore[misc]
        return makers

    def reply(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        """The answer to ``method target``; header names are in lower case."""
        split = urlsplit(target)
        path = unicodedata.normalize("NFC", unquote(split.path))
        query = dict(parse_qsl(split.query, keep_blank_values=True))
        if self.owner_api is not None and path.startswith(owner_api.PREFIXES):
            told = self.owner_api.answer(method, path, split.query, headers, body)
            return Reply(told.status, "application/json; charset=utf-8", told.body, told.headers)
        if path == "/robots.txt":
            return Reply(200, "text/plain; charset=utf-8", discovery.robots(self.ctx).encode())
        if path.startswith(("/media/", "/video/", "/mp3/")):
            return self._file(path)
        prefix = self.ctx.site.prefix
        if prefix and path != prefix and not path.startswith(prefix + "/"):
            return self._missing(path)
        path = path.removeprefix(prefix) or "/"
        if path.startswith("/_api/"):
            answer = self.api.answer(method, path, query, headers, body)
            return Reply(
                answer.status, "application/json; charset=utf-8", json.dumps(answer.value, ensure_ascii=False).encode()
            )
        if method not in ("GET", "HEAD"):
            return Reply(405, "text/plain; charset=utf-8", b"Method Not Allowed")
        return self._faulty(path, query, method) or self._site(path, query)

    def _faulty(self, path: str, query: dict[str, str], method: str) -> Reply | None:
        """The fault that strikes ``path`` on its first request, if any."""
        if method != "GET":
            return None
        with self._lock:
            self.seen[path] += 1
            first = self.seen[path] == 1
        if not first:
            return None
        if path in self.faults.limited:
            wait = {"Retry-After": str(self.faults.retry_after)}
            return Reply(429, "text/plain; charset=utf-8", b"Too Many Requests", wait)
        if path in self.faults.broken:
            return Reply(503, "text/plain; charset=utf-8", b"Service Unavailable")
        if path in self.faults.busy:
            return Reply(200, HTML, static_pages.busy_page(self.ctx, path))
        if path in self.faults.truncated:
            whole = raw(list(self._site(path, query).parts))  # type: ignore[arg-type]
            end = whole.find(b'data-hook="rcv-block-last"')
            return Reply(200, HTML, whole[: max(0, end) * 2 // 3])
        return None

    def _site(self, path: str, query: dict[str, str]) -> Reply:
        if path in self.faults.moved:
            return Reply(301, HTML, b"", {"Location": self.ctx.url(self.faults.moved[path])})
        if path != "/" and path.endswith("/"):
            return Reply(301, HTML, b"", {"Location": self.ctx.url(path.rstrip("/"))})
        if path.startswith("/_files/ugd/"):
            return self._file(path)
        if path.startswith("/_late/"):
            return self._late(path)
        lang = query.get("lang", "") if self.ctx.site.multilingual else ""
        key = (path, lang)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        reply = self._made(path, lang)
        with self._lock:
            self._remember(key, reply)
        return reply

    def _remember(self, key: tuple[str, str], reply: Reply) -> None:
        """Keep rendered strings, the newest 256 MB of them; fillers are shared and cost nothing."""
        if isinstance(reply.parts, bytes) or key in self._cache:
            return
        self._cache[key] = reply
        self._cached += _weight(reply)
        while self._cached > _CACHED_BYTES:
            self._cached -= _weight(self._cache.popitem(last=False)[1])

    def _made(self, path: str, lang: str) -> Reply:
        site = self.ctx.site
        if path in self._texts:
            kind, make = self._texts[path]
            text = make()
            return Reply(200, kind, [text]) if text is not None else self._missing(path)
        if path in site.by_path:
            return self._post(path, lang)
        if path.startswith("/amp/") and path.removeprefix("/amp/") in site.by_slug:
            return Reply(200, HTML, [static_pages.amp_page(self.ctx, site.by_slug[path.removeprefix("/amp/")])])
        feed = self._feed(path)
        if feed is not None:
            return feed
        if path in site.pages_by_path:
            return Reply(200, HTML, static_pages.static_page(self.ctx, site.pages_by_path[path]))
        if path in self._authors:
            return Reply(200, HTML, static_pages.profile_page(self.ctx, self._authors[path]))
        if path == static_pages.FORUM_PATH:
            return Reply(200, HTML, static_pages.forum_page(self.ctx))
        return self._missing(path)

    def _late(self, path: str) -> Reply:
        """The script of pages that come empty, and what it puts in."""
        scripts = {late.FILL: late.fill_js(), late.WORKER: late.WORKER_JS}
        if path in scripts:
            return Reply(200, "text/javascript", scripts[path])
        site, asked = self.ctx.site, path.removeprefix(late.CONTENT)
        if asked in site.by_path:
            post = site.by_path[asked]
            return Reply(200, HTML, [frame(scope_of(self.ctx, post), post.lang)])
        if asked in site.pages_by_path:
            return Reply(200, HTML, [static_pages.content_of(self.ctx, site.pages_by_path[asked])])
        return self._missing(path)

    def _post(self, path: str, lang: str) -> Reply:
        site = self.ctx.site
        post = site.by_path[path]
        if not site.multilingual:
            return Reply(200, HTML, post_page(self.ctx, post))
        shown = lang if lang in site.languages else site.lang
        return Reply(200, HTML, post_page(self.ctx, post, lang=shown, trap=shown != post.lang))

    def _feed(self, path: str) -> Reply | None:
        base, _, number = path.partition("/page/")
        base = base.replace(f"{self.ctx.site.blog_path}/category/", f"{self.ctx.site.blog_path}/categories/")
        feed = self._feeds.get(base)
        if feed is None or (number and not number.isdecimal()):
            return None
        page = int(number or 1)
        if not 1 <= page <= page_count(self.ctx, feed):
            return self._missing(path)
        return Reply(200, HTML, feed_page(self.ctx, feed, page))

    def _missing(self, path: str) -> Reply:
        return Reply(404, HTML, static_pages.not_found_page(self.ctx, path))

    def _file(self, path: str) -> Reply:
        """Media and documents; what is gone answers 403 with nine bytes of text."""
        rest = path.removeprefix("/_files").removeprefix("/").partition("/")[2]
        name, _, transform = rest.partition("/")
        found = self._media.get(name)
        if found is None or found.dead:
            return Reply(403, "text/plain", media.FORBIDDEN)
        headers = {"Content-Disposition": media.disposition(found)} if found.kind == "document" else {}
        return Reply(200, media.content_type(found), media.content(found, transform), headers)


def _weight(reply: Reply) -> int:
    return sum(len(part) for part in reply.parts if isinstance(part, str))
