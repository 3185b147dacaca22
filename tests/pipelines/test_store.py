import asyncio
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector

from pipelines.store import FAILED_STAT, ITEMS_FILE, Store, StorePipeline, encode, site_folder
from scraper.exceptions import ArgumentError, OutputError
from scraper.items import Tag
from tests.pipelines.records import SITE, every_type, post


def write(folder, *records):
    store = Store(folder)
    store.open()
    for record in records:
        store.append(record)
    store.close()


def lines(folder):
    return [json.loads(line) for line in (folder / ITEMS_FILE).read_bytes().splitlines()]


def test_every_record_is_one_line_of_json(tmp_path):
    write(tmp_path, *every_type())

    stored = lines(tmp_path)

    assert [record["type"] for record in stored] == [type(record).__name__.lower() for record in every_type()]
    assert stored[0]["title"] == "Sleep well, 睡得好"
    assert list(stored[0])[:4] == ["type", "url", "fetched_at", "issues"]
    assert "睡得好".encode() in (tmp_path / ITEMS_FILE).read_bytes()


def test_a_second_crawl_keeps_what_the_first_wrote(tmp_path):
    write(tmp_path, post("a"))
    write(tmp_path, post("b"))

    assert [record["slug"] for record in lines(tmp_path)] == ["a", "b"]


def test_a_record_is_on_disk_before_the_store_is_closed(tmp_path):
    store = Store(tmp_path)
    store.open()
    store.append(post())

    assert len(lines(tmp_path)) == 1

    store.close()


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_becomes_one_line_for_every_reader(text):
    data = encode(Tag(url=SITE, label=text, slug="x"))

    assert len(data.decode("utf-8").splitlines()) == 1
    assert json.loads(data)["type"] == "tag"


@given(st.text(max_size=40))
def test_well_formed_text_comes_back_unchanged(text):
    assert json.loads(encode(Tag(url=SITE, label=text, slug="x")))["label"] == text


def test_half_of_an_emoji_does_not_stop_the_crawl(tmp_path):
    write(tmp_path, post(title="cut \ud83d", excerpt="\ud83d\ude00"))

    (stored,) = lines(tmp_path)
    assert stored["title"] == "cut \ufffd"
    assert stored["excerpt"] == "\U0001f600"


def test_a_last_line_cut_at_any_byte_is_mended(tmp_path):
    whole = encode(post("a", body_html="<p>x</p>")) + encode(Tag(url=f"{SITE}/é", label="針灸", slug="z"))
    first = whole.index(b"\n") + 1

    for cut in range(first, len(whole) + 1):
        folder = tmp_path / str(cut)
        folder.mkdir()
        (folder / ITEMS_FILE).write_bytes(whole[:cut])

        write(folder, post("c"))

        kept_last = cut >= len(whole) - 1
        assert [record["slug"] for record in lines(folder)] == (["a", "z", "c"] if kept_last else ["a", "c"]), cut
        torn = folder / "items.jsonl.torn"
        assert torn.exists() == (first < cut < len(whole) - 1)


def test_a_torn_line_longer_than_a_read_block_is_mended(tmp_path):
    whole = encode(post("a")) + encode(post("b", body_html="x" * 300_000))
    (tmp_path / ITEMS_FILE).write_bytes(whole[:-10])

    write(tmp_path, post("c"))

    assert [record["slug"] for record in lines(tmp_path)] == ["a", "c"]
    assert (tmp_path / "items.jsonl.torn").stat().st_size > 300_000


def test_a_tail_of_zeros_as_a_power_cut_leaves_it_is_moved_aside(tmp_path):
    (tmp_path / ITEMS_FILE).write_bytes(encode(post("a")) + b"\x00" * 4096)

    write(tmp_path, post("b"))

    assert [record["slug"] for record in lines(tmp_path)] == ["a", "b"]


@pytest.mark.skipif(sys.platform == "win32", reason="no advisory locks")
def test_a_second_crawl_at_the_same_time_is_refused(tmp_path):
    first = Store(tmp_path)
    first.open()

    with pytest.raises(OutputError, match="another crawl"):
        Store(tmp_path).open()

    first.close()
    second = Store(tmp_path)
    second.open()
    second.close()


