"""The audit's redirects are those of ``redirects/``: one row for each old address, whatever receivers make of it."""

import csv
import io
import warnings

import openpyxl
import pytest

from pipelines.audit.overview import audited
from pipelines.exporters.audit import AUDIT
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.planned import new_addresses, redirect_rows
from pipelines.exporters.redirects.export import REDIRECTS
from pipelines.exporters.report.tables import report_tables
from tests.exporters.redirects.sites import records, store
from tests.pipelines.records import SITE

RECEIVERS = ("wordpress", "ghost", "markdown")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return store(tmp_path_factory.mktemp("site"), records())


@pytest.fixture(scope="module")
def rows(corpus):
    return redirect_rows(corpus, ExportOptions())


def test_every_rule_of_every_receiver_stands_in_it(corpus, rows):
    folder = corpus.path.parent
    REDIRECTS.render(corpus, folder, ExportOptions())
    text = (folder / "redirects" / "redirects.csv").read_text(encoding="utf-8-sig")
    wanted = {(r["source"], r["receiver"], r["target"]) for r in csv.DictReader(io.StringIO(text, newline=""))}

    shown = {(row["source"].removeprefix(SITE), name, row[name]) for row in rows for name in RECEIVERS if name in row}

    assert wanted <= shown
    assert {source for source, _, _ in shown} - {source for source, _, _ in wanted} <= {"http://elsewhere.example/x"}


def test_a_row_says_where_its_address_is_known_from(rows):
    known = {row["source"]: (row["kind"], row["origin"]) for row in rows}

    assert known[f"{SITE}/Tea"] == ("post", "the crawl")
    assert known[f"{SITE}/old"] == ("redirect", "a redirect of the old site")
    assert known[f"{SITE}/post/green-tea"] == ("canonical", "an address that a page states for itself")
    assert known[f"{SITE}/blog-feed.xml"] == ("feed", "the blog's feed")


def test_what_the_old_site_answered_is_kept(rows, corpus):
    stated = [(e["source"], e["target"], e["status"]) for e in next(corpus.records("site"))["redirects"]]

    shown = {(row["source"], row["target"], row["status"]) for row in rows if row.get("target")}

    assert set(stated) == shown
    [old] = [row for row in rows if row["source"] == f"{SITE}/old"]
    assert (old["target"], old["wordpress"]) == (f"{SITE}/older", "/ab-c/")


def test_a_state_that_receivers_do_not_share_names_them(rows):
    stated = {row["source"]: row["state"] for row in rows if "state" in row}

    assert stated[f"{SITE}/gone"] == "lost"
    assert stated[f"{SITE}/about"] == "kept"
    assert {"wordpress: ", "ghost: ", "markdown: "} & {
        part.partition(": ")[0] + ": " for state in stated.values() for part in state.split("; ")
    }


@pytest.mark.parametrize("receiver", RECEIVERS)
def test_new_addresses_are_those_of_the_chosen_receiver(corpus, rows, receiver):
    planned = {row["source"]: row.get(receiver) for row in rows}

    found = new_addresses(corpus, ExportOptions(receiver=receiver))

    assert found[f"{SITE}/Tea"] == planned[f"{SITE}/Tea"]
    assert not [url for url in found if url.startswith(f"{SITE}/blog/categories/")]


@pytest.mark.parametrize(("base", "linked"), [(None, None), ("https://new.example", "https://new.example/tea/")])
def test_a_new_address_is_a_link_where_the_new_site_is_known(corpus, base, linked):
    AUDIT.render(corpus, corpus.path.parent, ExportOptions(receiver_url=base))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl does not read data bars
        page = openpyxl.load_workbook(corpus.path.parent / "audit.xlsx")["Posts"]

    titles = [cell.value for cell in page[1]]
    cells = {row[titles.index("Address")].value: row[titles.index("New address")] for row in page.iter_rows(min_row=2)}
    cell = cells[f"{SITE}/Tea"]
    assert cell.value == (linked or "/tea/")
    assert (cell.hyperlink and cell.hyperlink.target) == linked


def test_the_report_shows_new_paths_in_their_own_script(corpus):
    row = {"source": f"{SITE}/post/tea", "wordpress": "/%E8%8C%B6/", "ghost": "/cha/"}
    tables = {table.name: table for table in report_tables(audited(corpus), {"redirects": [row]})}

    [cells] = tables["redirects"].cells({})

    assert cells[0] == [f"{SITE}/post/tea", f"{SITE}/post/tea"]
    assert cells[3:5] == ["/茶/", "/cha/"]
