import pytest

from pipelines.audit.measures import looks_like_file_name, measure, units

BASE = "https://www.willow-clinic.example/"


def record(**fields):
    return {"type": "post", "url": f"{BASE}post/x", "body_text": "", "body_html": "", "links": [], **fields}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Drink warm water, slowly.", 4),
        ("it's a well-known fact", 4),
        ("睡得好,心情好", 6),
        ("針灸 (acupuncture) 幫助睡眠", 7),
        ("침술은 잠을 돕는다", 3),
        ("الوخز بالإبر يساعد على النوم", 5),
        ("よく眠る", 4),
        ("— … 🙂 !", 0),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_word_processor_counts_them(text, words):
    assert len(units(text)) == words


def test_reading_time_knows_both_kinds_of_script():
    assert measure(record(body_text="word " * 230), BASE).minutes == 1
    assert measure(record(body_text="word " * 231), BASE).minutes == 2
    assert measure(record(body_text="睡" * 800), BASE).minutes == 2
    assert measure(record(), BASE).minutes == 0


def test_a_body_is_measured():
    markup = (
        "<h2>Habits</h2><p>Tea</p><h4>Of the <em>evening</em></h4>"
        '<figure><img src="https://a.example/1.jpg" alt="Cup"></figure>'
        '<figure><img src="https://a.example/2.jpg" alt=""></figure>'
        '<figure><img src="https://a.example/3.jpg" alt="IMG_2041.JPG"></figure>'
    )
    links = [f"{BASE}post/y#part", f"{BASE}post/y", "https://other.example/", "mailto:a@b.example"]

    found = measure(record(body_html=markup, body_text="Habits Tea Of the evening", links=links), BASE)

    assert found.headings == ((2, "Habits"), (4, "Of the evening"))
    assert found.outline == "  h2 Habits\n      h4 Of the evening"
    assert found.skips_level
    assert (found.images, found.images_without_alt, found.images_with_file_name) == (3, 1, 1)
    assert found.inner_links == (f"{BASE}post/y",)
    assert found.outer_links == ("https://other.example/",)
    assert found.characters == len("HabitsTeaOftheevening")


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("IMG_2041.jpg", True), ("photo (1).PNG", True), ("針灸.webp", True), ("A cup of tea", False), ("v2.0", False)],
)
def test_names_of_files_are_told_from_descriptions(text, is_name):
    assert looks_like_file_name(text) == is_name
