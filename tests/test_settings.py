"""Settings: every change of a default is explained, everything named exists, doors stay closed."""

from __future__ import annotations

import ast
from importlib import import_module
from typing import Any

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from scraper import settings
from scraper.commands.crawl import Command
from tests.crawling import ROOT

SOURCE = ROOT / "scraper" / "settings.py"
LINES = SOURCE.read_text(encoding="utf-8").splitlines()
STAGES = ["normalise", "dedupe", "sanitise", "links", "media", "ledger", "validate", "store"]
# What a project must state to be one; there is no default to depart from.
_IDENTITY = {"BOT_NAME", "SPIDER_MODULES", "NEWSPIDER_MODULE", "COMMANDS_MODULE"}


def _assigned() -> dict[str, ast.stmt]:
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(SOURCE.read_text(encoding="utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name):
            found[target.id] = node
    return found


def _comments(node: ast.stmt) -> str:
    lines = LINES[node.lineno - 1 : node.end_lineno]
    return " ".join(line.partition("#")[2].strip() for line in lines)


SCRAPYS = [name for name in _assigned() if hasattr(default_settings, name) and name not in _IDENTITY]
OWN = [name for name in _assigned() if not hasattr(default_settings, name) and name not in _IDENTITY]


@pytest.mark.parametrize("name", SCRAPYS)
def test_a_changed_setting_says_why(name: str) -> None:
    comment = _comments(_assigned()[name])

    assert len(comment) > len("default 100"), f"{name} has no comment"
    if not isinstance(getattr(settings, name), dict):
        assert "default" in comment, f"{name}: name the default"


@pytest.mark.parametrize(
    "name", [name for name in SCRAPYS if isinstance(getattr(default_settings, name), (int, float))]
)
def test_the_default_it_names_is_the_default(name: str) -> None:
    default = getattr(default_settings, name)
    comment = _comments(_assigned()[name]).lower()
    size = f"{default >> 20} mib" if isinstance(default, int) and default >= 1 << 20 else None
    size = f"{default >> 30} gib" if isinstance(default, int) and default >= 1 << 30 else size
    switch = isinstance(getattr(settings, name), bool)
    plain = str(bool(default)).lower() if switch else f"{default:g}"

    assert f"default {size or plain}" in comment


def test_nothing_is_set_to_what_scrapy_does_anyway() -> None:
    explained = {"DEFAULT_REQUEST_HEADERS"}  # fixed, because Wix may redirect by it
    same = {name for name in SCRAPYS if getattr(settings, name) == getattr(default_settings, name)}

    assert same <= explained


@pytest.mark.parametrize("name", OWN)
def test_an_own_setting_says_what_it_does(name: str) -> None:
    assert len(_comments(_assigned()[name])) > 15


def _named(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [name for pair in value.items() for part in pair for name in _named(part)]
    if isinstance(value, list):
        return [name for part in value for name in _named(part)]
    return [value] if isinstance(value, str) and value.startswith(("scraper.", "pipelines.", "scrapy.")) else []


@pytest.mark.parametrize("name", [name for name in _assigned() if name not in _IDENTITY])
def test_every_class_that_a_setting_names_exists(name: str) -> None:
    for path in _named(getattr(settings, name)):
        assert isinstance(load_object(path), type), path


def test_packages_that_settings_name_exist() -> None:
    for package in (*settings.SPIDER_MODULES, settings.COMMANDS_MODULE):
        assert import_module(package).__name__ == package


def test_stages_have_unique_growing_numbers_in_the_documented_order() -> None:
    numbers = list(settings.ITEM_PIPELINES.values())

    assert [path.split(".")[1] for path in settings.ITEM_PIPELINES] == STAGES
    assert numbers == sorted(set(numbers))
    assert [numbers[0], numbers[-1]] == [100, 900]


def test_every_stage_has_its_reason() -> None:
    rows = [line for line in LINES if line.strip().startswith('"pipelines.') and "Pipeline" in line]

    assert len(rows) == len(STAGES)
    assert [row for row in rows if len(row.partition("# ")[2]) < 10] == []


def test_middlewares_stand_where_the_reasons_say() -> None:
    middlewares = settings.DOWNLOADER_MIDDLEWARES
    base = default_settings.DOWNLOADER_MIDDLEWARES_BASE
    plain = base["scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware"]

    assert middlewares["scraper.compression.DecompressionMiddleware"] == plain
    assert middlewares["scraper.middlewares.PoliteRetryMiddleware"] < plain
    assert plain < middlewares["scraper.archive.ArchiveWriterMiddleware"]
    assert max(base.values()) < middlewares["scraper.archive.ArchiveWriterMiddleware"]


def test_doors_stay_closed_and_manners_are_kept() -> None:
    assert settings.TELNETCONSOLE_ENABLED is False
    assert settings.REMOTE_CONTROL_ENABLED is False
    assert settings.ROBOTSTXT_OBEY is True
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert settings.DOWNLOAD_DELAY >= 1
    assert settings.AUTOTHROTTLE_ENABLED is True


def test_the_command_changes_nothing_behind_their_back() -> None:
    assert not Command.default_settings
