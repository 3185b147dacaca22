"""The owner's own example: the text of one real post, put into a page of the replica, gives exactly what it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crawling import ROOT, Crawl, crawl
from tests.replica.blocks import Heading, ListBlock, ListItem, Paragraph, Run, Video, plain
from tests.replica.model import ContactLine, Post
from tests.replica.server import serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replica.blocks import Block

SEED = ROOT.parent / "shared" / "seed"
TITLE = "How Can Acupuncture Help Back Pain"
ERAS = ("2023", "2025", "2026")
NAME = "Dr. Troy Sing"


def _lines() -> list[str]:
    files = sorted(SEED.glob("*.txt"))
    if not files:
        pytest.skip("the owner's example (../shared/seed) is not beside the checkout")
    return [line.strip() for line in files[0].read_text(encoding="utf-8").splitlines() if line.strip()]


def _body(lines: list[str]) -> list[str]:
    start = lines.index(TITLE) + 1
    end = next(i for i, line in enumerate(lines) if line.startswith("52 views"))
    return lines[start:end]


def _blocks(body: list[str]) -> Iterator[Block]:
    contents = body.index("Article Contents:")
    targets = {line: f"part{i}" for i, line in enumerate(body[contents + 1 : contents + 3])}
    heads = {"Acupuncture For General Pain Relief", "Acupuncture For Back Pain Research", "Case Study", "Health Wise"}
    heads |= {NAME, "Learn More About Chinese Medicine", "Dedicated Care With Meaningful Results"}
    yield from (Paragraph(plain(line)) for line in body[: contents + 1])
    yield ListBlock(tuple(ListItem((Run(line, anchor=key),)) for line, key in targets.items()))
    keys = iter(targets.values())
    for line in body[contents + 3 :]:
        if line in heads:
            yield Heading(2, plain(line), key=next(keys, ""))
        elif line == "Please see the ful case study here":
            yield Paragraph((Run("Please see the ful case study "), Run("here", href="https://study.example.org/case")))
        else:
            yield Paragraph(plain(line))
        if "in the following video below" in line:
            yield Video(youtube="abcdefghijk")


def _header(lines: list[str]) -> tuple[ContactLine, ...]:
    call, chat, mail, address = (part.strip() for part in lines[1].split("|"))
    return (ContactLine("address", f"{call}   |   {chat}   |   {mail}   |   {address}"),)


@pytest.fixture(scope="module", params=ERAS)
def done(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawl, list[str]]:
    lines = _lines()
    body = _body(lines)
    post = Post(title=TITLE, blocks=tuple(_blocks(body)), era=request.param, views=52, comments=0, likes=1)
    site = Site.build(seed=8, posts=4, era=request.param, faults=False).with_post(post)
    site = site.with_contacts(header=_header(lines), footer=())
    with serve(site) as running:
        return crawl(tmp_path_factory.mktemp("seed"), "healthwise", url=running.url), body


def _post(done: Crawl) -> dict:
    return next(row for row in done.items("post") if row["title"] == TITLE)


def test_title_slug_and_counts(done: tuple[Crawl, list[str]]) -> None:
    post = _post(done[0])

    assert post["slug"] == "how-can-acupuncture-help-back-pain"
    assert (post["views"], post["comments"]) == (52, 0)


def test_every_line_of_the_body_in_order_and_nothing_else(done: tuple[Crawl, list[str]]) -> None:
    post = _post(done[0])

    assert post["body_text"] == " ".join(" ".join(done[1]).split())
    for frame in ("top of page", "bottom of page", "Recent Posts", "See All", "52 views"):
        assert frame not in post["body_text"]


def test_contents_list_video_place_and_links(done: tuple[Crawl, list[str]]) -> None:
    html = _post(done[0])["body_html"]

    targets = [part.split('"')[0] for part in html.split('<a href="#')[1:]]
    assert len(targets) == 2
    assert all(f'id="{target}"' in html for target in targets)
    assert '<a href="https://study.example.org/case">here</a>' in html
    assert html.index("in the following video below") < html.index("abcdefghijk") < html.index("In the next section")


def test_contacts(done: tuple[Crawl, list[str]]) -> None:
    phone, chat = "+85225267908", "+85298552840"
    address = "Room 1003, Winway Building, 50 Wellington Street, Central, Hong Kong"
    contacts = {(row["kind"], row["value"]): row for row in done[0].items("contact")}

    assert set(_post(done[0])["contacts"]) == {phone, chat, address}
    assert set(contacts["phone", phone]["raw"]) == {"(852) 2526 7908", "+852 2526 7908"}
    assert set(contacts["phone", phone]["where"]) == {"header", "body"}
    assert contacts["whatsapp", chat]["where"] == ["header"]
    assert contacts["address", address]["where"] == ["header"]


def test_an_email_that_is_shown_but_empty_is_reported(done: tuple[Crawl, list[str]]) -> None:
    codes = {issue["code"] for page in done[0].items("page") for issue in page["issues"]}

    assert "contact-shown-but-empty" in codes


def test_the_practitioners_bio_is_recognised_inside_the_post(done: tuple[Crawl, list[str]]) -> None:
    body = done[1]
    start = body.index(NAME) + 1
    want = "\n\n".join(body[start : start + 3])

    assert _post(done[0])["author_bio"] == want
    people = {row["name"]: row for row in done[0].items("author")}
    assert people[NAME]["bio"] == want
