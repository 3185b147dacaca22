import logging
from types import SimpleNamespace

import pytest
from scrapy.exceptions import DropItem

from pipelines.log_format import RecordLogFormatter, brief
from tests.pipelines.records import SITE, post


@pytest.mark.parametrize("event", ["scraped", "dropped", "item_error"])
def test_a_record_is_named_and_not_printed(event):
    error = () if event == "scraped" else (DropItem("again", log_level="DEBUG"),)
    spider = SimpleNamespace()

    line = getattr(RecordLogFormatter(), event)(post(), *error, None, spider)

    text = line["msg"] % line["args"]
    assert f"post {SITE}/post/sleep-well" in text
    assert "Drink" not in text
    assert line["level"] == (logging.ERROR if event == "item_error" else logging.DEBUG)


def test_other_items_are_left_alone():
    assert brief({"a": 1}) == {"a": 1}
