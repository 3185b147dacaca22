"""Bodies as Ghost's editor keeps them."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exporters.ghost.lexical import ghost_id, lexical
from pipelines.html import parse, sanitise_html
from tests.exporters.ghost.clinic import CUP, FILM, GONE, NOTES, PAPER, SITE, SOUND, TEA, Body
from tests.exporters.ghost.reader import check_nodes, text_of


@pytest.fixture(scope="module")
def body(tmp_path_factory):
    return Body(tmp_path_factory.mktemp("body"))


_LINK = f'<a href="{SITE}/post/plain">x</a>'


def types(nodes):
    return [node["type"] for node in nodes]


def one(nodes):
    (node,) = nodes
    return node


# --- text ---


def test_marks_become_formats_and_nest(body):
    paragraph = one(body.nodes("<p>a <strong>b <em>c</em></strong><u>d</u><s>e</s><code>f</code><mark>g</mark></p>"))

    assert [(node["text"], node["format"]) for node in paragraph["children"]] == [
        ("a ", 0), ("b ", 1), ("c", 3), ("d", 8), ("e", 4), ("f", 16), ("g", 128),
    ]  # fmt: skip


def test_sub_and_superscript(body):
    paragraph = one(body.nodes("<p>H<sub>2</sub>O<sup>3</sup></p>"))

    assert [node["format"] for node in paragraph["children"]] == [0, 32, 0, 64]


def test_links_inside_lead_to_the_new_places(body):
    paragraph = one(
        body.nodes(
            f'<p>See <a href="{SITE}/post/睡得好#tea"><strong>this</strong></a>, <a href="{SITE}/blog">all</a>, '
            f'<a href="{PAPER}">paper</a>, <a href="tel:+85225550123">call</a>, '
            f'<a href="https://other.example/" rel="nofollow">other</a></p>'
        )
    )
    links = [node for node in paragraph["children"] if node["type"] == "link"]

    assert [link["url"] for link in links][:2] == ["__GHOST_URL__/shui-de-hao/#tea", "__GHOST_URL__/"]
    assert links[2]["url"].startswith("__GHOST_URL__/content/files/")
    assert [link["url"] for link in links][3:] == ["tel:+85225550123", "https://other.example/"]
    assert links[0]["children"][0]["format"] == 1
    assert links[4]["rel"] == "nofollow"


def test_white_space_is_what_a_browser_shows(body):
    paragraph = one(body.nodes("<p> a<br>\n b  <strong> c</strong>\xa0 <br></p>"))

    assert text_of(paragraph) == "a\nb c\xa0\n"


def test_two_links_side_by_side_stay_two(body):
    paragraph = one(body.nodes('<p><a href="https://a.example/">a</a><a href="https://a.example/">b</a></p>'))

    assert types(paragraph["children"]) == ["link", "link"]


def test_alignment_indent_and_direction_are_kept_in_the_editor_and_told(body):
    before = body.notes.counts.copy()
    node = one(body.nodes('<p style="text-align:center" data-indent="2" dir="rtl">مرحبا</p>'))

    assert (node["format"], node["indent"], node["direction"]) == ("center", 2, "rtl")
    told = body.notes.counts - before
    assert told == {"alignment": 1, "indent": 1, "direction": 1}


# --- blocks ---


def test_headings_have_the_ids_that_ghost_gives_them(body):
    nodes = body.nodes(
        '<p><a href="#v1">one</a> <a href="#v2">two</a> <a href="#v3">three</a></p>'
        '<h2 id="v1">What is it? 針灸</h2><h3>Same</h3><h4 id="v2">Same</h4><p id="v3">A paragraph</p>'
    )
    targets = [node["url"] for node in nodes[0]["children"] if node["type"] == "link"]

    assert targets == ["#what-is-it-%E9%87%9D%E7%81%B8", "#same-1", "#v3"]
    assert types(nodes) == ["paragraph", *["extended-heading"] * 3, "html", "paragraph"]
    assert nodes[4]["html"] == '<a id="v3"></a>'
    assert [node["tag"] for node in nodes[1:4]] == ["h2", "h3", "h4"]


def test_a_heading_of_signs_has_an_anchor_of_its_own(body):
    nodes = body.nodes('<p><a href="#v1">x</a></p><h2 id="v1">?!</h2>')

    assert types(nodes) == ["paragraph", "html", "extended-heading"]
    assert nodes[0]["children"][0]["url"] == "#v1"


def test_lists_nest_and_keep_their_numbers(body):
    nodes = body.nodes('<ol start="4"><li>a<ul><li><p>b</p><p>c</p></li></ul></li><li>d</li></ol>')
    items = nodes[0]["children"]

    assert (nodes[0]["listType"], nodes[0]["start"], nodes[0]["tag"]) == ("number", 4, "ol")
    assert [types(item["children"]) for item in items] == [["extended-text"], ["list"], ["extended-text"]]
    assert types(items[1]["children"][0]["children"][0]["children"]) == ["extended-text", "linebreak", "extended-text"]


def test_a_quote_of_paragraphs_is_one_quote(body):
    node = one(body.nodes("<blockquote><p>a</p>\n<p>b</p></blockquote>"))

    assert node["type"] == "extended-quote"
    assert types(node["children"]) == ["extended-text", "linebreak", "linebreak", "extended-text"]


def test_code_keeps_its_white_space(body):
    node = one(body.nodes('<pre><code class="language-python">if a &lt; b:\n    pass\n</code></pre>'))

    assert (node["code"], node["language"]) == ("if a < b:\n    pass", "python")


@pytest.mark.parametrize(
    "markup",
    [
        f'<table><tbody><tr><td>{_LINK}</td><td><img src="{TEA}" alt=""></td></tr></tbody></table>',
        f'<ul><li>a<figure><img src="{TEA}" alt="">{_LINK}</figure></li></ul>',
        f'<blockquote><ul><li>{_LINK}</li></ul><img src="{TEA}" alt=""></blockquote>',
        f'<p>see <img src="{TEA}" alt=""> {_LINK}</p>',
    ],
)
def test_what_has_no_card_is_kept_whole_with_new_addresses(body, markup):
    node = one(body.nodes(markup))

    assert node["type"] == "html"
    assert 'href="__GHOST_URL__/plain/"' in node["html"]
    assert re.search(r'src="__GHOST_URL__/content/images/[0-9a-f]{8}/tea-set-cha\.jpg"', node["html"])
    assert re.findall(r"<(\w+)", node["html"]) == re.findall(r"<(\w+)", markup)


# --- cards ---


def test_an_image_has_everything(body):
    node = one(
        body.nodes(
            f'<figure><a href="{SITE}/post/plain"><img src="{TEA}" alt="A &quot;set&quot;" width="1" height="1"></a>'
            f'<figcaption>With <em>salt</em> &amp; <a href="{SITE}/post/plain">x</a></figcaption></figure>'
        )
    )

    assert node["src"].startswith("__GHOST_URL__/content/images/")
    assert (node["width"], node["height"], node["alt"]) == (8, 6, 'A "set"')
    assert node["href"] == "__GHOST_URL__/plain/"
    assert node["caption"] == 'With <em>salt</em> &amp; <a href="__GHOST_URL__/plain/">x</a>'


def test_an_image_that_was_lost_keeps_its_address_and_is_told(body):
    before = body.notes.counts["media-outside"]

    assert one(body.nodes(f'<figure><img src="{GONE}" alt=""></figure>'))["src"] == GONE
    assert body.notes.counts["media-outside"] == before + 1


def _gallery(count, caption="", item=""):
    figures = "".join(f'<figure><img src="{TEA}" alt="{number}">{item}</figure>' for number in range(count))
    return f'<figure class="gallery">{figures}<figcaption>{caption}</figcaption></figure>'


@pytest.mark.parametrize(("count", "cards"), [(2, [2]), (9, [9]), (10, [5, 5]), (20, [6, 7, 7])])
def test_a_gallery_is_split_at_nine_in_rows_of_three(body, count, cards):
    nodes = body.nodes(_gallery(count, "All of it"))

    assert [len(node["images"]) for node in nodes] == cards
    assert [image["alt"] for node in nodes for image in node["images"]] == [str(number) for number in range(count)]
    assert [image["row"] for image in nodes[0]["images"]] == [number // 3 for number in range(cards[0])]
    assert [node["caption"] for node in nodes] == [*[""] * (len(nodes) - 1), "All of it"]
    assert all(image["width"] > 0 and image["height"] > 0 for node in nodes for image in node["images"])


def test_captions_of_a_gallerys_pictures_stand_in_its_own(body):
    node = one(body.nodes(_gallery(2, "All", "<figcaption>Tea</figcaption>")))

    assert node["caption"] == "Tea<br>Tea<br>All"


def test_what_leads_somewhere_or_plays_leaves_the_gallery(body):
    linked = f'<figure><a href="https://a.example/"><img src="{CUP}" alt=""></a></figure>'
    film = f'<figure class="video"><video src="{FILM}"></video></figure>'
    plain = f'<figure><img src="{TEA}" alt=""></figure>'
    nodes = body.nodes(f'<figure class="gallery">{plain}{plain}{linked}{film}{plain}</figure>')

    assert types(nodes) == ["gallery", "image", "video", "image"]
    assert nodes[1]["href"] == "https://a.example/"


def test_players_of_files(body):
    film, sound = body.nodes(
        f'<figure class="video"><video controls src="{FILM}" poster="{TEA}"></video>'
        "<figcaption>Walk</figcaption></figure>"
        f'<figure class="audio"><audio controls src="{SOUND}" title="Breath"></audio></figure>'
    )

    assert film["src"].endswith("/walk.mp4")
    assert film["thumbnailSrc"].endswith("/tea-set-cha.jpg")
    assert (film["caption"], film["mimeType"], film["fileName"]) == ("Walk", "video/mp4", "walk.mp4")
    assert film["width"] > 0
    assert (sound["type"], sound["title"], sound["mimeType"]) == ("audio", "Breath", "audio/mpeg")


def test_players_of_platforms_and_other_frames(body):
    film, site, link = body.nodes(
        '<figure class="video"><iframe src="https://www.youtube.com/embed/x" allowfullscreen></iframe></figure>'
        '<figure class="embed"><iframe src="https://maps.example.org/1" title="Map"></iframe></figure>'
        '<figure class="embed"><a href="https://maps.example.org/2">A map</a></figure>'
    )

    assert (film["type"], film["embedType"], film["url"]) == ("embed", "video", "https://www.youtube.com/embed/x")
    assert 'src="https://www.youtube.com/embed/x"' in film["html"]
    assert site["metadata"] == {"title": "Map"}
    assert (link["type"], link["url"]) == ("bookmark", "https://maps.example.org/2")
    assert link["metadata"]["title"] == "A map"


def test_a_preview_is_a_bookmark(body):
    node = one(
        body.nodes(
            f'<figure class="card"><a href="{SITE}/post/plain"><img src="{CUP}" alt=""></a>'
            f'<figcaption><a href="{SITE}/post/plain">Plain</a><br>What it says</figcaption></figure>'
        )
    )

    assert (node["type"], node["url"]) == ("bookmark", "__GHOST_URL__/plain/")
    assert (node["metadata"]["title"], node["metadata"]["description"]) == ("Plain", "What it says")
    assert node["metadata"]["thumbnail"].endswith("/cup.png")


def test_files_and_buttons(body):
    file, button, other = body.nodes(
        f'<p><a class="file" href="{PAPER}" download="家居護理.pdf">家居護理.pdf</a></p>'
        f'<p><a class="button" href="{SITE}/post/plain">Book <em>now</em></a></p>'
        f'<p>or <a class="button" href="{SITE}/post/plain">later</a></p>'
    )

    assert (file["type"], file["fileTitle"], file["fileName"]) == ("file", "家居護理", "家居護理.pdf")
    assert file["fileSize"] > 0
    assert (button["type"], button["buttonText"], button["buttonUrl"]) == ("button", "Book now", "__GHOST_URL__/plain/")
    assert other["type"] == "paragraph"


def test_a_file_that_ghost_does_not_take_keeps_its_address(body):
    assert one(body.nodes(f'<p><a class="file" href="{NOTES}">notes.md</a></p>'))["src"] == NOTES


def test_a_pair_of_summary_and_text_is_a_toggle(body):
    toggle, whole = body.nodes(
        "<details><summary>Why <em>tea</em>?</summary><p>It is <strong>warm</strong>.</p><ul><li>a</li></ul></details>"
        f'<details><summary>Shown</summary><figure><img src="{TEA}" alt=""></figure></details>'
    )

    assert (toggle["type"], toggle["heading"]) == ("toggle", "Why <em>tea</em>?")
    assert toggle["content"] == "<p>It is <strong>warm</strong>.</p><ul><li>a</li></ul>"
    assert whole["type"] == "html"
    assert "<details><summary>Shown</summary>" in whole["html"]


def test_a_link_finds_its_toggle(body):
    nodes = body.nodes('<p><a href="#v1">x</a></p><details id="v1"><summary>Why?</summary><p>So.</p></details>')

    assert types(nodes) == ["paragraph", "html", "toggle"]
    assert nodes[1]["html"] == '<a id="v1"></a>'


def test_a_gap_is_marked_and_told(body):
    before = body.notes.counts["place"]
    node = one(body.nodes('<figure class="missing" data-kind="map"></figure>'))

    assert node["html"].startswith("<!-- ")
    assert "map" in node["html"]
    assert body.notes.counts["place"] == before + 1


def test_an_empty_body_is_an_empty_paragraph(body):
    assert body.nodes("") == body.nodes(None) == body.nodes("<p> </p>")
    assert types(body.nodes("")) == ["paragraph"]


def test_loose_text_and_comments(body):
    assert types(body.nodes("text <strong>here</strong><p>a</p>tail<div><hr>in</div><!-- note -->")) == [
        "paragraph", "paragraph", "paragraph", "horizontalrule", "paragraph",
    ]  # fmt: skip


# --- any text ---

_TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc")),
        st.sampled_from("<>&\"'\\{}[]/\n\t睡م😀\u200d\xa0\u2028"),
    ),
    min_size=1,
)
_WRAPS = (
    "<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}<ul><li>{}</li></ul></li></ul>", "<blockquote><p>{}</p></blockquote>",
    "<pre><code>{}</code></pre>", "<p><strong>{}</strong><em>{}</em></p>",
    "<table><tbody><tr><td>{}</td></tr></tbody></table>",
    "<details><summary>{}</summary><p>{}</p></details>", '<p><a href="https://a.example/">{}</a></p>',
    '<figure><img src="' + TEA + '" alt="x"><figcaption>{}</figcaption></figure>',
    '<p><a class="button" href="https://a.example/">{}</a></p>',
)  # fmt: skip


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _letters(text):
    return re.sub(r"\s+", "", text)


@given(st.lists(st.tuples(st.sampled_from(_WRAPS), _TEXTS), max_size=5))
def test_no_letter_is_lost_whatever_the_text(body, parts):
    markup = sanitise_html("".join(wrap.replace("{}", _escaped(text)) for wrap, text in parts))
    written = lexical(body.desk, {"url": f"{SITE}/post/plain", "body_html": markup})
    root = json.loads(json.loads(json.dumps(written)))["root"]

    check_nodes(root)
    shown = "".join("".join(parse(_as_html(node)).itertext("*")) for node in root["children"])
    assert _letters(shown) == _letters("".join(parse(markup).itertext("*")))


def _as_html(node):
    text = text_of(node)
    return text if node["type"] in ("html", "image", "toggle") else _escaped(text)


def test_ids_of_headings():
    assert ghost_id("  It's (not) a — test_case! ") == "its-not-a-%E2%80%94-testcase"
