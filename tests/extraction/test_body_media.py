"""Media in the rendered body of a post: what the page names, and the place of what it does not."""

from __future__ import annotations

import pytest

from tests.extraction.rendered_posts import ID, ID2, MEDIA, block, read, wow_image


@pytest.mark.parametrize(
    "viewer",
    [
        pytest.param('<div data-hook="imageViewer" role="button">{0}<div><svg></svg></div></div>', id="2023"),
        pytest.param(
            '<figure data-hook="imageViewer" role="button">{0}<div role="button"><svg></svg></div></figure>', id="2024"
        ),
        pytest.param(
            '<figure data-hook="figure-IMAGE"><div data-hook="image-viewer"><div data-hook="image-viewer-4k">{0}</div>'
            '<button data-hook="image-expand-button" aria-label="Expand image">Expand image</button></div></figure>',
            id="2025",
        ),
    ],
)
def test_images_of_every_era(viewer):
    body = read(block(viewer.format(wow_image(alt="A hand")), "image"))

    assert body.html == f'<figure><img src="{MEDIA}{ID}" alt="A hand" width="640" height="480"></figure>\n'
    assert body.text == ""
    (image,) = body.images
    assert image.url == MEDIA + ID
    assert image.seen_url is not None
    assert "blur" not in image.seen_url
    assert body.issues == ()


def test_images_of_2021_come_twice_and_hidden_but_count_once():
    source = f"{MEDIA}{ID}/v1/fit/w_300,h_300,al_c,q_5/file.jpg"
    body = read(
        f'<div id="viewer-a"><div data-hook="imageViewer"><div role="img" aria-label="A hand"><img aria-hidden="true" '
        f'src="{source}"><img src="{source}" alt="A hand"></div><span dir="auto">Its caption</span></div></div>'
    )

    assert body.html == (
        f'<figure><img src="{MEDIA}{ID}" alt="A hand">\n<figcaption>Its caption</figcaption>\n</figure>\n'
    )
    assert body.images[0].caption == "Its caption"
    assert body.text == "Its caption"


def test_an_image_may_be_linked_captioned_and_named_by_its_file():
    body = read(
        f'<figure><a href="/book"><div data-hook="imageViewer">{wow_image(alt="IMG 0042 (1).JPG")}</div></a>'
        '<figcaption id="viewer-x-caption"><span>Warm <em>hands</em></span></figcaption></figure>'
    )

    assert body.html == (
        f'<figure><a href="https://clinic.example/book"><img src="{MEDIA}{ID}" alt="" width="640" height="480"></a>\n'
        "<figcaption>Warm <em>hands</em></figcaption>\n</figure>\n"
    )
    assert (body.images[0].alt, body.images[0].filename) == (None, "IMG 0042 (1).JPG")


def test_an_image_that_was_not_drawn_keeps_its_place():
    body = read(block("<div id='viewer-a'><div></div></div>", "image"))

    assert body.html == '<figure class="missing" data-kind="image"></figure>\n'
    assert [issue.code for issue in body.issues] == ["embed-missing"]


def gallery_item(number, identifier, extra=""):
    shown = f"{MEDIA}{identifier}/v1/fill/w_320,h_320,q_90/{identifier}"
    stand_in = f"{MEDIA}{identifier}/v1/fill/w_250,h_250,q_30,blur_30/{identifier}"
    return (
        f'<div data-hook="item-container" data-id="i{number}" data-idx="{number}" style="display:none">'
        f'<div data-hook="item-action" aria-label="image" role="link"></div>'
        f'<img data-hook="gallery-item-image-img-preload" src="{stand_in}" alt=""><button>Expand image</button>'
        f'<img data-hook="gallery-item-image-img" src="{shown}" alt="">{extra}</div>'
    )


