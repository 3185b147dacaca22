"""All stages after each other, as a crawl runs them."""

import json
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.corpus import Corpus
from pipelines.dedupe import DedupePipeline
from pipelines.exporters.base import render_all
from pipelines.ledger import LedgerPipeline
from pipelines.links import LinksPipeline
from pipelines.media import MediaPipeline
from pipelines.normalise import NormalisePipeline
from pipelines.sanitise import SanitisePipeline
from pipelines.store import ITEMS_FILE, encode
from pipelines.validate import ValidatePipeline
from scraper.items import RECORD_TYPES, Record
from tests.pipelines.records import every_type, post
from tests.pipelines.stages import crawler

STAGES = (
    NormalisePipeline,
    DedupePipeline,
    SanitisePipeline,
    LinksPipeline,
    MediaPipeline,
    LedgerPipeline,
    ValidatePipeline,
)


def through(record):
    for stage in STAGES:
        record = stage.from_crawler(crawler()).process_item(record)
    return record


# What Wix, owners and broken pages put into texts and addresses.
_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.sampled_from(
        [
            "",
            "#",
            "https://[",
            "https://x.example:port/a",
            "https://www.willow-clinic.example/post/a?utm_source=b#c",
            "https://static.wixstatic.com/media/a~mv2.jpg/v1/fill/w_1/a.jpg",
            "javascript:alert(1)",
            '<p>a<a href="https://[">b</a><img src="//[/v1/"></p>',
            "<table><tr><td><iframe src='https://[x'>",
            "2024-01-01T00:00:00+25:00",
            "&#55296; &amp;amp;",
            "\ud83d",
        ],
    ),
)


def values(hint: Any) -> st.SearchStrategy:
    """Values of a field's type, as hostile as they come."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of(st.none(), *(values(part) for part in arguments if part is not type(None)))
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if origin is dict:
        return st.dictionaries(_TEXT, values(arguments[1]), max_size=2)
    if isinstance(hint, type) and is_dataclass(hint):
        return records(hint)
    if hint is Any:
        return _TEXT
    return {str: _TEXT, int: st.integers(), bool: st.booleans()}[hint]


def records(cls: type) -> st.SearchStrategy:
    hints = get_type_hints(cls)
    # A menu within a menu within a menu ends somewhere.
    named = {field.name: values(hints[field.name]) for field in fields(cls) if field.name != "children"}
    return st.builds(cls, **named)


@pytest.mark.parametrize("name", RECORD_TYPES)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_record_is_lost_whatever_is_in_it(name, data):
    done = through(data.draw(records(RECORD_TYPES[name])))

    assert isinstance(done, Record)
    assert json.loads(encode(done))["type"] == name


@pytest.mark.parametrize("url", ["https://[", "", "#", "https://x.example:port/a", "\ud83d", "javascript:x"])
@pytest.mark.parametrize("href", ["/a", "https://[", "#x", "https://x.example:port/a", "\ud83d"])
def test_broken_addresses_do_not_lose_a_post(url, href):
    done = through(post(url=url, links=(href,), body_html=f'<p><a href="{href}">a</a></p>', images=(url, href)))

    assert done.slug == "sleep-well"
    assert all(urlsplit(link).port is None for link in done.links)


@pytest.mark.parametrize("name", RECORD_TYPES)
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_record_can_be_rendered(name, data, tmp_path):
    drawn = data.draw(st.lists(records(RECORD_TYPES[name]), min_size=5, max_size=10))
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(encode(record) for record in drawn))

    results = render_all(tmp_path)

    assert [result.error for result in results] == [None] * len(results)
    last = {plain["url"]: plain for plain in (json.loads(encode(record)) for record in drawn)}
    assert Corpus(tmp_path).count(name) == sum(not plain.get("variant_of") for plain in last.values())


@pytest.mark.parametrize("record", every_type(), ids=lambda record: type(record).__name__)
def test_going_through_twice_is_going_through_once(record):
    once = through(record)

    assert through(once) == once


def test_a_messy_post_comes_out_clean():
    done = through(
        post(
            title="\ufeffSleep &amp;amp; rest ",
            published_at="2024-03-05T09:30:00.000+08:00",
            body_html=(
                '<p onclick="x()">Read <a href="http://willow-clinic.example/post/walk-more/?utm_source=x">this</a>.</p>'
                '<img src="https://static.wixstatic.com/media/aa_1~mv2.jpg/v1/fill/w_9,blur_2/x.jpg" alt="">'
            ),
            body_text="Read this.",
            images=(),
            views=-1,
        ),
    )

    assert done.title == "Sleep & rest"
    assert done.published_at == "2024-03-05T01:30:00+00:00"
    assert done.body_html == (
        '<p>Read <a href="https://www.willow-clinic.example/post/walk-more">this</a>.</p>'
        '<img src="https://static.wixstatic.com/media/aa_1~mv2.jpg" alt="">'
    )
    assert done.images == ("https://static.wixstatic.com/media/aa_1~mv2.jpg",)
    assert [issue.code for issue in done.issues] == ["sanitised", "negative-count"]
    assert json.loads(encode(done))["slug"] == "sleep-well"
