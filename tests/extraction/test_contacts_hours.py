from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.contacts.hours import hours_in, structured_hours
from tests.extraction.contact_pages import sightings, values


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (
            ("Mon - Fri: 9:00am - 6:00pm", "Sat: 9am - 1pm", "Sun: Closed"),
            "Mon - Fri: 9:00am - 6:00pm; Sat: 9am - 1pm; Sun: Closed",
        ),
        (("Mon - Fri", "9:00 am – 8:00 pm", "Sunday", "Closed"), "Mon - Fri 9:00 am – 8:00 pm; Sunday Closed"),
        (("Mo–Fr 9.00–18.00 Uhr, Sa 10.00–14.00 Uhr",), "Mo–Fr 9.00–18.00 Uhr, Sa 10.00–14.00 Uhr"),
        (("Lundi au vendredi : 9h - 18h",), "Lundi au vendredi : 9h - 18h"),
        (("Lun-Vie 9:00 a 14:00 y 16:00 a 20:00",), "Lun-Vie 9:00 a 14:00 y 16:00 a 20:00"),
        (("Segunda a Sexta: 8h às 18h",), "Segunda a Sexta: 8h às 18h"),
        (("Po - Pá: 8:00 - 16:00",), "Po - Pá: 8:00 - 16:00"),
        (("пн-пт 9:00–18:00, сб 10:00–15:00",), "пн-пт 9:00–18:00, сб 10:00–15:00"),
        (("الأحد - الخميس: ٩:٠٠ ص - ٥:٠٠ م",), "الأحد - الخميس: ٩:٠٠ ص - ٥:٠٠ م"),
        (("א'-ה' 9:00-18:00",), "א'-ה' 9:00-18:00"),
        (("星期一至五 上午9時至下午6時", "星期日及公眾假期休息"), "星期一至五 上午9時至下午6時; 星期日及公眾假期休息"),
        (("月～金 9:00～18:00",), "月～金 9:00～18:00"),
        (("평일 10:00~19:00", "토/일/공휴일 휴무"), "평일 10:00~19:00; 토/일/공휴일 휴무"),
        (("Mon-Sat 10:00-19:00 (last appointment 18:30)",), "Mon-Sat 10:00-19:00 (last appointment 18:30)"),
        (("Open 24/7, every day",), "Open 24/7, every day"),
    ],
)
def test_opening_hours_in_many_languages(lines, value):
    assert [found for found, _ in hours_in(lines, in_post=False)] == [value]


@pytest.mark.parametrize(
    "line",
    [
        "Friday 12 March 7:00pm - 9:00pm",
        "Join us on Friday from 7pm to 9pm for wine and cheese in our lovely store",
        "Sun exposure between 10:00 and 16:00",
        "10 January 2026 10:00 - 12:00",
        "I slept from 9pm to 5am",
        "In 2019-2021 on Mondays",
        "Monday to Friday",
    ],
)
def test_what_is_no_opening_hours(line):
    assert hours_in((line,), in_post=False) == ()


def test_the_label_is_taken_off():
    (same_line,) = sightings("<p>Öffnungszeiten: Mo–Fr 9.00–18.00 Uhr</p>")
    (line_above,) = sightings("<h4>診症時間</h4><p>週一至週五 10:00 – 19:00</p>")
    assert (same_line.value, same_line.label) == ("Mo–Fr 9.00–18.00 Uhr", "Öffnungszeiten")
    assert (line_above.value, line_above.label) == ("週一至週五 10:00 – 19:00", "診症時間")


def test_a_post_needs_the_label():
    times = "<p>Mon - Fri: 9:00am - 6:00pm</p>"
    assert values(f"<article>{times}</article>") == []
    assert values(f"<article><p>Opening hours</p>{times}</article>") == [("hours", "Mon - Fri: 9:00am - 6:00pm")]


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ({"openingHours": "Mo-Fr 09:00-18:00"}, "Mo-Fr 09:00-18:00"),
        ({"openingHours": ["Mo-Fr 09:00-18:00", "Sa 09:00-13:00"]}, "Mo-Fr 09:00-18:00; Sa 09:00-13:00"),
        (
            {
                "openingHoursSpecification": [
                    {
                        "dayOfWeek": ["Monday", "https://schema.org/Tuesday", {"name": "Wednesday"}],
                        "opens": "09:00:00",
                        "closes": "18:00:00",
                    },
                    {"dayOfWeek": ["Saturday", "Monday"], "opens": "10:00", "closes": "14:00"},
                ]
            },
            "Mo-We 09:00-18:00; Sa,Mo 10:00-14:00",
        ),
        ({"openingHoursSpecification": {"dayOfWeek": "Sunday", "opens": "10:00", "closes": "12:00"}}, "Su 10:00-12:00"),
        ({"openingHoursSpecification": {"dayOfWeek": "Someday", "opens": "10:00", "closes": "12:00"}}, None),
        ({"openingHoursSpecification": {"dayOfWeek": "Sunday", "opens": 10}}, None),
        ({"openingHours": 5, "openingHoursSpecification": ["x", None]}, None),
        ({}, None),
    ],
)
def test_structured_hours(entry, value):
    assert structured_hours(entry) == value


@given(st.lists(st.text(alphabet="Mon - Fri:19apm時周一至., ;", max_size=40), max_size=6), st.booleans())
def test_any_lines_are_survived(lines, in_post):
    for value, _ in hours_in(tuple(lines), in_post=in_post):
        assert any(char.isdigit() for char in value)