def test_a_gallery_has_each_item_once_in_order_with_its_caption():
    title = '<div data-hook="item-title">Cups</div><div data-hook="item-hover-0"><div>Cups</div><p>Glass ones</p></div>'
    html = gallery_item(0, ID, title) + gallery_item(1, ID2) + gallery_item(0, ID, title)
    body = read(block(f'<div data-hook="gallery-viewer">{html}<script>x</script><style>y</style></div>', "gallery"))

    assert body.html == (
        f'<figure class="gallery"><figure><img src="{MEDIA}{ID}" alt="">\n<figcaption>Cups<br>\nGlass '
        "ones</figcaption>\n"
        f'</figure>\n<figure><img src="{MEDIA}{ID2}" alt=""></figure>\n</figure>\n'
    )
    assert [image.caption for image in body.images] == ["Cups Glass ones", None]
    assert body.text == "Cups Glass ones"
    assert body.issues == ()


def test_a_gallery_that_was_not_drawn_keeps_its_place():
    body = read('<div id="viewer-a"><div><div data-hook="galleryViewer" role="none"></div></div></div>')

    assert body.html == '<figure class="missing" data-kind="gallery"></figure>\n'
    assert body.fidelity.degraded == ("gallery: address",)


POSTER = "background-image:url(https://i.ytimg.com/vi/aB3-_456789/maxresdefault.jpg);cursor:pointer"


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        pytest.param(
            '<figure data-hook="figure-VIDEO"><div data-hook="video-player"><button aria-label="Play video" '
            f'style="{POSTER}">'
            "Play video</button></div></figure>",
            '<iframe src="https://www.youtube.com/embed/aB3-_456789" allowfullscreen="allowfullscreen"></iframe>',
            id="poster",
        ),
        pytest.param(
            '<div data-hook="reactPlayerWrapper"><video controls '
            'src="https://video.wixstatic.com/video/a1_b2/360p/mp4/file.mp4">'
            "</video></div>",
            '<video src="https://video.wixstatic.com/video/a1_b2/360p/mp4/file.mp4" controls="controls"></video>',
            id="tag",
        ),
        pytest.param(
            '<a data-hook="video-ssr-viewer" href="https://vimeo.com/123456789">watch</a>',
            '<iframe src="https://player.vimeo.com/video/123456789" allowfullscreen="allowfullscreen"></iframe>',
            id="search-engine",
        ),
        pytest.param(
            '<div data-hook="videoPlayer"><div style="background-image:url(&quot;https://static.wixstatic.com/media/'
            'a1b2c3_0123456789abcdef0123456789abcdeff000.jpg&quot;)"></div></div>',
            '<video src="https://video.wixstatic.com/video/a1b2c3_0123456789abcdef0123456789abcdef/file" '
            'controls="controls" '
            'poster="https://static.wixstatic.com/media/a1b2c3_0123456789abcdef0123456789abcdeff000.jpg"></video>',
            id="wix-poster",
        ),
        pytest.param(
            '<div><iframe src="https://www.youtube.com/embed/aB3-_456789?autoplay=1" title="Film"></iframe></div>',
            (
                '<iframe src="https://www.youtube.com/embed/aB3-_456789" allowfullscreen="allowfullscreen" '
                'title="Film"></iframe>'
            ),
            id="frame",
        ),
    ],
)
def test_videos_are_found_wherever_the_page_names_them(viewer, expected):
    body = read(block(f"<div id='viewer-a'>{viewer}</div>", "video"))

    assert body.html == f'<figure class="video">{expected}</figure>\n'
    assert len(body.videos) == 1
    assert body.text == ""
    assert body.issues == ()


