"""What rendering needs is checked before anything is fetched, and each refusal says what to do."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import Settings

from scraper import settings as ours
from scraper.exceptions import ArgumentError
from scraper.render import options
from scraper.render.options import RenderOptions, check_rendering, install
from tests.crawling import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def _settings(**changes: Any) -> Settings:
    found = Settings()
    found.setmodule(ours)
    found.update(changes, priority="cmdline")
    return found


@pytest.fixture
def browser(tmp_path: Path) -> str:
    """A program that could be Chromium."""
    path = tmp_path / "chromium"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("RENDER_TIMEOUT", "soon", "RENDER_TIMEOUT='soon' is no number of seconds"),
        ("RENDER_TIMEOUT", "0", "no number of seconds"),
        ("RENDER_TIMEOUT", "inf", "no number of seconds"),
        ("RENDER_TIMEOUT", "nan", "no number of seconds"),
        ("RENDER_PAGES", "0", "RENDER_PAGES='0' is no number of pages"),
        ("RENDER_PAGES", "-1", "whole number from 1"),
        ("RENDER_PAGES", "٢", "whole number from 1"),
    ],
)
def test_malformed_settings_are_refused_in_one_line(name: str, value: str, says: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        RenderOptions.of(_settings(**{name: value}))

    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_first_browser_of_the_path_is_taken(browser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", browser.rpartition("/")[0])

    assert RenderOptions().browser() == browser


@pytest.mark.usefixtures("_installed")
def test_without_chromium_the_refusal_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ArgumentError, match=r"install it .*or name it with -s RENDER_CHROMIUM="):
        check_rendering(_settings())
    with pytest.raises(ArgumentError, match="RENDER_CHROMIUM='/nowhere/chromium' is no program"):
        check_rendering(_settings(RENDER_CHROMIUM="/nowhere/chromium"))


def test_without_scrapy_playwright_the_refusal_says_how_to_get_it(
    browser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(ArgumentError, match=r"pip install '\.\[render\]'"):
        check_rendering(_settings(RENDER_CHROMIUM=browser))


@pytest.mark.usefixtures("_installed")
def test_another_reactor_is_refused(browser: str) -> None:
    reactor = "twisted.internet.selectreactor.SelectReactor"

    with pytest.raises(ArgumentError, match="asyncio reactor"):
        check_rendering(_settings(RENDER_CHROMIUM=browser, TWISTED_REACTOR=reactor))
    check_rendering(_settings(RENDER_CHROMIUM=browser))


def test_the_browser_is_installed_without_a_network_and_for_few_pages(browser: str) -> None:
    settings = _settings(RENDER_CHROMIUM=browser, RENDER_TIMEOUT="7")
    install(settings, "https://clinic.example/")

    handlers = settings.getdict("DOWNLOAD_HANDLERS")
    launch = settings.getdict("PLAYWRIGHT_LAUNCH_OPTIONS")
    assert handlers == {"https": "scraper.render.handler.RenderHandler"}
    assert launch["executable_path"] == browser
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in launch["args"]
    assert settings.getint("PLAYWRIGHT_MAX_PAGES_PER_CONTEXT") == 1
    assert settings.getfloat("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT") == 7000


def test_a_site_that_begins_with_plain_http_is_drawn_too(browser: str) -> None:
    for url, schemes in (("http://clinic.example/", {"http", "https"}), ("http://127.0.0.1:8000/", {"http"})):
        settings = _settings(RENDER_CHROMIUM=browser)
        install(settings, url)

        assert set(settings.getdict("DOWNLOAD_HANDLERS")) == schemes


def test_nothing_of_it_is_in_the_settings_of_a_crawl_without() -> None:
    assert not [name for name in vars(ours) if "PLAYWRIGHT" in name or name == "DOWNLOAD_HANDLERS"]
    assert options.BROWSERS[0] == "chromium"


def test_an_installed_project_holds_every_package_and_the_pins_of_its_files() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = [line for line in (ROOT / "requirements-render.txt").read_text().splitlines() if not line.startswith("#")]
    folders = {path.parent for name in ("scraper", "pipelines") for path in (ROOT / name).rglob("*.py")}

    assert project["tool"]["setuptools"]["packages"]["find"]["include"] == ["scraper*", "pipelines*"]
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
    assert "scrapy-playwright==0.0.48" in pins
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
