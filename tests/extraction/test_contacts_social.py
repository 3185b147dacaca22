from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.contacts.social import is_map, is_placeholder_profile, map_address, profile, profile_key
from tests.extraction.contact_pages import sightings, values


@pytest.mark.parametrize(
    ("href", "network", "address"),
    [
        ("http://www.facebook.com/sample.clinic/", "Facebook", "https://www.facebook.com/sample.clinic"),
        ("https://www.facebook.com/profile.php?id=12&ref=x", "Facebook", "https://www.facebook.com/profile.php?id=12"),
        ("https://m.facebook.com/pages/Sample/12", "Facebook", "https://m.facebook.com/pages/Sample/12"),
        ("//instagram.com/sample/?hl=en", "Instagram", "https://instagram.com/sample"),
        ("https://x.com/sample", "X", "https://x.com/sample"),
        ("https://de.linkedin.com/in/a-person-1", "LinkedIn", "https://de.linkedin.com/in/a-person-1"),
        ("https://www.linkedin.com/company/sample/about/", "LinkedIn", "https://www.linkedin.com/company/sample"),
        ("https://www.youtube.com/channel/UCabc-_", "YouTube", "https://www.youtube.com/channel/UCabc-_"),
        ("https://www.youtube.com/@sample/featured", "YouTube", "https://www.youtube.com/@sample"),
        ("https://www.tiktok.com/@sample?lang=ko", "TikTok", "https://www.tiktok.com/@sample"),
        ("https://www.pinterest.co.uk/sample/", "Pinterest", "https://www.pinterest.co.uk/sample"),
        ("https://vimeo.com/samplefilms", "Vimeo", "https://vimeo.com/samplefilms"),
        ("https://line.me/R/ti/p/@sample", "LINE", "https://line.me/R/ti/p/@sample"),
    ],
)
def test_profiles(href, network, address):
    assert profile(href) == (network, address)


@pytest.mark.parametrize(
    "href",
    [
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org",
        "https://www.facebook.com/share.php?u=x",
        "https://www.facebook.com/profile.php",
        "https://www.facebook.com/sample/videos/123",
        "https://developers.facebook.com/docs",
        "https://help.instagram.com/123",
        "https://www.instagram.com/p/AbC/",
        "https://twitter.com/intent/tweet?text=x",
        "https://twitter.com/sample/status/1",
        "https://www.linkedin.com/shareArticle?url=x",
        "https://www.youtube.com/watch?v=abc",
        "https://www.youtube.com/",
        "https://vimeo.com/12345",
        "https://www.pinterest.com/pin/create/button/?url=x",
        "https://t.me/share/url?url=x",
        "https://example.org/facebook.com/sample",
        "mailto:a@facebook.com",
        "http://[broken",
        "",
    ],
)
def test_share_buttons_posts_and_help_pages_are_no_profiles(href):
    assert profile(href) is None


def test_spellings_of_one_profile_share_a_key():
    spellings = ("https://www.instagram.com/Sample", "https://instagram.com/sample", "https://m.instagram.com/sample")
    assert len({profile_key(spelling) for spelling in spellings}) == 1
    assert profile_key("https://twitter.com/sample") == profile_key("https://x.com/@sample")
    assert profile_key("https://x.com/sample") != profile_key("https://instagram.com/sample")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/WixStudio",
        "https://www.facebook.com/wix",
        "https://www.linkedin.com/company/wix-com",
        "https://www.youtube.com/user/Wix",
        "https://www.tiktok.com/@wix",
    ],
)
def test_the_templates_own_profiles_are_flagged(address):
    (found,) = sightings(header=f'<a href="{address}"></a>')
    assert found.placeholder


def test_names_that_only_contain_wix_are_real():
    assert not is_placeholder_profile("https://www.facebook.com/wixbury.school")


def test_profiles_in_posts_are_other_peoples():
    link = '<a href="https://www.instagram.com/sample"></a>'
    assert values(f"<article>{link}</article>") == []
    assert values(f'<div data-hook="post-description">{link}</div>') == []
    assert values(link) == [("social", "https://www.instagram.com/sample")]


@pytest.mark.parametrize(
    "href",
    [
        "https://www.google.com/maps/place/Sample/@22.2,114.1,17z",
        "https://www.google.com.hk/maps?q=sample",
        "https://maps.google.com/?q=8+Sample+Road",
        "https://goo.gl/maps/abc",
        "https://maps.app.goo.gl/abc",
        "https://www.openstreetmap.org/?mlat=1&mlon=2",
        "//www.google.com/maps/embed?pb=!1m18",
    ],
)
def test_maps(href):
    assert is_map(href)
    assert [kind for kind, _ in values(f'<a href="{href}">Find us</a>') if kind == "map"] == ["map"]


@pytest.mark.parametrize(
    "href",
    ["https://photos.app.goo.gl/abc", "https://www.google.com/search?q=maps", "https://maps.google.com/", "", "x"],
)
def test_what_is_no_map(href):
    assert not is_map(href)


def test_an_embedded_map_is_seen():
    html = '<iframe title="Google Maps" data-src="https://www.google.com/maps/embed?pb=x"></iframe>'
    assert values(html) == [("map", "https://www.google.com/maps/embed?pb=x")]


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("https://maps.google.com/?q=8+Sample+Road,+Bath", "8 Sample Road, Bath"),
        ("https://www.google.com/maps/place/8+Sample+Road,+Bath/@51.3,-2.3,17z", "8 Sample Road, Bath"),
        ("https://www.google.com/maps/dir//8+Sample+Road", "8 Sample Road"),
        ("https://maps.google.com/?q=51.38,-2.36", None),
        ("https://goo.gl/maps/abc", None),
        ("http://[broken", None),
    ],
)
def test_words_of_a_map_link(href, words):
    assert map_address(href) == words


def test_a_map_link_names_an_address_by_its_text_or_its_query():
    by_text = values('<a href="https://goo.gl/maps/abc">8 Sample Road, Bath</a>')
    by_query = values('<a href="https://maps.google.com/?q=8+Sample+Road,+Bath">Map</a>')
    assert ("address", "8 Sample Road, Bath") in by_text
    assert ("address", "8 Sample Road, Bath") in by_query


@given(st.text())
def test_any_href_is_survived(href):
    found = profile(href)
    assert found is None or found[1].startswith("https://")
    assert isinstance(is_map(href), bool)
    assert map_address(href) is None or map_address(href)
