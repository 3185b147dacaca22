"""Bodies of posts: which blocks stand in which post, so that every kind stands in every era."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.replica import library
from tests.replica.blocks import (
    Audio,
    Block,
    Button,
    Code,
    Divider,
    Embed,
    EmptyLine,
    FileCard,
    Gallery,
    Heading,
    Image,
    ListBlock,
    ListItem,
    MediaFile,
    Paragraph,
    Quote,
    Run,
    Table,
    Text,
    Video,
    plain,
)
from tests.replica.cards import cards
from tests.replica.text import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.replica.model import Author

BLURB = {
    "en": "Lantern Hill Clinic stands above the old harbour. Three practitioners share two quiet rooms and one teapot.",
    "zh": "燈籠山診所位於舊海港之上,三位醫師共用兩間安靜的診室和一個大茶壺。",
    "ar": "تقع عيادة تل الفوانيس فوق الميناء القديم، حيث يتشارك ثلاثة معالجين غرفتين هادئتين وإبريق شاي كبيرا.",
}
"""A paragraph that recurs in many posts."""

CALL = {
    "en": "Would you like to talk it over? Ring us on +852 3008 4412 or leave a message; we answer on the same day.",
    "zh": "想多了解一點嗎?歡迎致電 +852 3008 4412 或留言,我們即日回覆。",
    "ar": "هل ترغب في الحديث معنا؟ اتصل على +852 3008 4412 أو اترك رسالة ونرد في اليوم نفسه.",
}
"""A call to action that recurs in many posts."""

BUTTON = {"en": "Book a first visit", "zh": "預約首診", "ar": "احجز الزيارة الأولى"}
SUB = "₂"


@dataclass(frozen=True)
class Draft:
    """What a feature needs to know of the post it is for."""

    writer: Writer
    lang: str
    index: int
    seed: int
    link_to: str
    """Path of another post of the site."""
    hashtags: tuple[str, ...]
    blog_path: str

    def image(self, number: int, *, dead: bool = False, ext: str = "jpg") -> MediaFile:
        return library.image(self.seed, "post", self.index, number, dead=dead, ext=ext)


def _styled(d: Draft) -> list[Block]:
    w = d.writer
    runs: Text = (
        Run(w.sentence() + " "), Run(w.phrase("b"), bold=True), Run(", "), Run(w.phrase("a"), italic=True),
        Run(", "), Run(w.phrase("d"), underline=True), Run(", "), Run(w.phrase("c"), strike=True), Run(". H"),
        Run("2", sub=True), Run("O, 10"), Run("3", sup=True), Run("; "), Run(w.phrase("a"), color="#9f2525", bold=True),
        Run(", "), Run(w.phrase("b"), background="#fff3b0"), Run("."),
    )  # fmt: skip
    return [Paragraph(runs), Paragraph((Run(w.sentence() + "\n" + w.sentence()),), align="CENTER")]


def _links(d: Draft) -> list[Block]:
    w = d.writer
    site = f"https://www.example.org/guides/{d.index}?topic=rest&lang={d.lang}"
    return [
        Paragraph((
            Run(w.sentence() + " "), Run(w.phrase("a"), href=d.link_to), Run(" · "),
            Run(w.phrase("b"), href=site, bold=True), Run(" · "),
            Run("care@lanternhill.example", href="mailto:care@lanternhill.example"), Run("."),
        )),
    ]  # fmt: skip


def _lists(d: Draft) -> list[Block]:
    w = d.writer
    inner = ListBlock((ListItem(plain(w.item())), ListItem(plain(w.item()))), ordered=False)
    deep = ListBlock((ListItem(plain(w.item()), inner), ListItem(plain(w.item()))), ordered=True)
    bullets = ListBlock((ListItem(plain(w.item()), deep), ListItem((Run(w.item(), bold=True), Run(" – " + w.item())))))
    numbers = ListBlock(tuple(ListItem(plain(w.item())) for _ in range(3)), ordered=True, start=1 + d.index % 4)
    return [bullets, Paragraph(plain(w.sentence())), numbers]


def _quote(d: Draft) -> list[Block]:
    return [Quote((Run(d.writer.sentence(), italic=True), Run(" — " + d.writer.phrase("c"))))]


def _code(d: Draft) -> list[Block]:
    return [Code(f"07:00  {d.writer.phrase('b')}\n22:30  lights out # {d.index}"), Divider()]


def _table(d: Draft) -> list[Block]:
    w = d.writer
    head: tuple[Text, ...] = (plain(w.phrase("a")), plain(w.phrase("b")), plain(w.phrase("d")))
    rows = tuple(
        (plain(w.item()), (Run(w.phrase("b"), bold=True), Run(" / " + w.phrase("b"))), plain(str(10 * n)))
        for n in range(1, 4)
    )
    return [Table((head, *rows), header=d.index % 2 == 0)]


def _pictures(d: Draft) -> list[Block]:
    w = d.writer
    return [
        Image(d.image(1), alt=w.phrase("b"), caption=w.sentence()),
        EmptyLine(),
        Image(d.image(2, ext="png"), alt="", href="https://wa.me/85261230987"),
        Image(d.image(3, dead=d.index % 3 == 0), alt=w.phrase("a")),
    ]


def _gallery(d: Draft) -> list[Block]:
    count = 3 + d.index % 4
    return [Gallery(tuple(d.image(20 + n) for n in range(count)), tuple(d.writer.phrase("b") for _ in range(count)))]


def _films(d: Draft) -> list[Block]:
    tube = Video(youtube=library.youtube(d.seed, d.index), seconds=61 + d.index % 200)
    return [
        Paragraph(plain(d.writer.sentence())),
        tube,
        Video(media=library.video(d.seed, d.index), seconds=30),
    ]


def _files(d: Draft) -> list[Block]:
    sheet = library.document(f"Home care sheet {d.index}.pdf", d.seed)
    chinese = library.document(f"家居護理 {d.index}.pdf", d.seed)
    return [FileCard(sheet), FileCard(chinese), Audio(library.audio(f"breathing-{d.index}.mp3", d.seed), "Breathing")]


def _embeds(d: Draft) -> list[Block]:
    form = f'<form action="https://forms.example.org/{d.index}"><input name="q"></form>'
    return [Embed(html=form, height=240), Embed(url=f"https://maps.example.org/place/{d.index}", height=320)]


def _mixed(d: Draft) -> list[Block]:
    other = "zh" if d.lang != "zh" else "en"
    words = Writer(other, d.seed, d.index, "mixed")
    arabic = Writer("ar", d.seed, d.index, "mixed")
    return [
        Paragraph(plain(f"{d.writer.sentence()} {words.sentence()} 🌿👩🏽‍⚕️")),
        Paragraph(plain(arabic.sentence())),
    ]


FEATURES: tuple[Callable[[Draft], list[Block]], ...] = (
    _styled, _lists, _pictures, _links, _table, _films, _quote, _gallery, _code, _files, _embeds, _mixed,
)  # fmt: skip


def contents(d: Draft, headings: list[Heading]) -> list[Block]:
    """The in-page contents list: every entry links to its heading."""
    entries = tuple(ListItem((Run("".join(r.text for r in h.runs), anchor=h.key),)) for h in headings)
    return [Paragraph((Run(d.writer.words.contents_label, bold=True),)), ListBlock(entries)]


def hashtag_line(d: Draft) -> list[Block]:
    """Hashtags as Wix stores them: ordinary links into the blog."""
    runs: list[Run] = []
    for tag in d.hashtags:
        runs += [Run(" ")] if runs else []
        runs.append(Run(f"#{tag}", href=f"{d.blog_path}/hashtags/{tag}"))
    return [Paragraph(tuple(runs))] if runs else []


def biography(author: Author) -> list[Block]:
    """A practitioner's biography inside a post: a heading with the name and the paragraphs."""
    return [Heading(3, plain(author.name)), *(Paragraph(plain(text)) for text in author.bio)]


