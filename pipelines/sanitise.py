"""Stage 300: a body holds nothing that is not in the vocabulary of ``docs/body-html.md``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipelines.html import PLAYERS, inventory, sanitise_html
from pipelines.stage import Stage
from pipelines.text import clean_html
from scraper.items import Issue, Page, Post

_NAMED = 8
"""An issue names the most frequent of what was removed, not a list of hundreds."""


def sanitise(record: Post | Page) -> Post | Page:
    """Reduce ``body_html`` to the vocabulary; what goes is an issue ``sanitised``."""
    markup = record.body_html
    if not markup:
        return record
    # After the parser: it resolves references such as &#8; to the characters that were cleaned before.
    cleaned = clean_html(sanitise_html(markup))
    if cleaned == markup:
        return record
    removed = inventory(markup) - inventory(cleaned)
    if not removed:
        return replace(record, body_html=cleaned)
    named = ", ".join(f"{name} ({count})" for name, count in removed.most_common(_NAMED))
    more = f" and {len(removed) - _NAMED} more" if len(removed) > _NAMED else ""
    linked = " A link stands in its place." if removed.keys() & set(PLAYERS) and inventory(cleaned)["a"] else ""
    issue = Issue(field="body_html", code="sanitised", message=f"Removed from the body: {named}{more}.{linked}")
    return replace(record, body_html=cleaned, issues=(*record.issues, issue))


class SanitisePipeline(Stage):
    """Apply :func:`sanitise`; stats: ``sanitise/body_html/changed``."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, (Post, Page)):
            return item
        done = sanitise(item)
        if len(done.issues) > len(item.issues):
            self.count("sanitise", "body_html", "changed")
        return done
