"""What our own HTTP clients share: a session kept open, when they ask again, how they tell what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import aiohttp

if TYPE_CHECKING:
    from types import TracebackType

LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 524})
"""Answers that may be others after a while."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class AgainError(Exception):
    """Worth another try; ``seconds``: when the server asked to come back, ``None`` if it did not say."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and when a request is repeated; seconds."""

    times: int = 5
    pause: float = 5.0
    """Before the first repeat; doubles with each."""
    longest: float = 300.0

    def wait(self, turn: int, asked: float | None) -> float:
        """Give the pause behind try number ``turn`` (from 0); ``asked``: what the server said.

        >>> Retries().wait(2, None), Retries().wait(0, 7.0), Retries().wait(0, 9999.0)
        (20.0, 7.0, 300.0)
        """
        return min(self.pause * 2**turn if asked is None else asked, self.longest)


class KeepsSession:
    """A context manager that keeps connections open; :meth:`_opened` says with what."""

    _open: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._open = self._opened()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open:
            await self._open.close()

    def _opened(self) -> aiohttp.ClientSession:
        raise NotImplementedError

    @property
    def _session(self) -> aiohttp.ClientSession:
        if self._open is None:
            raise RuntimeError(f"a {type(self).__name__} is used as a context manager")
        return self._open


def told(error: BaseException) -> str:
    """Say in a few words why a request stayed without an answer."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"cannot connect ({error.os_error.strerror or error.os_error})"
    text = " ".join(str(error).split())
    return f"the connection broke ({text[:80] or type(error).__name__})"
