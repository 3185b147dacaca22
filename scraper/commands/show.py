"""``scrapy show <site> <slug or URL>``: one post or page as it is stored, and where each field came from."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipelines.corpus import Corpus
from scraper.exceptions import ArgumentError, WixExportError
from scraper.site_command import SiteCommand
from scraper.stored import find_site, output_dir
from scraper.terminal import plain, print_json
from scraper.urls import canonical_url, is_web_address, slug_of

if TYPE_CHECKING:
    import argparse

_KINDS = ("post", "page")
_APART = {"type", "issues", "fidelity", "sources", "body_html", "body_text"}
_EXCERPT = 600
_LONGEST = 300


class Command(SiteCommand):
    """Exit status: 0 shown, 2 nothing of that name is stored."""

    name = "show"
    json_help = "print the whole record as JSON"
    examples = (
        "scrapy show healthwise welcome",
        "scrapy show healthwise https://www.chinesemed.hk/post/welcome",
        "scrapy show healthwise welcome --json",
    )

    def syntax(self) -> str:
        return "<site> <slug or URL>"

    def short_desc(self) -> str:
        return "Show a crawled post or page: fields and their sources, issues, text"

    def long_desc(self) -> str:
        return (
            "Show one post or page of the store: every field that is stated with the source it came from, issues, what "
            "became of its body's parts, and the beginning of its text. The slug may be written in any script or "
            "percent-encoded; / is the home page."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            if len(args) != 2:
                raise ArgumentError(f"which post? usage: scrapy show {self.syntax()}")
            record = find_record(Corpus(find_site(output_dir(self.settings), args[0])), args[1])
        except WixExportError as error:
            self.refuse(error)
            return
        if opts.json:
            print_json(record)
        else:
            print("\n".join(_lines(record)))


def find_record(corpus: Corpus, asked: str) -> dict[str, Any]:
    """Return the post or page of a slug, path or URL; raise :class:`ArgumentError` that names what comes near."""
    slug = unicodedata.normalize("NFC", slug_of(asked) if "/" in asked else unquote(asked))
    heads = [head for kind in _KINDS for head in corpus.heads(kind)]
    if is_web_address(asked):
        url = canonical_url(asked)
        found = [head for head in heads if head.url == url]
    else:
        found = [head for head in heads if slug == (head.slug or slug_of(head.url))]
    if len(found) > 1:
        raise ArgumentError(
            f"{slug!r} is the slug of several: name one by its address, {', '.join(h.url for h in found)}"
        )
    if not found:
        near = difflib.get_close_matches(slug, [head.slug or slug_of(head.url) for head in heads], n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "posts.csv and pages.csv list what there is"
        raise ArgumentError(f"no post or page {unquote(asked)!r} in {corpus.path.parent}: {hint}")
    record = corpus.get(found[0].record_type, found[0].url)
    if record is None:
        raise ArgumentError(f"{found[0].url} is gone from {corpus.path}: it was changed meanwhile; try again")
    return record


def _lines(record: dict[str, Any]) -> list[str]:
    sources = record.get("sources") or {}
    lines = [f"{record['type']}: {plain(record.get('title') or 'without a title')}"]
    for name, value in record.items():
        if name in _APART or value in (None, "", [], {}):
            continue
        source = f"  [{plain(sources[name])}]" if sources.get(name) else ""
        lines.append(f"  {name}: {_shown(value)}{source}")
    lines += [f"  issue: {plain(i['field'])}: {plain(i['code'])}: {plain(i['message'])}" for i in record["issues"]]
    if not record["issues"]:
        lines.append("  no issues")
    fidelity = record.get("fidelity") or {}
    for name, value in fidelity.items():
        lines.append(f"  fidelity, {name}: {_shown(value) if value else 0}")
    text = plain(record.get("body_text") or "")
    if text:
        source = f" [{plain(sources['body_html'])}]" if sources.get("body_html") else ""
        lines += [f"text, {len(text):,} characters{source}:", text[:_EXCERPT] + ("…" if len(text) > _EXCERPT else "")]
    return lines


def _shown(value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    if isinstance(value, dict):
        parts = [f"{key}={entry}" for key, entry in value.items() if entry not in (None, "", [], False)]
    text = "; ".join(_plain_part(part) for part in parts)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}… (--json shows all)"


def _plain_part(part: Any) -> str:
    text = " ".join(str(value) for value in part.values()) if isinstance(part, dict) else str(part)
    return plain(unquote(text, errors="replace") if is_web_address(text) else text)
