"""Run the real command in a process of its own, as a user does, and read what it left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
# On loopback there is nobody to be polite to; what the pauses do has tests of its own.
FAST = ("AUTOTHROTTLE_ENABLED=False", "DOWNLOAD_DELAY=0", "RETRY_PAUSE=0.05", "PROGRESS=off", "MEDIA=False")


@dataclass(frozen=True)
class Crawl:
    """One finished ``scrapy crawl``."""

    status: int
    stdout: str
    stderr: str
    folder: Path

    def items(self, kind: str = "") -> list[dict[str, Any]]:
        """Records of the store, all of them or those of one type."""
        path = self.folder / "items.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
        return [row for row in rows if kind in ("", row["type"])]

    def posts(self) -> dict[str, dict[str, Any]]:
        """Path and query -> post record."""
        return {row["url"].split("/", 3)[3]: row for row in self.items("post")}

    def site(self) -> dict[str, Any]:
        """The site record."""
        return self.items("site")[-1]


def scrapy(
    *arguments: str, cwd: Path = ROOT, more_env: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """Run ``scrapy`` with ``arguments``; whatever key the tester has in the environment stays out of it."""
    command = [sys.executable, "-m", "scrapy", *arguments]
    own = {name: value for name, value in os.environ.items() if name not in ("WIX_API_KEY", "WIX_SITE_ID")}
    env = {**own, "PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "scraper.settings", **more_env}
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=180, check=False, env=env)


def crawl(
    output: Path,
    spider: str = "wix",
    *,
    site: str = "site",
    settings: tuple[str, ...] = (),
    more_env: Mapping[str, str] = MappingProxyType({}),
    **given: Any,
) -> Crawl:
    """Run ``scrapy crawl`` with ``-a`` arguments ``given`` into ``output/<site>``."""
    command = ["crawl", spider, "-a", f"site={site}", "-s", f"OUTPUT_DIR={output}"]
    for name, value in given.items():
        command += ["-a", f"{name}={value}"]
    for setting in (*FAST, *settings):
        command += ["-s", setting]
    done = scrapy(*command, more_env=more_env)
    return Crawl(done.returncode, done.stdout, done.stderr, output / site)


def crawl_arguments(url: str, output: Path, *settings: str) -> list[str]:
    """What ``scrapy`` is to be told for a crawl of ``url`` into ``output/site``."""
    given = ["crawl", "wix", "-a", f"url={url}", "-a", "site=site", "-s", f"OUTPUT_DIR={output}"]
    return [*given, *(part for setting in (*FAST, *settings) for part in ("-s", setting))]


def start(arguments: list[str], path: Path = ROOT, **options: Any) -> subprocess.Popen[str]:
    """Start ``scrapy`` and do not wait for it; modules in ``path`` can be named in settings."""
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{path}", "SCRAPY_SETTINGS_MODULE": "scraper.settings"}
    command = [sys.executable, "-m", "scrapy", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=env, text=True, stdout=pipe, stderr=pipe, **options)
