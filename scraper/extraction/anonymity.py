"""Comments without the people who wrote them: ``COMMENTS=anonymous``.

A pseudonym is a number in the order in which people first commented on the site. It says nothing of the person, so no
export can be turned back; the same person has the same one throughout, and a later crawl counts alike, because
what comes later gets the higher number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.extraction.contacts.emails import emails_in
from scraper.extraction.contacts.phones import numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scraper.extraction.comments import Statement
    from scraper.extraction.contacts.model import Hit
    from scraper.items import Comment

_PSEUDONYM = re.compile(r"Commenter \d+")
_SHORTEST = 2
# Scripts without blanks between words; elsewhere a name counts only as a whole word ("Ann" is not in "Annual").
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def is_pseudonym(name: str) -> bool:
    """True if ``name`` is what :func:`anonymised` writes in the place of a name."""
    return _PSEUDONYM.fullmatch(name) is not None


def anonymised(statements: Iterable[Statement], region: str | None) -> Iterator[Comment]:
    """The comments of the whole site with pseudonyms, oldest first.

    In the texts, the full names of all commenters give way to their pseudonyms, those of other people whom Wix marks
    as mentioned to ``[name]``, e-mail addresses to ``[e-mail]``, phone numbers (national ones in the manner of
    ``region``) to ``[phone]``. Any other word for a person stays.
    """
    ordered = sorted(statements, key=lambda s: (s.comment.published_at or "~", s.comment.post_url, s.comment.id))
    ids = _ids_by_name(ordered)
    numbers: dict[str, str] = {}
    for statement in ordered:
        key = _person(statement, ids)
        if key:
            numbers.setdefault(key, f"Commenter {len(numbers) + 1}")
    mentioned = {name: "[name]" for s in ordered for name in s.mentions}
    hide = _hider(mentioned | {s.comment.author: numbers[_person(s, ids)] for s in ordered if s.comment.author})
    for statement in ordered:
        comment = statement.comment
        text = comment.text and _without_contacts(hide(comment.text), region)
        yield replace(comment, author=numbers.get(_person(statement, ids)), text=text)


def _ids_by_name(statements: Iterable[Statement]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for statement in statements:
        if statement.person and statement.comment.author:
            found.setdefault(statement.comment.author.casefold(), set()).add(statement.person)
    return found


def _person(statement: Statement, ids: dict[str, set[str]]) -> str:
    """What tells a person from others: Wix's id; for a name alone the one id that goes with it, else the name."""
    name = (statement.comment.author or "").casefold()
    known = ids.get(name, set())
    return statement.person or (next(iter(known)) if len(known) == 1 else name and f"name {name}")


def _hider(pseudonyms: dict[str, str]) -> Callable[[str], str]:
    """What replaces each name in a text; the longest first, since one may begin another."""
    names = sorted((name for name in pseudonyms if len(name) >= _SHORTEST), key=lambda n: (-len(n), n))
    if not names:
        return lambda text: text
    pattern = re.compile("|".join(map(_as_word, names)), re.IGNORECASE)
    folded = {name.casefold(): pseudonym for name, pseudonym in pseudonyms.items()}

    def pseudonym(found: re.Match[str]) -> str:
        return folded.get(" ".join(found.group().split()).casefold(), "[name]")

    return lambda text: pattern.sub(pseudonym, unicodedata.normalize("NFC", text))


def _as_word(name: str) -> str:
    escaped = r"\s+".join(map(re.escape, name.split()))
    return escaped if _UNSPACED.search(name) else rf"(?<!\w){escaped}(?!\w)"


def _without_contacts(text: str, region: str | None) -> str:
    # A line at a time: of an address spelled out ("name (at) …") no more than the line is known.
    return "\n".join(_redacted(line, region) for line in text.split("\n"))


def _redacted(line: str, region: str | None) -> str:
    line = _masked(line, emails_in(line), "[e-mail]")
    return _masked(line, numbers_in(line, region, bare="any"), "[phone]")


def _masked(line: str, hits: tuple[Hit, ...], mark: str) -> str:
    for hit in reversed(hits):
        line = line[: hit.start] + mark + line[hit.end :]
    return line
