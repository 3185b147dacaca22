"""Cards and groups that few posts have: which words they say, and their form in each document and in the DOM.

The forms of the documents are those of Wix's own schema and of its old editor's plugins. In the DOM nothing
is left of most of them: their viewers are drawn in the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.replica import library
from tests.replica.blocks import (
    Card,
    Checklist,
    Collapsible,
    EventCard,
    Gif,
    Heading,
    Layout,
    LinkPreview,
    ListBlock,
    ListItem,
    Map,
    Paragraph,
    Poll,
    Run,
    plain,
)
from tests.replica.markup import el, nested

if TYPE_CHECKING:
    from tests.replica.blocks import Block, MediaFile, Text
    from tests.replica.bodies import Draft
    from tests.replica.inline import Scope

KINDS: dict[type, str] = {
    Poll: "poll", Map: "map", LinkPreview: "link_preview", EventCard: "app_embed", Gif: "gif",
    Collapsible: "collapsible_list", Layout: "layout", Checklist: "checkbox_list",
}  # fmt: skip
"""Kind of a card in the marker that follows it."""


def cards(d: Draft) -> list[Block]:
    """One card of every kind, under a heading of their own."""
    w = d.writer
    pairs = ((plain(w.heading()), (Run(w.sentence() + " "), Run(w.phrase("a"), bold=True, href=d.link_to))),
             (plain(w.heading()), plain(w.sentence())))  # fmt: skip
    columns = ((plain(w.sentence()), plain(w.sentence())), ((Run(w.sentence(), italic=True),),))
    ticks: tuple[tuple[Text, bool], ...] = ((plain(w.item()), True), ((Run(w.item(), bold=True),), False))
    return [
        Heading(2, plain(w.heading())),
        Poll(w.heading(), (w.item(), w.item(), "편안한 호흡 🌙")),
        Map(w.phrase("b"), f"{d.index + 1} Lantern Lane, Hong Kong", 22.25 + d.index / 1000, 114.125),
        LinkPreview(w.heading(), w.sentence(), f"https://www.example.org/read/{d.index}"),
        EventCard(w.heading(), "12 July 2026, 18:30", w.phrase("b"), f"/event-details/evening-{d.index}"),
        Gif(library.image(d.seed, "gif", d.index, ext="gif")),
        Collapsible(pairs),
        Layout(columns),
        Checklist(ticks),
    ]


def words_of(card: Card) -> list[str]:
    """What a card says, one entry a paragraph-like piece."""
    match card:
        case Poll():
            return [card.title, *card.options]
        case Map():
            return [f"{card.name}, {card.address}"]
        case LinkPreview():
            return [card.title, card.description]
        case EventCard():
            return [card.name, card.scheduling, card.location]
        case _:
            return ["".join(run.text for run in text) for text in _texts_of(card)]


def runs_of(card: Card) -> list[Run]:
    """All runs of a card, in reading order."""
    return [run for text in _texts_of(card) for run in text]


def _texts_of(card: Card) -> list[Text]:
    match card:
        case Collapsible():
            return [text for pair in card.pairs for text in pair]
        case Layout():
            return [text for column in card.columns for text in column]
        case Checklist():
            return [text for text, _ in card.items]
        case _:
            return []


def as_list(card: Checklist) -> ListBlock:
    """A checklist as a plain list, which is all that Draft.js content and the DOM know of it."""
    return ListBlock(tuple(ListItem(text) for text, _ in card.items))


def as_paragraphs(card: Layout) -> list[Paragraph]:
    """The paragraphs of all columns."""
    return [Paragraph(text) for text in _texts_of(card)]


def ricos_data(s: Scope, card: Card) -> tuple[str, dict[str, Any]]:
    """Type and data of the node of a card without content of its own."""
    match card:
        case Poll():
            options = [{"id": str(n), "title": title} for n, title in enumerate(card.options)]
            return "POLL", {"pollData": {"poll": {"title": card.title, "options": options}}}
        case Map():
            place = {"locationName": card.name, "address": card.address, "lat": card.lat, "lng": card.lng}
            return "MAP", {"mapData": {"mapSettings": place | {"draggable": True, "marker": True}}}
        case LinkPreview():
            stated = {"title": card.title, "description": card.description, "link": {"url": card.href}}
            return "LINK_PREVIEW", {"linkPreviewData": stated}
        case EventCard():
            event = {"scheduling": card.scheduling, "location": card.location}
            stated = {"type": "EVENT", "name": card.name, "url": s.ctx.url(card.href), "eventData": event}
            return "APP_EMBED", {"appEmbedData": stated}
        case Gif():
            address = s.ctx.media(card.media)
            sizes = {"original": {"gif": address}, "downsized": {"gif": address}, **_size(card.media)}
            return "GIF", {"gifData": sizes}
    raise TypeError(card)


def draft_data(s: Scope, card: Card) -> tuple[str, dict[str, Any]]:
    """Type and data of the entity of a card without content of its own."""
    match card:
        case Poll():
            options = [{"id": str(n), "title": title} for n, title in enumerate(card.options)]
            return "wix-draft-plugin-poll", {"poll": {"title": card.title, "options": options}}
        case Map():
            place = {"locationDisplayName": card.name, "address": card.address, "lat": card.lat, "lng": card.lng}
            return "wix-draft-plugin-map", {"mapSettings": place}
        case LinkPreview():
            stated = {"title": card.title, "description": card.description}
            return "wix-draft-plugin-link-preview", stated | {"config": {"link": {"url": card.href}}}
        case EventCard():
            facts = {"scheduling": card.scheduling, "location": card.location, "pageUrl": s.ctx.url(card.href)}
            return "wix-draft-plugin-vertical-embed", {"type": "event", "selectedProduct": {"name": card.name, **facts}}
        case Gif():
            address = s.ctx.media(card.media)
            gif = {"originalUrl": address, "downsizedUrl": address, **_size(card.media)}
            return "wix-draft-plugin-giphy", {"gif": gif}
    raise TypeError(card)


def _size(media: MediaFile) -> dict[str, int]:
    return {"width": media.width, "height": media.height}


def card_html(s: Scope, card: Card) -> str:
    """The viewer of a card before the browser has drawn it."""
    hook = f"{KINDS[type(card)].replace('_', '-')}-root"
    return nested(s.css("card-wrap"), inner=el("div", class_=s.css("card-in"), data_hook=hook))
