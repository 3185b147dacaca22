"""The new addresses that the audit and the report show: the plan of ``redirects/``, one row for each old address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from pipelines.exporters.redirects.export import planned, receivers
from pipelines.exporters.redirects.plan import STATES, old_path, site_prefix
from pipelines.links import site_base
from pipelines.permalinks.base import Permalinks, source_path
from scraper.urls import canonical_url, parts_of

if TYPE_CHECKING:
    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions
    from pipelines.exporters.redirects.plan import Rule

Row = dict[str, Any]

_ORIGINS = {
    "redirect": "a redirect of the old site",
    "copy": "a copy in another language",
    "canonical": "an address that a page states for itself",
    "old form": "a link in a text, in an older form",
    "document": "a file on the site's host",
    "feed": "the blog's feed",
    "list": "a list of posts",
}
_RECORD = "the crawl"

_known: WeakKeyDictionary[Corpus, tuple[ExportOptions, list[Row]]] = WeakKeyDictionary()


def redirect_rows(corpus: Corpus, options: ExportOptions) -> list[Row]:
    """Give the rows of the table Redirects: every old address with its new path at each receiver.

    What the old site itself answered with stands in ``target`` and ``status``. The rows are made once for a corpus
    and its options and shared; nobody may change them.
    """
    known = _known.get(corpus)
    if known is None or known[0] != options:
        known = _known[corpus] = options, _rows(corpus, options)
    return known[1]


def new_addresses(corpus: Corpus, options: ExportOptions) -> dict[str, str]:
    """Map the addresses of posts and pages to those predicted at the chosen receiver: paths, if it has no address."""
    permalinks = Permalinks(corpus, receivers(corpus, options)[options.receiver])
    kinds, base = ("page", "post"), options.receiver_url or ""
    return {place.url: base + place.path for place in permalinks if place.record_type in kinds}


def _rows(corpus: Corpus, options: ExportOptions) -> list[Row]:
    rows: dict[str, Row] = {}
    states: dict[str, dict[str, str]] = {}
    for receiver, rules in planned(corpus, options):
        for rule in rules:
            row = rows.setdefault(rule.shown, _row(rule))
            row[receiver] = rule.target
            states.setdefault(rule.shown, {})[receiver] = rule.state
    for shown, stated in states.items():
        rows[shown] |= _judged(stated)
    site = next(corpus.records("site"), {})
    root = _root(corpus, site)
    for shown, row in rows.items():
        row["source"] = root + shown
    return [rows[shown] for shown in sorted(rows)] + _answered(site, rows, site_prefix(corpus))


def _row(rule: Rule) -> Row:
    return {"kind": rule.kind, "origin": _ORIGINS.get(rule.kind, _RECORD)}


def _judged(stated: dict[str, str]) -> Row:
    """Say a state once if all receivers share it; else name each with its own."""
    each = "; ".join(f"{receiver}: {state}" for receiver, state in stated.items())
    distinct = dict.fromkeys(stated.values())
    return {
        "state": next(iter(distinct)) if len(distinct) == 1 else each,
        "reason": "; ".join(STATES[state] for state in distinct if STATES[state]),
    }


def _root(corpus: Corpus, site: Row) -> str:
    """Address of the old site's root without a slash at its end; ``""`` if the store does not tell."""
    first = next((head.url for head in corpus.heads("post")), "")
    base = site.get("url") or first
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}{parts_of(site_base(base)).path.rstrip('/')}" if parts.netloc else ""


def _answered(site: Row, rows: dict[str, Row], prefix: str) -> list[Row]:
    """Note on its row what the old site answered with; other forms of an address (``http:``) get rows of their own."""
    more: list[Row] = []
    for entry in site.get("redirects") or ():
        answer = {"target": entry["target"], "status": entry["status"]}
        row = rows.get(old_path(source_path(canonical_url(entry["source"])), prefix))
        if row and row["source"] == entry["source"] and "target" not in row:
            row |= answer
        else:
            more.append({**(row or {}), "kind": "redirect", "origin": _ORIGINS["redirect"], **entry})
    return more
