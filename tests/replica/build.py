"""Builds the fictional clinic's site: posts, pages, people and contact blocks, from a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.replica import ids, library
from tests.replica.bodies import Draft, compose
from tests.replica.clinic import (
    ASSISTANTS,
    CATEGORIES,
    PRACTITIONER,
    PRICES,
    TAGS,
    business,
    footer_lines,
    header_lines,
    pages,
)
from tests.replica.model import ERAS, Author, Post, slugify
from tests.replica.remarks import Thread
from tests.replica.site import Faults, Site
from tests.replica.text import Writer

if TYPE_CHECKING:
    from tests.replica.blocks import MediaFile
    from tests.replica.remarks import Remark

NAMES = {"en": "Lantern Hill Clinic", "ar": "عيادة تل الفوانيس"}
MUCH_TALKED_OF = 6
"""Number of the post whose comments do not fit on a page."""
_FIRST = datetime(2016, 3, 1, 8, tzinfo=UTC)
_NOW = "2026-06-20T09:00:00.000Z"


def build_site(
    *,
    seed: int = 1,
    posts: int = 40,
    era: str = "mixed",
    rtl: bool = False,
    prefix: str = "",
    page_size: int = 10,
    practitioner: str = "",
    faults: bool = True,
    odd: bool = True,
    cards: bool = False,
    **options: Any,
) -> Site:
    """The clinic's site with ``posts`` posts.

    ``era`` is one of :data:`tests.replica.model.ERAS` or ``mixed`` (all of them by turns), ``rtl`` makes
    the Arabic site, ``practitioner`` renames the main practitioner, ``faults`` lets three posts misbehave
    on their first request, ``odd`` brings degraded posts, dated addresses, unlisted posts and dead media,
    ``cards`` polls, maps, columns and the like (:mod:`tests.replica.cards`).
    ``options`` are fields of :class:`Site`: ``multilingual``, ``media_base``, ``page_kb``, ``feed_content`` …
    """
    person = _renamed(practitioner) if practitioner else PRACTITIONER
    lang = "ar" if rtl else "en"
    maker = PostMaker(seed, posts, era, lang, person, odd=odd, cards=cards, blog_path=options.get("blog_path", "/blog"))
    made = maker.all()
    return Site(
        seed=seed,
        name=NAMES[lang],
        lang=lang,
        timezone="Asia/Hong_Kong",
        posts=made,
        pages=pages(seed, lang, person, options.get("blog_path", "/blog")),
        header=header_lines(lang),
        footer=footer_lines(lang),
        business=business(lang),
        practitioner=person,
        page_size=page_size,
        prefix=prefix,
        era=era,
        faults=_faults(made) if faults else Faults(),
        extra_media=(PRICES, person.photo) if person.photo else (PRICES,),
        **options,
    )


def _renamed(name: str) -> Author:
    bio = tuple(text.replace(PRACTITIONER.name, name) for text in PRACTITIONER.bio)
    return replace(PRACTITIONER, name=name, slug=slugify(name), bio=bio)


def _faults(posts: tuple[Post, ...]) -> Faults:
    chosen = [post.path for post in posts if post.era in ("2024", "2025", "2026")][:3]
    sets = [frozenset({path}) for path in chosen] + [frozenset[str]()] * 3
    return Faults(truncated=sets[0], limited=sets[1], busy=sets[2])


class PostMaker:
    """Makes the posts of one site, each from its number alone."""

    def __init__(
        self,
        seed: int,
        count: int,
        era: str,
        lang: str,
        person: Author,
        *,
        odd: bool,
        blog_path: str,
        cards: bool = False,
    ) -> None:
        self.seed, self.count, self.era, self.lang = seed, count, era, lang
        self.person, self.odd, self.blog_path = person, odd, blog_path
        self.cards = cards
        self.titles = self._titles()

    def language(self, index: int) -> str:
        """Every fourth post of the English site is Chinese; the Arabic site is all Arabic."""
        return self.lang if self.lang == "ar" or index % 4 != 3 else "zh"

    def _titles(self) -> list[str]:
        seen: dict[str, int] = {}
        titles = []
        for index in range(self.count):
            writer = Writer(self.language(index), self.seed, index, "title")
            title = writer.title()
            number = seen[slugify(title)] = seen.get(slugify(title), 0) + 1
            titles.append(title if number == 1 else title + writer.words.part.format(n=number))
        return titles

    def style(self, index: int) -> str:
        """How the address is spelled: dated and ``single-post`` addresses survive from old blogs."""
        if not self.odd:
            return "post"
        return "dated" if index % 11 == 4 else "single-post" if index % 13 == 6 else "post"

    def published(self, index: int) -> str:
        """The later the number, the newer; the first and the last posts are two days and ten years old."""
        newest = datetime(2026, 6, 18, 7, tzinfo=UTC)
        step = (newest - _FIRST) / max(1, self.count)
        moment = newest - step * (self.count - 1 - index) - timedelta(seconds=ids.number(3600, self.seed, "t", index))
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{ids.number(1000, self.seed, 'ms', index):03d}Z"

    def path(self, index: int) -> str:
        """Address of post number ``index``, without making the post."""
        return self._bare(index).path

    def _bare(self, index: int) -> Post:
        return Post(
            title=self.titles[index],
            blocks=(),
            slug=slugify(self.titles[index]),
            path_style=self.style(index),
            published=self.published(index),
        )

    def all(self) -> tuple[Post, ...]:
        return tuple(self.make(index) for index in range(self.count))

    def make(self, index: int) -> Post:
        lang = self.language(index)
        rng = random.Random(f"{self.seed}/{index}/facts")
        hashtags = (("wellness", "針灸", "LanternHill")[index // 3 % 3], "home")[: index % 3]
        draft = Draft(
            Writer(lang, self.seed, index), lang, index, self.seed, self.path((index * 7 + 1) % self.count),
            hashtags, self.blog_path,
        )  # fmt: skip
        own_bio = self.person if index % 3 == 0 else None
        blocks = compose(draft, author=own_bio, with_cards=self.cards)
        era = ERAS[index % len(ERAS)] if self.era == "mixed" else self.era
        teaser = draft.writer.paragraph(2, 3)
        facts = self._counters(index, rng)
        author = self.person if index % 4 != 1 else ASSISTANTS[index % len(ASSISTANTS)]
        return replace(
            self._bare(index),
            blocks=blocks,
            era=era,
            lang=lang,
            author=author,
            excerpt=teaser,
            custom_excerpt=index % 2 == 1,
            description=teaser if index % 2 == 1 else "",
            categories=tuple(CATEGORIES[self.lang][n] for n in sorted({index % 4, (index // 2) % 4}))[: 1 + index % 2],
            tags=tuple(TAGS[self.lang][(index + n) % len(TAGS[self.lang])] for n in range(index % 4)),
            hashtags=hashtags,
            **facts,
            thread=self._thread(index, facts["comments"], author),
            **self._oddities(index, rng, era),
            cover=self._cover(index),
            group=ids.guid("group", self.seed, index // 4) if lang == "zh" or index % 4 == 2 else "",
        )

    def _cover(self, index: int) -> MediaFile | None:
        return library.image(self.seed, "cover", index) if index % 4 != 3 else None

    def _counters(self, index: int, rng: random.Random) -> dict[str, Any]:
        choices = (0, 1, 2, rng.randint(3, 900), rng.randint(1000, 25000))
        views = rng.choices(choices, weights=(1, 1, 1, 5, 4))[0]
        views = max(views, 400) if self.odd and index == MUCH_TALKED_OF else views
        return {
            "views": views,
            "comments": rng.randint(0, 6) if views > 5 else 0,
            "likes": rng.randint(0, 30) if views > 5 else 0,
            "minutes": 1 + index % 7,
        }

    def _thread(self, index: int, count: int, author: Author) -> tuple[Remark, ...]:
        maker = Thread(self.path(index), self.published(index), author)
        return maker.many() if self.odd and index == MUCH_TALKED_OF else maker.usual(count)

    def _oddities(self, index: int, rng: random.Random, era: str) -> dict[str, Any]:
        then = datetime.fromisoformat(self.published(index))
        later = then + timedelta(days=rng.randint(1, 60), minutes=rng.randint(0, 900))
        now = datetime.fromisoformat(_NOW)
        changed = later.strftime("%Y-%m-%dT%H:%M:%S.000Z") if index % 3 == 1 and later < now else ""
        return {
            "modified": changed or self.published(index),
            "cover_custom": index % 2 == 0,
            "cover_displayed": index % 5 != 3,
            "cover_alt": Writer(self.lang, self.seed, index, "alt").phrase("b") if index % 2 == 0 else "",
            "pinned": self.odd and index == self.count // 2,
            "featured": index % 6 == 0,
            "seo_title": f"{self.titles[index]} | Advice" if index % 9 == 2 else "",
            "noindex": self.odd and index % 17 == 5,
            "unlisted": self.odd and index % 17 == 5,
            "degraded": self.odd and index % 19 == 7,
            "show_author": index % 10 != 9,
            "seo_mode": self.odd and index % 3 == 0 and era in ("2025", "2026"),
        }
