from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates import utc


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-05T01:30:00Z", "2024-03-05T01:30:00+00:00"),
        ("2024-03-05T01:30:00.123Z", "2024-03-05T01:30:00.123+00:00"),
        ("2024-03-05T01:30:00.123456Z", "2024-03-05T01:30:00.123+00:00"),
        ("2024-03-05T01:30:00.000Z", "2024-03-05T01:30:00+00:00"),
        ("2024-03-05T07:30:00+08:00", "2024-03-04T23:30:00+00:00"),
        ("2024-03-05T01:30:00", "2024-03-05T01:30:00+00:00"),
        ("2024-03-05", "2024-03-05T00:00:00+00:00"),
        ("Tue, 05 Mar 2024 09:30:00 +0800", "2024-03-05T01:30:00+00:00"),
        (" 2024-03-05T01:30:00Z ", "2024-03-05T01:30:00+00:00"),
    ],
)
def test_every_form_becomes_one(text, expected):
    assert utc(text) == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "6 days ago", "2024-13-40", "0001-01-01T00:00:00+14:00", "{userName}"]
)
def test_what_is_no_moment_is_none(text):
    assert utc(text) is None


@given(st.datetimes(timezones=st.timezones()))
def test_the_moment_stays_the_same(moment):
    text = utc(moment.isoformat())

    if text is not None:
        assert abs((datetime.fromisoformat(text) - moment).total_seconds()) < 0.001
        assert utc(text) == text


@given(st.text(max_size=30))
def test_no_text_is_trouble(text):
    assert utc(text) is None or utc(text).endswith("+00:00")
