"""The site's ``media/`` folder: every medium once, in its best form, under its own name."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from scraper.items import Issue, Media
from scraper.media.candidates import is_smaller, sources, variants
from scraper.media.examine import Arrival
from scraper.media.manifest import Download, Manifest
from scraper.media.names import FOLDERS, distinct, file_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
    from pathlib import Path

    from scraper.media.answer import Answer
    from scraper.media.identify import Identity
    from scraper.media.options import MediaOptions

logger = logging.getLogger(__name__)

PARTIAL = ".partial"
"""Folder of files that are on their way."""
_BLOBS, _MANIFEST = ".new", ".manifest.jsonl"
_CHUNK = 1024 * 1024
_AHEAD = 60  # files that may wait to be looked at while others are downloaded


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one medium: the download that was taken, or why there is none."""

    download: Download | None = None
    reason: str = ""
    gone: bool = False
    asked: bool = True


class MediaLibrary:
    """Brings media into ``folder`` and says of each what became of it.

    ``fetch`` gives the file at an address, ``examine`` says what it is; ``stopped`` tells that somebody interrupted
    the crawl; ``progress`` hears (done, bytes).
    """

    def __init__(  # noqa: PLR0913 - what the crawl lends it, each by name
        self,
        folder: Path,
        options: MediaOptions,
        fetch: Callable[[str], Awaitable[Answer]],
        *,
        examine: Callable[[Arrival], Awaitable[Identity]],
        stopped: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda _done, _bytes: None,
    ) -> None:
        self._folder = folder
        self._options = options
        self._fetch = fetch
        self._examine = examine
        self._stopped = stopped
        self._progress = progress
        self._blobs = folder / _BLOBS
        self._blobs.mkdir(parents=True, exist_ok=True)
        self._manifest = Manifest(folder / _MANIFEST)
        self._done = self._bytes = 0
        self._downloads = asyncio.Semaphore(options.concurrency)
        self.missing: list[tuple[str, Found]] = []
        """Address and reason of each file that could not be had."""

    async def complete(self, media: list[Media]) -> AsyncIterator[Media]:
        """The records in their order, each with what became of its file; names are given when all have come."""
        found: dict[str, Found] = {}
        waiting = iter(media)
        readers = [self._work(waiting, found) for _ in range(self._options.concurrency + _AHEAD)]
        with closing(self._manifest):
            await asyncio.gather(*readers)
            paths = self._paths(media, found)
            for entry in media:
                yield self._record(entry, found.get(entry.source_url), paths)
        self._tidy()

    async def _work(self, waiting: Iterable[Media], found: dict[str, Found]) -> None:
        for entry in waiting:  # all readers take from the same iterator
            if self._stopped():
                return
            found[entry.source_url] = result = await self._best(entry)
            self._done += 1
            self._bytes += result.download.bytes if result.download else 0
            self._progress(self._done, self._bytes)

    # --- one medium ---

    async def _best(self, media: Media) -> Found:
        """The original if it is what the page says; else the best of what can be had."""
        best = Found(reason="no address")
        for number, url in enumerate(sources(media)):
            answer = await self._one(url, media)
            if answer.download:
                best = answer
                break
            # The first address is that of the original: what it says is what is told.
            best = answer if number == 0 or (best.gone and not answer.gone) else best
        if best.reason.startswith("refused") or not self._is_worse(best, media):
            return best
        for url in variants(media):
            copy = await self._one(url, media)
            if _pixels(copy) > _pixels(best):
                best = copy
                if not self._is_worse(best, media):
                    break
        return best

    def _is_worse(self, found: Found, media: Media) -> bool:
        download = found.download
        return download is None or is_smaller(download.width, download.height, media)

    async def _one(self, url: str, media: Media) -> Found:
        known = self._manifest.get(url)
        whole = await asyncio.to_thread(self._is_whole, known) if known else False
        if whole:
            return Found(known)
        async with self._downloads:
            answer = await self._fetch(url)
        return await self._taken(url, media, answer)

    def _is_whole(self, known: Download) -> bool:
        """True if the file of an earlier run lies there with every byte."""
        if known.stored_sha256 and not self._options.strip_exif:
            return False  # it was stripped, and now the photo as it was is asked for
        path = self._place(known)
        return path.is_file() and digest_of(path) == (known.stored_sha256 or known.sha256)

    def _place(self, known: Download) -> Path:
        return self._folder / known.path if known.path else self._blobs / known.sha256

    async def _taken(self, url: str, media: Media, answer: Answer) -> Found:
        if answer.path is None:
            if answer.status:
                await self._examine(Arrival(url=url, status=answer.status))
            return Found(reason=answer.reason, gone=answer.gone, asked=answer.asked)
        identity = await self._examine(
            Arrival(
                url=url,
                status=answer.status,
                path=answer.path,
                content_type=answer.content_type,
                headers=_headers(answer),
            )
        )
        wrong = _mismatch(media.kind, identity)
        if wrong:
            answer.path.unlink()
            return Found(reason=wrong, gone=True)
        answer.path.replace(self._blobs / answer.sha256)
        download = Download(
            url=url,
            sha256=answer.sha256,
            bytes=answer.size,
            mime=identity.mime,
            name=answer.name,
            width=identity.width,
            height=identity.height,
            gps=identity.gps,
        )
        self._manifest.add(download)
        return Found(download)

    # --- names and records, when all have come ---

    def _paths(self, media: list[Media], found: dict[str, Found]) -> dict[str, str]:
        """Digest -> path under ``media/``. What has a place keeps it, so that a second run moves nothing."""
        kept: dict[str, str] = {}
        wanted: list[tuple[str, str]] = []
        for entry in media:
            download = found.get(entry.source_url, Found()).download
            if download is None:
                continue
            if download.path:
                kept[download.sha256] = download.path
            name = file_name(entry, download.mime, download.name)
            wanted.append((download.sha256, f"{FOLDERS.get(entry.kind, 'other')}/{name}"))
        taken = {path.casefold() for path in kept.values()}
        named = distinct((digest, path) for digest, path in wanted if digest not in kept)
        for digest, path in named.items():
            kept[digest] = path if path.casefold() not in taken else distinct_path(path, digest)
        return kept

    def _record(self, media: Media, found: Found | None, paths: dict[str, str]) -> Media:
        if found is None or not found.asked:
            return replace(media, reason=found.reason if found else "the crawl was interrupted before it came here")
        if found.download is None:
            self.missing.append((media.source_url, found))
            text = f"the file could not be had: {found.reason}"
            issue = Issue(field="source_url", code="media-missing", message=text)
            return replace(media, status="missing", reason=found.reason, issues=(*media.issues, issue))
        download = self._settled(found.download, paths[found.download.sha256])
        size = (self._folder / str(download.path)).stat().st_size
        return replace(
            media,
            status="stored",
            path=download.path,
            sha256=download.stored_sha256 or download.sha256,
            bytes=size,
            mime=download.mime,
            width=download.width or media.width,
            height=download.height or media.height,
            gps=None if download.gps is None else download.gps and not download.stored_sha256,
            fetched_url=download.url if download.url != media.source_url else None,
            issues=(*media.issues, *_issues(media, download)),
        )

    def _settled(self, download: Download, path: str) -> Download:
        """Put the file in its place, without what it says of its taker if that is asked for."""
        known = self._manifest.get(download.url) or download
        if known.path == path and bool(known.stored_sha256) == self._options.strip_exif:
            return known  # where it was when it was verified
        target = self._folder / path
        if known.path != path or not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            blob = self._place(known)
            if blob.exists() and blob != target:
                blob.replace(target)
            known = replace(known, path=path)
            self._manifest.add(known)
        if self._options.strip_exif and not known.stored_sha256 and (known.mime or "").startswith("image/"):
            from scraper.media.exif import strip_exif  # noqa: PLC0415 - a library that few crawls need

            changed = strip_exif(target)
            known = replace(known, stored_sha256=digest_of(target) if changed else None)
            if changed:
                self._manifest.add(known)
        return known

    def _tidy(self) -> None:
        for folder in (self._blobs, self._folder / PARTIAL):
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()


