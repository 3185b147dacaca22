"""The records of a crawl, one class per kind: the shared vocabulary of the whole project.

Every record is a frozen, slotted, keyword-only dataclass. ``None`` means "the site does not state it";
``0``, ``""`` and ``()`` mean "the site states that there is none". Times are ISO 8601 strings with
offset, in UTC. ``docs/items.md`` is generated from the strings under the attributes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something a person should know about a record; it never removes the record."""

    field: str
    """Name of the field concerned, or ``""`` for the whole record."""
    code: str
    """Stable, kebab-case identifier, e.g. ``sources-disagree``."""
    message: str
    """One sentence for people: what was seen and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records have in common."""

    url: str
    """Canonical source URL, absolute, percent-encoded: the key of the record."""
    fetched_at: str | None = None
    """When the source page was fetched (UTC, ISO 8601)."""
    issues: tuple[Issue, ...] = ()
    """What a person should look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A titled address, e.g. a row of the box "recent posts"."""

    title: str
    """Visible text, white space collapsed."""
    url: str
    """Absolute URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One entry of the site's menu with its sub-menu."""

    label: str
    """Visible text."""
    url: str | None = None
    """Absolute URL; ``None`` for a heading that only opens a sub-menu."""
    children: tuple[MenuEntry, ...] = ()
    """Sub-menu, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One redirect that the site itself answered with."""

    source: str
    """Absolute URL that was asked for."""
    target: str
    """Absolute URL that it leads to."""
    status: int
    """301, 302, 303, 307 or 308."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seo:
    """What the page says to search engines and social networks."""

    title: str | None = None
    """Text of ``<title>``."""
    description: str | None = None
    """``meta[name=description]``; only there if the owner wrote one."""
    canonical: str | None = None
    """Address of ``link[rel=canonical]`` as the page states it."""
    og_title: str | None = None
    """``og:title``."""
    og_description: str | None = None
    """``og:description``."""
    og_image: str | None = None
    """``og:image``, as the original media URL."""
    og_type: str | None = None
    """``og:type``, e.g. ``article``."""
    og_image_alt: str | None = None
    """``og:image:alt``."""
    twitter_card: str | None = None
    """``twitter:card``, e.g. ``summary_large_image``."""
    twitter_title: str | None = None
    """``twitter:title``."""
    twitter_description: str | None = None
    """``twitter:description``."""
    robots: str | None = None
    """The robots meta tag as it stands, e.g. ``noindex, nofollow``."""
    noindex: bool = False
    """True if a robots meta tag says ``noindex``."""
    hreflang: tuple[Link, ...] = ()
    """Language versions: ``title`` is the language code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """What became of a body's source nodes and characters."""

    source_chars: int = 0
    """Characters of the source's text, without white space."""
    kept_chars: int = 0
    """Characters of ``body_text``, without white space."""
    dropped_chars: int = 0
    """Characters of the source that went with a node in ``dropped``."""
    unexplained_chars: int = 0
    """Characters in which body and source differ without a stated reason; each has its issue."""
    kept: int = 0
    """Source nodes that have an equal in ``body_html``."""
    converted: int = 0
    """Source nodes that are there in another form (e.g. a button as a link)."""
    degraded: tuple[str, ...] = ()
    """Nodes that lost something: ``"<node type>: <what is lost>"``, one entry a node."""
    dropped: tuple[str, ...] = ()
    """Nodes that are gone: ``"<node type>: <why>"``, one entry a node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Record):
    """One blog post."""

    title: str | None = None
    """Headline, white space collapsed."""
    slug: str | None = None
    """Last part of the path, percent-decoded, NFC, otherwise exactly the source's."""
    language: str | None = None
    """BCP 47 code the page states, lower case, e.g. ``zh-hk``."""
    direction: str | None = None
    """``rtl`` or ``ltr``."""
    published_at: str | None = None
    """First publication; of a scheduled post, the one to come."""
    modified_at: str | None = None
    """Last change."""
    status: str = "published"
    """``published``; with the owner's key also ``draft``, ``scheduled``, ``unpublished`` or ``in review``."""
    author: str | None = None
    """Display name."""
    author_url: str | None = None
    """Profile page of the author on the source site."""
    author_bio: str | None = None
    """Biography found in or beside the post; paragraphs separated by a blank line."""
    excerpt: str | None = None
    """The owner's or Wix's summary."""
    body_html: str | None = None
    """The body in the vocabulary of ``docs/body-html.md``."""
    body_text: str | None = None
    """The words of ``body_html``, white space collapsed."""
    cover_image: str | None = None
    """Original media URL of the cover."""
    cover_alt: str | None = None
    """Alternative text of the cover."""
    cover_displayed: bool | None = None
    """False if the owner hides the cover on the post page."""
    images: tuple[str, ...] = ()
    """Original media URLs of the body's images, in order, no repeats."""
    videos: tuple[str, ...] = ()
    """Addresses of the body's videos, in order."""
    files: tuple[str, ...] = ()
    """Addresses of the body's file downloads, in order."""
    embeds: tuple[str, ...] = ()
    """Addresses of the body's other embeds (frames, audio), in order."""
    links: tuple[str, ...] = ()
    """Absolute targets of the body's links, in order, no repeats."""
    categories: tuple[str, ...] = ()
    """Labels, in the site's order."""
    tags: tuple[str, ...] = ()
    """Labels, in the site's order."""
    hashtags: tuple[str, ...] = ()
    """Hashtags of the body, without ``#``."""
    views: int | None = None
    """View count; ``None`` if the page shows only a placeholder."""
    comments: int | None = None
    """Comment count."""
    likes: int | None = None
    """Like count."""
    minutes_to_read: int | None = None
    """Reading time in minutes, as the site states it."""
    pinned: bool | None = None
    """True if the post is kept at the head of the feed."""
    featured: bool | None = None
    """True if the owner marked the post as featured."""
    post_id: str | None = None
    """Wix's GUID of the post."""
    internal_id: str | None = None
    """Wix's 24-hex id of the post: the feed's ``guid`` and the key of its comments."""
    variant_of: str | None = None
    """Set on a language copy: the address of the post that Wix also answers here. Exports leave copies out."""
    translations: tuple[Link, ...] = ()
    """The same post in other languages: ``title`` is the language code."""
    recent_posts: tuple[Link, ...] = ()
    """The box under the post, in order."""
    seo: Seo = field(default_factory=Seo)
    """What the page says to search engines."""
    contacts: tuple[str, ...] = ()
    """Contact values that the page shows, in the form of ``Contact.value``."""
    fidelity: Fidelity = field(default_factory=Fidelity)
    """What became of the body's source."""
    sources: dict[str, str] = field(default_factory=dict)
    """Field -> where its value came from, e.g. ``{"published_at": "meta"}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Record):
    """One static page."""

    title: str | None = None
    """Headline or document title without the site's name."""
    slug: str | None = None
    """Last part of the path, percent-decoded; ``""`` for the home page."""
    language: str | None = None
    """BCP 47 code the page states, lower case."""
    direction: str | None = None
    """``rtl`` or ``ltr``."""
    kind: str | None = None
    """``home``, ``about``, ``contact``, ``service``, ``blog``, ``legal``, ``shop``, ``gallery``, ``faq``, ``other``."""
    body_html: str | None = None
    """The page's own content (no header, no footer) in the vocabulary of ``docs/body-html.md``."""
    body_text: str | None = None
    """The words of ``body_html``, white space collapsed."""
    images: tuple[str, ...] = ()
    """Original media URLs, in order, no repeats."""
    videos: tuple[str, ...] = ()
    """Addresses of the page's videos."""
    files: tuple[str, ...] = ()
    """Addresses of the page's documents."""
    embeds: tuple[str, ...] = ()
    """Addresses of the page's frames."""
    links: tuple[str, ...] = ()
    """Absolute targets of the page's links, in order, no repeats."""
    translations: tuple[Link, ...] = ()
    """The same page in other languages: ``title`` is the language code."""
    seo: Seo = field(default_factory=Seo)
    """What the page says to search engines."""
    contacts: tuple[str, ...] = ()
    """Contact values that the page shows, in the form of ``Contact.value``."""
    fidelity: Fidelity = field(default_factory=Fidelity)
    """What became of the page's source."""
    sources: dict[str, str] = field(default_factory=dict)
    """Field -> where its value came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author(Record):
    """A writer of posts or a practitioner whose biography the site shows."""

    name: str | None = None
    """Display name."""
    slug: str | None = None
    """Last meaningful part of the profile's path."""
    bio: str | None = None
    """Biography; paragraphs separated by a blank line."""
    role: str | None = None
    """Role or job title, if the site states one."""
    credentials: tuple[str, ...] = ()
    """Qualifications that the biography names."""
    avatar: str | None = None
    """Original media URL of the portrait."""
    links: tuple[str, ...] = ()
    """Web and social addresses of the author."""
    posts: int | None = None
    """Number of posts."""
    sources: dict[str, str] = field(default_factory=dict)
    """Field -> where its value came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """One contact value of the site with all its sightings.

    ``url`` is the first page that shows it plus a fragment made of kind and value, so that it is unique.
    """

    kind: str
    """``phone``, ``whatsapp``, ``email``, ``address``, ``hours``, ``social`` or ``map``."""
    value: str
    """As a person would dial or write it: E.164 for phones, lower-case e-mail, one-line address."""
    raw: tuple[str, ...] = ()
    """The forms in which the site shows it."""
    label: str | None = None
    """Words that stand beside it, e.g. ``Email`` or ``Fax``."""
    where: tuple[str, ...] = ()
    """``header``, ``footer``, ``body``, ``structured data``."""
    pages: tuple[str, ...] = ()
    """URLs of the pages that show it."""
    placeholder: bool = False
    """True for template leftovers such as ``info@mysite.com``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment(Record):
    """One comment of a post; ``url`` is that of the post plus ``#comment-`` and the id."""

    post_url: str
    """Canonical URL of the post."""
    id: str
    """Wix's id of the comment."""
    parent_id: str | None = None
    """Id of the comment it answers; ``None`` for one that stands by itself."""
    author: str | None = None
    """Display name; with ``COMMENTS=anonymous`` a pseudonym, e.g. ``Commenter 3``."""
    published_at: str | None = None
    """When it was written."""
    text: str | None = None
    """Plain text; paragraphs separated by a blank line, addresses of links and pictures in brackets."""
    likes: int | None = None
    """Number of likes or other reactions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media(Record):
    """One media file in its original form; ``url`` equals ``source_url``."""

    source_url: str
    """Address of the original, without any transform."""
    seen_urls: tuple[str, ...] = ()
    """Addresses under which pages show it."""
    kind: str = "image"
    """``image``, ``video``, ``audio`` or ``document``."""
    path: str | None = None
    """Path under ``output/<site>/media/``; ``None`` until it is downloaded."""
    sha256: str | None = None
    """Digest of the file as it is stored."""
    bytes: int | None = None
    """Size of the file."""
    mime: str | None = None
    """Type of the content, e.g. ``image/jpeg``: by what it is, not by its name."""
    width: int | None = None
    """Pixels of the file; as the page states them where it is not stored."""
    height: int | None = None
    """Pixels of the file; as the page states them where it is not stored."""
    gps: bool | None = None
    """True if the stored photo says where it was taken."""
    fetched_url: str | None = None
    """Where the file was taken from, if not from ``source_url``."""
    filename: str | None = None
    """The name under which the owner uploaded it, where the site states it."""
    alt: str | None = None
    """Alternative text."""
    caption: str | None = None
    """Caption."""
    used_by: tuple[str, ...] = ()
    """URLs of posts and pages that show it."""
    status: str = "listed"
    """``listed`` (seen, not asked for), ``stored`` or ``missing``."""
    reason: str | None = None
    """Why there is no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category(Record):
    """One category of the blog."""

    label: str
    """Visible name."""
    slug: str
    """Last part of the path, percent-decoded."""
    description: str | None = None
    """The owner's description."""
    posts: int | None = None
    """Number of posts the site states."""
    category_id: str | None = None
    """Wix's GUID."""
    language: str | None = None
    """Language of a multilingual site's category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Record):
    """One tag of the blog."""

    label: str
    """Visible name."""
    slug: str
    """Last part of the path, percent-decoded."""
    description: str | None = None
    """Always ``None`` on Wix today; kept for other sources."""
    posts: int | None = None
    """Number of posts the site states."""
    tag_id: str | None = None
    """Wix's GUID."""
    language: str | None = None
    """Language of a multilingual site's tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Record):
    """The site as a whole; one record a crawl."""

    name: str | None = None
    """Display name."""
    language: str | None = None
    """Main language."""
    languages: tuple[str, ...] = ()
    """All languages, the main one first."""
    timezone: str | None = None
    """IANA name, e.g. ``Asia/Hong_Kong``."""
    menu: tuple[MenuEntry, ...] = ()
    """The main menu as a tree."""
    platform: str | None = None
    """``wix``."""
    blog_path: str | None = None
    """Path of the blog's first feed page."""
    counts: dict[str, int] = field(default_factory=dict)
    """What the site says it has and what was found, e.g. ``{"posts_listed": 24, "posts": 24}``."""
    limits: tuple[str, ...] = ()
    """What the crawl was told to leave out, e.g. ``limit=5``: then what it did not meet may still be there."""
    redirects: tuple[Redirect, ...] = ()
    """Redirects met on the way, e.g. from an old address of a post, by source."""
    recurring_blocks: tuple[dict[str, Any], ...] = ()
    """Blocks that stand in many posts: ``{text, posts, kind}``, the most frequent first."""


RECORD_TYPES: dict[str, type[Record]] = {
    cls.__name__.lower(): cls for cls in (Post, Page, Author, Contact, Comment, Media, Category, Tag, Site)
}
"""``type`` of a line in ``items.jsonl`` -> its class."""


_field_names: dict[Any, tuple[str, ...]] = {}


def field_names(cls: Any) -> tuple[str, ...]:
    """Names of a dataclass's fields, in order; asked for millions of times, so looked up once."""
    names = _field_names.get(cls)
    if names is None:
        names = _field_names[cls] = tuple(field.name for field in fields(cls))
    return names


def to_dict(value: Any) -> Any:
    """Turn a record and everything in it into plain dicts and lists, ready for JSON.

    A :class:`Record` gets ``type`` as its first key; field order is declaration order, so the same
    record always gives the same bytes.
    """
    if value is None or isinstance(value, (str, int)):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        plain = {name: to_dict(getattr(value, name)) for name in field_names(type(value))}
        if isinstance(value, Record):
            return {"type": type(value).__name__.lower(), **plain}
        return plain
    if isinstance(value, dict):
        return {key: to_dict(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_dict(entry) for entry in value]
    return value
