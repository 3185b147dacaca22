"""A Scrapy project in a temporary folder: our stages and formats, a spider that needs no network."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_SETTINGS = """
SPIDER_MODULES = ["spiders_here"]
COMMANDS_MODULE = "scraper.commands"
OUTPUT_DIR = {output!r}
ITEM_PIPELINES = {{"pipelines.store.StorePipeline": 900}}
FEED_EXPORTERS = {{
    "csv": "pipelines.exporters.feed.CsvTableExporter",
    "json": "pipelines.exporters.feed.JsonTableExporter",
}}
FEED_STORAGES = {{
    "": "pipelines.exporters.storage.AtomicFeedStorage",
    "file": "pipelines.exporters.storage.AtomicFeedStorage",
}}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
"""

_SPIDER = """
import scrapy
from tests.pipelines.records import every_type


class Clinic(scrapy.Spider):
    name = "clinic"

    async def start(self):
        for record in every_type():
            yield record
"""


def make_project(folder):
    """Write the project; its output goes to ``folder/output``."""
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = settings_here\n")
    (folder / "settings_here.py").write_text(_SETTINGS.format(output=str(folder / "output")))
    (folder / "spiders_here.py").write_text(_SPIDER)
    return folder


def scrapy(folder, *arguments):
    """Run the real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
