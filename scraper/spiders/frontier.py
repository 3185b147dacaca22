"""What to fetch, in which order, and what to refuse: the crawl's policy, without any network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.extraction.discovery import WELL_KNOWN_SITEMAPS, SiteGrammar, language_of
from scraper.urls import canonical_url, decoded, is_web_address, same_site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.arguments import CrawlArguments
    from scraper.extraction.pages.site import SitePage
    from scraper.extraction.post_data import PostData
    from scraper.extraction.post_lists import PostList
    from scraper.extraction.reading import Listing, Reading
    from scraper.spiders.inventory import Inventory

PHASES = ("maps", "feeds", "lists", "pages", "posts")
"""Order of the crawl: lists first, so that a post knows what they say of it; posts last."""

BATCH = 500
"""How many addresses are handed out at a time."""

_PHASE_OF = {
    "feed": "lists",
    "category": "lists",
    "tag": "lists",
    "hashtag": "lists",
    "archive": "lists",
    "author": "pages",
    "page": "pages",
    "post": "posts",
}
# Not fetched from the network: they only repeat what the feed lists. Read where an archive holds them.
_REPEATING = {"tag", "hashtag", "archive"}


class Frontier:
    """Addresses waiting to be fetched, by phase; every address is handed out once."""

    def __init__(self, arguments: CrawlArguments, inventory: Inventory) -> None:
        self.grammar = SiteGrammar(base="")
        self._arguments = arguments
        self._inventory = inventory
        self._languages: tuple[str, ...] = ()
        self._waiting: dict[str, list[str]] = {phase: [] for phase in PHASES}
        self._seen: set[str] = set()
        self._hrefs: set[str] = set()

    def start(self, page: SitePage, robots_maps: Iterable[str]) -> None:
        """Learn the site's root and languages from ``page`` and queue everything with a known address."""
        base = page.base
        self.grammar = SiteGrammar(base=base, blog_paths=set(page.blog_paths))
        self._languages = page.languages
        self._inventory.base = base
        for url in (*robots_maps, f"{base}/sitemap.xml", *(f"{base}/{name}" for name in WELL_KNOWN_SITEMAPS)):
            self.queue("maps", url)
        self.queue("feeds", f"{base}/blog-feed.xml")
        for code, home in page.language_homes.items():
            if code != page.languages[0]:
                self.discover(home, "model")
                if "?" not in home and self.wanted(home):
                    self.queue("feeds", f"{base}/{code}/blog-feed.xml")

    def queue(self, phase: str, url: str) -> None:
        """Put ``url`` into ``phase`` unless it was there before; what is no web address is left out."""
        url = canonical_url(url)
        if url not in self._seen and _fetchable(url):
            self._seen.add(url)
            self._waiting[phase].append(url)

    @property
    def found(self) -> int:
        """How many addresses have been queued so far."""
        return len(self._seen)

    def take(self) -> tuple[str, list[str]] | None:
        """The first phase that has work, with its next addresses; ``None`` when nothing is left.

        At most ``BATCH`` at a time: a waiting request takes fifty times the memory of its address.
        """
        for phase in PHASES:
            waiting = self._waiting[phase]
            if waiting:
                self._waiting[phase] = waiting[BATCH:]
                return phase, waiting[:BATCH]
        return None

    def discover(self, url: str, origin: str, data: PostData | None = None) -> None:
        """Queue ``url`` if it holds content of the site; note who lists it and what they say of it."""
        url = canonical_url(url)
        kind = self.grammar.classify(url)
        if kind not in _PHASE_OF or not self.wanted(url):
            return
        if kind == "post" and not self._accept_post(url, origin, data):
            return
        if kind not in _REPEATING or self._arguments.archive:
            self.queue(_PHASE_OF[kind], url)

    def _accept_post(self, url: str, origin: str, data: PostData | None) -> bool:
        # On sites with ?lang=, every slug answers under every language, but one combination alone is the
        # post (WIX facts, 1.6). What merely links there is no proof; lists, maps and genuine pages are.
        if origin == "link" and language_of(url):
            if url not in self._inventory.origins:
                self._inventory.traps.add(url)
            return False
        limit = self._arguments.limit
        if limit and url not in self._inventory.origins and len(self._inventory.origins) >= limit:
            return False
        self._inventory.list_post(url, origin, data)
        return True

    def wanted(self, url: str) -> bool:
        """False for addresses in another language than ``-a lang=`` asks for."""
        wanted = self._arguments.lang
        if not wanted or len(self._languages) < 2:
            return True
        first = self.grammar.local_path(url).strip("/").split("/")[0].lower()
        own = language_of(url) or (first if first in self._languages[1:] else self._languages[0])
        # "zh" means every Chinese, "zh-hk" only that one where the site tells it from another.
        alike = own.split("-")[0] == wanted.split("-")[0]
        return own == wanted or (alike and not {own, wanted} <= set(self._languages))

    def learn_blog(self, url: str) -> None:
        """Note the address of the blog's first page."""
        if same_site(url, self.grammar.base):
            self.grammar.blog_paths.add(decoded(urlsplit(url).path).rstrip("/"))

    def know_posts(self, urls: Iterable[str]) -> None:
        """Note addresses that a map, the feed or Wix's data call posts, whatever they look like."""
        own = (canonical_url(url) for url in urls)
        found = {url for url in own if same_site(url, self.grammar.base)}
        self.grammar.known_posts |= {u for u in found if decoded(urlsplit(u).path) not in self.grammar.blog_paths}

    def follow(self, reading: Reading) -> None:
        """Discover what a page links to and lists, and queue the further pages of its list."""
        for href in reading.links:
            if href not in self._hrefs:
                self._hrefs.add(href)
                try:
                    self.discover(href, "link")
                except ValueError:
                    continue
        for link in reading.hreflang:
            if same_site(link.url, self.grammar.base):
                self.discover(link.url, "hreflang")
        if reading.listing:
            self._take_listing(reading.listing, reading)

    def _take_listing(self, listing: Listing, reading: Reading) -> None:
        self.take_lists(listing.lists, "list", reading.language)
        for data in listing.cards:
            if data.url:
                self.discover(data.url, "list", data)
        self._inventory.add_terms(listing.terms, reading.language)
        if listing.next_page:
            self.discover(listing.next_page, "list")
        first, _, query = reading.url.partition("?")
        first = first.split("/page/")[0]
        for number in range(2, (listing.page_count or 1) + 1):
            self.discover(f"{first}/page/{number}" + (f"?{query}" if query else ""), "list")

    def take_lists(self, lists: Iterable[PostList], origin: str, language: str | None) -> None:
        """Discover the posts of lists that came as data, and note their terms and total."""
        for entry in lists:
            self.know_posts(data.url for data in entry.posts if data.url)
            for data in entry.posts:
                if data.url:
                    self.discover(data.url, origin, data)
            self._inventory.add_terms(entry.terms, language)
            if entry.everything and entry.total is not None:
                self._inventory.totals[language or ""] = entry.total


def _fetchable(url: str) -> bool:
    try:
        return is_web_address(url) and urlsplit(url).port != 0
    except ValueError:  # a port beyond 65535
        return False
