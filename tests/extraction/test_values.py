from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.values import (
    ascii_digits,
    clean_text,
    parse_count,
    parse_instant,
    parse_minutes,
    parse_shown_date,
)

FETCHED = "2024-02-10T12:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("27 views", 27),
        ("0 comments", 0),
        ("1,261 views", 1261),
        ("289 vues", 289),
        ("1.261 Ansichten", 1261),
        ("1\u202f261 vues", 1261),
        ("1\u00a0261 zobrazení", 1261),
        ("1’261 Ansichten", 1261),
        ("1,26,100 बार देखा गया", 126100),
        ("12.345.678 weergaven", 12345678),
        ("3 visualizaciones", 3),
        ("12 zobrazení", 12),
        ("조회수 1,234회", 1234),
        ("閱讀 56", 56),
        ("2 j'aime. Vous n'aimez plus ce post", 2),
        ("1 like. Post not marked as liked", 1),
        ("٢٧ مشاهدة", 27),
        ("١٬٢٦١ مشاهدة", 1261),
        ("۱۲۳ بازدید", 123),
        ("مشاهدة واحدة", 1),
        ("مشاهدتان", 2),
        ("تعليق واحد", 1),
        ("تعليقان", 2),
        ("تعليق واحد (١)", 1),
        ("תגובה אחת", 1),
        ("52 views0 comments", 52),
        ("\u200b7\u200b views", 7),
    ],
)
def test_counts_in_the_interface_languages(text, count):
    assert parse_count(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.2K views", 1200),
        ("1,2 mil visualizaciones", 1200),
        ("1,2 mil. zobrazení", 1_200_000),
        ("12 тыс. просмотров", 12_000),
        ("1,5 Mio. Aufrufe", 1_500_000),
        ("1.2万", 12_000),
        ("1.2万次浏览", 12_000),
        ("3만 회", 30_000),
        ("5천회", 5_000),
        ("5 minutes", 5),
        ("4 tristes", 4),
        ("2 commentaires", 2),
    ],
)
def test_abbreviations_multiply_and_words_do_not(text, count):
    assert parse_count(text) == count


@pytest.mark.parametrize(
    "text",
    [None, "", "   ", "–", "views", "مشاهدات", "{count} views", "${0}", "%d views", "12.5", "1,261.5", "2 B", "9" * 16],
)
def test_no_count_where_none_is_stated(text):
    assert parse_count(text) is None


@given(
    st.integers(0, 10**12),
    st.sampled_from([",", ".", "'", "’", "٬", " ", "\u00a0", "\u202f", "\u2009"]),
    st.sampled_from(["", " views", " zobrazení", " 次瀏覽", "회"]),
)
def test_any_grouping_of_thousands_reads_back(number, separator, label):
    assert parse_count(f"{number:,}".replace(",", separator) + label) == number


@given(st.integers(0, 10**12), st.sampled_from([0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10]))
def test_digits_of_any_script_read_back(number, zero):
    shown = "".join(chr(zero + int(digit)) for digit in str(number))
    assert ascii_digits(shown) == str(number)
    assert parse_count(shown) == number


@given(st.text())
def test_parsers_never_fail_and_never_go_below_zero(text):
    assert parse_count(text) is None or parse_count(text) >= 0
    assert parse_minutes(text) is None or 0 <= parse_minutes(text) <= 1440
    assert parse_instant(text) is None or parse_instant(text).endswith("+00:00")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5 min read", 5),
        ("3 Min. de lectura", 3),
        ("12 Min. Lesezeit", 12),
        ("Minut čtení: 4", 4),
        ("2분 분량", 2),
        ("閱讀時間：6 分鐘", 6),
        ("٣ دقائق قراءة", 3),
        ("دقيقتان قراءة", 2),
        ("דקת קריאה 1", 1),
        ("min read", None),
        ("{minutes} min read", None),
        ("1.5 min", None),
        ("20240210 min", None),
        ("", None),
        (None, None),
    ],
)
def test_reading_time(text, minutes):
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-03-05T10:00:00.250Z", "2024-03-05T10:00:00.250+00:00"),
        ("2024-03-05T10:00:00.000Z", "2024-03-05T10:00:00+00:00"),
        ("2024-03-05T18:00:00+08:00", "2024-03-05T10:00:00+00:00"),
        ("2024-03-05T10:00:00", "2024-03-05T10:00:00+00:00"),
        ("2024-03-05", "2024-03-05T00:00:00+00:00"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00+00:00"),
        ("05 Mar 2024 11:30 +0100", "2024-03-05T10:30:00+00:00"),
        ("Tue, 05 Mar 2024 10:00:00 -0000", "2024-03-05T10:00:00+00:00"),
        ("5 days ago", None),
        ("2024", None),
        ("2024-13-05T10:00:00Z", None),
        ("Tue, 45 Mar 2024 10:00:00 GMT", None),
        ("9999-12-31T23:59:59-10:00", None),
        ("", None),
        (None, None),
    ],
)
def test_instants(text, instant):
    assert parse_instant(text) == instant


@given(st.datetimes(timezones=st.just(UTC)))
def test_instants_read_back_and_stay_as_they_are(when):
    shown = parse_instant(when.isoformat())
    assert datetime.fromisoformat(shown) == when
    assert parse_instant(shown) == shown


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Jan 3", "en", "2024-01-03"),
        ("Dec 31", "en", "2023-12-31"),
        ("6 days ago", "en", "2024-02-04"),
        ("yesterday", None, "2024-02-09"),
        ("3 févr. 2024", "fr", "2024-02-03"),
        ("vor 2 Tagen", "de", "2024-02-08"),
        ("hace 3 días", "es-ar", "2024-02-07"),
        ("před 5 dny", "cs-cz", "2024-02-05"),
        ("3. úno", "cs", "2024-02-03"),
        ("3/2/2024", "en-gb", "2024-02-03"),
        ("3/2/2024", "en", "2024-03-02"),
        ("٣ يناير", "ar", "2024-01-03"),
        ("منذ ٣ أيام", "ar", "2024-02-07"),
        ("2天前", "zh-hk", "2024-02-08"),
        ("2月3日", "zh-hk", "2024-02-03"),
        ("2月11日", "ja", "2024-02-11"),
        ("2月12日", "ja", "2023-02-12"),
        ("2023년 3월 4일", "ko", "2023-03-04"),
        ("2일 전", "ko", "2024-02-08"),
        ("2月30日", "ja", None),
        ("Mar 2024", "en", None),
        ("5 min read", "en", None),
        ("", "en", None),
        (None, "en", None),
        ("long ago " * 20, "en", None),
    ],
)
def test_shown_dates(text, language, day):
    assert parse_shown_date(text, fetched_at=FETCHED, language=language) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("Aug 23, 2023", "2023-08-23"), ("2023年8月23日", "2023-08-23"), ("Aug 23", None), ("2 days ago", None)],
)
def test_without_a_time_of_fetching_only_a_whole_date_counts(text, day):
    assert parse_shown_date(text, fetched_at=None, language="en") == day


def test_clean_text_keeps_the_joiners_that_are_text():
    assert clean_text("\ufeff a\u200b\u00a0\u3000b\r\n\tc ") == "a b c"
    assert clean_text("می\u200cخواهم 👩\u200d⚕") == "می\u200cخواهم 👩\u200d⚕"
    assert clean_text("e\u0301") == "é"
    assert clean_text(None) == ""


@given(st.text())
def test_clean_text_is_stable(text):
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    assert "\u200b" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
