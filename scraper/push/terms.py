"""Categories and tags, with their slugs and descriptions; Wix has no parents of categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.push.desk import Item
from scraper.push.look_up import look_up

if TYPE_CHECKING:
    from pipelines.corpus import Corpus
    from pipelines.permalinks.base import Permalinks
    from scraper.push.desk import Desk
    from scraper.push.ledger import Known

_ROUTES = {"category": "/wp/v2/categories", "tag": "/wp/v2/tags"}


class Terms:
    """Sends the terms, and knows their numbers by label."""

    def __init__(self, corpus: Corpus, permalinks: Permalinks, desk: Desk) -> None:
        self._corpus = corpus
        self._permalinks = permalinks
        self._desk = desk
        self._numbers: dict[tuple[str, str], int] = {}

    async def send(self) -> None:
        """Send all terms."""
        for kind in _ROUTES:
            for record in self._corpus.records(kind):
                known = await self._put(kind, record)
                if known:
                    self._numbers.setdefault((kind, record["label"]), known.id)

    def numbers(self, kind: str, labels: list[str] | None) -> list[int]:
        """Numbers of the terms that a post names; one that could not be made is left out."""
        found = (self._numbers.get((kind, label)) for label in labels or ())
        return list(dict.fromkeys(number for number in found if number is not None))

    async def _put(self, kind: str, record: dict[str, Any]) -> Known | None:
        slug = self._permalinks.of(kind, record["url"]).slug
        payload = {"name": record["label"], "slug": slug}
        if record.get("description"):
            payload["description"] = record["description"]
        route = _ROUTES[kind]
        item = Item(
            kind=kind,
            url=record["url"],
            route=route,
            payload=payload,
            find=look_up(self._desk.client, route, slug),
        )
        return await self._desk.put(item)
