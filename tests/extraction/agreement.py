"""Compares two bodies of one post: of the document that Wix keeps and of the page that it draws from it."""

from __future__ import annotations

import re
from itertools import zip_longest

from lxml import etree

from pipelines.html import parse

FORGOTTEN = {
    "width of img": "the page of 2021 and all galleries state only the size of a scaled copy",
    "height of img": "as its width",
    "poster of video": "the page loads it by script, or has it as a background",
    "title of iframe": "the page gives every frame a name for screen readers, the document only some",
    "style of p": "the rendered page has alignments in hashed class names, which nobody can read",
    **{f"style of h{level}": "as in paragraphs" for level in range(1, 7)},
}
"""Attribute -> why the page does not carry it. In nothing else may the bodies differ, apart from ``HELD``."""

HELD = {
    "audio": (("audio", "embed", "card"), "players of sounds are drawn by script: the page has an empty division"),
    "video": (("video",), "the player of early 2024 is drawn by script, Vimeo's poster does not name the film"),
    "gallery": (("gallery",), "pages until 2023 draw galleries by script"),
    "html": (("embed", "video", None), "code is posted into a sandboxed frame by script"),
    "file": (("file",), "the page shows a file's name only"),
}
"""Kind of a place that the page holds -> what the document may have there, and why the page has not."""

_RESOLUTION = re.compile(r"(video\.wixstatic\.com/video/[^/]+)/.*")


def canonical(html):
    """Blocks of a body without what the page does not carry."""
    root = parse(html)
    for element in root.iter():
        for name in list(element.attrib):
            if f"{name} of {element.tag}" in FORGOTTEN:
                del element.attrib[name]
        if element.tag == "video":
            # The page loads one of several resolutions of the same film.
            element.set("src", _RESOLUTION.sub(r"\1", element.get("src", "")))
        elif element.tag == "a":
            _forget_what_the_viewer_made_of(element)
    etree.strip_tags(root, "unlinked")
    return list(root)


def _forget_what_the_viewer_made_of(link):
    """The viewer links every word that looks like a host, and cuts an address at the query if that has blanks."""
    address, _, query = link.get("href", "").partition("?")
    if "%20" in query:
        link.set("href", address)
    if address.lower().rstrip("/") == f"http://{''.join(link.itertext()).strip()}".lower():
        link.tag = "unlinked"


def kind_of(block):
    """What a block shows: the class of its figure or of its link."""
    if block.tag == "figure":
        return block.get("class") or "image"
    link = block.find("a")
    return link.get("class") if link is not None else None


def disagreements(stored, drawn):
    """Pairs of blocks of the document's and of the page's body that are not the same."""
    found = []
    for pair in zip_longest(canonical(stored), canonical(drawn)):
        first, second = (None if block is None else etree.tostring(block, encoding="unicode").strip() for block in pair)
        if first != second and (None in (first, second) or not _held(*pair)):
            found.append((first, second))
    return found


def _held(stored, drawn):
    """Tell whether ``drawn`` holds the place of ``stored``."""
    if kind_of(drawn) != "missing":
        return False
    kinds, _ = HELD.get(drawn.get("data-kind"), ((), ""))
    shown = "".join(drawn.itertext()).strip()
    return kind_of(stored) in kinds and (not shown or shown == "".join(stored.itertext()).strip())
