"""Lists of words as this package writes them down, and what is made of them."""

from __future__ import annotations

import re

# Kana, Chinese characters, Hangul, Thai: written without blanks, so that a word has no edges to look for.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def words(*texts: str) -> list[str]:
    """Split lists of words at their blanks; a no-break space is a blank inside a phrase.

    >>> words("street road", "post\u00a0office")
    ['street', 'road', 'post office']
    """
    return [word.replace("\u00a0", " ") for text in texts for word in text.split(" ")]


def alternatives(*texts: str) -> str:
    """Make a regular expression of lists of words, the longest first, so that no word hides a longer one.

    >>> alternatives("st street", "c/")
    'street|c/|st'
    """
    return "|".join(re.escape(word) for word in sorted(words(*texts), key=lambda word: (-len(word), word)))


def edged(*texts: str) -> str:
    """Like :func:`alternatives`, but words of scripts that set blanks must stand alone."""
    spaced = [word for word in words(*texts) if not _UNSPACED.search(word)]
    unspaced = [word for word in words(*texts) if _UNSPACED.search(word)]
    parts = [_joined(unspaced)] if unspaced else []
    if spaced:
        parts.append(rf"(?<![^\W\d_])(?:{_joined(spaced)})(?![^\W\d_])")
    return "|".join(parts)


def _joined(listed: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(listed), key=lambda word: (-len(word), word)))
