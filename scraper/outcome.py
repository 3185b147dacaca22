"""What became of a crawl, as its stats tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

EVERYTHING_READ = object()
"""Signal: all pages were read; the records that only the whole site tells come next, and then the rendering."""
MEDIA_PROGRESS = object()
"""Signal: one more media file is done; with ``done``, ``total`` and ``size`` (bytes so far)."""
FATAL_STAT = "run/fatal"
"""Stats key: the one line that says why nothing could be crawled."""
ERRORS_STAT = "run/item_errors"
"""Stats key: number of records on which a stage raised."""
MISSING_STAT = "run/missing"
"""Stats key: ``url (why)`` of every post that is listed but not stored."""

OWNER_FAILURES_STAT = "owner_api/failures"
"""Stats key: number of times that the owner's API did not give what it was asked for."""
MEDIA_FAILED_STAT = "media_files/failed"
"""Stats key: ``url (why)`` of every media file that may still be there but could not be fetched."""

RENDER_GAIN_STAT = "render/would_help"
"""Stats key: ``url (why)`` of every page of which a browser would show more."""
RENDER_FAILED_STAT = "render/failed"
"""Stats key: number of pages that a browser was to draw and could not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a crawl."""

    fatal: str | None
    """One line that says why it could not run, or could not go on."""
    missing: list[str]
    """Posts that are listed but not stored, with the reason."""
    missing_media: list[str]
    """Media files that could not be fetched, with the reason; what is gone at the source is not among them."""
    finished: bool
    """False if somebody interrupted it."""
    failures: int
    """Feeds not written, pages or records that raised or could not be drawn, refusals of the owner's API."""
    would_gain: tuple[str, ...] = ()
    """Pages of which a browser would show more, with the reason."""

    @classmethod
    def of(cls, crawler: Crawler, store_stat: str) -> Outcome:
        """Read the outcome off a crawler's stats; ``store_stat`` names the store's own message, if it failed."""
        stats = crawler.stats.get_stats()
        own = (ERRORS_STAT, OWNER_FAILURES_STAT, RENDER_FAILED_STAT)
        failed = ("feedexport/failed_count", "spider_exceptions/count", *own)
        return cls(
            fatal=stats.get(FATAL_STAT) or stats.get(store_stat),
            missing=stats.get(MISSING_STAT) or [],
            missing_media=stats.get(MEDIA_FAILED_STAT) or [],
            finished=stats.get("finish_reason") == "finished",
            would_gain=tuple(sorted(stats.get(RENDER_GAIN_STAT) or [])),
            failures=sum(value for name, value in stats.items() if name.startswith(failed)),
        )

    @property
    def complete(self) -> bool:
        """True if everything listed is stored and nothing failed."""
        return self.finished and not (self.missing or self.missing_media or self.failures)
