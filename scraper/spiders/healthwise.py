"""The clinic Health Wise in Hong Kong."""

from __future__ import annotations

from scraper.spiders.wix import WixSpider


class HealthwiseSpider(WixSpider):
    """Crawl https://www.chinesemed.hk/, the site of Health Wise Chinese Medicine Consultancy."""

    name = "healthwise"
    start_url = "https://www.chinesemed.hk/"
    site_name = "healthwise"
    timezone = "Asia/Hong_Kong"
    region = "HK"
    practitioners = ("Dr. Troy Sing",)
