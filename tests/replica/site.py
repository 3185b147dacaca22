"""The site as a whole and the questions that renderers ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tests.replica import ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.replica.blocks import MediaFile
    from tests.replica.model import Author, Category, ContactLine, Page, Post, Tag
    from tests.replica.owner import Owner

BLOG_APP = "14bcded7-0066-7c35-14d7-466cb3f09103"
WIX_MEDIA = "https://static.wixstatic.com"
WIX_VIDEO = "https://video.wixstatic.com"
FEED_CAP = 20


@dataclass(frozen=True)
class Faults:
    """Paths that misbehave on their first request, as the real platform does under load."""

    truncated: frozenset[str] = frozenset()
    limited: frozenset[str] = frozenset()
    """429 with ``Retry-After``."""
    busy: frozenset[str] = frozenset()
    """Status 200 with the in-page ``too-many-requests-page``."""
    broken: frozenset[str] = frozenset()
    """503, as under parallel load."""
    retry_after: int = 1
    moved: Mapping[str, str] = field(default_factory=dict)
    """Old path -> the path that it redirects to, for good and not on the first request only."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A whole site; make one with :meth:`build`. Equal arguments give an equal site."""

    seed: int
    name: str
    lang: str
    timezone: str
    posts: tuple[Post, ...]
    pages: tuple[Page, ...]
    header: tuple[ContactLine, ...]
    footer: tuple[ContactLine, ...]
    business: dict[str, Any]
    """The LocalBusiness object of the home page, without ``url``."""
    practitioner: Author
    blog_path: str = "/blog"
    page_size: int = 10
    prefix: str = ""
    era: str = "mixed"
    feed_content: bool = True
    """``blog-feed.xml`` carries ``content:encoded`` (before mid-2025)."""
    feed_encoding: str = ""
    """``object``, ``base64`` or ``string``; ``""``: that of the era."""
    multilingual: bool = False
    """Languages by query parameter, with all the false pages that brings."""
    media_base: str = ""
    """``""``: pages name Wix's media hosts; ``self``: the replica itself; else that address."""
    page_kb: int = 0
    """Pages are padded to this weight with style, script and shapes; 0: no padding."""
    comments_route: str = "/_api/comments-ng/v1/comments/list-by-resource"
    """Where the site's host lists comments; ``""``: nowhere."""
    owner: Owner | None = None
    """What the owner's API tells with a key; ``None``: the server is not that API."""
    now: str = "2026-06-20T09:00:00.000Z"
    faults: Faults = field(default_factory=Faults)
    extra_media: tuple[MediaFile, ...] = ()

    @classmethod
    def build(cls, *, seed: int = 1, posts: int = 40, **options: Any) -> Site:
        """The site of that ``seed`` with ``posts`` posts; see :func:`tests.replica.build.build_site`."""
        from tests.replica.build import build_site  # noqa: PLC0415  # the builder needs this class

        return build_site(seed=seed, posts=posts, **options)

    def with_post(self, post: Post) -> Site:
        """The same site with one more post."""
        return replace(self, posts=(*self.posts, post))

    def with_contacts(
        self, header: tuple[ContactLine, ...] | None = None, footer: tuple[ContactLine, ...] | None = None
    ) -> Site:
        """The same site with other contact blocks."""
        return replace(
            self,
            header=self.header if header is None else header,
            footer=self.footer if footer is None else footer,
        )

    @property
    def rtl(self) -> bool:
        return self.lang == "ar"

    @property
    def page_era(self) -> str:
        """Era of everything that is not a post."""
        return "2026" if self.era == "mixed" else self.era

    @cached_property
    def feed(self) -> tuple[Post, ...]:
        """All posts in feed order: pinned ones first, then the newest."""
        return tuple(sorted(self.posts, key=lambda p: (p.pinned, p.published, p.guid), reverse=True))

    @cached_property
    def by_path(self) -> dict[str, Post]:
        return {post.path: post for post in self.posts}

    @cached_property
    def by_slug(self) -> dict[str, Post]:
        return {post.dated_slug: post for post in self.posts}

    @cached_property
    def pages_by_path(self) -> dict[str, Page]:
        return {page.path: page for page in self.pages}

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        return tuple({c.slug: c for post in self.posts for c in post.categories}.values())

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        return tuple({t.slug: t for post in self.posts for t in post.tags}.values())

    @cached_property
    def hashtags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(h for post in self.posts for h in post.hashtags))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """All languages, the main one first."""
        return tuple(dict.fromkeys((self.lang, *(post.lang for post in self.posts))))

    @cached_property
    def authors(self) -> tuple[Author, ...]:
        return tuple({a.slug: a for a in (self.practitioner, *(p.author for p in self.posts))}.values())

    def selection(self, kind: str, key: str = "") -> tuple[Post, ...]:
        """Posts of a feed, ``kind`` being ``ALL_POSTS``, ``CATEGORY``, ``TAG`` or ``HASHTAG``."""
        return self.feed if kind == "ALL_POSTS" else tuple(self._selections.get((kind, key.lower()), ()))

    @cached_property
    def _selections(self) -> dict[tuple[str, str], list[Post]]:
        found: dict[tuple[str, str], list[Post]] = {}
        for post in self.feed:
            keys = [("CATEGORY", c.slug) for c in post.categories] + [("TAG", t.slug) for t in post.tags]
            for kind, key in keys + [("HASHTAG", hashtag) for hashtag in post.hashtags]:
                found.setdefault((kind, key.lower()), []).append(post)
        return found

    @cached_property
    def _feed_index(self) -> dict[str, int]:
        return {post.path: place for place, post in enumerate(self.feed)}

    def recent(self, post: Post) -> tuple[Post, ...]:
        """The three posts of the box under ``post``."""
        if len(self.feed) < 2:
            return ()
        place = self._feed_index[post.path]
        ring = [self.feed[(place + step) % len(self.feed)] for step in (1, 2, 3)]
        return tuple(p for p in dict.fromkeys(ring) if p.path != post.path)

    def translations(self, post: Post) -> tuple[Post, ...]:
        return tuple(p for p in self._groups.get(post.group, ()) if p.path != post.path)

    @cached_property
    def _groups(self) -> dict[str, list[Post]]:
        found: dict[str, list[Post]] = {}
        for post in self.posts:
            if post.group:
                found.setdefault(post.group, []).append(post)
        return found

    @cached_property
    def instance_id(self) -> str:
        return ids.guid("instance", self.seed, self.name)

    @cached_property
    def meta_site_id(self) -> str:
        return ids.guid("metasite", self.seed, self.name)

    def truth(self) -> list[dict[str, Any]]:
        """What a correct reader should find, one dictionary a post; see :mod:`tests.replica.truth`."""
        from tests.replica.truth import post_truth  # noqa: PLC0415  # it needs this class

        return [post_truth(self, post) for post in self.feed]

    def comment_truth(self) -> list[dict[str, Any]]:
        """The public comments of all posts, one dictionary each."""
        from tests.replica.truth import comment_truth  # noqa: PLC0415  # it needs this class

        return [row for post in self.feed for row in comment_truth(post)]

    def page_truth(self) -> list[dict[str, Any]]:
        """What a correct reader should find on the static pages."""
        from tests.replica.truth import page_truth  # noqa: PLC0415  # it needs this class

        return [page_truth(entry) for entry in self.pages if entry.kind != "blog"]

    def contact_truth(self) -> list[dict[str, Any]]:
        """The contact values of header, footer, contact page and structured data: ``kind``, ``value``, ``where``."""
        from tests.replica.truth import contact_truth  # noqa: PLC0415  # it needs this class

        return contact_truth(self)


