"""WXR files, read back as the official importer reads them: elements by name, CDATA as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.wordpress.export import WORDPRESS
from pipelines.exporters.wordpress.places import Numbers
from pipelines.exporters.wordpress.xml import HEAD, cdata
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Author, Category, Comment, Link, Media, MenuEntry, Page, Seo, Site, Tag
from tests.pipelines.records import IMAGE, SITE, post

NS = {
    "wp": "http://wordpress.org/export/1.2/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
BIO = "Mei listens.\n\nMei walks."


def records():
    comments = [
        Comment(url=f"{post().url}#c{i}", post_url=post().url, id=i, parent_id=parent, author=name, text=text,
                published_at=f"2024-03-0{day}T00:00:00+00:00", likes=2)
        for i, parent, name, text, day in (
            ("b", "a", "Mei Lam", "Thank <you>", 6), ("a", None, "陳", "睡得好", 7), ("c", "gone", "Odo", "Late", 8)
        )
    ]  # fmt: skip
    return [
        post(cover_image=IMAGE, likes=3, post_id="guid-1", translations=(Link(title="zh", url=f"{SITE}/zh/post/x"),),
             body_html=f'<p><a href="{SITE}/post/walk-more#part">Walk</a></p>'
             f'<figure><img src="{IMAGE}" alt="Cup"></figure>',
             seo=Seo(title="Sleep | Willow", description="How to sleep", noindex=True), pinned=True),
        post("walk-more", title="Sleep well, 睡得好", status="draft", published_at=None, modified_at=None),
        Page(url=f"{SITE}/", title="Home", slug="", body_html="<p>Hello</p>"),
        Page(url=f"{SITE}/about", title="About", slug="about", body_html="<p>We help.</p>"),
        Author(url=f"{SITE}/profile/mei", name="Mei Lam", slug="mei", bio=BIO),
        Author(url=f"{SITE}/profile/lam", name="林小舟", bio=None),
        *comments,
        Media(url=IMAGE, source_url=IMAGE, kind="image", path="images/cup.jpg", status="stored", alt="Cup",
              caption="Tea"),
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep", description="Rest"),
        Category(url=f"{SITE}/blog/categories/habits", label="Habits", slug="habits"),
        Tag(url=f"{SITE}/blog/tags/tea", label="tea", slug="tea"),
        Site(url=f"{SITE}/", name="Willow", language="en", timezone="Asia/Hong_Kong", menu=(
            MenuEntry(label="About", url=f"{SITE}/about", children=(
                MenuEntry(label="Sleep", url=f"{SITE}/blog/categories/sleep"), MenuEntry(label="More"))),)),
    ]  # fmt: skip


def export(folder, items, **options):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, items)))
    return WORDPRESS.render(Corpus(folder), folder, ExportOptions(**options))


@pytest.fixture
def channel(tmp_path):
    [path] = export(tmp_path, records())
    return etree.parse(path).find("channel")


def items(channel, kind):
    return [item for item in channel.findall("item") if text(item, "wp:post_type") == kind]


def text(element, name):
    return element.findtext(name, namespaces=NS)


def meta(item):
    return {text(entry, "wp:meta_key"): text(entry, "wp:meta_value") for entry in item.findall("wp:postmeta", NS)}


def test_the_head_is_what_the_importer_asks_for(channel):
    assert text(channel, "wp:wxr_version") == "1.2"
    assert text(channel, "wp:base_site_url") == SITE
    authors = [
        (text(a, "wp:author_login"), text(a, "wp:author_display_name")) for a in channel.findall("wp:author", NS)
    ]
    assert authors == [("linxiaozhou", "林小舟"), ("mei", "Mei Lam")]
    categories = {text(c, "wp:category_nicename"): c for c in channel.findall("wp:category", NS)}
    assert sorted(categories) == ["habits", "sleep"]
    assert text(categories["sleep"], "wp:category_description") == "Rest"
    assert [text(t, "wp:tag_name") for t in channel.findall("wp:tag", NS)] == ["tea"]


def test_a_post_has_everything_that_it_had(channel):
    item = items(channel, "post")[0]

    assert text(item, "title") == "Sleep well, 睡得好"
    assert text(item, "wp:post_date") == "2024-03-05 09:30:00"
    assert text(item, "wp:post_date_gmt") == "2024-03-05 01:30:00"
    assert text(item, "wp:post_modified_gmt") == "2024-04-01 00:00:00"
    assert text(item, "wp:status") == "publish"
    assert text(item, "wp:post_name") == "sleep-well"
    assert text(item, "dc:creator") == "mei"
    assert text(item, "wp:is_sticky") == "1"
    assert text(item, "excerpt:encoded") == "Three habits for the evening."
    terms = [(c.get("domain"), c.get("nicename"), c.text) for c in item.findall("category")]
    assert terms == [("category", "sleep", "Sleep"), ("category", "habits", "Habits"), ("post_tag", "tea", "tea")]
    assert '<a href="/walk-more/#part">Walk</a>' in text(item, "content:encoded")
    fields = meta(item)
    assert fields["wix_views"] == "1200"
    assert fields["wix_likes"] == "3"
    assert fields["wix_source_url"] == post().url
    assert fields["_yoast_wpseo_title"] == fields["rank_math_title"] == "Sleep | Willow"
    assert fields["_yoast_wpseo_metadesc"] == "How to sleep"
    assert fields["_yoast_wpseo_meta-robots-noindex"] == "1"
    [file] = items(channel, "attachment")
    assert fields["_thumbnail_id"] == text(file, "wp:post_id")


def test_drafts_are_drafts_and_have_a_date_that_does_not_change(channel):
    item = items(channel, "post")[1]

    assert text(item, "wp:status") == "draft"
    assert text(item, "wp:post_date_gmt") == "2024-03-05 01:30:01"  # that of the oldest post, and a title of its own


def test_the_file_stands_before_its_post_under_the_address_that_the_body_names(channel):
    file, item = items(channel, "attachment")[0], items(channel, "post")[0]

    assert text(file, "wp:attachment_url") == IMAGE
    assert f'src="{IMAGE}"' in text(item, "content:encoded")
    assert f"wp-image-{text(file, 'wp:post_id')}" in text(item, "content:encoded")
    assert text(file, "excerpt:encoded") == "Tea"
    assert meta(file)["_wp_attachment_image_alt"] == "Cup"


def test_files_may_come_from_ones_own_server(tmp_path):
    [path] = export(tmp_path, records(), media_url="https://files.example/m/")
    channel = etree.parse(path).find("channel")

    [file] = items(channel, "attachment")
    assert text(file, "wp:attachment_url") == "https://files.example/m/images/cup.jpg"
    assert 'src="https://files.example/m/images/cup.jpg"' in text(items(channel, "post")[0], "content:encoded")


def test_answers_come_after_what_they_answer(channel):
    comments = items(channel, "post")[0].findall("wp:comment", NS)

    ids = {text(c, "wp:comment_author"): int(text(c, "wp:comment_id")) for c in comments}
    parents = {text(c, "wp:comment_author"): int(text(c, "wp:comment_parent")) for c in comments}
    assert parents == {"陳": 0, "Mei Lam": ids["陳"], "Odo": 0}
    assert ids["Mei Lam"] > ids["陳"]
    assert {text(c, "wp:comment_content") for c in comments} == {"Thank &lt;you&gt;", "睡得好", "Late"}
    assert {text(c, "wp:comment_date") for c in comments} >= {"2024-03-06 08:00:00"}


def test_pages_and_menu(channel):
    pages = {text(item, "title"): item for item in items(channel, "page")}
    assert pages.keys() == {"Home", "About", "About the author: Mei Lam"}
    biography = pages["About the author: Mei Lam"]
    assert text(biography, "wp:status") == "draft"
    assert "Mei walks." in text(biography, "content:encoded")

    about, sleep, more = items(channel, "nav_menu_item")
    assert meta(about)["_menu_item_object_id"] == text(pages["About"], "wp:post_id")
    assert (meta(sleep)["_menu_item_type"], meta(sleep)["_menu_item_object"]) == ("taxonomy", "category")
    assert meta(sleep)["_menu_item_menu_item_parent"] == text(about, "wp:post_id")
    assert (meta(more)["_menu_item_type"], meta(more)["_menu_item_url"]) == ("custom", "#")
    assert all(len([key for key in meta(item) if key.startswith("_menu_item_")]) == 8 for item in (about, sleep, more))
    assert about.find("category").get("nicename") == "main-menu"


def test_numbers_stay_when_a_post_is_added(tmp_path):
    def numbers(folder, items_):
        folder.mkdir()
        [path] = export(folder, items_)
        return {text(i, "link"): text(i, "wp:post_id") for i in etree.parse(path).iter("item")}

    before = numbers(tmp_path / "a", records())
    after = numbers(tmp_path / "b", [*records(), post("new", published_at="2026-01-01T00:00:00+00:00")])

    assert before.items() <= after.items()


def test_numbers_are_never_given_twice(monkeypatch):
    monkeypatch.setattr("pipelines.exporters.wordpress.places._RANGE", 3)
    numbers = Numbers()

    given_numbers = [numbers.of(str(key)) for key in range(3)]

    assert len(set(given_numbers)) == 3
    assert [numbers.of(str(key)) for key in range(3)] == given_numbers


def test_a_large_export_is_split_and_shared_files_are_declared_in_the_last_part_that_shows_them(tmp_path):
    other = IMAGE.replace("~mv2", "9~mv2")
    covers = [other if n < 10 else IMAGE for n in range(20)]
    many = [
        post(f"p{n}", title=f"Post {n}", cover_image=cover, body_html=f"<p>{'word ' * 400}</p>")
        for n, cover in enumerate(covers)
    ]
    rest = [record for record in records() if type(record).__name__ != "Post"]

    paths = export(tmp_path, [*many, *rest, Media(url=other, source_url=other)], wordpress_max_bytes=12_000)

    assert len(paths) > 3
    assert [path.name for path in paths][:2] == ["wordpress-001.xml", "wordpress-002.xml"]
    titles, declared, last = [], {}, {}
    for number, path in enumerate(paths):
        assert path.stat().st_size <= 12_000
        channel = etree.parse(path).find("channel")
        for item in items(channel, "attachment"):
            assert text(item, "wp:post_id") not in declared
            declared[text(item, "wp:post_id")] = number
        for item in items(channel, "post"):
            titles.append(text(item, "title"))
            last[meta(item)["_thumbnail_id"]] = number
    assert len(last) == 2
    assert {number: declared[number] for number in last} == last
    assert sorted(titles) == sorted(f"Post {n}" for n in range(20))

    [path] = export(tmp_path, records())
    assert sorted(p.name for p in tmp_path.glob("wordpress*")) == [path.name]


def test_the_menu_stands_in_the_first_part_and_leads_by_address_to_what_lies_in_others(tmp_path):
    pages = [
        Page(url=f"{SITE}/p{n}", slug=f"p{n}", title=f"Page {n}", body_html=f"<p>{'word ' * 400}</p>") for n in range(9)
    ]
    menu = tuple(MenuEntry(label=f"To {n}", url=f"{SITE}/p{n}") for n in range(9))

    first, *others = export(tmp_path, [*pages, Site(url=f"{SITE}/", menu=menu)], wordpress_max_bytes=30_000)

    assert others
    assert first.stat().st_size <= 30_000
    channel = etree.parse(first).find("channel")
    here = {text(item, "wp:post_id") for item in items(channel, "page")}
    entries = [meta(item) for item in items(channel, "nav_menu_item")]
    linked = [entry for entry in entries if entry["_menu_item_type"] == "post_type"]
    custom = [entry for entry in entries if entry["_menu_item_type"] == "custom"]
    assert {entry["_menu_item_object_id"] for entry in linked} == here
    assert [entry["_menu_item_url"] for entry in custom] == [f"/p{n}/" for n in range(len(here), 9)]
    assert not [item for path in others for item in items(etree.parse(path).find("channel"), "nav_menu_item")]


def test_posts_that_the_importer_would_take_for_one_differ_by_a_second(tmp_path):
    [path] = export(tmp_path, [post("a"), post("b"), post("c")])

    dates = sorted(text(item, "wp:post_date_gmt") for item in etree.parse(path).iter("item"))
    assert dates == ["2024-03-05 01:30:00", "2024-03-05 01:30:01", "2024-03-05 01:30:02"]


@given(st.text())
def test_any_text_survives_cdata(value):
    written = HEAD + cdata("title", value) + "</channel></rss>"
    found = etree.fromstring(written.encode()).findtext("channel/title")

    unwritable = [
        c for c in value if (ord(c) < 32 and c not in "\t\n\r") or c in "\ufffe\uffff" or "\ud800" <= c <= "\udfff"
    ]
    expected = "".join(c for c in value if c not in unwritable).replace("\r\n", "\n").replace("\r", "\n")
    assert (found or "") == expected


def test_an_empty_store_still_gives_a_file_that_can_be_read(tmp_path):
    [path] = export(tmp_path, [])

    assert text(etree.parse(path).find("channel"), "wp:wxr_version") == "1.2"
