from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.contacts import Sighting, merge_contacts

HOME, ABOUT = "https://www.clinic.example/", "https://www.clinic.example/about"


def seen(kind, value, *, raw=None, label=None, where="body", url=HOME, placeholder=False):
    return Sighting(
        kind=kind, value=value, raw=raw or value, label=label, where=where, url=url, placeholder=placeholder
    )


def test_one_record_per_value_with_all_its_sightings():
    (record,) = merge_contacts(
        [
            seen("phone", "+85223456789", raw="+852 2345 6789", url=ABOUT),
            seen("phone", "+85223456789", raw="(852) 2345 6789", label="Call", where="header"),
            seen("phone", "+85223456789", raw="(852) 2345 6789", label="Call", where="header", url=ABOUT),
        ]
    )
    assert record.url == HOME + "#phone:%2B85223456789"
    assert record.raw == ("(852) 2345 6789", "+852 2345 6789")
    assert record.where == ("header", "body")
    assert record.pages == (HOME, ABOUT)
    assert record.label == "Call"


def test_a_whatsapp_number_is_not_the_phone_number():
    records = merge_contacts([seen("whatsapp", "+85223456789"), seen("phone", "+85223456789")])
    assert [record.kind for record in records] == ["phone", "whatsapp"]


def test_every_record_has_its_own_url():
    records = merge_contacts(
        [seen("email", "a@firm.org"), seen("email", "b@firm.org"), seen("map", "https://x.org/#a b")]
    )
    assert len({record.url for record in records}) == 3
    assert records[-1].url == HOME + "#map:https%3A%2F%2Fx.org%2F%23a%20b"


def test_an_address_with_more_words_is_the_same_address():
    (record,) = merge_contacts(
        [
            seen("address", "Musterweg 5, Berlin, 10115, DE", where="structured data"),
            seen("address", "Musterweg 5, 10115 Berlin", url=ABOUT),
        ]
    )
    assert record.value == "Musterweg 5, 10115 Berlin"
    assert record.where == ("body", "structured data")
    assert record.pages == (HOME, ABOUT)


def test_other_addresses_stay_apart():
    records = merge_contacts(
        [seen("address", "5 Main Street, Bath"), seen("address", "7 Main Street, Bath"), seen("address", "Bath")]
    )
    assert len(records) == 3


def test_spellings_of_a_profile_are_one_record():
    (record,) = merge_contacts(
        [
            seen("social", "https://www.instagram.com/sample", label="Instagram", where="footer"),
            seen("social", "https://instagram.com/Sample", label="Instagram", url=ABOUT),
        ]
    )
    assert record.pages == (HOME, ABOUT)


def test_profiles_of_others_are_left_out():
    own = seen("social", "https://x.com/own", label="X", where="header")
    other = seen("social", "https://x.com/other", label="X", url=ABOUT)
    elsewhere = seen("social", "https://vimeo.com/film", label="Vimeo", url=ABOUT)
    assert [record.value for record in merge_contacts([own, other, elsewhere])] == [own.value, elsewhere.value]
    assert [record.value for record in merge_contacts([other])] == [other.value]


def test_a_template_profile_does_not_drive_out_a_real_one():
    wix = seen("social", "https://x.com/wix", label="X", where="header", placeholder=True)
    real = seen("social", "https://x.com/own", label="X", url=ABOUT)
    assert {record.value: record.placeholder for record in merge_contacts([wix, real])} == {
        wix.value: True,
        real.value: False,
    }


SIGHTINGS = st.lists(
    st.builds(
        seen,
        st.sampled_from(["phone", "email", "address", "social"]),
        st.sampled_from(["5 Main Street, Bath", "5 Main Street, Bath, GB", "a@firm.org", "https://x.com/own"]),
        where=st.sampled_from(["header", "footer", "body", "structured data"]),
        label=st.sampled_from([None, "X", "Call"]),
        url=st.sampled_from([HOME, ABOUT, HOME + "post/a"]),
    ),
    max_size=12,
)


@given(SIGHTINGS, st.randoms(use_true_random=False))
def test_the_order_in_which_pages_arrive_does_not_matter(sightings, random):
    pages = {}
    for sighting in sightings:
        pages.setdefault(sighting.url, []).append(sighting)
    shuffled = list(pages.values())
    random.shuffle(shuffled)
    assert merge_contacts(sightings) == merge_contacts(sighting for group in shuffled for sighting in group)


@given(SIGHTINGS)
def test_no_page_is_lost(sightings):
    records = merge_contacts(sightings)
    for sighting in sightings:
        if sighting.kind != "social":
            assert any(record.kind == sighting.kind and sighting.url in record.pages for record in records)
    assert len({record.url for record in records}) == len(records)