def test_a_folder_that_cannot_be_made_is_refused_in_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(OutputError) as refused:
        Store(tmp_path / "file" / "site").prepare()

    assert "\n" not in str(refused.value)
    assert "OUTPUT_DIR" in str(refused.value)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_refused(tmp_path):
    tmp_path.chmod(0o500)

    with pytest.raises(OutputError, match="ermission"):
        Store(tmp_path).prepare()


def test_a_store_that_is_a_folder_is_refused(tmp_path):
    (tmp_path / ITEMS_FILE).mkdir()

    with pytest.raises(OutputError):
        Store(tmp_path).prepare()


def test_preparing_leaves_no_file_behind(tmp_path):
    Store(tmp_path / "new").prepare()

    assert list((tmp_path / "new").iterdir()) == []


def test_a_disk_that_fails_at_the_end_is_remembered(tmp_path, monkeypatch):
    def fail(descriptor):
        raise OSError(5, "Input/output error")

    run = crawler(tmp_path)
    stage = StorePipeline.from_crawler(run)
    stage.open_spider()
    stage.process_item(post())
    monkeypatch.setattr(os, "fsync", fail)

    stage.close_spider()

    assert "Input/output error" in run.stats.get_value(FAILED_STAT)
    assert len(lines(tmp_path / "wix")) == 1


def test_closing_twice_is_closing_once(tmp_path):
    store = Store(tmp_path)
    store.open()

    store.close()
    store.close()


def test_a_disk_that_cannot_be_read_is_an_output_error(tmp_path, monkeypatch):
    def fail(file):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pipelines.store.last_line_start", fail)

    with pytest.raises(OutputError, match="Input/output error"):
        Store(tmp_path).open()


def test_writing_to_a_closed_store_is_an_error(tmp_path):
    with pytest.raises(OutputError, match="not open"):
        Store(tmp_path).append(post())


@pytest.mark.parametrize("site", ["", ".", "..", "a/b", "../up", "a\\b", "/etc", "a\x00"])
def test_a_site_name_that_leaves_the_output_folder_is_refused(site):
    with pytest.raises(ArgumentError):
        site_folder("output", site)


def test_a_site_folder_lies_under_the_output_folder():
    assert site_folder("out", "healthwise") == Path("out/healthwise")


class Engine:
    def __init__(self):
        self.reason = None

    async def close_spider_async(self, *, reason):
        self.reason = reason


def crawler(output_dir, **spider):
    return SimpleNamespace(
        settings=Settings({"OUTPUT_DIR": str(output_dir)}),
        stats=MemoryStatsCollector(SimpleNamespace(settings=Settings({"STATS_DUMP": False}))),
        spider=SimpleNamespace(**{"name": "wix", **spider}),
        engine=Engine(),
    )


def test_the_stage_stores_records_under_the_site_of_the_spider(tmp_path):
    run = crawler(tmp_path, site="willow")
    stage = StorePipeline.from_crawler(run)
    stage.open_spider()

    assert stage.process_item(post()) == post()
    assert stage.process_item({"not": "a record"}) == {"not": "a record"}

    stage.close_spider()
    assert len(lines(tmp_path / "willow")) == 1
    assert run.stats.get_value("store/post/written") == 1


def test_the_spiders_name_is_the_site_where_it_has_none(tmp_path):
    assert StorePipeline.from_crawler(crawler(tmp_path, site=None)).store.folder == tmp_path / "wix"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_stops_the_crawl_and_is_remembered(tmp_path, caplog):
    (tmp_path / "wix").mkdir()
    (tmp_path / "wix" / ITEMS_FILE).symlink_to("/dev/full")
    run = crawler(tmp_path)
    stage = StorePipeline.from_crawler(run)

    async def crawl():
        stage.open_spider()
        for _ in range(3):
            with pytest.raises(DropItem):
                stage.process_item(post())
        await asyncio.sleep(0)
        stage.close_spider()

    asyncio.run(crawl())

    assert run.engine.reason == "output-error"
    assert "cannot write" in run.stats.get_value(FAILED_STAT)
    assert "\n" not in run.stats.get_value(FAILED_STAT)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
