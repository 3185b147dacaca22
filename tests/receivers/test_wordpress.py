"""The export in a real WordPress: everything arrives, as native blocks, once."""

import json
import urllib.request
from urllib.parse import quote, urlsplit

import pytest
from lxml import html

from pipelines.exporters.options import ExportOptions
from pipelines.exporters.redirects.export import planned
from tests.receivers.arrived import check_facts, check_verdicts, invalid_blocks
from tests.receivers.reading import holds, letters, text_of
from tests.receivers.wordpress import running

pytestmark = pytest.mark.receivers


@pytest.fixture(scope="module")
def site(exported, tmp_path_factory):
    with running(tmp_path_factory.mktemp("wordpress") / "site", exported.media_port) as wordpress:
        printed = wordpress.import_wxr(*sorted(exported.folder.glob("wordpress*.xml")))
        assert "Failed to import" not in printed, printed
        wordpress.choose_home()
        yield wordpress


def test_every_post_is_there_with_its_facts(exported, site, posts, places):
    check_facts(exported, site, posts, places)
    for record in exported.corpus.records("post"):
        found = posts[record["url"]]
        assert bool(found["featured_media"]) == (record["cover_image"] in exported.corpus.media_paths)


def test_every_character_is_on_the_rendered_page(exported, posts):
    for record in exported.corpus.records("post"):
        with urllib.request.urlopen(posts[record["url"]]["link"], timeout=60) as answer:
            page = html.fromstring(answer.read().decode())
        assert holds(letters(page.text_content()), letters(record["body_text"])), record["url"]
        assert text_of(posts[record["url"]]["content"]["rendered"]) != ""


def test_pictures_are_attachments_with_their_texts(exported, site, posts):
    files = {entry["meta"]["wix_source_url"]: entry for entry in site.all("media")}
    stored = {r["source_url"]: r for r in exported.corpus.records("media") if r["status"] == "stored"}

    assert files.keys() == stored.keys()
    for url, record in stored.items():
        assert files[url]["alt_text"] == (record["alt"] or "")
        assert letters(files[url]["caption"]["raw"]) == letters(record["caption"] or "")
    for record in exported.corpus.records("post"):
        shown = {
            image.get("src")
            for image in html.fragment_fromstring(
                posts[record["url"]]["content"]["rendered"], create_parent="div"
            ).iter("img")
        }
        expected = {files[url]["source_url"] if url in files else url for url in record["images"]}
        assert shown == expected, record["url"]


def test_pages_terms_comments_and_menu(exported, site, places):
    pages = {page["meta"]["wix_source_url"]: page for page in site.all("pages", "&status=any")}
    for record in exported.corpus.records("page"):
        found = pages[record["url"]]
        assert found["title"]["raw"] == record["title"]
        assert holds(text_of(found["content"]["rendered"]), letters(record["body_text"] or ""))
    drafts = [page for page in pages.values() if page["status"] == "draft"]
    assert {page["title"]["raw"] for page in drafts} == {
        f"About the author: {author['name']}" for author in exported.corpus.records("author") if author["bio"]
    }
    for kind, name in (("category", "categories"), ("tag", "tags")):
        found = {term["slug"] for term in site.all(name)}
        assert found >= {quote(places.of(kind, r["url"]).slug).lower() for r in exported.corpus.records(kind)}
    comments = site.all("comments")
    records = list(exported.corpus.records("comment"))
    assert len(comments) == len(records) > 0
    known = {record["id"] for record in records}
    assert sum(bool(c["parent"]) for c in comments) == sum(record["parent_id"] in known for record in records)
    menus = json.loads(site.cli("menu", "list", "--format=json"))
    menu = next(exported.corpus.records("site"))["menu"]
    assert [(menu["name"], int(menu["count"])) for menu in menus] == [("Main menu", _count(menu))]


def _count(menu):
    return sum(1 + _count(entry["children"] or []) for entry in menu)


def test_verify_finds_all_but_the_redirects(exported, site):
    report = check_verdicts(exported, site)

    assert report["receiver"] == "wordpress"


def test_documents_lie_where_the_redirects_lead(exported, site):
    rules = dict(planned(exported.corpus, ExportOptions()))["wordpress"]
    documents = {rule.source: rule.target for rule in rules if rule.kind == "document" and rule.state == "redirect"}
    names = {entry["meta"]["wix_source_url"]: entry["source_url"] for entry in site.all("media") if entry["mime_type"]}
    # The rig's files come from media/, under the owner's names; what is predicted are Wix's, in the same folder.
    folders = {urlsplit(url).path.rpartition("/")[0] for url in names.values()}

    assert documents
    assert {target.rpartition("/")[0] for target in documents.values()} == folders


def test_importing_again_adds_nothing(exported, site):
    before = {
        kind: len(site.all(kind)) for kind in ("posts", "pages", "media", "comments", "categories", "tags", "users")
    }

    site.import_wxr(*sorted(exported.folder.glob("wordpress*.xml")))

    assert {kind: len(site.all(kind)) for kind in before} == before


def test_the_editor_finds_no_invalid_block(exported):
    [file] = exported.folder.glob("wordpress*.xml")

    found = invalid_blocks(file)

    assert found["invalid"] == []
    assert found["blocks"] > 500
    assert {
        "core/paragraph",
        "core/image",
        "core/gallery",
        "core/table",
        "core/list",
        "core/embed",
        "core/file",
    } <= found["types"].keys()


def test_the_check_of_blocks_can_fail(exported, tmp_path):
    [file] = exported.folder.glob("wordpress*.xml")
    broken = tmp_path / "broken.xml"
    text = file.read_text(encoding="utf-8")
    broken.write_text(
        text.replace('<hr class="wp-block-separator', '<p class="wp-block-separator', 1), encoding="utf-8"
    )

    found = invalid_blocks(broken)

    assert [entry["name"] for entry in found["invalid"]] == ["core/separator"]
