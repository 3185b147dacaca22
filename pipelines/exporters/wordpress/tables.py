"""Tables as blocks; cells hold marks alone, so blocks in them become lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.exporters.wordpress.grammar import BLOCKS, HEADINGS, alignment, block, directed
from pipelines.exporters.wordpress.inline import attributes, caption_of, escaped, inline, inner, raw

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.exporters.wordpress.places import Places


def write_table(element: HtmlElement, places: Places) -> str:
    """Write a table with its head, spans and alignment; one within another is HTML."""
    if element.find(".//table") is not None:
        return raw(element, places)
    sections = []
    for name in ("thead", "tbody", "tfoot"):
        rows = [row for part in element.iterchildren(name) for row in part.iterchildren("tr")]
        if name == "tbody":
            rows += list(element.iterchildren("tr"))
        if rows:
            sections.append(f"<{name}>{''.join(_row(row, places) for row in rows)}</{name}>")
    caption = caption_of(element.find("caption"), places)
    return block(
        "table",
        f'<figure class="wp-block-table"><table>{"".join(sections)}</table>{caption}</figure>',
        hasFixedLayout=False,
    )


def _row(row: HtmlElement, places: Places) -> str:
    return f"<tr>{''.join(_cell(cell, places) for cell in row if cell.tag in ('td', 'th'))}</tr>"


def _cell(cell: HtmlElement, places: Places) -> str:
    align = alignment(cell)
    spans = {name: value for name in ("colspan", "rowspan") if (value := cell.get(name)) and value != "1"}
    markup = attributes(
        classes=[f"has-text-align-{align}" if align else ""], **({"data-align": align} if align else {}), **spans
    )
    return f"<{cell.tag}{markup}>{_cell_text(cell, places)}</{cell.tag}>"


def _cell_text(cell: HtmlElement, places: Places) -> str:
    if not any(child.tag in BLOCKS for child in cell):
        return directed(inner(cell, places), cell)
    parts = [escaped(cell.text or "")]
    for child in cell:
        parts.append(_flat(child, places) if child.tag in BLOCKS else inline(child, places))
        parts.append(escaped(child.tail or ""))
    return "<br>".join(part.strip() for part in parts if part.strip())


def _flat(element: HtmlElement, places: Places) -> str:
    """Blocks in a cell, which holds marks alone: each line of a list or paragraph becomes a line."""
    lines = []
    for part in element.iter("p", "li", *HEADINGS, "img", "pre", "figcaption", "summary"):
        if part.tag == "img":
            lines.append(inline(part, places))
        elif not any(child.tag in BLOCKS for child in part):
            lines.append(inner(part, places))
        else:
            lines.append(escaped(part.text or "").strip())
    return "<br>".join(line for line in lines if line.strip())
