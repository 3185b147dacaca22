"""Walks rendered HTML and writes it down in the vocabulary of ``docs/body-html.md``.

:class:`DomReader` knows HTML; what Wix builds out of it (viewers marked by ``data-hook``, page components)
is known to its subclasses in ``body`` and ``page_body``, which override :meth:`DomReader.component`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scraper.extraction import markup
from scraper.extraction.colours import highlight_mark, ink_mark
from scraper.extraction.dom_structures import STRUCTURES, container
from scraper.extraction.dom_values import PLAIN, PLAIN_STYLE, Format, absolute, style_of
from scraper.extraction.ledger import Ledger
from scraper.extraction.markup import Run, Target
from scraper.extraction.vocabulary import Body, finish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

SKIPPED = frozenset(["script", "style", "noscript", "template", "link", "meta", "svg", "head", "title"])
CONTROLS = frozenset(["button", "input", "select", "option", "textarea"])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Text within these is for browsers that cannot show them.
_MEDIA = frozenset({"iframe", "video", "audio", "wow-image", "wix-image"})
_TAG_MARKS = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "u": "u", "ins": "u", "s": "s",
    "strike": "s", "del": "s", "sup": "sup", "sub": "sub", "code": "code", "kbd": "code", "samp": "code",
    "mark": "mark",
}  # fmt: skip
_INLINE = frozenset(_TAG_MARKS) | {
    "span", "a", "font", "small", "big", "abbr", "q", "label", "time", "wbr", "bdi", "bdo", "var", "dfn",
    "data", "output", "ruby", "rt", "rp", "tt", "acronym", "nobr", "object",
}  # fmt: skip
_DEEPEST = 150  # levels, chains of single inline elements aside
_WRAPPING: tuple[list[str], ...] = (["class"], [])
_DRAFT_INDENT = re.compile(r"public-DraftStyleDefault-block-depth([1-9])")
_REL = ("nofollow", "sponsored", "ugc")


def _is_plain(element: HtmlElement) -> bool:
    """Tell a ``span`` that only wraps: most elements of a Wix page are, so they are passed quickly."""
    return element.tag == "span" and element.keys() in _WRAPPING


def _only_child(element: HtmlElement) -> HtmlElement | None:
    """Find the inline element that is all there is in ``element``: Wix's editor nests hundreds of them."""
    if len(element) != 1 or element.text:
        return None
    child = element[0]
    return child if child.tag in _INLINE and not child.tail else None


