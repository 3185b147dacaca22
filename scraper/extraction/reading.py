"""One fetched page in, everything that it tells out: the pure heart of the crawl.

A :class:`PageTask` and a :class:`Reading` are plain values, so a page can be read in this process or in
another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from scraper.extraction.comments_dom import take_comments
from scraper.extraction.contacts import Sighting, find_contacts, merge_contacts, shown_but_empty
from scraper.extraction.document import Document, load_json
from scraper.extraction.owner_data import with_body
from scraper.extraction.pages.author import AuthorPage
from scraper.extraction.pages.feed import FeedPage
from scraper.extraction.pages.page import StaticPage
from scraper.extraction.pages.post import PostPage
from scraper.extraction.post_data import Cover, PostData
from scraper.extraction.post_dialects import from_page_answer
from scraper.extraction.rendering import EMPTY_FRAME, gain
from scraper.extraction.warmup import dig
from scraper.items import Author, Issue, Link, Media, Page, Post
from scraper.urls import canonical_url, host_of

if TYPE_CHECKING:
    from scraper.extraction.comments import Statement
    from scraper.extraction.post_data import Term
    from scraper.extraction.post_lists import PostList
    from scraper.extraction.vocabulary import Body

_LISTS = {"feed", "category", "tag", "hashtag", "archive"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """A page to read: ``kind`` is what its address looks like, ``answers`` are what either API said of the post."""

    url: str
    body: bytes
    base: str
    kind: str
    fetched_at: str | None = None
    encoding: str | None = None
    region: str | None = None
    names: tuple[str, ...] = ()
    listed: PostData = field(default_factory=PostData)
    owner_api: PostData = field(default_factory=PostData)
    """What the owner's API says of the post, but for its body."""
    answers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a page lists: posts as data and as cards, terms, and where its further pages are."""

    lists: tuple[PostList, ...] = ()
    cards: tuple[PostData, ...] = ()
    terms: tuple[tuple[str, Term], ...] = ()
    next_page: str | None = None
    page_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a page told. ``item`` is ``None`` for pages that only list; ``gone`` says why a page is none."""

    url: str
    language: str | None = None
    gone: str | None = None
    item: Post | Page | Author | None = None
    genuine: bool = True
    biography: tuple[str, str] | None = None
    media: tuple[Media, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    links: tuple[str, ...] = ()
    hreflang: tuple[Link, ...] = ()
    listing: Listing | None = None
    comments: tuple[Statement, ...] = ()
    """Comments of a post that its page shows."""
    owner: tuple[str, str] | None = None
    """Wix's id and the name of a post's author."""
    gain: str | None = None
    """Why a browser would show more of the page."""


def read_page(task: PageTask) -> Reading:
    """Read a page, told apart by its content where its address does not say what it is."""
    try:
        reading = _read(Document(task.url, task.body, task.fetched_at, task.encoding), task)
    except RecursionError:
        return Reading(url=canonical_url(task.url), gone="its elements are nested too deeply to be read")
    return replace(reading, gain=gain(reading, task.body))


def _read(document: Document, task: PageTask) -> Reading:
    if document.is_not_found:
        return Reading(url=task.url, gone="the page says that it does not exist")
    comments = take_comments(document)
    sightings = find_contacts(document, region=task.region)
    contacts = tuple(dict.fromkeys(contact.value for contact in merge_contacts(sightings)))
    answers = [load_json(answer.decode("utf-8-sig", "replace")) for answer in task.answers]
    api, owner = _api_data(answers, task.base), _owner_data(answers, task)
    facts = {"listed": task.listed, "api": api, "owner_api": owner}
    post = PostPage(document, task.base, names=task.names, contacts=contacts, **facts)
    if task.kind == "post" or post.names_itself_post:
        reading = replace(_read_post(post), comments=comments)
    else:
        reading = _without_comments(_read_other(document, task, contacts), len(comments))
    return replace(reading, language=document.language, sightings=sightings, links=document.links)


def _owner_data(answers: list[Any], task: PageTask) -> PostData:
    data = task.owner_api
    for answer in answers:
        data = with_body(data, answer, task.base)
    return data


def _api_data(answers: list[Any], base: str) -> PostData:
    data, counted = PostData(), PostData()
    for decoded in answers:
        page, metadata = dig(decoded, "postPage"), dig(decoded, "postPageMetadata", "postMetadata")
        if isinstance(page, dict):
            data = from_page_answer(page, {}, base)
        elif isinstance(metadata, dict):
            counted = from_page_answer({}, metadata, base)
    stated = {name: getattr(counted, name) for name in ("views", "comments", "likes")}
    return replace(data, **{name: count for name, count in stated.items() if count is not None})


def _read_post(post: PostPage) -> Reading:
    if not post.is_post:
        return Reading(url=post.url, gone=EMPTY_FRAME)
    item = post.to_item()
    return Reading(
        url=post.url,
        item=item,
        genuine=post.is_genuine,
        biography=post.biography,
        media=(*body_media(post.body.value, post.url), *cover_media(post.cover.value, post.url)),
        hreflang=item.seo.hreflang if post.is_genuine else (),
        owner=post.owner,
    )


def _read_other(document: Document, task: PageTask, contacts: tuple[str, ...]) -> Reading:
    feed = FeedPage(document, task.base)
    listing = Listing(
        lists=tuple(entry.without_bodies() for entry in feed.lists),
        cards=feed.cards,
        terms=feed.terms,
        next_page=feed.next_page if feed.posts else None,
        page_count=feed.page_count if task.kind in _LISTS else None,
    )
    url = canonical_url(document.url)
    if task.kind == "author":
        author = AuthorPage(document, task.base)
        listing = replace(listing, cards=(*listing.cards, *author.listed))
        return Reading(url=url, item=author.to_item(), listing=listing)
    if task.kind in _LISTS - {"feed"} or "/page/" in url:
        return Reading(url=url, listing=listing)
    page = StaticPage(document, task.base, contacts=contacts, is_blog=task.kind == "feed")
    item = page.to_item()
    return Reading(
        url=url,
        item=replace(item, issues=(*item.issues, *shown_but_empty(document))),
        media=tuple(body_media(page.body, url)),
        hreflang=item.seo.hreflang,
        listing=listing,
    )


def _without_comments(reading: Reading, count: int) -> Reading:
    """Say that the comments of a page that is no post are left out."""
    if not count or not isinstance(reading.item, Page):
        return reading
    text = f"the page shows {count} comments: only those of posts are kept"
    issue = Issue(field="body_html", code="comments-left-out", message=text)
    return replace(reading, item=replace(reading.item, issues=(*reading.item.issues, issue)))


def body_media(body: Body | None, page: str) -> list[Media]:
    if body is None:
        return []
    found = [
        Media(
            url=image.url,
            source_url=image.url,
            seen_urls=(image.seen_url,) if image.seen_url else (),
            kind=image.kind,
            width=image.width,
            height=image.height,
            filename=image.filename,
            alt=image.alt,
            caption=image.caption,
            used_by=(page,),
        )
        for image in body.images
    ]
    # What a video platform hosts stays there: only files of the site are media of the site.
    found += [
        Media(url=video.url, source_url=video.url, kind=video.kind, used_by=(page,))
        for video in body.videos
        if host_of(video.url).endswith("wixstatic.com")
    ]
    stills = [video.poster for video in body.videos if video.poster and host_of(video.poster).endswith("wixstatic.com")]
    found += [Media(url=still, source_url=still, used_by=(page,)) for still in stills]
    sounds = [url for url in body.embeds if host_of(url).endswith("wixstatic.com")]
    found += [Media(url=sound, source_url=sound, kind="audio", used_by=(page,)) for sound in sounds]
    found += [
        Media(url=f.url, source_url=f.url, kind=f.kind, filename=f.name, bytes=f.size, used_by=(page,))
        for f in body.files
    ]
    return found


def cover_media(cover: Cover | None, page: str) -> list[Media]:
    if cover is None:
        return []
    size: dict[str, Any] = {"width": cover.width, "height": cover.height}
    return [Media(url=cover.url, source_url=cover.url, alt=cover.alt, filename=cover.filename, used_by=(page,), **size)]


def has_embedded_post(body: bytes) -> bool:
    """True if the page carries its post as data with counters, so that the page API has nothing to add."""
    return b"OldPostPageWarmupData-" in body


def looks_genuine(body: bytes) -> bool:
    """True if the page is no reduced answer: it names a publication time or describes itself as a blog post."""
    return b"article:published_time" in body or b'"BlogPosting"' in body
