"""Numbers, durations, times and text as Wix shows them, in any of its interface languages.

Everything here answers ``None`` where the text states nothing, so that a placeholder or a skeleton box
never becomes a zero.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

import dateparser
from dateparser.data.languages_info import language_locale_dict, language_order

# U+200C and U+200D join letters in Persian and Hindi and people in emoji: they are text and stay.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_BIDI_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))

# What an unrendered template leaves behind: {count} views, ${0}, %d.
_TEMPLATE = re.compile(r"[{}]|%[ds]\b")

# A number grouped in threes (or in the Indian way, 1,26,100), by any separator that CLDR knows, or a plain
# one with an optional decimal part. Grouping needs the same separator throughout: "1,261.5" has a decimal.
_NUMBER = re.compile(
    r"(?<![\d.,])(?:(?P<grouped>\d{1,3}(?P<sep>[.,'’٬،\s])(?:\d{2,3}(?P=sep))*\d{3})(?!\d)|(?P<plain>\d+))"
    r"(?:[.,٫](?P<decimal>\d+))?(?P<rest>.*)",
    re.DOTALL,
)

# CLDR's short compact forms; Wix's post and feed pages print full numbers, so these are met in other boxes only.
_ABBREVIATIONS = {
    1_000: "k mil tys tsd tis tys. tsd. tis. тыс тыс. тис тис. хил хил. хиљ хиљ. rb bin tn χιλ χιλ. "
    "tūkst tūkst. ألف هزار हज़ार พัน 천 千",
    10_000: "만 万 萬 หมื่น",
    100_000: "लाख แสน",
    1_000_000: "m mio mio. mln mln. mn mil. mill. milj milj. mi jt tr εκ εκ. млн млн. مليون میلیون ล้าน 백만",
    100_000_000: "억 亿 億",
}
_FACTORS: dict[str, int] = {form: factor for factor, forms in _ABBREVIATIONS.items() for form in forms.split()}
_ABBREVIATED = re.compile(
    r"\s*(?P<form>" + "|".join(re.escape(form) for form in sorted(_FACTORS, key=len, reverse=True)) + r")",
    re.IGNORECASE,
)
# A milliard in English, a thousand in Turkish.
_AMBIGUOUS = re.compile(r"\s?[Bb]\b")

# Semitic interface texts spell one and two as words: مشاهدة واحدة (one view), تعليقان (two comments).
_ONE = re.compile(r"(?:^|\s)(?:واحد|واحدة|אחד|אחת)(?:\s|$)")
_TWO = re.compile(
    r"(?:^|\s)(?:(?:مشاهد|دقيق)(?:تان|تين)|(?:تعليق|إعجاب|اعجاب|رد)(?:ان|ين)|اثنان|اثنين|اثنتان|اثنتين|שני|שתי|שתיים)"
    r"(?:\s|$)"
)

_MAX_DIGITS = 15
_MAX_MINUTES = 24 * 60

_RFC_822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{2,4}\s+\d{1,2}:\d{2}")
_CJK_DATE = re.compile(r"(?:(\d{4})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]")


def clean_text(text: str | None) -> str:
    r"""Collapse and trim white space, drop zero-width characters and byte order marks, compose to NFC.

    >>> clean_text("  a\u200b\u00a0\u00a0b\n")
    'a b'
    """
    if not text:
        return ""
    if not text.isascii():  # most texts are, and have nothing to drop or to compose
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join(text.split())


def ascii_digits(text: str) -> str:
    """Write the digits of every script as ``0``-``9``; everything else stays.

    >>> ascii_digits("٢٧ مشاهدة")
    '27 مشاهدة'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def parse_count(text: str | None) -> int | None:
    """Read the first count that a localised text states; ``None`` for a placeholder, a skeleton or a bare label.

    Reads thousands separators, the digits of any script, Arabic and Hebrew words for one and two, and
    abbreviations. A fraction without an abbreviation is no count.

    >>> parse_count("1,261 views"), parse_count("1.2万"), parse_count("مشاهدتان"), parse_count("– views")
    (1261, 12000, 2, None)
    """
    cleaned = _plain(text)
    found = _NUMBER.search(cleaned)
    if not found:
        return _spelled(cleaned)
    factor = _factor(found["rest"])
    if factor is None or (found["decimal"] and factor == 1):
        return None
    return _whole(found, factor)


def parse_minutes(text: str | None) -> int | None:
    """Read the minutes of a reading time ("5 min read", "Minut čtení: 5", "٣ دقائق قراءة"), or ``None``.

    >>> parse_minutes("5 min read"), parse_minutes("دقيقتان"), parse_minutes("min read")
    (5, 2, None)
    """
    cleaned = _plain(text)
    found = _NUMBER.search(cleaned)
    if found and found["decimal"]:
        return None
    minutes = _whole(found, 1) if found else _spelled(cleaned)
    return minutes if minutes is not None and minutes <= _MAX_MINUTES else None


