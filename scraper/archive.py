"""WARC archives: what a crawl fetched is kept, and a crawl can read an archive instead of the network.

Format: WARC 1.1 (ISO 28500), one ``response`` record per answer, each in its own gzip member, bodies as
they were transferred. Requests are not kept: they may carry tokens. What a browser made of a page is a
``conversion`` record (6.7 there: another version of a record's content) at ``urn:rendered:`` and the page's address.
"""

from __future__ import annotations

import gzip
import io
import logging
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.http import Headers, Response, TextResponse
from scrapy.responsetypes import responsetypes
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.exceptions import ArchiveError, OutputError
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scrapy import Request, Spider
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

TOKEN_PATHS = ("/_api/v1/access-tokens", "/_api/v2/dynamicmodel")
"""Answers that hold visitor tokens: never written to an archive."""
UNARCHIVED = "unarchived"
"""Key of a request's ``meta``: true where its answer must not come into the archive."""
ARCHIVED_AS = "archived_as"
"""Key of a request's ``meta``: the address under which the archive keeps its answer, if not its own."""
RENDERED = "urn:rendered:"
"""What stands before a page's canonical URL in the address of what a browser made of it."""


@dataclass(frozen=True, slots=True)
class _Place:
    file: Path
    offset: int
    status: int
    is_html: bool


class WarcReader:
    """The responses of one WARC file or a folder of them, found by canonical URL.

    Where a URL was fetched several times, the last answer below 400 wins, else the last one.
    Raises :class:`ArchiveError` if there is nothing to read.
    """

    def __init__(self, path: Path) -> None:
        self._places: dict[str, _Place] = {}
        files = sorted(path.glob("*.warc*")) if path.is_dir() else [path]
        if not files or not path.exists():
            raise ArchiveError(f"no archive at {path}: name a .warc.gz file, or a folder that holds some")
        for file in files:
            self._index(file)
        if not self._places:
            raise ArchiveError(f"{path} holds no responses: is it a WARC file?")

    def _index(self, file: Path) -> None:
        try:
            with file.open("rb") as stream:
                records = ArchiveIterator(stream)
                for record in records:
                    if (record.rec_type == "response" and record.http_headers) or record.rec_type == "conversion":
                        self._note(file, records.get_record_offset(), record)
        except (OSError, ArchiveLoadFailed) as error:
            if not self._places:
                raise ArchiveError(f"cannot read the archive {file}: {_first_line(error)}") from error
            logger.warning("the archive %s ends early (%s): read up to there", file, _first_line(error))

    def _note(self, file: Path, offset: int, record: Any) -> None:
        url = canonical_url(record.rec_headers.get_header("WARC-Target-URI") or "")
        if record.rec_type == "conversion":
            if url.startswith(RENDERED):  # other tools keep thumbnails and texts in such records
                self._places[url] = _Place(file, offset, 200, is_html=False)
            return
        status = int(record.http_headers.get_statuscode() or 0)
        kind = (record.http_headers.get_header("Content-Type") or "").lower()
        known = self._places.get(url)
        if known is None or status < 400 or known.status >= 400:
            self._places[url] = _Place(file, offset, status, "html" in kind)

    def __contains__(self, url: str) -> bool:
        return canonical_url(url) in self._places

    def pages(self) -> list[str]:
        """Canonical URLs of all HTML answers with status 200, in the order of the archive."""
        return [url for url, place in self._places.items() if place.is_html and place.status == 200]

    def start_page(self, url: str) -> str:
        """``url`` if the archive holds it, else any page of the same host: the home page may be missing."""
        if url and url in self:
            return url
        host = urlsplit(url).netloc
        pages = self.pages()
        return next((page for page in pages if not host or urlsplit(page).netloc == host), url or (pages or [""])[0])

    @contextmanager
    def stream(self, url: str) -> Iterator[tuple[int, dict[str, str], IO[bytes]] | None]:
        """Status, headers (names in lower case) and body of the archived answer; ``None`` if it holds none."""
        place = self._places.get(canonical_url(url))
        if place is None:
            yield None
            return
        with place.file.open("rb") as file:
            file.seek(place.offset)
            record = next(iter(ArchiveIterator(file)))
            headers = {name.lower(): value for name, value in record.http_headers.headers}
            yield place.status, headers, record.content_stream()

    def response(self, request: Request) -> Response:
        """The archived answer to ``request``; status 404 for what the archive does not hold."""
        place = self._places.get(canonical_url(request.meta.get(ARCHIVED_AS) or request.url))
        if place is None:
            return TextResponse(request.url, status=404, body=b"", encoding="utf-8", request=request)
        with place.file.open("rb") as stream:
            stream.seek(place.offset)
            record = next(iter(ArchiveIterator(stream)))
            # Undoes chunks and compression, whatever tool wrote the archive; the headers must then not claim them.
            body = record.content_stream().read()
        headers = Headers()
        for name, value in _headers_of(record):
            if name.lower() not in {"content-encoding", "transfer-encoding", "content-length"}:
                headers.appendlist(name, value)
        request.meta["fetched_at"] = _iso(record.rec_headers.get_header("WARC-Date"))
        cls = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return cls(request.url, status=place.status, headers=headers, body=body, request=request)


