"""The folder of media: the best form of each, once, verified, under a name that stays."""

import asyncio
import hashlib
import json
from contextlib import closing

import pytest
from PIL import Image

from scraper.items import Media
from scraper.media.answer import Answer
from scraper.media.collection import MediaLibrary
from scraper.media.examine import Examiner
from scraper.media.manifest import Download, Manifest
from scraper.media.options import MediaOptions
from tests.media.test_identify import photo

PHOTO = "https://static.wixstatic.com/media/a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg"
FILM = "https://video.wixstatic.com/video/a1b2c3_0123456789abcdef0123456789abcdef"


EXAMINE = Examiner(None, "test").examine


class Host:
    """Files by address; everything else is gone. Counts what is asked for."""

    def __init__(self, folder, files):
        self._folder = folder
        self.files = files
        self.asked = []

    async def fetch(self, url):
        self.asked.append(url)
        content = self.files.get(url)
        if isinstance(content, Answer) or content is None:
            return content or Answer(status=403, reason="the server says 403", gone=True)
        path = self._folder / f"partial-{len(self.asked)}"
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        return Answer(status=200, path=path, sha256=digest, size=len(content), content_type=None)


def complete(tmp_path, files, *media, **options):
    """The finished records, and what was asked for."""
    host = Host(tmp_path, files)
    library = MediaLibrary(tmp_path / "media", MediaOptions(**options), host.fetch, examine=EXAMINE)

    async def scenario():
        return [entry async for entry in library.complete(list(media))]

    return asyncio.run(scenario()), host.asked


def jpeg(tmp_path, width=40, height=30, colour="teal", **more):
    path = tmp_path / "made.jpg"
    if more:
        return photo(path, size=(width, height), **more).read_bytes()
    Image.new("RGB", (width, height), colour).save(path, "JPEG")
    return path.read_bytes()


def image(url=PHOTO, **given):
    return Media(url=url, source_url=url, **given)


def codes(entry):
    return [issue.code for issue in entry.issues]


def test_an_original_is_stored_byte_for_byte(tmp_path):
    content = jpeg(tmp_path)

    [entry], _ = complete(tmp_path, {PHOTO: content}, image(filename="茶室.jpg", width=40, height=30))

    assert (entry.status, entry.path, entry.mime) == ("stored", "images/茶室.jpg", "image/jpeg")
    assert (entry.width, entry.height, entry.bytes) == (40, 30, len(content))
    assert (tmp_path / "media" / entry.path).read_bytes() == content
    assert entry.sha256 == hashlib.sha256(content).hexdigest()
    assert codes(entry) == []
    assert sorted(path.name for path in (tmp_path / "media").iterdir()) == [".manifest.jsonl", "images"]


def test_a_dead_file_keeps_address_and_reason(tmp_path):
    [entry], asked = complete(
        tmp_path, {}, image(width=40, height=30, seen_urls=(f"{PHOTO}/v1/fill/w_20,h_15,blur_2/x.jpg",))
    )

    assert (entry.status, entry.reason, entry.path) == ("missing", "the server says 403", None)
    assert codes(entry) == ["media-missing"]
    assert not any("blur" in url for url in asked)


def test_the_largest_copy_is_taken_when_the_original_answers_worse(tmp_path):
    shown = f"{PHOTO}/v1/fill/w_300,h_200,al_c/x.jpg"
    fitted = f"{PHOTO}/v1/fit/w_400,h_300,al_c,q_90/{PHOTO.rpartition('/')[2]}"
    small, large = jpeg(tmp_path, 80, 60), jpeg(tmp_path, 300, 200)

    entry = image(width=400, height=300, seen_urls=(shown,))
    [entry], _ = complete(tmp_path, {PHOTO: small, shown: large}, entry)

    assert entry.fetched_url == shown
    assert (entry.width, entry.height) == (300, 200)
    assert codes(entry) == ["media-variant-taken", "media-smaller-than-stated"]
    [again], asked = complete(
        tmp_path / "b", {fitted: jpeg(tmp_path, 400, 300)}, image(width=400, height=300, seen_urls=(shown,))
    )
    assert again.fetched_url == fitted
    assert asked == [PHOTO, fitted]
    assert codes(again) == ["media-variant-taken"]


def test_a_web_page_is_no_picture(tmp_path):
    [entry], _ = complete(tmp_path, {PHOTO: b"<!doctype html><p>sign in"}, image())

    assert (entry.status, entry.reason) == ("missing", "the answer is a web page, not a file")


