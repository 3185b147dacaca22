"""A site with every kind of old path, and its map."""

import csv
import io
from urllib.parse import quote

from hypothesis import strategies as st

from pipelines.corpus import Corpus
from pipelines.exporters.redirects.known import Known
from pipelines.exporters.redirects.plan import plan
from pipelines.permalinks.base import Permalinks
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Category, Media, Page, Redirect, Seo, Site
from tests.pipelines.records import SITE, post

# Names of any letters, as slugs can have them.
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=1, max_size=4)
CHINESE = "睡得好"
PLAN = f"{SITE}/_files/ugd/5c1a9e_0567.pdf"
LOST = f"{SITE}/_files/ugd/5c1a9e_9999.pdf"


def records():
    return [
        post(CHINESE, url=f"{SITE}/post/{quote(CHINESE)}", published_at="2020-03-05T01:30:00+00:00"),
        post("a+b.c", url=f"{SITE}/post/a+b.c", files=(PLAN,), links=(f"{SITE}/single-post/2019/05/06/dated?x=1#top",)),
        post("Tea", url=f"{SITE}/Tea", seo=Seo(canonical=f"{SITE}/post/green-tea")),
        post("dated", url=f"{SITE}/post/2020/01/02/dated", links=(f"{SITE}/single-post/dated",)),
        post("copy", url=f"{SITE}/post/dated?lang=zh", variant_of=f"{SITE}/post/2020/01/02/dated"),
        post("walk", url=f"{SITE}/post/walk?lang=zh"),
        Page(url=f"{SITE}/", title="Home", slug=""),
        Page(url=f"{SITE}/about", title="About", slug="about"),
        Page(url=f"{SITE}/blog", title="Blog", slug="blog", kind="blog"),
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep"),
        Category(url=f"{SITE}/blog/categories/{quote('養生')}", label="養生", slug="養生"),
        Media(url=PLAN, source_url=PLAN, kind="document", used_by=(f"{SITE}/post/a+b.c",)),
        Media(url=LOST, source_url=LOST, kind="document", status="missing", reason="403"),
        Site(
            url=f"{SITE}/",
            blog_path="/blog",
            redirects=(
                Redirect(source=f"{SITE}/old", target=f"{SITE}/older", status=301),
                Redirect(source=f"{SITE}/older", target=f"{SITE}/post/a+b.c", status=302),
                Redirect(source=f"{SITE}/shop", target="https://shop.example/", status=301),
                Redirect(source=f"{SITE}/gone", target=f"{SITE}/never-seen", status=301),
                Redirect(source=f"{SITE}/round", target=f"{SITE}/around", status=301),
                Redirect(source=f"{SITE}/around", target=f"{SITE}/round", status=301),
                Redirect(source="http://elsewhere.example/x", target=f"{SITE}/about", status=301),
            ),
        ),
    ]


def store(folder, items):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, items)))
    return Corpus(folder)


def table(folder, receiver="wordpress"):
    text = (folder / "redirects.csv").read_text(encoding="utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["receiver"] == receiver]


def states(folder, receiver="wordpress"):
    return {row["source"]: (row["target"], row["state"]) for row in table(folder, receiver)}


def rules_of(tmp_path, items, rules):
    corpus = store(tmp_path, items)
    return plan(corpus, Permalinks(corpus, rules), Known.of(corpus), {})
