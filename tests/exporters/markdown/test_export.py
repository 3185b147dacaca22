"""``markdown/`` of each flavour, its front matter read by a YAML reader."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import Corpus
from pipelines.exporters.markdown.export import MARKDOWN
from pipelines.exporters.markdown.matter import document
from pipelines.exporters.options import FLAVOURS, ExportOptions
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Author, Category, Comment, Link, Media, MenuEntry, Page, Redirect, Seo, Site, Tag
from tests.pipelines.records import IMAGE, SITE, post


def records():
    return [
        post(cover_image=IMAGE, cover_alt="Cup", likes=3, post_id="guid-1", language="en",
             translations=(Link(title="zh", url=f"{SITE}/zh/post/x"),),
             seo=Seo(description="How to sleep", noindex=True),
             body_html=f'<p>Go <a href="{SITE}/about#team">there</a></p>'
             f'<figure><img src="{IMAGE}" alt="Cup"></figure>'),
        post("idea", status="draft", published_at=None, modified_at=None, title='No: "date" # here'),
        Page(url=f"{SITE}/", title="Home", slug="", body_html="<p>Hello</p>"),
        Page(url=f"{SITE}/about", title="About", slug="about", body_html="<p>We help.</p>"),
        Page(url=f"{SITE}/about/team", title="Team", slug="team", body_html="<p>Us.</p>"),
        Author(url=f"{SITE}/profile/mei", name="Mei Lam", slug="mei", bio="Mei listens.", avatar=IMAGE),
        Comment(url=f"{SITE}/post/sleep-well#c1", post_url=f"{SITE}/post/sleep-well", id="c1", text="謝謝", author="陳",
                published_at="2024-03-06T00:00:00+00:00"),
        Media(url=IMAGE, source_url=IMAGE, kind="image", path="images/a cup.jpg", status="stored"),
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep", description="Rest"),
        Category(url=f"{SITE}/blog/categories/habits", label="Habits & more", slug="habits-more"),
        Tag(url=f"{SITE}/blog/tags/tea", label="tea", slug="tea"),
        Site(url=f"{SITE}/", name="Willow", language="en", timezone="Asia/Hong_Kong",
             redirects=(Redirect(source=f"{SITE}/single-post/sleep", target=f"{SITE}/post/sleep-well", status=301),),
             menu=(MenuEntry(label="About", url=f"{SITE}/about", children=(
                 MenuEntry(label="Team", url=f"{SITE}/about/team"),)),)),
    ]  # fmt: skip


def export(folder, flavour="hugo", items=None):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records() if items is None else items)))
    (folder / "media" / "images").mkdir(parents=True, exist_ok=True)
    (folder / "media" / "images" / "a cup.jpg").write_bytes(b"picture")
    [written] = MARKDOWN.render(Corpus(folder), folder, ExportOptions(markdown_flavour=flavour))
    return written


def read(path):
    _, matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(matter), body


def test_hugo_gets_a_bundle_with_the_picture_beside_the_text(tmp_path):
    folder = export(tmp_path) / "content/post/sleep-well"
    matter, body = read(folder / "index.md")

    assert matter["title"] == "Sleep well, 睡得好"
    assert matter["date"] == "2024-03-05T09:30:00+08:00"
    assert matter["lastmod"] == "2024-04-01T08:00:00+08:00"
    assert (matter["url"], matter["slug"]) == ("/post/sleep-well/", "sleep-well")
    assert matter["aliases"] == ["/single-post/sleep"]
    assert matter["authors"] == ["Mei Lam"]
    assert matter["categories"] == ["sleep", "Habits"]  # a label without a record stays a label
    assert matter["tags"] == ["tea"]
    assert matter["description"] == "How to sleep"
    assert matter["cover"] == {"image": "a cup.jpg", "alt": "Cup"}
    params = matter["params"]
    assert (params["views"], params["likes"], params["comments"]) == (1200, 3, 0)
    assert params["source_url"] == f"{SITE}/post/sleep-well"
    assert params["noindex"] is True
    assert params["translations"] == {"zh": f"{SITE}/zh/post/x"}
    assert "Go [there](/about/#team)" in body
    assert "![Cup](a%20cup.jpg)" in body
    assert (folder / "a cup.jpg").read_bytes() == b"picture"


def test_drafts_are_drafts(tmp_path):
    matter, _ = read(export(tmp_path) / "content/post/idea/index.md")

    assert matter["draft"] is True
    assert matter["title"] == 'No: "date" # here'
    assert "date" not in matter


def test_pages_with_pages_below_are_branches(tmp_path):
    content = export(tmp_path) / "content"

    assert read(content / "_index.md")[0]["url"] == "/"
    assert (content / "about/_index.md").exists()
    assert (content / "about/team/index.md").exists()


def test_terms_people_comments_menu_and_settings(tmp_path):
    folder = export(tmp_path)

    matter, _ = read(folder / "content/categories/sleep/_index.md")
    assert matter == {"title": "Sleep", "url": "/blog/categories/sleep/", "description": "Rest"}
    [author] = yaml.safe_load((folder / "data/authors.yaml").read_text(encoding="utf-8"))
    assert author["bio"] == "Mei listens."
    comments = yaml.safe_load((folder / "data/comments.yaml").read_text(encoding="utf-8"))
    assert comments["/post/sleep-well/"][0]["text"] == "謝謝"
    settings = yaml.safe_load((folder / "hugo.yaml").read_text(encoding="utf-8"))
    assert settings["timeZone"] == "Asia/Hong_Kong"
    assert settings["markup"]["goldmark"]["renderer"]["unsafe"] is True
    about, team = settings["menu"]["main"]
    assert (about["name"], about["url"], team["parent"]) == ("About", "/about/", about["identifier"])


def test_jekyll(tmp_path):
    folder = export(tmp_path, "jekyll")
    matter, body = read(folder / "_posts/2024-03-05-sleep-well.md")

    assert matter["permalink"] == "/post/sleep-well/"
    assert matter["redirect_from"] == ["/single-post/sleep"]
    assert matter["categories"] == ["Sleep", "Habits"]
    assert matter["render_with_liquid"] is False
    assert matter["wix"]["views"] == 1200
    assert "![Cup](/media/images/a%20cup.jpg)" in body
    assert (folder / "media/images/a cup.jpg").read_bytes() == b"picture"
    assert (folder / "_drafts/2000-01-01-idea.md").exists()
    assert yaml.safe_load((folder / "_config.yml").read_text())["kramdown"]["smart_quotes"][0] == "apos"


def test_eleventy_and_astro(tmp_path):
    folder = export(tmp_path, "eleventy")
    matter, _ = read(folder / "posts/post--sleep-well.md")
    assert matter["permalink"] == "/post/sleep-well/index.html"
    assert matter["tags"] == ["post", "tea"]
    assert "addPassthroughCopy" in (folder / "eleventy.config.js").read_text()
    assert json.loads((folder / "_data/menu.json").read_text())[0]["name"] == "About"

    folder = export(tmp_path, "astro")
    matter, body = read(folder / "src/content/posts/post--sleep-well.md")
    assert matter["path"] == "/post/sleep-well/"
    assert "(/media/images/a%20cup.jpg)" in body
    assert (folder / "public/media/images/a cup.jpg").exists()
    assert "defineCollection" in (folder / "src/content.config.ts").read_text()


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_flavour_holds_every_text(tmp_path, flavour):
    folder = export(tmp_path, flavour)

    texts = [path for path in folder.rglob("*.md") if "categories" not in path.parts and "tags" not in path.parts]
    assert len(texts) == 5


def test_what_an_earlier_export_wrote_goes(tmp_path):
    export(tmp_path)
    items = [record for record in records() if record.url != f"{SITE}/about/team"]

    folder = export(tmp_path, items=items)

    assert not (folder / "content/about/team").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [ITEMS_FILE, "markdown", "media"]


@given(st.text(), st.text())
def test_any_text_survives_front_matter(title, body):
    written = document({"title": title}, body).decode()

    _, matter, rest = written.split("---\n", 2) if "---\n" not in title else (None, None, None)
    if matter is not None:
        expected = title.encode("utf-8", "replace").decode()
        assert yaml.safe_load(matter)["title"] == expected
        assert rest == "\n" + body.encode("utf-8", "replace").decode()
