"""Media and cards of Ricos documents, by every form of their source."""

from __future__ import annotations

import pytest

from tests.extraction.ricos_documents import ID, MEDIA, URL, YOUTUBE, image, node, read, text


@pytest.mark.parametrize(
    "source",
    [
        {"src": {"id": ID}},
        {"src": {"custom": ID}},
        {"src": {"url": f"{MEDIA}{ID}/v1/fit/w_300,h_300/file.jpg"}},
        {"src": {"_id": f"media/{ID}"}},
        {"src": f"wix:image://v1/{ID}/hand.jpg#originWidth=640"},
        {"src": {"file_name": ID}},
    ],
)
def test_an_image_by_every_form_of_its_source(source):
    body = read(node("IMAGE", imageData={"image": {**source, "width": 640, "height": 480.0}, "altText": "A hand"}))

    assert body.html == f'<figure><img src="{MEDIA}{ID}" alt="A hand" width="640" height="480"></figure>\n'


def test_an_image_with_link_caption_and_decoration():
    caption = node("CAPTION", text("Warm "), text("hands", {"type": "ITALIC"}))
    linked = image(link={"url": "https://clinic.example/book"}, caption="old")
    linked["nodes"] = [caption]

    body = read(linked, image(decorative=True, altText="ignored", caption="Old caption"))

    assert body.html == (
        f'<figure><a href="https://clinic.example/book"><img src="{MEDIA}{ID}" alt="" width="640" height="480"></a>\n'
        "<figcaption>Warm <em>hands</em></figcaption>\n</figure>\n"
        f'<figure><img src="{MEDIA}{ID}" alt="" width="640" height="480">\n<figcaption>Old '
        "caption</figcaption>\n</figure>\n"
    )
    assert [picture.alt for picture in body.images] == [None, ""]
    assert body.text == "Warm hands Old caption"
    assert body.issues == ()


def test_an_image_without_a_source_keeps_place_and_caption():
    body = read(node("IMAGE", imageData={"image": {"src": {}}, "caption": "A view"}))

    assert body.html == '<figure class="missing" data-kind="image"></figure>\n<p>A view</p>\n'
    assert [issue.code for issue in body.issues] == ["embed-missing"]


def test_a_spoiler_is_shown_and_said():
    body = read(image(containerData={"spoiler": {"enabled": True}}))

    assert body.fidelity.degraded == ("IMAGE: hidden until asked for",)


def test_galleries_of_both_forms():
    new = {
        "image": {"media": {"src": {"id": ID}, "width": 4, "height": 3}, "link": {"url": "/b"}},
        "title": "Cups",
        "altText": "Glass",
    }
    video = {
        "video": {"media": {"src": {"id": "video/a1_b2/720p/mp4/file.mp4"}}, "thumbnail": {"src": {"id": ID}}},
        "title": "Film",
    }
    old = {"url": ID, "metadata": {"width": 8, "height": 6, "title": "Room", "description": "Ours"}, "itemId": "x"}
    broken = {"metadata": {}}

    body = read(node("GALLERY", galleryData={"items": [new, video, old, broken, "junk"]}))

    assert body.html == (
        '<figure class="gallery"><figure><a href="https://clinic.example/b">'
        f'<img src="{MEDIA}{ID}" alt="Glass" width="4" height="3"></a>\n<figcaption>Cups</figcaption>\n</figure>\n'
        '<figure class="video"><video src="https://video.wixstatic.com/video/a1_b2/720p/mp4/file.mp4" '
        'controls="controls" '
        f'poster="{MEDIA}{ID}" title="Film"></video>\n<figcaption>Film</figcaption>\n</figure>\n'
        f'<figure><img src="{MEDIA}{ID}" alt="" width="8" height="6">\n<figcaption>Room<br>\nOurs</figcaption>'
        "\n</figure>\n"
        "</figure>\n"
    )
    assert body.fidelity.dropped == ("GALLERY item: no address",)
    assert body.text == "Cups Film Room Ours"
    assert body.issues == ()


