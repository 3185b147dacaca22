"""A site is crawled, changed and crawled again: the files say what is new, changed and gone."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.crawling import crawl
from tests.replica.blocks import Paragraph, plain
from tests.replica.model import Post
from tests.replica.server import serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from pathlib import Path


def test_a_second_crawl_reports_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    site = Site.build(seed=5, posts=8).with_post(
        Post(title="Old words", slug="words", blocks=(Paragraph(plain("Warm tea")),))
    )
    with serve(site) as running:
        port = urlsplit(running.url).port or 0
        first = crawl(tmp_path, url=running.url, settings=("FORMATS=changes",))
    changed = replace(site.posts[-1], title="New words", blocks=(Paragraph(plain("Warm milk")),))
    added = Post(title="Added", slug="added", blocks=(Paragraph(plain("Quite new")),))
    with serve(replace(site, posts=(*site.posts[1:-1], changed, added)), port) as running:
        second = crawl(tmp_path, url=running.url, settings=("FORMATS=changes",))
        third = crawl(tmp_path, url=running.url, limit=2, settings=("FORMATS=csv",))

    assert "first crawl of this site" in first.stdout
    report = json.loads((second.folder / "changes.json").read_text(encoding="utf-8"))
    assert [row["title"] for row in report["new"]] == ["Added"]
    assert [row["title"] for row in report["gone"]] == [site.posts[0].title]
    [fields] = [row["fields"] for row in report["changed"] if row["title"] == "New words"]
    assert fields["title"] == {"before": "Old words", "after": "New words"}
    assert fields["body_text"]["diff"] == [["kept", "Warm "], ["removed", "tea"], ["added", "milk"]]
    text = (second.folder / "changes.csv").read_text(encoding="utf-8-sig")
    rows = {(row["change"], row["title"]) for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert {("new", "Added"), ("gone", site.posts[0].title), ("changed", "New words")} <= rows
    assert "1 new" in second.stdout
    assert "gone: not judged" in third.stdout
