"""Only media hosts, only public addresses: nothing a page names leads the crawl anywhere else."""

import asyncio

import pytest

from scraper.media.guard import Guard, GuardedResolver, RefusedError, check_public, literal_address

GUARD = Guard("www.clinic.example", ("cdn.clinic.example",))


@pytest.mark.parametrize(
    "url",
    [
        "https://static.wixstatic.com/media/a.jpg",
        "https://video.wixstatic.com/video/a/file",
        "https://0f1e2d3c.usrfiles.com/ugd/a.pdf",
        "https://www.filesusr.com/ugd/a.pdf",
        "https://www.clinic.example/_files/ugd/a.pdf",
        "https://clinic.example/_files/ugd/a.pdf",
        "https://cdn.clinic.example/a.jpg",
    ],
)
def test_media_hosts_are_allowed(url):
    GUARD.check(url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://evil.example/a.jpg", "not one of the site's media hosts"),
        ("https://wixstatic.com.evil.example/a.jpg", "not one of"),
        ("https://notwixstatic.com/a.jpg", "not one of"),
        ("https://static.wixstatic.com:8443/a.jpg", "no web port"),
        ("https://user@static.wixstatic.com/a.jpg", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("ftp://static.wixstatic.com/a.jpg", "not a web address"),
        ("http://[::1/a.jpg", "not an address"),
        ("http://169.254.169.254/latest/meta-data", "not one of"),
        ("", "not a web address"),
    ],
)
def test_everything_else_is_refused_with_a_reason(url, why):
    with pytest.raises(RefusedError, match=why):
        GUARD.check(url)


_INSIDE = """
127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1
::1 fe80::1 fe80::1%eth0 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ff02::1
"""


@pytest.mark.parametrize("address", _INSIDE.split())
def test_addresses_that_are_not_public_are_refused(address):
    with pytest.raises(RefusedError, match="not a public network address"):
        check_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_pass(address):
    check_public(address)


def test_a_name_that_leads_inside_is_refused_unless_the_user_named_it():
    async def resolve(guard):
        resolver = GuardedResolver(guard)
        try:
            return await resolver.resolve("localhost", 80)
        finally:
            await resolver.close()

    with pytest.raises(RefusedError):
        asyncio.run(resolve(Guard("www.clinic.example")))
    assert asyncio.run(resolve(Guard("localhost")))
    assert asyncio.run(resolve(Guard(connect_to={"static.wixstatic.com": "http://localhost:8000"})))


def test_a_mirror_is_asked_in_place_of_the_host():
    guard = Guard(connect_to={"static.wixstatic.com": "http://127.0.0.1:8000"})

    assert (
        guard.target("https://static.wixstatic.com/media/a%20b.jpg?x=1") == "http://127.0.0.1:8000/media/a%20b.jpg?x=1"
    )
    assert guard.target("https://video.wixstatic.com/video/a/file") == "https://video.wixstatic.com/video/a/file"


@pytest.mark.parametrize(
    ("host", "literal"), [("1.2.3.4", True), ("[::1]", True), ("localhost", False), ("a.b", False)]
)
def test_literal_addresses_are_told_from_names(host, literal):
    assert literal_address(host) is literal
