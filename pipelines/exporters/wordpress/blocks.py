"""``body_html`` as WordPress blocks: the vocabulary of ``docs/body-html.md`` in one walk.

Each block is written exactly as the block's own ``save`` writes it, or the editor would call it invalid: source are
the blocks of ``@wordpress/block-library`` 9 to 10, and the grammar in ``block-serialization-default-parser``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.exporters.wordpress.figures import write_figure
from pipelines.exporters.wordpress.grammar import BLOCKS, HEADINGS, alignment, block, directed, number
from pipelines.exporters.wordpress.inline import attributes, escaped, inline, inner, is_blank, raw
from pipelines.exporters.wordpress.tables import write_table
from pipelines.html import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from pipelines.exporters.wordpress.places import Places


def to_blocks(markup: str, places: Places) -> str:
    """Write a sanitised body as blocks; links and media lead to where ``places`` says."""
    if not markup.strip():
        return ""
    return "\n\n".join(_Writer(places).blocks(parse(markup)))


class _Writer:
    def __init__(self, places: Places) -> None:
        self._places = places
        self._writers: dict[str, Callable[[HtmlElement], str]] = {
            "p": self._paragraph,
            "ul": self._list,
            "ol": self._list,
            "blockquote": self._quote,
            "pre": self._code,
            "table": lambda element: write_table(element, places),
            "hr": lambda _: block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>'),
            "figure": lambda element: write_figure(element, places),
            "details": self._details,
            **dict.fromkeys(HEADINGS, self._heading),
        }

    def blocks(self, root: HtmlElement) -> Iterator[str]:
        """Yield the blocks of all children; loose text and marks between them become paragraphs."""
        loose = [escaped(root.text or "")]
        for child in root:
            if child.tag not in BLOCKS:
                loose += [inline(child, self._places), escaped(child.tail or "")]
                continue
            yield from self._loose(loose)
            loose = [escaped(child.tail or "")]
            if child.tag == "div":
                yield from self.blocks(child)
            else:
                yield self._writers.get(child.tag, self._raw)(child)
        yield from self._loose(loose)

    def _loose(self, parts: list[str]) -> Iterator[str]:
        text = "".join(parts).strip()
        if text:
            yield block("paragraph", f"<p>{text}</p>")

    def _inner(self, element: HtmlElement) -> str:
        return inner(element, self._places)

    # --- text ---

    def _paragraph(self, element: HtmlElement) -> str:
        [only] = element if len(element) == 1 else [None]
        kind = only.get("class") if only is not None and only.tag == "a" else ""
        if only is not None and kind in ("file", "button") and is_blank(element.text) and is_blank(only.tail):
            return self._file(only) if kind == "file" else self._button(only)
        align = alignment(element)
        markup = attributes(
            id=element.get("id"), dir=element.get("dir"), classes=[f"has-text-align-{align}" if align else ""]
        )
        indent = number(element.get("data-indent"))
        style = {"spacing": {"padding": {"left": f"{indent * 2}em"}}} if indent else None
        css = f' style="padding-left:{indent * 2}em"' if indent else ""
        return block(
            "paragraph",
            f"<p{markup}{css}>{self._inner(element)}</p>",
            align=align,
            direction=element.get("dir"),
            anchor=None,
            style=style,
        )

    def _heading(self, element: HtmlElement) -> str:
        level = HEADINGS[element.tag]
        align = alignment(element)
        markup = attributes(
            id=element.get("id"), classes=["wp-block-heading", f"has-text-align-{align}" if align else ""]
        )
        text = directed(self._inner(element), element)
        return block(
            "heading",
            f"<h{level}{markup}>{text}</h{level}>",
            level=None if level == 2 else level,
            textAlign=align,
        )

    def _quote(self, element: HtmlElement) -> str:
        content = "\n\n".join(self.blocks(element))
        markup = attributes(id=element.get("id"), classes=["wp-block-quote"])
        return block("quote", f"<blockquote{markup}>{content}</blockquote>")

    def _code(self, element: HtmlElement) -> str:
        text = escaped("".join(element.itertext())).replace("[", "&#91;")
        return block("code", f'<pre class="wp-block-code"><code>{text}</code></pre>')

    def _details(self, element: HtmlElement) -> str:
        summary = element.find("summary")
        title = self._inner(summary) if summary is not None else ""
        if summary is not None:
            element.remove(summary)
        is_open = element.get("open") is not None
        content = "\n\n".join(self.blocks(element))
        opened = " open" if is_open else ""
        return block(
            "details",
            f'<details class="wp-block-details"{opened}><summary>{title}</summary>{content}</details>',
            showContent=True if is_open else None,
        )

    # --- lists and tables ---

    def _list(self, element: HtmlElement) -> str:
        if any(child.tag in BLOCKS - {"p", "ul", "ol"} for item in element for child in item):
            return self._raw(element)
        ordered = element.tag == "ol"
        start = number(element.get("start")) if ordered else 0
        first = start if start not in (0, 1) else None
        said = f' start="{first}"' if first is not None else ""
        markup = attributes(id=element.get("id"), classes=["wp-block-list"])
        items = "\n\n".join(self._item(item) for item in element if item.tag == "li")
        return block(
            "list",
            f"<{element.tag}{said}{markup}>{items}</{element.tag}>",
            ordered=True if ordered else None,
            start=first,
        )

    def _item(self, element: HtmlElement) -> str:
        """A list item holds text, then lists: paragraphs in it are divided by breaks."""
        parts: list[str] = []
        lists: list[str] = []
        text = escaped(element.text or "")
        for child in element:
            if child.tag in ("ul", "ol"):
                lists.append(self._list(child))
                text += escaped(child.tail or "")
            elif child.tag == "p":
                parts += [text, directed(self._inner(child), child)]
                text = escaped(child.tail or "")
            else:
                text += inline(child, self._places) + escaped(child.tail or "")
        parts = [part.strip() for part in (*parts, text) if part.strip()]
        content = directed("<br>".join(parts), element)
        return block("list-item", f"<li>{content}{''.join(lists)}</li>")

    # --- links of their own ---

    def _file(self, link: HtmlElement) -> str:
        place = self._places.media(link.get("href") or "")
        label = self._inner(link) or escaped(place.url)
        anchor = f"<a{attributes(href=place.url)}>{label}</a>"
        return block(
            "file",
            f'<div class="wp-block-file">{anchor}</div>',
            id=place.number or None,
            href=place.url,
            showDownloadButton=False,
        )

    def _button(self, link: HtmlElement) -> str:
        markup = attributes(
            classes=["wp-block-button__link", "wp-element-button"],
            href=self._places.link(link.get("href") or ""),
            rel=link.get("rel"),
        )
        button = block("button", f'<div class="wp-block-button"><a{markup}>{self._inner(link)}</a></div>')
        return block("buttons", f'<div class="wp-block-buttons">{button}</div>')

    def _raw(self, element: HtmlElement) -> str:
        return raw(element, self._places)
