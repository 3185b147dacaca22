"""Biographies in bodies: whose heading it is decides, a clinic's blurb is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.bio import bare_name, credentials, find_bio

LIFE = "grew up by the harbour, trained in two hospitals and has treated patients for eighteen years."
ZH = (
    "畢業於本地大學中醫學院，從事臨床工作超過十八年，擅長針灸及內科調理，並經常在社區舉辦健康講座，深受街坊愛戴，"
    "曾任多間機構顧問，現為全職執業中醫，週末在大學任教，並著有三本關於養生的書籍。"
)


def body(heading, *paragraphs, tag="h3"):
    return f"<p>Tea is good.</p>\n<{tag}>{heading}</{tag}>\n" + "\n".join(f"<p>{p}</p>" for p in paragraphs)


def test_known_author_under_the_own_name():
    html = body("About Dr. Ada Wong, Ph.D.", f"She {LIFE}", "She lives nearby.") + "<h2>Read on</h2><p>More.</p>"

    assert find_bio(html, ["Ada Wong"]) == ("Dr. Ada Wong, Ph.D.", f"She {LIFE}\n\nShe lives nearby.")


@pytest.mark.parametrize("heading", ["Dr. Ada Wong", "Prof. Ada Wong", "Ms Ada Wong"])
def test_unknown_person_needs_a_title_and_the_name_again(heading):
    assert find_bio(body(heading, f"Ada Wong {LIFE}"), []) == (heading, f"Ada Wong {LIFE}")
    assert find_bio(body(heading, f"{heading} {LIFE}"), []) is not None
    assert find_bio(body(heading, f"This doctor {LIFE}"), []) is None
    assert find_bio(body("Ada Wong", f"Ada Wong {LIFE}"), []) is None


@pytest.mark.parametrize(
    "name", ["Lantern Hill Clinic", "Dr. Wong Clinic", "Dr Wong Wellness Centre", "黃醫師診所", "Dr. Wong & Associates"]
)
def test_a_clinics_blurb_is_nobodys_biography(name):
    html = body(name, f"{name} {LIFE} {ZH}")

    assert find_bio(html, []) is None
    assert find_bio(html, ["Ada Wong"]) is None
    assert find_bio(html, [name]) is not None  # where the clinic signs the post, it is the author's


@pytest.mark.parametrize("heading", ["黃小明醫師", "黃小明 註冊中醫師", "黃小明博士", "关于：黃小明"])
def test_chinese_names_with_their_titles(heading):
    found = find_bio(body(heading, ZH), ["黃小明"])

    assert found is not None
    assert found[1] == ZH


def test_unknown_chinese_person_with_a_title():
    assert find_bio(body("陳大文醫師", f"陳大文醫師{ZH}"), []) == ("陳大文醫師", f"陳大文醫師{ZH}")
    assert find_bio(body("針灸的好處", f"針灸的好處{ZH}"), []) is None


def test_the_known_person_comes_before_others():
    html = body("Dr. Ben Lee", f"Ben Lee {LIFE}") + body("Ada Wong", f"She {LIFE}")

    assert find_bio(html, ["Ada Wong"]) == ("Ada Wong", f"She {LIFE}")


def test_bold_line_counts_as_heading_and_a_bold_word_does_not():
    assert find_bio(f"<p><strong>Ada Wong</strong></p><p>She {LIFE}</p>", ["Ada Wong"]) == ("Ada Wong", f"She {LIFE}")
    assert find_bio(f"<p><strong>Ada</strong> Wong</p><p>She {LIFE}</p>", ["Ada Wong"]) is None


def test_portrait_between_heading_and_text_and_where_it_ends():
    html = f"<h2>Ada Wong</h2><figure><img src='x'></figure><p>She {LIFE}</p><ul><li>Tea</li></ul><p>Other.</p>"

    assert find_bio(html, ["Ada Wong"]) == ("Ada Wong", f"She {LIFE}")


def test_too_short_or_missing():
    assert find_bio(body("Ada Wong", "Writes here."), ["Ada Wong"]) is None
    assert find_bio("", ["Ada Wong"]) is None
    assert find_bio(body("Dr.", f"Dr. {LIFE}"), ["", "Dr."]) is None
    assert find_bio(body("Meet by Dr.", LIFE), []) is None


@given(
    st.sampled_from(["Ada Wong", "黃小明", "José Núñez", "Łucja O'Hara"]),
    st.sampled_from(["Dr. {}", "{}, Ph.D.", "About {}", "{} (owner)", "{}"]),
)
def test_bare_name_is_free_of_titles(name, form):
    assert bare_name(form.format(name)) == name.casefold()


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=40),
    st.text(st.characters(codec="utf-8"), max_size=40),
)
def test_no_text_raises(text, name):
    find_bio(f"<h2>Ada</h2><p>{text}</p>", [name])
    find_bio(text, [name])
    credentials(text)


def test_credentials_in_order_without_repeats():
    text = "Ada Wong, R.Ac., MBA, is a Registered Acupuncture Practitioner. MBA of 2001. 註冊中醫師"

    assert credentials(text) == ("MBA", "Registered Acupuncture Practitioner", "註冊中醫師")
