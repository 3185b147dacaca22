"""Reads the body of a blog post out of its rendered page, of every era from 2021 on.

What the viewers are called is fixed by their ``data-hook`` (``docs/body-html.md`` lists them); class names
change with every release of Wix and are never used. Since 2021-12 an empty marker follows each block and
states its kind, so that something the page does not contain still has a place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scraper.extraction import figures, markup
from scraper.extraction.dom import DomReader
from scraper.extraction.dom_gallery import read_gallery
from scraper.extraction.dom_media import hold_place, read_audio, read_file, read_video
from scraper.extraction.dom_structures import attach_caption, read_caption, read_rule
from scraper.extraction.dom_values import absolute, background_of
from scraper.extraction.media_urls import original_url
from scraper.extraction.vocabulary import EMPTY_BODY, HASHTAG_PATH, Body

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from scraper.extraction.dom_values import Format

_HOOKS = (
    (re.compile(r"^galleryviewer"), "gallery"),
    (re.compile(r"^(?:videoplayer|reactplayerwrapper|videoviewer|videossrviewer|figurevideo)"), "video"),
    (re.compile(r"^(?:audioviewer|audioplayer|soundcloud|figureaudio)"), "audio"),
    (re.compile(r"^(?:htmlcomponent|htmlviewer|figurehtml)"), "html"),
    (re.compile(r"^fileuploadviewer"), "file"),
    (re.compile(r"^(?:linkbutton|actionbutton|button)viewer"), "button"),
    (re.compile(r"^divider"), "divider"),
    (re.compile(r"^linkpreview"), "link preview"),
    (re.compile(r"^mapviewer"), "map"),
    (re.compile(r"^(?:image|giphy|gif)viewer$|^figure(?:image|gif)"), "image"),
    (re.compile(r"^(?:image|giphy|gif)viewercaption$"), "caption"),
    (re.compile(r"^(?:imageexpandbutton|cssscrollindicator|share|spoilerreveal)"), "control"),
)
_CAPTION = re.compile(r"^viewer-[\w-]+-caption$")  # a plain division until 2024
_MARKER = re.compile(r"^rcv-block(?:\d+|-\w+)$")
# Kinds of blocks of which nothing is left in the page when their content comes from elsewhere.
_HOLLOW = frozenset({
    "video", "audio", "html", "gallery", "file", "map", "poll", "gif", "giphy", "image", "embed", "link_preview",
    "app_embed", "collapsible_list", "table",
})  # fmt: skip


# Viewers whose text is labels of controls; what is content in them is counted where it is read.
_COUNTED_APART = frozenset({"file", "control", "gallery", "video"})


def read_post_body(root: HtmlElement, *, base_url: str) -> Body:
    """Read the element ``[data-hook=post-description]`` of a post's page.

    ``base_url`` is the page's own address, against which links are resolved. An element without content
    gives :data:`EMPTY_BODY`.
    """
    if not len(root) and not (root.text or "").strip():
        return EMPTY_BODY
    return PostReader(base_url).read(root)


def viewer_links(root: HtmlElement, *, base_url: str) -> dict[str, str]:
    """Collect the links that Wix's viewer made by itself: label -> address.

    It links hashtags, and what looks like an address (``example.org``); the documents hold both as plain text.
    """
    found: dict[str, str] = {}
    for link in root.iter("a"):
        label = " ".join("".join(link.itertext()).split())
        address = absolute(link.get("href"), base_url)
        if not address or not label:
            continue
        hashtag = label.startswith("#") and HASHTAG_PATH.search(address)
        if hashtag or _BARE_ADDRESS.sub("", address).casefold() == _BARE_ADDRESS.sub("", label).casefold():
            found.setdefault(label, address)
    return found


_BARE_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?|/$")


@lru_cache(maxsize=1024)
def hook_kind(hook: str) -> str | None:
    """Tell the viewer that a ``data-hook`` names, by the spelling of any release.

    >>> hook_kind("image-viewer"), hook_kind("button-viewer button-viewer-17"), hook_kind("web-link")
    ('image', 'button', None)
    """
    for token in hook.split():
        name = re.sub(r"[^a-z]", "", token.lower())
        for pattern, kind in _HOOKS:
            if pattern.match(name):
                return kind
    return None


class PostReader(DomReader):
    """A post's body: rendered by Wix's rich content viewer."""

    soft_breaks = True

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        self.emitted_before_block = 0
        self.drops_before_block = 0

    def component(self, element: HtmlElement, fmt: Format) -> bool:
        """Read a viewer or a block marker."""
        if _CAPTION.match(element.get("id") or ""):
            read_caption(self, element, fmt)
            return True
        hook = element.get("data-hook")
        if not hook:
            return False
        if _MARKER.match(hook) and not len(element) and not (element.text or "").strip():
            self.close_block(element.get("type") or "")
            return True
        reader = VIEWERS.get(hook_kind(hook) or "")
        if reader is None:
            return False
        self.flush()
        self.note_id(element)
        reader(self, element, fmt)
        return True

    def close_block(self, kind: str) -> None:
        """Take a marker: what stands between the last one and this was a block of that kind."""
        self.flush()
        kind = kind.lower().replace("-", "_")
        if self.emitted == self.emitted_before_block:
            if kind in _HOLLOW:
                hold_place(self, kind)
            elif kind == "divider":
                self.emit(markup.element("hr"))
            elif len(self.ledger.drops) == self.drops_before_block:
                self.ledger.dropped("paragraph", "spacer")
        elif kind == "collapsible_list":
            self.ledger.degraded(kind, "parts that were closed when the page was drawn")
        self.emitted_before_block, self.drops_before_block = self.emitted, len(self.ledger.drops)

    def counts(self, element: HtmlElement) -> bool:
        """Leave out controls and labels of file cards; captions of galleries are counted with their items."""
        kind = hook_kind(element.get("data-hook") or "") if isinstance(element.tag, str) else None
        if kind == "button":
            return True
        return kind not in _COUNTED_APART and super().counts(element)


def _image(reader: PostReader, element: HtmlElement, fmt: Format) -> None:
    """Read an image's viewer: other text in it is the caption (a bare ``span`` until 2023)."""
    with reader.inside(markup.element("div")) as holder:
        reader.walk(element, reader.format_of(element, fmt))
    pictures = _distinct([child for child in holder if child.tag == "figure"])
    rest = [child for child in holder if child.tag != "figure"]
    reader.emit(*pictures)
    if rest:
        remains = markup.element("div")
        markup.append(remains, *rest)
        attach_caption(reader, remains, pictures[-1] if pictures else None)


