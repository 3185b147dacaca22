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

    def __init__(self, list: str = "") -> None:  # noqa: A002 - the name of the argument on the command line
        super().__init__()
        self._urls = Path(list).read_text(encoding="utf-8").split()

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """One request a line."""
        for url in self._urls:
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Nothing."""
