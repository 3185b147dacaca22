"""What counts as "come back later", and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy.http import Response

from scraper.middlewares import fault, retry_after

WHOLE = b'<html><div data-hook="rcv-block-first"></div><div data-hook="rcv-block-last"></div></html>'


def _page(body: bytes, status: int = 200, kind: str = "text/html") -> Response:
    return Response("https://a.example/", status=status, headers={"Content-Type": kind}, body=body)


@pytest.mark.parametrize(
    ("response", "says"),
    [
        (_page(WHOLE, 429), "429"),
        (_page(WHOLE, 503), "503"),
        (_page(WHOLE, 500), "500"),
        (_page(b'<html><div data-hook="too-many-requests-page"></div></html>'), "too many"),
        (_page(WHOLE[:-7]), "cut off"),
        (_page(WHOLE.replace(b"rcv-block-last", b"rcv-block7")), "cut off"),
    ],
    ids=["429", "503", "500", "in-page", "no-end-tag", "no-last-block"],
)
def test_incomplete_answers_are_named(response: Response, says: str) -> None:
    assert says in (fault(response) or "")


@pytest.mark.parametrize(
    "response",
    [
        _page(WHOLE),
        _page(b"<html></HTML>\n"),
        _page(b"gone", 404),
        _page(b"<urlset/>", kind="text/xml"),
        _page(b"", 403),
    ],
    ids=["whole", "upper-case", "404", "xml", "dead-media"],
)
def test_complete_answers_pass(response: Response) -> None:
    assert fault(response) is None


def test_retry_after_in_seconds_and_as_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)

    assert retry_after(Response("https://a.example/", headers={"Retry-After": "7"})) == 7
    assert 80 < (retry_after(Response("https://a.example/", headers={"Retry-After": later})) or 0) <= 90
    assert retry_after(Response("https://a.example/", headers={"Retry-After": "soon"})) is None
    assert retry_after(Response("https://a.example/")) is None


def test_a_date_in_the_past_means_now() -> None:
    response = Response("https://a.example/", headers={"Retry-After": "Mon, 01 Jan 2024 00:00:00 GMT"})

    assert retry_after(response) == 0
