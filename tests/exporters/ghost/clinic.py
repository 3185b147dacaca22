"""A small site that has whatever Ghost is particular about, with its media on disk."""

import io
import json
from hashlib import sha256

from PIL import Image

from pipelines.corpus import Corpus
from pipelines.exporters.base import render_all
from pipelines.exporters.ghost.desk import Desk
from pipelines.exporters.ghost.lexical import lexical
from pipelines.exporters.ghost.notes import Notes
from pipelines.exporters.ghost.shelf import Shelf
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.ghost import GhostRules
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Author, Category, Comment, Link, Media, Page, Post, Seo, Site, Tag

SITE = "https://www.willow-clinic.example"
STATIC = "https://static.wixstatic.com"
TEA = f"{STATIC}/media/aa11bb_{'1' * 32}~mv2.jpg"
CUP = f"{STATIC}/media/aa11bb_{'2' * 32}~mv2.png"
GONE = f"{STATIC}/media/aa11bb_{'3' * 32}~mv2.jpg"
FILM = "https://video.wixstatic.com/video/aa11bb_4/1080p/mp4/file.mp4"
SOUND = f"{STATIC}/mp3/aa11bb_5.mp3"
PAPER = f"{SITE}/_files/ugd/aa11bb_6.pdf"
NOTES = f"{SITE}/_files/ugd/aa11bb_7.md"
DATA = f"{SITE}/_files/ugd/aa11bb_8.json"

_STORED = {
    TEA: ("image", "images/Tea set, 茶.JPG", "image/jpeg"),
    CUP: ("image", "images/cup.png", "image/png"),
    FILM: ("video", "videos/walk.mp4", "video/mp4"),
    SOUND: ("audio", "audio/breath.mp3", "audio/mpeg"),
    PAPER: ("document", "documents/家居護理.pdf", "application/pdf"),
    NOTES: ("document", "documents/notes.md", "text/markdown"),
    DATA: ("document", "documents/data.json", "application/json"),
}


def post(slug, body="", **fields):
    """A published post of ``Mei Lam`` in ``Sleep``; ``fields`` replace its values."""
    values = {
        "url": f"{SITE}/post/{slug}",
        "fetched_at": "2026-05-01T08:00:00+00:00",
        "title": f"About {slug}",
        "slug": slug,
        "language": "en",
        "direction": "ltr",
        "published_at": "2024-03-05T09:30:00+08:00",
        "modified_at": "2024-04-01T00:00:00+00:00",
        "author": "Mei Lam",
        "author_url": f"{SITE}/profile/mei",
        "body_html": body,
        "body_text": " ".join(body.replace("<", " <").split()) and "text",
        "categories": ("Sleep",),
        "tags": ("tea",),
    }
    return Post(**{**values, **fields})


def media(folder):
    """Write files of every kind under ``folder/media`` and return their records."""
    records = [Media(url=GONE, source_url=GONE, kind="image", status="missing", reason="403")]
    for source, (kind, path, mime) in _STORED.items():
        content = _picture(path) if kind == "image" else f"the content of {path}".encode()
        target = folder / "media" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        size = {"width": 8, "height": 6} if kind == "image" else {}
        known = {"url": source, "source_url": source, "kind": kind, "path": path, "mime": mime}
        records.append(Media(**known, **size, status="stored", bytes=len(content), sha256=sha256(content).hexdigest()))
    return records


def _picture(path):
    file = io.BytesIO()
    Image.new("RGB", (8, 6), "green").save(file, "PNG" if path.endswith("png") else "JPEG")
    return file.getvalue()


def people_and_terms():
    """Records that posts refer to."""
    return [
        Site(url=f"{SITE}/", name="Willow Clinic", language="en", languages=("en", "zh")),
        Author(url=f"{SITE}/profile/mei", name="Mei Lam", slug="mei", bio="聽" * 300, avatar=CUP,
               links=("http://localhost:8/", "https://mei.example/", "https://social.example/mei"), role="Therapist"),
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep", description="Nights."),
        Category(url=f"{SITE}/blog/categories/%E9%A4%8A%E7%94%9F", label="養生", slug="養生"),
        Tag(url=f"{SITE}/blog/tags/tea", label="tea", slug="tea"),
        Tag(url=f"{SITE}/blog/tags/sleep", label="sleep", slug="sleep"),
        Tag(url=f"{SITE}/blog/tags/new", label="#new", slug="new"),
    ]  # fmt: skip


def posts_and_pages():
    """What is imported, with the titles, slugs and states that importers stumble over."""
    return [
        post("plain", "<p>Plain text.</p>", cover_image=TEA, cover_alt="T" * 300, featured=True, views=12, likes=1,
             excerpt="word " * 90, seo=Seo(title="Plain | Willow", description="d" * 600, og_image=CUP)),
        post("睡得好", "<p>早睡。</p>", title="睡得好 😀 نوم", language="zh-hk", tags=("tea", "sleep"),
             translations=(Link(title="en", url=f"{SITE}/post/plain"),),
             seo=Seo(canonical="https://elsewhere.example/original", noindex=True)),
        post("long", title="長" * 255), post("longer", title="a title " * 60),
        post("untitled", title=None, excerpt="What to do when nothing helps."), post("nameless", title=""),
        post("hostile", title='</script> "quoted" \\ & <b>&amp; {{title}}'),
        post("a"), post("rss"), post("new", tags=("#new", "unlisted")), post("x" * 250, title="X"),
        post("same", url=f"{SITE}/one/same"), post("Same", url=f"{SITE}/two/same", published_at="2025-01-01"),
        post("draft-1", status="draft", published_at=None, author=None, author_url=None),
        post("later", status="scheduled", published_at="2030-01-01T00:00:00+00:00"),
        post("guest", author="王小明", author_url=None, author_bio="Guest."),
        Page(url=f"{SITE}/", title="Home", slug="", kind="home", body_html="<h1>Home</h1><p>Hi</p>", body_text="Hi",
             fetched_at="2026-05-01T08:00:00+00:00"),
        Page(url=f"{SITE}/blog", title="Blog", slug="blog", kind="blog", body_html="", body_text=""),
        Page(url=f"{SITE}/same", title="Same", slug="same", kind="other", body_html="<p>Same</p>", body_text="Same"),
        Comment(url=f"{SITE}/post/plain#c1", post_url=f"{SITE}/post/plain", id="c1", text="thanks"),
    ]  # fmt: skip


def whole_site(folder, bodies=()):
    """Write the store of the whole site with its media; ``bodies`` become further posts. Return its folder."""
    more = [post(f"body-{number}", body) for number, body in enumerate(bodies)]
    records = [*people_and_terms(), *posts_and_pages(), *more, *media(folder)]
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return folder


def export(folder):
    """Render the format as the command does; return the path of the zip."""
    (result,) = render_all(folder, ["ghost"])
    assert result.error is None
    return result.files[0]


class Body:
    """Writes single bodies of a site in ``folder``."""

    def __init__(self, folder):
        corpus = Corpus(whole_site(folder))
        self.notes = Notes()
        self.desk = Desk(Shelf(corpus), Permalinks(corpus, GhostRules.of(corpus)), self.notes)

    def nodes(self, body, **fields):
        """The document's top nodes."""
        record = {"url": f"{SITE}/post/plain", "body_html": body, "direction": "ltr", **fields}
        return json.loads(lexical(self.desk, record))["root"]["children"]
