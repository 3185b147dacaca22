"""What WordPress makes of slugs, and where it puts posts, pages, terms and authors.

Source of the rules: WordPress 6 and 7, ``wp-includes/formatting.php`` (``sanitize_title_with_dashes``,
``remove_accents``, ``utf8_uri_encode``) and ``wp_unique_post_slug`` in ``post.php``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pipelines.moments import moment

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipelines.corpus import Head

MAX_SLUG = 200
"""Bytes of a percent-encoded slug."""

# Letters that are no base letter with a mark; the rest of remove_accents follows from their decomposition.
_LETTERS = str.maketrans(
    {
        "ß": "s",
        "Æ": "AE",
        "æ": "ae",
        "Ø": "O",
        "ø": "o",
        "Þ": "TH",
        "þ": "th",
        "Ð": "D",
        "ð": "d",
        "Đ": "D",
        "đ": "d",
        "Ħ": "H",
        "ħ": "h",
        "ı": "i",
        "ĸ": "k",
        "Ł": "L",
        "ł": "l",
        "Ŋ": "N",
        "ŋ": "n",
        "Œ": "OE",
        "œ": "oe",
        "Ŧ": "T",
        "ŧ": "t",
        "ſ": "s",
        "ª": "a",
        "º": "o",
        "€": "E",
        "£": "",
        "\u0132": "IJ",
        "\u0133": "ij",
        "\u013f": "L",
        "\u0140": "l",
        "\u0149": "n",
    }
)
_TO_DASH = re.compile("[\u00a0\u2010-\u2015/]")
# In the order of the source: quotes, ellipsis, marks of rights, accents that stand alone, what has no width.
_STRIPPED = re.compile(
    "[¡¿«»‹›‘’“”‚‛„‟′•©®°…™´ˊˋˆ¸\u0301\u0341\u0300\u0304\u030c\ufeff\ufe00-\ufe0f\u200b-\u200f\u2028\u2029\u00ad\u2060-\u2064]"
)
_FEEDS = {"feed", "rdf", "rss", "rss2", "atom", "embed"}
_TAG = re.compile(r"%(\w+)%")


def remove_accents(text: str) -> str:
    """Give Latin letters without their marks; other scripts stay.

    >>> remove_accents("Crème à la Straße, 針灸")
    'Creme a la Strase, 針灸'
    """
    plain = []
    for letter in unicodedata.normalize("NFC", text).translate(_LETTERS):
        base = unicodedata.normalize("NFD", letter)[0]
        plain.append(base if base.isascii() else letter)
    return "".join(plain)


def sanitised_slug(text: str) -> str:
    """Return the percent-encoded slug that WordPress stores for ``text``.

    >>> sanitised_slug("Travel & Tips: 2024!"), sanitised_slug("睡得好")
    ('travel-tips-2024', '%e7%9d%a1%e5%be%97%e5%a5%bd')
    """
    text = remove_accents(re.sub(r"<[^>]*>", "", text)).replace("%", "").lower()
    text = _STRIPPED.sub("", _TO_DASH.sub("-", text)).replace("×", "x")
    text = re.sub(r"&[^;\s]+?;", "", text).replace(".", "-")
    encoded = _cut(text, MAX_SLUG).lower()
    encoded = re.sub(r"[^%a-z0-9 _-]", "", re.sub(r"\s", " ", encoded))
    return re.sub(r"-+", "-", re.sub(r"\s+", "-", encoded)).strip("-")


def _cut(text: str, limit: int) -> str:
    """Encode all that is not ASCII, and stop before the character with which the limit is passed."""
    parts: list[str] = []
    length = 0
    for letter in text:
        part = letter if letter.isascii() else quote(letter, safe="", errors="replace")
        if length + len(part) > limit:
            break
        parts.append(part)
        length += len(part)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class WordPressRules:
    """``structure``: the permalink structure of the target; ``zone``: its time zone, for dates in paths."""

    structure: str
    zone: tzinfo
    name: str = "wordpress"

    def slug(self, head: Head) -> str:
        """Slug of a post's or page's own, else of its title; decoded."""
        for text in (head.slug, head.label):
            found = sanitised_slug(text)
            if found and found not in _FEEDS:
                return unquote(found)
        return "home" if head.record_type == "page" else head.record_type

    def namespace(self, head: Head) -> str:
        """Posts and pages share one, because with ``/%postname%/`` they share their paths."""
        return "entry" if head.record_type in ("post", "page") else head.record_type

    def numbered(self, slug: str, number: int) -> str:
        """``slug-2``, within the limit of bytes."""
        suffix = f"-{number}"
        return unquote(_cut(slug, MAX_SLUG - len(suffix)).lower()).rstrip("-") + suffix

    def path(self, head: Head, slug: str) -> str:
        """Path with its final slash; the home page is the root."""
        encoded = quote(slug, safe="-_").lower()
        if head.record_type == "page":
            return "/" if not head.slug else f"/{encoded}/"
        if head.record_type in ("category", "tag", "author"):
            # Their bases stand behind what the structure begins with (WP_Rewrite::$front).
            return f"{self.structure.partition('%')[0]}{head.record_type}/{encoded}/"
        return _TAG.sub(lambda tag: self._part(tag.group(1), head, encoded), self.structure)

    def _part(self, tag: str, head: Head, encoded: str) -> str:
        published = moment(head.published_at, self.zone)
        dates = {"year": "%Y", "monthnum": "%m", "day": "%d", "hour": "%H", "minute": "%M", "second": "%S"}
        if tag in dates:
            return published.strftime(dates[tag]) if published else ""
        return encoded if tag == "postname" else f"%{tag}%"
