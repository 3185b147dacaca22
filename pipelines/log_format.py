"""Log lines that name a record instead of printing it: a post's body has no place in a log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter

from pipelines.stage import type_of
from scraper.items import Record

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure


def brief(item: Any) -> Any:
    """Give type and address of a record; anything else as it is."""
    return f"{type_of(item)} {item.url}" if isinstance(item, Record) else item


class RecordLogFormatter(LogFormatter):
    """Scrapy's messages with :func:`brief` records."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return super().scraped(brief(item), response, spider)

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return super().dropped(brief(item), exception, response, spider)

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return super().item_error(brief(item), exception, response, spider)
