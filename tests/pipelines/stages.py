"""A stage outside a crawl: with stats, without an engine."""

from types import SimpleNamespace

from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector


def crawler(**settings):
    stats = MemoryStatsCollector(SimpleNamespace(settings=Settings({"STATS_DUMP": False})))
    return SimpleNamespace(settings=Settings(settings), stats=stats, spider=None, engine=None)


def run(stage_class, *items):
    """Send ``items`` through a new stage; return what comes out and the counters."""
    stage = stage_class.from_crawler(crawler())
    return [stage.process_item(item) for item in items], stage.crawler.stats.get_stats()
