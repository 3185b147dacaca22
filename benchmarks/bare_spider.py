"""The least that Scrapy can do: fetch a list of pages and drop them. The yardstick of our crawl."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import scrapy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response


class BareSpider(scrapy.Spider):
    """Fetch every address in the file ``list``."""

    name = "bare"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """One request a line."""
        for url in Path(self.list).read_text(encoding="utf-8").split():  # type: ignore[attr-defined]
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Nothing."""
