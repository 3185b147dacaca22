"""Author biographies that stand inside a post's body: a heading that is a person's name, and its paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from scraper.extraction.values import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

# Titles before and after names, in the languages clinics use; matched without case.
_TITLES = re.compile(
    r"\b(?:dr|doctor|prof|professor|mr|mrs|ms|miss|mx|sir|dame|rev|phd|ph\.d|md|m\.d|r\.?c\.?m\.?p|dds|rn|mba|esq)\b\.?"
    r"|(?:註冊)?(?:中醫師|醫師|醫生|博士|教授|先生|女士|小姐)|(?:注册)?(?:中医师|医师|医生)",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"^(?:about(?: the)?(?: author)?|meet|written by|by|author|關於|关于|作者)[\s:：]+", re.I)
# A practice that bears its founder's name and title ("Dr. Wong Clinic", 黃醫師診所) is no person.
_BUSINESS = re.compile(
    r"\b(?:clinics?|cent(?:er|re)s?|hospital|practice|studio|spa|institute|associates|group|ltd|llc|inc|gmbh|"
    r"clínica|clinica|clinique|praxis|klinik|zentrum)\b|診所|诊所|醫館|医馆|中心|醫院|医院",
    re.IGNORECASE,
)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MAX_NAME = 60
_MIN_BIO = 60


def bare_name(text: str) -> str:
    """A name without titles, lead-in, brackets and case, for comparison.

    >>> bare_name("About Dr. Ada Wong, Ph.D.")
    'ada wong'
    """
    text = _LEAD_IN.sub("", clean_text(text))
    text = _TITLES.sub(" ", re.sub(r"\([^)]*\)|（[^）]*）", " ", text))
    return " ".join(re.sub(r"[,.;:|·•–—-]+(?=\s|$)", " ", text).split()).casefold()


# Post-nominals and degrees as they are written after a name or in a biography.
_CREDENTIAL = re.compile(
    r"\b(?:Ph\.?\s?D\.?|M\.?D\.?|R\.?C\.?M\.?P\.?|L\.?Ac\.?|D\.?C\.?M\.?|B\.?C\.?M\.?|M\.?Sc\.?|B\.?Sc\.?|M\.?B\.?A\.?|D\.?D\.?S\.?|"
    r"B\.?H\.?Sc\.?|Dip\.?\s?(?:Ac|CM)\.?|R\.?N\.?|D\.?O\.?)(?![\w])"
    r"|\bRegistered (?:[A-Z]\w+ )*Practitioner(?: of(?: [A-Z]\w+)+)?"
    r"|\b(?:Masters?|Bachelors?|Doctorate|Diploma)(?: degree)? (?:in|of) [\w-]+(?: [A-Z][\w-]+)*"
    r"|註冊中醫師|注册中医师|(?:中醫|醫學|理學)(?:學士|碩士|博士)"
)


def credentials(text: str) -> tuple[str, ...]:
    """Qualifications that a biography names, in order, no repeats.

    >>> credentials("A Hong Kong Registered Practitioner of Chinese Medicine with a Masters in physiology, Ph.D.")
    ('Registered Practitioner of Chinese Medicine', 'Masters in physiology', 'Ph.D.')
    """
    return tuple(dict.fromkeys(found.group(0) for found in _CREDENTIAL.finditer(text)))


def find_bio(body_html: str, names: Iterable[str]) -> tuple[str, str] | None:
    """``(name as shown, biography)`` of the first biography in a body, or ``None``.

    A heading (or a paragraph that is bold throughout) counts if it is one of ``names``; failing that, if it
    carries a person's title (Dr., Prof., 醫師 …) and the paragraph under it begins with the name. Without
    the title, a clinic's blurb under the clinic's name would pass for a person. The biography is the run
    of paragraphs up to the next heading; paragraphs are separated by a blank line.
    """
    candidates = list(_candidates(body_html))
    for name in dict.fromkeys(bare_name(name) for name in names if name):  # the best known person first
        for shown, paragraphs in candidates:
            if name and bare_name(shown) == name:
                return shown, "\n\n".join(paragraphs)
    for shown, paragraphs in candidates:
        name = bare_name(shown)
        if not name or not _TITLES.search(shown) or _BUSINESS.search(shown):
            continue
        if bare_name(paragraphs[0][: len(shown) + 40]).startswith(name):
            return shown, "\n\n".join(paragraphs)
    return None


def _candidates(body_html: str) -> Iterator[tuple[str, list[str]]]:
    if not body_html:
        return
    root = etree.fromstring(f"<div>{body_html}</div>", etree.HTMLParser(huge_tree=True))
    blocks = list(root.iterfind("body/div/*"))
    for index, block in enumerate(blocks):
        shown = clean_text("".join(block.itertext()))
        if _is_title_line(block, shown) and bare_name(shown):
            paragraphs = _paragraphs_after(blocks[index + 1 :])
            if sum(map(len, paragraphs)) >= _MIN_BIO:
                yield _LEAD_IN.sub("", shown), paragraphs


def _is_title_line(block: HtmlElement, shown: str) -> bool:
    if not shown or len(shown) > _MAX_NAME:
        return False
    if block.tag in _HEADINGS:
        return True
    bold = "".join(text for e in block.iter("strong") for text in e.itertext()) if block.tag == "p" else ""
    return bool(bold) and clean_text(bold) == shown


def _paragraphs_after(blocks: list[HtmlElement]) -> list[str]:
    found = []
    for block in blocks:
        text = clean_text("".join(block.itertext()))
        if block.tag in _HEADINGS or _is_bold_line(block, text):
            break
        if block.tag == "p" and text:
            found.append(text)
        elif block.tag != "figure" and text:
            break
    return found


def _is_bold_line(block: HtmlElement, text: str) -> bool:
    return block.tag == "p" and bool(text) and _is_title_line(block, text)
