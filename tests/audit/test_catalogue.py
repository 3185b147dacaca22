"""Every issue that the program can raise has its advice."""

import re

from pipelines.audit import findings
from pipelines.audit.catalogue import ADVICE, GRAVITIES, advice
from tests.crawling import ROOT

_CODE = re.compile(r'code="([a-z-]+)"|_finding\(\s*"([a-z-]+)"|Finding\("([a-z-]+)"')
_BY_POSITION = re.compile(r'"((?:text|node|embed|file|unknown)-(?:[a-z-]+))",\s*(?:message|f?"|text|self)')


def codes():
    found = set()
    for folder in ("scraper", "pipelines"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            found |= {next(filter(None, groups)) for groups in _CODE.findall(text)}
            found |= set(_BY_POSITION.findall(text))
    return found


def test_every_code_in_the_source_has_advice():
    assert len(codes()) > 40
    assert sorted(codes() - ADVICE.keys()) == []


def test_advice_says_how_grave_why_and_what_to_do():
    for code, said in ADVICE.items():
        assert said.gravity in GRAVITIES, code
        assert all(said), code


def test_what_is_not_listed_still_says_something():
    assert all(advice("never-heard-of"))


def test_the_gravest_come_first():
    low, critical = (findings.Finding(code, "u", "", "post", "") for code in ("thin-post", "post-missing"))

    assert sorted([low, critical], key=lambda f: f.sort_key) == [critical, low]
