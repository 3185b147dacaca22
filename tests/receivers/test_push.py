"""A crawl pushed into a real WordPress over REST: everything arrives, a second push and a lost state send nothing."""

import json
from html import escape
from urllib.parse import quote, unquote, urlsplit

import pytest
from lxml import html

from pipelines.exporters.wordpress.xml import FOOT, HEAD, cdata
from scraper.push.ledger import FILE
from tests.crawling import scrapy
from tests.receivers.arrived import check_facts, check_verdicts, invalid_blocks
from tests.receivers.reading import holds, letters, text_of
from tests.receivers.wordpress import running

pytestmark = pytest.mark.receivers
KINDS = ("posts", "pages", "media", "comments", "categories", "tags", "users")


def push(exported, wordpress, *more):
    env = {"WORDPRESS_USER": "admin", "WORDPRESS_APP_PASSWORD": wordpress.password}
    done = scrapy("push", str(exported.folder), "--wordpress", wordpress.url, "--json", *more, more_env=env)
    assert wordpress.password not in done.stdout + done.stderr
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def pushed(exported, tmp_path_factory):
    """A WordPress with what was pushed, and the report of the push."""
    with running(tmp_path_factory.mktemp("push") / "site", exported.media_port) as wordpress:
        status, report = push(exported, wordpress, "--create-users")
        assert (status, report["refused"]) == (0, {})
        wordpress.choose_home()
        yield wordpress, report


@pytest.fixture(scope="module")
def site(pushed):
    return pushed[0]


@pytest.fixture(scope="module")
def files(exported, site):
    """Source address -> attachment, by what was noted."""
    items = json.loads((exported.folder / FILE).read_text(encoding="utf-8"))["targets"][site.url]["items"]
    by_number = {entry["id"]: entry for entry in site.all("media")}
    return {
        key.removeprefix("media "): by_number[known["id"]] for key, known in items.items() if key.startswith("media ")
    }


def test_posts_arrive_with_their_facts(exported, site, posts, places, files):
    check_facts(exported, site, posts, places)
    for record in exported.corpus.records("post"):
        found = posts[record["url"]]
        assert found["status"] == "publish"
        cover = files.get(record["cover_image"])
        assert found["featured_media"] == (cover["id"] if cover else 0)


def test_bodies_show_the_uploaded_files_and_lead_to_the_new_posts(exported, posts, places, files):
    led = 0
    for record in exported.corpus.records("post"):
        body = html.fragment_fromstring(posts[record["url"]]["content"]["rendered"], create_parent="div")
        shown = {image.get("src") for image in body.iter("img")}
        assert shown == {files[url]["source_url"] if url in files else url for url in record["images"]}
        paths = {unquote(link.get("href")) for link in body.iter("a") if link.get("href")}
        for url in record["links"]:
            place = places.find(url.partition("#")[0])
            if place and place.record_type == "post":
                led += 1
                assert any(path.partition("#")[0] == unquote(place.path) for path in paths), (url, paths)
    assert led


def test_files_arrive_once_with_their_texts(exported, site, files):
    stored = {r["source_url"]: r for r in exported.corpus.records("media") if r["status"] == "stored"}

    assert files.keys() == stored.keys()
    assert len(site.all("media")) == len(stored)
    for url, record in stored.items():
        found = files[url]
        assert found["alt_text"] == (record["alt"] or "")
        assert letters(found["caption"]["raw"]) == letters(record["caption"] or "")
        assert found["mime_type"] == record["mime"]
        path = site.folder / unquote(urlsplit(found["source_url"]).path).lstrip("/")
        assert path.stat().st_size == record["bytes"]


def test_pages_and_terms_arrive(exported, site, places):
    pages = {unquote(page["slug"]): page for page in site.all("pages", "&status=any")}
    for record in exported.corpus.records("page"):
        found = pages.pop(places.of("page", record["url"]).slug)
        assert found["title"]["raw"] == record["title"]
        assert holds(text_of(found["content"]["rendered"]), letters(record["body_text"] or ""))
    assert {page["title"]["raw"] for page in pages.values() if page["status"] == "draft"} == {
        f"About the author: {author['name']}" for author in exported.corpus.records("author") if author["bio"]
    }
    for kind, name in (("category", "categories"), ("tag", "tags")):
        found = {term["slug"]: term for term in site.all(name)}
        for record in exported.corpus.records(kind):
            term = found[quote(places.of(kind, record["url"]).slug).lower()]
            assert term["description"] == (record["description"] or "")


