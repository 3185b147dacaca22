"""The documents say what the code does: same names, existing files, nothing of any machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from scrapy.settings import default_settings

from pipelines.exporters.base import FORMATS, load_format
from scraper import settings
from scraper.arguments import CrawlArguments
from tests.crawling import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
_IDENTITY = {"COMMANDS_MODULE"}
# Written so that this file does not contain them itself.
_HOSTS = ["pypi." + "org", "files.python" + "hosted", "registry.npm" + "js", "conda." + "anaconda", "arti" + "factory"]
_PATHS = ["/" + "work/", "/" + "home/", "/" + "Users/", "C:" + "\\Users", "/" + "root/"]


def _table(heading: str) -> dict[str, list[str]]:
    """First cell without its marks -> the other cells of the first table under ``heading``."""
    section = README.split(heading, 1)[1].split("\n#", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return {first.strip("` "): rest for first, *rest in rows}


def _tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git checkout: nothing says which files belong to the project")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


# --- README's tables ---


def test_every_spider_argument_is_in_readme_and_no_other() -> None:
    assert list(_table("### Arguments")) == [field.name for field in fields(CrawlArguments)]


def test_every_own_setting_is_in_readme_and_no_other() -> None:
    own = {name for name in vars(settings) if name.isupper() and not hasattr(default_settings, name)} - _IDENTITY

    assert set(_table("### Settings")) == own


def test_the_defaults_in_readme_are_the_defaults() -> None:
    shown = {name: cells[-1].strip("` ") for name, cells in _table("### Settings").items()}
    assert shown.pop("OUTPUT_DIR").startswith("output/")

    actual = {name: getattr(settings, name) for name in shown}
    assert shown == {name: f"{v:g}" if isinstance(v, float) else str(v) or "empty" for name, v in actual.items()}


def test_every_file_of_every_format_is_in_readme() -> None:
    section = README.split("## What lands in", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"[\w.-]+\.(?:\w+|\*)", section))
    missing = [
        file
        for name in FORMATS
        for file in load_format(name).files
        if not named & {file, file.rsplit(".", 1)[0] + ".*"} and f"`{file}`" not in section  # a folder: `audit/`
    ]

    assert missing == []


# --- commands ---


def _targets() -> dict[str, str]:
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", _read(ROOT / "Makefile"), re.M))


def test_make_help_lists_every_target_once_and_each_is_phony() -> None:
    text = _read(ROOT / "Makefile")
    targets = re.findall(r"^([a-z-]+):", text, re.M)
    phony = re.search(r"^\.PHONY: (.+)$", text, re.M)

    assert phony is not None
    assert sorted(targets) == sorted(_targets()) == sorted(phony.group(1).split())


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_help_says_what_the_makefile_holds() -> None:
    make = shutil.which("make") or "make"
    shown = subprocess.run([make, "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert re.findall(r"^  make ([a-z-]+) ", shown, re.M) == list(_targets())


def test_what_make_runs_exists() -> None:
    text = _read(ROOT / "Makefile")
    modules = re.findall(r"python -m ([\w.]+)", text)
    files = re.findall(r"(?<![\w.])\./([\w./-]+)", text)

    assert modules
    for module in modules:
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
    for file in files:
        assert (ROOT / file).exists(), file


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_make_commands_in_documents_exist(path: Path) -> None:
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", _read(path), re.M))

    assert {first or second for first, second in named} <= set(_targets())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_spiders_and_commands_in_documents_exist(path: Path) -> None:
    text = _read(path)
    spiders = set(re.findall(r"scrapy crawl (\w+)", text))
    arguments = set(re.findall(r" -a (\w+)=", text))

    assert spiders <= {"wix", "healthwise"}
    assert arguments <= {field.name for field in fields(CrawlArguments)}
    for command in set(re.findall(r"(?:bin/|`)scrapy (\w+)", text)):
        assert (ROOT / "scraper" / "commands" / f"{command}.py").exists(), command


# --- links ---


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _broken_links(path: Path) -> list[str]:
    found = []
    for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", _read(path), flags=re.S)):
        file, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        goal = (path.parent / file) if file else path
        headings = [_slug(h) for h in re.findall(r"^#+ (.+)$", _read(goal), re.M)] if goal.is_file() else []
        if not goal.exists() or (anchor and anchor not in headings):
            found.append(target)
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(path: Path) -> None:
    assert _broken_links(path) == []


def test_a_broken_link_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One\n[a](none.md) [b](#one) [c](#two) [d](page.md#one) [e](https://a.example/) `[f](x)`\n")

    assert _broken_links(page) == ["none.md", "#two", "x"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_documents_name_exist(path: Path) -> None:
    named = set(re.findall(r"`((?:scraper|pipelines|tests|docs|benchmarks)/[\w./]+)`", _read(path)))

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


# --- nothing of a machine ---


def test_no_file_names_a_package_registry() -> None:
    found = [f"{path.name}: {host}" for path in _tracked() for host in _HOSTS if host in _read(path).lower()]

    assert found == []


def test_no_file_names_a_path_of_a_machine() -> None:
    found = [f"{path.relative_to(ROOT)}: {place}" for path in _tracked() for place in _PATHS if place in _read(path)]

    assert found == []
