"""The content of static pages, of every era of the site builder."""

from __future__ import annotations

import lxml.html
import pytest

from scraper.extraction.page_body import read_page_body
from scraper.extraction.vocabulary import EMPTY_BODY

URL = "https://clinic.example/about"
MEDIA = "https://static.wixstatic.com/media/"
ID = "a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg"
ID2 = "a1b2c3_fedcba9876543210fedcba9876543210~mv2.png"


def page(main):
    return (
        '<html><body><div id="SCROLL_TO_TOP">top of page</div><header id="SITE_HEADER"><h1>Site</h1></header>'
        f'<main id="PAGES_CONTAINER">{main}</main><footer id="SITE_FOOTER"><p>Imprint</p></footer>'
        '<div id="SCROLL_TO_BOTTOM">bottom of page</div></body></html>'
    )


def read(main, url=URL):
    return read_page_body(lxml.html.document_fromstring(page(main)), base_url=url)


def rich_text(html):
    return f'<div data-testid="richTextElement" class="hashed wixui-rich-text">{html}</div>'


def wow_image(identifier=ID, alt="", name=""):
    info = f'{{"imageData":{{"width":640,"height":480,"uri":"{identifier}","name":"{name}","displayMode":"fill"}}}}'
    source = f"{MEDIA}{identifier}/v1/fill/w_147,h_98,blur_2/{identifier}"
    return f"<wow-image id='img_comp-1' data-image-info='{info}'><img src='{source}' alt='{alt}'></wow-image>"


def test_rich_text_boxes():
    body = read(
        rich_text(
            '<h2 class="font_2" style="text-align:center; font-size:40px"><span class="x"><span '
            'style="font-weight:bold">'
            "Our\n clinic</span></span></h2><p class='font_8'><span>\u200b</span></p>"
            "<p class='font_8'>Warm<br>hands, <a href='/team'>our team</a> &amp; <object><a "
            "href='mailto:a@clinic.example'>"
            "mail</a></object></p>"
        )
        + rich_text("<ul class='font_8'><li><p>tea</p></li><li><p>rest</p></li></ul>")
        + rich_text("<p>Next</p>")
    )

    assert body.html == (
        '<h2 style="text-align:center"><strong>Our  clinic</strong></h2>\n'
        '<p>Warm<br>\nhands, <a href="https://clinic.example/team">our team</a> &amp; '
        '<a href="mailto:a@clinic.example">mail</a></p>\n<ul><li>tea</li>\n<li>rest</li>\n</ul>\n<p>Next</p>\n'
    )
    assert body.fidelity.dropped == ("paragraph: spacer",)
    assert body.issues == ()


def test_nothing_of_the_frame_around_the_content_is_read():
    body = read(
        "<nav><a href='/'>Home</a></nav><div id='WIX_ADS'>This site was made with</div><div "
        "id='SKIP_TO_CONTENT_BTN'>Skip</div>"
        + rich_text("<p>Content</p>")
        + "<div data-hook='consent-banner-root'>We use cookies</div><div role='navigation'>menu</div>"
    )

    assert body.html == "<p>Content</p>\n"
    assert body.links == ()
    assert body.fidelity.source_chars == body.fidelity.kept_chars == 7
    assert sorted(set(body.fidelity.dropped)) == [
        "consent banner: does not belong to the content",
        "menu: kept with the site, not with the page",
        "page frame: the same on every page",
    ]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("<main id='PAGE_SECTIONSabc'><p>Content</p></main>", id="studio"),
        pytest.param("<div id='PAGES_CONTAINER'><p>Content</p></div>", id="2020"),
        pytest.param("<div id='SITE_HEADER'>Head</div><div id='SITE_PAGES'><p>Content</p></div>", id="pages only"),
        pytest.param("<div id='SITE_HEADER'>Head</div><p>Content</p><div id='SITE_FOOTER'>Foot</div>", id="body only"),
    ],
)
def test_the_content_is_found_in_every_era(document):
    root = lxml.html.document_fromstring(f"<html><body>{document}</body></html>")

    assert read_page_body(root, base_url=URL).html == "<p>Content</p>\n"


def test_main_itself_or_an_empty_page_may_be_given():
    main = lxml.html.document_fromstring(page("<p>Content</p>")).find(".//main")

    assert read_page_body(main, base_url=URL).text == "Content"
    assert read_page_body(lxml.html.Element("html"), base_url=URL) == EMPTY_BODY


