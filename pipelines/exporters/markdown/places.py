"""Where links and media of a body lead on the static site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelines.permalinks.base import Permalinks


class Places(Protocol):
    """What the writer of bodies asks."""

    def media(self, url: str) -> str:
        """Return the address of a file, percent-encoded."""
        ...

    def link(self, href: str) -> str:
        """Return where a link leads."""
        ...


class SitePlaces:
    """Files at one place for the whole site, or beside the text: ``beside`` gives a file's name there."""

    def __init__(
        self,
        permalinks: Permalinks,
        files: Mapping[str, str],
        root: str,
        beside: Callable[[str], str] | None = None,
    ) -> None:
        self._permalinks = permalinks
        self._files = files
        self._root = root
        self._beside = beside
        self.used: dict[str, str] = {}
        """Path under the site's folder -> name beside the text, of files that were asked for."""

    def media(self, url: str) -> str:
        """Return the address of a stored file; what is not stored stays where it is."""
        path = self._files.get(url)
        if path is None:
            return url
        if self._beside is None:
            return self._root + quote(path.removeprefix("media/"))
        name = self.used.setdefault(path, self._beside(path))
        return quote(name)

    def link(self, href: str) -> str:
        """Return where a link leads; one to an uploaded file leads to its copy."""
        return self.media(href) if href in self._files else self._permalinks.link(href)
