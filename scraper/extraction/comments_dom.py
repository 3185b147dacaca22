"""Comments that a page shows in its markup: Wix renders them on the server in its SEO mode only.

WIX facts, 5.4 (hooks of Wix's own client): ``wc-root <post's internal id>`` holds ``top-level-comment-list``,
whose items are ``comment-<id>`` with ``comments-author``, ``comment-content`` and, for answers, ``reply-list-<id>``.
A long text is cut until somebody clicks on ``show-more-btn``. How the date is marked is not known: a ``time``
element counts, and whatever is hooked ``…time…`` or ``…date…``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.extraction.body import read_post_body
from scraper.extraction.comment_text import media_count, media_issue, plain_text
from scraper.extraction.comments import Statement, comment_url
from scraper.extraction.values import clean_text, parse_count, parse_instant, parse_shown_date
from scraper.items import Comment, Issue
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from scraper.extraction.document import Document

_ID = r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24})"
_COMMENT = re.compile(rf"comment-{_ID}", re.IGNORECASE)
_REPLIES = re.compile(rf"reply-list-{_ID}", re.IGNORECASE)
_DATED = re.compile(r"(?:^|-)(?:time|date)", re.IGNORECASE)


def take_comments(document: Document) -> tuple[Statement, ...]:
    """The comments that ``document`` shows, oldest source order; their widget is cut out of its tree.

    What visitors wrote is no part of the page's body, its contacts or its links, so whoever reads these must
    come after this.
    """
    if b"wc-root" not in document.body:
        return ()
    widgets = [e for e in document.root.iter("div", "section") if "wc-root" in _hooks(e)]
    found = [statement for widget in widgets for statement in _widget(widget, document)]
    for widget in widgets:
        parent = widget.getparent()
        if parent is not None:
            _cut(widget, parent)
    return tuple({s.comment.id: s for s in found}.values())


def _cut(element: HtmlElement, parent: HtmlElement) -> None:
    """Take ``element`` out and leave the text behind it where it is."""
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _hooks(element: HtmlElement) -> list[str]:
    return (element.get("data-hook") or "").split()


def _id_of(element: HtmlElement, pattern: re.Pattern[str]) -> str | None:
    return next((m["id"].lower() for hook in _hooks(element) if (m := pattern.fullmatch(hook))), None)


def _widget(widget: HtmlElement, document: Document) -> Iterator[Statement]:
    # Innermost first: a comment's own content is what is left when its replies are gone.
    items = [(e, i) for e in widget.iter("*") if (i := _id_of(e, _COMMENT))]
    read = [_statement(e, i, document) for e, i in reversed(items)]
    yield from reversed(read)


def _statement(item: HtmlElement, identifier: str, document: Document) -> Statement:
    parent_id = _parent(item)
    holder = item.getparent()
    if holder is not None:
        _cut(item, holder)
    url = canonical_url(document.url)
    parts = {hook: part for part in item.iter("*") for hook in _hooks(part)}
    published, dated = _published(item, document.language)
    text, texted = _text(parts, document)
    comment = Comment(
        url=comment_url(url, identifier),
        fetched_at=document.fetched_at,
        issues=(*dated, *texted),
        post_url=url,
        id=identifier,
        parent_id=parent_id,
        author=_words(parts.get("comments-author")),
        published_at=published,
        text=text,
        likes=_likes(parts),
    )
    return Statement(comment=comment)


def _parent(item: HtmlElement) -> str | None:
    for ancestor in item.iterancestors():
        found = _id_of(ancestor, _REPLIES) or _id_of(ancestor, _COMMENT)
        if found:
            return found
    return None


def _words(element: HtmlElement | None) -> str | None:
    return clean_text("".join(element.itertext())) or None if element is not None else None


def _text(parts: dict[str, HtmlElement], document: Document) -> tuple[str | None, list[Issue]]:
    content = parts.get("comment-content")
    if content is None:
        return None, []
    cut = "show-more-btn" in parts
    for button in list(content.iter("button")):
        _cut(button, button.getparent())
    body = read_post_body(content, base_url=document.url)
    issues = [issue for issue in (media_issue(media_count(body)),) if issue]
    if cut:
        text = "the page shows only the beginning of the comment (behind “show more”)"
        issues.append(Issue(field="text", code="cut-off", message=text))
    return plain_text(body), issues


def _published(item: HtmlElement, language: str | None) -> tuple[str | None, list[Issue]]:
    """When the comment was written: stated to the machine, or a date that says its year; else ``None``."""
    shown = ""
    for part in item.iter("*"):
        if part.tag != "time" and not any(_DATED.search(hook) for hook in _hooks(part)):
            continue
        instant = parse_instant(part.get("datetime"))
        if instant:
            return instant, []
        shown = shown or clean_text("".join(part.itertext()))
    date = parse_shown_date(shown, fetched_at=None, language=language)
    if date:
        text = f"only the visible date {shown[:60]!r} says when it was written; the time of day is unknown"
        return date, [Issue(field="published_at", code="date-from-visible-text", message=text)]
    text = f"the page says only {shown[:60]!r}" if shown else "the page does not say when it was written"
    return None, [Issue(field="published_at", code="missing", message=text)]


def _likes(parts: dict[str, HtmlElement]) -> int | None:
    boxes = (part for hook, part in parts.items() if "like" in hook or "reaction" in hook)
    return next((parse_count(_words(box)) for box in boxes), None)
