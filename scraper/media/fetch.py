"""One file from the network to the disk: streamed, taken up again where it broke off, never held in memory."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from scraper.media.answer import Answer
from scraper.media.guard import Guard, GuardedResolver, RefusedError, check_public, literal_address
from scraper.middlewares import seconds_asked
from scraper.repeats import LATER, REDIRECTS, AgainError, KeepsSession, Retries, told

if TYPE_CHECKING:
    from pathlib import Path

    from scraper.media.options import MediaOptions

_CHUNK = 256 * 1024
# What is smaller is quicker asked for again than noted down.
_WORTH_RESUMING = 1024 * 1024
_MAX_HOPS = 5
_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=30, sock_read=60)


class Fetcher(KeepsSession):
    """Fetches media into ``folder``; a context manager, because it keeps connections open."""

    def __init__(self, folder: Path, guard: Guard, options: MediaOptions) -> None:
        self._folder = folder
        self._guard = guard
        self._options = options
        self._retries = Retries(options.repeats, options.pause, options.longest_pause)

    def _opened(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(resolver=GuardedResolver(self._guard), limit=self._options.concurrency)
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if self._options.user_agent:
            headers["User-Agent"] = self._options.user_agent
        # No cookies, no referrer: nothing that a media host could tell a visitor by.
        return aiohttp.ClientSession(
            connector=connector, headers=headers, cookie_jar=aiohttp.DummyCookieJar(), timeout=_TIMEOUT
        )

    async def fetch(self, url: str) -> Answer:
        """The file at ``url``; every failure is an answer with its reason."""
        partial = self._folder / hashlib.sha256(url.encode()).hexdigest()[:32]
        reason = ""
        for turn in range(self._retries.times + 1):
            try:
                return await self._once(url, partial)
            except RefusedError as error:
                return Answer(reason=f"refused: {error}")
            except AgainError as error:
                reason, asked = str(error), error.seconds
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                refused = _refused(error)
                if refused:
                    return Answer(reason=f"refused: {refused}")
                reason, asked = told(error), None
            if turn < self._retries.times:
                await asyncio.sleep(self._retries.wait(turn, asked))
        return Answer(reason=reason)

    async def _once(self, url: str, partial: Path) -> Answer:
        known = _Partial.read(partial)
        asked = url
        for _ in range(_MAX_HOPS + 1):
            self._check(asked)
            headers = known.headers()
            async with self._session.get(self._guard.target(asked), allow_redirects=False, headers=headers) as response:
                if response.status in REDIRECTS and "Location" in response.headers:
                    asked = urljoin(asked, response.headers["Location"])
                    continue
                return await self._taken(response, partial, known)
        return Answer(reason=f"more than {_MAX_HOPS} redirects")

    def _check(self, url: str) -> None:
        self._guard.check(url)
        host = urlsplit(self._guard.target(url)).hostname or ""
        # The resolver is not asked for what is an address already.
        if literal_address(host) and not self._guard.may_be_private(host):
            check_public(host)

    async def _taken(self, response: aiohttp.ClientResponse, partial: Path, known: _Partial) -> Answer:
        status = response.status
        if status in LATER:
            raise AgainError(f"the server says {status}", seconds_asked(response.headers.get("Retry-After", "")))
        if status == 416:  # what lies here is no beginning of what lies there
            _Partial.forget(partial)
            raise AgainError("the server's file is not the one that was begun")
        if status not in (200, 206):
            return Answer(status=status, reason=f"the server says {status}", gone=400 <= status < 500)
        offset = known.size if status == 206 and known.continues(response.headers.get("Content-Range", "")) else 0
        if status == 206 and not offset:
            _Partial.forget(partial)
            raise AgainError("the server sent another part than was asked for")
        return await self._saved(response, partial, offset)

    async def _saved(self, response: aiohttp.ClientResponse, partial: Path, offset: int) -> Answer:
        length = response.content_length
        total = offset + length if length is not None and "Content-Encoding" not in response.headers else None
        if total is not None and total > self._options.max_bytes:
            return self._too_large(total)
        resumable = total is None or total >= _WORTH_RESUMING
        if resumable or offset:
            _Partial.note(partial, response, total)
        digest, size = hashlib.sha256(), offset
        with partial.open("r+b" if offset else "wb") as file:
            if offset:
                while block := file.read(_CHUNK):
                    digest.update(block)
            async for block in response.content.iter_chunked(_CHUNK):
                size += len(block)
                if size > self._options.max_bytes:
                    return self._too_large(size)
                file.write(block)
                digest.update(block)
        if resumable or offset:
            _Partial.forget(partial)
        if total is not None and size != total:
            raise AgainError(f"{size} of {total} bytes came")
        if not size:
            return Answer(status=response.status, reason="the answer is empty", gone=True)
        disposition = response.content_disposition
        return Answer(
            status=200,
            path=partial,
            sha256=digest.hexdigest(),
            size=size,
            content_type=response.headers.get("Content-Type"),
            name=disposition.filename if disposition else None,
        )

    def _too_large(self, size: int) -> Answer:
        limit = self._options.max_bytes >> 20
        return Answer(reason=f"larger than MEDIA_MAX_SIZE allows: {size / 2**20:.0f} MiB, the limit is {limit} MiB")


@dataclass(frozen=True, slots=True)
class _Partial:
    """What an earlier try left: ``size`` bytes, and by what the server would know the file again."""

    size: int = 0
    total: int | None = None
    validator: str | None = None

    @classmethod
    def read(cls, path: Path) -> _Partial:
        try:
            facts: Any = json.loads(_facts(path).read_text(encoding="utf-8"))
            return cls(path.stat().st_size, facts["total"], facts["validator"])
        except (OSError, ValueError, KeyError, TypeError):
            return cls()

    @staticmethod
    def note(path: Path, response: aiohttp.ClientResponse, total: int | None) -> None:
        tag = response.headers.get("ETag", "")
        # Weak tags do not promise equal bytes (RFC 9110, 13.1.5).
        validator = tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified")
        _facts(path).write_text(json.dumps({"total": total, "validator": validator}), encoding="utf-8")

    @staticmethod
    def forget(path: Path) -> None:
        _facts(path).unlink(missing_ok=True)

    def headers(self) -> dict[str, str]:
        if not self.size or not self.total or self.size >= self.total:
            return {}
        # A media id never names other bytes, so the size alone will do where the server gives no validator.
        return {"Range": f"bytes={self.size}-", **({"If-Range": self.validator} if self.validator else {})}

    def continues(self, content_range: str) -> bool:
        return content_range.replace(" ", "") == f"bytes{self.size}-{(self.total or 0) - 1}/{self.total}"


def _facts(path: Path) -> Path:
    return path.with_name(path.name + ".facts")


def _refused(error: BaseException) -> RefusedError | None:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, RefusedError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None
