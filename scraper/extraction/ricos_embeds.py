"""Reads what a Ricos document embeds from elsewhere: raw HTML and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
from lxml.etree import LxmlError

from scraper.extraction import figures
from scraper.extraction.dom import DomReader
from scraper.extraction.dom_media import hold_place
from scraper.extraction.dom_values import ascii_address
from scraper.extraction.ledger import clean
from scraper.extraction.ricos_values import JSON, child_nodes, data_of, outward, string, text_of
from scraper.extraction.video_urls import video_address

if TYPE_CHECKING:
    from scraper.extraction.ricos import RicosReader


def read_html(reader: RicosReader, node: JSON) -> None:
    """Read an HTML node: a frame by its address, or code."""
    data = data_of(node, "htmlData")
    url = text_of(data.get("url"))
    if url:
        embed_address(reader, outward(url))
    elif not embed_html(reader, data.get("html"), "HTML"):
        hold_place(reader, "html")
    reader.blocks(child_nodes(node))


def embed_address(reader: RicosReader, url: str) -> None:
    """Write a frame of ``url``, as a video's player where it is one."""
    video = video_address(url)
    reader.ledger.kept()
    if video is not None and (video.frame or video.is_file):
        reader.emit(figures.video_figure(video, seen=url))
    else:
        reader.emit(figures.frame_figure(ascii_address(url)))


def embed_html(reader: RicosReader, source: Any, kind: str) -> bool:
    """Read raw HTML that the owner pasted in: its frames, links and text; False if nothing is left of it.

    Scripts and styles cannot go along; what they drew is lost.
    """
    raw = string(source)
    if raw is None or not raw.strip():
        return False
    try:
        fragment = lxml.html.fragment_fromstring(clean(raw), create_parent="div")
    except (LxmlError, ValueError):
        return False
    inner = DomReader(reader.base_url)
    inner.ledger.source(inner.texts_of(fragment))
    inner.walk(fragment)
    inner.flush()
    if not len(inner.root):
        return False
    reader.ledger.absorb(inner.ledger, "".join(inner.root.itertext()))
    if next(fragment.iter("script", "style"), None) is not None:
        reader.ledger.degraded(kind, "script and style")
    else:
        reader.ledger.converted()
    reader.emit(*list(inner.root))
    return True
