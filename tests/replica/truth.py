"""Ground truth: the fields of ITEMS.md for every post, told by the model and not by the renderers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.replica import cards, library, remark_dom
from tests.replica.blocks import (
    Audio,
    Block,
    Button,
    Card,
    Code,
    Embed,
    EventCard,
    FileCard,
    Gallery,
    Gif,
    Heading,
    Image,
    LinkPreview,
    ListBlock,
    MediaFile,
    Paragraph,
    Quote,
    Run,
    Table,
    Text,
    Video,
)
from tests.replica.site import WIX_MEDIA, Site

if TYPE_CHECKING:
    from tests.replica.model import Page, Post
    from tests.replica.remarks import Remark

_WITH_JSON = ("2021", "2024", "2025")
"""Eras whose post pages carry the structured body."""


def collapsed(text: str) -> str:
    """White space collapsed to single blanks."""
    return re.sub(r"\s+", " ", text).strip()


def texts_of(block: Block) -> list[str]:
    """The words of a block, one entry a paragraph-like piece; file cards and players have none."""
    match block:
        case Paragraph() | Heading() | Quote():
            return [_joined(block.runs)]
        case ListBlock():
            return [
                text for item in block.items for text in (_joined(item.runs), *(texts_of(item.sub) if item.sub else ()))
            ]
        case Code():
            return [block.text]
        case Table():
            return [_joined(cell) for row in block.rows for cell in row]
        case Image():
            return [block.caption] if block.caption else []
        case Button():
            return [block.text]
        case _ if isinstance(block, Card):
            return cards.words_of(block)
        case _:
            return []


def _joined(runs: Text) -> str:
    return "".join(run.text for run in runs)


def runs_of(block: Block) -> list[Run]:
    """All runs of a block, in reading order."""
    match block:
        case Paragraph() | Heading() | Quote():
            return list(block.runs)
        case ListBlock():
            return [run for item in block.items for run in (*item.runs, *(runs_of(item.sub) if item.sub else ()))]
        case Table():
            return [run for row in block.rows for cell in row for run in cell]
        case _ if isinstance(block, Card):
            return cards.runs_of(block)
        case _:
            return []


def body_text(blocks: tuple[Block, ...]) -> str:
    """The words of a body, white space collapsed."""
    return collapsed(" ".join(text for block in blocks for text in texts_of(block)))


def images_of(block: Block) -> list[MediaFile]:
    """Pictures of a block; posters of films are not among them."""
    if isinstance(block, (Image, Gif)):
        return [block.media]
    return list(block.media) if isinstance(block, Gallery) else []


def links_of(block: Block) -> list[str]:
    """Targets of a block: absolute, or a path of the site."""
    found = [run.href for run in runs_of(block) if run.href]
    if isinstance(block, (Image, Button, LinkPreview, EventCard)) and block.href:
        found.append(block.href)
    return found


def post_truth(site: Site, post: Post) -> dict[str, Any]:
    """The truth of one post. Addresses of the site are given as paths; ``*_in_page`` is what the page alone tells."""
    headings = [b for b in post.blocks if isinstance(b, Heading)]
    lists = [b for b in post.blocks if isinstance(b, ListBlock)]
    return {
        "path": post.path, "era": post.era, "title": post.title, "slug": post.slug, "language": post.lang,
        "direction": "rtl" if post.rtl else "ltr", "published_at": post.published, "modified_at": post.modified,
        "author": post.author.name, "author_path": post.author.profile_path,
        "author_bio": _bio(site, post), "excerpt": post.excerpt, "post_id": post.guid,
        "internal_id": post.internal_id, "degraded": post.degraded, "noindex": post.noindex,
        "unlisted": post.unlisted, "pinned": post.pinned, "featured": post.featured,
        "body_text": body_text(post.blocks), "headings": [(h.level, collapsed(_joined(h.runs))) for h in headings],
        "list_items": [collapsed(text) for block in lists for text in texts_of(block)],
        "tables": [_cells(block) for block in post.blocks if isinstance(block, Table)],
        **_media_truth(post), **_counter_truth(post),
        "links": list(dict.fromkeys(link for block in post.blocks for link in links_of(block))),
        "anchors": [run.anchor for block in post.blocks for run in runs_of(block) if run.anchor],
        "categories": [c.label for c in post.categories], "tags": [t.label for t in post.tags],
        "hashtags": list(post.hashtags), "minutes_to_read": post.minutes,
        "recent_posts": [] if post.era == "2021" else [(p.title, p.path) for p in site.recent(post)],
    }  # fmt: skip


def comment_truth(post: Post) -> list[dict[str, Any]]:
    """The truth of the post's public comments. ``author`` is ``None`` where neither service nor page names a member."""
    shown = {r.id for r in remark_dom.shown(post.thread)} if post.seo_mode else set()
    return [
        {
            "path": post.path, "id": r.id, "parent_id": r.parent or None, "published_at": r.published,
            "author": r.author if r.named or r.author == post.author.name or r.id in shown else None,
            "text": comment_text(r), "likes": r.likes, "shown": r.id in shown, "cut": remark_dom.cut(r),
        }
        for r in post.thread
        if r.public
    ]  # fmt: skip


