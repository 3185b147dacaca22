"""``sanity/`` read back as the importer reads it."""

import json
import re

import pytest

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.sanity.export import SANITY
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Media
from tests.exporters.markdown.site import IMAGE, SHARED, records
from tests.pipelines.records import SITE


@pytest.fixture
def folder(tmp_path):
    lost = Media(url=f"{IMAGE}x", source_url=f"{IMAGE}x", status="missing")
    (tmp_path / ITEMS_FILE).write_bytes(b"".join(map(encode, [*records(), lost])))
    (tmp_path / "media/images").mkdir(parents=True)
    (tmp_path / "media/images/a cup.jpg").write_bytes(b"cup")
    [written] = SANITY.render(Corpus(tmp_path), tmp_path, ExportOptions())
    return written


@pytest.fixture
def documents(folder):
    lines = (folder / "data.ndjson").read_text(encoding="utf-8").splitlines()
    return {document["_id"]: document for document in map(json.loads, lines)}


def of(documents, kind):
    return [document for document in documents.values() if document["_type"] == kind]


def references(value):
    if isinstance(value, dict):
        if "_ref" in value:
            yield value["_ref"]
        for entry in value.values():
            yield from references(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from references(entry)


def test_ids_are_allowed_and_references_lead_somewhere(documents):
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", known) for known in documents)
    assert set(references(list(documents.values()))) <= set(documents)


def test_a_post(documents):
    post = next(post for post in of(documents, "post") if not post["_id"].startswith("drafts."))

    assert (post["title"], post["slug"]["current"], post["path"]) == (
        "Sleep well, 睡得好", "sleep-well", "/post/sleep-well/",
    )  # fmt: skip
    assert (post["publishedAt"], post["views"], post["comments"]) == ("2024-03-05T01:30:00+00:00", 1200, 0)
    assert documents[post["author"]["_ref"]]["name"] == "Mei Lam"
    assert [documents[entry["_ref"]]["title"] for entry in post["categories"]] == ["Sleep", "Habits"]
    assert post["mainImage"] == {"_type": "image", "_sanityAsset": "image@file://./images/a%20cup.jpg", "alt": "Cup"}
    text, cup, pot = post["body"]
    assert text["markDefs"][0]["href"] == "/about/#team"
    assert cup["_sanityAsset"] == "image@file://./images/a%20cup.jpg"
    assert pot["_sanityAsset"] == f"image@{SHARED}"  # its file is gone: the importer fetches it
    assert post["sourceUrl"] == f"{SITE}/post/sleep-well"


def test_drafts_comments_people_and_menu(documents):
    assert [post["title"] for post in of(documents, "post") if post["_id"].startswith("drafts.")] == [
        'No: "date" # here'
    ]
    first, second = of(documents, "comment")
    assert (first["text"], first["likes"]) == ("謝謝\n\n!", 0)
    assert (second["text"], second["parent"]["_ref"]) == ("no", first["_id"])
    assert [author["bio"] for author in of(documents, "author")] == ["Mei *listens*.\n\n- walks"]
    [site] = of(documents, "site")
    assert site["menu"][0]["children"][0]["href"] == "/about/team/"


def test_the_images_lie_where_they_are_named(folder):
    assert [path.name for path in (folder / "images").iterdir()] == ["a cup.jpg"]
    assert len(list(folder.glob("*.ndjson"))) == 1
