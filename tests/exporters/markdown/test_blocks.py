"""A body as Markdown, rendered again, shows what the body shows."""

import pytest
from hypothesis import given, settings
from lxml import html

from pipelines.exporters.markdown.blocks import to_markdown
from pipelines.exporters.markdown.dialects import COMMONMARK, GOLDMARK, KRAMDOWN
from tests.exporters.markdown.bodies import bodies, inlines, rendered, shown

IMAGE = "https://static.wixstatic.com/media/a~mv2.jpg"


def markdown(body, dialect=COMMONMARK):
    return to_markdown(body, dialect, lambda _name, value: value)


@settings(max_examples=250)
@given(bodies)
def test_markdown_shows_what_the_body_shows(body):
    source = markdown(body)

    assert shown(rendered(source)) == shown(body), source


@settings(max_examples=150)
@given(inlines)
def test_words_stay_apart(inner):
    body = f"<p>{inner}</p>"

    assert words_of(rendered(markdown(body))) == words_of(body)


def words_of(markup):
    return html.fragment_fromstring(markup.replace("<br", "\n<br"), create_parent="div").text_content().split()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Drink <strong>warm</strong> <em>water</em>, <s>no</s> tea.</p>", "Drink **warm** *water*, ~~no~~ tea.\n"),
        ("<p><strong><em>a</em></strong></p>", "**_a_**\n"),
        ("<h2>A &amp; B</h2>", "## A & B\n"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c\n"),
        ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ("<pre><code>a\n\n  b</code></pre>", "```\na\n\n  b\n```\n"),
        ("<pre><code>```</code></pre>", "````\n```\n````\n"),
        (
            "<table><thead><tr><th>H</th><th>I</th></tr></thead><tbody><tr><td>1</td><td>a|b</td></tr></tbody></table>",
            "| H | I |\n| --- | --- |\n| 1 | a\\|b |\n",
        ),
        (f'<figure><img src="{IMAGE}" alt="A cup" width="2" height="1"></figure>', f"![A cup]({IMAGE})\n"),
        ("<p>a<br>b</p>", "a\\\nb\n"),
        ('<p>See <a href="/x/">this</a>!</p>', "See [this](/x/)!\n"),
        ('<p>So!<a href="/x/">this</a></p>', "So\\![this](/x/)\n"),
        ("<p>a</p><hr><p>b</p>", "a\n\n***\n\nb\n"),
        ('<p style="text-align:center">a</p>', '<p style="text-align:center">a</p>\n'),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b\n"),
        ('<p><a class="file" href="/a.pdf" download="a.pdf">a.pdf</a></p>',
         '<a class="file" href="/a.pdf" download="a.pdf">a.pdf</a>\n'),
        ("<p>snake_case #tea 10:30</p>", "snake\\_case #tea 10:30\n"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)  # fmt: skip
def test_what_markdown_holds_is_markdown(body, expected):
    assert markdown(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<p>他說<strong>「重點」</strong>了，<em>（甲）</em>乙</p>",
        "<p>a<strong>b </strong>c</p>",
        "<p>中<em>a</em><em>b</em>中</p>",
    ],
)
def test_marks_that_no_renderer_would_find_are_html(body):
    source = markdown(body)

    assert "<strong>" in source or "<em>" in source
    assert shown(rendered(source)) == shown(body)


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("<p>{{&lt; figure &gt;}} {% include x %}</p>", ("{{", "{%")),
        ("<pre><code>{{&lt; figure &gt;}}\n\n{% x %}</code></pre>", ("{{", "{%")),
        ("<p><code>{{ x }}</code></p>", ("{{",)),
        ('<figure><img src="/a.jpg" alt="{{ x }}"></figure>', ("{{",)),
        ("<p>a https://a.example/b www.a.example mei@a.example</p>", ("https://", "www.", "@")),
        ("<p>:tea: $$x$$ {# y #}</p>", (":tea:", "$$", "{#")),
    ],
)
def test_nothing_is_taken_for_a_template_or_an_extension(body, marks):
    source = markdown(body)

    assert not [mark for mark in marks if mark in source]
    assert shown(rendered(source)) == shown(body)


def test_what_generators_read_differently():
    body = '<h2 id="viewer-a">A</h2><p id="viewer-b">a<br>b</p><ol start="3"><li>c</li></ol>'

    assert markdown(body, GOLDMARK) == '## A {#viewer-a}\n\n<a id="viewer-b"></a>a\\\nb\n\n3. c\n'
    assert markdown(body, KRAMDOWN) == (
        '## A {#viewer-a}\n\n<a id="viewer-b"></a>a<br>\nb\n\n<ol start="3"><li>c</li></ol>\n'
    )
    assert markdown(body, COMMONMARK) == '## <a id="viewer-a"></a>A\n\n<a id="viewer-b"></a>a\\\nb\n\n3. c\n'


def test_addresses_are_given_anew():
    moved = {IMAGE: "cup.jpg", "https://old.example/post/x": "/x/"}
    body = f'<figure><a href="https://old.example/post/x"><img src="{IMAGE}" alt=""></a></figure>'

    source = to_markdown(body, COMMONMARK, lambda _name, value: moved.get(value, value))

    assert source == '<figure><a href="/x/"><img src="cup.jpg" alt=""></a></figure>\n'


def test_a_link_in_a_list_is_no_ticked_box():
    assert markdown('<ul><li><a href="/x">X</a></li></ul>', GOLDMARK) == '- <a href="/x">X</a>\n'


@pytest.mark.parametrize("address", ["tel:+85225550123", "whatsapp://send?phone=1", "https://a.example/(x)"])
def test_addresses_that_a_generator_would_change_are_html(address):
    assert markdown(f'<p><a href="{address}">a</a></p>') == f'<a href="{address}">a</a>\n'
