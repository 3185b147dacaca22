"""Stores for the report: an ordinary one, a large one, and one that tries to break out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.corpus import Corpus
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.report.export import REPORT
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Author, Comment, Contact, Fidelity, Issue, Media, Page, Site
from tests.pipelines.records import IMAGE, SITE, every_type, post

if TYPE_CHECKING:
    from pathlib import Path

RAN = "window.ran=1"
"""What every vector would run; a test looks for ``window.ran``."""
VECTORS = (
    f"<script>{RAN}</script>",
    f"</script><script>{RAN}</script>",
    f"<!--<script>{RAN}</script>",
    f'<img src=x onerror="{RAN}">',
    f"\"><svg onload='{RAN}'>",
    f"<svg><script>{RAN}</script></svg>",
    f"<math><mtext><style><img src=x onerror={RAN}></style></mtext></math>",
    f'<a href="javascript:{RAN}" id="title-overview">open</a>',
    f'<a href="  java\tscript:{RAN}">open</a>',
    f'<a href="data:text/html,<script>{RAN}</script>">open</a>',
    f'<iframe srcdoc="<script>parent.{RAN}</script>"></iframe>',
    f'<iframe src="javascript:parent.{RAN}"></iframe>',
    f'<object data="javascript:{RAN}"></object><embed src="javascript:{RAN}">',
    f'<form action="javascript:{RAN}"><button autofocus onfocus="{RAN}">go</button></form>',
    f'<details open ontoggle="{RAN}"><summary>more</summary></details>',
    f'<p style="background:url(javascript:{RAN})" onmouseover="{RAN}">words</p>',
    f'<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=javascript:{RAN}">',
    f'<noscript><p title="</noscript><img src=x onerror={RAN}>"></noscript>',
    f"<template><script>{RAN}</script></template>",
    f"{{{{constructor.constructor('{RAN}')()}}}}",
    f"';{RAN};//\u2028{RAN}//\u2029",
    f"javascript:{RAN}",
)


def written(folder: Path, records: list[object]) -> Path:
    """Write a store and its report; give the report's path."""
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    [path] = REPORT.render(Corpus(folder), folder, ExportOptions())
    return path


def picture(folder: Path) -> None:
    """Put a real picture where the store says that one is."""
    from PIL import Image  # noqa: PLC0415 - only for stores that show one

    (folder / "media" / "images").mkdir(parents=True)
    Image.new("RGB", (80, 60), "teal").save(folder / "media" / "images" / "cup of tea.png")


def ordinary(posts: int = 10) -> list[object]:
    """Every kind of record, and posts in three scripts."""
    languages = (("en", None, "Sleep"), ("zh-hk", None, "睡得好"), ("ar", "rtl", "نوم هادئ"))
    more = [
        post(
            f"post-{number}",
            title=f"{title} {number}",
            language=language,
            direction=direction,
            views=number * 37 % 1000,
            published_at=f"{2016 + number % 9}-0{1 + number % 7}-05T01:30:00+00:00",
            images=(),
            body_html=f"<p>{title}: text number {number}.</p>",
            body_text=f"{title}: text number {number}.",
            fidelity=Fidelity(source_chars=30, kept_chars=28, dropped_chars=2, kept=1, dropped=("PARAGRAPH: spacer",)),
            issues=() if number % 3 else (Issue(field="author", code="sources-disagree", message="h1 says another."),),
        )
        for number in range(posts - 2)
        for language, direction, title in [languages[number % 3]]
    ]
    stored = Media(
        url=IMAGE, source_url=IMAGE, path="images/cup of tea.png", status="stored", bytes=2_400_000, width=80, height=60
    )
    site = Site(
        url=f"{SITE}/",
        fetched_at="2026-05-01T08:00:00+00:00",
        name="Willow Clinic",
        language="en",
        timezone="Asia/Hong_Kong",
        counts={"posts_listed": posts, "posts_stored": posts, "posts_missing": 0},
    )
    return [*every_type(), *more, stored, site]


def hostile() -> list[object]:
    """A vector in every place that a site fills."""
    posts = [
        post(
            f"hostile-{number}",
            title=vector,
            author=vector,
            excerpt=vector,
            body_html=f"<p>before</p>{vector}<p>after</p>",
            body_text=vector,
            categories=(vector,),
            tags=(vector,),
            cover_image=vector,
            links=(vector,),
            language=vector,
            direction=vector,
            views=1000 - number,
            sources={"title": vector},
            issues=(Issue(field="title", code="sources-disagree", message=vector),),
            fidelity=Fidelity(dropped=(f"{vector}: {vector}",)),
        )
        for number, vector in enumerate(VECTORS)
    ]
    url = "https://static.wixstatic.com/media"
    others = [
        record
        for number, vector in enumerate(VECTORS)
        for record in (
            Media(url=f"{url}/{number}", source_url=f"{url}/{number}", path=vector, status="stored", alt=vector),
            Author(url=f"{SITE}/profile/{number}", name=vector, bio=vector, role=vector, links=(vector,)),
            Contact(url=f"{SITE}/#{number}", kind="email", value=f"{vector}@x", raw=(vector,), label=vector),
            Comment(url=f"{SITE}/post/hostile-0#{number}", post_url=vector, id=str(number), author=vector, text=vector),
            Page(url=f"{SITE}/p{number}", title=vector, slug=vector, kind=vector, body_html=vector, body_text=""),
        )
    ]
    site = Site(url=f"{SITE}/", name=VECTORS[1], language=VECTORS[4], timezone=VECTORS[0], counts={"posts_missing": 0})
    return [*posts, *others, site]
