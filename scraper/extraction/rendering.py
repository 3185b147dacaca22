"""Which pages a browser would show more of, and how what it shows is put together with what the server sent.

Some pages of Wix come as frames that scripts fill: the server leaves out a post, a whole page, or a part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.extraction.proof import squeezed
from scraper.items import Issue, Page, Post

if TYPE_CHECKING:
    from scraper.extraction.reading import Reading

EMPTY_FRAME = "the page holds no post (an empty frame)"
"""Why a page that ought to be a post is none."""
RENDERED = "rendered"
"""Name of the source in ``sources``: a browser has run the page's scripts."""
REMEDY = "a browser may show more: pip install '.[render]', then crawl the site with -a render=on"

# Bodies that Wix's data states are whole: scripts only draw what the data says.
_DRAWN = (None, "dom")
_SPINNER = "its body is a few words and a spinner"
_FEW = 40  # characters: what stands around a spinner
# What stands where content is to come. The last one is the warm-up's list of components that the server could not draw,
# empty on all captured pages: what it would hold is told by its name alone.
_WAITING = re.compile(
    rb'data-hook="[^"]*(?:skeleton|loader|spinner)|aria-busy="true"|"failedInSsr":\{\s*"', re.IGNORECASE
)
_FORUM = b"DiscussionForumPosting"  # a thread at an address like a post's: no browser makes it one
_BODY = ("body_html", "body_text", "images", "videos", "files", "embeds", "links", "fidelity")
_MEDIA = ("images", "videos", "files", "embeds")
# Never taken over: keys, times, and what is put together from both.
_OWN = frozenset({*_BODY, "url", "fetched_at", "issues", "sources", "contacts", "seo", "variant_of", "status", "slug"})


def gain(reading: Reading, body: bytes) -> str | None:
    """Why a browser would show more of the page than ``body``, as which it came; ``None`` if it would not.

    Right for a post that is an empty frame, an empty body, a few words with a spinner, and a place held for something
    that the page does not hold. Never for bodies that come from Wix's data, for paid posts and for lists of posts.
    """
    if reading.gone:
        return "it holds no post" if reading.gone == EMPTY_FRAME and _FORUM not in body else None
    item = reading.item
    if not isinstance(item, Post | Page) or item.sources.get("body_html") not in _DRAWN:
        return None
    codes = {issue.code for issue in item.issues}
    if "paywalled" in codes:
        return None
    words, media = _size(item)
    if not words and not media and not _lists(reading):
        return "its body is empty"
    if 0 < words < _FEW and not media and _WAITING.search(body):
        return _SPINNER
    return "it shows a place without what belongs there" if "embed-missing" in codes else None


def _lists(reading: Reading) -> bool:
    """A page whose content is a list of posts need not hold anything else."""
    return reading.listing is not None and bool(reading.listing.lists or reading.listing.cards)


def better(first: Reading, rendered: Reading) -> Reading:
    """``first``, with what a browser showed of the same page where that is more; never less than ``first``."""
    shown, item = rendered.item, first.item
    if rendered.gone or rendered.url != first.url or not isinstance(shown, Post | Page):
        return first
    if first.gone:
        return replace(rendered, item=replace(shown, sources={**shown.sources, "body_html": RENDERED}), gain=None)
    if not isinstance(item, Post | Page) or type(item) is not type(shown):
        return first
    if not _holds_more(shown, item, only_spinner=first.gain == _SPINNER):
        return first
    return replace(
        first,
        item=_joined(item, shown),
        gain=None,
        biography=first.biography or rendered.biography,
        media=tuple(dict.fromkeys((*first.media, *rendered.media))),
        sightings=tuple(dict.fromkeys((*first.sightings, *rendered.sightings))),
        links=tuple(dict.fromkeys((*first.links, *rendered.links))),
        listing=first.listing or rendered.listing,
        comments=first.comments or rendered.comments,
        owner=first.owner or rendered.owner,
    )


def _size(item: Post | Page) -> tuple[int, int]:
    """Characters without white space, and number of media."""
    words = sum(map(len, (item.body_text or "").split()))
    return words, sum(len(getattr(item, name)) for name in _MEDIA)


def _places(item: Post | Page) -> int:
    return sum(loss.endswith(": address") for loss in item.fidelity.degraded)


def _holds_more(shown: Post | Page, item: Post | Page, *, only_spinner: bool) -> bool:
    """True if ``shown`` has all that ``item`` has, and more; the words around a spinner need not stay."""
    if not only_spinner and not _holds_all(shown, item):
        return False
    (words, media), (words_before, media_before) = _size(shown), _size(item)
    return words > words_before or media > media_before or _places(shown) < _places(item)


def _holds_all(shown: Post | Page, item: Post | Page) -> bool:
    """True if each word and character of ``item`` and each of its media is in ``shown``, in whatever order."""
    if any(not set(getattr(item, name)) <= set(getattr(shown, name)) for name in _MEDIA):
        return False
    said, heard = (item.body_text or "").split(), squeezed(shown.body_text or "")
    return Counter("".join(said)) <= Counter(heard) and all(word in heard for word in set(said))


def _joined(item: Post | Page, shown: Post | Page) -> Post | Page:
    changes = {name: getattr(shown, name) for name in _BODY}
    sources = {**item.sources, "body_html": RENDERED}
    for name in set(item.__dataclass_fields__) - _OWN:
        stated = getattr(shown, name)
        if getattr(item, name) in (None, ()) and stated not in (None, ()):
            changes[name] = stated
            sources |= {name: shown.sources[name]} if name in shown.sources else {}
    kept = (issue for issue in item.issues if issue.field != "body_html")
    issues = (*kept, *(issue for issue in shown.issues if issue.field == "body_html"))
    contacts = tuple(dict.fromkeys((*item.contacts, *shown.contacts)))
    return replace(item, issues=issues, contacts=contacts, sources=sources, **changes)


def noted(reading: Reading, code: str, text: str) -> Reading:
    """``reading`` with an issue on its record; what has no record says it as the reason for that."""
    if reading.gone:
        return replace(reading, gone=f"{reading.gone}; {text}")
    if not isinstance(reading.item, Post | Page):
        return reading
    issue = Issue(field="body_html", code=code, message=text)
    return replace(reading, item=replace(reading.item, issues=(*reading.item.issues, issue)))
