"""Answers of the owner's API: what they hold, what did not come, and when to stop asking."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import CloseSpider

from scraper.extraction.document import load_json
from scraper.items import Issue
from scraper.outcome import FATAL_STAT, OWNER_FAILURES_STAT

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

_REFUSED = {401, 403}
_PATIENCE = 3
"""So many failures in a row end the questions for bodies: each costs all the pauses of its repeats."""


class OwnerAnswers:
    """Judges every answer; what fails is noted, and the public crawl goes on."""

    def __init__(self) -> None:
        self._crawler: Crawler
        self._accepted = False
        self._in_a_row = 0
        self._failures: dict[str, list[str]] = {}

    def connect(self, crawler: Crawler) -> None:
        """Tell ``crawler`` of what fails."""
        self._crawler = crawler

    @property
    def worn_out(self) -> bool:
        """True if it is of no use to ask on."""
        return self._in_a_row >= _PATIENCE

    def fail(self, what: str, reason: str) -> None:
        """Note that a part of what the API has did not come; the exit status says so."""
        logger.warning("the owner's API gives no %s: %s", what, reason)
        self._in_a_row += 1
        self._failures.setdefault(what, []).append(reason)
        self._crawler.stats.inc_value(OWNER_FAILURES_STAT)

    def payload(self, response: Response, what: str) -> dict[str, Any] | None:
        """The object in an answer; ``None``, and a note, if it holds none.

        A key that is refused before anything was answered ends the crawl: its user believes that it works.
        """
        found = load_json(response.body.decode("utf-8-sig", "replace")) if response.status == 200 else None
        if isinstance(found, dict):
            self._accepted, self._in_a_row = True, 0
            return found
        if response.status in _REFUSED and not self._accepted:
            self._refuse(response.status)
        said = f"the server says {response.status}" if response.status != 200 else "the answer is no JSON object"
        self.fail(what, said)
        return None

    def _refuse(self, status: int) -> None:
        text = (
            f"Wix refuses the key ({status}): check WIX_API_KEY and WIX_SITE_ID, and that the key may manage the blog; "
            "without the two, the public site is crawled"
        )
        self._crawler.stats.set_value(FATAL_STAT, text)
        raise CloseSpider("owner-key-refused")

    def issues(self) -> tuple[Issue, ...]:
        """What did not come, for the site's record; sorted, because answers come in any order."""
        return tuple(
            Issue(field="", code="owner-api-failed", message=f"the owner's API gave no {what}: {_summary(reasons)}")
            for what, reasons in sorted(self._failures.items())
        )


def _summary(reasons: list[str]) -> str:
    return min(reasons) + (f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else "")