def test_comments_arrive_with_their_threads(exported, site, posts):
    comments = {
        (c["post"], c["date_gmt"], c["author_name"], letters(c["content"]["raw"])): c for c in site.all("comments")
    }
    records = list(exported.corpus.records("comment"))
    found = {}
    for record in records:
        shown = escape(record["text"], quote=False)
        key = (
            posts[record["post_url"]]["id"],
            record["published_at"][:19],
            record["author"] or "Anonymous",
            letters(shown),
        )
        found[record["id"]] = comments[key]

    assert len(site.all("comments")) == len(records) > 0
    for record in records:
        comment, parent = found[record["id"]], found.get(record["parent_id"])
        assert comment["parent"] == (parent["id"] if parent else 0)
        # Neither the pushing account nor the address that WordPress demanded for a moment.
        assert (comment["author"], comment["author_email"], comment["status"]) == (0, "", "approved")


def test_what_rest_does_not_take_is_told(pushed):
    _, report = pushed

    [line] = [note for note in report["notes"] if "REST API takes no such fields" in note]
    assert "rank_math_description" in line
    assert "wix_views" not in line  # which the rig lets through
    assert not any("other addresses" in note for note in report["notes"])


def test_verify_finds_all_but_the_redirects(exported, site):
    check_verdicts(exported, site)


def test_the_editor_finds_no_invalid_block(site, tmp_path):
    bodies = [entry["content"]["raw"] for kind in ("posts", "pages") for entry in site.all(kind, "&status=any")]
    items = "".join(f"<item>{cdata('wp:post_type', 'post')}{cdata('content:encoded', body)}</item>" for body in bodies)
    file = tmp_path / "pushed.xml"
    file.write_text(HEAD + items + FOOT, encoding="utf-8")

    found = invalid_blocks(file)

    assert found["invalid"] == []
    assert found["blocks"] > 500


@pytest.mark.parametrize("state", ["kept", "lost"])
def test_pushing_again_sends_no_post(exported, site, state):
    before = {kind: site.all(kind, "&status=any" if kind in ("posts", "pages") else "") for kind in KINDS}
    if state == "lost":
        (exported.folder / FILE).rename(exported.folder / "push.kept")

    # A dry run says what would be posted: nothing.
    status, report = push(exported, site, "--dry-run")
    assert (status, set().union(*report["counts"].values())) == (0, {"unchanged"})
    status, report = push(exported, site)

    assert (status, set().union(*report["counts"].values())) == (0, {"unchanged"})
    after = {kind: site.all(kind, "&status=any" if kind in ("posts", "pages") else "") for kind in KINDS}
    assert after == before


def test_a_type_that_wordpress_does_not_take_is_told(exported, site, tmp_path):
    folder = tmp_path / "drawing"
    (folder / "media" / "images").mkdir(parents=True)
    (folder / "media" / "images" / "plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    record = {"type": "media", "url": "https://a.example/plan.svg", "source_url": "https://a.example/plan.svg"}
    record |= {"status": "stored", "path": "images/plan.svg", "mime": "image/svg+xml", "sha256": "aa"}
    (folder / "items.jsonl").write_text(json.dumps(record) + "\n")
    env = {"WORDPRESS_USER": "admin", "WORDPRESS_APP_PASSWORD": site.password}

    done = scrapy("push", str(folder), "--wordpress", site.url, more_env=env)

    assert done.returncode == 1
    assert "refused: media https://a.example/plan.svg: 500 rest_upload_unknown_error:" in done.stdout
    assert "if the type of the file is not allowed (svg is not), allow it with a plugin" in done.stdout


def test_a_wrong_password_and_a_small_account_are_told(exported, site):
    env = {"WORDPRESS_USER": "admin", "WORDPRESS_APP_PASSWORD": "no such password"}
    wrong = scrapy("push", str(exported.folder), "--wordpress", site.url, more_env=env)
    site.cli("user", "create", "reader", "reader@example.com", "--role=subscriber")
    small = site.cli("user", "application-password", "create", "reader", "rig", "--porcelain").strip()
    env = {"WORDPRESS_USER": "reader", "WORDPRESS_APP_PASSWORD": small}
    reader = scrapy("push", str(exported.folder), "--wordpress", site.url, more_env=env)

    assert (wrong.returncode, reader.returncode) == (2, 2)
    assert "WordPress does not take the credentials (401 " in wrong.stderr
    assert "the account 'reader' may not write posts nor publish posts" in reader.stderr