def distinct_path(path: str, digest: str) -> str:
    """``path`` with the head of the digest in its name."""
    return distinct([(digest, path), ("", path)])[digest]


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(partial(file.read, _CHUNK), b""):
            digest.update(block)
    return digest.hexdigest()


def _pixels(found: Found) -> int:
    download = found.download
    return (download.width or 1) * (download.height or 1) if download else 0


def _headers(answer: Answer) -> tuple[tuple[str, str], ...]:
    headers = [("Content-Type", answer.content_type)] if answer.content_type else []
    if answer.name:
        headers.append(("Content-Disposition", f"inline; filename*=UTF-8''{quote(answer.name, safe='')}"))
    return tuple(headers)


def _mismatch(kind: str, identity: Identity) -> str:
    """Why the content cannot be what was asked for; ``""`` if it can."""
    mime = identity.mime or ""
    if mime == "text/html":
        return "the answer is a web page, not a file"
    if kind == "image" and mime and not mime.startswith("image/"):
        return f"the answer is no image but {mime}"
    return ""


def _issues(media: Media, download: Download) -> list[Issue]:
    issues = []
    if download.url != media.source_url and media.kind == "image":
        text = f"the original could not be had in full size: taken from {download.url}"
        issues.append(Issue(field="source_url", code="media-variant-taken", message=text))
    if is_smaller(download.width, download.height, media):
        text = f"the file has {download.width} x {download.height} pixels, the page says {media.width} x {media.height}"
        issues.append(Issue(field="width", code="media-smaller-than-stated", message=text))
    if download.gps and not download.stored_sha256:
        text = "the photo says where it was taken: STRIP_EXIF=True leaves that out"
        issues.append(Issue(field="gps", code="gps-in-photo", message=text))
    return issues
