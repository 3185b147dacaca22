"""``-O site.xml:wordpress``: the WXR file as a feed of Scrapy, made by the real command."""

import json

import pytest
from lxml import etree

from scraper import settings
from tests.exporters.project import make_project, scrapy

WP = "{http://wordpress.org/export/1.2/}"
EXPORTERS = json.dumps({"wordpress": settings.FEED_EXPORTERS["wordpress"]})


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def test_the_file_holds_posts_and_pages_whole_whatever_its_size(project):
    limits = ("-s", "WORDPRESS_MAX_BYTES=2000", "-s", "EXPORT_MEDIA_URL=https://files.example.com/")
    done = scrapy(project, "crawl", "clinic", "-O", "site.xml:wordpress", "-s", f"FEED_EXPORTERS={EXPORTERS}", *limits)

    assert done.returncode == 0, done.stderr
    channel = etree.parse(project / "site.xml").find("channel")
    names = {item.findtext(f"{WP}post_name") for item in channel.iter("item")}
    assert {"sleep-well", "walk-more", "about"} <= names
    assert not list(project.glob("wordpress-*"))


def test_a_setting_that_makes_no_sense_is_told(project):
    wrong = ("-s", "WORDPRESS_PERMALINK=nowhere")
    done = scrapy(project, "crawl", "clinic", "-O", "site.xml:wordpress", "-s", f"FEED_EXPORTERS={EXPORTERS}", *wrong)

    assert "WORDPRESS_PERMALINK='nowhere' must begin with /" in done.stderr
    assert not (project / "site.xml").exists()
