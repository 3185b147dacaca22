import codecs
import csv
import io
import json
import shutil
import subprocess
import tracemalloc

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import Corpus
from pipelines.exporters.cells import columns_of
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.tabular import CSV, JSON, TABLES, write_csv, write_json
from pipelines.local_media import PATH_FIELDS
from pipelines.store import ITEMS_FILE, encode
from scraper.items import RECORD_TYPES, Fidelity, Issue, Post, Site, Tag, to_dict
from tests.pipelines.records import SITE, every_type, post


def corpus(folder, *records):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return Corpus(folder)


def rows_of(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def tag_csv(labels):
    target = io.BytesIO()
    columns = columns_of(Tag)
    write_csv(
        (to_dict(Tag(url=f"{SITE}/{i}", label=label, slug="x")) for i, label in enumerate(labels)), target, columns
    )
    return target.getvalue()


def test_both_formats_write_what_they_say(tmp_path):
    read = corpus(tmp_path, *every_type())

    for chosen in (JSON, CSV):
        written = chosen.render(read, tmp_path / chosen.name, ExportOptions())

        assert sorted(path.name for path in written) == sorted(chosen.files)
        assert sorted(path.name for path in (tmp_path / chosen.name).iterdir()) == sorted(chosen.files)


def test_json_holds_every_field_of_every_record(tmp_path):
    JSON.render(corpus(tmp_path, *every_type()), tmp_path, ExportOptions())

    posts = json.loads((tmp_path / "posts.json").read_text(encoding="utf-8"))

    named = [[post.pop(name) for name in PATH_FIELDS["post"]] for post in posts]
    assert posts == json.loads(json.dumps([to_dict(record) for record in reversed(every_type()[:2])]))
    # No file is stored here: the addresses stand where paths would.
    assert named == [[post[source] for source in PATH_FIELDS["post"].values()] for post in posts]
    assert (tmp_path / "posts.json").read_text(encoding="utf-8").count("\n") == 4


def test_a_site_without_posts_has_empty_tables_with_headings(tmp_path):
    read = corpus(tmp_path)
    JSON.render(read, tmp_path, ExportOptions())
    CSV.render(read, tmp_path, ExportOptions())

    assert json.loads((tmp_path / "posts.json").read_text()) == []
    assert json.loads((tmp_path / "site.json").read_text()) is None
    assert rows_of(tmp_path / "posts.csv") == []
    assert (tmp_path / "posts.csv").read_bytes().startswith(codecs.BOM_UTF8 + b"url,title,slug,")
    assert not (tmp_path / "comments.csv").exists()


def test_comments_of_an_older_store_do_not_stay(tmp_path):
    (tmp_path / "comments.csv").write_text("old")

    CSV.render(corpus(tmp_path, post()), tmp_path, ExportOptions())

    assert not (tmp_path / "comments.csv").exists()


def test_csv_read_back_by_the_standard_library(tmp_path):
    CSV.render(corpus(tmp_path, *every_type()), tmp_path, ExportOptions())

    newest, oldest = rows_of(tmp_path / "posts.csv")

    assert oldest["title"] == "Sleep well, 睡得好"
    assert newest["title"] == "'=1+1"
    assert (oldest["views"], newest["views"]) == ("1200", "")
    assert oldest["comments"] == "0"
    assert oldest["body_html"] == post().body_html
    assert newest["issues"] == "views: missing"
    assert rows_of(tmp_path / "authors.csv")[0]["bio"] == "Mei listens.\n\nMei walks."
    assert rows_of(tmp_path / "contacts.csv")[0]["value"] == "+85225550123"


def test_csv_read_back_by_pandas(tmp_path):
    CSV.render(corpus(tmp_path, *every_type()), tmp_path, ExportOptions())

    frame = pd.read_csv(tmp_path / "posts.csv", dtype={"views": "Int64"}, encoding="utf-8-sig")

    assert list(frame.columns) == [column.name for column in TABLES["posts"].columns]
    assert frame["views"].tolist() == [pd.NA, 1200]
    assert frame["seo_noindex"].tolist() == [True, True]


def test_csv_begins_with_the_byte_order_mark_and_ends_lines_as_rfc_4180_says(tmp_path):
    CSV.render(corpus(tmp_path, *every_type()), tmp_path, ExportOptions())

    for path in tmp_path.glob("*.csv"):
        data = path.read_bytes()
        assert data.startswith(codecs.BOM_UTF8)
        assert data.count(codecs.BOM_UTF8) == 1
        assert data.endswith(b"\r\n")


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), min_size=1), max_size=5))
def test_any_text_survives_the_table(labels):
    text = tag_csv(labels).decode("utf-8-sig")

    back = [row["label"] for row in csv.DictReader(io.StringIO(text, newline=""))]

    assert [label.removeprefix("'") for label in back] == [label.removeprefix("'") for label in labels]


