"""Pushes to the fake, and what came of them."""

import asyncio

from pipelines.corpus import Corpus
from scraper.push.credentials import Credentials
from scraper.push.report import Report
from scraper.push.run import Push
from scraper.repeats import Retries
from tests.push.fake import PASSWORD, USER

EVERYTHING = {"category": 1, "tag": 1, "media": 2, "page": 1, "post": 3, "biography": 1, "comment": 2}


def push(store, wordpress, *, dry_run=False, password=PASSWORD, target="", retries=None, **more):
    report = Report(dry_run=dry_run)
    job = Push(
        folder=store,
        corpus=Corpus(store),
        target=target or wordpress.url,
        credentials=Credentials(USER, password),
        permalink="/%postname%/",
        retries=retries or Retries(2, 0.01, 0.05),
        **more,
    )
    asyncio.run(asyncio.wait_for(job.run(report), 60))
    return report


def counted(report, outcome):
    return {kind: found[outcome] for kind, found in report.counts.items() if found[outcome]}


def rows(wordpress, kind):
    return {row.get("slug") or row["author_name"]: row for row in wordpress.rows[kind]}
