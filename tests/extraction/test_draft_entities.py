"""Entities of Draft.js content: every kind becomes what the same Ricos node becomes."""

from __future__ import annotations

import pytest

from tests.extraction.draft_contents import ID, MEDIA, atomic, block


def test_an_image_with_its_facts():
    body = atomic(
        "wix-draft-plugin-image",
        {
            "src": {"id": "x", "file_name": ID, "original_file_name": "hand.jpg", "width": 640, "height": 480},
            "config": {"size": "content", "link": {"url": "/book"}},
            "metadata": {"alt": "A hand", "caption": "Warm"},
        },
    )

    assert body.html == (
        f'<figure><a href="https://clinic.example/book"><img src="{MEDIA}{ID}" alt="A hand" width="640" '
        'height="480"></a>\n'
        "<figcaption>Warm</figcaption>\n</figure>\n"
    )
    assert body.images[0].filename == "hand.jpg"


def test_a_gallery_keeps_its_order():
    items = [
        {"url": ID, "itemId": "1", "metadata": {"width": 4, "height": 3}},
        {"url": ID.replace("0", "9"), "metadata": {}},
    ]

    body = atomic("wix-draft-plugin-gallery", {"items": items, "config": {"spoiler": {"enabled": True}}})

    assert [image.url for image in body.images] == [MEDIA + ID, MEDIA + ID.replace("0", "9")]
    assert body.html.startswith('<figure class="gallery"><figure>')
    assert body.fidelity.degraded == ("GALLERY: hidden until asked for",)


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        ("wix-draft-plugin-divider", {"type": "single"}, "<hr>"),
        (
            "wix-draft-plugin-video",
            {"src": "https://youtu.be/aB3-_456789", "metadata": {"thumbnail_url": f"{MEDIA}{ID}", "title": "Film"}},
            '<iframe src="https://www.youtube.com/embed/aB3-_456789"',
        ),
        (
            "wix-draft-plugin-video",
            {"src": {"pathname": "video/a1_b2/720p/mp4/file.mp4", "thumbnail": {"pathname": f"media/{ID}"}}},
            (
                '<video src="https://video.wixstatic.com/video/a1_b2/720p/mp4/file.mp4" controls="controls" '
                f'poster="{MEDIA}{ID}">'
            ),
        ),
        ("VIDEO-EMBED", {"src": "https://vimeo.com/123456789"}, "https://player.vimeo.com/video/123456789"),
        ("IMAGE", {"src": f"{MEDIA}{ID}"}, f'<img src="{MEDIA}{ID}" alt="">'),
        (
            "wix-draft-plugin-html",
            {"src": "https://maps.example/e", "srcType": "url"},
            '<iframe src="https://maps.example/e">',
        ),
        ("wix-draft-plugin-html", {"src": "<p>code</p>", "srcType": "html"}, "<p>code</p>"),
        (
            "wix-draft-plugin-file-upload",
            {"id": "ugd/a1.pdf", "name": "a.pdf", "size": 9},
            'href="https://clinic.example/_files/ugd/a1.pdf" download="a.pdf"',
        ),
        (
            "wix-draft-plugin-giphy",
            {"gif": {"originalUrl": "https://gifs.example/a.gif"}},
            'src="https://gifs.example/a.gif"',
        ),
        (
            "wix-draft-plugin-link-preview",
            {"title": "A study", "config": {"link": {"url": "https://other.example/1"}}},
            '<a href="https://other.example/1">A study</a>',
        ),
        ("wix-draft-plugin-link-preview", {"title": "A study", "html": "<p>post</p>"}, "<p>post</p>"),
        (
            "wix-draft-plugin-map",
            {"mapSettings": {"address": "1 Lane", "lat": 1, "lng": 2, "locationDisplayName": "Clinic"}},
            ">Clinic, 1 Lane</a>",
        ),
        (
            "wix-draft-plugin-poll",
            {"poll": {"title": "Tea?", "options": [{"title": "Green"}]}},
            "<strong>Tea?</strong>",
        ),
        (
            "wix-draft-plugin-sound-cloud",
            {"src": "https://soundcloud.com/a/b", "metadata": {"title": "Talk"}},
            '<a href="https://soundcloud.com/a/b">Talk</a>',
        ),
        (
            "wix-draft-plugin-audio",
            {"src": "https://sounds.example/a.mp3"},
            '<audio src="https://sounds.example/a.mp3"',
        ),
        (
            "wix-draft-plugin-link-button",
            {"button": {"settings": {"buttonText": "Book", "url": "/book"}}},
            '<a href="https://clinic.example/book" class="button">Book</a>',
        ),
        ("wix-draft-plugin-action-button", {"button": {"settings": {"buttonText": "Chat"}}}, "<p>Chat</p>"),
        (
            "wix-draft-plugin-vertical-embed",
            {"type": "event", "selectedProduct": {"name": "Open day", "pageUrl": "/e", "description": "May"}},
            '<a href="https://clinic.example/e">Open day</a><br>\nMay',
        ),
        ("EMBED", {"src": "https://maps.example/e"}, '<iframe src="https://maps.example/e">'),
        ("wix-draft-plugin-hologram", {}, 'data-kind="draft_hologram"'),
    ],
)
def test_entities_of_every_kind(kind, data, expected):
    assert expected in atomic(kind, data).html


def test_tables_hold_content_of_their_own():
    def cell(text, **facts):
        return {"content": {"blocks": [block(text)], "entityMap": {}}} | facts

    rows = {
        "1": {
            "columns": {
                "0": cell("LI4", merge={"colSpan": 2, "rowSpan": 1}),
                "1": cell("", merge={"parentCellKey": "0"}),
            }
        },
        "0": {"columns": {"0": cell("Point"), "1": cell("Use")}},
    }

    body = atomic("wix-rich-content-plugin-table", {"config": {"rows": rows, "rowHeader": True}})

    assert body.html == (
        "<table><thead><tr><th>Point</th>\n<th>Use</th>\n</tr>\n</thead>\n"
        '<tbody><tr><td colspan="2">LI4</td>\n</tr>\n</tbody>\n</table>\n'
    )


def test_collapsible_lists_hold_content_of_their_own():
    def inner(text):
        return {"blocks": [block(text)], "entityMap": {}}

    data = {"pairs": [{"title": inner("Q"), "content": inner("A")}], "config": {"expandState": "expanded"}}

    body = atomic("wix-rich-content-plugin-collapsible-list", data)

    assert body.html == '<details open="open"><summary>Q</summary>\n<p>A</p>\n</details>\n'
