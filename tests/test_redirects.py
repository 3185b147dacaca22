"""Redirects of the site are followed, kept, and do not make a page look missing."""

from __future__ import annotations

from dataclasses import replace

from tests.crawling import crawl
from tests.replica.server import serve
from tests.replica.site import Site


def test_redirects_are_followed_and_recorded(tmp_path):
    site = Site.build(seed=71, posts=6, faults=False, odd=False)
    post = site.posts[0]
    with serve(site) as running:
        running.faults = replace(running.faults, moved={"/start": "/welcome", "/welcome": "/", "/about": "/contact"})
        done = crawl(tmp_path, url=f"{running.url}/start")
        archived = crawl(tmp_path, site="copy", url=f"{running.url}/start", archive=done.folder / "archive")

    hops = [(entry["source"], entry["target"], entry["status"]) for entry in done.site()["redirects"]]
    assert done.status == 0, done.stdout + done.stderr
    assert (f"{running.url}/start", f"{running.url}/welcome", 301) in hops
    assert (f"{running.url}/welcome", running.url, 301) in hops
    assert (f"{running.url}/about", f"{running.url}/contact", 301) in hops
    assert len(done.posts()) == 6
    assert post.title in {row["title"] for row in done.items("post")}
    assert archived.status == 0, archived.stderr
    assert archived.site()["redirects"] == done.site()["redirects"]


def test_a_start_page_that_leads_nowhere_is_told_in_one_line(tmp_path):
    site = Site.build(seed=71, posts=1, faults=False, odd=False)
    with serve(site) as running:
        running.faults = replace(running.faults, moved={"/loop": "/loop"})
        done = crawl(tmp_path, url=f"{running.url}/loop")

    assert done.status == 2
    assert done.stderr.startswith("crawl: cannot reach 127.0.0.1")
    assert "redirections" in done.stderr
    assert "Traceback" not in done.stderr
