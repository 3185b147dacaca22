"""What a person should look at: issues of the records, and what the measures show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.audit.catalogue import GRAVITIES, advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.audit.measures import Measures

THIN_WORDS = 150
STALE_YEARS = 3.0
USEFUL_PIXELS = 600
TITLE_LENGTH = 60
DESCRIPTION_LENGTHS = (70, 155)
_IDEOGRAPHIC = ("zh", "ja", "ko")
"""Search results show half as many of their characters."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the table "To do"."""

    code: str
    url: str
    title: str
    type: str
    detail: str

    @property
    def sort_key(self) -> tuple[int, str, str, str]:
        """The gravest first."""
        return GRAVITIES.index(advice(self.code).gravity), self.code, self.url, self.detail

    def row(self) -> dict[str, str]:
        """Give the cells of its row."""
        said = advice(self.code)
        return {
            "gravity": said.gravity,
            "what": said.title,
            "url": self.url,
            "title": self.title,
            "detail": self.detail,
            "why": said.why,
            "fix": said.fix,
            "type": self.type,
            "code": self.code,
        }


def _finding(code: str, record: dict[str, Any], detail: str) -> Finding:
    title = record.get("title") or record.get("label") or record.get("name") or record.get("value") or ""
    return Finding(code, record["url"], str(title), record["type"], detail)


def issue_findings(record: dict[str, Any]) -> list[Finding]:
    """Give one finding for each issue of a record."""
    return [_finding(issue["code"], record, issue["message"]) for issue in record.get("issues") or ()]


def body_findings(record: dict[str, Any], counted: Measures) -> list[Finding]:
    """Look at what posts and pages have in common: pictures, headings, words for search engines."""
    seo = record.get("seo") or {}
    found = []
    if counted.images_without_alt:
        found.append(_finding("images-without-alt", record, f"{counted.images_without_alt} of {counted.images} images"))
    if counted.images_with_file_name:
        found.append(
            _finding("alt-is-file-name", record, f"{counted.images_with_file_name} of {counted.images} images")
        )
    if counted.skips_level:
        found.append(_finding("heading-level-skipped", record, counted.outline))
    if seo.get("noindex"):
        found.append(_finding("noindex", record, seo.get("robots") or "noindex"))
    found += _search_findings(record, seo)
    return found


def _search_findings(record: dict[str, Any], seo: dict[str, Any]) -> list[Finding]:
    share = 2 if (record.get("language") or "").startswith(_IDEOGRAPHIC) else 1
    title, description = seo.get("title") or "", seo.get("description") or ""
    found = []
    if len(title) * share > TITLE_LENGTH:
        found.append(_finding("title-length", record, f"{len(title)} characters: {title}"))
    fewest, most = DESCRIPTION_LENGTHS
    if not description:
        found.append(_finding("description-missing", record, ""))
    elif not fewest <= len(description) * share <= most:
        found.append(_finding("description-length", record, f"{len(description)} characters: {description}"))
    return found


def post_findings(
    record: dict[str, Any], counted: Measures, row: dict[str, Any], alike: Sequence[tuple[str, float]]
) -> list[Finding]:
    """Look at what only posts have: length, age, doubles."""
    found = []
    if counted.words < THIN_WORDS and not record.get("videos"):
        found.append(_finding("thin-post", record, f"{counted.words} words"))
    if row["years"] is not None and row["years"] > STALE_YEARS:
        found.append(_finding("stale-post", record, f"last changed {row['years']:.1f} years before it was read"))
    # One for all: a text that stands in a thousand posts would give half a million.
    for other, similarity in alike[:1]:
        more = f", and {len(alike) - 1} more like it" if len(alike) > 1 else ""
        found.append(_finding("near-duplicate", record, f"{similarity:.0%} like {other}{more}"))
    return found


def link_findings(record: dict[str, Any], links: Iterable[dict[str, Any]]) -> list[Finding]:
    """Give one finding for each link that leads to a page of the site that is gone."""
    return [
        _finding("inner-link-broken", record, link["target"])
        for link in links
        if link["kind"] == "inner" and link["state"] == "gone"
    ]


def media_findings(record: dict[str, Any]) -> list[Finding]:
    """Look at one file: its own issues, and whether a picture is large enough to be shown across a page."""
    users = record.get("used_by") or ()
    where = {
        **record,
        "title": record.get("path") or record.get("filename") or "",
        "url": (users or [record["url"]])[0],
    }
    found = issue_findings(where)
    widths = [record.get("width"), record.get("height")]
    if record.get("kind") == "image" and all(widths) and max(map(int, filter(None, widths))) < USEFUL_PIXELS:
        found.append(_finding("image-small", where, f"{widths[0]} x {widths[1]} pixels: {record['source_url']}"))
    return found
