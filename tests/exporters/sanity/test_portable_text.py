from hypothesis import given, settings
from lxml import html

from pipelines.exporters.sanity.portable_text import to_portable_text
from tests.exporters.markdown.bodies import bodies, shown


def blocks(body):
    return to_portable_text(body, lambda href: href.replace("old", "new"), lambda src: {"_sanityAsset": f"image@{src}"})


def texts(found):
    for block in found:
        if block["_type"] == "block":
            yield from (span["text"] for span in block["children"])
        elif block["_type"] == "html":
            yield html.fragment_fromstring(block["html"], create_parent="div").text_content()
        else:
            yield block.get("caption", "")


@settings(max_examples=150)
@given(bodies)
def test_no_character_is_lost_or_added(body):
    found = blocks(body)

    assert "".join("".join(texts(found)).split()) == "".join("".join(char for char, _ in shown(body)[0]).split())
    assert len({block["_key"] for block in found}) == len(found)
    for block in found:
        defined = {mark["_key"] for mark in block.get("markDefs", ())}
        used = {mark for span in block.get("children", ()) for mark in span["marks"] if mark.startswith("l")}
        assert used == defined


def test_text_with_marks_and_links():
    [block] = blocks('<p>a <strong>b<em>c</em></strong> <a href="/old">d</a><br>e</p>')

    assert (block["_type"], block["style"]) == ("block", "normal")
    assert block["markDefs"] == [{"_type": "link", "_key": "l0", "href": "/new"}]
    assert [(span["text"], span["marks"]) for span in block["children"]] == [
        ("a ", []), ("b", ["strong"]), ("c", ["strong", "em"]), (" ", []), ("d", ["l0"]), ("\ne", []),
    ]  # fmt: skip


def test_headings_quotes_and_nested_lists():
    found = blocks("<h2>A</h2><blockquote><p>q</p></blockquote><ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>")

    assert [(b["style"], b.get("listItem"), b.get("level"), b["children"][0]["text"]) for b in found] == [
        ("h2", None, None, "A"),
        ("blockquote", None, None, "q"),
        ("normal", "bullet", 1, "a"),
        ("normal", "number", 2, "b"),
        ("normal", "bullet", 1, "c"),
    ]


def test_pictures_and_what_is_no_portable_text():
    found = blocks(
        '<figure><a href="/old"><img src="https://a.example/t.jpg" alt="Tea"></a>'
        "<figcaption>A cup</figcaption></figure>"
        "<table><tbody><tr><td>1</td></tr></tbody></table>"
    )

    assert found == [
        {"_type": "image", "_sanityAsset": "image@https://a.example/t.jpg", "alt": "Tea", "caption": "A cup",
         "href": "/new", "_key": "b0"},
        {"_type": "html", "html": "<table><tbody><tr><td>1</td></tr></tbody></table>", "_key": "b1"},
    ]  # fmt: skip
