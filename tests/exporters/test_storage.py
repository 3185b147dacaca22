import csv
import io

import pytest

from pipelines.exporters.storage import AtomicFeedStorage, AtomicFile, atomic_file
from scraper.exceptions import OutputError


def test_a_file_appears_when_it_is_whole(tmp_path):
    target = tmp_path / "deep" / "posts.csv"

    with atomic_file(target) as file:
        file.write(b"new")
        assert not target.exists()

    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["posts.csv"]


def test_an_error_leaves_the_last_good_file(tmp_path):
    target = tmp_path / "posts.csv"
    target.write_bytes(b"good")

    def write():
        with atomic_file(target) as file:
            file.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        write()

    assert target.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [target]


def test_a_disk_error_is_said_in_one_line_and_leaves_the_last_good_file(tmp_path):
    target = tmp_path / "posts.csv"
    target.write_bytes(b"good")

    with pytest.raises(OutputError, match=r"posts\.csv: No space left"), atomic_file(target):
        raise OSError(28, "No space left on device")

    assert target.read_bytes() == b"good"


def test_a_target_that_is_a_folder_leaves_nothing_behind(tmp_path):
    (tmp_path / "posts.csv").mkdir()

    with pytest.raises(OutputError), atomic_file(tmp_path / "posts.csv") as file:
        file.write(b"x")

    assert [path.name for path in tmp_path.iterdir()] == ["posts.csv"]


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(OutputError), atomic_file(tmp_path / "file" / "posts.csv"):
        pytest.fail("opened")


def feed(path, **options):
    return AtomicFeedStorage(str(path), feed_options=options)


def test_a_feed_replaces_its_file_only_when_it_is_stored(tmp_path):
    target = tmp_path / "x.jsonl"
    target.write_bytes(b"old")
    storage = feed(target, overwrite=True)

    file = storage.open(None)
    file.write(b"new")
    assert target.read_bytes() == b"old"

    storage.store(file)
    assert target.read_bytes() == b"new"


def test_a_feed_without_overwrite_appends(tmp_path):
    target = tmp_path / "x.jsonl"
    target.write_bytes(b"old\n")
    storage = feed(target)

    file = storage.open(None)
    file.write(b"new\n")
    storage.store(file)

    assert target.read_bytes() == b"old\nnew\n"


def test_a_feed_that_failed_is_discarded(tmp_path):
    target = tmp_path / "x.csv"
    target.write_bytes(b"old")
    storage = feed(target, overwrite=True)
    file = storage.open(None)
    file.failed = True

    with pytest.raises(OutputError, match="last good file is kept"):
        storage.store(file)

    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == b"old"


def test_a_feed_that_cannot_be_put_in_place_is_an_output_error(tmp_path):
    storage = feed(tmp_path / "x.csv", overwrite=True)
    file = storage.open(None)
    (tmp_path / "x.csv").mkdir()

    with pytest.raises(OutputError, match=r"cannot write .*x\.csv"):
        storage.store(file)

    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_a_feed_address_may_be_a_file_uri(tmp_path):
    target = tmp_path / "針灸 posts.csv"

    assert AtomicFeedStorage(target.as_uri()).path == target


def test_a_file_of_another_storage_is_refused(tmp_path):
    with pytest.raises(TypeError):
        feed(tmp_path / "x").store(io.BytesIO())


def test_scrapys_own_exporters_can_wrap_the_file(tmp_path):
    file = AtomicFile(tmp_path / "x.csv")
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    csv.writer(text).writerow(["a", "b"])
    text.detach()
    file.commit()

    assert (tmp_path / "x.csv").read_bytes() == b"a,b\r\n"
