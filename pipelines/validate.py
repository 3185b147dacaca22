"""Stage 600: what a person should look at becomes an issue; nothing is ever dropped for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.stage import Stage, type_of
from scraper.items import Author, Category, Comment, Contact, Issue, Media, Page, Post, Record, Site, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_E164 = re.compile(r"\+[1-9]\d{6,14}")
# Wix writes these two into every page, in English whatever the site's language.
_CHROME = re.compile(r"^top of page\b|\b(?:bottom of page)$", re.IGNORECASE)
# With an extension, or as cameras and phones name pictures.
_FILE_NAME = re.compile(
    r".*\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp|svg)|(?:IMG|DSC[NF]?|DCIM|PXL|MVIMG|P)[-_]?\d{3,}.*", re.IGNORECASE
)
_COUNTS = ("views", "comments", "likes", "minutes_to_read", "posts", "bytes", "width", "height")
_MOST = 2**53
_LONG_EXCERPT = 80


def validate(record: Record) -> Record:
    """Attach the issues of ``record`` that it does not have yet."""
    known = {(issue.field, issue.code) for issue in record.issues}
    found = [issue for issue in _issues(record) if (issue.field, issue.code) not in known]
    return replace(record, issues=(*record.issues, *found)) if found else record


def _issues(record: Record) -> Iterator[Issue]:
    yield from _check_counts(record)
    check = _CHECKS.get(type(record))
    if check:
        yield from check(record)


def _check_counts(record: Record) -> Iterator[Issue]:
    for name in _COUNTS:
        value = getattr(record, name, None)
        if isinstance(value, int) and value < 0:
            yield Issue(field=name, code="negative-count", message=f"{value} cannot be a number of things.")
        elif isinstance(value, int) and value > _MOST:
            yield Issue(field=name, code="implausible-count", message=f"{value} is more than any site has.")


def _missing(record: Record, *names: str) -> Iterator[Issue]:
    for name in names:
        if not getattr(record, name):
            yield Issue(field=name, code="missing", message=f"The page states no {name.replace('_', ' ')}.")


def _check_post(post: Post) -> Iterator[Issue]:
    public = post.status == "published"
    yield from _missing(post, "title", "slug", "published_at", "body_html") if public else _missing(post, "title")
    if post.title and post.slug and post.title == post.slug and not post.title.isalnum():
        yield Issue(field="title", code="title-is-slug", message="The title is the last part of the address.")
    yield from _check_dates(post)
    yield from _check_body(post)
    if post.excerpt and len(post.excerpt) >= _LONG_EXCERPT and not (post.images or post.videos or post.embeds):
        words = len(post.body_text or "")
        if 0 < words < len(post.excerpt) / 2:
            message = f"The body has {words} characters, the excerpt {len(post.excerpt)}: the page may be cut off."
            yield Issue(field="body_html", code="short-body", message=message)


def _check_dates(post: Post) -> Iterator[Issue]:
    published, modified, fetched = post.published_at, post.modified_at, post.fetched_at
    if published and modified and post.status == "published" and _moment(published) > _moment(modified):
        message = f"Published {published}, after the last change {modified}."
        yield Issue(field="published_at", code="published-after-modified", message=message)
    for name, value in (("published_at", published), ("modified_at", modified)):
        to_come = name == "published_at" and post.status == "scheduled"
        if value and fetched and not to_come and _moment(value) > _moment(fetched):
            yield Issue(field=name, code="future-date", message=f"{value} is after the fetch, {fetched}.")


def _moment(text: str) -> str:
    """Make moments as :func:`pipelines.dates.utc` writes them comparable as text, with and without fraction."""
    return text.removesuffix("+00:00")


def _check_body(record: Post | Page) -> Iterator[Issue]:
    if record.body_text and _CHROME.search(record.body_text.strip()):
        message = "Words of the page's frame are in the body."
        yield Issue(field="body_text", code="page-frame-in-body", message=message)
    if record.body_html and record.body_text == "" and not (record.images or record.videos or record.embeds):
        yield Issue(field="body_text", code="empty-body", message="The body has neither words nor media.")


def _check_page(page: Page) -> Iterator[Issue]:
    # The blog's own page lists posts: it need not hold anything else.
    yield from _missing(page, "title") if page.kind == "blog" else _missing(page, "title", "body_html")
    yield from _check_body(page)


def _check_media(media: Media) -> Iterator[Issue]:
    yield from _missing(media, "source_url")
    if media.alt and (_FILE_NAME.fullmatch(media.alt.strip()) or media.alt == media.filename):
        message = f"The alternative text {media.alt[:80]!r} is a file name: it tells a blind reader nothing."
        yield Issue(field="alt", code="alt-is-file-name", message=message)


def _check_contact(contact: Contact) -> Iterator[Issue]:
    value = contact.value
    if not value:
        yield Issue(field="value", code="missing", message=f"The page shows a place for {contact.kind} but no value.")
    elif contact.kind == "email" and not _EMAIL.fullmatch(value):
        yield Issue(field="value", code="broken-email", message=f"{value!r} is not an e-mail address.")
    elif contact.kind in ("phone", "whatsapp") and not _E164.fullmatch(value):
        yield Issue(field="value", code="broken-phone", message=f"{value!r} is not a number in international form.")
    if contact.placeholder:
        message = f"{value!r} came with the template: the owner never replaced it."
        yield Issue(field="value", code="placeholder", message=message)


_CHECKS: dict[type[Record], Callable[[Any], Iterator[Issue]]] = {
    Post: _check_post,
    Page: _check_page,
    Contact: _check_contact,
    Author: lambda author: _missing(author, "name"),
    Category: lambda category: _missing(category, "label", "slug"),
    Tag: lambda tag: _missing(tag, "label", "slug"),
    Comment: lambda comment: _missing(comment, "text", "published_at"),
    Media: _check_media,
    Site: lambda site: _missing(site, "name"),
}


class ValidatePipeline(Stage):
    """Apply :func:`validate`; stats: ``validate/<type>/checked``, and ``validate/<field>/<code>`` of all issues."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, Record):
            return item
        done = validate(item)
        self.count("validate", type_of(item), "checked")
        for issue in done.issues:
            self.count("validate", issue.field or "record", issue.code)
        return done
