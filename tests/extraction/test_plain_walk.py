"""Whole random documents: nothing is raised, and the body says what a plain walk of the document says."""

from __future__ import annotations

import re

import lxml.html
from hypothesis import HealthCheck, given, settings

from pipelines.html import sanitise_html
from pipelines.ledger import prove
from pipelines.normalise import normalise
from scraper.extraction.body import read_post_body
from scraper.extraction.draft import read_draft
from scraper.extraction.ricos import read_ricos
from scraper.items import Post
from tests.extraction.plain_walk import DOCUMENTS
from tests.extraction.plain_walk_dom import PAGES
from tests.extraction.plain_walk_draft import CONTENTS
from tests.extraction.ricos_documents import URL

_DEBRIS = re.compile("[\u200b\ufeff]")
THOROUGH = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def seen(words):
    """The characters of ``words`` that can be seen."""
    return "".join(_DEBRIS.sub("", "".join(words)).split())


def departures(body):
    return [issue for issue in body.issues if issue.code.startswith("text-")]


@THOROUGH
@given(DOCUMENTS)
def test_the_body_says_what_a_plain_walk_of_the_document_says(drawn):
    document, words = drawn

    body = read_ricos(document, base_url=URL)

    assert seen([body.text]) == seen(words)
    assert departures(body) == []
    account = body.fidelity
    assert account.source_chars - account.dropped_chars == account.kept_chars
    assert account.unexplained_chars == 0
    assert "data-x-" not in body.html


@THOROUGH
@given(DOCUMENTS)
def test_sanitising_twice_is_sanitising_once_and_loses_nothing(drawn):
    body = read_ricos(drawn[0], base_url=URL)
    once = sanitise_html(body.html)

    assert sanitise_html(once) == once
    record = normalise(Post(url=URL, body_html=once, body_text=body.text))
    assert prove(record) is record


@THOROUGH
@given(CONTENTS)
def test_content_of_the_older_editor_says_what_a_plain_walk_of_it_says(drawn):
    content, words = drawn

    body = read_draft(content, base_url=URL)

    assert seen([body.text]) == seen(words)
    assert departures(body) == []
    assert body.fidelity.unexplained_chars == 0
    assert sanitise_html(sanitise_html(body.html)) == sanitise_html(body.html)


@THOROUGH
@given(PAGES)
def test_a_rendered_post_says_what_a_plain_walk_of_the_page_says(drawn):
    page, words = drawn

    body = read_post_body(lxml.html.fragment_fromstring(page), base_url=URL)

    assert seen([body.text]) == seen(words)
    assert departures(body) == []
    assert body.fidelity.unexplained_chars == 0
    assert sanitise_html(sanitise_html(body.html)) == sanitise_html(body.html)
