"""Comments in the DOM: an empty root for visitors, threads where Wix takes the client for a search engine."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.replica.inline import text_html
from tests.replica.markup import el
from tests.replica.strings import visible_date

if TYPE_CHECKING:
    from tests.replica.inline import Scope
    from tests.replica.remarks import Remark

SHOWN = 20
"""Comments of the first page that the widget draws, and replies below each: 8."""
SHOWN_REPLIES = 8
CUT = 120
"""Characters after which a text hides behind "show more"."""


def widget(s: Scope, lang: str) -> str:
    """The comments' root, filled in SEO mode."""
    hook = f"wc-root {s.post.internal_id}"
    if not s.post.seo_mode:
        return el("div", data_hook=hook)
    tops = [r for r in s.post.thread if r.public and not r.parent]
    rows = "".join(_item(s, lang, r) for r in tops[:SHOWN])
    more = el("button", "Load more", data_hook="load-more-next") if len(tops) > SHOWN else ""
    title = el("h2", f"{s.post.comments} comments", data_hook="wc-header-title")
    box = el("div", "Write a comment...", data_hook="comment-box")
    listed = el("div", rows, more, data_hook="top-level-comment-list")
    return el("div", title, box, listed, data_hook=hook, data_render="SSR_LOADED")


def shown(post_thread: tuple[Remark, ...]) -> list[Remark]:
    """What the filled widget shows: the replies of a comment that is gone are not there."""
    tops = [r for r in post_thread if r.public and not r.parent][:SHOWN]
    found = []
    for top in tops:
        found += [top, *[r for r in post_thread if r.parent == top.id and r.public][:SHOWN_REPLIES]]
    return found


def cut(remark: Remark) -> str:
    """The visible part of the text, one line a paragraph."""
    text = "\n\n".join("".join(run.text for run in runs) for runs in remark.paragraphs)
    return text[:CUT].rstrip() if len(text) > CUT else ""


def _item(s: Scope, lang: str, remark: Remark) -> str:
    replies = [r for r in s.post.thread if r.parent == remark.id and r.public]
    answers = "".join(_item(s, lang, r) for r in replies[:SHOWN_REPLIES])
    more = el("button", "Load more replies", data_hook="load-more-replies") if len(replies) > SHOWN_REPLIES else ""
    return el(
        "div", _head(s, lang, remark), _content(s, remark), _likes(remark),
        el("div", answers, more, data_hook=f"reply-list-{remark.id}") if answers else "",
        data_hook=f"comment-{remark.id}",
    )  # fmt: skip


def _head(s: Scope, lang: str, remark: Remark) -> str:
    name = el("span", escape(remark.author))
    profile = s.ctx.url(f"/profile/{remark.person}/profile")
    author = el("a", name, href=profile) if remark.member else name
    when = visible_date(lang, remark.published, s.ctx.site.now)
    return el("div", author, data_hook="comments-author") + el("span", when, data_hook="time-ago", title=when)


def _content(s: Scope, remark: Remark) -> str:
    short = cut(remark)
    if short:
        inner = "".join(el("p", escape(part)) for part in short.split("\n\n"))
        return el("div", inner, el("button", "Show More", data_hook="show-more-btn"), data_hook="comment-content")
    said = f"@{escape(remark.mention)} " if remark.mention else ""
    inner = ""
    for place, runs in enumerate(remark.paragraphs):
        text = text_html(s, runs).replace("\n", "<br/>")
        inner += el("p", said if not place else "", text)
    if remark.picture:
        inner += el("figure", el("img", src=s.ctx.media(remark.picture), alt=""), data_hook="figure-IMAGE")
    return el("div", inner, data_hook="comment-content")


def _likes(remark: Remark) -> str:
    return el("button", el("span", str(remark.likes)), data_hook="like-button")
