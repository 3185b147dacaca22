"""The file as it lies on the disk, read by lxml: structure, policy, numbers, data that ends no element."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib

import lxml.html
import pytest

from pipelines.audit.overview import audited
from pipelines.corpus import Corpus
from pipelines.exporters.audit import AUDIT
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.report.charts import share
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Fidelity, Media, Page, Site
from tests.pipelines.records import SITE, post
from tests.report.stores import hostile, ordinary, written


def opened(path):
    return lxml.html.fromstring(path.read_bytes().decode("utf-8"))


def data(page, name):
    [element] = page.xpath("//script[@id=$name]", name=f"data-{name}")
    packed = json.loads(element.text)
    return json.loads(zlib.decompress(base64.b64decode(packed))) if isinstance(packed, str) else packed


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def page(folder):
    return opened(written(folder, ordinary()))


def test_it_stands_alone(page):
    assert page.xpath("//link | //iframe | //script[@src] | //img[starts-with(@src, 'http')]") == []
    assert page.xpath("//@style | //@*[starts-with(name(), 'on')]") == []


def test_the_policy_names_the_one_script_and_the_one_style(page):
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    [style], [script] = page.xpath("//style/text()"), page.xpath("//script[not(@type)]/text()")

    def digest(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert rules == {
        "default-src": "'none'",
        "script-src": digest(script),
        "style-src": digest(style),
        "img-src": "'self' file:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_every_entry_of_the_menu_leads_to_a_view_with_a_title(page):
    targets = [target.removeprefix("#") for target in page.xpath("//header//nav//a/@href")]

    assert {"overview", "todo", "posts", "pages", "media", "people"} <= set(targets)
    for target in targets:
        [view] = page.xpath("//section[@id=$name]", name=f"view-{target}")
        assert view.xpath("./h1[@id=$name]", name=view.get("aria-labelledby"))


def test_it_shows_the_numbers_of_the_audit(folder, page):
    found = audited(Corpus(folder))
    tiles = dict(zip(page.xpath("//dl[@class='tiles']//dt/text()"), page.xpath("//dl//dd/text()"), strict=True))
    counted = {
        row["name"]: row["value"] for row in found.rows["overview"] if row["section"] in ("Content", "Media", "Text")
    }

    assert tiles == {name: f"{value:,}" for name, value in counted.items()}
    assert counted["Posts"] == 10
    assert len(data(page, "table-todo")) == len(found.findings) > 0
    assert len(data(page, "table-posts")) == 10


def test_the_audit_and_the_report_are_one_survey(folder):
    corpus = Corpus(folder)
    AUDIT.render(corpus, folder, ExportOptions())

    assert audited(corpus) is audited(corpus)
    assert json.loads((folder / "audit.json").read_text())["overview"] == audited(corpus).rows["overview"]


def test_every_chart_has_words_and_its_bars_are_to_scale(page):
    charts = {title: chart for chart in page.xpath("//section[@class='chart']") for title in chart.xpath("./h2/text()")}
    assert list(charts) == [
        *("Posts by year", "Posts by month", "Most read posts", "Weight of media by kind", "Things to do by kind")
    ]
    for chart in charts.values():
        assert chart.xpath(".//table[caption]/tbody/tr/th[normalize-space()]")
        assert chart.xpath(".//*[name()='svg'][@aria-hidden='true' or @role='img' and @aria-label]")
    views = charts["Most read posts"]
    numbers = [int(text.replace(",", "")) for text in views.xpath(".//span[@class='number']/text()")]
    widths = views.xpath(".//*[name()='rect']/@width")
    assert numbers == sorted(numbers, reverse=True)
    assert widths == [f"{share(number, numbers[0])}%" for number in numbers]


def test_a_month_without_a_post_is_a_gap(page):
    [months] = page.xpath("//section[@aria-labelledby='chart-months']")
    labels = months.xpath(".//tbody//th/text()")

    assert labels == sorted(labels)
    assert "0" in months.xpath(".//span[@class='number']/text()")
    assert len(labels) == len(months.xpath("./*[name()='svg']/*[name()='rect']"))


def test_a_complete_site_is_called_complete(page):
    [title] = page.xpath("//h1[@id='title-overview']/text()")

    assert title == "Complete: 10 posts, 1 page and 1 file are here"


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], "Not complete: stopped early"),
        ([Site(url=f"{SITE}/", counts={"posts_missing": 2, "posts_listed": 3})], "Not complete: 2 posts missing"),
        (
            [
                Site(url=f"{SITE}/"),
                Media(url="https://a.example/x", source_url="https://a.example/x", status="missing"),
            ],
            "All texts are here (1 post); 1 file missing",
        ),
        (
            [Site(url=f"{SITE}/"), Media(url="https://a.example/x", source_url="https://a.example/x")],
            "All texts are here (1 post); 1 file not downloaded",
        ),
        ([Site(url=f"{SITE}/"), post(fidelity=Fidelity(unexplained_chars=7))], "Not complete: 7 characters in doubt"),
    ],
    ids=["cut off", "posts", "media", "only listed", "text"],
)
def test_what_is_missing_is_the_headline(tmp_path, records, words):
    [title] = opened(written(tmp_path, [post("x", images=()), *records])).xpath("//h1[@id='title-overview']/text()")

    assert title == words


def test_a_file_is_called_by_its_path_or_where_it_was(tmp_path):
    url = "https://static.wixstatic.com/media/"
    stored = Media(url=f"{url}a", source_url=f"{url}a", path="images/a b.png", status="stored")
    gone = Media(url=f"{url}b", source_url=f"{url}b", status="missing", reason="the server says 403")

    rows = data(opened(written(tmp_path, [stored, gone, Site(url=f"{SITE}/")])), "table-media")

    assert [row[0] for row in rows] == [["images/a b.png", "media/images/a b.png"], [f"{url}b", f"{url}b"]]


def test_posts_of_one_slug_have_addresses_of_their_own(tmp_path):
    posts = [post("tea", url=f"{SITE}{place}/post/tea") for place in ("", "/zh", "/fr")]
    page = opened(written(tmp_path, [*posts, post("tea~2"), Page(url=f"{SITE}/", slug="")]))

    keys = data(page, "keys-post")
    assert len(set(keys)) == 4
    assert "tea" in keys
    assert data(page, "keys-page") == ["home"]
    shown = [data(page, f"post-{number}")[0]["url"] for number in range(4)]
    assert shown == [row[-3] for row in data(page, "table-posts")]


def test_a_record_brings_its_fields_with_sources_and_says_where_texts_part(tmp_path):
    page = opened(written(tmp_path, [post(), post("other", body_text="Habits Drink cold water.")]))
    first, second = (data(page, f"post-{number}")[0] for number in range(2))
    fields = {name: (value, source) for name, value, source in first["fields"]}

    assert fields["published_at"] == ("2024-03-05T01:30:00+00:00", "meta")
    assert fields["categories"] == (["Sleep", "Habits"], None)
    texts = sorted([first["body_text"] or "", second["body_text"] or ""])
    assert texts == ["", 'HabitsDrinkwarmwater,"slowly".']


def test_the_same_store_gives_the_same_bytes(tmp_path):
    first, second = (written(tmp_path, ordinary()).read_bytes() for _ in range(2))

    assert first == second


def test_hostile_content_adds_no_element(tmp_path):
    path = written(tmp_path, hostile())
    page = opened(path)

    assert len(page.xpath("//script[not(@type)]")) == len(page.xpath("//style")) == 1
    assert len(page.xpath("//meta[@http-equiv]")) == 1
    assert page.xpath("//base | //iframe | //object | //embed | //form | //@*[starts-with(name(), 'on')]") == []
    assert [
        address for address in page.xpath("//@href") if address.strip().lower().startswith(("javascript", "data"))
    ] == []


def test_broken_text_is_written_all_the_same(tmp_path):
    path = written(tmp_path, [post(title="half \ud83d of one", body_html="<p>\x00 \ud83d</p>", body_text="x")])

    [[title, _], *_] = data(opened(path), "table-posts")[0]
    assert title == "half \ufffd of one"


def test_an_empty_store_is_a_page(tmp_path):
    (tmp_path / ITEMS_FILE).write_bytes(encode(Site(url=f"{SITE}/")))

    assert "Complete: 0 posts" in written(tmp_path, [Site(url=f"{SITE}/")]).read_text(encoding="utf-8")
