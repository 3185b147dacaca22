"""Opening hours in plain text and in structured data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dateparser.languages.loader import default_loader

from scraper.extraction.contacts.labels import label_kinds
from scraper.extraction.contacts.words import edged, words
from scraper.extraction.values import ascii_digits, clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_LANGUAGES = words(
    "ar bg ca cs da de el en es fi fr he hi hr hu id it ja ko lt lv ms nl nb pl pt ro ru sk sl sv th tl tr uk vi zh",
    "zh-Hant",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Names of several days together, and of days that are no weekday.
_GROUPS = words(
    "daily weekdays weekday weekends weekend everyday every\u00a0day public\u00a0holidays public\u00a0holiday",
    "holidays mondays tuesdays wednesdays thursdays fridays saturdays sundays tues thur thurs täglich werktags",
    "wochentags feiertags wochenende montags dienstags mittwochs donnerstags freitags samstags sonntags",
    "quotidien tous\u00a0les\u00a0jours jours\u00a0fériés semaine diario diariamente todos\u00a0los\u00a0días",
    "laborables festivos todos\u00a0os\u00a0dias feriali festivi dagelijks denně codziennie naponta dagligen",
    "daglig päivittäin ежедневно будни выходные щодня يوميا يومياً setiap\u00a0hari 每天 每日 毎日 平日 周末",
    "週末 假日 公眾假期 公众假期 祝日 土日祝 年中無休 매일 평일 주말 공휴일",
)
# "週一至五", "星期一至六", "月～金", "월~금": the second day stands without its prefix.
_SHORT_RANGES = (
    r"(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]\s?(?:至|到|-|–|~|～|、)\s?(?:星期|礼拜|禮拜|周|週)?[一二三四五六日天]",
    r"[月火水木金土日](?:\s?[~～〜\-–・、]\s?[月火水木金土日祝])+",
    r"[월화수목금토일]\s?[~～〜\-–]\s?[월화수목금토일]",
    r"(?<!\w)[א-ו]['׳]?\s?[-–]\s?[א-ו]['׳]?(?!\w)",
)
_CLOSED = re.compile(
    edged(
        "closed geschlossen ruhetag cerrado fermé ferme fechado encerrado chiuso gesloten zavřeno zatvorené",
        "nieczynne zárva stängt lukket stengt suljettu închis kapalı закрыто выходной зачинено κλειστά مغلق סגור",
        "tutup đóng\u00a0cửa 休息 休診 休館 公休 定休日 휴무 휴진 ปิด",
    ),
    re.IGNORECASE,
)
_NOON = r"noon|midnight|late|close|mittag|midi|mediodía|中午|正午"
_HALF = r"(?:上午|下午|早上|晚上|中午|午前|午後|오전|오후|am|pm)?\s?"
_CLOCK = (
    rf"(?:{_HALF}\d{{1,2}}(?:\s?[:.：h](?:\s?\d{{2}})?|\s?[時时点點시](?:\s?(?:\d{{2}}\s?[分분]?|半|正))?)?"
    rf"\s?(?:[ap]\.?\s?m\b\.?|uhr|hrs?|hod|h\b|น\.|ص|م)?|{_NOON})"
)
_TO = r"-|–|—|−|~|～|〜|to|until|till|bis|à|às|as|a|al|alle|tot|do|до|по|até|hasta|ile|至|到|から|부터|إلى|עד"
_RANGE = re.compile(
    rf"(?<![\d.,:/])(?P<from>{_CLOCK})\s?(?:{_TO})\s?(?P<to>{_CLOCK})(?!\d)(?:\s?まで|\s?까지)?", re.IGNORECASE
)
_ONE_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")
_SAYS_TIME = re.compile(r"[:：h時时点點시]|[ap]\.?\s?m|uhr|hrs?|hod|\d\.\d{2}", re.IGNORECASE)
_ALWAYS = re.compile(r"24\s?/\s?7|24\s?(?:hours|hrs|h|stunden|horas|heures|小時|小时|時間|시간)(?!\w)", re.IGNORECASE)
_MAX_LINE, _MAX_OTHER_LETTERS = 160, 28


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line says: days, times, "closed"; and whether it is announced as opening hours."""

    text: str
    days: bool
    times: bool
    closed: bool
    announced: bool


@lru_cache(maxsize=1)
def _day_pattern() -> re.Pattern[str]:
    """All weekday names and abbreviations that dateparser knows for Wix's languages; single letters say nothing."""
    names = set(_GROUPS)
    for language in _LANGUAGES:
        info = default_loader.get_locale(language).info
        names.update(name.lower() for day in _DAYS for name in info.get(day, ()) if len(name) > 1)
    spelled = edged(*(name.replace(" ", "\u00a0") for name in sorted(names)))
    return re.compile("|".join((*_SHORT_RANGES, spelled)), re.IGNORECASE)


