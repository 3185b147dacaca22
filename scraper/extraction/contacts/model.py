"""What the readers of this package hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("phone", "whatsapp", "email", "address", "hours", "social", "map")
"""The kinds of contact values, in the order in which records are listed."""

HEADER, FOOTER, BODY, STRUCTURED = "header", "footer", "body", "structured data"
PLACES = (HEADER, FOOTER, BODY, STRUCTURED)
"""Where a value can stand, in the order in which records list it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One contact value as one page shows it once."""

    kind: str
    """One of :data:`KINDS`."""
    value: str
    """Normal form: E.164 for phones, lower-case e-mail, one-line address, absolute URL."""
    raw: str
    """As the page shows it."""
    label: str | None
    """Words beside it, e.g. ``Fax``; the network's name for a profile."""
    where: str
    """One of :data:`PLACES`."""
    url: str
    """The page."""
    placeholder: bool
    """True for what a Wix template shows before anybody edits it."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value before it is known on which page, and where, it stands; fields as in :class:`Sighting`."""

    kind: str
    value: str
    raw: str
    label: str | None = None
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A phone number or an e-mail address in a text, from ``start`` to ``end``."""

    start: int
    end: int
    value: str
    placeholder: bool = False
