"""Requests to one WordPress, one after the other: the password on each, repeats with pauses, errors in one line."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from scraper.middlewares import seconds_asked
from scraper.push.answers import RefusedError, StoppedError, refusal
from scraper.repeats import LATER, REDIRECTS, AgainError, KeepsSession, told

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from scraper.push.credentials import Credentials
    from scraper.repeats import Retries

_LATER = LATER | {521}  # a CDN's "web server is down"
_PATIENCE = 3
"""Requests in a row that stay without an answer, after all repeats, until the site is taken for down."""
# An upload is answered when all sizes of the picture are made.
_TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=30, sock_read=300)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file, and the name and type under which it is sent."""

    path: Path
    name: str
    mime: str


class Client(KeepsSession):
    """The REST API at ``target``; a context manager, because it keeps its connection open."""

    def __init__(self, target: str, credentials: Credentials, retries: Retries, user_agent: str = "wix-exit") -> None:
        self.target = target
        self.base = f"{target}/wp-json"
        """Where the API lies; without permalinks WordPress has it under ``/?rest_route=``."""
        self._credentials = credentials
        self._retries = retries
        self._headers = {"Accept": "application/json", "User-Agent": user_agent}
        self._unanswered = 0

    def _opened(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(headers=self._headers, cookie_jar=aiohttp.DummyCookieJar(), timeout=_TIMEOUT)

    async def get(self, route: str, **query: str) -> Any:
        """JSON of a route, e.g. ``/wp/v2/posts``. Raise :class:`RefusedError`, :class:`StoppedError`."""
        return await self._repeated(lambda: self._once("GET", route, query=query))

    async def get_all(self, route: str, **query: str) -> list[dict[str, Any]]:
        """All rows of a list, page by page."""
        rows: list[dict[str, Any]] = []
        page = 1
        while True:
            found = await self.get(route, **query, per_page="100", page=str(page))
            rows += found
            if len(found) < 100:
                return rows
            page += 1

    async def update(self, route: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Change what is there; the same twice is no harm, so it is simply repeated."""
        return _record(await self._repeated(lambda: self._once("POST", route, payload=payload)))

    async def create(
        self,
        route: str,
        payload: Mapping[str, Any],
        find: Callable[[], Awaitable[dict[str, Any] | None]],
        upload: Upload | None = None,
    ) -> dict[str, Any]:
        """Make something new. Before a repeat ``find`` looks whether it is there, its answer alone lost."""
        return _record(
            await self._repeated(lambda: self._once("POST", route, payload=payload, upload=upload), before_again=find)
        )

    async def _repeated(
        self,
        ask: Callable[[], Awaitable[Any]],
        before_again: Callable[[], Awaitable[dict[str, Any] | None]] | None = None,
    ) -> Any:
        reason = ""
        for turn in range(self._retries.times + 1):
            try:
                if turn and before_again and (found := await before_again()):
                    return found
                answer = await ask()
            except AgainError as error:
                reason, asked = str(error), error.seconds
            except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
                reason, asked = self._told(error), None
            else:
                self._unanswered = 0
                return answer
            if turn < self._retries.times:
                await asyncio.sleep(self._retries.wait(turn, asked))
        self._unanswered += 1
        if self._unanswered >= _PATIENCE:
            raise StoppedError(f"{self.target} does not answer ({reason}): push again later, it goes on from here")
        raise RefusedError(reason)

    async def _once(
        self,
        method: str,
        route: str,
        *,
        query: Mapping[str, str] | None = None,
        payload: Mapping[str, Any] | None = None,
        upload: Upload | None = None,
    ) -> Any:
        url, given = self.base + route, dict(query or {})
        if self.base.endswith("?rest_route="):
            url, given = self.target + "/", {"rest_route": route, **given}
        file = upload.path.open("rb") if upload else None
        try:
            sent = _form(payload or {}, upload, file) if upload else _json(payload)
            kind = {"Content-Type": "application/json"} if isinstance(sent, bytes) else {}
            async with self._session.request(
                method,
                url,
                params=given,
                data=sent,
                # The password goes to the target alone: redirects are not followed.
                allow_redirects=False,
                headers={**self._credentials.headers(), **kind},
            ) as response:
                return self._read(response, await response.read(), upload=upload is not None)
        finally:
            if file:
                file.close()

    def _read(self, response: aiohttp.ClientResponse, data: bytes, *, upload: bool) -> Any:
        body = self._parsed(data)
        code = body.get("code") if isinstance(body, dict) else None
        if response.status in REDIRECTS:
            to = self._credentials.hide(response.headers.get("Location", ""))
            raise RefusedError(f"it leads to {to}: give that address with --wordpress", status=response.status)
        # What WordPress itself says with a 500 (a file of a type that is not allowed) it says again.
        if response.status in _LATER and not (response.status == 500 and str(code).startswith("rest_")):
            asked = seconds_asked(response.headers.get("Retry-After", ""))
            raise AgainError(f"the server says {response.status}", asked)
        if not response.ok:
            raise refusal(response.status, body, upload=upload)
        if body is None:
            raise RefusedError("the answer is no JSON: something on the server prints into its answers, see its log")
        return body

    def _parsed(self, data: bytes) -> Any:
        try:
            return json.loads(self._credentials.hide(data.decode("utf-8-sig")))
        except ValueError:
            return None

    def _told(self, error: BaseException) -> str:
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return "its certificate is not valid"
        return self._credentials.hide(told(error))


def _record(answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict) or not isinstance(answer.get("id"), int):
        raise RefusedError("the answer names no id: something on the server changes the answers of its REST API")
    return answer


def _json(payload: Mapping[str, Any] | None) -> bytes | None:
    return None if payload is None else json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")


def _form(payload: Mapping[str, Any], upload: Upload, file: Any) -> aiohttp.FormData:
    # PHP reads a name as it stands: percent signs would become part of it.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in payload.items():
        form.add_field(name, str(value))
    name = "".join("_" if letter in '"\\\r\n' else letter for letter in upload.name)
    form.add_field("file", file, filename=name, content_type=upload.mime)
    return form
