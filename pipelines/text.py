"""Text as every receiver can take it: well-formed Unicode without characters that XML forbids."""

from __future__ import annotations


def well_formed(text: str) -> str:
    r"""Join split surrogate pairs and replace lone surrogates by U+FFFD, so that UTF-8 can hold ``text``.

    Wix's older JSON writes emoji as two ``\uXXXX`` escapes; cut texts end in half of one.

    >>> well_formed("\ud83d\ude00") == "\U0001f600"
    True
    >>> well_formed("cut \ud83d") == "cut \ufffd"
    True
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
