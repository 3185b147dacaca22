"""What every part of the export needs at hand: media, addresses, notes; and HTML that has both rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from pipelines.exporters.ghost.shelf import ROOT, Shelf
from scraper.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

    from pipelines.exporters.ghost.notes import Notes
    from pipelines.permalinks.base import Permalinks

_SOURCES = ("src", "poster")


@dataclass(frozen=True, slots=True)
class Desk:
    """Shared by all records of one export."""

    shelf: Shelf
    permalinks: Permalinks
    notes: Notes


@dataclass(frozen=True, slots=True)
class Hand:
    """Rewrites the addresses of one record's body."""

    desk: Desk
    place: str
    """The record's source address."""
    anchors: Mapping[str, str]
    """Id in the source -> the id that Ghost gives that heading."""

    def href(self, value: str) -> str:
        """Return where a link leads at Ghost."""
        if value.startswith("#"):
            return f"#{self.anchors.get(value[1:], value[1:])}"
        stored = self.desk.shelf.get(value)
        if stored:
            return stored.url
        target = self.desk.permalinks.link(value)
        if target.startswith("/"):
            return ROOT + target
        if _host(target) == _host(self.place):
            self.desk.notes.add("link-outside", self.place, target)
        return target

    def source(self, value: str | None) -> str:
        """Return the address of a medium that a page loads: in the zip, or where it was."""
        if not value:
            return ""
        stored = self.desk.shelf.get(value)
        if stored is None and _of_wix(value):
            self.desk.notes.add("media-outside", self.place, value)
        return stored.url if stored else value

    def inner(self, element: HtmlElement | None) -> str:
        """Write what an element holds as HTML, addresses rewritten."""
        if element is None:
            return ""
        text = escape(element.text or "", quote=False)
        return (text + "".join(self.outer(child, tail=True) for child in element)).strip()

    def outer(self, element: HtmlElement, *, tail: bool = False) -> str:
        """Write an element as HTML, addresses rewritten."""
        for part in element.iter(etree.Element):
            for name in _SOURCES:
                if name in part.attrib:
                    part.set(name, self.source(part.get(name)))
            if "href" in part.attrib:
                part.set("href", self.href(part.get("href")))
        written: str = etree.tostring(element, encoding="unicode", method="html", with_tail=tail)
        return written.strip() if not tail else written


def _host(url: str) -> str:
    return parts_of(url).netloc.lower() if url.startswith(("http://", "https://")) else ""


def _of_wix(url: str) -> bool:
    """Other sites' frames stay where they are; what is on Wix's hosts goes when the site goes."""
    return _host(url).endswith(("wixstatic.com", "filesusr.com", "usrfiles.com", "wixmp.com"))
