import os
import signal
from concurrent.futures import BrokenExecutor

import pytest

from pipelines.exporters import base
from pipelines.exporters.base import FORMATS, Format, load_format, render_all, rendering_process
from pipelines.exporters.storage import atomic_file
from pipelines.store import ITEMS_FILE, encode
from scraper.exceptions import ArgumentError, OutputError, StoreError
from tests.pipelines.records import every_type


def disk_full(corpus, folder, options):
    raise OutputError("cannot write site.xml: No space left on device")


def slip(corpus, folder, options):
    with atomic_file(folder / "slip.txt") as file:
        file.write(b"half")
        raise ZeroDivisionError("a slip\nin a renderer")


def fine(corpus, folder, options):
    with atomic_file(folder / "fine.txt") as file:
        file.write(b"whole")
    return [folder / "fine.txt"]


DISK_FULL, SLIP, FINE = (
    Format(name=render.__name__, description="", files=(), render=render) for render in (disk_full, slip, fine)
)


@pytest.fixture
def site(tmp_path):
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, every_type())))
    return tmp_path


@pytest.fixture
def formats(monkeypatch):
    names = {"disk_full": "DISK_FULL", "slip": "SLIP", "fine": "FINE"}
    monkeypatch.setattr(base, "FORMATS", {name: f"{__name__}:{attribute}" for name, attribute in names.items()})


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_itself_and_its_files(name):
    chosen = load_format(name)

    assert chosen.name == name
    assert chosen.description
    assert chosen.files


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_the_same_bytes_twice(name, site):
    def content():
        return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    (first,) = render_all(site, [name])
    before = content()
    (second,) = render_all(site, [name])

    assert first == second
    assert first.error is None
    assert before == content()


def test_all_formats_are_rendered_unless_some_are_named(site):
    assert [result.name for result in render_all(site)] == list(FORMATS)
    assert [result.name for result in render_all(site, ["csv", "csv"])] == ["csv"]


def test_a_format_that_fails_does_not_stop_the_others(site, formats, caplog):
    (site / "slip.txt").write_text("good")

    results = {result.name: result for result in render_all(site)}

    assert results["disk_full"].error == "cannot write site.xml: No space left on device"
    assert results["slip"].error == "ZeroDivisionError: a slip in a renderer"
    assert results["fine"].files == (site / "fine.txt",)
    assert (site / "slip.txt").read_text() == "good"
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_an_unknown_format_is_refused_before_anything_is_written(site):
    with pytest.raises(ArgumentError, match="choose from json, csv"):
        render_all(site, ["csv", "docx"])

    assert [path.name for path in site.iterdir()] == [ITEMS_FILE]


def test_a_site_without_a_store_is_refused(tmp_path):
    with pytest.raises(StoreError):
        render_all(tmp_path)


def test_what_is_registered_must_be_a_format(monkeypatch):
    monkeypatch.setattr(base, "FORMATS", {"odd": f"{__name__}:fine"})

    with pytest.raises(TypeError):
        load_format("odd")


def test_a_helping_process_writes_the_same_bytes(site):
    render_all(site)
    alone = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    helper = rendering_process()
    results = render_all(site, helper=helper)
    helper.shutdown()

    assert [result.name for result in results] == list(FORMATS)
    assert {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()} == alone


def test_a_helping_process_that_dies_costs_no_format(site):
    helper = rendering_process()
    killed = helper.submit(os.kill, helper.submit(os.getpid).result(), signal.SIGKILL)
    results = render_all(site, helper=helper)

    assert isinstance(killed.exception(), BrokenExecutor)
    assert [(result.name, result.error) for result in results] == [(name, None) for name in FORMATS]
