from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.contacts.addresses import addresses_in, one_line, structured_address
from tests.extraction.contact_pages import sightings, values


def found(*rows, **options):
    return [value for value, _ in addresses_in(rows, **options)]


@pytest.mark.parametrize(
    "rows",
    [
        ("Room 7, Acme Building, 8 Example Street, Central, Hong Kong",),
        ("Flat B, 5/F, Example Mansion", "1 Sample Road", "Tsim Sha Tsui", "Kowloon"),
        ("221 Sample Street, London NW1 6XE",),
        ("Unit 5, The Mill, High Street", "Little Town", "GL5 1AA"),
        ("1600 Example Avenue NW", "Washington, DC 20500"),
        ("Suite 200, 100 Main Street, Springfield, IL 62701 USA",),
        ("12 Queen St W, Toronto, ON M5H 2M9",),
        ("Level 3, 45 Sample St", "Melbourne VIC 3000"),
        ("Musterstraße 12", "10115 Berlin", "Deutschland"),
        ("12 rue de la Paix", "75002 Paris", "France"),
        ("C/ Mayor, 3, 28013 Madrid",),
        ("Avenida Exemplo, 1578 - Bela Vista, São Paulo - SP, 01310-200",),
        ("R. das Flores 22, 4050-262 Porto",),
        ("Via Roma 10, 00184 Roma RM, Italia",),
        ("Voorbeeldgracht 123", "1015 CJ Amsterdam"),
        ("Václavské náměstí 1", "110 00 Praha 1"),
        ("ul. Przykładowa 10/12, 00-590 Warszawa",),
        ("Példa utca 5., 1053 Budapest",),
        ("Storgatan 15, 111 29 Stockholm",),
        ("ул. Тверская, д. 7, Москва, 125009",),
        ("Λεωφόρος Κηφισίας 10, Αθήνα 11523",),
        ("Jl. Contoh No. 52, Jakarta 12190",),
        ("No. 5, Jalan Ampang, 50450 Kuala Lumpur, Malaysia",),
        ("P.O. Box 123, Nairobi, Kenya",),
        ("서울특별시 강남구 테헤란로 152 10층",),
        ("12, Sample-ro 3-gil, Mapo-gu, Seoul, 04000 SOUTH KOREA",),
        ("台北市信義區市府路1號",),
        ("香港中環樣本街8號大廈10樓1003室",),
        ("〒100-0005 東京都千代田区丸の内1-9-1",),
    ],
)
def test_addresses_of_many_countries(rows):
    (value,) = found(*rows)
    assert value == one_line(rows)


@pytest.mark.parametrize(
    "text",
    [
        "Founded in 1998, London",
        "Best Coffee on Main Street",
        "Hong Kong, 2023",
        "10 January 2026, Portsmouth",
        "We moved from 12 Church Road to a bigger place in 2019.",
        "Acme Ltd, Registered in England No. 01234567",
        "© 2024 Acme, 5 Main Street, London, UK",
        "Figure 4: The Pavilion, Museum, Zürich 1994, Photo: A. Person",
        "5 Ways to Drive Sales",
        "The Silk Road, China",
        "Flight 370, Malaysia",
        "Area 51, USA",
        "Symphony No. 5, Vienna",
        "Journal of Medicine, 1996",
        "Level 1-IV (Dr. A. Person)",
        "第一章 中心思想",
        "世界衛生組織在2001年發表報告",
    ],
)
def test_what_is_no_address(text):
    assert found(text) == []


def test_the_line_before_a_street_is_left_out_unless_it_is_part_of_the_building():
    assert found("A. Person", "Musterstraße 12", "10115 Berlin") == ["Musterstraße 12, 10115 Berlin"]
    assert found("The Old Mill House", "8 Sample Road", "Bath BA1 2AB") == [
        "The Old Mill House, 8 Sample Road, Bath BA1 2AB"
    ]


def test_rows_far_from_each_other_are_not_joined():
    rows = ("London", "Home", "About", "Services", "8 Sample Road", "Bath BA1 2AB")
    assert found(*rows) == ["8 Sample Road, Bath BA1 2AB"]


def test_a_street_without_street_word_needs_a_phone_beside_it():
    assert values("<p>Jana Vzorného 14, Brno</p>") == []
    assert ("address", "Jana Vzorného 14, Brno") in values("<p>Jana Vzorného 14, Brno</p><p>T: +420 601 234 567</p>")


def test_phone_and_mail_are_cut_off_an_address():
    html = "<p>8 Sample Road, Bath BA1 2AB Tel: 020 7946 0958 E: a@firm.org</p>"
    assert values(html, region="GB") == [
        ("phone", "+442079460958"),
        ("email", "a@firm.org"),
        ("address", "8 Sample Road, Bath BA1 2AB"),
    ]


def test_a_label_speaks_for_an_address_and_is_kept():
    (same_line,) = sightings("<p>Address: 8 Sample Road, Bath</p>")
    (line_above,) = sightings("<p>Visit us</p><p>8 Sample Road, Bath</p>")
    assert (same_line.value, same_line.label) == ("8 Sample Road, Bath", "Address")
    assert (line_above.value, line_above.label) == ("8 Sample Road, Bath", "Visit us")
    assert values("<p>地址：香港中環樣本街8號10樓</p>") == [("address", "香港中環樣本街8號10樓")]


def test_the_lead_of_a_sentence_is_cut_off():
    assert found("Our clinic is at Room 5, 10 Example Road, Central, Hong Kong.") == [
        "Room 5, 10 Example Road, Central, Hong Kong"
    ]


def test_chinese_in_single_characters_is_read_as_one_address():
    rows = ("香", "港", "九龍某某道八", "號", "某某中心", "五", "樓", "十一室")
    assert found(*rows) == ["香港九龍某某道八號某某中心五樓十一室"]


def test_a_post_needs_more_evidence_than_a_page():
    line = "<p>9 Sample Road, London</p>"
    assert values(f"<div>{line}</div>") == [("address", "9 Sample Road, London")]
    assert values(f"<article>{line}</article>") == []


def test_template_address_is_flagged_and_kept():
    (place,) = sightings(footer="<p>500 Terry Francine Street</p><p>San Francisco, CA 94158</p>")
    assert place.value == "500 Terry Francine Street, San Francisco, CA 94158"
    assert place.placeholder


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (
            {
                "streetAddress": "5 Sample Rd",
                "addressLocality": "Townsville",
                "addressRegion": "CA",
                "postalCode": "90210",
                "addressCountry": "US",
            },
            "5 Sample Rd, Townsville, CA 90210, US",
        ),
        (
            {
                "streetAddress": "Musterweg 5",
                "addressLocality": "Berlin",
                "postalCode": "10115",
                "addressCountry": {"@type": "Country", "name": "DE"},
            },
            "Musterweg 5, 10115 Berlin, DE",
        ),
        ({"addressLocality": "Berlin"}, None),
        ({"addressCountry": "DE"}, None),
        ({"streetAddress": ["x"], "addressLocality": 5}, None),
        ("8 Sample Road , Bath", "8 Sample Road, Bath"),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_structured_addresses(address, line):
    assert structured_address(address) == line


@given(st.lists(st.text(max_size=60), max_size=8), st.booleans())
def test_any_rows_are_survived(rows, near):
    for value, _ in addresses_in(tuple(rows), near=near):
        assert value == value.strip()
        assert "\n" not in value
