"""Whether the language versions of a site name each other, as search engines ask of hreflang."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.audit.findings import Finding
from scraper.urls import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet


class _Version(NamedTuple):
    title: str
    type: str
    named: dict[str, str]
    """Canonical address of each translation -> its language code."""


class Translations:
    """Grows record by record; what is held of each are the addresses that it names."""

    def __init__(self) -> None:
        self._versions: dict[str, _Version] = {}

    def add(self, record: dict[str, Any]) -> None:
        """Note a post or page that has other languages."""
        links = record.get("translations") or ()
        named = {canonical_url(link["url"]): link["title"] for link in links if link["url"] != record["url"]}
        if named:
            self._versions[record["url"]] = _Version(record.get("title") or "", record["type"], named)

    def findings(self, known: AbstractSet[str]) -> Iterator[Finding]:
        """Yield a finding for each translation that is not among ``known`` or does not name the page back."""
        for url, version in self._versions.items():
            for other, code in version.named.items():
                answer = self._versions.get(other)
                if other not in known:
                    fault = "translation-not-crawled"
                elif answer is None or url not in answer.named:
                    fault = "translation-one-sided"
                else:
                    continue
                yield Finding(fault, url, version.title, version.type, f"{code}: {other}")