def _has_times(text: str) -> bool:
    return len(text) <= _MAX_LINE and (bool(_time_ranges(ascii_digits(text))) or _ALWAYS.search(text) is not None)


def _time_ranges(text: str) -> list[re.Match[str]]:
    return [found for found in _RANGE.finditer(text) if _SAYS_TIME.search(found["from"] + " " + found["to"])]


@lru_cache(maxsize=1024)
def _line(text: str) -> _Line | None:
    """Judge one line; ``None`` where it says something else or something more, such as a date."""
    if not text or len(text) > _MAX_LINE:
        return None
    rest = ascii_digits(text).lower()
    ranges = _time_ranges(rest)
    for found in reversed(ranges):
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    if ranges:
        rest = _ONE_TIME.sub(" ", rest)
    rest, always = _ALWAYS.subn(" ", rest)
    rest, days = _day_pattern().subn(" ", rest)
    rest, closed = _CLOSED.subn(" ", rest)
    announced = "hours" in label_kinds(rest)
    letters = sum(char.isalpha() for char in rest)
    if not (ranges or always or days or closed) or re.search(r"\d", rest):
        return None
    if letters > _MAX_OTHER_LETTERS * (2 if announced else 1):
        return None
    return _Line(text, bool(days), bool(ranges or always), bool(closed), announced)


@lru_cache(maxsize=256)
def hours_in(lines: tuple[str, ...], *, in_post: bool) -> tuple[tuple[str, str | None], ...]:
    """Find the opening hours in the lines of one box: each run of lines joined by ``; ``, with its label.

    A run needs a day and a range of times; a line with a date is an event and ends it. Inside a post it
    also needs a label such as "Opening hours", since posts announce all sorts of times.
    """
    if not any(_has_times(line) for line in lines):
        return ()
    found: list[tuple[str, str | None]] = []
    run: list[_Line] = []
    above = ""
    for text in (*lines, ""):
        line = _line(text)
        if line:
            run.append(line)
            continue
        label = above if "hours" in label_kinds(above) else None
        if _is_complete(run) and (label or not in_post or any(part.announced for part in run)):
            found.append(_joined(run, label))
        run, above = [], text[:60]
    return tuple(found)


def _is_complete(run: Sequence[_Line]) -> bool:
    return any(line.days for line in run) and any(line.times for line in run)


def _joined(run: Sequence[_Line], label: str | None) -> tuple[str, str | None]:
    """Join the lines, times behind the days above them; take a leading label off."""
    text = ""
    whole = True
    for line in run:
        goes_on = text and not whole and not line.days
        text = f"{text}{' ' if goes_on else '; ' if text else ''}{line.text}"
        whole = line.times or line.closed
    head, colon, rest = text.partition(":")
    if colon and "hours" in label_kinds(head) and not re.search(r"\d", head) and not _day_pattern().search(head):
        return rest.strip(" ;"), head.strip()
    return text, label.strip(" :：") if label else None


def structured_hours(entry: dict[str, Any]) -> str | None:
    """Read the opening hours of a ``schema.org`` object in schema.org's own short form, joined by ``; ``.

    >>> structured_hours({"openingHours": ["Mo-Fr 09:00-18:00", "Sa 09:00-13:00"]})
    'Mo-Fr 09:00-18:00; Sa 09:00-13:00'
    """
    stated, specification = entry.get("openingHours"), entry.get("openingHoursSpecification")
    lines = [clean_text(text) for text in (stated if isinstance(stated, list) else [stated]) if isinstance(text, str)]
    parts = specification if isinstance(specification, list) else [specification]
    lines.extend(_specified(part) for part in parts if isinstance(part, dict))
    return "; ".join(line for line in lines if line) or None


def _specified(part: dict[str, Any]) -> str:
    stated = part.get("dayOfWeek")
    days = [day for day in map(_day_name, stated if isinstance(stated, list) else [stated]) if day]
    opens, closes = part.get("opens"), part.get("closes")
    if not days or not isinstance(opens, str) or not isinstance(closes, str):
        return ""
    return f"{_compact(days)} {opens[:5]}-{closes[:5]}"


def _day_name(day: Any) -> str | None:
    name = day.get("name") if isinstance(day, dict) else day
    name = name.rsplit("/", 1)[-1].lower() if isinstance(name, str) else ""
    return name[:2].capitalize() if name in _DAYS else None


def _compact(days: list[str]) -> str:
    """Write days that follow each other as a range: ``Mo-Fr``."""
    order = [day[:2].capitalize() for day in _DAYS]
    numbers = [order.index(day) for day in days]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"{days[0]}-{days[-1]}"
    return ",".join(days)