def test_images_with_names_and_links():
    body = read(
        "<div class='wixui-image'><a data-testid='linkElement' href='/team'>"
        f"{wow_image(alt='Our room', name='room.jpg')}</a></div>"
        f"<div class='wixui-image'><div data-testid='linkElement'>{wow_image(ID2, alt='IMG_1.png')}</div></div>"
        f"<img src='{MEDIA}{ID}/v1/fill/w_9,h_9/x.jpg' alt='Plain' width='9' height='9'>"
    )

    assert body.html == (
        f'<figure><a href="https://clinic.example/team"><img src="{MEDIA}{ID}" alt="Our room" width="640" '
        'height="480"></a>'
        f'</figure>\n<figure><img src="{MEDIA}{ID2}" alt="" width="640" height="480"></figure>\n'
        f'<figure><img src="{MEDIA}{ID}" alt="Plain"></figure>\n'
    )
    assert [image.filename for image in body.images] == ["room.jpg", "IMG_1.png", None]


def test_backgrounds_are_written_before_their_text():
    body = read(
        f"<section class='wixui-section'><div data-hook='bgLayers'>{wow_image()}<video></video></div>"
        f"{rich_text('<h2>Welcome</h2>')}</section>"
    )

    assert body.html == (
        f'<figure><img src="{MEDIA}{ID}" alt="" width="640" height="480"></figure>\n<h2>Welcome</h2>\n'
    )
    assert body.fidelity.degraded == ("background image: its place behind the text",)


def button(attributes, label="Book now"):
    return (
        "<div data-semantic-classname='button'><a data-testid='linkElement' class='style-x__root "
        f"wixui-button' {attributes}>"
        f"<span><span data-testid='stylablebutton-label' class='wixui-button__label'>{label}</span>"
        "<span aria-hidden='true'><svg></svg></span></span></a></div>"
    )


def test_buttons():
    body = read(
        button("href='/book' aria-label='Book now'")
        + button("role='button'", "Open")
        + button("href='/map' aria-label='Find us'", "")
        + "<button data-testid='buttonElement'><span>Send</span></button>"
    )

    assert body.html == (
        '<p><a href="https://clinic.example/book" class="button">Book now</a></p>\n<p>Open</p>\n'
        '<p><a href="https://clinic.example/map" class="button">Find us</a></p>\n<p>Send</p>\n'
    )
    assert body.fidelity.degraded == ("button: what it does", "button: what it does")
    assert body.issues == ()


def test_links_around_drawings_have_the_name_for_screen_readers():
    body = read(
        "<ul aria-label='Social'><li><a href='https://social.example/clinic' aria-label='Social'><svg><title>"
        "x</title></svg></a></li>"
        f"<li><a href='https://pictures.example/clinic' aria-label='Pictures'>{wow_image()}</a></li></ul>"
    )

    assert body.html == (
        '<ul><li><a href="https://social.example/clinic">Social</a></li>\n'
        f'<li><figure><a href="https://pictures.example/clinic"><img src="{MEDIA}{ID}" alt="" width="640" '
        'height="480"></a>'
        "</figure>\n</li>\n</ul>\n"
    )
    assert body.issues == ()


def test_a_classic_gallery_has_each_item_once():
    def item(testid, identifier, title):
        return f"<div data-testid='{testid}'>{wow_image(identifier)}<div><div>{title}</div></div></div>"

    body = read(
        "<div data-testid='slide-show-gallery' class='wixui-gallery' aria-label='Slide show gallery'>"
        + item("gallery-item-ghost", ID, "Cups")
        + item("gallery-item-item", ID, "Cups")
        + item("gallery-item-item", ID2, "Room")
        + "<div data-testid='gallery-counter'>1/2</div></div>"
    )

    assert [(image.url, image.caption) for image in body.images] == [(MEDIA + ID, "Cups"), (MEDIA + ID2, "Room")]
    assert body.html.startswith('<figure class="gallery"><figure>')
    assert body.text == "Cups Room"
    assert body.issues == ()


def test_a_pro_gallery_is_known_by_its_id():
    item = f"<div data-hook='item-container' data-id='1'><img src='{MEDIA}{ID}/v1/fill/w_9/x'></div>"

    assert read(f"<div id='pro-gallery-comp-1'>{item}{item}</div>").html == (
        f'<figure class="gallery"><figure><img src="{MEDIA}{ID}" alt=""></figure>\n</figure>\n'
    )


def test_tabs_become_disclosures():
    body = read(
        "<div class='x wixui-tabs'><div role='tablist'><div role='tab'><span>Fees</span></div><div "
        "role='tab'>Hours</div>"
        "</div><div><div role='tabpanel' aria-hidden='false'><p>50</p></div>"
        "<div role='tabpanel' aria-hidden='true'><p>9 to 5</p></div></div></div>"
    )

    assert body.html == (
        '<details open="open"><summary>Fees</summary>\n<p>50</p>\n</details>\n'
        "<details><summary>Hours</summary>\n<p>9 to 5</p>\n</details>\n"
    )
    assert body.issues == ()