@pytest.mark.parametrize(
    ("viewer", "marker", "kind"),
    [
        ('<div data-hook="reactPlayerWrapper"><div style="width:100%"></div></div>', "video", "video"),
        (
            '<div data-hook="video-player"><img src="https://i.vimeocdn.com/video/99-abc_640.jpg"></div>',
            "video",
            "video",
        ),
        ('<div data-hook="HtmlComponent" style="height:200px"></div>', "html", "html"),
        ('<div data-hook="html-component"></div>', "html", "html"),
        ('<div data-hook="audio-viewer"></div>', "audio", "audio"),
        ('<div data-hook="mapViewer"></div>', "map", "map"),
        ("<div></div>", "poll", "poll"),
    ],
)
def test_what_the_page_does_not_contain_keeps_its_place(viewer, marker, kind):
    body = read(block(f"<div id='viewer-a'>{viewer}</div>", marker) + block("<p>after</p>", "paragraph", 2))

    assert body.html == f'<figure class="missing" data-kind="{kind}"></figure>\n<p>after</p>\n'
    assert body.fidelity.degraded == (f"{kind}: address",)
    assert [issue.code for issue in body.issues] == ["embed-missing"]


def test_an_embedded_page_is_a_frame():
    body = read(
        '<div data-hook="html-component"><iframe src="https://maps.example/?q=1&amp;z=2" title="Map"></iframe></div>'
    )

    assert body.html == (
        '<figure class="embed"><iframe src="https://maps.example/?q=1&amp;z=2" title="Map"></iframe></figure>\n'
    )
    assert body.embeds == ("https://maps.example/?q=1&z=2",)


FILE = (
    '<div data-hook="fileUploadViewer"><div role="button"><svg></svg><div data-hook="fileUploadNameContainer">'
    '<div data-hook="fileUploadName">Price list</div><div data-hook="fileUploadExtension">.pdf</div></div>'
    "<div>Download PDF • 31.47MB</div></div>{}</div>"
)


def test_a_file_card_without_an_address_keeps_its_name():
    body = read(FILE.format('<a href="#0" style="display:none"></a>'))

    assert body.html == (
        '<figure class="missing" data-kind="file"><figcaption>Price list.pdf</figcaption>\n</figure>\n'
    )
    assert body.text == ""
    assert body.files == ()
    assert [issue.code for issue in body.issues] == ["file-address-unknown"]
    assert "Price list.pdf" in body.issues[0].message


def test_a_file_card_with_an_address_is_a_download():
    body = read(FILE.format('<a href="/_files/ugd/a1_b2.pdf?index=true"></a>'))

    assert body.html == (
        '<p><a class="file" href="https://clinic.example/_files/ugd/a1_b2.pdf" download="Price list.pdf">'
        "Price list.pdf</a></p>\n"
    )
    assert body.text == ""
    assert [(file.url, file.name) for file in body.files] == [
        ("https://clinic.example/_files/ugd/a1_b2.pdf", "Price list.pdf")
    ]


@pytest.mark.parametrize("hook", ["buttonViewer", "button-viewer button-viewer-9x"])
def test_buttons_are_marked_links(hook):
    body = read(block(f'<a data-hook="{hook}" href="/book" style="width:50%"><div>Book now</div></a>', "button"))

    assert body.html == '<p><a href="https://clinic.example/book" class="button">Book now</a></p>\n'
    assert body.text == "Book now"
    assert body.links == ("https://clinic.example/book",)


def test_a_button_that_only_works_on_the_site_keeps_its_words():
    body = read('<button data-hook="buttonViewer"><span>Chat with us</span></button>')

    assert body.html == "<p>Chat with us</p>\n"
    assert body.fidelity.degraded == ("button: what it does",)


def test_a_link_preview_is_a_card():
    body = read(
        '<a href="https://other.example/a"><figure data-hook="linkPreviewViewer">'
        f'<div style="background-image:url({MEDIA}{ID}/v1/fill/w_9/x.jpg)"></div><section><div>other.example</div>'
        "<figcaption>A study</figcaption><div>What it says</div></section></figure></a>"
    )

    assert body.html == (
        f'<figure class="card"><a href="https://other.example/a"><img src="{MEDIA}{ID}" alt=""></a>\n'
        '<figcaption><a href="https://other.example/a">A study</a><br>\nother.example<br>\nWhat it says</figcaption>\n'
        "</figure>\n"
    )
    assert body.issues == ()
