"""Crawl any Wix site: find everything it lists, fetch it once, extract, and say what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import DontCloseSpider, IgnoreRequest

from scraper.archive import WarcReader
from scraper.arguments import CrawlArguments, parse_arguments
from scraper.extraction.contacts import guess_region
from scraper.extraction.discovery import parse_feed, parse_sitemap, robots_sitemaps
from scraper.extraction.document import Document
from scraper.extraction.pages.site import SitePage
from scraper.extraction.post_data import PostData
from scraper.items import Site
from scraper.media.desk import MediaDesk
from scraper.outcome import ERRORS_STAT, EVERYTHING_READ, FATAL_STAT, MISSING_STAT
from scraper.pool import ReaderPool, worker_count
from scraper.spiders.comments_api import CommentDesk, stated_mode
from scraper.spiders.frontier import Frontier
from scraper.spiders.inventory import Inventory
from scraper.spiders.owner_desk import OwnerDesk
from scraper.spiders.page_api import PAGE_SIZE, PageApi
from scraper.spiders.posts import PageChain
from scraper.spiders.reader import PageReader
from scraper.spiders.render_desk import RenderDesk
from scraper.spiders.responses import charset, fetched_at, redirects_of, request_of, why, why_not
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings
    from twisted.python.failure import Failure

    from scraper.items import Record


class WixSpider(scrapy.Spider):
    """Crawl the Wix site at ``url``. Arguments: see :class:`scraper.arguments.CrawlArguments`."""

    name = "wix"
    start_url: ClassVar[str] = ""
    site_name: ClassVar[str] = ""
    timezone: ClassVar[str | None] = None
    region: str | None = None
    practitioners: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def check_arguments(cls, given: dict[str, str]) -> CrawlArguments:
        """The checked ``-a`` arguments; raises :class:`~scraper.exceptions.ArgumentError`."""
        return parse_arguments(given, url=cls.start_url, site=cls.site_name)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if settings.get("CONTACT"):
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} +{settings['CONTACT']}", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> WixSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.go_on, signal=signals.spider_idle)
        crawler.signals.connect(spider.count_error, signal=signals.item_error)
        spider.pages.pool = ReaderPool(worker_count(crawler.settings, archive=spider.archive is not None))
        crawler.signals.connect(spider.pages.pool.close, signal=signals.spider_closed)
        spider.media = MediaDesk(crawler, spider.site, spider.archive)
        spider.comments.mode = stated_mode(crawler.settings)
        spider.owner.connect(crawler, spider.archive)
        spider.renders.connect(crawler, spider.archive)
        if spider.archive is None:
            spider.archive_folder = Path(crawler.settings["OUTPUT_DIR"]) / spider.arguments.site / "archive"
        return spider

    def __init__(self, **given: str) -> None:
        self.arguments = self.check_arguments(given)
        super().__init__()
        self.site = self.arguments.site
        self.archive_folder: Path | None = None
        self.archive = WarcReader(self.arguments.archive) if self.arguments.archive else None
        self.inventory = Inventory()
        self.frontier = Frontier(self.arguments, self.inventory)
        self.facts = Site(url="")  # grows into the site's record
        self.api: PageApi | None = None
        self.pages = PageReader(self.frontier, self.inventory, self.practitioners)
        self.comments = CommentDesk()
        self.media: MediaDesk
        self.owner = OwnerDesk(self.arguments, self.inventory, self.frontier, self.pages, self.comments)
        self.renders = RenderDesk(self.arguments)
        self.posts = PageChain(self.pages, self.inventory, self.comments, self.owner, self.renders)
        self._finished = False
        self._callbacks = {"maps": self.parse_sitemap, "feeds": self.parse_feed}

    def count_error(self) -> None:
        """A stage raised: the log has it, and the exit status must not say that all is well."""
        self.crawler.stats.inc_value(ERRORS_STAT)

    # --- the way through the site ---

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Robots.txt first: it names the sitemaps, and its failure tells at once that there is no network."""
        first = self.archive.start_page(self.arguments.url) if self.archive else self.arguments.url
        parts = urlsplit(first)
        robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
        meta = {"dont_obey_robotstxt": True, "max_retry_times": 1}
        yield self._request(robots, self.parse_robots, self.unreachable, meta=meta, cb_kwargs={"first": first})

    def _request(self, url: str, callback: Any, errback: Any = None, **kwargs: Any) -> scrapy.Request:
        headers = {"Accept-Language": self.arguments.lang} if self.arguments.lang else None
        errback = errback or self.failed
        return scrapy.Request(url, callback, headers=headers, errback=errback, dont_filter=True, **kwargs)

    def go_on(self) -> None:
        """When nothing is under way: start the next phase that has work; in the end, report and close."""
        engine = self.crawler.engine
        work = self.frontier.take()
        if work:
            callback = self._callbacks.get(work[0], self.parse)
            for url in work[1]:
                engine.crawl(self._request(url, callback))
            raise DontCloseSpider
        for request in (leftovers := self.owner.leftovers()):
            engine.crawl(request)
        if leftovers:
            raise DontCloseSpider
        if self.facts.url and not self._finished:
            self._finished = True
            self.crawler.signals.send_catch_log(EVERYTHING_READ)
            # A request that needs no network is Scrapy's public way to yield items at the end.
            engine.crawl(self._request("data:,", self.finish))
            raise DontCloseSpider

    def unreachable(self, failure: Failure) -> None:
        """The very first request failed: there is nothing to crawl."""
        host = urlsplit(self.arguments.url).netloc
        if isinstance(failure.value, IgnoreRequest) and "robots" in why(failure):
            hint = "if the site is yours, allow wix-exit there or add -s ROBOTSTXT_OBEY=False"
            self._give_up(f"{host} may not be read ({why(failure)}): {hint}")
            return
        self._give_up(f"cannot reach {host} ({why(failure)}): check the address and the network, then try again")

    def _give_up(self, message: str) -> None:
        self.crawler.stats.set_value(FATAL_STAT, message)

    def failed(self, failure: Failure) -> None:
        """A later request failed for good: remember it for the report."""
        self.inventory.missing[canonical_url(request_of(failure).url)] = why(failure)

    # --- what the site lists ---

    def parse_robots(self, response: Response, first: str) -> Iterator[scrapy.Request]:
        """Robots.txt names sitemaps; then the start page tells what the site is."""
        text = response.body.decode("utf-8", "replace") if response.status == 200 else ""
        kwargs = {"sitemaps": robots_sitemaps(text)}
        yield self._request(first, self.parse_first, self.unreachable, cb_kwargs=kwargs)

    def parse_first(self, response: Response, sitemaps: tuple[str, ...]) -> Iterator[Record | scrapy.Request]:
        """The start page: is it Wix, and what is its root, language, time zone and region?"""
        self.inventory.add_redirects(redirects_of(response))
        if response.status >= 400:
            self._give_up(f"{response.url} answers {response.status}: give the address of the site's home page")
            return
        page = SitePage(Document(response.url, response.body, fetched_at(response), charset(response)))
        if not page.is_wix:
            self._give_up(f"{response.url} is not a Wix site: give the address of a site that was made with Wix")
            return
        self._learn_site(page)
        self.frontier.start(page, sitemaps)
        for url in self.archive.pages() if self.archive else ():
            self.frontier.discover(url, "archive")
        yield from self.owner.begin(page.base)
        if self.arguments.api:
            yield from self._open_api(page.base)
        self.frontier.discover(response.url, "link")

    def _learn_site(self, page: SitePage) -> None:
        self.pages.region = self.region or guess_region(page.document)
        self.facts = Site(
            url=canonical_url(page.base),
            fetched_at=page.document.fetched_at,
            name=page.name,
            language=page.languages[0] if page.languages else None,
            languages=page.languages,
            timezone=self.timezone or page.timezone,
            menu=page.menu,
            platform="wix",
        )

    def parse_sitemap(self, response: Response) -> None:
        """A sitemap or a sitemap index; a missing well-known child says nothing."""
        if response.status != 200:
            return
        sitemap = parse_sitemap(response.body)
        for child in sitemap.children:
            self.frontier.queue("maps", child.loc)
        if "/blog-posts-" in response.url or "/blog-pages-" in response.url:
            self.frontier.know_posts(entry.loc for entry in sitemap.urls)
        for entry in sitemap.urls:
            self.frontier.discover(entry.loc, "sitemap")

    def parse_feed(self, response: Response) -> None:
        """The feed: up to 20 posts, and the blog's real address."""
        if response.status != 200:
            return
        feed = parse_feed(response.body)
        if feed.blog_url:
            self.frontier.learn_blog(feed.blog_url)
            self.frontier.discover(feed.blog_url, "feed")
        self.frontier.know_posts(item.url for item in feed.items)
        for item in feed.items:
            self.frontier.discover(item.url, "feed", PostData.from_feed(item))

    # --- the page API ---

    def _open_api(self, base: str) -> Iterator[scrapy.Request]:
        self.api = PageApi(base, self.archive)
        self.comments.open(base, self.archive)
        if self.archive:
            yield from self._api_list(1)
            return
        request = self.api.token_request()
        yield request.replace(callback=self.parse_token, errback=self.api_failed, dont_filter=True)

    def api_failed(self, _failure: Failure) -> None:
        """Without a token the API is not used; pages alone are read."""
        self._close_api()

    def _close_api(self) -> None:
        self.api = None
        self.comments.close_site("the site gave no token for its API")

    def parse_token(self, response: Response) -> Iterator[scrapy.Request]:
        """The visitor token opens the API's list of posts."""
        if self.api and self.api.take_token(response):
            yield from self._api_list(1)
        else:
            self._close_api()

    def _api_list(self, number: int) -> Iterator[scrapy.Request]:
        request = self.api.list_request(number, self.facts.language or "en") if self.api else None
        if request:
            yield self._asking(request, self.parse_api_list, self.failed, number=number)

    def _asking(self, request: scrapy.Request, callback: Any, errback: Any, **kwargs: Any) -> scrapy.Request:
        return request.replace(callback=callback, errback=errback, cb_kwargs=kwargs, dont_filter=True, priority=1)

    def parse_api_list(self, response: Response, number: int) -> Iterator[scrapy.Request]:
        """One page of the API's list of posts."""
        found = self.api.read_list(response) if self.api else None
        if found and found.posts:
            self.frontier.take_lists([found], "api", self.facts.language)
            if found.total and number * PAGE_SIZE < found.total:
                yield from self._api_list(number + 1)

    # --- pages ---

    async def parse(self, response: Response, **_: Any) -> AsyncIterator[Record | scrapy.Request]:
        """Any page of the site."""
        self.inventory.add_redirects(redirects_of(response))
        asked = canonical_url(response.request.url if response.request else response.url)
        gone = why_not(response, self.frontier.grammar.base)
        if gone:
            self.inventory.missing[asked] = gone
            return
        kind = self.frontier.grammar.classify(canonical_url(response.url))
        async for found in self.posts.start(response, asked, kind, self.api, self.facts.language or "en"):
            yield found

    # --- the end ---

    async def finish(self, _response: Response) -> AsyncIterator[Record]:
        """Everything that only the whole site tells, and the comparison of what is listed with what is stored."""
        missing = self.inventory.unstored()
        self.crawler.stats.set_value(MISSING_STAT, [f"{url} ({why})" for url, why in missing.items()])
        for comment in self.comments.held(self.pages.region):
            yield comment
        async for media in self.media.complete(self.inventory.media(), self.inventory.base):
            yield media
        blog_paths = sorted(self.frontier.grammar.blog_paths, key=lambda p: (len(p), p))
        facts = replace(self.facts, issues=self.owner.answers.issues(), limits=self.arguments.limits)
        for record in self.inventory.records(facts, blog_paths):
            yield record