def test_accordions_become_disclosures():
    body = read(
        "<div><button data-hook='accordion-item-header' aria-expanded='false'><h3 data-hook='title'>Does it "
        "hurt?</h3></button>"
        "<div data-hook='accordion-item-content' role='region' aria-hidden='true'><p id='viewer-a'>No.</p></div></div>"
    )

    assert body.html == "<details><summary><h3>Does it hurt?</h3>\n</summary>\n<p>No.</p>\n</details>\n"
    assert body.text == "Does it hurt? No."


def test_lists_of_posts_forms_and_search_are_left_out_with_a_reason():
    body = read(
        "<div data-hook='post-list-root'><article>A post</article></div>"
        "<form><label>Your name</label><input value='x'>" + rich_text("<p>We answer soon.</p>") + "</form>"
        "<div data-testid='search-box-container'><input></div><div data-hook='widget-social-wrapper'>Share</div>"
    )

    assert body.html == "<p>We answer soon.</p>\n"
    assert body.fidelity.dropped == (
        "list of posts: made of the posts",
        "form field: forms do not work elsewhere",
        "search box: does not work elsewhere",
        "share buttons: do not belong to the content",
    )
    assert body.issues == ()


def test_players():
    body = read(
        "<div data-testid='youtube' class='wixui-video-player'><div></div></div>"
        "<div data-hook='player' class='wixui-audio-player'><div data-hook='cover' "
        f"style='background-image:url({MEDIA}{ID}/v1/x)'>"
        "</div><span data-hook='trackName'>A talk</span><span data-hook='artistName'>Lin</span>"
        "<button>Play</button><span data-hook='timeStamp'>00:00 / 09:38</span></div>"
        "<iframe src='https://static.parastorage.com/services/x/googleMap.html?a=1' title='Google Maps'></iframe>"
        "<img src='https://i.ytimg.com/vi/aB3-_456789/mqdefault.jpg' alt='Needles'>"
    )

    assert body.html == (
        '<figure class="missing" data-kind="video"></figure>\n<figure class="missing" data-kind="audio"></figure>\n'
        f'<figure><img src="{MEDIA}{ID}" alt=""></figure>\n<p>A talk</p>\n<p>Lin</p>\n'
        '<figure class="missing" data-kind="map"></figure>\n'
        '<figure class="video"><iframe src="https://www.youtube.com/embed/aB3-_456789" '
        'allowfullscreen="allowfullscreen" '
        'title="Needles"></iframe></figure>\n'
    )
    assert {issue.code for issue in body.issues} == {"embed-missing"}


def test_lines_repeaters_and_anchors():
    body = read(
        "<div class='wixui-horizontal-line'></div>"
        "<div class='wixui-repeater' role='list'><div role='listitem'><div aria-hidden='true'></div><p>one</p></div>"
        "<div role='listitem'><p>two</p></div></div>"
        "<div role='region' aria-label='prices' id='comp-7'><div id='prices'></div><span>prices</span></div>"
        "<p>Prices</p><p><a href='#comp-7'>up</a> <a href='https://clinic.example/about#gone'>away</a></p>"
    )

    assert body.html == (
        '<hr>\n<p>one</p>\n<p>two</p>\n<p id="comp-7">Prices</p>\n<p><a href="#comp-7">up</a> away</p>\n'
    )
    assert body.text == "one two Prices up away"
    assert body.issues == ()


def test_words_for_screen_readers_that_repeat_what_is_shown_are_not_read():
    body = read(
        "<div><span data-hook='sr-product-price'>Price</span><span data-hook='product-price'>220 HKD</span></div>"
    )

    assert body.html == "<p>220 HKD</p>\n"


def test_page_2020_bolt():
    info = '{"imageData":{"type":"Image","id":"dataItem-1","title":"room.jpg","uri":"' + ID + '","width":9,"height":8}}'
    body = read(
        "<div id='abcinlineContent'><div class='txtNew'><h1 class='font_0' style='text-align:center;'><span>"
        "About</span></h1>"
        "</div><div style='visibility:hidden'><div id='comp-1link'><wix-image id='comp-1img' "
        f"data-image-info='{info}'><img id='comp-1imgimage' src='{MEDIA}{ID}/v1/fill/w_9/x' alt='Us'>"
        "</wix-image></div></div></div>"
    )

    assert body.html == (
        f'<h1 style="text-align:center">About</h1>\n<figure><img src="{MEDIA}{ID}" alt="Us" width="9" '
        'height="8"></figure>\n'
    )
