from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.contacts import find_contacts, merge_contacts, shown_but_empty
from scraper.extraction.document import Document
from tests.extraction.contact_pages import URL, page, sightings, values

SEED = Path(__file__).resolve().parents[2] / "../shared/seed"
BAR = "Call (852) 2345 6789 &nbsp; | Whatsapp (852) 9123 4567 | Email: {mail} | Room 7, 8 Example Street, Hong Kong"


def test_a_contact_bar_is_split_into_its_values():
    found = sightings(header=f"<p>{BAR.format(mail='')}</p>", region="HK")
    assert [(sighting.kind, sighting.value, sighting.label) for sighting in found] == [
        ("phone", "+85223456789", "Call"),
        ("whatsapp", "+85291234567", "Whatsapp"),
        ("address", "Room 7, 8 Example Street, Hong Kong", None),
    ]
    assert {sighting.where for sighting in found} == {"header"}


def test_a_label_without_value_is_reported():
    (issue,) = shown_but_empty(page(header=f"<p>{BAR.format(mail='')}</p>"))
    assert (issue.field, issue.code) == ("contacts", "contact-shown-but-empty")
    assert "“Email”" in issue.message
    assert "header" in issue.message


def test_a_label_with_an_icon_link_is_not_empty():
    bar = f"<p>{BAR.format(mail='<a href=mailto:info@firm.org><svg></svg></a>')}</p>"
    assert shown_but_empty(page(header=bar)) == ()
    assert [(s.value, s.label) for s in sightings(header=bar, kind="email")] == [("info@firm.org", "Email")]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Email:</p><p>info@firm.org</p>",
        "<p>Email:</p><p>Phone:</p></div><div><p>info@firm.org</p><p>2345 6789</p>",
        "<form><label>Email:</label><input></form>",
        "<article><p>Email:</p></article>",
        "<p>Home | Contact | Blog</p>",
        "<p>Email</p>",
        "<p>WhatsApp:</p></div><div><a href='https://wa.me/85291234567'><img alt='chat'></a>",
    ],
)
def test_what_is_not_shown_but_empty(body):
    assert shown_but_empty(page(body)) == ()


def test_header_footer_and_body_are_told_apart():
    mail = "<p>a@firm.org</p>"
    found = sightings(mail, header=mail, footer=mail)
    assert [sighting.where for sighting in found] == ["header", "body", "footer"]


def test_studio_sites_name_header_and_footer_by_tag():
    source = (
        b"<body><header id='comp-a'>a@firm.org</header><main><header>b@firm.org</header>"
        b"<article><footer>c@firm.org</footer></article></main><footer id='comp-b'>d@firm.org</footer></body>"
    )
    found = find_contacts(Document(url=URL, body=source), region=None)
    assert [(s.value[0], s.where) for s in found] == [("a", "header"), ("b", "body"), ("c", "body"), ("d", "footer")]


def test_structured_data_may_be_nested_without_end():
    nested = {"email": "deep@firm.org"}
    for _ in range(40):
        nested = {"department": [nested]}
    assert values(head=f'<script type="application/ld+json">{json.dumps(nested)}</script>') == []


def test_adjacent_boxes_are_not_glued():
    assert values("<div>info@firm.org</div><div>uk</div>") == [("email", "info@firm.org")]
    assert values("<p>Tel: +852 2345<br>6789 people</p>") == []


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "svg"])
def test_what_no_visitor_sees_is_not_read(tag):
    assert values(f"<{tag}>info@firm.org +85223456789</{tag}>") == []


def test_a_repeated_value_is_one_sighting_per_place():
    assert len(sightings("<p>a@firm.org</p><p>a@firm.org</p>")) == 1


