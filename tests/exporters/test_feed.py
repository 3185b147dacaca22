import gzip
import io
import json

import pytest

from pipelines.corpus import Corpus
from pipelines.exporters.feed import CsvTableExporter, JsonTableExporter
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.storage import AtomicFeedStorage, AtomicFile
from pipelines.exporters.tabular import CSV, JSON
from pipelines.store import ITEMS_FILE, encode
from scraper.exceptions import OutputError
from tests.exporters.project import make_project, scrapy
from tests.pipelines.records import every_type, post

EXPORTERS = {".csv": CsvTableExporter, ".json": JsonTableExporter}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rendered")
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, every_type())))
    for chosen in (JSON, CSV):
        chosen.render(Corpus(folder), folder, ExportOptions())
    return folder


def export(target, items, **options):
    file = AtomicFile(target)
    exporter = EXPORTERS[target.suffix](file, **options)
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    return file


@pytest.mark.parametrize("name", [*JSON.files, *CSV.files])
def test_a_feed_is_the_file_of_its_name(name, rendered, tmp_path):
    export(tmp_path / name, every_type()).commit()

    assert (tmp_path / name).read_bytes() == (rendered / name).read_bytes()


@pytest.mark.parametrize("name", ["out.csv", "out.json"])
def test_a_file_of_another_name_gets_the_posts(name, rendered, tmp_path):
    export(tmp_path / name, every_type()).commit()

    assert (tmp_path / name).read_bytes() == (rendered / name.replace("out", "posts")).read_bytes()


def test_a_stream_gets_the_posts(rendered):
    stream = io.BytesIO()
    exporter = CsvTableExporter(stream)
    exporter.start_exporting()
    exporter.export_item(post())
    exporter.export_item({"not": "a record"})
    exporter.finish_exporting()

    assert stream.getvalue().decode("utf-8-sig").startswith("url,title,")
    assert b"sleep-well" in stream.getvalue()


@pytest.mark.parametrize(
    ("wanted", "header"),
    [(["title", "slug", "nothing"], "title,slug"), ({"slug": "Address", "title": "Heading"}, "Address,Heading")],
    ids=["list", "mapping"],
)
def test_fields_may_be_chosen_and_renamed(wanted, header, tmp_path):
    export(tmp_path / "posts.csv", every_type(), fields_to_export=wanted).commit()
    export(tmp_path / "posts.json", every_type(), fields_to_export=wanted, indent=2).commit()

    assert (tmp_path / "posts.csv").read_text(encoding="utf-8-sig").splitlines()[0] == header
    assert list(json.loads((tmp_path / "posts.json").read_text())[0]) == header.split(",")


def test_a_table_is_not_appended_to(tmp_path, caplog):
    (tmp_path / "posts.csv").write_bytes(b"mine")
    storage = AtomicFeedStorage(str(tmp_path / "posts.csv"))
    file = storage.open(None)
    exporter = CsvTableExporter(file)
    exporter.start_exporting()
    exporter.export_item(post())
    exporter.finish_exporting()

    with pytest.raises(OutputError):
        storage.store(file)

    assert (tmp_path / "posts.csv").read_bytes() == b"mine"
    assert "use -O posts.csv" in caplog.text


def test_a_spool_that_cannot_be_written_fails_the_feed_at_its_end(tmp_path, caplog):
    class Full:
        name = "spool"

        def write(self, data):
            raise OSError(28, "No space left on device")

        def close(self):
            pass

    file = AtomicFile(tmp_path / "posts.csv")
    exporter = CsvTableExporter(file)
    exporter.spool.close()
    exporter.spool = Full()
    exporter.export_item(post())
    exporter.finish_exporting()
    file.discard()

    assert file.failed
    assert "No space left" in caplog.text


def test_a_failure_towards_a_stream_is_raised():
    exporter = CsvTableExporter(io.BytesIO())
    exporter.failure = "no"

    with pytest.raises(OutputError):
        exporter.finish_exporting()


def test_scrapy_writes_the_same_tables_natively(tmp_path):
    project = make_project(tmp_path)
    names = ["posts.csv", "posts.json", "pages.csv", "contacts.json", "issues.csv", "site.json"]

    crawl = scrapy(project, "crawl", "clinic", *(part for name in names for part in ("-O", name)))
    again = scrapy(project, "export", "clinic")

    assert (crawl.returncode, again.returncode) == (0, 0), crawl.stderr + again.stderr
    for name in names:
        assert (project / name).read_bytes() == (project / "output" / "clinic" / name).read_bytes(), name
    assert "ERROR" not in crawl.stderr


def test_scrapys_minus_o_keeps_a_table_that_is_there(tmp_path):
    project = make_project(tmp_path)
    (project / "posts.csv").write_text("mine")

    crawl = scrapy(project, "crawl", "clinic", "-o", "posts.csv")

    assert (project / "posts.csv").read_text() == "mine"
    assert not (project / "posts.csv.partial").exists()
    assert "use -O posts.csv" in crawl.stderr
    assert "feedexport/failed_count/AtomicFeedStorage" in crawl.stderr


def test_scrapys_compression_works_on_tables(tmp_path):
    project = make_project(tmp_path)
    feeds = {
        "pages.csv": {"format": "csv", "overwrite": True},
        "pages.csv.gz": {
            "format": "csv",
            "overwrite": True,
            "postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"],
        },
    }

    crawl = scrapy(project, "crawl", "clinic", "-s", f"FEEDS={json.dumps(feeds)}")

    assert crawl.returncode == 0, crawl.stderr
    assert gzip.decompress((project / "pages.csv.gz").read_bytes()) == (project / "pages.csv").read_bytes()
