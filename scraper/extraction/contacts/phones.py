"""Phone and WhatsApp numbers in links and in plain text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumberFormat, PhoneNumberMatcher

from scraper.extraction.contacts.labels import label_behind, label_kinds
from scraper.extraction.contacts.model import Hit
from scraper.extraction.values import ascii_digits

_SEPARATORS = r"\s().\-‐-―−/·+"
# The matcher is slow: a text without seven digits in one run never reaches it.
_DIGIT_RUN = re.compile(rf"\d(?:[{_SEPARATORS}]*\d){{6,}}")
_DATE = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}([./-])\d{1,2}\2\d{1,2}|(?:19|20)\d\d\s?[-–−/. ]\s?(?:19|20)\d\d"
)
# "(852) 2345 6789", "00852 2345 6789": a country code without its plus sign.
_CODED = re.compile(rf"(?:\(\s?\d{{1,3}}\s?\)|00\d)[\d{_SEPARATORS}]{{6,}}\d")
# How a template writes a number; page numbers in a row ("1 2 3 4 5 6 7") are none.
_PHONE_SHAPE = re.compile(r"(?:\+?\d{1,3}[\s.-]?)?\(?\d{2,4}\)?[\s.-]\d{3,4}[\s.-]?\d{3,4}")
_CURRENCY = re.compile(
    r"\s?(?:USD|EUR|GBP|HKD|Kč|CZK|zł|PLN|Ft|HUF|kr|SEK|NOK|DKK|руб|грн|lei|元|円|원|万|萬)", re.IGNORECASE
)
_OTHER = re.compile(rf"[^\d{_SEPARATORS}]")
_CHAT_HOSTS = frozenset({"api.whatsapp.com", "web.whatsapp.com", "whatsapp.com", "www.whatsapp.com"})
_NEAR = 40
_CALLED = ("phone", "fax", "whatsapp", "contact")
_MAX_TEXT, _MAX_TRIES = 20_000, 200


Bare = Literal["none", "written", "alone", "any"]
"""Which national numbers count that have no label: none; those written with brackets or dashes, as no other
long number is; those that stand alone on their line, too; any."""


def e164(text: str, region: str | None) -> str | None:
    """Bring a valid number into the form E.164; ``None`` for anything else.

    >>> e164("(852) 2345 6789", "HK"), e164("2345 6789", None)
    ('+85223456789', None)
    """
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else None


def dialled(text: str, region: str | None) -> str | None:
    """Normalise what a ``tel:`` link or a structured field states to be a number.

    A number that is valid nowhere is kept as it would be dialled, since the owner says it is one;
    ``None`` where fewer than three digits are left.
    """
    text = ascii_digits(text).strip()
    digits = re.sub(r"\D", "", re.split(r"(?i)ext|x|;|,|#", text, maxsplit=1)[0])
    found = e164(text, region) or (
        e164("+" + digits, None) if len(digits) >= 10 and not digits.startswith("0") else None
    )
    if found or len(digits) < 3:
        return found
    return "+" + digits if text.startswith("+") else digits


def is_placeholder_number(text: str) -> bool:
    """Tell whether the digits are those of a template: 123-456-7890, all the same, 555-01xx."""
    digits = re.sub(r"\D", "", ascii_digits(text))
    for code in ("", "1", "44", "972"):
        rest = digits.removeprefix(code)
        repeated = len(set(rest)) == 1 and not (code and rest.startswith("0"))
        if 7 <= len(rest) <= 11 and ("1234567890".startswith(rest) or "01234567890".startswith(rest) or repeated):
            return True
    return re.search(r"55501\d\d$", digits) is not None


def numbers_in(text: str, region: str | None, *, announced: bool = False, bare: Bare = "alone") -> tuple[Hit, ...]:
    """Find the phone numbers of a text, left to right.

    International numbers always count. A national one needs the ``region`` and a label before or in
    brackets behind it, or ``announced``: the label stands on the line above. Which others count, if they
    are grouped as usual in their country, is said by ``bare``.
    """
    if len(text) > _MAX_TEXT or not _DIGIT_RUN.search(text):
        return ()
    found = [
        _hit(match)
        for match in PhoneNumberMatcher(text, region, Leniency.VALID, _MAX_TRIES)
        if announced or _is_phone(text, match, bare)
    ]
    for match in _DIGIT_RUN.finditer(text):
        start = match.start() - 1 if text[match.start() - 1 : match.start()] in ("(", "+") else match.start()
        if not any(start < number.end and number.start < match.end() for number in found):
            found.extend(_unmatched(text, start, match.end(), announced=announced))
    return tuple(sorted(found, key=lambda number: number.start))


def _hit(match: phonenumbers.PhoneNumberMatch) -> Hit:
    value = phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    return Hit(match.start, match.end, value, is_placeholder_number(match.raw_string))


def _is_phone(text: str, match: phonenumbers.PhoneNumberMatch, bare: Bare) -> bool:
    raw = match.raw_string
    if raw.lstrip("( ").startswith(("+", "＋")):
        return True
    kinds = _kinds_beside(text, match.start, match.end)
    if kinds:
        return kinds[-1] != "id"
    if (
        bare == "none"
        or _DATE.fullmatch(raw)
        or _is_price(text, match.start, match.end)
        or not _grouped_as_usual(match)
    ):
        return False
    if bare == "any" or (sum(char.isdigit() for char in raw) >= 9 and re.search(r"[().-]", raw)):
        return True
    return bare == "alone" and not raw.isdigit() and len(_OTHER.sub("", text)) * 10 >= len(text) * 6


def _kinds_beside(text: str, start: int, end: int) -> tuple[str, ...]:
    return label_kinds(text[max(0, start - _NEAR) : start]) or label_kinds(label_behind(text, end))


def _is_price(text: str, start: int, end: int) -> bool:
    beside = text[:start].rstrip()[-1:] + text[end:].lstrip()[:1]
    return any(unicodedata.category(char) == "Sc" for char in beside) or _CURRENCY.match(text, end) is not None


def _grouped_as_usual(match: phonenumbers.PhoneNumberMatch) -> bool:
    region = phonenumbers.region_code_for_number(match.number)
    return any(PhoneNumberMatcher(match.raw_string, region, Leniency.STRICT_GROUPING))


def _unmatched(text: str, start: int, end: int, *, announced: bool) -> list[Hit]:
    """Return the numbers that the matcher refuses: placeholders, and country codes without a plus sign."""
    raw = text[start:end]
    kinds = _kinds_beside(text, start, end)
    labelled = announced or bool(kinds and kinds[-1] in _CALLED)
    if is_placeholder_number(raw) and (labelled or _PHONE_SHAPE.fullmatch(raw)):
        return [Hit(start, end, re.sub(r"\D", "", ascii_digits(raw)), placeholder=True)]
    coded = _CODED.match(raw)
    value = e164("+" + re.sub(r"\D", "", ascii_digits(coded.group())).removeprefix("00"), None) if coded else None
    return [Hit(start, start + coded.end(), value)] if coded and value and labelled else []


@lru_cache(maxsize=1024)  # every link is asked for; most stand on every page
def whatsapp_number(href: str, region: str | None) -> str | None:
    """Return the number that a WhatsApp link opens a chat with; ``None`` for share and invitation links.

    Forms: ``https://wa.me/<digits>``, ``https://api.whatsapp.com/send?phone=<digits>``, ``whatsapp://send?phone=…``.
    """
    try:
        parts = urlsplit(href.strip())
        host, path, query = (parts.hostname or "").lower(), unquote(parts.path), parse_qs(parts.query)
    except ValueError:
        return None
    if parts.scheme.lower() == "whatsapp" or host in _CHAT_HOSTS:
        shown = (query.get("phone") or [""])[0]
    elif host in ("wa.me", "www.wa.me"):
        shown = path.strip("/").partition("/")[0]
    else:
        return None
    digits = re.sub(r"\D", "", ascii_digits(shown)).removeprefix("00")
    if not digits or re.search(r"[A-Za-z]", shown):
        return None
    return e164("+" + digits, None) or e164(digits, region) or "+" + digits


def tel_number(href: str) -> str | None:
    """Return the text of a ``tel:``, ``sms:`` or ``callto:`` link, decoded; ``None`` for other links."""
    scheme, colon, rest = href.strip().partition(":")
    if not colon or scheme.lower() not in ("tel", "sms", "callto"):
        return None
    return unquote(rest).lstrip("/").partition("?")[0].strip()
