import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipelines.text import clean, clean_html, label, line, paragraphs, storable

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY_TEXT)
def test_clean_text_fits_into_xml(text):
    element = etree.Element("x")

    element.text = clean(text)

    assert etree.fromstring(etree.tostring(element, encoding="utf-8")) is not None


@pytest.mark.parametrize("change", [clean, clean_html, line, label, paragraphs, storable])
@given(text=ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(change, text):
    assert change(change(text)) == change(text)


@given(ANY_TEXT)
def test_clean_text_is_in_nfc(text):
    assert unicodedata.is_normalized("NFC", clean(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cafe\u0301", "café"),
        ("\ufeffa\u200bb\u2060c", "abc"),
        ("a\x00b\x08c\x1fd\x7fe\x9ff\ufffeg", "abcdefg"),
        ("one\x0btwo\x0cthree\x85four", "one two three four"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("می\u200cروم", "می\u200cروم"),
        ("👩\u200d⚕\ufe0f", "👩\u200d⚕\ufe0f"),
        ("\u200fעברית", "\u200fעברית"),
    ],
    ids=["nfc", "filler", "controls", "breaks", "white space", "non-joiner", "joined emoji", "direction mark"],
)
def test_what_is_taken_out_and_what_stays(text, expected):
    assert clean(text) == expected


def test_html_never_joins_its_own_characters_with_a_combining_one():
    markup = "<p>\u0338x</p>"

    assert unicodedata.normalize("NFC", markup) != markup
    assert clean_html(markup).startswith("<p>&#824;")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea &amp; Rest", "Tea & Rest"),
        ("Tea &amp;amp;amp; Rest", "Tea & Rest"),
        ("It&#39;s &#38; was &quot;fine&quot;", 'It\'s & was "fine"'),
        ("a&nbsp;b", "a b"),
        ("R&D; and Q&A", "R&D; and Q&A"),
        ("&ampere", "&ampere"),
        ("  two\u00a0 words\n ", "two words"),
        ("&#38;#8; end", "end"),
    ],
)
def test_labels_are_plain_text(text, expected):
    assert label(text) == expected


def test_paragraphs_are_apart_by_one_blank_line():
    assert paragraphs(" a  b\r\n\r\n\r\n c\n d ") == "a b\n\nc\nd"
