"""The workbook, read back by another library."""

import csv
import io
import json
import warnings
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.audit.tables import SHEETS
from pipelines.corpus import Corpus
from pipelines.exporters.audit import AUDIT
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.workbook import writable, write_workbook
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Site
from tests.pipelines.records import SITE, every_type, post


@pytest.fixture
def files(tmp_path):
    records = [*every_type(), Site(url=f"{SITE}/", name="Willow", timezone="Asia/Hong_Kong")]
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    AUDIT.render(Corpus(tmp_path), tmp_path, ExportOptions())
    return tmp_path


def opened(file):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl does not read data bars
        return openpyxl.load_workbook(file)


def column(page, title):
    [number] = [cell.column for cell in page[1] if cell.value == title]
    return [row[number - 1] for row in page.iter_rows(min_row=2)]


def test_every_table_is_a_sheet_with_header_filter_and_frozen_panes(files):
    book = opened(files / "audit.xlsx")

    assert book.sheetnames == [sheet.title for sheet in SHEETS]
    for sheet in SHEETS:
        page = book[sheet.title]
        assert [cell.value for cell in page[1]] == [field.title for field in sheet.fields]
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref.startswith("A1:")


def test_cells_have_types_links_and_the_time_of_the_site(files):
    page = opened(files / "audit.xlsx")["Posts"]

    assert [cell.value for cell in column(page, "Views")] == [None, 1200]
    dates = column(page, "Published")
    assert [cell.value.isoformat() for cell in dates] == ["2025-01-01T08:00:00", "2024-03-05T09:30:00"]
    assert dates[0].number_format == "yyyy-mm-dd hh:mm"
    assert [cell.hyperlink.target for cell in column(page, "Address")] == [
        f"{SITE}/post/walk-more",
        f"{SITE}/post/sleep-well",
    ]


def test_nothing_in_it_is_a_formula(files):
    page = opened(files / "audit.xlsx")["Posts"]

    [title, _] = column(page, "Title")
    assert (title.value, title.data_type) == ("=1+1", "s")
    with zipfile.ZipFile(files / "audit.xlsx") as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


def test_the_csv_files_hold_the_same_rows(files):
    book = opened(files / "audit.xlsx")
    for sheet in SHEETS:
        text = (files / "audit" / f"{sheet.name}.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert rows[0] == [field.name for field in sheet.fields]
        assert len(rows) == book[sheet.title].max_row


def test_the_same_store_gives_the_same_bytes(files):
    first = (files / "audit.xlsx").read_bytes()

    AUDIT.render(Corpus(files), files, ExportOptions())

    assert (files / "audit.xlsx").read_bytes() == first


def test_the_summary_names_the_findings_by_gravity(files):
    found = json.loads((files / "audit.json").read_text(encoding="utf-8"))

    assert found["site"] == f"{SITE}/"
    assert sum(found["gravity"].values()) == len(found["findings"]) > 0


@given(st.text(min_size=1))
def test_no_text_breaks_the_workbook(text):
    row = {"name": text, "section": "x", "value": text}
    file = io.BytesIO()

    write_workbook(file, SHEETS[:1], {"overview": [row]}, None)

    [cells] = opened(file)["Overview"].iter_rows(min_row=2, values_only=True)
    assert [str(cell) for cell in cells] == ["x", writable(text), writable(text)]


def test_a_text_that_no_cell_holds_says_so():
    long = writable("x" * 40_000)

    assert len(long) == 32_767
    assert "the whole text is in the CSV file" in long
    assert writable("a\x00b\ud800c") == "a\ufffdb\ufffdc"


def test_more_links_than_a_sheet_holds_are_no_warning(tmp_path):
    [links] = [sheet for sheet in SHEETS if sheet.name == "links"]
    rows = [{"url": f"{SITE}/post/{n}", "target": f"{SITE}/post/{n + 1}"} for n in range(35_000)]

    with (tmp_path / "x.xlsx").open("wb") as file:
        write_workbook(file, [links], {"links": rows}, None)

    assert (tmp_path / "x.xlsx").stat().st_size > 100_000


def test_a_store_of_drafts_alone_is_surveyed(tmp_path):
    (tmp_path / ITEMS_FILE).write_bytes(encode(post(status="draft", published_at=None, modified_at=None)))

    AUDIT.render(Corpus(tmp_path), tmp_path, ExportOptions())

    page = opened(tmp_path / "audit.xlsx")["Posts"]
    assert [cell.value for cell in column(page, "Status")] == ["draft"]