def parse_instant(text: str | None) -> str | None:
    """Turn an ISO 8601 or RFC 822 time into ISO 8601 in UTC with offset ``+00:00``; ``None`` for anything else.

    Milliseconds are kept where they are not zero, so one instant always gives one string. A time without
    offset is taken as UTC, a date without time as its midnight.

    >>> parse_instant("2024-03-05T10:00:00.250Z"), parse_instant("Tue, 05 Mar 2024 11:00:00 +0100")
    ('2024-03-05T10:00:00.250+00:00', '2024-03-05T10:00:00+00:00')
    """
    when = _datetime(clean_text(text))
    if when is None:
        return None
    try:
        when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except OverflowError:
        return None
    return when.isoformat(timespec="auto" if when.microsecond % 1000 or not when.microsecond else "milliseconds")


def parse_shown_date(text: str | None, *, fetched_at: str | None, language: str | None) -> str | None:
    """Guess the date (``YYYY-MM-DD``) that a visible, localised or relative text means; a last resort.

    Wix shows relative text for a week and no year within the calendar year, so ``fetched_at`` is the base;
    without it only a text that names day, month and year counts. ``language`` is a BCP 47 code.

    >>> parse_shown_date("vor 2 Tagen", fetched_at="2024-02-10T12:00:00+00:00", language="de")
    '2024-02-08'
    """
    shown = ascii_digits(clean_text(text).translate(_BIDI_MARKS))
    if not shown or len(shown) > 100:
        return None
    base = _datetime(fetched_at or "")
    if base is not None:
        return _shown_date(shown, base.replace(tzinfo=None), language)
    # A text that is complete in itself means the same day whenever it is read.
    readings = {_shown_date(shown, datetime(year, 7, 1), language) for year in (2001, 2012)}  # noqa: DTZ001
    return readings.pop() if len(readings) == 1 else None


def _plain(text: str | None) -> str:
    cleaned = ascii_digits(clean_text(text).translate(_BIDI_MARKS))
    return "" if _TEMPLATE.search(cleaned) else cleaned


def _spelled(text: str) -> int | None:
    if _TWO.search(text):
        return 2
    return 1 if _ONE.search(text) else None


def _whole(found: re.Match[str], factor: int) -> int | None:
    whole, decimal = re.sub(r"\D", "", found["grouped"] or found["plain"]), found["decimal"] or ""
    if len(whole) + len(decimal) > _MAX_DIGITS:
        return None
    scale: int = 10 ** len(decimal)
    return int(whole + decimal) * factor // scale


def _factor(rest: str) -> int | None:
    """Return what the abbreviation at the head of ``rest`` multiplies by; ``None`` where it can mean two things."""
    if _AMBIGUOUS.match(rest):
        return None
    found = _ABBREVIATED.match(rest)
    if not found:
        return 1
    form = found["form"].lower()
    # A letter that goes on is a word ("5 minutes"); Chinese, Japanese and Korean measure words follow directly.
    after = rest[found.end() : found.end() + 1]
    return 1 if after.isalpha() and unicodedata.category(form[-1]) != "Lo" else _FACTORS[form]


def _datetime(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if not _RFC_822.match(text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=2048)  # a dozen texts such as "3 days ago" stand on all pages, and dateparser takes a millisecond
def _shown_date(text: str, base: datetime, language: str | None) -> str | None:
    cjk = _CJK_DATE.search(text)
    if cjk:
        return _past_date(cjk[1], int(cjk[2]), int(cjk[3]), base)
    locale, primary = _locale(language)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "REQUIRE_PARTS": ["day", "month"]}
    try:
        when = dateparser.parse(
            text,
            languages=[primary] if primary and not locale else None,
            locales=[locale] if locale else None,
            settings=settings,
        )
    except OverflowError:
        return None
    return when.date().isoformat() if when else None


def _past_date(year: str | None, month: int, day: int, base: datetime) -> str | None:
    try:
        when = date(int(year) if year else base.year, month, day)
        if not year and when > base.date() + timedelta(days=1):
            when = when.replace(year=base.year - 1)
    except ValueError:
        return None
    return when.isoformat()


def _locale(language: str | None) -> tuple[str | None, str | None]:
    """Find a locale (``en-GB``) and a language that dateparser knows; both ``None``: it has to guess."""
    primary, _, region = (language or "").lower().replace("_", "-").partition("-")
    if primary not in language_order:
        return None, None
    locale = f"{primary}-{region.upper()}"
    return (locale if locale in language_locale_dict.get(primary, ()) else None), primary
