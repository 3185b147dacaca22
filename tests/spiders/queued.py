"""A frontier of a site that the tests tell it about, and what it hands out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scraper.arguments import parse_arguments
from scraper.extraction.reading import Reading
from scraper.spiders.frontier import Frontier
from scraper.spiders.inventory import Inventory

BASE = "https://clinic.example"
POST = f"{BASE}/post/one"


@dataclass
class Home:
    """What the start page says of its site."""

    base: str = BASE
    blog_paths: tuple[str, ...] = ("/blog",)
    languages: tuple[str, ...] = ("en",)
    language_homes: dict[str, str] = field(default_factory=dict)


def frontier_of(home: Home | None = None, *, robots: tuple[str, ...] = (), **given: str) -> Frontier:
    arguments = parse_arguments({"url": BASE, **given})
    frontier = Frontier(arguments, Inventory())
    frontier.start(home or Home(), robots)  # type: ignore[arg-type]  # only these four facts are read
    return frontier


def drain(frontier: Frontier) -> list[tuple[str, list[str]]]:
    return list(iter(frontier.take, None))


def emptied(home: Home | None = None, **given: str) -> Frontier:
    frontier = frontier_of(home, **given)
    drain(frontier)
    return frontier


def urls_of(frontier: Frontier) -> list[str]:
    return [url for _, batch in drain(frontier) for url in batch]


def reading(url: str = f"{BASE}/", **told: Any) -> Reading:
    return Reading(url=url, **told)


LANGUAGES = Home(languages=("en", "zh"), language_homes={"en": f"{BASE}/", "zh": f"{BASE}/zh"})
