"""Addresses of media and videos, by the grammar that docs/body-html.md states."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.media_urls import (
    filename_of,
    is_document,
    is_placeholder,
    media_id,
    original_url,
    video_of_poster,
)
from scraper.extraction.video_urls import video_address

HEX = "0123456789abcdef0123456789abcdef"
STATIC = "https://static.wixstatic.com/media/"
VIDEO = "https://video.wixstatic.com/video/"


@pytest.mark.parametrize(
    ("given_form", "expected"),
    [
        (f"{STATIC}a1b2c3_{HEX}~mv2.jpg/v1/fill/w_9,h_9,al_c/name of it (2).jpg", f"{STATIC}a1b2c3_{HEX}~mv2.jpg"),
        (f"{STATIC}a1b2c3_{HEX}%7Emv2.jpg/v1/fit/w_9%2Ch_9/file.jpg", f"{STATIC}a1b2c3_{HEX}~mv2.jpg"),
        (f"{STATIC}{HEX}.png/v1/crop/x_0,y_4,w_1,h_3/fill/w_1,h_4/x.png", f"{STATIC}{HEX}.png"),
        ("//static.wixstatic.com/media/nsplsh_3A_b~mv2.jpg?x=1#y", f"{STATIC}nsplsh_3A_b~mv2.jpg"),
        (f"http://static.wixstatic.com/media/a1b2c3_{HEX}~mv2.gif", f"{STATIC}a1b2c3_{HEX}~mv2.gif"),
        (f"a1b2c3_{HEX}~mv2_d_4032_3024_s_4_2.jpeg", f"{STATIC}a1b2c3_{HEX}~mv2_d_4032_3024_s_4_2.jpeg"),
        (f"{HEX}.jpg", f"{STATIC}{HEX}.jpg"),
        (f"media/a1b2c3_{HEX}~mv2.webp/v1/fill/w_1/x.webp", f"{STATIC}a1b2c3_{HEX}~mv2.webp"),
        (
            f"wix:image://v1/a1b2c3_{HEX}~mv2.jpg/b%20c.jpg#originWidth=3&originHeight=4",
            f"{STATIC}a1b2c3_{HEX}~mv2.jpg",
        ),
        (f"wix:vector://v1/svg_{HEX}.svg/x.svg", f"https://static.wixstatic.com/shapes/svg_{HEX}.svg"),
        (f"wix:audio://v1/a1b2c3_{HEX}.mp3/song.mp3#duration=3", f"https://static.wixstatic.com/mp3/a1b2c3_{HEX}.mp3"),
        (f"wix:video://v1/a1b2c3_{HEX}/x.mp4#posterUri=y", f"{VIDEO}a1b2c3_{HEX}/file"),
        (f"wix:document://v1/ugd/a1b2c3_{HEX}.pdf/x.pdf", f"https://docs.wixstatic.com/ugd/a1b2c3_{HEX}.pdf"),
        (f"wix:document://v1/a1b2c3_{HEX}.pdf/x.pdf", f"https://docs.wixstatic.com/ugd/a1b2c3_{HEX}.pdf"),
        (f"video/a1b2c3_{HEX}/720p/mp4/file.mp4", f"{VIDEO}a1b2c3_{HEX}/720p/mp4/file.mp4"),
        (f"{VIDEO}a1b2c3_{HEX}/720p/mp4/file.mp4?t=1", f"{VIDEO}a1b2c3_{HEX}/720p/mp4/file.mp4"),
        ("https://clinic.example/_files/ugd/a_1.pdf?index=true", "https://clinic.example/_files/ugd/a_1.pdf"),
        ("https://other.example/media/a.jpg/v1/b?c=d#e", "https://other.example/media/a.jpg/v1/b?c=d#e"),
        ("/images/a.jpg", "/images/a.jpg"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_every_form_leads_to_the_original(given_form, expected):
    assert original_url(given_form) == expected


@pytest.mark.parametrize("nothing", ["", "  ", "data:image/gif;base64,R0", "blob:x", "about:blank", "wix:image://v1/"])
def test_what_is_no_address_gives_none(nothing):
    assert original_url(nothing) is None


IDS = st.builds(
    lambda owner, body, form, extension: f"{owner}_{body}{form}.{extension}",
    st.text("0123456789abcdef", min_size=6, max_size=6),
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.sampled_from(["~mv2", "~mv2_d_4000_3000_s_4_2", "_mv2", ""]),
    st.sampled_from(["jpg", "jpeg", "png", "gif", "webp", "avif", "heic"]),
)
STEPS = st.lists(
    st.builds(
        lambda operation, width, rest: f"{operation}/w_{width},h_7{rest}",
        st.sampled_from(["fill", "fit", "crop"]),
        st.integers(1, 5000),
        st.sampled_from(["", ",al_c,q_80", ",fp_0.50_0.50,lg_1", ",usm_0.66_1.00_0.01,blur_2,enc_auto"]),
    ),
    min_size=1,
    max_size=3,
)
NAMES = st.text(string.ascii_letters + " ()-_.%", min_size=1, max_size=20)


@given(IDS, STEPS, NAMES, st.booleans())
def test_any_transform_of_an_id_has_the_id_as_its_original(identifier, steps, name, escaped):
    path = f"{identifier}/v1/{'/'.join(steps)}/{name}"
    if escaped:
        path = path.replace("~", "%7E").replace(",", "%2C")

    assert original_url(STATIC + path) == STATIC + identifier
    assert media_id(STATIC + path) == identifier


@given(st.text(max_size=60))
def test_taking_the_original_twice_changes_nothing(text):
    once = original_url(text)
    if once is not None:
        assert original_url(once) == once
    media_id(text)
    filename_of(text)
    is_placeholder(text)
    video_address(text)


def test_media_id_knows_only_wix_media():
    assert media_id(f"{VIDEO}a1b2c3_{HEX}/480p/mp4/file.mp4") == f"a1b2c3_{HEX}"
    assert media_id("https://clinic.example/_files/ugd/a1_b2.pdf") == "a1_b2.pdf"
    assert media_id("https://clinic.example/media/a.jpg") is None
    assert media_id("plain words") is None


@pytest.mark.parametrize(
    ("url", "stand_in"),
    [
        (f"{STATIC}a.jpg/v1/fill/w_147,h_188,blur_2,enc_auto/a.jpg", True),
        (f"{STATIC}a.jpg/v1/fill/w_250%2Ch_250%2Cblur_30/a.jpg", True),
        (f"{STATIC}a.jpg/v1/fill/w_40,h_30/a.jpg", True),
        (f"{STATIC}a.jpg/v1/fill/w_40,h_300/a.jpg", False),
        (f"{STATIC}a.jpg/v1/fill/w_980,h_500,al_c/blur_2,w_1.jpg", False),
        (f"{STATIC}a.jpg", False),
        ("data:image/png;base64,AA", True),
    ],
)
def test_stand_ins_are_told_from_images(url, stand_in):
    assert is_placeholder(url) is stand_in


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"{STATIC}a1b2c3_{HEX}~mv2.jpg/v1/fill/w_1,h_1/My%20needles%20(2).jpg", "My needles (2).jpg"),
        (f"{STATIC}a1b2c3_{HEX}~mv2.jpg/v1/fit/w_1/a1b2c3_{HEX}~mv2.jpg", None),
        (f"{STATIC}a1b2c3_{HEX}~mv2.jpg/v1/fit/w_1/file.png", None),
        ("https://docs.wixstatic.com/ugd/a1_b2.pdf?dn=Price+list.pdf", "Price list.pdf"),
        ("wix:image://v1/abc~mv2.jpg/hand.jpg#originWidth=1", "hand.jpg"),
        ("https://clinic.example/a/map.pdf", "map.pdf"),
        ("https://clinic.example/a/", None),
    ],
)
def test_human_file_names(url, name):
    assert filename_of(url) == name


def test_documents_and_posters():
    assert is_document("https://x.filesusr.com/ugd/a.pdf")
    assert not is_document("https://x.example/a.pdf")
    assert video_of_poster(f"{STATIC}a1b2c3_{HEX}f000.jpg/v1/fill/w_2/x.jpg") == f"{VIDEO}a1b2c3_{HEX}/file"
    assert video_of_poster(f"{STATIC}a1b2c3_{HEX}~mv2.jpg") is None


@pytest.mark.parametrize(
    "form",
    [
        "https://www.youtube.com/watch?v=aB3-_456789&t=3",
        "https://youtu.be/aB3-_456789?t=3",
        "https://m.youtube.com/shorts/aB3-_456789",
        "https://www.youtube-nocookie.com/embed/aB3-_456789?rel=0",
        "https://i.ytimg.com/vi/aB3-_456789/maxresdefault.jpg",
    ],
)
def test_youtube_in_every_form(form):
    found = video_address(form)

    assert found is not None
    assert found.url == "https://www.youtube.com/watch?v=aB3-_456789"
    assert found.frame == "https://www.youtube.com/embed/aB3-_456789"


@pytest.mark.parametrize(
    ("form", "url", "frame"),
    [
        ("https://vimeo.com/123456789", "https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789"),
        (
            "https://player.vimeo.com/video/123456789?h=abcdef12",
            "https://vimeo.com/123456789/abcdef12",
            "https://player.vimeo.com/video/123456789?h=abcdef12",
        ),
        (
            "https://dai.ly/x8abc12",
            "https://www.dailymotion.com/video/x8abc12",
            "https://www.dailymotion.com/embed/video/x8abc12",
        ),
        ("https://clinic.example/film.mp4", "https://clinic.example/film.mp4", None),
        ("https://videos.example/watch/7", "https://videos.example/watch/7", None),
    ],
)
def test_other_platforms(form, url, frame):
    found = video_address(form)

    assert found is not None
    assert (found.url, found.frame) == (url, frame)
    assert found.is_file is url.endswith(".mp4")


def test_a_facebook_video_is_framed_by_its_plugin():
    found = video_address("https://www.facebook.com/clinic/videos/77/")

    assert found is not None
    assert found.frame is not None
    assert found.frame.startswith("https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com")


def test_words_are_no_video():
    assert video_address("no address") is None
    assert video_address("https://[x") is None
