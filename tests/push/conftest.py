"""A small store with its files, and a WordPress to push it to."""

import pytest

from pipelines.store import ITEMS_FILE, encode
from scraper.items import Author, Category, Comment, Media, Page, Site, Tag
from tests.pipelines.records import IMAGE, SITE, post
from tests.push.fake import serving

PDF = "https://static.wixstatic.com/ugd/aa11bb_0011.pdf"


def records():
    return [
        post(cover_image=IMAGE, categories=("Q&A",), body_html=f'<p>Warm.</p><figure><img src="{IMAGE}"></figure>'),
        post(
            "walk-more",
            title="Walk more",
            body_html=f'<p><a href="{SITE}/post/sleep-well">Sleep</a> <a href="{PDF}">Plan</a></p>',
            published_at="2024-03-06T01:30:00+00:00",
        ),
        post("draft", title="A draft", status="draft", body_html="<p>Soon.</p>"),
        Page(url=f"{SITE}/about", title="About", slug="about", body_html="<p>We help.</p>"),
        Author(url=f"{SITE}/profile/mei", name="Mei Lam", slug="mei", bio="Mei listens."),
        Media(
            url=IMAGE,
            source_url=IMAGE,
            status="stored",
            path="images/茶 杯.png",
            mime="image/png",
            sha256="aa",
            alt="Cup",
        ),
        Media(url=PDF, source_url=PDF, kind="document", status="stored", path="documents/plan.pdf", sha256="bb"),
        Category(url=f"{SITE}/blog/categories/q-a", label="Q&A", slug="q-a", description="Asked often"),
        Tag(url=f"{SITE}/blog/tags/tea", label="tea", slug="tea"),
        *(
            Comment(
                url=f"{SITE}/post/sleep-well#comment-{name}",
                post_url=f"{SITE}/post/sleep-well",
                id=name,
                parent_id=parent,
                author=author,
                text=f"I say {name} & <b>",
                published_at=f"2024-03-07T0{number}:00:00+00:00",
            )
            # The answer stands before what it answers.
            for number, (name, parent, author) in enumerate((("b", "a", None), ("a", None, "Ann")))
        ),
        Site(url=f"{SITE}/", name="Willow"),
    ]


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "store"
    for name in ("images", "documents"):
        (folder / "media" / name).mkdir(parents=True)
    (folder / "media" / "images" / "茶 杯.png").write_bytes(b"\x89PNG picture")
    (folder / "media" / "documents" / "plan.pdf").write_bytes(b"%PDF plan")
    write(folder, records())
    return folder


def write(folder, found):
    """Make these records the store."""
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, found)))


@pytest.fixture
def wordpress():
    with serving() as fake:
        yield fake
