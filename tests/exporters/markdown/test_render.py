"""``markdown/`` of each generator, its front matter read by a YAML reader."""

import json

import pytest
import yaml

from pipelines.exporters.folder import LIST
from pipelines.exporters.options import FLAVOURS
from scraper.items import Category, Page, Site
from tests.exporters.markdown.site import export, names, read, records
from tests.pipelines.records import SITE, post


def test_hugo_has_every_record_where_it_looks_for_it(tmp_path):
    assert names(export(tmp_path)) == {
        LIST, "hugo.yaml",
        "content/_index.md", "content/about/_index.md", "content/about/team/index.md",
        "content/post/_index.md", "content/post/sleep-well/index.md", "content/post/sleep-well/a cup.jpg",
        "content/post/idea/index.md",
        "content/categories/sleep/_index.md", "content/categories/habits/_index.md", "content/tags/tea/_index.md",
        "content/authors/mei/_index.md",
        "data/authors/mei.yaml", "data/comments/sleep-well.yaml",
        "static/media/images/a cup.jpg", "static/media/images/pot.jpg",
    }  # fmt: skip


def test_hugo_s_front_matter(tmp_path):
    front, body = read(export(tmp_path) / "content/post/sleep-well/index.md")

    assert front == {
        "title": "Sleep well, 睡得好",
        "date": "2024-03-05T09:30:00+08:00",
        "lastmod": "2024-04-01T08:00:00+08:00",
        "draft": False,
        "slug": "sleep-well",
        "url": "/post/sleep-well/",
        "aliases": ["/single-post/sleep"],
        "translationKey": "/post/sleep-well",
        "description": "How to sleep",
        "summary": "Three habits for the evening.",
        "authors": ["mei"],
        "categories": ["sleep", "habits"],
        "tags": ["tea"],
        "sitemap": {"disable": True},
        "params": {
            "images": ["a cup.jpg"],
            "cover": {"image": "a cup.jpg", "alt": "Cup", "hidden": True},
            "language": "en",
            "source_url": f"{SITE}/post/sleep-well",
            "noindex": True,
            "views": 1200,
            "likes": 3,
            "comments": 0,
            "wix_id": "guid-1",
            "seo": {"title": "Sleep | Willow"},
        },
    }
    assert body == "\nGo [there](/about/#team)\n\n![Cup](a%20cup.jpg)\n\n![Pot](/media/images/pot.jpg)\n"


def test_hugo_s_terms_people_comments_and_settings(tmp_path):
    folder = export(tmp_path)

    front, _ = read(folder / "content/categories/sleep/_index.md")
    assert front["title"] == "Sleep"
    assert (front["url"], front["description"]) == ("/blog/categories/sleep/", 'Rest: "yes"')
    front, _ = read(folder / "content/categories/habits/_index.md")
    assert (front["title"], front["url"]) == ("Habits", "/blog/categories/habits/")
    front, body = read(folder / "content/authors/mei/_index.md")
    assert front["params"]["avatar"] == "/media/images/a cup.jpg"
    assert body == "\nMei \\*listens\\*.\n\n\\- walks\n"
    author = yaml.safe_load((folder / "data/authors/mei.yaml").read_text(encoding="utf-8"))
    assert (author["name"], author["bio"], author["role"]) == ("Mei Lam", "Mei *listens*.\n\n- walks", "Doctor")
    assert yaml.safe_load((folder / "data/comments/sleep-well.yaml").read_text(encoding="utf-8")) == {
        "post": "/post/sleep-well/",
        "comments": [
            {"id": "c1", "author": "陳", "date": "2024-03-06T08:00:00+08:00", "likes": 0, "text": "謝謝\n\n!"},
            {"id": "c2", "parent": "c1", "date": "2024-03-07T08:00:00+08:00", "text": "no"},
        ],
    }
    config = yaml.safe_load((folder / "hugo.yaml").read_text(encoding="utf-8"))
    assert (config["baseURL"], config["timeZone"]) == (f"{SITE}/", "Asia/Hong_Kong")
    assert config["markup"]["goldmark"]["renderer"]["unsafe"] is True
    about, team = config["menus"]["main"]
    assert (about["name"], about["url"], team["url"]) == ("About", "/about/", "/about/team/")
    assert team["parent"] == about["identifier"]


def test_drafts_are_drafts(tmp_path):
    front, _ = read(export(tmp_path) / "content/post/idea/index.md")

    assert (front["draft"], front["title"], front["params"]["status"]) == (True, 'No: "date" # here', "draft")
    assert "date" not in front
    assert (export(tmp_path, "jekyll") / "_drafts/idea.md").is_file()