def compose(d: Draft, *, author: Author | None, with_cards: bool = False) -> tuple[Block, ...]:
    """The body of post number ``d.index``: three features by turns, and the recurring blocks in most posts.

    ``with_cards`` adds a card of every kind to every third post.
    """
    w = d.writer
    picked = [FEATURES[(d.index * 3 + d.index // len(FEATURES) + n) % len(FEATURES)] for n in range(3)]
    sections: list[Block] = []
    headings: list[Heading] = []
    for number, feature in enumerate(picked):
        heading = Heading(2 + (number + d.index) % 5, plain(w.heading()), key=f"part-{number}")
        headings.append(heading)
        sections += [heading, Paragraph(plain(w.paragraph())), *feature(d), EmptyLine()]
    blocks: list[Block] = [Paragraph(plain(w.paragraph(3, 6))), EmptyLine()]
    if d.index % 2 == 0:
        blocks += [*contents(d, headings), EmptyLine()]
    blocks += sections
    if with_cards and d.index % 3 == 0:
        blocks += cards(d)
    if d.index % 5 != 4:
        blocks.append(Paragraph(plain(BLURB[d.lang])))
    if d.index % 2 == 0:
        blocks += [Paragraph(plain(CALL[d.lang])), Button(BUTTON[d.lang], "/contact")]
    if author is not None:
        blocks += biography(author)
    blocks += hashtag_line(d)
    return tuple(blocks)
