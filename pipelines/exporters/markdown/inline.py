"""Text with marks, links and images as one paragraph's Markdown.

The marks of emphasis follow the flanking rules of CommonMark, which fail beside East Asian punctuation: no renderer
finds bold text in ``他說**「好」**了``. There, and where two runs of marks would touch, the HTML element is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.exporters.markdown.escape import (
    escape_text,
    has_template,
    is_mark,
    is_space,
    may_close_to,
)
from pipelines.exporters.markdown.raw import SPACES, html_of, inline_html, opening_tag, plain_attributes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from pipelines.exporters.markdown.dialects import Dialect

_EMPHASIS = {"strong": ("**", "__"), "em": ("*", "_"), "s": ("~~",)}
_AS_HTML = ("sub", "sup")
# Renderers strip these at the edges of a paragraph; in the source they are an indentation.
_EDGE = re.compile(r"\A[^\S \t\n]+|[^\S \t\n]+\Z")
_BACKTICKS = re.compile(r"`+")
# Inside of <code>, kramdown reads no backslashes, the others do.
_MARKS = re.compile(r"[^\w\s]|_", re.ASCII)
# Hugo's own hook for links takes telephone numbers and messengers for attacks; those links are written as HTML.
_PLAIN_ADDRESS = re.compile(r"(?:(?:https?|mailto):|(?![A-Za-z0-9+.-]*:))[A-Za-z0-9\-._~:/?#@!$&,;=%+]+")
_REFERENCE = re.compile(r"&(?=\w+;)")


@dataclass(slots=True)
class Token:
    """A piece of a paragraph."""

    kind: str
    """``text``, ``raw``, ``code``, ``break``, ``open``, ``close``, ``link`` or ``unlink``."""
    value: str = ""
    """The text, the markup of ``raw``, the element of ``open``, the address of ``unlink``."""
    partner: int = -1
    """Of ``open``: the place of its ``close``; of ``close``: the place of its ``open``."""


def tokens_of(nodes: Iterable[HtmlElement | str]) -> list[Token]:
    """List the tokens of a run of texts and inline elements; tails of the elements are not read."""
    found: list[Token] = []
    for node in nodes:
        if isinstance(node, str):
            _add_text(found, node)
        else:
            _add_element(found, node)
    return found


def inner_tokens(element: HtmlElement) -> list[Token]:
    """List the tokens of an element's content."""
    found: list[Token] = []
    _add_content(found, element)
    return found


def _add_text(found: list[Token], text: str | None) -> None:
    if not text:
        return
    text = SPACES.sub(" ", text)
    if found and found[-1].kind == "text":
        found[-1].value = SPACES.sub(" ", found[-1].value + text)
    else:
        found.append(Token("text", text))


def _add_content(found: list[Token], element: HtmlElement) -> None:
    _add_text(found, element.text)
    for child in element:
        if isinstance(child.tag, str):
            _add_element(found, child)
        _add_text(found, child.tail)


def _add_element(found: list[Token], element: HtmlElement) -> None:
    tag = element.tag
    if tag == "br":
        found.append(Token("break"))
    elif tag in _EMPHASIS and plain_attributes(element):
        _add_pair(found, element)
    elif tag in _AS_HTML and plain_attributes(element):
        _wrap(found, element, f"<{tag}>", f"</{tag}>")
    elif tag == "a":
        _add_link(found, element)
    elif tag == "code" and plain_attributes(element):
        found.append(Token("code", SPACES.sub(" ", "".join(element.itertext()))))
    elif tag == "img":
        found.append(Token("raw", image(element)))
    elif tag in ("span", "div") and plain_attributes(element):
        _add_content(found, element)
    else:
        # Also "u" and "mark", in which kramdown reads no Markdown.
        found.append(Token("raw", inline_html(element)))


def _add_pair(found: list[Token], element: HtmlElement) -> None:
    if any(token.kind == "open" and token.value == element.tag and token.partner < 0 for token in found):
        _add_content(found, element)  # bold inside of bold
        return
    start = len(found)
    found.append(Token("open", element.tag))
    _add_content(found, element)
    if all(token.kind == "break" or not token.value.strip(" ") for token in found[start + 1 :]):
        inside = found[start + 1 :]
        del found[start:]
        for token in inside:
            _add_text(found, token.value) if token.kind == "text" else found.append(token)
        return
    found[start].partner = len(found)
    found.append(Token("close", element.tag, start))


def _wrap(found: list[Token], element: HtmlElement, before: str, after: str) -> None:
    found.append(Token("raw", before))
    _add_content(found, element)
    found.append(Token("raw", after))


def _add_link(found: list[Token], element: HtmlElement) -> None:
    href = element.get("href")
    words = "".join(element.itertext()).strip()
    has_image = element.find(".//img") is not None
    plain = href and plain_attributes(element, "href") and _PLAIN_ADDRESS.fullmatch(href) and (words or has_image)
    if href and plain and words not in ("x", "X"):  # in a list, goldmark takes [X] for a ticked box
        found.append(Token("link"))
        _add_content(found, element)
        found.append(Token("unlink", address(href)))
    else:
        _wrap(found, element, opening_tag(element), "</a>")


