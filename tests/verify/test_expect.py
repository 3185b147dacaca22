"""What the new site must have, read off the store."""

from pipelines.corpus import Corpus
from pipelines.permalinks.static import StaticRules
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Media, Page, Site
from scraper.verify.expect import block_texts, expectations
from scraper.verify.pictures import ANY, Size
from tests.pipelines.records import IMAGE, SITE, every_type, post

FILM = "https://video.wixstatic.com/video/aa11bb/1080p/mp4/file.mp4"
BARE = "https://static.wixstatic.com/media/bare~mv2.svg"


def expected(folder, records):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return {entry.url: entry for entry in expectations(Corpus(folder), StaticRules())}


def test_pages_and_published_posts_in_this_order(tmp_path):
    found = expected(tmp_path, [*every_type(), post("draft", status="draft")])

    assert list(found) == [f"{SITE}/about", f"{SITE}/post/walk-more", f"{SITE}/post/sleep-well"]
    assert found[f"{SITE}/post/sleep-well"].terms == ("Sleep", "Habits", "tea")


def test_only_stored_files_are_expected(tmp_path):
    media = [
        Media(url=IMAGE, source_url=IMAGE, kind="image", status="stored", path="images/a.jpg", width=800, height=600),
        Media(url=BARE, source_url=BARE, kind="image", status="stored", path="images/b.svg"),
        Media(url=FILM, source_url=FILM, kind="video", status="stored", path="videos/a.mp4"),
    ]
    record = post(images=(IMAGE, BARE, f"{IMAGE}2"), videos=(FILM, "https://www.youtube.com/watch?v=abcdefghijk"))

    entry = expected(tmp_path, [record, *media])[record.url]

    assert entry.images == (Size(800, 600), ANY)
    assert (entry.players, entry.embeds) == (1, ("abcdefghijk",))


def test_a_page_that_only_lists_posts_has_no_title_of_its_own(tmp_path):
    found = expected(tmp_path, [Page(url=f"{SITE}/blog", title="All Posts", slug="blog", kind="blog"), post()])

    assert [entry.title for entry in found.values()] == ["", "Sleep well, 睡得好"]


def test_the_prefix_of_a_free_site_is_left_out(tmp_path):
    base = "https://maria.wixsite.com/garden"
    found = expected(tmp_path, [post("x", url=f"{base}/post/x"), Page(url=base, slug="", title="G"), Site(url=base)])

    assert [entry.old_path for entry in found.values()] == ["/", "/post/x"]


def test_blocks_are_the_innermost_and_labels_of_files_are_no_text():
    body = (
        '<ul><li>One<ul><li>Two</li></ul></li></ul><p><a class="file" href="/a.pdf">a.pdf</a></p><p>Three – “four”</p>'
    )

    assert list(block_texts(body)) == ["One", "Two", 'Three-"four"']
