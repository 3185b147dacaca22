"""WARC in, WARC out."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from warcio.warcwriter import WARCWriter

from scraper.archive import ARCHIVED_AS, RENDERED, WarcFile, WarcReader
from scraper.exceptions import ArchiveError, OutputError

NOON = datetime(2026, 5, 4, 12, 0, 7, tzinfo=UTC)


def _write(path: Path, *responses: Response) -> Path:
    archive = WarcFile(path, "test")
    for response in responses:
        archive.write(response, NOON)
    archive.close()
    return path


def _html(url: str, body: bytes, status: int = 200, **headers: str) -> Response:
    return Response(url, status=status, headers={"Content-Type": "text/html; charset=UTF-8", **headers}, body=body)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    url = "https://clinic.example/post/%E9%87%9D%E7%81%B8"
    reader = WarcReader(_write(tmp_path / "a.warc.gz", _html(url, "針灸".encode())))
    request = Request("https://clinic.example/post/針灸")

    response = reader.response(request)

    assert isinstance(response, HtmlResponse)
    assert response.text == "針灸"
    assert request.meta["fetched_at"] == "2026-05-04T12:00:07+00:00"
    assert reader.pages() == [url]


@given(body=st.binary(max_size=2000))
def test_any_body_survives(body: bytes) -> None:
    with TemporaryDirectory() as folder:
        reader = WarcReader(_write(Path(folder) / "a.warc.gz", _html("https://a.example/", body)))

        assert reader.response(Request("https://a.example/")).body == body


def test_compressed_bodies_are_kept_as_transferred_and_read_plain(tmp_path: Path) -> None:
    squeezed = gzip.compress(b"<html>plain</html>")
    path = _write(tmp_path / "a.warc.gz", _html("https://a.example/", squeezed, **{"Content-Encoding": "gzip"}))

    response = WarcReader(path).response(Request("https://a.example/"))

    assert response.body == b"<html>plain</html>"
    assert "Content-Encoding" not in response.headers
    assert squeezed in gzip.decompress(path.read_bytes())


def test_the_last_good_answer_of_an_address_wins(tmp_path: Path) -> None:
    url = "https://a.example/p"
    path = _write(tmp_path / "a.warc.gz", _html(url, b"busy", 429), _html(url, b"good"), _html(url, b"gone", 503))

    response = WarcReader(path).response(Request(url))

    assert (response.status, response.body) == (200, b"good")


def test_a_folder_is_read_as_one_archive(tmp_path: Path) -> None:
    _write(tmp_path / "1.warc.gz", _html("https://a.example/1", b"old"))
    _write(tmp_path / "2.warc.gz", _html("https://a.example/1", b"new"), _html("https://a.example/2", b"two"))
    reader = WarcReader(tmp_path)

    assert reader.response(Request("https://a.example/1")).body == b"new"
    assert "https://a.example/2" in reader
    assert reader.response(Request("https://a.example/3")).status == 404


def test_a_torn_archive_is_read_up_to_the_tear(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = _write(tmp_path / "a.warc.gz", _html("https://a.example/1", b"1" * 99), _html("https://a.example/2", b"2"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])

    reader = WarcReader(path)

    assert "https://a.example/1" in reader


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\x1f\x8b\x08broken"])
def test_what_is_no_archive_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)

    with pytest.raises(ArchiveError) as caught:
        WarcReader(path)

    assert "\n" not in str(caught.value)


def test_a_missing_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive at"):
        WarcReader(tmp_path / "none.warc.gz")
    with pytest.raises(ArchiveError, match="no archive at"):
        WarcReader(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(OutputError, match="cannot write the archive"):
        WarcFile(tmp_path / "file" / "a.warc.gz", "test")


def test_a_drawn_page_is_kept_beside_the_page_that_the_server_sent(tmp_path: Path) -> None:
    url = "https://a.example/about"
    archive = WarcFile(tmp_path / "a.warc.gz", "test")
    archive.write(_html(url, b"sent"), NOON)
    archive.write(_html(url, "drawn: 針灸".encode()), NOON, f"{RENDERED}{url}")
    archive.write(_html(f"{url}-2", b"busy", 429), NOON, f"{RENDERED}{url}-2")  # no version of any page
    archive.close()
    reader = WarcReader(tmp_path / "a.warc.gz")
    drawn = Request(url, meta={ARCHIVED_AS: f"{RENDERED}{url}"})

    response = reader.response(drawn)

    assert reader.response(Request(url)).body == b"sent"
    assert isinstance(response, HtmlResponse)
    assert (response.status, response.text) == (200, "drawn: 針灸")
    assert drawn.meta["fetched_at"] == "2026-05-04T12:00:07+00:00"
    assert reader.pages() == [url]
    assert f"{RENDERED}{url}-2" not in reader


def test_conversions_of_other_tools_are_not_taken_for_pages(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.warc.gz", _html("https://a.example/", b"sent"))
    with path.open("ab") as stream:
        writer = WARCWriter(stream, gzip=True)
        text = writer.create_warc_record("https://a.example/", "conversion", payload=io.BytesIO(b"text"), length=4)
        writer.write_record(text)

    assert WarcReader(path).response(Request("https://a.example/")).body == b"sent"