class DomReader:
    """One walk over one subtree; :attr:`root` collects the blocks."""

    soft_breaks = False
    """True where a line feed in the text is a line break (Ricos renders with ``white-space: pre-wrap``)."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.ledger = Ledger()
        self.root = markup.element("div")
        self.out = self.root
        self.runs: list[Run] = []
        self.block = "p"
        self.attributes: dict[str, str] = {}
        self.ids: list[str] = []
        self.emitted = 0
        self.depth = 0

    def read(self, element: HtmlElement) -> Body:
        """Read the content of ``element`` to the end."""
        # lxml makes an object anew for each visit of an element that nobody holds.
        held = list(element.iter())
        self.ledger.source(self.texts_of(element))
        self.walk(element)
        self.flush()
        del held
        return finish(self.root, self.ledger)

    def texts_of(self, element: HtmlElement) -> list[str]:
        """Texts that a reader of the page sees, in order, found apart from the conversion."""
        texts: list[str] = []
        waiting: list[HtmlElement | str] = [element]
        while waiting:
            current = waiting.pop()
            if isinstance(current, str):
                texts.append(current)
                continue
            if current.text:
                texts.append(current.text)
            for child in reversed(current):  # the first one comes off the stack first: document order
                if child.tail:
                    waiting.append(child.tail)
                if _is_plain(child) or self.counts(child):
                    waiting.append(child)
        return texts

    def counts(self, element: HtmlElement) -> bool:
        """Tell whether the text of ``element`` belongs to the source."""
        tag = element.tag
        return isinstance(tag, str) and tag not in SKIPPED and tag not in _MEDIA and not self.hidden(element)

    def emit(self, *blocks: HtmlElement) -> None:
        """Append finished ``blocks`` where the walk stands."""
        self.flush()
        for block in blocks:
            self.emitted += 1
            if self.ids:
                block.set("data-x-ids", " ".join(self.ids))
                self.ids = []
            markup.append(self.out, block)

    def flush(self) -> None:
        """Close the running paragraph, if anything in it can be seen."""
        if not self.runs:
            return
        runs, self.runs = self.runs, []
        if markup.is_blank(runs):
            return
        block = markup.text_block(self.block, runs)
        for name, value in self.attributes.items():
            block.set(name, value)
        self.ledger.kept()
        self.emit(block)

    @contextmanager
    def inside(self, holder: HtmlElement, block: str = "p") -> Iterator[HtmlElement]:
        """Let the walk write into ``holder``."""
        self.flush()
        saved = self.out, self.block, self.attributes
        self.out, self.block, self.attributes = holder, block, {}
        yield holder
        self.flush()
        self.out, self.block, self.attributes = saved

    def walk(self, element: HtmlElement, fmt: Format = PLAIN) -> None:
        """Read the content of ``element``; what lies absurdly deep is read as plain text."""
        if self.depth > _DEEPEST:
            self.ledger.degraded(str(element.tag), "nesting")
            self.text(" ".join(element.itertext()), fmt)
            return
        self.depth += 1
        while (child := _only_child(element)) is not None:
            if not _is_plain(child):
                if self.component(child, fmt) or self.passed_over(child):
                    break
                fmt = self.format_of(child, fmt)
            element = child
        else:
            self.content(element, fmt)
        self.depth -= 1

    def content(self, element: HtmlElement, fmt: Format) -> None:
        """Read text and children of ``element`` one after the other."""
        if element.text:
            self.text(element.text, fmt)
        for child in element:
            if _is_plain(child):
                self.walk(child, fmt)
            else:
                self.visit(child, fmt)
            if child.tail:
                self.text(child.tail, fmt)

    def text(self, text: str, fmt: Format) -> None:
        """Take over a text node."""
        if not self.soft_breaks and ("\n" in text or "\r" in text):
            text = text.replace("\r", " ").replace("\n", " ")
        self.runs.append(Run(text, fmt.marks, fmt.link))

    def visit(self, element: HtmlElement, fmt: Format) -> None:
        """Read one element."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED or self.component(element, fmt):
            return
        if tag != "img" and self.passed_over(element):
            return
        if tag in _INLINE:
            self.walk(element, self.format_of(element, fmt))
        elif tag == "br":
            self.runs.append(Run("\n", fmt.marks, fmt.link))
        elif tag in HEADINGS or tag == "p":
            self.text_element(element, fmt, tag)
        else:
            STRUCTURES.get(tag, container)(self, element, fmt)

    def component(self, element: HtmlElement, fmt: Format) -> bool:  # noqa: ARG002
        """Read ``element`` if it is a component of the platform; True if that is done."""
        return False

    def hidden(self, element: HtmlElement) -> bool:
        """Tell controls and what is hidden from readers."""
        return (
            element.tag in CONTROLS
            or element.get("aria-hidden") == "true"
            or element.get("hidden") is not None
            or style_of(element).hidden
        )

    def passed_over(self, element: HtmlElement) -> bool:
        """Pass over what is hidden; True if ``element`` is."""
        hidden = self.hidden(element)
        if hidden:
            self.skipped(element)
        return hidden

    def skipped(self, element: HtmlElement) -> None:
        """Something that is not read; Wix puts the anchor of a heading into a hidden span."""
        self.note_id(element)

    def note_id(self, element: HtmlElement) -> None:
        """Remember an id that a link of the body may name; it goes to the next block."""
        identifier = element.get("id")
        if identifier and " " not in identifier:
            self.ids.append(identifier)

    def text_element(self, element: HtmlElement, fmt: Format, tag: str) -> None:
        """Read a paragraph or a heading; an empty one is a spacer and is dropped."""
        self.flush()
        self.note_id(element)
        saved, before = (self.block, self.attributes), self.emitted
        self.block, self.attributes = tag, self.attributes_of(element)
        self.walk(element, self.format_of(element, fmt))
        self.flush()
        self.block, self.attributes = saved
        if self.emitted == before:
            self.ledger.dropped("heading" if tag in HEADINGS else "paragraph", "spacer")

    def attributes_of(self, element: HtmlElement) -> dict[str, str]:
        """Alignment and indentation of a paragraph or heading."""
        style = style_of(element)
        attributes = {}
        if style.align:
            attributes["style"] = f"text-align:{style.align}"
        found = _DRAFT_INDENT.search(element.get("class") or "")
        indent = int(found.group(1)) if found else style.indent
        if indent > 0:
            attributes["data-indent"] = str(indent)
        return attributes

    def format_of(self, element: HtmlElement, fmt: Format) -> Format:
        """Format of the text inside ``element``."""
        marks, link = fmt
        mark = _TAG_MARKS.get(str(element.tag))
        if mark:
            marks = markup.with_mark(marks, mark)
        style = style_of(element)
        if style is not PLAIN_STYLE:
            if style.add or style.remove:
                marks = (marks | style.add) - style.remove
            if style.highlight is not None and element.tag in _INLINE:
                marks = markup.with_mark(marks, highlight_mark(style.highlight))
            if style.ink:
                marks = markup.with_mark(marks, ink_mark(style.ink))
            elif style.ink is not None:
                self.ledger.undecorated("colour")
        if element.tag == "a":
            link = self.target(element) or link
        return fmt if marks == fmt.marks and link is fmt.link else Format(marks, link)

    def target(self, element: HtmlElement) -> Target | None:
        """Where an ``a`` leads; ``None`` if nowhere."""
        href = absolute(element.get("href"), self.base_url)
        if href is None:
            return None
        words = (element.get("rel") or "").lower().split()
        return Target(href, " ".join(word for word in _REL if word in words) or None)
