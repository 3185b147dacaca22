"""Pictures by their size: as many, as large, of the same shape."""

import io

import pytest
from PIL import Image

from scraper.verify.pictures import ANY, Size, judge_pictures, size_of


def picture(width, height, form="PNG"):
    buffer = io.BytesIO()
    Image.effect_noise((width, height), 60).save(buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF"])
def test_the_size_stands_in_the_first_bytes(form):
    assert size_of(picture(800, 600, form)[:4096]) == (800, 600)


def test_some_forms_are_read_whole():
    data = picture(800, 600, "WEBP")

    assert size_of(data[:4096]) is None
    assert size_of(data) == (800, 600)


@pytest.mark.parametrize("data", [b"", b"<html>Not found</html>", picture(9, 9)[:12], b"\xff\xd8\xff"])
def test_what_is_no_picture_has_none(data):
    assert size_of(data) is None


def test_a_drawing_fits_everything():
    assert size_of(b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>') == ANY


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        ({"a": (800, 600)}, ""),
        ({"a": (400, 300), "b": (1600, 1200)}, ""),
        ({"a": (801, 601)}, ""),
        ({"a": (600, 800)}, ""),  # turned by its EXIF data
        ({"a": ANY}, ""),
        ({"a": (400, 300)}, "1 of 1 are missing or smaller than the original"),
        ({"a": (900, 300)}, "1 of 1 are missing or smaller than the original"),  # a banner of the theme
        ({}, "1 of 1 are missing or smaller than the original"),
        ({"a": (800, 600), "b": None}, "1 do not load, e.g. b"),
    ],
)
def test_pictures_are_compared_by_size_and_shape(found, problem):
    sizes = {address: size and Size(*size) for address, size in found.items()}

    assert judge_pictures([Size(800, 600)], sizes) == problem


def test_one_picture_does_not_stand_for_two():
    assert judge_pictures([Size(8, 6), Size(8, 6)], {"a": Size(8, 6)}).startswith("1 of 2 are missing")


def test_large_pictures_may_be_shrunk_as_receivers_do():
    assert judge_pictures([Size(6000, 4000)], {"a": Size(2560, 1707)}) == ""
    assert judge_pictures([Size(6000, 4000)], {"a": Size(1024, 683)}) != ""


def test_hosts_that_were_not_asked_are_named():
    said = judge_pictures([Size(8, 6)], {}, ["static.wixstatic.com", "static.wixstatic.com"])

    assert said.endswith("the page has pictures at static.wixstatic.com, which are not of the new site")
