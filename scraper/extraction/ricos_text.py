"""Reads the text nodes of a Ricos document and their decorations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.extraction.colours import highlight, highlight_mark, ink, ink_mark
from scraper.extraction.markup import NO_MARKS, Run, Target, with_mark
from scraper.extraction.ricos_values import JSON, data_of, integer, link_target, string, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scraper.extraction.ledger import Ledger

_NUMBERED = ("BOLD", "ITALIC", "UNDERLINE", "SPOILER", "ANCHOR", "MENTION", "LINK", "COLOR", "FONT_SIZE")
MARKS_OF = {
    "BOLD": "strong", "ITALIC": "em", "UNDERLINE": "u", "STRIKETHROUGH": "s", "SUPERSCRIPT": "sup", "SUBSCRIPT": "sub",
    "CODE": "code", "SKETCH": "mark",
}  # fmt: skip
"""Decoration -> its inline mark."""
_SWITCHES = {"ITALIC": "italicData", "UNDERLINE": "underlineData", "STRIKETHROUGH": "strikethroughData"}
_LIGHTEST_BOLD = 600
LOST_STYLES = {"FONT_SIZE": "size", "FONT_FAMILY": "font"}
"""Decoration -> what is lost with it, said once a body."""
LOST = {"SPOILER": "hidden until asked for", "MENTION": "the profile behind the name"}
"""Decoration -> what is lost with it, said each time."""


class ViewerLinks:
    """Links the hashtags and bare addresses in a text, as Wix's viewer does; the document itself does not."""

    def __init__(self, links: Mapping[str, str]) -> None:
        """``links``: label -> address, as the rendered page has them."""
        self.links = {label: Target(address) for label, address in links.items() if label}
        labels = [
            (r"(?<!\w)" if label[0].isalnum() else "") + re.escape(label)
            for label in sorted(self.links, key=len, reverse=True)
        ]
        self.pattern = re.compile(rf"({'|'.join(labels)})(?!\w)") if labels else None

    def apply(self, runs: list[Run]) -> list[Run]:
        """Cut ``runs`` around the labels and link these; what is a link already stays."""
        pattern = self.pattern
        if pattern is None:
            return runs
        return [
            run._replace(text=part, link=run.link or self.links.get(part))
            for run in runs
            for part in ([run.text] if run.link else pattern.split(run.text))
            if part
        ]


def run_of(node: JSON, base_url: str, ledger: Ledger) -> Run:
    """Take the text of a TEXT node in its format."""
    data = data_of(node, "textData")
    text = string(data.get("text")) or ""
    decorations = data.get("decorations")
    if not isinstance(decorations, list) or not decorations:
        return Run(text)
    marks, link = NO_MARKS, None
    for decoration in decorations:
        if not isinstance(decoration, dict):
            continue
        kind = decoration_type(decoration)
        mark = MARKS_OF.get(kind)
        if mark:
            marks = with_mark(marks, mark) if _is_on(decoration, kind) else marks - {mark}
        elif kind in ("LINK", "ANCHOR"):
            link = _link(decoration, kind, base_url, ledger) or link
        elif kind == "COLOR":
            marks = _coloured(decoration, marks, ledger)
        else:
            _note(kind, ledger)
    return Run(text, marks, link)


def decoration_type(decoration: JSON) -> str:
    """Type of a decoration in the current spelling."""
    kind = decoration.get("type")
    if isinstance(kind, int) and not isinstance(kind, bool):
        return _NUMBERED[kind] if 0 <= kind < len(_NUMBERED) else f"TYPE_{kind}"
    return kind.strip().upper().replace("-", "_") if isinstance(kind, str) else ""


def _is_on(decoration: JSON, kind: str) -> bool:
    if kind == "BOLD":
        weight = integer(decoration.get("fontWeightValue"))
        return weight is None or weight >= _LIGHTEST_BOLD
    return decoration.get(_SWITCHES.get(kind, "")) is not False


def _link(decoration: JSON, kind: str, base_url: str, ledger: Ledger) -> Target | None:
    if kind == "ANCHOR":
        target = link_target(data_of(decoration, "anchorData"), base_url)
    else:
        data = data_of(decoration, "linkData")
        target = link_target(data.get("link", data), base_url)
    if target is None:
        ledger.degraded("LINK", "where it leads")
    return target


def _coloured(decoration: JSON, marks: frozenset[str], ledger: Ledger) -> frozenset[str]:
    """Add the colours of a decoration that somebody chose."""
    behind, front = highlight(_colour(decoration, "background")), ink(_colour(decoration, "foreground"))
    if behind is not None:
        marks = with_mark(marks, highlight_mark(behind))
    if front:
        marks = with_mark(marks, ink_mark(front))
    if front == "":
        ledger.undecorated("colour")
    return marks


def _note(kind: str, ledger: Ledger) -> None:
    """Say what is lost with a decoration that the vocabulary does not hold."""
    if kind in LOST_STYLES:
        ledger.undecorated(LOST_STYLES[kind])
    else:
        ledger.degraded(kind or "decoration", LOST.get(kind, "unknown decoration"))


def _colour(decoration: JSON, place: str) -> str:
    return text_of(data_of(decoration, "colorData").get(place)) or ""
