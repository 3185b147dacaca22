"""Edits of body fragments. The only module that uses BeautifulSoup: for the rare edits that change the tree."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import nh3
from lxml import etree

from pipelines.vocabulary import (
    ALIGNMENTS,
    ATTRIBUTES,
    COLOURS,
    DROPPED_WITH_CONTENT,
    PLAYER_HOSTS,
    SCHEMES,
    SOURCE_SCHEMES,
    TAGS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag
    from lxml.html import HtmlElement

_PROPERTY = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]*?)\s*(?=;|$)")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_VALUES = {"color": _COLOUR, "background-color": _COLOUR, "vertical-align": re.compile("top|middle|bottom")}
_ALIGNMENT = re.compile(r"(?:^|;)\s*text-align\s*:\s*([a-z]+)\s*(?:;|$)", re.IGNORECASE)
PLAYERS = ("iframe", "video", "audio")
_HAS_PLAYER = re.compile(r"<(?:iframe|video|audio|source)\b", re.IGNORECASE)
_TAG = re.compile(r"""<([a-z][a-z0-9]*)((?: [^\s"'<>/=]+="[^"]*")+)>""")
_ATTRIBUTE = re.compile(r""" ([^\s"'<>/=]+)="([^"]*)\"""")
_PLAYER_SOURCE = re.compile(r"""<(?:iframe|video|audio|source)\b[^<>]*?\ssrc=["']([^"'<>]*)["']""", re.IGNORECASE)
_IMAGE_WITHOUT_SOURCE = re.compile(r"<img(?![^<>]*\ssrc=)[^<>]*>")
# A player as the readers write it, with nothing inside: most can be replaced without parsing the whole body.
_PLAIN_PLAYER = re.compile(r"""<(iframe|video|audio)((?: [a-z-]+(?:="[^"<>]*")?)+)></\1>""")
_MAX_PASSES = 5


def host_allowed(url: str) -> bool:
    """Tell whether a frame, video or sound of that address may stay a player."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if parts.scheme.lower() not in {"", *SOURCE_SCHEMES} or not host:
        return False
    for entry in PLAYER_HOSTS:
        name, _, path = entry.partition("/")
        if (host == name or host.endswith(f".{name}")) and parts.path.startswith(f"/{path}"):
            return True
    return False


def sanitise_html(markup: str) -> str:
    """Reduce ``markup`` to the vocabulary; doing it again changes nothing.

    Frames, videos and sounds of hosts that are not listed become links.
    """
    if _has_foreign_player(markup):
        plain = _PLAIN_PLAYER.sub(_linked, markup)
        markup = _link_foreign_players(plain) if _has_foreign_player(plain) else plain
    for _ in range(_MAX_PASSES):
        cleaned = _IMAGE_WITHOUT_SOURCE.sub("", _clean(markup, _sanitiser()))
        if cleaned == markup:
            break
        markup = cleaned
    return markup


def _has_foreign_player(markup: str) -> bool:
    # Parsing costs more than all other cleaning, and nearly all players are of listed hosts: those are told
    # apart in the text. A player whose address cannot be read there counts as foreign.
    players = len(_HAS_PLAYER.findall(markup))
    if not players:
        return False
    listed = sum(host_allowed(_scheme_added(source)) for source in _PLAYER_SOURCE.findall(markup))
    return listed < players


def _scheme_added(source: str) -> str:
    return f"https:{source}" if source.startswith("//") else source


def rewrite_attributes(markup: str, rewrite: Callable[[str, str, str], str | None]) -> str:
    """Replace attribute values of a sanitised fragment: ``rewrite(tag, name, value)`` gives the new one, or ``None``.

    The sanitiser writes every ``<`` of a text as a reference and every attribute in double quotes, so tags can
    be told from text without parsing the fragment again.
    """

    def tag(found: re.Match[str]) -> str:
        name = found.group(1)
        return f"<{name}{_ATTRIBUTE.sub(lambda pair: attribute(name, pair), found.group(2))}>"

    def attribute(name: str, pair: re.Match[str]) -> str:
        value = html.unescape(pair.group(2))
        new = rewrite(name, pair.group(1), value)
        if new is None:
            return ""
        return pair.group() if new == value else f' {pair.group(1)}="{_escaped(new)}"'

    return _TAG.sub(tag, markup)


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;")


@lru_cache(maxsize=1)  # made once: the allow-list is long
def _sanitiser() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=_allowed,
    )


def _clean(markup: str, cleaner: nh3.Cleaner) -> str:
    # The one named reference that HTML has and XML has not; as a character it means the same to both.
    return cleaner.clean(markup).replace("&nbsp;", "\u00a0")


def _style(tag: str, value: str) -> str | None:
    found = _ALIGNMENT.search(value)
    alignment = found.group(1).lower() if found else ""
    parts = [f"text-align:{alignment}"] if alignment in ALIGNMENTS else []
    if tag in COLOURS:
        said = dict(_PROPERTY.findall(value.lower()))
        parts += [f"{name}:{said[name]}" for name in COLOURS[tag] if _VALUES[name].fullmatch(said.get(name, ""))]
    return ";".join(parts) or None


def _allowed(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return _style(tag, value)
    if name in ("src", "poster"):
        if tag in (*PLAYERS, "source") and name == "src" and not host_allowed(value):
            return None
        return value if _scheme(value) in SOURCE_SCHEMES else None
    return value


def _scheme(url: str) -> str:
    # An address without a scheme takes that of the page, which is http or https.
    head, colon, _ = url.strip().partition(":")
    return head.lower() if colon and "/" not in head else "https"


def _linked(player: re.Match[str]) -> str:
    """A link in place of a plain player of a host that is not listed; as it is otherwise."""
    stated = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(player.group(2))}
    address = _scheme_added(stated.get("src", "").strip())
    if not address or _scheme(address) not in SOURCE_SCHEMES or host_allowed(address):
        return player.group()
    label = stated.get("title") or address
    return f'<a href="{_escaped(address)}">{html.escape(label, quote=False)}</a>'


def _link_foreign_players(markup: str) -> str:
    from bs4 import BeautifulSoup  # noqa: PLC0415 - a tenth of a second, for what few bodies need

    soup = BeautifulSoup(markup, "lxml")
    foreign = [player for player in soup.find_all(PLAYERS) if not host_allowed(_source(player))]
    if not foreign:
        return markup
    for player in foreign:
        if player.decomposed:
            continue  # it stood in another one
        address = _source(player)
        if _scheme(address) in SOURCE_SCHEMES and address:
            link = soup.new_tag("a", href=address)
            link.string = str(player.get("title") or "") or address
            player.replace_with(link)
        else:
            player.decompose()
    return soup.body.decode_contents() if soup.body else ""


def _source(player: Tag) -> str:
    inner = player.find_all("source")
    holder = player if player.get("src") or not inner else inner[0]
    return _scheme_added(str(holder.get("src") or "").strip())


def parse(markup: str) -> HtmlElement:
    """Read a fragment, whatever it is: its elements are the children of the one returned."""
    # Not lxml.html's own parser: that asks Python for a class at each touch of an element.
    root = etree.fromstring(f"<html><body><div>{markup}</div></body></html>", etree.HTMLParser(huge_tree=True))
    return root.find("body/div")


def inventory(markup: str) -> Counter[str]:
    """Count elements (``p``) and attributes (``onclick of p``) of a fragment."""
    counts: Counter[str] = Counter()
    for element in parse(markup).iterdescendants():
        if not isinstance(element.tag, str):
            counts["comment"] += 1
            continue
        counts[element.tag] += 1
        counts.update(f"{name} of {element.tag}" for name in element.attrib)
    return counts
