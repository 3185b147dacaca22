"""``webflow/`` read back by a CSV reader."""

import csv
import re

import pytest
from hypothesis import given, settings
from lxml import html

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.webflow.export import WEBFLOW
from pipelines.exporters.webflow.rich_text import to_rich_text
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Category
from tests.exporters.markdown.bodies import bodies, shown
from tests.exporters.markdown.site import IMAGE, records
from tests.pipelines.records import SITE, post


def export(folder, items, media_url=None):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, items)))
    [written] = WEBFLOW.render(Corpus(folder), folder, ExportOptions(media_url=media_url))
    return {
        path.name: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
        for path in sorted(written.glob("*.csv"))
    }


def test_collections_come_in_the_order_of_their_references(tmp_path):
    files = export(tmp_path, records())

    assert list(files) == ["1-categories.csv", "2-tags.csv", "3-authors.csv", "4-posts.csv", "5-drafts.csv"]
    [post_row] = files["4-posts.csv"]
    names = {name: {row["Name"] for row in rows} for name, rows in files.items()}
    assert set(post_row["Categories"].split("; ")) <= names["1-categories.csv"]
    assert set(post_row["Tags"].split("; ")) <= names["2-tags.csv"]
    assert post_row["Author"] in names["3-authors.csv"]
    assert [row["Name"] for row in files["5-drafts.csv"]] == ['No: "date" # here']


def test_a_post(tmp_path):
    [row] = export(tmp_path, records(), "https://files.example/media/")["4-posts.csv"]

    assert (row["Name"], row["Slug"], row["Published"]) == (
        "Sleep well, 睡得好", "sleep-well", "2024-03-05T01:30:00+00:00",
    )  # fmt: skip
    assert (row["Views"], row["Likes"], row["Comments"]) == ("1200", "3", "0")
    assert row["Main image"] == "https://files.example/media/images/a%20cup.jpg"
    assert '<a href="/about#team">there</a>' in row["Body"]
    assert '<img src="https://files.example/media/images/a%20cup.jpg" alt="Cup">' in row["Body"]
    assert row["Old path"] == "/post/sleep-well"


def test_without_a_place_for_media_pictures_stay_where_they_are(tmp_path):
    [row] = export(tmp_path, records())["4-posts.csv"]

    assert row["Main image"] == IMAGE


def test_slugs_are_ascii_and_unique_and_names_have_no_semicolon(tmp_path):
    items = [
        post("睡得好", url=f"{SITE}/post/a", categories=("A; B",)),
        post("shui-de-hao", url=f"{SITE}/post/b", categories=()),
        Category(url=f"{SITE}/blog/categories/x", label="A; B", slug="x"),
    ]
    files = export(tmp_path, items)
    slugs = [row["Slug"] for row in files["4-posts.csv"]]

    assert len(set(slugs)) == 2
    assert all(re.fullmatch(r"[-_a-zA-Z0-9]+", slug) for slug in slugs)
    assert {row["Categories"] for row in files["4-posts.csv"]} == {"A, B", ""}
    assert [row["Name"] for row in files["1-categories.csv"]] == ["A, B"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<pre><code>a\n  b &lt;</code></pre>", "<p>a<br>\u00a0\u00a0b &lt;</p>"),
        ("<table><tbody><tr><td>1</td><td><em>2</em></td></tr></tbody></table>", "<p>1 | <em>2</em></p>"),
        ("<details><summary>Q</summary><p>A</p></details>", "<p><strong>Q</strong></p><p>A</p>"),
        (
            '<figure class="video"><iframe src="https://www.youtube.com/embed/x" title="Tea"></iframe></figure>',
            '<p><a href="https://www.youtube.com/embed/x">Tea</a></p>',
        ),
        ('<p style="text-align:center" id="x">a <a class="button" href="/b">b</a></p>', '<p>a <a href="/b">b</a></p>'),
        ('<figure><img src="/a.jpg" alt="A" width="2"><figcaption>C</figcaption></figure>',
         '<figure><img src="/a.jpg" alt="A"><figcaption>C</figcaption></figure>'),
    ],
)  # fmt: skip
def test_what_rich_text_has_not_becomes_text(body, expected):
    assert to_rich_text(body, lambda _name, value: value) == expected


@settings(max_examples=100)
@given(bodies)
def test_no_character_is_lost(body):
    written = to_rich_text(body, lambda _name, value: value)
    text = html.fragment_fromstring(written, create_parent="div").text_content()

    # What is added: bars between cells and the names of players.
    left = iter("".join(text.split()))
    assert all(char in left for char, _ in shown(body)[0] if not char.isspace())
