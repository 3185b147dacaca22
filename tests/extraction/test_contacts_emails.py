from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.contacts.emails import emails_in, is_placeholder_email, mailto_addresses
from tests.extraction.contact_pages import sightings, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to Info@Clinic.Example.org.", ["info@clinic.example.org"]),
        ("a.b+c@firm-x.co.uk, d_e@firm.io", ["a.b+c@firm-x.co.uk", "d_e@firm.io"]),
        ("info@firm.com.Call us", ["info@firm.com"]),
        ("info@firm.comTel", ["info@firm.com"]),
        ("電郵info@firm.com查詢", ["info@firm.com"]),
        ("INFO@FIRM.COM", ["info@firm.com"]),
        ("<info@firm.com>", ["info@firm.com"]),
        ("office [at] firm.org", ["office@firm.org"]),
        ("office (at) firm (dot) org", ["office@firm.org"]),
        ("logo@2x.png", []),
        ("follow @firm.org", []),
        ("we meet at firm.org", []),
        ("a@b", []),
        ("", []),
    ],
)
def test_addresses_in_text(text, expected):
    assert [hit.value for hit in emails_in(text)] == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("mailto:info@firm.com", ("info@firm.com",)),
        ("mailto: Info@Firm.com ?subject=Hello there", ("info@firm.com",)),
        ("MAILTO:info%40firm.com", ("info@firm.com",)),
        ("mailto:a@firm.com,b@firm.com;a@firm.com", ("a@firm.com", "b@firm.com")),
        ("mailto:?subject=Read this", ()),
        ("https://firm.com/a@firm.com", ()),
        ("", ()),
    ],
)
def test_mailto_links(href, expected):
    assert mailto_addresses(href) == expected


def test_what_the_link_says_counts_even_if_the_text_differs():
    html = '<p>Email: <a href="mailto:nfo@firm.com" data-auto-recognition="true">info@firm.com</a></p>'
    assert sorted(values(html)) == [("email", "info@firm.com"), ("email", "nfo@firm.com")]


def test_an_icon_link_takes_its_label_from_the_words_before_it():
    (found,) = sightings('<p>Email:&nbsp;<a href="mailto:info@firm.com"><svg><path/></svg></a></p>')
    assert (found.value, found.raw, found.label) == ("info@firm.com", "info@firm.com", "Email")


@pytest.mark.parametrize("address", ["info@mysite.com", "you@example.com", "name@firm.org", "hi@misitio.com"])
def test_template_addresses_are_flagged(address):
    (found,) = sightings(footer=f'<a href="mailto:{address}">{address}</a>')
    assert found.placeholder


@pytest.mark.parametrize("address", ["info@firm.org", "email@studio.org", "mysite@firm.org", "names@firm.org"])
def test_real_addresses_are_not(address):
    assert not is_placeholder_email(address)


@given(
    st.from_regex(r"[a-z0-9]{1,12}@[a-z0-9]{1,12}\.(com|org|de|co\.uk)", fullmatch=True), st.sampled_from(" ,;|()<>")
)
def test_an_address_is_found_between_any_separators(address, separator):
    assert address in [hit.value for hit in emails_in(f"x{separator}{address.upper()}{separator}y")]


@given(st.text(alphabet=st.sampled_from("a@. '%-_1(at)"), max_size=200))
def test_any_text_is_survived(text):
    assert all(hit.value == hit.value.lower() and hit.value.count("@") == 1 for hit in emails_in(text))
