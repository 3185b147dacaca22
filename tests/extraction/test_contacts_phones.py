from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.contacts.phones import (
    dialled,
    e164,
    is_placeholder_number,
    numbers_in,
    tel_number,
    whatsapp_number,
)
from tests.extraction.contact_pages import sightings, values


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("Tel: 2345 6789 / 2345 6780", "HK", ["+85223456789", "+85223456780"]),
        ("T 030 / 231 25 100", "DE", ["+493023125100"]),
        ("+55 (11) 98765.4321", None, ["+5511987654321"]),
        ("(+44) 7911123456", "KE", ["+447911123456"]),
        ("+31 (0) 20 123 45 67", None, ["+31201234567"]),
        ("電話：2345 6789", "HK", ["+85223456789"]),
        ("هاتف: ٠٥٠ ١٢٣ ٤٥٦٧", "AE", ["+971501234567"]),
        ("Call (202) 555-0188 ext. 5", "US", ["+12025550188"]),
        ("+1 (202) 555-0188 or 202.555.0189", "US", ["+12025550188", "+12025550189"]),
        ("00852 2345 6789", "DE", []),
        ("Tel 00852 2345 6789", "DE", ["+85223456789"]),
        ("2345 6789 (Office)", None, []),
        ("Tel. 2345 6789", None, []),
    ],
)
def test_numbers_in_text(text, region, expected):
    assert [hit.value for hit in numbers_in(text, region)] == expected


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("ISBN 978-3-16-148410-0", "DE"),
        ("01.02.2023 - 05.03.2023", "DE"),
        ("Company No. 23456789", "HK"),
        ("VAT: 020 7946 0958", "GB"),
        ("HK$ 2345 6789", "HK"),
        ("601 234 567 Kč", "CZ"),
        ("In 2021 about 23456789 people came to one of 18,000 shows", "HK"),
        ("1 2 3 4 5 6 7 8 9 10", "US"),
        ("10 000 000", "US"),
        ("1.7777777777777777", "GB"),
        ("1997-2001, 2002-2005 and 2015", "HK"),
        ("+999 1234 5678", None),
        ("1234 " * 5000, "HK"),
    ],
)
def test_what_is_no_phone_number(text, region):
    assert numbers_in(text, region) == ()


def test_a_national_number_in_a_post_needs_a_label():
    assert values("<article><p>Ring 2345 6789 for more.</p></article>", region="HK") == [("phone", "+85223456789")]
    assert values("<article><p>2345 6789</p></article>", region="HK") == []
    assert values("<p>2345 6789</p>", region="HK") == [("phone", "+85223456789")]


def test_brackets_and_dashes_make_a_phone_number_even_in_a_post():
    post = "<article><p>You reach the team at (202) 555-0188 from Monday on.</p></article>"
    assert values(post, region="US") == [("phone", "+12025550188")]


def test_years_are_no_phone_number():
    assert values(footer="<p>© 2019-2021 Clinic, Hong Kong</p>", region="HK") == []
    assert values(footer="<p>2019 – 2021</p>", region="HK") == []


def test_the_page_itself_speaks_for_other_countries_than_the_site():
    label = "<p>Tel: 020 7946 0958</p>"
    assert values(label, region="US") == []
    assert values(label, region="US", url="https://clinic.co.uk/") == [("phone", "+442079460958")]
    assert values(label, region=None, url="https://clinic.co.uk/") == []
    assert values("<p>020 7946 0958</p>", region="US", url="https://clinic.co.uk/") == []


def test_bare_digits_count_in_the_footer_only():
    assert values(footer="<p>23456789</p>", region="HK") == [("phone", "+85223456789")]
    assert values("<p>23456789</p>", region="HK") == []


def test_a_label_on_the_line_above_announces_the_number():
    (found,) = sightings("<h2>Fax</h2><p>020 7946 0958</p>", region="GB")
    assert (found.kind, found.value, found.label) == ("phone", "+442079460958", "Fax")


