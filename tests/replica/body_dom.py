"""Bodies in the DOM: Draft-flavoured until 2023, Ricos-flavoured from 2024 on."""

from __future__ import annotations

from html import escape

from tests.replica.blocks import (
    Audio,
    Block,
    Button,
    Card,
    Checklist,
    Code,
    Divider,
    Embed,
    EmptyLine,
    FileCard,
    Gallery,
    Heading,
    Image,
    Layout,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Table,
    Text,
    Video,
)
from tests.replica.body_media import (
    audio_html,
    button_html,
    embed_html,
    file_html,
    gallery_html,
    image_html,
    video_html,
)
from tests.replica.cards import KINDS, as_list, as_paragraphs, card_html
from tests.replica.inline import Scope, text_html
from tests.replica.model import slugify

DRAFT_ERAS = ("2021", "2023")
_BULLETS = ("disc", "circle", "square")
_KINDS: dict[type, str] = {
    Paragraph: "paragraph", EmptyLine: "empty-line", Heading: "heading", Quote: "blockquote", Code: "code-block",
    Divider: "divider", Table: "table", Image: "image", Gallery: "gallery", Video: "video", FileCard: "file",
    Audio: "audio", Embed: "html", Button: "button", **KINDS,
}  # fmt: skip


def kind_of(block: Block) -> str:
    """Name of the block in the marker that follows it."""
    if isinstance(block, ListBlock):
        return "ordered_list" if block.ordered else "bulleted_list"
    return _KINDS[type(block)]


def body_html(s: Scope) -> str:
    """All blocks with Wix's markers between them; bolt (2021) pages have no markers.

    In the Draft eras a list has no marker of its own: it stands before the next block.
    """
    pieces = []
    number = 0
    for place, block in enumerate(s.post.blocks):
        html = block_html(s, block, place)
        markerless = s.era == "2021" or (s.era == "2023" and isinstance(block, ListBlock))
        if s.era not in DRAFT_ERAS:
            wide = "fullWidth" if isinstance(block, Video) and place % 2 else "normal"
            html = f'<div data-breakout="{wide}">{html}</div>'
        if not markerless:
            number += 1
            html += f'<div type="{kind_of(block)}" data-hook="rcv-block{number}"></div>'
        pieces.append(html)
    return "".join(pieces)


def block_html(s: Scope, block: Block, place: int) -> str:
    """One block in the markup of the post's era."""
    node = s.node(place)
    match block:
        case Paragraph():
            return _paragraph(s, block.runs, node, block.align)
        case EmptyLine():
            return _empty(s, node)
        case Heading():
            return _heading(s, block, node)
        case ListBlock():
            return _list(s, block, (place,), 0)
        case Quote():
            return _quote(s, block, place)
        case Code():
            return f'<pre id="viewer-{node}" class="{s.css("pre")}" spellcheck="false">{escape(block.text)}</pre>'
        case Table():
            return _wrapped(s, node, _table(s, block, place))
        case Checklist():
            return _list(s, as_list(block), (place,), 0)
        case Layout():
            inner = (_paragraph(s, p.runs, s.node(place, n)) for n, p in enumerate(as_paragraphs(block)))
            return _wrapped(s, node, "".join(inner))
        case _:
            return _wrapped(s, node, _plugin(s, block, node))


def _plugin(s: Scope, block: Block, node: str) -> str:
    match block:
        case Image():
            return image_html(s, block, node)
        case Gallery():
            return gallery_html(s, block, node)
        case Video():
            return video_html(s, block)
        case FileCard():
            return file_html(s, block)
        case Audio():
            return audio_html(s, block)
        case Embed():
            return embed_html(s, block)
        case Button():
            return button_html(s, block, node)
        case _ if isinstance(block, Card):
            return card_html(s, block)
        case _:
            return _divider(s)


def _wrapped(s: Scope, node: str, inner: str) -> str:
    return f'<div class="{s.css("plugin")}" id="viewer-{node}">{inner}</div>'


def _draft_css(s: Scope, role: str) -> str:
    tail = "public-DraftStyleDefault-block-depth0 fixed-tab-size public-DraftStyleDefault-text-ltr"
    return f"{s.css(role)} {s.css('text')} {tail}"


def _text_span(s: Scope, inner: str) -> str:
    extra = " public-DraftStyleDefault-ltr" if s.era in DRAFT_ERAS else ""
    return f'<span class="{s.css("span")}{extra}">{inner}</span>'


def _paragraph(s: Scope, runs: Text, node: str, align: str = "") -> str:
    style = f' style="text-align:{align.lower()}"' if align else ""
    inner = _text_span(s, text_html(s, runs))
    if s.era in DRAFT_ERAS:
        return f'<p id="viewer-{node}" class="{_draft_css(s, "p")}"{style}>{inner}</p>'
    direction = "" if s.era == "2024" else ' dir="auto"'
    return f'<p class="{s.css("p")} {s.css("text")}"{style}{direction} id="viewer-{node}">{inner}</p>'


