"""What a WordPress must hold whichever way the crawl came into it: by the importer or over REST."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lxml import html

from tests.crawling import scrapy
from tests.receivers import fetch
from tests.receivers.processes import run
from tests.receivers.reading import letters

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.permalinks.base import Permalinks
    from tests.receivers.conftest import Exported
    from tests.receivers.wordpress import WordPress


def check_facts(exported: Exported, site: WordPress, posts: dict[str, Any], places: Permalinks) -> None:
    """Every post of the store is there, no other, with its title, date, address, author, terms, counts and excerpt."""
    people = {user["id"]: user["name"] for user in site.all("users")}
    terms = {
        term["id"]: html.fromstring(term["name"]).text for kind in ("categories", "tags") for term in site.all(kind)
    }
    records = list(exported.corpus.records("post"))

    assert posts.keys() == {record["url"] for record in records}
    for record in records:
        found = posts[record["url"]]
        assert found["title"]["raw"] == record["title"]
        assert found["date_gmt"] == record["published_at"][:19]
        assert urlsplit(found["link"]).path == places.of("post", record["url"]).path
        assert people[found["author"]] == record["author"]
        assert {terms[number] for number in found["categories"]} == set(record["categories"] or ["Uncategorized"])
        assert {terms[number] for number in found["tags"]} == set(record["tags"])
        assert found["meta"]["wix_views"] == ("" if record["views"] is None else str(record["views"]))
        assert found["sticky"] == bool(record["pinned"])
        assert letters(found["excerpt"]["raw"]) == letters(record["excerpt"] or "")


def check_verdicts(exported: Exported, site: WordPress) -> dict[str, Any]:
    """``scrapy verify`` finds all but the redirects, which are tried elsewhere; its report."""
    done = scrapy("verify", str(exported.folder), "--target", site.url, "--json")
    report: dict[str, Any] = json.loads(done.stdout)

    assert report["records"] == report["expected"] > 40
    dead = {record["source_url"] for record in exported.corpus.records("media") if record["status"] == "missing"}
    for verdict in report["verdicts"]:
        # Files that Wix itself has lost cannot be there.
        lost = dead & set((exported.corpus.get(verdict["type"], verdict["url"]) or {}).get("images") or ())
        allowed = {"address", *(["images"] if lost else [])}
        assert verdict["problems"].keys() <= allowed, verdict
        assert verdict["text_kept"] in (None, 1)
    return report


def invalid_blocks(file: Path) -> dict[str, Any]:
    """What WordPress' own validator says of a WXR file: ``blocks``, ``types``, ``invalid``."""
    found: dict[str, Any] = json.loads(run(["node", "validate.mjs", str(file)], cwd=fetch.blocks()))
    return found