def comment_text(remark: Remark) -> str:
    """The words with the addresses of links and pictures in brackets, a blank line between paragraphs."""
    parts = ["".join(run.text + (f" ({run.href})" if run.href else "") for run in runs) for runs in remark.paragraphs]
    if remark.mention:
        parts[0] = f"@{remark.mention} {parts[0]}"
    if remark.picture:
        parts.append(f"[image: {WIX_MEDIA}/media/{remark.picture.id}]")
    return "\n\n".join(parts)


def page_truth(entry: Page) -> dict[str, Any]:
    """The truth of one static page; the title stands above the body as its ``h1``."""
    return {
        "path": entry.path, "title": entry.title, "kind": entry.kind, "body_text": body_text(entry.blocks),
        "images": [f"{WIX_MEDIA}/media/{m.id}" for block in entry.blocks for m in images_of(block)],
        "links": list(dict.fromkeys(link for block in entry.blocks for link in links_of(block))),
        "contacts": [line.value for line in entry.contacts if line.value],
    }  # fmt: skip


def contact_truth(site: Site) -> list[dict[str, Any]]:
    """Contact values and where they stand, the values of post bodies aside."""
    places: dict[tuple[str, str], list[str]] = {}
    bodies = [line for entry in site.pages for line in entry.contacts]
    for where, lines in (("header", site.header), ("footer", site.footer), ("body", bodies)):
        for line in lines:
            if line.value:
                places.setdefault((line.kind, line.value), []).append(where)
    phone = "".join(re.findall(r"[+\d]", site.business["telephone"]))
    places.setdefault(("phone", phone), []).append("structured data")
    return [{"kind": k, "value": v, "where": sorted(set(where))} for (k, v), where in places.items()]


def _cells(table: Table) -> list[list[str]]:
    return [[collapsed(_joined(cell)) for cell in row] for row in table.rows]


def _media_truth(post: Post) -> dict[str, Any]:
    images = list(dict.fromkeys(m.id for block in post.blocks for m in images_of(block)))
    galleries = {m.id for b in post.blocks if isinstance(b, Gallery) for m in b.media}
    unseen = {b.media.id for b in post.blocks if isinstance(b, Gif)} | (galleries if post.era == "2023" else set())
    films = [b for b in post.blocks if isinstance(b, Video)]
    files = [b.media for b in post.blocks if isinstance(b, FileCard)]
    sounds = [b.media for b in post.blocks if isinstance(b, Audio)]
    frames = [b for b in post.blocks if isinstance(b, Embed)]
    told = post.era in _WITH_JSON and not (post.degraded and post.era != "2021")
    return {
        "images": [f"{WIX_MEDIA}/media/{i}" for i in images],
        "images_in_page": [f"{WIX_MEDIA}/media/{i}" for i in images if told or i not in unseen],
        "cover_image": f"{WIX_MEDIA}/media/{post.cover.id}" if post.cover else None,
        "dead_media": [m.id for b in post.blocks for m in images_of(b) if m.dead],
        "videos": [film.youtube or (film.media.id if film.media else "") for film in films],
        "video_posters": [library.poster(film.media).id for film in films if film.media],
        "files": [m.id for m in files], "file_names": [m.filename for m in files],
        "files_in_page": [m.id for m in files] if told else [],
        "audio": [m.id for m in sounds], "audio_in_page": [m.id for m in sounds] if told else [],
        "embeds": [e.url for e in frames if e.url], "html_embeds": [e.html for e in frames if e.html],
        "html_embeds_in_page": [e.html for e in frames if e.html] if told else [],
    }  # fmt: skip


def _counter_truth(post: Post) -> dict[str, Any]:
    """What the post's own page states (``None``: only a placeholder), and the real numbers."""
    stated = post.era in ("2024", "2025") and not post.degraded
    return {
        "views": post.views if stated else None,
        "comments": post.comments if stated else None,
        "likes": post.likes if stated else None,
        "real_views": post.views,
        "real_comments": post.comments,
        "real_likes": post.likes,
    }


def _bio(site: Site, post: Post) -> str | None:
    """The biography in the post: paragraphs under the heading with the practitioner's name."""
    person = site.practitioner
    inside = any(isinstance(b, Heading) and _joined(b.runs) == person.name for b in post.blocks)
    return "\n\n".join(person.bio) if inside else None
