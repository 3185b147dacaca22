"""Stage 550: no stage has lost a character or a medium of what the reader found.

The reader's own account (``fidelity``) says what became of the source; this stage holds what will be stored to
what the reader gave. See ``docs/body-html.md``, "The account".
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.stage import Stage, type_of
from scraper.items import Issue, Page, Post

if TYPE_CHECKING:
    from collections.abc import Iterator

# Labels that the readers write themselves: they are not among the words of a body.
_OWN_LABEL = re.compile(
    r'<a\b[^>]*\sclass="file"[^>]*>(.*?)</a>|<figure\b[^>]*\sdata-kind="file"[^>]*>(.*?)</figure>'
    r'|<figure\b[^>]*\sclass="video"[^>]*>\s*<a\b[^>]*>(.*?)</a>',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_SHOWN = 30


def text_of(markup: str) -> str:
    """The characters of a stored body that count, without white space.

    Stored bodies come from the sanitiser, which writes every ``<`` of a text as a reference: tags can be told without
    a parser.

    >>> text_of('<p>Tea &amp; <b>rest</b></p><p><a class="file" href="x">plan.pdf</a></p>')
    'Tea&rest'
    """
    return "".join(html.unescape(_TAG.sub("", _OWN_LABEL.sub("", markup))).split())


def account(record: Post | Page) -> Post | Page:
    """Add an issue for each thing that the reader found and the stored body lacks."""
    found = tuple(_issues(record))
    return replace(record, issues=(*record.issues, *found)) if found else record


def _issues(record: Post | Page) -> Iterator[Issue]:
    markup = record.body_html or ""
    words, kept = "".join((record.body_text or "").split()), text_of(markup)
    if words != kept:
        lost = Counter(words) - Counter(kept)
        if lost:
            first = next(i for i, char in enumerate(words) if lost[char])
            near = words[first : first + _SHOWN]
            text = f"{lost.total()} characters were lost on the way to the store, e.g. near “{near}”."
            yield Issue(field="body_html", code="text-lost-in-stage", message=text)
    plain = html.unescape(markup)
    for name in ("images", "files", "embeds"):
        missing = [url for url in getattr(record, name) if url not in plain]
        if missing:
            text = f"{len(missing)} of the {name} are not in the body, e.g. {missing[0]}."
            yield Issue(field=name, code="medium-lost-in-stage", message=text)


class LedgerPipeline(Stage):
    """Apply :func:`account`; stats: ``ledger/<type>/checked``, ``ledger/body_html/lost``."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, (Post, Page)):
            return item
        done = account(item)
        self.count("ledger", type_of(item), "checked")
        if done is not item:
            self.count("ledger", "body_html", "lost")
        return done
