"""What a rendered page says, to be compared with the body that was exported."""

from __future__ import annotations

from lxml import html


def letters(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def text_of(markup: str) -> str:
    """All letters of a fragment."""
    return letters(html.fragment_fromstring(markup, create_parent="div").text_content())


def holds(whole: str, part: str) -> bool:
    """Tell whether the letters of ``part`` stand in ``whole`` in their order, with others between them at most."""
    waiting = iter(whole)
    return all(letter in waiting for letter in part)
