"""Labels of contact values that have no value with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction.contacts.emails import mailto_addresses
from scraper.extraction.contacts.labels import is_bare_label
from scraper.extraction.contacts.page import Piece, pieces
from scraper.extraction.contacts.phones import tel_number, whatsapp_number
from scraper.extraction.contacts.scan import scan
from scraper.items import Issue

if TYPE_CHECKING:
    from scraper.extraction.document import Document

_ANNOUNCED = frozenset({"phone", "fax", "whatsapp", "email"})
# Values may stand in the next column, all labels first: the values of so many lines are looked through.
_LOOK_AHEAD = 8


def shown_but_empty(document: Document) -> tuple[Issue, ...]:
    """Issues for contact labels ("Email:") with neither text nor link; one for each label and place.

    A label counts with its colon, or between the separators of a contact bar; labels of forms and the
    words of posts do not.
    """
    parts = list(pieces(scan(document).lines))
    issues: dict[tuple[str, str], Issue] = {}
    for number, piece in enumerate(parts):
        kind = is_bare_label(piece.text)
        if kind not in _ANNOUNCED or piece.place.in_form or piece.place.in_post or not _is_label(parts, number):
            continue
        if not any(_holds(other, kind) for other in parts[number : number + _LOOK_AHEAD]):
            label, where = piece.plain.rstrip(" :："), piece.place.where
            message = f"The {where} shows the label “{label}” with neither text nor link."
            issues[label, where] = Issue(field="contacts", code="contact-shown-but-empty", message=message)
    return tuple(issues.values())


def _is_label(parts: list[Piece], number: int) -> bool:
    piece = parts[number]
    neighbours = parts[max(0, number - 1) : number] + parts[number + 1 : number + 2]
    in_bar = any(other.line is piece.line for other in neighbours)
    return in_bar or piece.text.rstrip().endswith((":", "："))


def _holds(piece: Piece, kind: str) -> bool:
    """Tell whether a piece has a value of that kind; any number does for a phone, valid or not."""
    if kind == "email":
        return "@" in piece.text or any(mailto_addresses(anchor.href) for anchor in piece.anchors)
    if sum(char.isdigit() for char in piece.text) >= 6:
        return True
    return any(tel_number(anchor.href) or whatsapp_number(anchor.href, None) for anchor in piece.anchors)
