"""The store under a real crawl: a kill and a full disk."""

import json
import time
from pathlib import Path

import pytest

from pipelines.corpus import Corpus
from pipelines.store import ITEMS_FILE, Store
from tests.exporters.project import make_project, scrapy, start_scrapy
from tests.pipelines.records import post


def test_a_killed_crawl_leaves_every_whole_record(tmp_path):
    store = make_project(tmp_path) / "output" / "endless" / ITEMS_FILE
    crawl = start_scrapy(tmp_path, "crawl", "endless")
    deadline = time.monotonic() + 60
    while not (store.exists() and store.stat().st_size > 3_000_000):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    crawl.kill()
    crawl.wait()

    found = Corpus(store.parent).count("post")

    assert found >= 29
    again = Store(store.parent)
    again.open()
    again.append(post("after"))
    again.close()
    slugs = [json.loads(line)["slug"] for line in store.read_bytes().splitlines()]
    assert slugs == [*(f"post-{number}" for number in range(found)), "after"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_stops_the_crawl_with_one_line(tmp_path):
    folder = make_project(tmp_path) / "output" / "endless"
    folder.mkdir(parents=True)
    (folder / ITEMS_FILE).symlink_to("/dev/full")

    crawl = scrapy(tmp_path, "crawl", "endless")

    errors = [line for line in crawl.stderr.splitlines() if " ERROR: " in line]
    assert len(errors) == 1
    assert "No space left on device" in errors[0]
    assert "'finish_reason': 'output-error'" in crawl.stderr
    assert "store/failed" in crawl.stderr


def test_an_output_folder_in_the_way_of_a_file_is_said_in_the_log(tmp_path):
    project = make_project(tmp_path)
    (project / "output").write_text("in the way")

    crawl = scrapy(project, "crawl", "clinic")

    assert "cannot write" in crawl.stderr
    assert "item_scraped_count" not in crawl.stderr


def test_records_are_named_in_the_log_and_not_printed(tmp_path):
    crawl = scrapy(make_project(tmp_path), "crawl", "clinic", "-L", "DEBUG")

    assert "post https://www.willow-clinic.example/post/sleep-well" in crawl.stderr
    assert "body_html" not in crawl.stderr
