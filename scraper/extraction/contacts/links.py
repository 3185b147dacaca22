"""The values in links and frames."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.extraction.contacts import social
from scraper.extraction.contacts.addresses import addresses_in, is_placeholder_address
from scraper.extraction.contacts.emails import is_placeholder_email, mailto_addresses
from scraper.extraction.contacts.labels import tidy_label
from scraper.extraction.contacts.model import Value
from scraper.extraction.contacts.phones import dialled, is_placeholder_number, tel_number, whatsapp_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.extraction.contacts.scan import Anchor, Frame

_SOME_DIGITS = re.compile(r"\d{3}")


def read_link(anchor: Anchor, before: str, region: str | None) -> Iterator[Value]:
    """Values of one link; ``before`` are the words that stand in front of it."""
    label = tidy_label(before) if before else None
    label = label or _name(anchor)
    yield from _mails(anchor, label)
    yield from _numbers(anchor, label, region)
    profile = None if anchor.place.in_post else social.profile(anchor.href)
    if profile:
        yield Value("social", profile[1], anchor.href, profile[0], social.is_placeholder_profile(profile[1]))
    if social.is_map(anchor.href):
        yield from _map_values(anchor.href, anchor.text, in_post=anchor.place.in_post)


def read_frame(frame: Frame) -> Iterator[Value]:
    """Values of one frame: the place that an embedded map shows."""
    if social.is_map(frame.src):
        yield from _map_values(frame.src, frame.title, in_post=frame.place.in_post)


def _mails(anchor: Anchor, label: str | None) -> Iterator[Value]:
    for address in mailto_addresses(anchor.href):
        raw = anchor.text if anchor.text.lower() == address else address
        yield Value("email", address, raw, label, is_placeholder_email(address))


def _numbers(anchor: Anchor, label: str | None, region: str | None) -> Iterator[Value]:
    shown = tel_number(anchor.href)
    number = dialled(shown, region) if shown else None
    if shown and number:
        raw = anchor.text if _SOME_DIGITS.search(anchor.text) else shown
        yield Value("phone", number, raw, label, is_placeholder_number(number))
    chat = whatsapp_number(anchor.href, region)
    if chat:
        raw = anchor.text if _SOME_DIGITS.search(anchor.text) else anchor.href
        yield Value("whatsapp", chat, raw, label, is_placeholder_number(chat))


def _name(anchor: Anchor) -> str | None:
    """Return a link's own words as its label, unless they are the value or a sentence."""
    name = anchor.text or anchor.name
    return None if _SOME_DIGITS.search(name) or "@" in name else tidy_label(name)


def _map_values(href: str, text: str, *, in_post: bool) -> Iterator[Value]:
    address = "https:" + href if href.startswith("//") else href.strip()
    yield Value("map", address, address, tidy_label(text))
    for shown in (text, social.map_address(href) or ""):
        for value, _ in addresses_in((shown,), in_post=in_post, on_map=True):
            yield Value("address", value, shown, None, is_placeholder_address(value))
