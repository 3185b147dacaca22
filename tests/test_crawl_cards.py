"""A crawl of posts with cards of every kind in every era: polls, maps, previews, events, GIFs, columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import lxml.html
import pytest

from tests.crawling import Crawl, crawl
from tests.replica import media
from tests.replica.blocks import Checklist, Collapsible, EventCard, Gif, Layout, LinkPreview, Map, Poll
from tests.replica.model import ERAS
from tests.replica.server import serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replica.blocks import Block
    from tests.replica.model import Post

KINDS = (Poll, Map, LinkPreview, EventCard, Gif, Collapsible, Layout, Checklist)
DRAFT = ("2021", "2023")
"""Eras whose own documents are Draft.js content, without columns and ticks; another source may have them."""


@dataclass(frozen=True)
class Found:
    """A finished crawl beside what the site has."""

    site: Site
    crawl: Crawl

    def posts(self) -> Iterator[tuple[Post, dict[str, Any]]]:
        """Each post with its record."""
        records = {unquote(path): row for path, row in self.crawl.posts().items()}
        for post in self.site.posts:
            yield post, records[post.path.lstrip("/")]

    def with_cards(self) -> Iterator[tuple[Post, dict[type, Any], Any]]:
        """Each post that has cards: its cards by kind, and its body as a tree."""
        for post, row in self.posts():
            cards: dict[type, Block] = {type(b): b for b in post.blocks if isinstance(b, KINDS)}
            if cards:
                yield post, cards, lxml.html.fragment_fromstring(row["body_html"], create_parent="div")


@pytest.fixture(scope="module", params=["english", "arabic"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Found:
    site = Site.build(seed=63, posts=15, cards=True, faults=False, rtl=request.param == "arabic")
    with serve(site) as running:
        settings = ("MEDIA=True", f"MEDIA_CONNECT_TO={media.media_hosts(running.url)}", "FORMATS=json")
        done = crawl(tmp_path_factory.mktemp("cards"), url=running.url, settings=settings)
    assert done.status == 0, done.stdout + done.stderr
    return Found(site, done)


def _said(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _joined(runs: Any) -> str:
    return " ".join("".join(run.text for run in runs).split())


def test_every_kind_stands_in_every_era(found: Found) -> None:
    seen = {(post.era, kind) for post, cards, _ in found.with_cards() for kind in cards}

    assert seen == {(era, kind) for era in ERAS for kind in KINDS}


def test_every_word_is_there_and_every_node_accounted_for(found: Found) -> None:
    truth = {row["path"]: row["body_text"] for row in found.site.truth()}
    for post, row in found.posts():
        assert row["body_text"] == truth[post.path], post.path
        assert row["fidelity"]["unexplained_chars"] == 0, post.path
        assert row["fidelity"]["dropped_chars"] == 0, post.path
        assert set(row["fidelity"]["dropped"]) <= {"PARAGRAPH: spacer"}, post.path


def test_what_a_card_loses_is_said(found: Found) -> None:
    for post, row in found.posts():
        if any(isinstance(block, Poll) for block in post.blocks):
            columns = set() if post.era in DRAFT else {"LAYOUT: columns"}
            assert {"POLL: votes and voting"} | columns <= set(row["fidelity"]["degraded"]), post.path


def test_polls_maps_previews_and_events_keep_words_and_addresses(found: Found) -> None:
    for post, cards, tree in found.with_cards():
        poll, place, preview, event = (cards[kind] for kind in (Poll, Map, LinkPreview, EventCard))
        titles = [_said(p) for p in tree.xpath("p/strong")]
        assert poll.title in titles
        assert [*map(_said, tree.xpath("ul/li"))].count(poll.options[-1]) == 1
        (link,) = tree.xpath("p/a[@class='map']")
        assert link.get("href").endswith(f"query={place.lat},{place.lng}")
        assert _said(link) == f"{place.name}, {place.address}"
        drawn = {link.get("href"): _said(link.getparent()) for link in tree.xpath("figure[@class='card']//a")}
        assert drawn.pop(preview.href) == f"{preview.title} {preview.description}"
        ((address, words),) = drawn.items()
        assert address.endswith(event.href), post.path
        assert words == f"{event.name} {event.scheduling} {event.location}"


def test_gifs_are_stored_as_they_were_served(found: Found) -> None:
    stored = {row["url"]: row for row in found.crawl.items("media")}
    for post, cards, tree in found.with_cards():
        gif = cards[Gif].media
        (picture,) = [img for img in tree.iter("img") if gif.id in img.get("src")]
        record = stored[picture.get("src")]
        assert record["mime"] == "image/gif", post.path
        assert (found.crawl.folder / "media" / record["path"]).read_bytes() == media.content(gif)


def test_collapsible_lists_open_and_close(found: Found) -> None:
    for post, cards, tree in found.with_cards():
        parts = tree.findall("details")
        want = [(_joined(title), _joined(body)) for title, body in cards[Collapsible].pairs]
        got = [(_said(part.find("summary")), " ".join(_said(p) for p in part.findall("p"))) for part in parts]
        assert got == want, post.path
        assert [part.get("open") for part in parts] == ["open", None]
        assert parts[0].xpath("p/a[contains(@href, '/')]/strong")


def test_columns_follow_each_other_and_ticks_stay_where_they_are_stated(found: Found) -> None:
    for post, cards, tree in found.with_cards():
        paragraphs = [_said(p) for p in tree.findall("p")]
        columns = [_joined(text) for column in cards[Layout].columns for text in column]
        first = next(n for n in range(len(paragraphs)) if paragraphs[n : n + len(columns)] == columns)
        assert first > 0
        listed = [(_joined(text), ticked) for text, ticked in cards[Checklist].items]
        boxes = [(_said(li), li.get("data-checked")) for li in tree.xpath("ul[@class='checklist']/li")]
        if post.era in DRAFT:
            assert boxes in ([], [(words, "true" if ticked else "false") for words, ticked in listed])
            assert {words for words, _ in listed} <= {_said(li) for li in tree.xpath("ul/li")}
        else:
            assert boxes == [(words, "true" if ticked else "false") for words, ticked in listed]