def _empty(s: Scope, node: str) -> str:
    line = _text_span(s, '<span><br role="presentation"/></span>' if s.era == "2023" else '<br role="presentation"/>')
    css = _draft_css(s, "p") if s.era in DRAFT_ERAS else s.css("p")
    return f'<div id="viewer-{node}" class="{css}" dir="auto">{line}</div>'


def _heading(s: Scope, block: Heading, node: str) -> str:
    inner = _text_span(s, text_html(s, block.runs))
    if s.era in DRAFT_ERAS:
        return f'<h{block.level} id="viewer-{node}" class="{_draft_css(s, "h")}">{inner}</h{block.level}>'
    anchor, focus = "", ""
    if s.era == "2026":
        name = slugify("".join(r.text for r in block.runs)) or "section"
        anchor = f'<span aria-hidden="true" id="{escape(name)}-{node}"></span>'
        focus = ' tabindex="-1"'
    return (
        f'<h{block.level} class="{s.css("h")} {s.css("text")}" dir="auto"{focus} id="viewer-{node}">'
        f"{anchor}{inner}</h{block.level}>"
    )


def _list(s: Scope, block: ListBlock, place: tuple[object, ...], depth: int) -> str:
    tag = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    items = "".join(_item(s, block, item, (*place, n), depth, n) for n, item in enumerate(block.items))
    if s.era in DRAFT_ERAS:
        return f'<{tag} class="public-DraftStyleDefault-{tag}"{start}>{items}</{tag}>'
    return f'<{tag} class="{s.css(tag)}"{start}>{items}</{tag}>'


def _item(s: Scope, block: ListBlock, item: ListItem, place: tuple[object, ...], depth: int, number: int) -> str:
    node = s.node(*place)
    nested = _list(s, item.sub, (*place, "sub"), depth + 1) if item.sub else ""
    text = text_html(s, item.runs)
    if s.era in DRAFT_ERAS:
        kind = "ordered" if block.ordered else "unordered"
        reset = " public-DraftStyleDefault-reset" if number == 0 else ""
        return (
            f'<li id="viewer-{node}" class="{s.css("li")} public-DraftStyleDefault-{kind}ListItem '
            f'public-DraftStyleDefault-depth{depth} public-DraftStyleDefault-list-ltr{reset}">'
            f'<p class="{s.css("li-p")}">{text}</p>{nested}</li>'
        )
    para = f'<p class="{s.css("p")}" dir="" id="viewer-{node}">{_text_span(s, text)}</p>'
    if s.era == "2024":
        return f'<li dir="auto" class="{s.css("li")}"><div>{para}{nested}</div></li>'
    mark = "decimal" if block.ordered else _BULLETS[min(depth, 2)]
    return (
        f'<li dir="auto" aria-level="{depth + 1}" class="{s.css("li")}" style="text-align:AUTO;'
        f'margin-inline-start:1.5em;list-style-type:{mark}">{para}{nested}</li>'
    )


def _quote(s: Scope, block: Quote, place: int) -> str:
    node = s.node(place)
    text = text_html(s, block.runs)
    if s.era in DRAFT_ERAS:
        return f'<blockquote id="viewer-{node}" class="{_draft_css(s, "quote")}">{_text_span(s, text)}</blockquote>'
    return (
        f'<div style="display:flex" dir="auto" id="viewer-{node}"><blockquote class="{s.css("quote")}"><span>'
        f'<div class="{s.css("text")}" dir="auto" id="viewer-{s.node(place, 0)}">{_text_span(s, text)}</div></span>'
        f"</blockquote></div>"
    )


def _divider(s: Scope) -> str:
    hook = "divider divider-single" if s.era == "2026" else "divider-single"
    return (
        f'<div class="{s.css("div-wrap")}"><div class="{s.css("div")}" data-hook="{hook}" role="separator"><div '
        f'class="{s.css("div-in")}"><svg class="{s.css("div-svg")}"><line x2="100%" y1="1" y2="1"></line></svg>'
        f'<div class="{s.css("div-end")}"> </div></div></div></div>'
    )


def _table(s: Scope, block: Table, place: int) -> str:
    """Header cells are ``td`` like all others: the DOM does not tell them apart."""
    edge = '<div style="position:absolute;top:-0.5px;left:-0.5px;height:1px;pointer-events:none"></div>'
    rows = []
    for y, row in enumerate(block.rows):
        cells = "".join(
            f'<td data-hook="table-plugin-cell" data-node-id="{s.node(place, y, x)}" data-visual-col="{x}" '
            f'data-visual-row="{y}" class="{s.css("td")}">{edge}{edge}<div class="{s.css("cell")}">'
            f"{_paragraph(s, cell, s.node(place, y, x, 0))}</div></td>"
            for x, cell in enumerate(row)
        )
        rows.append(f'<tr style="height:auto">{cells}</tr>')
    columns = '<col style="width:120px;min-width:120px"/>' * len(block.rows[0])
    return (
        f'<div class="{s.css("tab-wrap")}"><table class="{s.css("table")}" data-hook="table-component" '
        f'style="border-spacing:0;border-collapse:separate"><colgroup>{columns}</colgroup><tbody>{"".join(rows)}</tbody>'
        f"</table></div>"
    )
