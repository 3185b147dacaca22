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
ITEM_PIPELINES = {{
    "pipelines.normalise.NormalisePipeline": 100,
    "pipelines.dedupe.DedupePipeline": 200,
    "pipelines.sanitise.SanitisePipeline": 300,
    "pipelines.links.LinksPipeline": 400,
    "pipelines.media.MediaPipeline": 500,
    "pipelines.validate.ValidatePipeline": 600,
    "pipelines.store.StorePipeline": 900,
}}
LOG_FORMATTER = "pipelines.log_format.RecordLogFormatter"
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
from tests.pipelines.records import every_type, post


class Clinic(scrapy.Spider):
    name = "clinic"

    async def start(self):
        for record in every_type():
            yield record


class Endless(scrapy.Spider):
    name = "endless"

    async def start(self):
        yield scrapy.Request("data:,0")

    def parse(self, response):
        number = int(response.text)
        yield post(f"post-{number}", body_html="<p>" + "word " * 20_000 + "</p>")
        yield scrapy.Request(f"data:,{number + 1}")
"""


def make_project(folder):
    """Write the project; its output goes to ``folder/output``."""
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = settings_here\n")
    (folder / "settings_here.py").write_text(_SETTINGS.format(output=str(folder / "output")))
    (folder / "spiders_here.py").write_text(_SPIDER)
    return folder


def _process(folder, arguments):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}
    return {"args": [sys.executable, "-m", "scrapy", *arguments], "cwd": folder, "env": environment, "text": True}


def scrapy(folder, *arguments):
    """Run the real command in a process of its own."""
    return subprocess.run(**_process(folder, arguments), capture_output=True, timeout=120, check=False)


def start_scrapy(folder, *arguments):
    """Start the real command and do not wait for it."""
    return subprocess.Popen(**_process(folder, arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
