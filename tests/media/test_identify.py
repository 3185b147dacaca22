"""What a file is, is seen from its content."""

import io

import pytest
from PIL import Image

from scraper.media.exif import strip_exif
from scraper.media.identify import identify

GPS = {1: "N", 2: (22.0, 16.0, 55.0), 3: "E", 4: (114.0, 9.0, 20.0)}


def photo(path, *, gps=False, orientation=1, size=(40, 30)):
    image = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera Maker"
    if gps:
        exif.get_ifd(0x8825).update(GPS)
    image.save(path, "JPEG", exif=exif, quality=90)
    return path


def test_a_photo_tells_its_size_and_place(tmp_path):
    found = identify(photo(tmp_path / "a", gps=True), "text/plain")

    assert (found.mime, found.width, found.height, found.gps) == ("image/jpeg", 40, 30, True)
    assert identify(photo(tmp_path / "b")).gps is False


def test_a_turned_photo_is_as_wide_as_it_is_shown(tmp_path):
    found = identify(photo(tmp_path / "a", orientation=6))

    assert (found.width, found.height) == (30, 40)


@pytest.mark.parametrize(
    ("kind", "mime"), [("PNG", "image/png"), ("WEBP", "image/webp"), ("GIF", "image/gif"), ("AVIF", "image/avif")]
)
def test_pictures_of_other_formats(tmp_path, kind, mime):
    Image.new("RGB", (7, 5)).save(tmp_path / "x", kind)

    found = identify(tmp_path / "x")

    assert (found.mime, found.width, found.height) == (mime, 7, 5)


@pytest.mark.parametrize(
    ("content", "stated", "mime"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "application/octet-stream", "application/pdf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html><p>gone", "image/jpeg", "text/html"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "text/xml", "image/svg+xml"),
        (b"plain words", "text/csv; charset=utf-8", "text/csv"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", None, "video/mp4"),
    ],
)
def test_other_files(tmp_path, content, stated, mime):
    (tmp_path / "x").write_bytes(content)

    assert identify(tmp_path / "x", stated).mime == mime


def test_a_cut_picture_is_no_error(tmp_path):
    buffer = io.BytesIO()
    Image.new("RGB", (50, 50)).save(buffer, "PNG")
    (tmp_path / "x").write_bytes(buffer.getvalue()[:20])

    assert identify(tmp_path / "x").width is None


def test_stripping_takes_place_and_camera_and_leaves_the_picture(tmp_path):
    path = photo(tmp_path / "a.jpg", gps=True, orientation=6)
    with Image.open(path) as before:
        pixels = before.tobytes()

    assert strip_exif(path) is True

    with Image.open(path) as after:
        assert after.tobytes() == pixels
        assert dict(after.getexif()) == {0x0112: 6}
    assert identify(path).gps is False
    assert (identify(path).width, identify(path).height) == (30, 40)


def test_there_is_nothing_to_strip_from_other_files(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    Image.new("RGB", (3, 3)).save(tmp_path / "b.png")

    assert strip_exif(tmp_path / "a.pdf") is False
    assert strip_exif(tmp_path / "b.png") is False
