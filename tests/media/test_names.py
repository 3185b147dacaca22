"""Names of files: the owner's where known, and never one that a system refuses or that overwrites another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.items import Media
from scraper.media.names import distinct, extension_for, file_name, safe_name

ID = "https://static.wixstatic.com/media/a1b2c3_0123456789abcdef0123456789abcdef~mv2.png"


PATHS = ("x/a.jpg", "x/A.jpg", "x/b", "x/a-aaaaaaaaaa.jpg")


def media(url=ID, **given):
    return Media(url=url, source_url=url, **given)


@pytest.mark.parametrize(
    ("entry", "mime", "disposition", "want"),
    [
        (media(filename="Tea room.jpg"), "image/jpeg", "herb list 針灸.jpg", "herb list 針灸.jpg"),
        (media(filename="茶室.JPEG"), "image/jpeg", None, "茶室.jpeg"),
        (media(filename="photo.png"), "image/webp", None, "photo.webp"),
        (media(filename="plan v1.2"), "application/pdf", None, "plan v1.2.pdf"),
        (media(alt="a cup of tea"), "image/png", None, "a cup of tea.png"),
        (media(alt="IMG_1.jpg"), "image/png", None, "IMG_1.png"),
        (media(used_by=("https://x.example/post/back-pain",)), "image/png", None, "back-pain.png"),
        (media(used_by=("https://x.example/",)), None, None, "image.png"),
        (media("https://x.example/files/Price%20list.pdf", kind="document"), "application/pdf", None, "Price list.pdf"),
        (
            media("https://video.wixstatic.com/video/a_b/720p/mp4/file.mp4", kind="video"),
            "video/mp4",
            None,
            "video.mp4",
        ),
        (media(filename="../../etc/passwd"), None, None, "etc-passwd"),
        (media(filename="con.png"), "image/png", None, "_con.png"),
    ],
)
def test_the_best_name_known_is_taken(entry, mime, disposition, want):
    assert file_name(entry, mime, disposition) == want


@given(st.text(max_size=300), st.sampled_from(["image/png", "application/pdf", "video/mp4", None, "x/y"]))
def test_any_name_becomes_one_that_every_system_takes(name, mime):
    got = file_name(media(filename=name), mime, None)

    assert got
    assert len(got.encode("utf-8")) <= 130
    assert not set(got) & set('<>:"/\\|?*\x00\n\r\t')
    assert got[0] != "."
    assert got[-1] not in ". "
    assert safe_name(got) == got


@given(
    st.dictionaries(st.text("ab", min_size=12, max_size=12), st.sampled_from(PATHS)),
    st.randoms(),
)
def test_two_contents_never_share_a_name_and_the_order_does_not_matter(paths, random):
    pairs = list(paths.items())
    found = distinct(pairs)
    random.shuffle(pairs)

    assert distinct(pairs) == found
    assert len({path.casefold() for path in found.values()}) == len(found)


def test_only_names_that_meet_are_marked():
    assert distinct([("aa" * 20, "i/tea.jpg"), ("bb" * 20, "i/Tea.jpg"), ("cc" * 20, "i/cup.jpg")]) == {
        "aa" * 20: "i/tea-aaaaaaaaaa.jpg",
        "bb" * 20: "i/Tea-bbbbbbbbbb.jpg",
        "cc" * 20: "i/cup.jpg",
    }


@pytest.mark.parametrize(
    ("mime", "named", "want"),
    [
        ("image/jpeg", "jpeg", "jpeg"),
        ("image/jpeg", "png", "jpg"),
        (None, "xyz", "xyz"),
        ("application/zip", "", "zip"),
    ],
)
def test_the_extension_is_that_of_the_content(mime, named, want):
    assert extension_for(mime, named) == want
