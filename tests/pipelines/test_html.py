import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.html import host_allowed, inventory, parse, rewrite_attributes, sanitise_html
from pipelines.vocabulary import TAGS

# Pieces that meet each other in every order: what an attacker, a paste or a broken page may bring.
_PIECES = st.sampled_from(
    [
        *(f"<{tag}>" for tag in sorted(TAGS)),
        *(f"</{tag}>" for tag in sorted(TAGS)),
        "text ",
        "&amp;",
        "&#8;",
        "\u00a0",
        "<",
        ">",
        '"',
        "<!-- c -->",
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<svg><p>x</svg>",
        "<math><mi>x",
        '<a href="javascript:alert(1)">',
        '<a href="https://x.example/?a=1&b=2" onclick="x()">',
        '<img src="data:image/png;base64,AA">',
        '<img src="https://x.example/a.png" onerror=alert(1)>',
        '<p style="color:red; text-align : CENTER">',
        '<iframe src="https://evil.example/x" title="T">',
        '<iframe src="https://www.youtube.com/embed/abc">',
        '<video><source src="https://evil.example/v.mp4">',
        "<pre>\n\n\n",
        "<table><tr><td>",
        "<noscript><p>",
        "<textarea>",
        "<custom-element data-x=1>",
        "\x0b\x00",
    ],
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_sanitising_twice_is_sanitising_once(markup):
    once = sanitise_html(markup)

    assert sanitise_html(once) == once


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_nothing_foreign_is_left(markup):
    left = inventory(sanitise_html(markup))

    assert {name for name in left if " of " not in name} <= TAGS
    assert not [name for name in left if name.startswith(("on", "data-x"))]
    assert "javascript:" not in sanitise_html(markup)


VOCABULARY = (
    '<h2 id="viewer-a">Habits</h2><p dir="rtl" style="text-align:center">שלום <strong>a</strong><em>b</em>'
    "<u>c</u><s>d</s><sup>e</sup><sub>f</sub><code>g</code><br>h</p>"
    '<ul><li>one<ol start="3"><li>two</li></ol></li></ul><blockquote><p>q</p></blockquote>'
    '<pre><code>x &lt; y</code></pre><table><thead><tr><th scope="col">a</th></tr></thead>'
    '<tbody><tr><td colspan="2" rowspan="1">b</td></tr></tbody></table><figure class="gallery"><figure>'
    '<img src="https://static.wixstatic.com/media/a~mv2.jpg" alt="A" width="3" height="2">'
    "<figcaption>C</figcaption></figure></figure>"
    '<figure class="missing" data-kind="html"></figure><hr class="dashed">'
    '<figure class="video"><iframe src="https://www.youtube.com/embed/abc" allowfullscreen=""></iframe></figure>'
    '<figure class="video"><video src="https://video.wixstatic.com/video/a/720p/mp4/file.mp4" controls="" '
    'poster="https://static.wixstatic.com/media/af000.jpg"></video></figure>'
    '<figure class="audio"><audio src="https://static.wixstatic.com/mp3/a.mp3" controls=""></audio></figure>'
    '<details open=""><summary>More</summary><p>less</p></details>'
    '<p><a class="file" href="https://x.example/_files/ugd/a.pdf" download="A.pdf" type="application/pdf">A.pdf</a></p>'
    '<p><a class="button" href="tel:+85225550123" rel="nofollow" title="Call">Call</a> <a href="#viewer-a">up</a> '
    '<a href="mailto:a@x.example">write</a> <span dir="ltr" lang="en">x</span></p>'
)


def test_the_whole_vocabulary_passes_unchanged():
    assert sanitise_html(VOCABULARY) == VOCABULARY


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ("<p>a<script>b</script><style>c</style><noscript>d</noscript></p>", "<p>a</p>"),
        ("<section><p>a</p></section>", "<p>a</p>"),
        ("<p><font color=red>a</font></p>", "<p>a</p>"),
        ("<p>a<!-- b --></p>", "<p>a</p>"),
        ("<p>a&nbsp;b\u00a0c &amp;nbsp;</p>", "<p>a\u00a0b\u00a0c &amp;nbsp;</p>"),
        ('<p style="color:red">a</p>', "<p>a</p>"),
        ('<p style="color:red;text-align: Center;x:y">a</p>', '<p style="text-align:center">a</p>'),
        ('<p style="text-align:expression(1)">a</p>', "<p>a</p>"),
        ('<span style="color: #9F2525;position:fixed">a</span>', '<span style="color:#9f2525">a</span>'),
        ('<span style="color:url(x)">a</span>', "<span>a</span>"),
        ('<mark style="background-color:#fff3b0">a</mark>', '<mark style="background-color:#fff3b0">a</mark>'),
        ('<p style="color:#9f2525">a</p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        ('<a href="JaVa\nScript:x">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<img src="data:image/gif;base64,x">', ""),
        ("<img>", ""),
        ('<img src="mailto:x">', ""),
        (
            '<figure class="embed"><iframe src="https://evil.example/x" title="Form"></iframe></figure>',
            '<figure class="embed"><a href="https://evil.example/x">Form</a></figure>',
        ),
        ('<iframe src="//evil.example/x"></iframe>', '<a href="https://evil.example/x">https://evil.example/x</a>'),
        ('<iframe srcdoc="<p>x</p>"></iframe>', ""),
        ('<iframe src="javascript:x"></iframe>', ""),
        (
            '<video controls><source src="https://evil.example/v.mp4"></video>',
            '<a href="https://evil.example/v.mp4">https://evil.example/v.mp4</a>',
        ),
        (
            '<video controls><source src="https://video.wixstatic.com/video/a.mp4"></video>',
            '<video controls=""><source src="https://video.wixstatic.com/video/a.mp4"></video>',
        ),
    ],
)
def test_what_becomes_of_foreign_markup(markup, expected):
    assert sanitise_html(markup) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/embed/x",
        "https://www.youtube-nocookie.com/embed/x",
        "//player.vimeo.com/video/1",
        "https://www.google.com/maps/embed?pb=1",
        "https://maps.google.com/maps?q=1",
        "https://open.spotify.com/embed/x",
        "https://w.soundcloud.com/player/?url=x",
        "https://abc-def.usrfiles.com/html/x.html",
        "https://www.filesusr.com/html/x.html",
        "https://video.wixstatic.com/video/x.mp4",
    ],
)
def test_players_of_these_hosts_stay(url):
    assert host_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/relative",
        "https://evil.example/youtube.com",
        "https://youtube.com.evil.example/x",
        "https://notyoutube.com/x",
        "https://www.google.com/search?q=maps",
        "javascript:alert(1)",
        "ftp://youtube.com/x",
        "https://[broken",
    ],
)
def test_players_of_others_do_not(url):
    assert not host_allowed(url)


def test_attributes_are_rewritten_and_nothing_else():
    markup = rewrite_attributes(
        VOCABULARY, lambda tag, name, value: value.upper() if (tag, name) == ("img", "alt") else value
    )

    assert markup == VOCABULARY
    assert "B" in rewrite_attributes('<img alt="b" src="https://x.example/">', lambda tag, name, value: value.upper())


@pytest.mark.parametrize("markup", ["", "<!DOCTYPE html>", "<html></html>", "</div>", "<frameset>", "\x00", "\ud83d"])
def test_any_text_can_be_read(markup):
    assert parse(markup).tag == "div"


def test_an_inventory_counts_elements_attributes_and_comments():
    assert inventory('<p id="a">x<br><br><!-- c --></p>') == {"p": 1, "id of p": 1, "br": 2, "comment": 1}
    assert inventory("") == {}
