"""Records that name the files in ``media/``."""

from pipelines.local_media import local_body, with_paths

PICTURE, FILM, PAPER = (f"https://static.wixstatic.com/{name}" for name in ("media/a~mv2.jpg", "video/b", "ugd/c.pdf"))
PATHS = {PICTURE: "media/images/tea & 茶.jpg", FILM: "media/videos/b.mp4", PAPER: "media/documents/c.pdf"}


def test_posts_name_their_files_in_the_order_of_the_addresses():
    post = {"cover_image": PICTURE, "images": [PICTURE, "https://x.example/lost.jpg"], "videos": [], "files": [PAPER]}

    got = with_paths({**post, "body_html": None}, "post", PATHS)

    assert got["cover_path"] == "media/images/tea & 茶.jpg"
    assert got["image_paths"] == ["media/images/tea & 茶.jpg", "https://x.example/lost.jpg"]
    assert (got["video_paths"], got["file_paths"], got["body_html"]) == ([], ["media/documents/c.pdf"], None)
    assert got["images"] == post["images"]


def test_what_is_not_stated_has_no_path():
    assert with_paths({"avatar": None}, "author", PATHS) == {"avatar": None, "avatar_path": None}
    assert with_paths({"label": "x"}, "category", PATHS) == {"label": "x"}


def test_a_body_shows_the_files_and_keeps_what_is_missing():
    body = (
        f'<figure><img src="{PICTURE}" alt="{PICTURE}"></figure><video src="{FILM}" poster="{PICTURE}"></video>'
        f'<a class="file" href="{PAPER}">{PAPER}</a><img src="https://static.wixstatic.com/media/lost.jpg">'
    )

    got = local_body(body, PATHS)

    assert got.count('="media/images/tea &amp; 茶.jpg"') == 2
    assert f'alt="{PICTURE}"' in got
    assert 'href="media/documents/c.pdf">https://static' in got
    assert 'src="media/videos/b.mp4"' in got
    assert 'src="https://static.wixstatic.com/media/lost.jpg"' in got
