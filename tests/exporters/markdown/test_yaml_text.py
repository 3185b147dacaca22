import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exporters.markdown import yaml_text
from pipelines.exporters.markdown.yaml_text import stated, to_yaml

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_", min_size=2), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.text("abcxyz_", min_size=2), _VALUES, max_size=4))
def test_a_reader_gets_the_same_values(value):
    assert yaml.safe_load(to_yaml(value)) == value


@given(st.dictionaries(st.text("abcxyz_", min_size=2), _VALUES, max_size=4))
def test_both_writers_of_the_library_give_the_same_bytes(value):
    fast, plain = (yaml_text._dumped(value, dumper) for dumper in (yaml_text._FastDumper, yaml_text._Dumper))

    assert fast == plain or yaml_text._EMOJI.search(fast)


@pytest.mark.parametrize(
    "text", ["1e3", "0o17", "12:30", "2024-01-01", "no", "y", "~", "- a", "a: b", "#x", "", "{{ x }}"]
)
def test_what_another_reader_might_take_for_something_else_is_quoted(text):
    written = to_yaml({"title": text}).removeprefix("title: ").strip()

    assert written in (f'"{text}"', f"'{text}'")


def test_characters_stay_as_they_are():
    assert to_yaml({"title": "睡 é", "text": "'😀': x"}) == "title: \"睡 é\"\ntext: '''😀'': x'\n"
    assert to_yaml({"text": "a: 😀\n\n- b"}) == "text: |-\n  a: 😀\n\n  - b\n"


def test_long_texts_stay_on_one_line():
    text = "word " * 100

    assert json.loads(to_yaml({"title": text}).removeprefix("title: ")) == text


def test_zero_and_false_are_stated():
    assert stated({"a": 0, "b": False, "c": None, "d": "", "e": [], "f": {}}) == {"a": 0, "b": False}