def test_a_country_code_in_brackets_needs_no_region_but_a_label():
    assert values("<p>Call (852) 2345 6789</p>") == [("phone", "+85223456789")]
    assert values("<p>Call (852) 2345 6789</p>", region="US") == [("phone", "+85223456789")]
    assert values("<p>(852) 2345 6789</p>") == []
    assert values("<p>Call (999) 2345 6789</p>") == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="tel:+852 2345 6789">call us</a>', "+85223456789"),
        ('<a href="TEL:%2B85223456789"><img alt="phone"></a>', "+85223456789"),
        ('<a href="tel:(852)23456789"></a>', "+85223456789"),
        ('<a href="tel:2345-6789">2345-6789</a>', "+85223456789"),
        ('<a href="callto:23456789">x</a>', "+85223456789"),
        ('<a href="tel:999">Emergency</a>', "999"),
    ],
)
def test_links_that_dial(html, expected):
    assert values(html, region="HK") == [("phone", expected)]


@pytest.mark.parametrize("href", ["tel:", "tel:abc", "telephone:5", "#tel"])
def test_links_that_dial_nothing(href):
    assert values(f'<a href="{href}">x</a>', region="HK") == []


def test_link_and_text_of_one_number_are_one_sighting():
    (found,) = sightings('<p>Phone: <a href="tel:+85223456789">2345 6789</a></p>', region="HK")
    assert (found.raw, found.label, found.where) == ("2345 6789", "Phone", "body")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="https://wa.me/85291234567">Chat</a>', [("whatsapp", "+85291234567")]),
        ('<a href="https://wa.me/+852 9123 4567?text=Hi"></a>', [("whatsapp", "+85291234567")]),
        ('<a href="https://api.whatsapp.com/send?phone=85291234567"></a>', [("whatsapp", "+85291234567")]),
        ('<a href="whatsapp://send?phone=%2B85291234567"></a>', [("whatsapp", "+85291234567")]),
        ('<a href="https://api.whatsapp.com/send?phone=91234567"></a>', [("whatsapp", "+85291234567")]),
        ('<a href="https://wa.me/85291234567">+852 9123 4567</a>', [("whatsapp", "+85291234567")]),
        ("<p>Whatsapp (852) 9123 4567</p>", [("whatsapp", "+85291234567")]),
        ("<p>9123 4567 (WhatsApp)</p>", [("whatsapp", "+85291234567")]),
        ("<p>واتساب: 9123 4567</p>", [("whatsapp", "+85291234567")]),
        ("<p>Tel / WhatsApp: 9123 4567</p>", [("whatsapp", "+85291234567"), ("phone", "+85291234567")]),
        ('<a href="https://api.whatsapp.com/send?text=Look">Share</a>', []),
        ('<a href="https://wa.me/?text=Look">Share</a>', []),
        ('<a href="https://[wa.me/1">Broken</a>', []),
    ],
)
def test_whatsapp(html, expected):
    assert values(html, region="HK") == expected


def test_a_whatsapp_invitation_is_a_profile():
    assert values('<a href="https://wa.me/message/ABCDEF12">Chat</a>') == [("social", "https://wa.me/message/ABCDEF12")]


@pytest.mark.parametrize(
    "shown", ["123-456-7890", "(123) 456-7890", "+1 123 456 7890", "555-555-5555", "000-000-0000", "(212) 555-0123"]
)
def test_template_numbers_are_flagged_and_kept(shown):
    (found,) = sightings(footer=f"<p>Tel: {shown}</p>", region="US")
    assert found.kind == "phone"
    assert found.placeholder
    assert found.raw == shown


def test_real_numbers_are_no_placeholders():
    assert not is_placeholder_number("+85223456789")
    assert not is_placeholder_number("020 7946 0958")
    assert not is_placeholder_number("10 000 000")


@given(st.sampled_from(["HK", "DE", "US", "GB", "BR", "IN", "JP", "AE"]), st.integers(0, 10**6))
def test_every_written_form_of_a_number_gives_one_value(region, offset):
    example = phonenumbers.example_number(region)
    number = phonenumbers.PhoneNumber(
        country_code=example.country_code, national_number=example.national_number - offset % 97
    )
    if not phonenumbers.is_valid_number_for_region(number, region):
        return
    expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    for style in (0, 1, 2, 3):
        shown = phonenumbers.format_number(number, style)
        if style == 3:
            assert dialled(tel_number(shown.replace(";ext=", ",")), region) == expected
        else:
            assert e164(shown, region) == expected


@given(st.text())
def test_any_text_is_survived(text):
    for hit in numbers_in(text, "US", bare="any"):
        assert 0 <= hit.start < hit.end <= len(text)
    assert dialled(text, "US") is None or dialled(text, "US").lstrip("+").isdigit()
    assert whatsapp_number(text, "US") is None or whatsapp_number(text, "US").startswith("+")
