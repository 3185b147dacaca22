"""One thing after the other into WordPress: made if it is new, changed if it changed, left alone otherwise."""

from __future__ import annotations

import hashlib
import html
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from scraper.push.answers import RefusedError, StoppedError
from scraper.push.ledger import Known

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scraper.push.client import Client, Upload
    from scraper.push.ledger import Ledger
    from scraper.push.report import Report

Found = dict[str, Any]
_MARKUP = {"name", "description"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is to be sent of one record."""

    kind: str
    """``category``, ``tag``, ``media``, ``page``, ``post``, ``comment``."""
    url: str
    """Address on the old site."""
    route: str
    """e.g. ``/wp/v2/posts``."""
    payload: dict[str, Any]
    find: Callable[[], Awaitable[Found | None]]
    """Looks whether it is there without our knowing; asked before anything is made."""
    find_again: Callable[[], Awaitable[Found | None]] | None = None
    """The same question where ``find`` remembers its answer; asked before a creation is repeated."""
    demanded: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is sent for a moment, and taken back at once, where WordPress refuses the item with this code."""
    check: Callable[[Found], None] = lambda _: None
    """Is shown what WordPress holds then."""
    upload: Upload | None = None
    file: str = ""
    """Of a file: SHA-256 of its bytes."""

    @property
    def key(self) -> str:
        return f"{self.kind} {self.url}"

    def digest(self) -> str:
        """Tell whether what would be sent is what was sent."""
        text = json.dumps([self.payload, self.file], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


class Desk:
    """Sends items and notes each; in a dry run it only asks."""

    def __init__(self, client: Client, ledger: Ledger, report: Report) -> None:
        self.client = client
        self.ledger = ledger
        self.report = report
        self._demands: set[str] = set()
        """Codes with which this WordPress has refused what only it demands."""

    async def put(self, item: Item) -> Known | None:
        """Bring one thing up to date; ``None`` if it was refused, which the report then says."""
        try:
            return await self.attempt(item)
        except RefusedError as error:
            if error.status == 401:
                raise StoppedError(
                    f"the credentials are no longer taken ({error}): look at them, push again"
                ) from error
            self.report.refuse(item.kind, item.key, str(error))
            return None

    async def attempt(self, item: Item) -> Known:
        """Bring one thing up to date, or raise :class:`RefusedError`."""
        known = self.ledger.get(item.key)
        if known and known.file != item.file:
            known = None  # other bytes: a file cannot be changed, only sent anew
        if known:
            if known.digest == item.digest():
                self.report.add(item.kind, "unchanged")
                return known
            if updated := await self._update(item, known):
                return updated
        found = await item.find()
        if found is None:
            return await self._create(item)
        here = self._known(item, found)
        if agrees(item.payload, found):
            item.check(found)
            return self._noted(item, here, "unchanged")
        return await self._update(item, replace(here, digest="")) or await self._create(item)

    async def _update(self, item: Item, known: Known) -> Known | None:
        """Change what is there; ``None`` if it is there no longer."""
        if self.report.dry_run:
            return self._noted(item, known, "updated")
        try:
            answer = await self.client.update(f"{item.route}/{known.id}", item.payload)
        except RefusedError as error:
            if error.status not in (404, 410):
                raise
            self.ledger.forget(item.key)
            return None
        item.check(answer)
        return self._noted(item, self._known(item, answer), "updated")

    async def _create(self, item: Item) -> Known:
        if self.report.dry_run:
            return self._noted(item, Known(0), "created")
        lent = self._lent(item)
        try:
            answer = await self._made(item, lent)
        except RefusedError as error:
            if error.code not in item.demanded or error.code in self._demands:
                raise
            self._demands.add(error.code)
            lent = self._lent(item)
            answer = await self._made(item, lent)
        known = self._known(item, answer)
        if lent:
            self.ledger.note(item.key, replace(known, digest=""))
            answer = await self.client.update(f"{item.route}/{known.id}", item.payload)
        item.check(answer)
        return self._noted(item, known, "created")

    def _lent(self, item: Item) -> dict[str, Any]:
        return {name: value for code in self._demands for name, value in item.demanded.get(code, {}).items()}

    async def _made(self, item: Item, lent: dict[str, Any]) -> Found:
        return await self.client.create(item.route, {**item.payload, **lent}, item.find_again or item.find, item.upload)

    def _known(self, item: Item, answer: Found) -> Known:
        url = str(answer.get("source_url") or "") if item.file else ""
        return Known(int(answer["id"]), item.digest(), url, item.file)

    def _noted(self, item: Item, known: Known, outcome: str) -> Known:
        if not self.report.dry_run:
            self.ledger.note(item.key, known)
        self.report.add(item.kind, outcome)
        return known


def agrees(payload: dict[str, Any], found: Found) -> bool:
    """Tell whether what WordPress holds (``context=edit``) is what would be sent.

    It gives slugs percent-encoded, and names of terms as HTML.

    >>> agrees({"name": "Q&A", "slug": "茶"}, {"name": "Q&amp;A", "slug": "%e8%8c%b6"})
    True
    """
    return all(_equal(value, _plain(name, found.get(name))) for name, value in payload.items())


def _plain(name: str, there: Any) -> Any:
    if isinstance(there, dict) and "raw" in there:
        return there["raw"]
    if isinstance(there, str):
        return unquote(there) if name == "slug" else html.unescape(there) if name in _MARKUP else there
    return there


def _equal(wanted: Any, there: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(there, dict) and agrees(wanted, there)
    if isinstance(wanted, list):
        return isinstance(there, list) and sorted(wanted) == sorted(there)
    if isinstance(wanted, str) and isinstance(there, str):
        return wanted.strip() == there.strip()
    return bool(wanted == there)