def address(url: str) -> str:
    """Return a plain address as the target of a link: nothing in it is read as a reference (``&copy;``)."""
    return _REFERENCE.sub("&amp;", url)


def image(element: HtmlElement) -> str:
    """Return an image as Markdown, or as HTML where it states more than Markdown can hold."""
    source = element.get("src") or ""
    words = SPACES.sub(" ", element.get("alt") or "").strip()
    plain = plain_attributes(element, "src", "alt", "width", "height") and _PLAIN_ADDRESS.fullmatch(source)
    # markdown-it drops escaped characters from alternative texts.
    return f"![{words}]({address(source)})" if plain and words == escape_text(words) else html_of(element)


def code_span(text: str, *, beside_backtick: bool = False) -> str:
    r"""Return a code span; as HTML where backticks cannot hold it as it is in every generator.

    >>> code_span("a`b"), code_span("{{x}}")
    ('``a`b``', '<code>&#123;&#123;x&#125;&#125;</code>')
    """
    if beside_backtick or has_template(text) or "|" in text or text[0] in " `" or text[-1] in " `":
        return f"<code>{_MARKS.sub(_references, text)}</code>"
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence}{text}{fence}"


def write(tokens: list[Token], dialect: Dialect, *, single_line: bool = False, heading: bool = False) -> str:
    """Return a paragraph's Markdown, without white space at its edges.

    ``single_line``: for headings and cells, whose breaks are written as ``<br>``.
    """
    return _Writer(tokens, dialect, single_line or heading, heading).markdown()


class _Writer:
    def __init__(self, tokens: list[Token], dialect: Dialect, single_line: bool, heading: bool) -> None:
        self.tokens = tokens
        self.dialect = dialect
        self.single_line = single_line
        self.heading = heading
        self.out = ""
        self.marks: dict[int, tuple[str, str]] = {}

    def markdown(self) -> str:
        tokens = self.tokens
        first, last = 0, len(tokens)
        while last > first and _blank(tokens[last - 1]):
            last -= 1
        while first < last and _blank(tokens[first]):
            first += 1
        self.last = last
        for place in range(first, last):
            getattr(self, f"_{tokens[place].kind}")(place)
        return _EDGE.sub(_references, self.out.strip(" \t\n"))

    def _text(self, place: int) -> None:
        text = self.tokens[place].value
        starts = not self.out or self.out.endswith("\n")
        if starts or self.out.endswith(" "):
            text = text.lstrip(" ")
        self.out += escape_text(text, line_start=starts, heading=self.heading)

    def _raw(self, place: int) -> None:
        self.out += self.tokens[place].value

    def _code(self, place: int) -> None:
        if text := self.tokens[place].value:
            self.out += code_span(text, beside_backtick=self.out.endswith("`"))

    def _break(self, place: int) -> None:
        self.out = self.out.rstrip(" ")
        more = place + 1 < self.last and self.tokens[place + 1].kind == "break"
        if self.single_line or more or not self.out:
            self.out += "<br>"
        else:
            self.out += self.dialect.hard_break

    def _link(self, _place: int) -> None:
        if self.out.endswith("!"):
            self.out = self.out[:-1] + "\\!"  # else the link would be an image
        self.out += "["

    def _unlink(self, place: int) -> None:
        self.out += f"]({self.tokens[place].value})"

    def _open(self, place: int) -> None:
        token = self.tokens[place]
        before = self.out[-1:] or "\n"
        after = self._first(token.partner + 1)
        ends = self._first(place + 1), self._final(token.partner - 1)
        inside = self.tokens[place + 1 : token.partner]
        # An escaped tilde still ends a strike-through in goldmark.
        clear = token.value != "s" or not any("~" in inner.value for inner in inside)
        fits = (
            clear
            and not any(map(is_space, ends))
            and all(may_close_to(outer) or not is_mark(end) for outer, end in zip((before, after), ends, strict=True))
        )
        mark = next((m for m in _EMPHASIS[token.value] if fits and self._may_stand(m, before, after)), None)
        tag = "del" if token.value == "s" else token.value  # kramdown reads no Markdown in "s"
        self.marks[place] = (mark, mark) if mark else (f"<{tag}>", f"</{tag}>")
        self.out += self.marks[place][0]

    def _close(self, place: int) -> None:
        self.out += self.marks[self.tokens[place].partner][1]

    @staticmethod
    def _may_stand(mark: str, before: str, after: str) -> bool:
        if mark[0] in (before, after) or before == "\\":
            return False
        # Underscores are no marks inside of a word.
        return mark[0] != "_" or (may_close_to(before) and may_close_to(after))

    def _first(self, place: int) -> str:
        """Return the first character of what stands at ``place``, as far as it is known: a mark stands for any."""
        if place >= self.last:
            return "\n"
        token = self.tokens[place]
        match token.kind:
            case "text":
                return token.value[0]
            case "break":
                return "<" if self.single_line else "\\"
            case "close":
                return self.marks[token.partner][1][0]
        return "["

    def _final(self, place: int) -> str:
        token = self.tokens[place]
        if token.kind == "text":
            return token.value[-1]
        return " " if token.kind == "break" else ")"


def _blank(token: Token) -> bool:
    return token.kind == "break" or (token.kind == "text" and not token.value.strip(" "))


def _references(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found.group())
