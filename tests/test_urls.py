"""Addresses: one form for one page, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.urls import canonical_url, decoded, host_of, is_web_address, same_site, slug_of

URLS = st.one_of(
    st.text(st.characters(), max_size=40),
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["http", "https", "HTTPS", "ftp"]),
        st.sampled_from(
            ["clinic.example", "WWW.Clinic.Example:443", "user@clinic.example:80", "[::1]:8080", "h:99999"]
        ),
        st.text("/ab%é\u0301針.~+&;= \u200f\ud800", max_size=20).map(lambda path: "/" + path),
        st.sampled_from(["", "?lang=ar", "?utm_source=x&b=2", "?q=%E9&r", "?%"]),
        st.sampled_from(["", "#top", "#"]),
    ),
)


@given(URLS)
@example("http://[bad")
@example("https://ex℀mple/x")
@example("https://clinic.example/%FF/%c3%a9/100%")
@example("https://clinic.example/post/\ud83d")
def test_canonical_form_is_a_fixed_point(url):
    once = canonical_url(url)

    assert canonical_url(once) == once
    once.encode()


@given(URLS, URLS)
def test_no_address_raises(url, base):
    assert isinstance(same_site(url, base), bool)
    assert host_of(url) == host_of(url).lower()
    assert isinstance(is_web_address(url), bool)
    assert isinstance(decoded(url), str)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Clinic.Example/", "https://clinic.example/"),
        ("https://clinic.example:443/a/", "https://clinic.example/a"),
        ("http://clinic.example:443/a", "http://clinic.example:443/a"),
        ("https://clinic.example/post/針灸", "https://clinic.example/post/%E9%87%9D%E7%81%B8"),
        ("https://clinic.example/post/cafe\u0301", "https://clinic.example/post/caf%C3%A9"),
        ("https://clinic.example/post/a?utm_medium=x&lang=ar&fbclid=1#c", "https://clinic.example/post/a?lang=ar"),
        ("https://clinic.example/a?lightbox=x1", "https://clinic.example/a"),
        ("https://clinic.example/caf%e9", "https://clinic.example/caf%E9"),  # Latin-1: no other page than asked for
        ("https://clinic.example/100%25", "https://clinic.example/100%25"),
        ("https://[::1]:8080/a", "https://[::1]:8080/a"),
        ("  https://clinic.example/a b ", "https://clinic.example/a%20b"),
    ],
)
def test_forms_of_an_address(url, expected):
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("https://www.clinic.example/a", "https://clinic.example", True),
        ("http://clinic.example/a", "https://clinic.example", True),
        ("https://shop.clinic.example/a", "https://clinic.example", False),
        ("https://u.wixsite.com/clinic/post/a", "https://u.wixsite.com/clinic", True),
        ("https://u.wixsite.com/clinic-two/post/a", "https://u.wixsite.com/clinic", False),
        ("https://u.wixsite.com/%E9%87%9D/a", "https://u.wixsite.com/針", True),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002", False),
        ("http://[", "https://clinic.example", False),
    ],
)
def test_same_site(url, base, expected):
    assert same_site(url, base) is expected


def test_slug_is_decoded_and_the_roots_is_empty():
    assert slug_of("https://clinic.example/post/%E9%87%9D%E7%81%B8/?lang=zh") == "針灸"
    assert slug_of("https://clinic.example/") == ""


@pytest.mark.parametrize("url", ["mailto:a@clinic.example", "/a", "http://", "http://[", "ftp://clinic.example", ""])
def test_what_is_no_web_address(url):
    assert not is_web_address(url)
