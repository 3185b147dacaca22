import shutil

import pytest

from pipelines.exporters.base import FORMATS, load_format
from pipelines.exporters.tabular import CSV
from scraper.exceptions import ArgumentError
from scraper.stored import find_site
from tests.exporters.project import make_project, scrapy


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("project"))
    assert scrapy(project, "crawl", "clinic").returncode == 0
    return project


@pytest.fixture
def project(crawled, tmp_path):
    copy = tmp_path / "project"
    shutil.copytree(crawled, copy)
    return make_project(copy)


def names(folder):
    return {path.name for path in folder.iterdir()} - {"items.jsonl"}


def test_all_formats_are_written_and_named(project):
    done = scrapy(project, "export", "clinic")

    assert done.returncode == 0
    expected = {file.rstrip("/") for name in FORMATS for file in load_format(name).files}
    assert names(project / "output/clinic") == expected
    printed = {line.partition("/output/clinic/")[2].split("/")[0] for line in done.stdout.splitlines()}
    assert printed == expected
    assert done.stderr == ""


def test_one_format_may_be_named_and_a_path_given(project):
    done = scrapy(project, "export", str(project / "output" / "clinic"), "csv")

    assert done.returncode == 0
    assert names(project / "output/clinic") == set(CSV.files)


def test_the_formats_are_listed_without_a_site(project):
    done = scrapy(project, "export", "--list")

    assert done.returncode == 0
    assert "posts.csv" in done.stdout
    assert "json " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "no crawl of 'nowhere'"),
        (["clinic", "docx"], "unknown format 'docx': choose from json, csv, "),
        ([], "which site?"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(project, arguments, message):
    done = scrapy(project, "export", *arguments)

    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert names(project / "output/clinic") == set()


def test_a_damaged_store_is_one_line_and_status_2(project):
    store = project / "output/clinic/items.jsonl"
    store.write_bytes(b"oops\n" + store.read_bytes())

    done = scrapy(project, "export", "clinic")

    assert done.returncode == 2
    assert "line 1, is not a record" in done.stderr


def test_a_format_that_fails_is_status_1_and_the_others_are_written(project):
    (project / "output/clinic/posts.json").mkdir()

    done = scrapy(project, "export", "clinic")

    assert done.returncode == 1
    assert "export: json failed" in done.stderr
    assert set(CSV.files) <= names(project / "output/clinic")


def test_the_known_sites_are_named_in_the_refusal(tmp_path):
    with pytest.raises(ArgumentError, match="nothing is there yet"):
        find_site(tmp_path, "x")

    (tmp_path / "willow").mkdir()
    (tmp_path / "willow" / "items.jsonl").touch()

    with pytest.raises(ArgumentError, match="there: willow"):
        find_site(tmp_path, "x")
