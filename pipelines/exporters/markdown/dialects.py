"""What the generators' Markdown renderers read differently."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One renderer."""

    hard_break: str
    """A line break in a paragraph."""
    heading_ids: bool
    """True if ``## Title {#id}`` names the heading; elsewhere an empty anchor stands in it."""
    list_start: bool
    """True if a numbered list begins with the number of its first item."""


COMMONMARK = Dialect(hard_break="\\\n", heading_ids=False, list_start=True)
"""markdown-it (Eleventy) and remark (Astro)."""
GOLDMARK = Dialect(hard_break="\\\n", heading_ids=True, list_start=True)
"""Hugo."""
KRAMDOWN = Dialect(hard_break="<br>\n", heading_ids=True, list_start=False)
"""Jekyll."""