def test_jekyll(tmp_path):
    folder = export(tmp_path, "jekyll")
    front, body = read(folder / "_posts/2024-03-05-sleep-well.md")

    assert front["permalink"] == "/post/sleep-well/"
    assert front["redirect_from"] == ["/single-post/sleep"]
    assert (front["categories"], front["tags"], front["authors"]) == (["Sleep", "Habits"], ["tea"], ["mei"])
    assert front["image"] == {"path": "/assets/media/images/a cup.jpg", "alt": "Cup"}
    assert (front["views"], front["render_with_liquid"], front["sitemap"]) == (1200, False, False)
    assert "![Cup](/assets/media/images/a%20cup.jpg)" in body
    front, body = read(folder / "categories/sleep.md")
    assert (front["permalink"], front["term"]) == ("/blog/categories/sleep/", "Sleep")
    assert "site.categories[page.term]" in body
    config = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8"))
    assert config["kramdown"]["gfm_quirks"] == ["paragraph_end", "no_auto_typographic"]
    assert config["plugins"] == ["jekyll-redirect-from"]
    assert yaml.safe_load((folder / "_data/menu.yml").read_text(encoding="utf-8"))["main"][0]["url"] == "/about/"
    assert (folder / "_data/comments/sleep-well.yml").is_file()


def test_eleventy(tmp_path):
    folder = export(tmp_path, "eleventy")
    front, _ = read(folder / "content/post/sleep-well.md")

    assert front["permalink"] == "/post/sleep-well/"
    assert (front["categories"], front["tags"]) == (["Sleep", "Habits"], ["tea"])
    assert "markdownTemplateEngine: false" in (folder / "eleventy.config.mjs").read_text(encoding="utf-8")
    site = json.loads((folder / "content/_data/site.json").read_text(encoding="utf-8"))
    assert site["menu"][0]["children"] == [{"name": "Team", "url": "/about/team/"}]
    comments = json.loads((folder / "content/_data/comments/sleep-well.json").read_text(encoding="utf-8"))
    assert comments["comments"][1]["parent"] == "c1"
    assert read(folder / "content/pages/blog.md")[0]["templateEngineOverride"] == "njk,md"


def test_astro(tmp_path):
    folder = export(tmp_path, "astro")
    front, body = read(folder / "src/content/blog/sleep-well.md")

    assert (front["path"], front["pubDate"], front["draft"]) == (
        "/post/sleep-well/", "2024-03-05T09:30:00+08:00", False,
    )  # fmt: skip
    assert front["heroImage"] == "/media/images/a cup.jpg"
    assert "(/media/images/a%20cup.jpg)" in body
    schema = (folder / "src/content.config.ts").read_text(encoding="utf-8")
    folders = {path.name for path in (folder / "src/content").iterdir()} - {"data"}
    assert all(f'files("{name}"' in schema for name in folders)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_generator_has_every_medium_once_and_linked(flavour, tmp_path):
    folder = export(tmp_path, flavour)
    media = [path for path in folder.rglob("*") if path.suffix == ".jpg"]

    # Hugo has the cup beside the text, and once more for the portrait, which lies beside none.
    assert sorted(path.name for path in media) == (["a cup.jpg"] * (1 + (flavour == "hugo"))) + ["pot.jpg"]
    assert all(path.stat().st_nlink > 1 for path in media)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_another_language_has_its_own_files(flavour, tmp_path):
    items = [
        post("x", url=f"{SITE}/post/x"),
        post("x", url=f"{SITE}/post/x?lang=zh", language="zh", title="睡"),
        Page(url=f"{SITE}/", slug="", title="Home"),
        Page(url=f"{SITE}/?lang=zh", slug="", title="主頁"),
        Site(url=f"{SITE}/", languages=("en", "zh"), language="en"),
    ]
    folder = export(tmp_path, flavour, items)
    titles = {read(path)[0]["title"] for path in folder.rglob("*.md")}

    assert {"睡", "主頁", "Home", "Sleep well, 睡得好"} <= titles
    if flavour == "hugo":
        assert read(folder / "content/post/x/index.zh.md")[0]["url"] == "/zh/post/x/"
        assert read(folder / "content/_index.zh.md")[0]["url"] == "/zh/"


def test_records_that_want_the_same_file_are_both_there(tmp_path):
    items = [
        Category(url=f"{SITE}/blog/categories/x", label="X", slug="x"),
        Category(url=f"{SITE}/fr/categories/x", label="X again", slug="x"),
        Site(url=f"{SITE}/", languages=("en",)),
    ]
    folder = export(tmp_path, "hugo", items)

    assert {read(path)[0]["title"] for path in folder.rglob("_index.md")} == {"X", "X again"}


def test_what_an_earlier_export_wrote_goes_and_a_theme_stays(tmp_path):
    folder = export(tmp_path)
    (folder / "layouts").mkdir()
    (folder / "layouts/single.html").write_text("mine")

    export(tmp_path, items=[record for record in records() if record.url != f"{SITE}/about/team"])

    assert not (folder / "content/about/team").exists()
    assert (folder / "layouts/single.html").read_text() == "mine"
