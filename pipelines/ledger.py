"""Stage 550: no stage lost a character or a node of the body that the reader made.

``fidelity`` says how the reader's body departs from its source; this stage proves that the body as it will be
stored still says ``body_text``, and still shows what the record lists. Both are read off the sanitised HTML by
patterns: in it every ``<`` of a text is a reference and every attribute value stands in double quotes.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.stage import Stage
from scraper.items import Issue, Page, Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TAG = re.compile(r"""<[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>""")
# Labels that readers and the sanitiser write: names of files, links in the place of players. A fragment that
# tells whether there are any, and what stands before the label.
_LABELS = (
    ('class="file"', re.compile(r"""(<a [^<>]*?\bclass="file"[^<>]*>)[^<]*""")),
    ('data-kind="file"', re.compile(r"""(<figure [^<>]*?\bdata-kind="file"[^<>]*>\s*<figcaption>)[^<]*""")),
    ("<figure class=", re.compile(r"""(<figure class="(?:video|audio|embed)">\s*<a [^<>]*>)[^<]*""")),
)
_ADDRESS = re.compile(r"""\b(?:href|src)="([^"]*)\"""")
_VIDEO = re.compile(r"""<figure (?=[^<>]*\bclass="video")""")
_SNIPPET = 20
_NAMED = 3


def text_of(markup: str) -> str:
    """Text of a sanitised body without white space and without the labels that are no text of it, in NFC."""
    for sign, label in _LABELS:
        if sign in markup:
            markup = label.sub(r"\1", markup)
    text = _TAG.sub("", markup)
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return "".join(text.split())


def addresses_of(markup: str) -> set[str]:
    """Addresses that a sanitised body names."""
    found = set(_ADDRESS.findall(markup))
    return {html.unescape(address) if "&" in address else address for address in found}


def prove(record: Post | Page) -> Post | Page:
    """Compare ``body_html`` with ``body_text`` and with the lists of the record.

    Issues: ``text-lost-in-stage``, ``text-added-in-stage``, ``text-disordered-in-stage``, ``node-lost-in-stage``.
    Their characters join ``fidelity.unexplained_chars``.
    """
    markup = record.body_html or ""
    departures, characters = _texts(markup, record.body_text or "")
    # A record that comes again is not charged again.
    issues = [issue for issue in (*departures, *_nodes(record, markup)) if issue not in record.issues]
    if not issues:
        return record
    more = characters if issues[0] in departures else 0
    fidelity = replace(record.fidelity, unexplained_chars=record.fidelity.unexplained_chars + more)
    return replace(record, fidelity=fidelity, issues=(*record.issues, *issues))


def _texts(markup: str, said: str) -> tuple[list[Issue], int]:
    text, wanted = text_of(markup), "".join(said.split())
    if text == wanted:
        return [], 0
    # Parts of one letter may join over the border of two elements, or of two words: then only in the text.
    text, wanted = (unicodedata.normalize("NFC", part) for part in (text, wanted))
    if text == wanted:
        return [], 0
    lost, added = Counter(wanted) - Counter(text), Counter(text) - Counter(wanted)
    place = _parting(wanted, text)
    where = f"after {place} characters the text says “{wanted[place:][:_SNIPPET]}”, "
    where += f"the body “{text[place:][:_SNIPPET]}”."
    issues = []
    if lost:
        issues.append(_issue("text-lost-in-stage", f"{lost.total()} characters of the text are missing: {where}"))
    if added:
        issues.append(_issue("text-added-in-stage", f"The body has {added.total()} characters more: {where}"))
    if not issues:
        issues.append(_issue("text-disordered-in-stage", f"The body has the text in another order: {where}"))
    return issues, lost.total() + added.total() or len(wanted) - place


def _parting(first: str, second: str) -> int:
    unlike = (place for place, (left, right) in enumerate(zip(first, second, strict=False)) if left != right)
    return next(unlike, min(len(first), len(second)))


def _nodes(record: Post | Page, markup: str) -> Iterator[Issue]:
    listed = {"images": record.images, "files": record.files, "embeds": record.embeds, "links": record.links}
    shown = addresses_of(markup) if any(listed.values()) else set()
    for name, addresses in listed.items():
        gone = [address for address in addresses if address not in shown]
        if gone:
            yield _issue("node-lost-in-stage", _sentence(name, gone), field=name)
    # A player has another address than the page of its video.
    players = len(_VIDEO.findall(markup)) if record.videos else 0
    if players < len(record.videos):
        message = f"The record lists {len(record.videos)} videos, its body shows {players}."
        yield _issue("node-lost-in-stage", message, field="videos")


def _sentence(name: str, gone: list[str]) -> str:
    more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
    return f"The record lists {name} that its body does not show: {', '.join(_short(gone[:_NAMED]))}{more}."


def _short(addresses: Iterable[str]) -> Iterator[str]:
    return (address if len(address) <= 100 else f"{address[:100]}…" for address in addresses)


def _issue(code: str, message: str, field: str = "body_html") -> Issue:
    return Issue(field=field, code=code, message=message)


class LedgerPipeline(Stage):
    """Apply :func:`prove`; stats: ``ledger/<type>/proven`` and ``ledger/<field>/<code>``."""

    def process_item(self, item: Any) -> Any:
        if not isinstance(item, (Post, Page)):
            return item
        done = prove(item)
        if done is item:
            self.count("ledger", type(item).__name__.lower(), "proven")
        for issue in done.issues[len(item.issues) :]:
            self.count("ledger", issue.field, issue.code)
        return done
