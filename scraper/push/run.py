"""The order of a push: terms, writers, files, pages and posts, comments; each needs the numbers of those before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.exporters.wordpress.export import site_zone
from pipelines.exporters.wordpress.fields import undated
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.wordpress import WordPressRules
from scraper.push.account import sign_in
from scraper.push.answers import RefusedError, StoppedError
from scraper.push.client import Client
from scraper.push.desk import Desk
from scraper.push.entries import Entries, gmt
from scraper.push.ledger import FILE, Ledger
from scraper.push.people import Writers
from scraper.push.terms import Terms
from scraper.push.threads import Comments
from scraper.push.uploads import NewPlaces, Uploads

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.corpus import Corpus
    from scraper.push.account import Account
    from scraper.push.credentials import Credentials
    from scraper.push.report import Report
    from scraper.repeats import Retries

KINDS = ("category", "tag", "media", "page", "post", "comment")
"""What is counted for the display, in the order in which it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One push of a stored site."""

    folder: Path
    corpus: Corpus
    target: str
    credentials: Credentials
    permalink: str
    """``WORDPRESS_PERMALINK``."""
    retries: Retries
    create_users: bool = False

    async def run(self, report: Report) -> None:
        """Send everything; the report says what became of it.

        Raise :class:`~scraper.exceptions.ArgumentError` or :class:`~scraper.exceptions.StoreError` if nothing can
        be sent, :class:`~scraper.exceptions.OutputError` if the state cannot be kept.
        """
        ledger = Ledger(self.folder / FILE, self.target)
        async with Client(self.target, self.credentials, self.retries) as client:
            account = await sign_in(client)
            try:
                await self._send(Desk(client, ledger, report), account)
            # A refusal that comes up to here is of a question that everything behind it needs answered.
            except (StoppedError, RefusedError) as error:
                report.stopped = str(error)
        if not report.dry_run:
            ledger.refused(report.refused)

    async def _send(self, desk: Desk, account: Account) -> None:
        corpus, zone = self.corpus, site_zone(self.corpus)
        permalinks = Permalinks(corpus, WordPressRules(self.permalink, zone))
        date = undated(corpus)
        self._note(desk.report, account, str(zone))
        terms = Terms(corpus, permalinks, desk)
        writers = Writers(corpus, account, desk, create=self.create_users)
        uploads = Uploads(corpus, self.folder, desk, gmt(date))
        await terms.send()
        await writers.send()
        await uploads.send()
        places = NewPlaces(corpus, permalinks, uploads, urlsplit(self.target).path)
        entries = Entries(corpus, permalinks, places, terms, writers, account=account, desk=desk, undated=date)
        await entries.send()
        await Comments(corpus, account, desk, undated=date).send(entries.posts)

    def _note(self, report: Report, account: Account, zone: str) -> None:
        if account.zone != zone:
            report.notes.append(
                f"the site's time zone is {account.zone or 'not set by name'} there, {zone} on the old site: set it "
                "under Settings, General, or times show otherwise"
            )
        if not account.may("unfiltered_html"):
            report.notes.append(
                "the account may not write unfiltered HTML: WordPress takes frames of embeds out of bodies; use an "
                "Administrator's"
            )
        if next(self.corpus.records("site"), {}).get("menu"):
            report.notes.append("the menu is not sent: make it under Appearance, or import wordpress.xml")