@pytest.mark.parametrize(
    ("video", "player", "url"),
    [
        (
            {"src": {"url": "https://youtu.be/aB3-_456789"}},
            f"{YOUTUBE}embed/aB3-_456789",
            f"{YOUTUBE}watch?v=aB3-_456789",
        ),
        (
            {"src": {"url": "https://vimeo.com/123456789"}},
            "https://player.vimeo.com/video/123456789",
            "https://vimeo.com/123456789",
        ),
        (
            {"src": {"id": "video/a1_b2/720p/mp4/file.mp4"}},
            "https://video.wixstatic.com/video/a1_b2/720p/mp4/file.mp4",
            None,
        ),
        ({"src": {"custom": "a1_b2"}}, "https://video.wixstatic.com/video/a1_b2/file", None),
        ({"src": {"url": "https://films.example/7"}}, None, "https://films.example/7"),
    ],
)
def test_videos(video, player, url):
    body = read(node("VIDEO", videoData={"video": video, "thumbnail": {"src": {"id": ID}}, "title": "Needles"}))

    (found,) = body.videos
    assert found.url == (url or player)
    assert found.poster == MEDIA + ID
    assert found.title == "Needles"
    assert (player or f'href="{url}"') in body.html
    assert body.text == ""


def test_audio_as_file_as_code_and_missing():
    body = read(
        node("AUDIO", audioData={"audio": {"src": {"id": "a1.mp3"}}, "name": "A talk", "authorName": "Lin"}),
        node("AUDIO", audioData={"html": '<iframe src="https://player.example/7"></iframe>'}),
        node("AUDIO", audioData={}),
    )

    assert body.html == (
        '<figure class="audio"><audio src="https://static.wixstatic.com/mp3/a1.mp3" controls="controls" '
        'title="A talk – Lin">'
        '</audio></figure>\n<figure class="embed"><iframe src="https://player.example/7"></iframe></figure>\n'
        '<figure class="missing" data-kind="audio"></figure>\n'
    )
    assert body.embeds == ("https://static.wixstatic.com/mp3/a1.mp3", "https://player.example/7")


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (URL, "https://clinic.example/_files/ugd/a1_b2.pdf"),
        ("https://me.wixsite.com/clinic/post/a", "https://me.wixsite.com/clinic/_files/ugd/a1_b2.pdf"),
    ],
)
def test_files(page, address):
    facts = {
        "src": {"id": "a1_b2.pdf"},
        "name": "Price list.pdf",
        "type": "pdf",
        "size": 2048,
        "mimeType": "application/pdf",
    }

    body = read(node("FILE", fileData=facts), url=page)

    assert body.html == (
        f'<p><a class="file" href="{address}" download="Price list.pdf" type="application/pdf">Price list.pdf</a></p>\n'
    )
    (file,) = body.files
    assert (file.url, file.name, file.mime, file.size) == (address, "Price list.pdf", "application/pdf", 2048)
    assert body.text == ""


def test_a_private_file_has_no_address():
    body = read(node("FILE", fileData={"src": {"id": "a.pdf", "private": True}, "name": "Secret.pdf"}))

    assert body.html == '<figure class="missing" data-kind="file"><figcaption>Secret.pdf</figcaption>\n</figure>\n'
    assert [issue.code for issue in body.issues] == ["file-address-unknown"]


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (
            "GIF",
            {"gifData": {"original": {"gif": "https://gifs.example/a.gif"}, "width": 4, "height": 3}},
            '<img src="https://gifs.example/a.gif" alt="" width="4" height="3">',
        ),
        (
            "GIPHY",
            {"giphyData": {"gif": {"originalUrl": "https://gifs.example/b.gif"}}},
            '<img src="https://gifs.example/b.gif" alt="">',
        ),
        (
            12,
            {"gifData": {"downsized": {"mp4": "https://gifs.example/c.mp4"}}},
            '<video src="https://gifs.example/c.mp4" controls="controls">',
        ),
        ("GIF", {}, 'data-kind="gif"'),
    ],
)
def test_gifs(kind, data, expected):
    assert expected in read(node(kind, **data)).html


def test_html_by_address_and_as_code():
    code = (
        '<style>.x{}</style><blockquote class="t"><p>A <b>quote</b></p><a href="https://social.example/1">'
        "see</a></blockquote>"
        '<script src="https://social.example/w.js"></script>'
    )
    body = read(
        node("HTML", htmlData={"url": "https://maps.example/embed?a=b"}),
        node("HTML", htmlData={"html": code}),
        node("HTML", htmlData={"html": "<script>only()</script>"}),
        node("HTML", htmlData={"html": '<iframe src="//www.youtube.com/embed/aB3-_456789"></iframe>'}),
    )

    assert body.html == (
        '<figure class="embed"><iframe src="https://maps.example/embed?a=b"></iframe></figure>\n'
        '<blockquote><p>A <strong>quote</strong></p>\n<p><a href="https://social.example/1">see</a></p>'
        "\n</blockquote>\n"
        '<figure class="missing" data-kind="html"></figure>\n'
        '<figure class="video"><iframe src="https://www.youtube.com/embed/aB3-_456789" '
        'allowfullscreen="allowfullscreen">'
        "</iframe></figure>\n"
    )
    assert "HTML: script and style" in body.fidelity.degraded
    assert body.text == "A quote see"
    assert [issue.code for issue in body.issues] == ["embed-missing"]


