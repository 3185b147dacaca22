"""What visitors write under posts: threads of comments, from a seed, in our own words."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.replica import ids, library
from tests.replica.blocks import MediaFile, Run, Text, plain

if TYPE_CHECKING:
    from tests.replica.model import Author

GUESTS = ("Wenna Pell", "Odo Brandt", "葉知秋", "سلمى الحداد", "Tilly O'Marrow 🪁", "Ivo Karst")
"""Names that a visitor typed; the comments service states them."""
SILENT_MEMBER = "Perpetua Lund"
"""A member of whom the comments service states the id alone; only rendered pages name her."""
MANY, MANY_REPLIES = 118, 105
"""Of the one post whose comments do not fit on a page, and of its first comment."""
_WORDS: tuple[Text, ...] = (
    plain("This helped my mother within a week. Thank you!"),
    plain("謝謝分享,睡得好多了。"),
    plain("شكراً جزيلاً، مقال مفيد جداً."),
    plain("Lovely 🌿🙏🏽 — I walked on air."),
    (
        Run("More on this at "),
        Run("the harbour library", href="https://library.example/backs"),
        Run(", for the curious."),
    ),
    plain("Write to me: wenna@pell.example, or ring +852 9123 4567, and I will lend you my book."),
    plain("Is five minutes enough?\nOr should it be ten?"),
)
_LONG = plain(
    "It took me a whole winter to believe it. First I tried the heavy blanket, then the bitter tea, then nothing at "
    "all, and in the end it was the slow walk before supper that let me sleep through until morning."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One comment. ``person`` is Wix's id of who wrote it; ``named``: the comments service states the name too."""

    id: str
    author: str
    person: str
    published: str
    paragraphs: tuple[Text, ...] = ()
    parent: str = ""
    likes: int = 0
    named: bool = True
    member: bool = False
    status: str = "PUBLISHED"
    picture: MediaFile | None = None
    mention: str = ""
    """The name with which the text begins, marked as a mention."""

    @property
    def public(self) -> bool:
        return self.status == "PUBLISHED"


class Thread:
    """Makes the comments of one post: ``count`` public ones, and others that must not come out."""

    def __init__(self, path: str, published: str, owner: Author) -> None:
        self._path, self._owner = path, owner
        self._start = datetime.fromisoformat(published)
        self._random = random.Random(f"{path}/comments")
        self._made: list[Remark] = []

    def usual(self, count: int) -> tuple[Remark, ...]:
        """A handful: every third one answers the first, the post's author among those who answer."""
        for number in range(count - 1 if count >= 4 else count):
            parent = self._made[0].id if number % 3 == 2 else ""
            self._add(number, parent)
        if count >= 4:
            self._add(count - 1, self._add_others())
        return tuple(self._made)

    def many(self) -> tuple[Remark, ...]:
        """More than fit on a page, and more replies than fit beside their comment."""
        for number in range(MANY):
            self._add(number, "")
        for number in range(MANY_REPLIES):
            self._add(MANY + number, self._made[0].id)
        return tuple(self._made)

    def _add(self, number: int, parent: str, **more: object) -> Remark:
        answers = bool(parent) and number % 2 == 0
        silent = number % 5 == 4
        name = self._owner.name if answers else SILENT_MEMBER if silent else GUESTS[number % len(GUESTS)]
        person = self._owner.guid if answers else ids.guid("visitor", name)
        words = (_LONG,) if number % 4 == 1 else (_WORDS[(number + len(self._path)) % len(_WORDS)],)
        facts: dict[str, object] = {
            "id": ids.guid("comment", self._path, number, *more),
            "author": name,
            "person": person,
            "published": self._moment(number),
            "paragraphs": (*words, plain("— and so on.")) if number % 6 == 0 else words,
            "parent": parent,
            "likes": self._random.randint(0, 9),
            "named": not (answers or silent),
            "member": answers or silent,
            "mention": self._made[0].author if parent and number % 3 == 0 else "",
            "picture": library.image("comment", self._path) if number == 3 else None,
            **more,
        }
        remark = Remark(**facts)  # type: ignore[arg-type]
        self._made.append(remark)
        return remark

    def _add_others(self) -> str:
        """A hidden, a waiting and a deleted comment; the id of the last, which has a public answer."""
        others = [
            self._add(900 + number, "", status=status, author="Nobody Should See", named=True)
            for number, status in enumerate(("HIDDEN", "PENDING", "DELETED"))
        ]
        return others[-1].id

    def _moment(self, number: int) -> str:
        """Minutes to days after the post, always later than the one before."""
        then = self._start + timedelta(minutes=7 * (number + 1), seconds=ids.number(60, self._path, number))
        return then.strftime("%Y-%m-%dT%H:%M:%S.000Z")
