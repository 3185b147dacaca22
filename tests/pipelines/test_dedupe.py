import pytest
from scrapy.exceptions import DropItem

from pipelines.dedupe import DedupePipeline, richness
from scraper.items import Page, Seo, Tag
from tests.pipelines.records import SITE, every_type, post
from tests.pipelines.stages import crawler


@pytest.fixture
def stage():
    return DedupePipeline.from_crawler(crawler())


def test_the_same_record_comes_once(stage):
    assert stage.process_item(post()) == post()

    with pytest.raises(DropItem):
        stage.process_item(post(fetched_at="2026-05-02T00:00:00+00:00"))

    assert stage.crawler.stats.get_stats() == {"dedupe/post/dropped": 1}


@pytest.mark.parametrize(
    "richer",
    [
        {"likes": 3},
        {"minutes_to_read": 0},
        {"tags": ("tea", "rest")},
        {"body_text": post().body_text + " And rest."},
        {"seo": Seo(title="Sleep well | Willow", description="More", hreflang=post().seo.hreflang)},
    ],
    ids=["field", "zero", "entry", "text", "nested"],
)
def test_a_record_that_says_more_passes(stage, richer):
    stage.process_item(post())

    assert stage.process_item(post(**richer)) == post(**richer)
    assert stage.crawler.stats.get_value("dedupe/post/richer") == 1


@pytest.mark.parametrize("poorer", [{"views": None}, {"tags": ()}, {"excerpt": "Short"}])
def test_a_record_that_says_less_is_dropped(stage, poorer):
    stage.process_item(post())

    with pytest.raises(DropItem):
        stage.process_item(post(**poorer))


def test_a_drop_is_measured_against_the_richest(stage):
    stage.process_item(post(tags=()))
    stage.process_item(post())

    with pytest.raises(DropItem):
        stage.process_item(post(tags=()))


def test_other_types_and_addresses_are_other_records(stage):
    records = [Page(url=SITE), Tag(url=SITE, label="a", slug="a"), post("a"), post("b"), *every_type()]

    assert [stage.process_item(record) for record in records] == records


def test_bookkeeping_says_nothing_of_the_site():
    assert richness(post(sources={})) == richness(post())
    assert richness(post(likes=1)) > richness(post())


def test_what_is_no_record_passes(stage):
    assert [stage.process_item({"a": 1}) for _ in range(2)] == [{"a": 1}, {"a": 1}]
