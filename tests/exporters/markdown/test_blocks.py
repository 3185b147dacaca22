"""A body as Markdown, rendered again, shows what the body shows."""

from hypothesis import given, settings
from lxml import html

from pipelines.exporters.markdown.blocks import to_markdown
from pipelines.exporters.markdown.dialects import COMMONMARK
from tests.exporters.markdown.bodies import bodies, inlines, rendered, shown


def markdown(body, dialect=COMMONMARK):
    return to_markdown(body, dialect, lambda _name, value: value)


@settings(max_examples=300)
@given(bodies)
def test_markdown_shows_what_the_body_shows(body):
    source = markdown(body)

    assert shown(rendered(source)) == shown(body), source


@settings(max_examples=200)
@given(inlines)
def test_words_stay_apart(inner):
    body = f"<p>{inner}</p>"

    assert words_of(rendered(markdown(body))) == words_of(body)


def words_of(markup):
    return html.fragment_fromstring(markup.replace("<br", "\n<br"), create_parent="div").text_content().split()
