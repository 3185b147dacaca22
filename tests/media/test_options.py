"""Settings of media: what is none is said in one line."""

import pytest

from scraper.exceptions import ArgumentError
from scraper.media.options import MediaOptions

GOOD = {"MEDIA_MAX_SIZE": "20", "MEDIA_CONCURRENCY": 2}


def test_settings_become_options():
    given = {"MEDIA_HOSTS": "CDN.example, a.example", "MEDIA_CONNECT_TO": "a.example=http://127.0.0.1:1/"}
    options = MediaOptions.of({**GOOD, **given, "STRIP_EXIF": "1", "ARCHIVE": False})

    assert (options.max_bytes, options.concurrency) == (20 << 20, 2)
    assert options.hosts == ("cdn.example", "a.example")
    assert options.connect_to == {"a.example": "http://127.0.0.1:1"}
    assert (options.wanted, options.archived, options.strip_exif) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEDIA", "maybe"),
        ("STRIP_EXIF", ""),
        ("ARCHIVE_MEDIA", 2),
        ("MEDIA_MAX_SIZE", "0"),
        ("MEDIA_MAX_SIZE", "-5"),
        ("MEDIA_MAX_SIZE", "500MB"),
        ("MEDIA_CONCURRENCY", "many"),
        ("MEDIA_HOSTS", "https://cdn.example/"),
        ("MEDIA_HOSTS", "localhost"),
        ("MEDIA_CONNECT_TO", "static.wixstatic.com"),
        ("MEDIA_CONNECT_TO", "static.wixstatic.com=127.0.0.1:80"),
        ("MEDIA_CONNECT_TO", "=http://127.0.0.1"),
        ("MEDIA_CONNECT_TO", "a.example=http://127.0.0.1/path"),
    ],
)
def test_anything_else_is_refused_with_an_example(name, value):
    with pytest.raises(ArgumentError, match=name):
        MediaOptions.of({**GOOD, name: value})
