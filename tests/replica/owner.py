"""What only the owner of the replica's site has: a key, drafts, posts without a page, comments in moderation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.replica import ids
from tests.replica.build import PostMaker
from tests.replica.clinic import PRACTITIONER
from tests.replica.model import Post, slugify

if TYPE_CHECKING:
    from tests.replica.site import Site

KEY = "IST.eyJraWQiOiJ0aGUtb3duZXJzLW93bi1rZXkifQ.c2VjcmV0/with+signs=~of-its-own"
"""Distinctive, and with characters that are written otherwise in addresses and in JSON."""
SITE_ID = ids.guid("metasite", "the owner's site")


@dataclass(frozen=True)
class OwnDraft:
    """A draft post; ``status`` as the API spells it."""

    post: Post
    status: str = "UNPUBLISHED"
    scheduled: str = ""
    once_published: bool = False

    @property
    def id(self) -> str:
        return ids.guid("draft", self.post.title)


@dataclass
class Owner:
    """The API's content and its switches, which a test may turn while it runs."""

    key: str = KEY
    site_id: str = SITE_ID
    drafts: tuple[OwnDraft, ...] = ()
    hidden: tuple[Post, ...] = ()
    """Published posts whose pages nobody gets to see."""
    changed: frozenset[str] = frozenset()
    """Ids of published posts with changes that are not published."""
    calls_a_minute: int = 200
    forbidden: set[str] = field(default_factory=set)
    """Beginnings of paths that answer 403."""
    broken: set[str] = field(default_factory=set)
    """Beginnings of paths that answer 500."""
    astray: set[str] = field(default_factory=set)
    """Beginnings of paths that lead to another host."""
    echoing: set[str] = field(default_factory=set)
    """Beginnings of paths whose answers repeat what the caller sent, key and all."""
    elsewhere: str = "http://localhost:9"


def owned(site: Site, **switches: object) -> Site:
    """``site`` with an owner who has drafts of all kinds, a hidden post and unpublished changes."""
    maker = PostMaker(site.seed + 500, 6, "2026", site.lang, PRACTITIONER, odd=False, blog_path=site.blog_path)
    made = [replace(post, title=f"{post.title} (kept back {n})") for n, post in enumerate(maker.all())]
    hidden = replace(made[0], slug=slugify(made[0].title))
    drafts = (
        OwnDraft(made[1]),
        OwnDraft(made[2], status="SCHEDULED", scheduled="2031-03-04T05:06:07.000Z"),
        OwnDraft(made[3], once_published=True),
        OwnDraft(made[4], status="IN_REVIEW"),
        OwnDraft(made[5], status="DELETED"),
    )
    owner = Owner(drafts=drafts, hidden=(hidden,), changed=frozenset({site.feed[0].guid}))
    for name, value in switches.items():
        setattr(owner, name, value)
    return replace(site, owner=owner)
