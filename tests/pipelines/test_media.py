import pytest

from pipelines.media import MediaPipeline, media_of, original
from scraper.items import Author, Media, Page, Seo, Tag
from tests.pipelines.records import IMAGE, SITE, post
from tests.pipelines.stages import run

COPY = f"{IMAGE}/v1/fill/w_740,h_490,al_c,q_85,enc_auto/photo (2).jpg"
OTHER = IMAGE.replace("aa11bb", "cc22dd")


@pytest.mark.parametrize(
    "url",
    [
        IMAGE,
        COPY,
        f"{IMAGE}/v1/crop/x_0,y_415,w_1040,h_301/fill/w_149,h_43/x.png",
        f"{IMAGE}/v1/fit/w_300%2Ch_300/file.png",
        f"{IMAGE}/v1/fill/w_9,h_9,blur_2/a.jpg?x=1",
        f" {COPY} ",
    ],
)
def test_a_copy_leads_to_its_original(url):
    assert original(url) == IMAGE


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://elsewhere.example/media/a.jpg/v1/fill/x.jpg",
        "https://static.wixstatic.com/media/",
        "https://images-wixmp-1.wixmp.com/f/a/v1/fill/a.png?token=x",
        "https://i.ytimg.com/vi/a/hqdefault.jpg",
    ],
)
def test_other_addresses_stay(url):
    assert original(url) == url


def test_an_encoded_tilde_is_the_same_picture():
    assert original(COPY.replace("~", "%7E")) == original(COPY.replace("~", "%7e")) == IMAGE


def test_a_protocol_relative_copy_is_resolved():
    assert original(COPY.removeprefix("https:")) == IMAGE


def test_a_post_holds_originals_only():
    video = f'<video src="https://video.wixstatic.com/v" poster="{COPY}"></video>'
    markup = f'<p>a</p><figure><img src="{COPY}" alt="x"></figure>{video}'

    done = media_of(
        post(body_html=markup, images=(OTHER, COPY, IMAGE), cover_image=COPY, seo=Seo(og_image=COPY)),
    )

    assert "/v1/" not in done.body_html
    assert done.body_html.count(IMAGE) == 2
    assert done.images == (OTHER, IMAGE)
    assert (done.cover_image, done.seo.og_image) == (IMAGE, IMAGE)


def test_pictures_of_the_body_are_listed_even_if_the_page_object_forgot_them():
    done = media_of(Page(url=SITE, body_html=f'<img src="{COPY}" alt=""><img src="{OTHER}" alt="">'))

    assert done.images == (IMAGE, OTHER)


def test_other_records():
    assert media_of(Author(url=SITE, avatar=COPY)).avatar == IMAGE
    assert media_of(Author(url=SITE)) == Author(url=SITE)
    assert media_of(Media(url=COPY, source_url=COPY)) == Media(url=IMAGE, source_url=IMAGE)


@pytest.mark.parametrize("record", [post(), Media(url=IMAGE, source_url=IMAGE), Tag(url=SITE, label="a", slug="a")])
def test_a_record_with_originals_is_returned_itself(record):
    assert media_of(record) is record


def test_the_stage_counts_what_it_changed():
    out, stats = run(MediaPipeline, post(), post(cover_image=COPY), {"a": 1})

    assert [getattr(item, "cover_image", None) for item in out] == [None, IMAGE, None]
    assert stats == {"media/post/changed": 1}
