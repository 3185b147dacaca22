"""What a page that is being drawn may ask for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.render.rules import PLATFORM_HOSTS, Rules

RULES = Rules("https://www.clinic.example/about")
LOCAL = Rules("http://127.0.0.1:8000/about")
_API = "https://www.clinic.example/_api"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.clinic.example/about", "document"),
        ("https://clinic.example/_api/v1/access-tokens", "fetch"),
        ("https://static.parastorage.com/services/wix-thunderbolt/main.js", "script"),
        ("https://siteassets.parastorage.com/pages/pages/thunderbolt?x=1", "xhr"),
        ("https://static.wixstatic.com/sites/a.json", "fetch"),
        (f"{_API}/blog-frontend-adapter-public/v2/post-page/rest", "fetch"),
    ],
)
def test_the_site_and_the_platforms_code_are_let_through(url: str, kind: str) -> None:
    assert RULES.refusal("GET", url, kind) is None


@pytest.mark.parametrize(
    ("url", "kind", "says"),
    [
        ("https://frog.wix.com/bolt-performance?src=72", "fetch", "frog.wix.com is neither"),
        ("https://www.google-analytics.com/g/collect", "fetch", "neither"),
        ("https://parastorage.com.evil.example/x.js", "script", "neither"),
        ("https://evil-static.parastorage.com/x.js", "script", "neither"),
        ("https://static.parastorage.com:8443/x.js", "script", "neither"),
        ("https://www.clinic.example:8443/x", "fetch", "neither"),
        ("http://169.254.169.254/latest/meta-data", "fetch", "neither"),
        ("http://localhost:9200/", "fetch", "neither"),
        ("https://www.clinic.example@evil.example/", "fetch", "not a web address"),
        ("https://www.clinic.example/a.jpg", "image", "image is not needed"),
        ("https://www.clinic.example/a.mp4", "media", "media is not needed"),
        ("https://www.clinic.example/beacon", "ping", "ping is not needed"),
        ("file:///etc/passwd", "document", "not a web address"),
        ("https://www.clinic.example:99999/", "fetch", "not an address"),
        (f"{_API}/blog-frontend-adapter-public/v2/post-page-metadata/rest", "fetch", "counts a view"),
        (f"{_API}/communities-blog-node-api/posts/1/views/increment", "fetch", "counts a view"),
    ],
)
def test_everything_else_is_refused(url: str, kind: str, says: str) -> None:
    assert says in (RULES.refusal("GET", url, kind) or "")


@given(
    method=st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "get"]),
    host=st.sampled_from(["www.clinic.example", *PLATFORM_HOSTS]),
    path=st.text(alphabet="abc/_-?=.", max_size=30),
    kind=st.sampled_from(["document", "fetch", "xhr", "script", "ping"]),
)
def test_nothing_but_get_is_ever_let_through(method: str, host: str, path: str, kind: str) -> None:
    assert RULES.refusal(method, f"https://{host}/{path}", kind)


def test_a_local_site_is_one_port() -> None:
    assert LOCAL.refusal("GET", "http://127.0.0.1:8000/_late/fill.js", "script") is None
    assert LOCAL.refusal("GET", "http://127.0.0.1:8001/", "fetch")
    assert LOCAL.refusal("GET", "http://localhost:8000/", "fetch")