def _headers_of(record: Any) -> list[tuple[str, str]]:
    if record.http_headers is not None:
        return list(record.http_headers.headers)
    return [("Content-Type", record.rec_headers.get_header("Content-Type") or "text/html")]


def _iso(warc_date: str | None) -> str | None:
    try:
        when = datetime.fromisoformat(warc_date or "")
    except ValueError:
        return None
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


class WarcFile:
    """An archive being written; each record is flushed, so a killed crawl leaves a readable file."""

    def __init__(self, path: Path, software: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = path.open("ab")
        except OSError as error:
            raise OutputError(f"cannot write the archive {path}: {error.strerror}") from error
        self._buffer = io.BytesIO()
        self._writer = WARCWriter(self._buffer, gzip=False, warc_version="1.1")
        info = {"software": software, "format": "WARC File Format 1.1"}
        self._append(self._writer.create_warcinfo_record(path.name, info))

    def write(self, response: Response, when: datetime, url: str = "") -> None:
        """Add one response as it came from the network, under ``url`` or its own address."""
        if url.startswith(RENDERED):
            self._write_rendered(response, when, url)
            return
        lines = [(n.decode("latin-1"), v.decode("latin-1")) for n, vs in response.headers.items() for v in vs]
        kept = [(n, v) for n, v in lines if n.lower() not in {"transfer-encoding", "set-cookie", "content-length"}]
        kept.append(("Content-Length", str(len(response.body))))
        headers = StatusAndHeaders(f"{response.status} ", kept, protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            url or response.url,
            "response",
            payload=io.BytesIO(response.body),
            length=len(response.body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": when.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        self._append(record, 0 if "Content-Encoding" in response.headers else 6)

    def _write_rendered(self, response: Response, when: datetime, url: str) -> None:
        if response.status != 200:
            return  # an error page that a browser has drawn is no version of the page
        record = self._writer.create_warc_record(
            url,
            "conversion",
            payload=io.BytesIO(response.body),
            length=len(response.body),
            warc_content_type=(response.headers.get("Content-Type") or b"text/html").decode("latin-1"),
            warc_headers_dict={"WARC-Date": when.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        self._append(record)

    def write_file(self, url: str, status: int, headers: list[tuple[str, str]], body: Path | None) -> None:
        """Add an answer whose body lies in a file; it is never held in memory."""
        size = body.stat().st_size if body else 0
        lines = StatusAndHeaders(f"{status} ", [*headers, ("Content-Length", str(size))], protocol="HTTP/1.1")
        date = {"WARC-Date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        with body.open("rb") if body else io.BytesIO() as payload:
            record = self._writer.create_warc_record(
                url, "response", payload=payload, length=size, http_headers=lines, warc_headers_dict=date
            )
            # Pictures and films are compressed already: pressing them again costs time and gains nothing.
            with gzip.GzipFile("", "wb", 0, self._stream, mtime=0) as member:
                WARCWriter(member, gzip=False, warc_version="1.1").write_record(record)
        self._stream.flush()

    def _append(self, record: Any, level: int = 6) -> None:
        self._writer.write_record(record)
        # A body that came compressed is only wrapped: pressing it again costs milliseconds and gains nothing.
        self._stream.write(gzip.compress(self._buffer.getvalue(), compresslevel=level, mtime=0))
        self._stream.flush()
        self._buffer.seek(0)
        self._buffer.truncate()

    def close(self) -> None:
        self._stream.close()


def _may_keep(request: Request) -> bool:
    return urlsplit(request.url).path not in TOKEN_PATHS and not request.meta.get(UNARCHIVED)


class ArchiveReplayMiddleware:
    """Answers every request from the spider's archive, so that no socket is opened. Next to the downloader."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveReplayMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        reader: WarcReader | None = getattr(self._crawler.spider, "archive", None)
        return reader.response(request) if reader else None


class ArchiveWriterMiddleware:
    """Notes when each answer came, and keeps it in ``<site>/archive/<start time>.warc.gz`` unless told not to.

    It stands on the downloader's side of the decompression, so that bodies are kept as transferred.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._file: WarcFile | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveWriterMiddleware:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_opened(self, spider: Spider) -> None:
        folder: Path | None = getattr(spider, "archive_folder", None)
        if folder is not None and self._crawler.settings.getbool("ARCHIVE"):
            name = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            self._file = WarcFile(folder / f"{name}.warc.gz", self._crawler.settings["USER_AGENT"])

    def process_response(self, request: Request, response: Response) -> Response:
        if getattr(self._crawler.spider, "archive", None) is not None:
            return response
        now = datetime.now(UTC)
        request.meta["fetched_at"] = now.isoformat(timespec="seconds")
        if self._file is not None and _may_keep(request):
            self._file.write(response, now, request.meta.get(ARCHIVED_AS, ""))
        return response

    def spider_closed(self) -> None:
        if self._file is not None:
            self._file.close()