def test_chunks_leave_no_trace(monkeypatch):
    labels = [f"label {i}" for i in range(7)]
    whole = tag_csv(labels)

    monkeypatch.setattr("pipelines.exporters.tabular._CHUNK_ROWS", 2)

    assert tag_csv(labels) == whole


def test_a_count_too_large_for_a_spreadsheet_column_does_not_stop_the_table():
    target = io.BytesIO()
    rows = [to_dict(Tag(url=SITE, label="a", slug="a", posts=posts)) for posts in (3, 2**70, None)]

    write_csv(rows, target, columns_of(Tag))

    back = csv.DictReader(io.StringIO(target.getvalue().decode("utf-8-sig"), newline=""))
    assert [row["posts"] for row in back] == ["3", str(2**70), ""]


def test_issues_of_all_records_are_in_one_table(tmp_path):
    issue = Issue(field="label", code="empty", message="The tag, alas, has no name.")
    tag = Tag(url=SITE, label="", slug="", issues=(issue,))
    CSV.render(corpus(tmp_path, *every_type(), tag), tmp_path, ExportOptions())

    rows = rows_of(tmp_path / "issues.csv")

    assert [(row["type"], row["code"]) for row in rows] == [("post", "missing"), ("tag", "empty")]
    assert rows[1]["message"] == "The tag, alas, has no name."


def test_the_site_lists_what_recurs(tmp_path):
    blurb = "<p>Willow is a small practice by the harbour that opened in spring.</p>"
    posts = [post(f"p{i}", body_html=blurb) for i in range(3)]
    JSON.render(corpus(tmp_path, *posts, Site(url=f"{SITE}/")), tmp_path, ExportOptions())

    site = json.loads((tmp_path / "site.json").read_text(encoding="utf-8"))

    assert [block["posts"] for block in site["recurring_blocks"]] == [3]


def test_a_record_of_an_older_version_gets_the_fields_of_today(tmp_path):
    (tmp_path / ITEMS_FILE).write_text('{"type": "post", "url": "https://x.example/post/a", "title": "A"}\n')
    read = Corpus(tmp_path)
    JSON.render(read, tmp_path, ExportOptions())
    CSV.render(read, tmp_path, ExportOptions())

    (record,) = json.loads((tmp_path / "posts.json").read_text())
    assert list(record) == [*to_dict(post()), *PATH_FIELDS["post"]]
    assert rows_of(tmp_path / "posts.csv")[0]["title"] == "A"


def test_rendering_twice_gives_the_same_bytes(tmp_path):
    read = corpus(tmp_path, *every_type())
    for folder in ("one", "two"):
        JSON.render(read, tmp_path / folder, ExportOptions())
        CSV.render(read, tmp_path / folder, ExportOptions())

    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_there_is_a_table_for_every_record_type():
    assert {name for table in TABLES.values() for name in table.record_types} == set(RECORD_TYPES)


def test_json_may_be_indented():
    target = io.BytesIO()
    write_json([{"a": 1}], target, indent=2)

    assert json.loads(target.getvalue()) == [{"a": 1}]
    assert b'  "a": 1' in target.getvalue()


def peak(folder, posts):
    with (folder / ITEMS_FILE).open("wb") as file:
        for i in range(posts):
            file.write(encode(post(f"post-{i}", body_html="<p>" + "word " * 8000 + "</p>", body_text="word " * 8000)))
    read = Corpus(folder)
    tracemalloc.start()
    CSV.render(read, folder, ExportOptions())
    JSON.render(read, folder, ExportOptions())
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest


def test_memory_does_not_grow_with_the_site(tmp_path):
    (tmp_path / "small").mkdir()
    (tmp_path / "large").mkdir()

    assert peak(tmp_path / "large", 800) < 1.2 * peak(tmp_path / "small", 200)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_opens_the_table(tmp_path):
    CSV.render(corpus(tmp_path, *every_type()), tmp_path, ExportOptions())
    # Without a window nobody is asked for the encoding: 76 (UTF-8) is what the window offers for a file with this mark.
    options = ["--headless", "--infilter=CSV:44,34,76,1", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command = ["soffice", *options, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "back"), str(tmp_path / "posts.csv")], check=True, capture_output=True
    )

    back = rows_of(tmp_path / "back" / "posts.csv")

    assert [row["title"] for row in back] == ["'=1+1", "Sleep well, 睡得好"]


def test_losses_are_rows_with_their_number(tmp_path):
    fidelity = Fidelity(kept=3, degraded=("IMAGE: spoiler",), dropped=("PARAGRAPH: spacer", "PARAGRAPH: spacer"))
    read = corpus(tmp_path, Post(url="https://x.example/post/a", title="A", fidelity=fidelity))

    CSV.render(read, tmp_path, ExportOptions())

    rows = (tmp_path / "losses.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows == [
        "type,url,title,node,fate,reason,count",
        "post,https://x.example/post/a,A,IMAGE,degraded,spoiler,1",
        "post,https://x.example/post/a,A,PARAGRAPH,dropped,spacer,2",
    ]
    assert read.nodes == (3, 0, 1, 2)
