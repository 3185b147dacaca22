import pytest

from pipelines.exporters.base import FORMATS, stated_formats
from pipelines.exporters.options import ExportOptions
from scraper.exceptions import ArgumentError


def test_nothing_stated_gives_the_defaults():
    assert ExportOptions.of({}) == ExportOptions()
    assert ExportOptions.of({"EXPORT_MEDIA_URL": "", "MARKDOWN_FLAVOUR": None}) == ExportOptions()


def test_choices_are_taken_over():
    options = ExportOptions.of(
        {
            "EXPORT_MEDIA_URL": "https://files.example/media",
            "WORDPRESS_PERMALINK": "/post/%postname%/",
            "WORDPRESS_MAX_BYTES": "1000",
            "MARKDOWN_FLAVOUR": "Jekyll",
            "RECEIVER": "Ghost",
            "RECEIVER_URL": "https://new.example/",
        }
    )

    assert options == ExportOptions(
        media_url="https://files.example/media/",
        wordpress_permalink="/post/%postname%/",
        wordpress_max_bytes=1000,
        markdown_flavour="jekyll",
        receiver="ghost",
        receiver_url="https://new.example",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXPORT_MEDIA_URL", "media/"),
        ("EXPORT_MEDIA_URL", "ftp://files.example/"),
        ("WORDPRESS_PERMALINK", "/?p=%post_id%"),
        ("WORDPRESS_PERMALINK", "%postname%"),
        ("WORDPRESS_MAX_BYTES", "many"),
        ("WORDPRESS_MAX_BYTES", -1),
        ("MARKDOWN_FLAVOUR", "gatsby"),
    ],
)
def test_what_makes_no_sense_is_one_line_that_names_the_setting(name, value):
    with pytest.raises(ArgumentError, match=name) as caught:
        ExportOptions.of({name: value})

    assert "\n" not in str(caught.value)


def test_the_formats_of_a_crawl_can_be_chosen():
    assert stated_formats("") == stated_formats(None) == list(FORMATS)
    assert stated_formats("csv, json") == stated_formats(["csv", "json", "csv"]) == ["csv", "json"]
    with pytest.raises(ArgumentError, match="unknown format 'docx'"):
        stated_formats("csv,docx")