def test_embeds_and_link_previews():
    body = read(
        node(
            "EMBED",
            embedData={
                "src": "https://www.youtube.com/watch?v=aB3-_456789",
                "oembed": {"title": "Film", "thumbnailUrl": ID},
            },
        ),
        node("EMBED", embedData={"oembed": {"html": "<p>tweet</p>", "url": "https://social.example/1"}}),
        node("EMBED", embedData={"src": "https://other.example/1", "oembed": {"title": "A study"}}),
        node(
            "LINK_PREVIEW",
            linkPreviewData={
                "link": {"url": "https://other.example/2"},
                "title": "Two",
                "description": "What it says",
                "thumbnailUrl": f"{MEDIA}{ID}",
            },
        ),
        node("LINK_PREVIEW", linkPreviewData={"link": {"url": "https://other.example/3"}}),
        node("LINK_PREVIEW", linkPreviewData={}),
    )

    assert body.html == (
        '<figure class="video"><iframe src="https://www.youtube.com/embed/aB3-_456789" '
        'allowfullscreen="allowfullscreen" '
        'title="Film"></iframe></figure>\n<p>tweet</p>\n'
        '<figure class="card"><figcaption><a href="https://other.example/1">A study</a></figcaption>\n</figure>\n'
        f'<figure class="card"><a href="https://other.example/2"><img src="{MEDIA}{ID}" alt=""></a>\n'
        '<figcaption><a href="https://other.example/2">Two</a><br>\nWhat it says</figcaption>\n</figure>\n'
        '<figure class="card"><figcaption><a href="https://other.example/3">https://other.example/3</a>'
        "</figcaption>\n</figure>\n"
    )
    assert body.issues == ()
    assert body.fidelity.dropped == ("card: empty",)


def test_buttons_maps_polls_and_apps():
    poll = {"title": "Tea?", "options": [{"title": "Green"}, {"title": "Black"}, "junk"]}
    body = read(
        node("BUTTON", buttonData={"text": "Book", "link": {"url": "/book"}, "type": "LINK"}),
        node("BUTTON", buttonData={"text": "Chat", "type": "ACTION"}),
        node(
            "MAP", mapData={"mapSettings": {"address": "1 Lane", "locationName": "Clinic", "lat": 22.28, "lng": 114.15}}
        ),
        node("MAP", mapData={"mapSettings": {"lat": 1, "lng": 2}}),
        node("MAP", mapData={}),
        node("POLL", pollData={"poll": poll}),
        node(
            "APP_EMBED",
            appEmbedData={"type": "EVENT", "name": "Open day", "url": "/e/1", "eventData": {"location": "Here"}},
        ),
    )

    query = "https://www.google.com/maps/search/?api=1&amp;query="
    assert body.html == (
        '<p><a href="https://clinic.example/book" class="button">Book</a></p>\n<p>Chat</p>\n'
        f'<p><a class="map" href="{query}22.28,114.15">Clinic, 1 Lane</a></p>\n<p><a class="map" '
        f'href="{query}1,2">1,2</a></p>\n'
        '<figure class="missing" data-kind="map"></figure>\n<p><strong>Tea?</strong></p>\n'
        "<ul><li>Green</li>\n<li>Black</li>\n</ul>\n"
        '<figure class="card"><figcaption><a href="https://clinic.example/e/1">Open day</a><br>'
        "\nHere</figcaption>\n</figure>\n"
    )
    assert "POLL: votes and voting" in body.fidelity.degraded
    assert "BUTTON: what it does" in body.fidelity.degraded
    assert [issue.code for issue in body.issues] == ["embed-missing"]


def test_pictures_of_sounds_and_polls_are_accounted_for():
    cover = {"src": {"id": ID}}
    sound = node("AUDIO", audioData={"audio": {"src": {"id": "mp3/a.mp3"}}, "coverImage": cover})
    poll = node("POLL", pollData={"poll": {"title": "Tea?", "options": [{"title": "Yes", "image": cover}]}})

    body = read(sound, poll)

    assert body.fidelity.degraded == ("AUDIO: cover image", "POLL: votes and voting and pictures")