def _distinct(pictures: list[HtmlElement]) -> list[HtmlElement]:
    """Until 2021 a viewer shows each image twice: a small copy first, then the sharp one."""
    seen: set[str | None] = set()
    kept = []
    for picture in pictures:
        address = next((img.get("src") for img in picture.iter("img")), None)
        if address is None or address not in seen:
            kept.append(picture)
        seen.add(address)
    return kept


def _video(reader: PostReader, element: HtmlElement, fmt: Format) -> None:
    read_video(reader, element, fmt)
    for caption in element.iter("figcaption"):
        reader.ledger.aside("".join(reader.texts_of(caption)))
        player = reader.out[-1] if len(reader.out) else None
        with reader.inside(markup.element("div")) as holder:
            reader.walk(caption, fmt)
        attach_caption(reader, holder, player)


def _frame(kind: str) -> Callable[[PostReader, HtmlElement, Format], None]:
    """What reads a frame of ``kind``: the text inside, or a place held for it where the page shows none."""

    def read(reader: PostReader, element: HtmlElement, fmt: Format) -> None:
        before = reader.emitted
        reader.walk(element, fmt)
        reader.flush()
        if reader.emitted == before:
            hold_place(reader, kind)

    return read


def _audio(reader: PostReader, element: HtmlElement, fmt: Format) -> None:
    read_audio(reader, element, fmt)
    reader.walk(element, fmt)
    reader.flush()


def _file(reader: PostReader, element: HtmlElement, _fmt: Format) -> None:
    parts = {"name": "", "extension": ""}
    for part in element.iter("div", "span", "p", "a"):
        hook = re.sub(r"[^a-z]", "", (part.get("data-hook") or "").lower())
        for key in parts:
            if hook.endswith(f"upload{key}"):
                parts[key] = "".join(part.itertext()).strip()
    name, extension = parts["name"], parts["extension"]
    if not name:
        name = next((text.strip() for text in element.itertext() if text.strip()), "")
    read_file(reader, element, name if name.lower().endswith(extension.lower()) else name + extension)


def _button(reader: PostReader, element: HtmlElement, fmt: Format) -> None:
    link = element if element.tag == "a" else next(element.iter("a"), element)
    target = reader.target(link) or fmt.link
    with reader.inside(markup.element("div")) as holder:
        reader.walk(element)
    text = " ".join("".join(holder.itertext()).split())
    reader.ledger.converted()
    if target is None:
        # An action button runs the site's own code, which no other platform has.
        reader.ledger.degraded("button", "what it does")
        reader.emit(*list(holder))
    else:
        reader.emit(figures.button(target, [markup.Run(text or target.href)]))


def _link_preview(reader: PostReader, element: HtmlElement, fmt: Format) -> None:
    """Read the card of a page: its address stands on the link around it, its picture is a background."""
    with reader.inside(markup.element("div")) as holder:
        reader.walk(element, fmt)
    if any(block.tag != "p" for block in holder):
        reader.emit(*list(holder))
        return
    link = next(element.iter("a"), None)
    target = (reader.target(link) if link is not None else None) or fmt.link
    lines = [" ".join("".join(block.itertext()).split()) for block in holder]
    heading = next(element.iter("figcaption"), None)
    title = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
    title = lines.pop(lines.index(title) if title in lines else 0) if lines else ""
    picture = next(filter(None, (background_of(part) for part in element.iter("div"))), None)
    address = original_url(picture) if picture else None
    reader.ledger.converted()
    reader.emit(figures.card(target, title, "\n".join(lines), figures.Picture(address) if address else None))


def _control(_reader: PostReader, _element: HtmlElement, _fmt: Format) -> None:
    """Nothing of a control is content."""


VIEWERS: dict[str, Callable[[PostReader, HtmlElement, Format], None]] = {
    "gallery": read_gallery, "video": _video, "audio": _audio, "html": _frame("html"), "file": _file, "button": _button,
    "divider": read_rule, "map": _frame("map"), "image": _image, "control": _control,
    "link preview": _link_preview, "caption": read_caption,
}  # fmt: skip
