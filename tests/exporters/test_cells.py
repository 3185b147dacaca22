import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exporters.cells import Column, cell, columns_of, guard
from scraper.items import RECORD_TYPES, Link, Post, to_dict
from tests.pipelines.records import post

FORMULA_STARTS = "=+-@＝＋－＠\t\r"


def value(name, record):
    column = next(column for column in columns_of(type(record)) if column.name == name)
    return cell(column, to_dict(record))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("x")',
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd",
        "+852-2555-0123",
        "+(852) 2555 0123",
        "-",
        "- a list entry",
        "--5",
        "＝1+1",
        "＋1a",
        "－",
        "＠x",
        "\t=1",
        "\tplain",
        "\rplain",
        "  =1+1",
        "\n=1+1",
        "\ufeff=1+1",
        "\u3000=1",
        "-1\n=1",
    ],
)
def test_what_a_spreadsheet_runs_gets_an_apostrophe(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a=b",
        "-5",
        "-3.5",
        "-1,5",
        "+7",
        "-1e5",
        "+85225550123",
        "+852 2555 0123",
        "(852) 2555",
        "'quoted",
        "睡得好",
        "5-3",
    ],
)
def test_what_it_does_not_run_stays(text):
    assert guard(text) == text


@given(st.text(st.sampled_from("=+-@＝＋－＠\t\r\n 0123456789.,eE'\"ax\u3000\ufeff"), max_size=12))
def test_a_guarded_text_never_begins_like_a_formula_unless_it_is_a_number(text):
    guarded = guard(text)

    assert guarded.removeprefix("'") == text or guarded == text
    if guarded[:1] in tuple(FORMULA_STARTS):
        float(guarded.replace(" ", "").replace(",", "."))


@given(st.text(max_size=30))
def test_guarding_only_ever_adds_one_apostrophe(text):
    assert guard(text) in (text, f"'{text}")


@pytest.mark.parametrize("cls", RECORD_TYPES.values(), ids=RECORD_TYPES)
def test_columns_have_one_name_each_and_the_address_first(cls):
    names = [column.name for column in columns_of(cls)]

    assert names[0] == "url"
    assert len(set(names)) == len(names)
    assert "type" not in names
    assert names[-2:] == ["fetched_at", "issues"]


def test_every_field_has_a_column():
    paths = {column.path[0] for column in columns_of(Post)}

    assert paths == set(to_dict(post())) - {"type"}


def test_nested_records_are_flattened():
    assert value("seo_title", post()) == "Sleep well | Willow"
    assert value("fidelity_kept_chars", post()) == 40


def test_values_by_kind():
    record = post(pinned=False, featured=True)

    assert value("views", record) == 1200
    assert value("pinned", record) == "false"
    assert value("featured", record) == "true"
    assert value("categories", record) == "Sleep; Habits"
    assert value("sources", record) == '{"title":"h1","published_at":"meta"}'
    assert json.loads(value("recent_posts", record)) == [to_dict(record.recent_posts[0])]
    assert value("body_html_length", record) == len(record.body_html)
    assert value("likes", record) is None
    assert value("videos", record) is None


def test_a_count_that_no_column_of_integers_holds_is_kept_as_text():
    assert cell(Column("views", ("views",), "count"), {"views": 2**70}) == str(2**70)


def test_a_missing_field_of_an_older_store_is_an_empty_cell():
    assert all(cell(column, {"url": "x"}) is None for column in columns_of(Post) if column.name != "url")


@pytest.mark.parametrize(
    ("issues", "expected"),
    [
        (
            [{"field": "title", "code": "missing"}, {"field": "views", "code": "negative"}],
            "title: missing; views: negative",
        ),
        ([{"code": "missing", "field": ""}], "missing"),
        (["x"], "x"),
        ([], None),
    ],
)
def test_issues_are_listed_by_field_and_code(issues, expected):
    assert cell(Column("issues", ("issues",), "codes"), {"issues": issues}) == expected


def test_a_dangerous_label_is_guarded_in_a_list():
    assert value("tags", post(tags=("=1", "=2"))) == "'=1; =2"


def test_no_cell_is_a_python_literal():
    record = post(translations=(Link(title="zh", url="https://x.example/zh"),), pinned=True)
    texts = [str(cell(column, to_dict(record)) or "") for column in columns_of(Post)]

    assert not [text for text in texts if text.startswith(("{'", "['", "(", "Link(", "None", "True", "False"))]
