"""A small site for the tests of the export, and readers of its files."""

import yaml

from pipelines.corpus import Corpus
from pipelines.exporters.markdown.render import MARKDOWN
from pipelines.exporters.options import ExportOptions
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Author, Category, Comment, Link, Media, MenuEntry, Page, Redirect, Seo, Site, Tag
from tests.pipelines.records import IMAGE, SITE, post

POST = f"{SITE}/post/sleep-well"
SHARED = IMAGE.replace("aa11bb", "cc22dd")


def records():
    return [
        post(cover_image=IMAGE, cover_alt="Cup", likes=3, post_id="guid-1", language="en", cover_displayed=False,
             author_url=f"{SITE}/profile/mei",
             translations=(Link(title="zh", url=f"{SITE}/zh/post/x"),),
             seo=Seo(title="Sleep | Willow", description="How to sleep", noindex=True),
             body_html=f'<p>Go <a href="{SITE}/about#team">there</a></p>'
             f'<figure><img src="{IMAGE}" alt="Cup"></figure><figure><img src="{SHARED}" alt="Pot"></figure>'),
        post("idea", url=f"{SITE}/#draft:1", status="draft", published_at=None, modified_at=None,
             title='No: "date" # here', categories=()),
        Page(url=f"{SITE}/", title="Home", slug="", body_html="<p>Hello</p>"),
        Page(url=f"{SITE}/blog", title="All Posts", slug="blog", kind="blog"),
        Page(url=f"{SITE}/about", title="About", slug="about", body_html="<p>We help.</p>"),
        Page(url=f"{SITE}/about/team", title="Team", slug="team",
             body_html=f'<figure><img src="{SHARED}" alt="Pot"></figure>'),
        Author(url=f"{SITE}/profile/mei", name="Mei Lam", slug="mei", bio="Mei *listens*.\n\n- walks", avatar=IMAGE,
               role="Doctor"),
        Comment(url=f"{POST}#comment-c1", post_url=POST, id="c1", text="謝謝\n\n!", author="陳", likes=0,
                published_at="2024-03-06T00:00:00+00:00"),
        Comment(url=f"{POST}#comment-c2", post_url=POST, id="c2", parent_id="c1", text="no",
                published_at="2024-03-07T00:00:00+00:00"),
        Media(url=IMAGE, source_url=IMAGE, path="images/a cup.jpg", status="stored",
              used_by=(f"{SITE}/post/sleep-well",)),
        Media(url=SHARED, source_url=SHARED, path="images/pot.jpg", status="stored",
              used_by=(f"{SITE}/about/team", f"{SITE}/post/sleep-well")),
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep", description='Rest: "yes"'),
        Tag(url=f"{SITE}/blog/tags/tea", label="tea", slug="tea"),
        Site(url=f"{SITE}/", name="Willow", language="en", languages=("en",), timezone="Asia/Hong_Kong",
             blog_path="/blog",
             redirects=(Redirect(source=f"{SITE}/single-post/sleep", target=f"{SITE}/post/sleep-well", status=301),),
             menu=(MenuEntry(label="About", url=f"{SITE}/about", children=(
                 MenuEntry(label="Team", url=f"{SITE}/about/team"),)),)),
    ]  # fmt: skip


def export(folder, flavour="hugo", items=None):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records() if items is None else items)))
    images = folder / "media" / "images"
    images.mkdir(parents=True, exist_ok=True)
    (images / "a cup.jpg").write_bytes(b"cup")
    (images / "pot.jpg").write_bytes(b"pot")
    [written] = MARKDOWN.render(Corpus(folder), folder, ExportOptions(markdown_flavour=flavour))
    return written


def read(path):
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
