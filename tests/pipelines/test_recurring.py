import pytest

from pipelines.recurring import recurring_blocks

BLURB = "<p>Willow is a small practice by the harbour that opened its doors in spring.</p>"
CTA = '<p>Ready to feel better? <a href="/book">Choose a time that suits you</a> today.</p>'
PHONE = "<p>Our desk answers on weekdays: +852 2555 0123, or by letter at the harbour.</p>"
BIO = "<h3>Mei Lam</h3><p>Mei has looked after people for twenty years.</p><p>She walks in the hills.</p>"
OWN = "<p>What stands only in post number {} and nowhere else on the whole site.</p>"


def listed(*bodies, names=()):
    posts = [{"body_html": body} for body in bodies]
    return recurring_blocks(lambda: posts, names)


def test_a_paragraph_in_three_posts_is_listed_with_its_count():
    found = listed(*(OWN.format(i) + BLURB for i in range(3)))

    assert found == [
        {
            "text": "Willow is a small practice by the harbour that opened its doors in spring.",
            "posts": 3,
            "kind": "blurb",
        },
    ]


def test_two_posts_are_not_many():
    assert listed(OWN.format(1) + BLURB, OWN.format(2) + BLURB, OWN.format(3)) == []


def test_less_than_a_fifth_is_not_many():
    bodies = [OWN.format(i) for i in range(16)] + [BLURB] * 3

    assert listed(*bodies) == []


def test_a_block_twice_in_a_post_counts_once():
    assert listed(BLURB + BLURB, BLURB + OWN.format(1)) == []


def test_a_heading_takes_its_paragraphs_along():
    found = listed(*(OWN.format(i) + BIO + BLURB.replace("<p>", f"<p>{i}") for i in range(4)), names=["Mei Lam"])

    assert found == [
        {
            "text": "Mei Lam\n\nMei has looked after people for twenty years.\n\nShe walks in the hills.",
            "posts": 4,
            "kind": "bio",
        },
    ]


def test_a_heading_is_not_glued_to_what_recurs_more_often():
    found = listed(BIO + CTA, BIO + CTA, BIO + CTA, CTA)

    assert [(entry["kind"], entry["posts"]) for entry in found] == [("cta", 4), ("blurb", 3)]


def test_the_author_of_a_post_is_a_known_name():
    posts = [{"body_html": BIO, "author": "Mei Lam"}] * 3

    assert [entry["kind"] for entry in recurring_blocks(lambda: posts)] == ["bio"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (CTA, "cta"),
        (PHONE, "contact"),
        ('<p>Write a message to the desk <a href="https://wa.me/85225550123">on your phone</a></p>', "contact"),
        (BLURB, "blurb"),
    ],
)
def test_kinds(body, kind):
    assert [entry["kind"] for entry in listed(body, body, body)] == [kind]


def test_short_lines_recur_by_chance():
    assert listed(*["<h2>Conclusion</h2>"] * 5) == []


def test_white_space_and_marks_do_not_matter():
    found = listed(BLURB, BLURB.replace("small", "<em>small</em>"), BLURB.replace(" is a ", "\n is  a "))

    assert [entry["posts"] for entry in found] == [3]


@pytest.mark.parametrize("body", [None, "", "   ", "<!-- -->", 7, "<p></p>", "<p>\ud83d</p>", "<table><p>"])
def test_empty_bodies_are_no_trouble(body):
    assert recurring_blocks(lambda: [{"body_html": body}] * 4) == []


def test_list_entries_count_and_their_lists_do_not():
    body = "<ul><li>Bring the letter of your doctor and a list of what you take.</li></ul>"

    assert [entry["posts"] for entry in listed(body, body, body)] == [3]
