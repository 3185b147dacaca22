"""A replica's pages without a server, and what stands in them."""

from __future__ import annotations

import json
import re
from typing import Any

import lxml.html

from tests.replica import Context, Post, Site
from tests.replica.padding import raw
from tests.replica.site import BLOG_APP

BASE = "https://clinic.example"
SITE = Site.build(seed=7, posts=60)
CTX = Context(SITE, BASE)


def tree(parts: Any) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(raw(parts).decode())


def warmup(page: lxml.html.HtmlElement) -> dict[str, Any]:
    model = json.loads(page.get_element_by_id("wix-warmup-data").text)
    return dict(model["appsWarmupData"].get(BLOG_APP, {}))


def unescaped(text: str) -> str:
    """JavaScript's ``unescape()``, written apart from the escaping under test."""
    units = re.sub(r"%u(....)|%(..)", lambda m: chr(int(m.group(1) or m.group(2), 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def first(era: str, **wanted: object) -> Post:
    posts = (p for p in SITE.feed if p.era == era and not p.degraded)
    return next(p for p in posts if all(getattr(p, name) == value for name, value in wanted.items()))


def hooks(page: lxml.html.HtmlElement, name: str) -> list[lxml.html.HtmlElement]:
    return list(page.xpath("//*[@data-hook=$name]", name=name))