@dataclass(frozen=True)
class Context:
    """A site at an address: what turns paths into absolute addresses."""

    site: Site
    base: str
    """Scheme, host, port and path prefix, without a trailing slash."""

    @cached_property
    def origin(self) -> str:
        return self.base.removesuffix(self.site.prefix) if self.site.prefix else self.base

    def url(self, path: str) -> str:
        """Absolute form of a site path; the home page has no trailing slash, as on real sites."""
        if not path.startswith("/"):
            return path
        return self.base if path == "/" else self.base + path

    def post_url(self, post: Post) -> str:
        """Address of ``post``; on a site with languages by parameter it names the language."""
        return self.url(self.post_path(post))

    def post_path(self, post: Post) -> str:
        """Path and query of ``post``."""
        foreign = self.site.multilingual and post.lang != self.site.lang
        return f"{post.path}?lang={post.lang}" if foreign else post.path

    @cached_property
    def media_root(self) -> str:
        if self.site.media_base == "self":
            return self.origin
        return self.site.media_base or WIX_MEDIA

    def media(self, media: MediaFile | str) -> str:
        """The original's address."""
        return f"{self.media_root}/media/{media if isinstance(media, str) else media.id}"

    def fill(self, media: MediaFile, width: int, height: int, extra: str = "q_85") -> str:
        """A transform's address in Wix's grammar."""
        return f"{self.media(media)}/v1/fill/w_{width},h_{height},al_c,{extra}/{media.id}"

    @cached_property
    def video_root(self) -> str:
        return self.media_root if self.site.media_base else WIX_VIDEO

    def video(self, media: MediaFile, quality: str = "1080p") -> str:
        return f"{self.video_root}/video/{media.id}/{quality}/mp4/file.mp4"

    def document(self, media: MediaFile) -> str:
        return f"{self.base}/_files/ugd/{media.id}"

    def audio(self, media: MediaFile) -> str:
        return f"{self.media_root}/mp3/{media.id}"