def test_the_upload_of_a_film_comes_before_its_renditions(tmp_path):
    film = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"x" * 50
    stated = Media(url=f"{FILM}/480p/mp4/file.mp4", source_url=f"{FILM}/480p/mp4/file.mp4", kind="video")
    files = {f"{FILM}/720p/mp4/file.mp4": film, f"{FILM}/480p/mp4/file.mp4": film[:40]}

    [entry], asked = complete(tmp_path, files, stated)

    assert entry.fetched_url == f"{FILM}/720p/mp4/file.mp4"
    assert asked == [f"{FILM}/file", f"{FILM}/1080p/mp4/file.mp4", f"{FILM}/720p/mp4/file.mp4"]
    assert codes(entry) == []
    [best], _ = complete(tmp_path / "b", {**files, f"{FILM}/file": film + b"y"}, stated)
    assert best.fetched_url == f"{FILM}/file"


def test_equal_contents_are_one_file_and_other_ones_never_overwrite_it(tmp_path):
    one, two = jpeg(tmp_path), jpeg(tmp_path, colour="red")
    urls = [PHOTO.replace("a1b2c3", f"a1b2c{n}") for n in range(3)]
    entries = [image(url, filename="Tea.jpg") for url in urls]

    found, _ = complete(tmp_path, dict(zip(urls, (one, two, one), strict=True)), *entries)

    assert found[0].path == found[2].path != found[1].path
    assert [(tmp_path / "media" / entry.path).read_bytes() for entry in found] == [one, two, one]
    assert len(list((tmp_path / "media" / "images").iterdir())) == 2


def test_a_second_run_asks_for_nothing_and_says_the_same(tmp_path):
    entries = [image(filename="Tea.jpg"), image(PHOTO + "x", filename="tea.jpg")]
    files = {PHOTO: jpeg(tmp_path), PHOTO + "x": jpeg(tmp_path, colour="red")}

    first, _ = complete(tmp_path, files, *entries)
    second, asked = complete(tmp_path, files, *entries)

    assert asked == []
    assert second == first


def test_a_file_that_was_damaged_is_fetched_again(tmp_path):
    [first], _ = complete(tmp_path, {PHOTO: jpeg(tmp_path)}, image())
    (tmp_path / "media" / first.path).write_bytes(b"damaged")

    [second], asked = complete(tmp_path, {PHOTO: jpeg(tmp_path)}, image())

    assert asked == [PHOTO]
    assert second == first
    assert (tmp_path / "media" / second.path).read_bytes() == jpeg(tmp_path)


def test_a_run_that_was_killed_before_names_were_given_is_gone_on_with(tmp_path):
    content = jpeg(tmp_path)
    digest = hashlib.sha256(content).hexdigest()
    blobs = tmp_path / "media" / ".new"
    blobs.mkdir(parents=True)
    (blobs / digest).write_bytes(content)
    done = Download(url=PHOTO, sha256=digest, bytes=len(content), mime="image/jpeg", width=40, height=30)
    with closing(Manifest(tmp_path / "media" / ".manifest.jsonl")) as manifest:
        manifest.add(done)

    [entry], asked = complete(tmp_path, {}, image(filename="tea.jpg"))

    assert asked == []
    assert (entry.status, entry.path) == ("stored", "images/tea.jpg")


def test_a_place_in_a_photo_is_reported_and_taken_out_if_asked_for(tmp_path):
    content = jpeg(tmp_path, gps=True)

    [told], _ = complete(tmp_path, {PHOTO: content}, image())
    [stripped], asked = complete(tmp_path, {PHOTO: content}, image(), strip_exif=True)
    [whole], again = complete(tmp_path, {PHOTO: content}, image())

    assert (told.gps, codes(told)) == (True, ["gps-in-photo"])
    assert (stripped.gps, codes(stripped), asked) == (False, [], [])
    assert stripped.sha256 != told.sha256
    assert (whole.sha256, again) == (told.sha256, [PHOTO])


def test_an_interrupted_crawl_leaves_the_rest_listed(tmp_path):
    host = Host(tmp_path, {PHOTO: jpeg(tmp_path)})
    library = MediaLibrary(tmp_path / "media", MediaOptions(), host.fetch, examine=EXAMINE, stopped=lambda: True)

    async def scenario():
        return [entry async for entry in library.complete([image()])]

    [entry] = asyncio.run(scenario())

    assert (entry.status, entry.reason) == ("listed", "the crawl was interrupted before it came here")
    assert host.asked == []


@pytest.mark.parametrize("torn", [b"", b"\n", b'{"url": "x", "sha', b"[]\n", b'{"sha256": 1}\n', b"\xff\xfe\n"])
def test_a_manifest_survives_what_a_killed_run_left(tmp_path, torn):
    path = tmp_path / "m.jsonl"
    first, second = (Download(url=name, sha256="a" * 64, bytes=1) for name in ("one", "two"))
    with closing(Manifest(path)) as manifest:
        manifest.add(first)
    with path.open("ab") as file:
        file.write(torn)

    with closing(Manifest(path)) as manifest:
        manifest.add(second)
    read = Manifest(path)

    assert (read.get("one"), read.get("two"), read.get("x")) == (first, second, None)
    assert json.loads(path.read_bytes().splitlines()[-1])["url"] == "two"