def test_structured_data_is_read_and_other_peoples_is_not():
    business = {
        "@graph": [
            {
                "@type": "LocalBusiness",
                "telephone": "0612345678",
                "faxNumber": "+31 20 123 45 67",
                "email": "mailto:Info@Firm.org",
                "address": {"streetAddress": "Voorbeeldkade 5", "addressLocality": "Utrecht", "addressCountry": "NL"},
                "openingHours": "Mo-Fr 09:00-18:00",
                "sameAs": ["https://www.facebook.com/firm", "https://example.org", 5],
                "hasMap": "https://goo.gl/maps/abc",
                "department": {"email": "dept@firm.org", "telephone": "-", "address": "the old town"},
            },
            {"@type": ["BlogPosting"], "author": {"email": "author@other.org"}},
            {"@type": "Event", "location": {"telephone": "+31880123456"}},
        ]
    }
    found = sightings(head=f'<script type="application/ld+json">{json.dumps(business)}</script>')
    assert {sighting.where for sighting in found} == {"structured data"}
    assert [(sighting.kind, sighting.value) for sighting in found] == [
        ("phone", "+31612345678"),
        ("phone", "+31201234567"),
        ("email", "info@firm.org"),
        ("address", "Voorbeeldkade 5, Utrecht, NL"),
        ("hours", "Mo-Fr 09:00-18:00"),
        ("social", "https://www.facebook.com/firm"),
        ("map", "https://goo.gl/maps/abc"),
        ("email", "dept@firm.org"),
        ("address", "the old town"),
    ]
    assert found[1].label == "Fax"


@pytest.mark.parametrize("source", [b"", b"<html></html>", b"plain", b"<body>" + b"<div>" * 3000 + b"a@firm.org"])
def test_odd_pages_are_survived(source):
    document = Document(url=URL, body=source)
    assert isinstance(find_contacts(document, region="HK"), tuple)
    assert shown_but_empty(document) == ()


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<a href='tel:1'>", "</a>", "|", "\ue000", "@", "1 ", "Email:"]
        )
    )
)
def test_any_markup_is_survived(parts):
    document = page("".join(parts))
    assert all(sighting.raw for sighting in find_contacts(document, region="US"))
    assert all(issue.code == "contact-shown-but-empty" for issue in shown_but_empty(document))


def seed_page(mail=""):
    """The owner's text, line by line, the first line in the header."""
    lines = [line.strip() for line in seed_text().split("\n") if line.strip()]
    start = next(number for number, line in enumerate(lines) if "|" in line)
    bar = html.escape(lines[start]).replace("Email:", f"Email:{mail}")
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines[start + 1 :])
    return page(f"<article data-hook='post'>{body}</article>", header=f"<p>{bar}</p>")


def seed_text():
    texts = sorted(SEED.glob("*.txt"))
    if not texts:
        pytest.skip("the owner's example (../shared/seed) is not here")
    return texts[0].read_text(encoding="utf-8")


def seed_expectations():
    """The values that its README lists in back-ticks: phone, WhatsApp, address."""
    line = next(line for line in (SEED / "README.md").read_text(encoding="utf-8").split("\n") if "- contacts:" in line)
    return re.findall(r"`([^`]+)`", line)


@pytest.mark.parametrize("region", ["HK", "US", None])
def test_the_owners_example_gives_exactly_its_contacts(region):
    document = seed_page()
    records = merge_contacts(find_contacts(document, region=region))
    phone, in_header, in_body, whatsapp, address = seed_expectations()
    assert [(record.kind, record.value) for record in records] == [
        ("phone", phone),
        ("whatsapp", whatsapp),
        ("address", address),
    ]
    assert records[0].raw == (in_header, in_body)
    assert records[0].where == ("header", "body")
    assert [issue.code for issue in shown_but_empty(document)] == ["contact-shown-but-empty"]


def test_the_owners_example_with_a_mail_icon():
    document = seed_page('&nbsp;<a href="mailto:info@clinic.example?subject=Hello"><svg></svg></a>')
    records = merge_contacts(find_contacts(document, region="HK"))
    assert [(record.value, record.label) for record in records if record.kind == "email"] == [
        ("info@clinic.example", "Email")
    ]
    assert shown_but_empty(document) == ()
