"""E-mail addresses in links and in plain text."""

from __future__ import annotations

import re
from urllib.parse import unquote

from scraper.extraction.contacts.model import Hit

# The domain's last label is of one case, so that a sentence glued to it ("x.com.Call us") stays out.
_EMAIL = re.compile(
    r"(?<![\w.+@-])[A-Z0-9](?:[\w.+'%&-]*[A-Z0-9_+-])?@(?:[A-Z0-9](?:[A-Z0-9-]*[A-Z0-9])?\.)+"
    r"(?-i:(?:[a-z]{2,24}(?![a-z0-9@-])|[A-Z]{2,24}(?![A-Za-z0-9@-])|Com\b|Net\b|Org\b))",
    re.IGNORECASE | re.ASCII,
)
# "name (at) example (dot) com", "name [at] example.com": only with brackets, since " at " is a word.
_AT = re.compile(r"\s?(?:\[\s?at\s?\]|\(\s?at\s?\)|\{\s?at\s?\}|＠)\s?", re.IGNORECASE)
_DOT = re.compile(r"\s?(?:\[\s?dot\s?\]|\(\s?dot\s?\)|\{\s?dot\s?\})\s?", re.IGNORECASE)
_FILE_ENDINGS = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "css", "js", "html", "pdf"})
_PLACEHOLDER = re.compile(
    r"@(?:(?:my|your|the|test)[-_]?(?:site|website|web|domain|company|business|email|mail)\.|example\.|domain\.com$|"
    r"(?:mi|meu|mon|mein|mio)[-_]?(?:sitio|site|website|seite|sito|dominio)\.|email\.com$|website\.com$|site\.com$)|"
    r"^(?:your|yourname|your\.name|name|youremail)@",
)


def mailto_addresses(href: str) -> tuple[str, ...]:
    """Lower-case addresses of a ``mailto:`` link, without blanks and without its ``?subject=``.

    >>> mailto_addresses("mailto: Info@Example.org ?subject=Hello")
    ('info@example.org',)
    """
    scheme, colon, rest = href.strip().partition(":")
    if not colon or scheme.lower() != "mailto":
        return ()
    shown = re.sub(r"\s", "", unquote(rest.partition("?")[0]))
    return tuple(dict.fromkeys(hit.value for part in re.split("[,;]", shown) for hit in emails_in(part)))


def emails_in(text: str) -> tuple[Hit, ...]:
    """Find the addresses of a text, in lower case."""
    found = [_hit(match.start(), match.end(), match.group()) for match in _EMAIL.finditer(text)] if "@" in text else []
    if not found and _AT.search(text):
        plain = _DOT.sub(".", _AT.sub("@", text))
        # The offsets of a spelled-out address are those of the whole text: it is cut out with its line.
        found = [_hit(0, len(text), match.group()) for match in _EMAIL.finditer(plain)]
    return tuple(hit for hit in found if hit.value.rpartition(".")[2] not in _FILE_ENDINGS)


def _hit(start: int, end: int, address: str) -> Hit:
    return Hit(start, end, address.lower(), is_placeholder_email(address.lower()))


def is_placeholder_email(address: str) -> bool:
    """Tell whether an address is a template's, such as ``info@mysite.com``."""
    return _PLACEHOLDER.search(address) is not None
