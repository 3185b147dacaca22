"""Arguments are checked before anything else happens, and every refusal says what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.arguments import parse_arguments
from scraper.exceptions import ArgumentError


def test_defaults_come_from_the_spider() -> None:
    found = parse_arguments({}, url="https://clinic.example/", site="clinic")

    assert (found.url, found.site, found.api, found.limit, found.lang) == (
        "https://clinic.example/",
        "clinic",
        True,
        None,
        None,
    )


def test_the_host_names_the_folder() -> None:
    assert parse_arguments({"url": "https://www.clinic.example/blog"}).site == "www.clinic.example"


def test_an_archive_alone_names_the_folder() -> None:
    found = parse_arguments({"archive": "old/clinic.warc.gz"})

    assert (found.site, found.archive, found.url) == ("clinic", Path("old/clinic.warc.gz"), "")


def test_all_arguments() -> None:
    found = parse_arguments({"url": "http://a.example", "site": "a-1", "limit": "5", "api": "OFF", "lang": "zh-HK"})

    assert (found.site, found.limit, found.api, found.lang) == ("a-1", 5, False, "zh-hk")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "add -a url="),
        ({"url": "clinic.example"}, "write it in full"),
        ({"url": "ftp://clinic.example/"}, "write it in full"),
        ({"url": "https://clinic.example:x/"}, "write it in full"),
        ({"url": "https://a.example", "site": "../x"}, "folder name"),
        ({"url": "https://a.example", "site": ".."}, "folder name"),
        ({"url": "https://a.example", "limit": "0"}, "limit="),
        ({"url": "https://a.example", "limit": "five"}, "limit="),
        ({"url": "https://a.example", "limit": "٥"}, "limit="),
        ({"url": "https://a.example", "api": "maybe"}, "api=off"),
        ({"url": "https://a.example", "render": "yes"}, "render='yes' is neither on nor off"),
        ({"url": "https://a.example", "lang": "?"}, "lang="),
        ({"url": "https://a.example", "limits": "5"}, "unknown argument 'limits'"),
    ],
)
def test_refusals_are_one_line_that_helps(given: dict[str, str], says: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        parse_arguments(given)

    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
