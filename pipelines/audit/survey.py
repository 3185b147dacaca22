"""Reads a store once and gives the rows of every table of the audit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.audit.findings import (
    Finding,
    body_findings,
    issue_findings,
    link_findings,
    media_findings,
    post_findings,
)
from pipelines.audit.languages import Translations
from pipelines.audit.measures import Measures, measure
from pipelines.audit.similar import NearDuplicates
from pipelines.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.corpus import Corpus

Row = dict[str, Any]

_DAYS_A_YEAR, _DAYS_A_MONTH = 365.25, 30.44


@dataclass
class Survey:
    """The rows of the tables by the table's name; no body is held."""

    zone: tzinfo = UTC
    rows: dict[str, list[Row]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    characters: Counter[str] = field(default_factory=Counter)
    """``source_chars``, ``kept_chars``, ``dropped_chars`` of all bodies; see :class:`scraper.items.Fidelity`."""

    @property
    def site(self) -> Row:
        """The site's record; empty if the crawl was cut off before it."""
        found: Row = next(iter(self.rows.get("site") or ()), {})
        return found

    def local(self, value: str | None) -> datetime | None:
        """Give a stored time in the site's own time zone."""
        return moment(value, self.zone)


def survey(corpus: Corpus) -> Survey:
    """Measure everything in the corpus; the same store gives the same rows in the same order."""
    site = next(corpus.records("site"), {})
    found = Survey(zone=_zone(site.get("timezone")))
    found.rows["site"] = [site] if site else []
    base = site.get("url") or ""
    _Reader(corpus, found, base).read()
    found.findings.sort(key=lambda f: f.sort_key)
    return found


def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


class _Reader:
    """One reading of a corpus; the rows grow in ``found``."""

    def __init__(self, corpus: Corpus, found: Survey, base: str) -> None:
        self._corpus = corpus
        self._found = found
        self._base = base
        self._incoming: Counter[str] = Counter()
        self._titles: Counter[str] = Counter()
        self._similar = NearDuplicates()
        self._translations = Translations()
        self._known = {
            head.url for kind in ("post", "page", "category", "tag", "author") for head in corpus.heads(kind)
        }
        issues = (issue for record in corpus.records("site") for issue in record.get("issues") or ())
        self._gone = {issue["message"].split(" ", 1)[0] for issue in issues if issue["code"] == "post-missing"}
        self._redirected = {
            entry["source"] for record in corpus.records("site") for entry in record.get("redirects") or ()
        }

    def read(self) -> None:
        found = self._found
        for name in ("posts", "pages", "links", "seo", "losses"):
            found.rows[name] = []
        for record in self._corpus.records("post"):
            self._post(record)
        for record in self._corpus.records("page"):
            self._page(record)
        self._link_back()
        self._media()
        self._rest()

    # --- posts and pages ---

    def _post(self, record: Row) -> None:
        counted = measure(record, self._base)
        published, modified = (
            self._found.local(record.get("published_at")),
            self._found.local(record.get("modified_at")),
        )
        seen = self._found.local(record.get("fetched_at"))
        alike = self._similar.add(record["url"], record.get("body_text") or "")
        row = {
            "status": record.get("status"),
            "published": published,
            "modified": modified,
            "years": _since(modified or published, seen, _DAYS_A_YEAR),
            "author": record.get("author"),
            "categories": "; ".join(record.get("categories") or ()),
            "tags": "; ".join(record.get("tags") or ()),
            "views": record.get("views"),
            "views_a_month": _rate(record.get("views"), published, seen),
            "comments": record.get("comments"),
            "likes": record.get("likes"),
            "similar_to": alike[0][0] if alike else None,
        }
        self._content("posts", record, counted, row)
        self._found.findings += post_findings(record, counted, row, alike)

    def _page(self, record: Row) -> None:
        self._content("pages", record, measure(record, self._base), {"kind": record.get("kind")})

    def _content(self, table: str, record: Row, counted: Measures, row: Row) -> None:
        fidelity = record.get("fidelity") or {}
        source = (fidelity.get("source_chars") or 0) - (fidelity.get("dropped_chars") or 0)
        unexplained = fidelity.get("unexplained_chars") or 0
        for name in ("source_chars", "kept_chars", "dropped_chars"):
            self._found.characters[name] += fidelity.get(name) or 0
        own = body_findings(record, counted) + issue_findings(record)
        self._found.findings += own
        self._found.rows[table].append(
            {
                "title": record.get("title"),
                "url": record["url"],
                "language": record.get("language"),
                **row,
                "words": counted.words,
                "characters": counted.characters,
                "minutes": counted.minutes,
                "outline": counted.outline,
                "images": counted.images,
                "images_without_alt": counted.images_without_alt,
                "images_with_file_name": counted.images_with_file_name,
                "inner_links": len(counted.inner_links),
                "outer_links": len(counted.outer_links),
                "kept": 1 - min(unexplained, source) / source if source > 0 else None,
                "losses": len(fidelity.get("degraded") or ()) + len(fidelity.get("dropped") or ()),
            }
        )
        self._titles[(record.get("title") or "").casefold()] += 1
        self._incoming.update(set(counted.inner_links) - {record["url"]})
        self._links(record, counted)
        self._translations.add(record)
        self._found.rows["seo"].append(_seo_row(record))
        self._found.rows["losses"] += _loss_rows(record)

    def _links(self, record: Row, counted: Measures) -> None:
        url = record["url"]
        here = [{"url": url, "target": to, "kind": "inner", "state": self._state(to)} for to in counted.inner_links]
        here += [{"url": url, "target": to, "kind": "outer", "state": ""} for to in counted.outer_links]
        self._found.rows["links"] += here
        self._found.findings += link_findings(record, here)

    def _state(self, target: str) -> str:
        if target in self._known:
            return "there"
        if target in self._redirected:
            return "redirected"
        return "gone" if target in self._gone else "not crawled"

    def _link_back(self) -> None:
        """What is only known when all have been read: who links here, and who has the same title."""
        rows = self._found.rows
        self._found.findings += self._translations.findings(self._known)
        findings = Counter(f.url for f in self._found.findings)
        menu = _addresses(self._found.site.get("menu") or ())
        for table in ("posts", "pages"):
            for row in rows[table]:
                row["incoming_links"] = self._incoming[row["url"]] + (row["url"] in menu)
                if table == "posts" and not row["incoming_links"]:
                    self._found.findings.append(Finding("orphan-post", row["url"], row["title"] or "", "post", ""))
                    findings[row["url"]] += 1
        for row in rows["seo"]:
            row["same_title"] = times = self._titles[(row["title"] or "").casefold()]
            if times > 1 and row["title"] and row["type"] == "post":
                detail = f"{times} posts and pages have this title"
                self._found.findings.append(Finding("title-duplicated", row["url"], row["title"], "post", detail))
                findings[row["url"]] += 1
        for table in ("posts", "pages"):
            for row in rows[table]:
                row["findings"] = findings[row["url"]]

    # --- everything else ---

    def _media(self) -> None:
        rows = []
        for record in self._corpus.records("media"):
            users = record.get("used_by") or ()
            size = record.get("bytes")
            names = ("path", "kind", "status", "reason", "width", "height", "alt", "caption", "gps", "source_url")
            rows.append(
                {
                    **{name: record.get(name) for name in names},
                    "megabytes": None if size is None else size / 1e6,
                    "uses": len(users),
                    "used_by": users[0] if users else None,
                }
            )
            self._found.findings += media_findings(record)
        self._found.rows["media"] = rows

    def _rest(self) -> None:
        rows, corpus = self._found.rows, self._corpus
        rows["authors"] = [
            {**record, "credentials": "; ".join(record.get("credentials") or ())} for record in corpus.records("author")
        ]
        rows["contacts"] = [_contact_row(record) for record in corpus.records("contact")]
        names = {record["id"]: record.get("author") for record in corpus.records("comment")}
        rows["comments"] = [
            {
                **record,
                "published": self._found.local(record.get("published_at")),
                "answers": names.get(record.get("parent_id") or ""),
            }
            for record in corpus.records("comment")
        ]
        rows["recurring"] = corpus.recurring_blocks()
        for kind in ("author", "contact", "comment", "category", "tag", "site"):
            for record in corpus.records(kind):
                self._found.findings += issue_findings(record)


def _since(moment: datetime | None, seen: datetime | None, unit: float) -> float | None:
    return round((seen - moment).total_seconds() / 86400 / unit, 1) if moment and seen else None


def _rate(views: int | None, published: datetime | None, seen: datetime | None) -> float | None:
    months = _since(published, seen, _DAYS_A_MONTH)
    return round(views / max(months, 1.0), 1) if views is not None and months is not None else None


def _seo_row(record: Row) -> Row:
    seo = record.get("seo") or {}
    canonical = seo.get("canonical")
    return {
        "title": record.get("title"),
        "url": record["url"],
        "type": record["type"],
        "seo_title": seo.get("title"),
        "seo_title_length": len(seo.get("title") or ""),
        "description": seo.get("description"),
        "description_length": len(seo.get("description") or ""),
        "canonical": canonical if canonical and canonical != record["url"] else None,
        "noindex": bool(seo.get("noindex")),
        "og_image": seo.get("og_image"),
        "translations": "; ".join(link["title"] for link in record.get("translations") or ()),
    }


def _loss_rows(record: Row) -> list[Row]:
    fidelity = record.get("fidelity") or {}
    rows = []
    for fate in ("degraded", "dropped"):
        for entry, times in Counter(fidelity.get(fate) or ()).items():
            node, _, reason = entry.partition(": ")
            rows.append({"node": node, "fate": fate, "reason": reason, "times": times})
    return [{"title": record.get("title"), "url": record["url"], **row} for row in rows]


def _contact_row(record: Row) -> Row:
    pages = record.get("pages") or ()
    return {
        **record,
        "where": "; ".join(record.get("where") or ()),
        "raw": "; ".join(record.get("raw") or ()),
        "pages": len(pages),
        "first": pages[0] if pages else None,
    }


def _addresses(menu: Iterable[Row]) -> set[str]:
    found: set[str] = set()
    for entry in menu:
        if entry.get("url"):
            found.add(entry["url"])
        found |= _addresses(entry.get("children") or ())
    return found
