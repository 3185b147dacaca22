"""One crawl of the replica for all receivers, its media served on loopback."""

from __future__ import annotations

import functools
import http.server
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pipelines.corpus import Corpus
from pipelines.exporters.base import render_all
from pipelines.exporters.options import ExportOptions
from pipelines.exporters.wordpress.export import site_zone
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.wordpress import WordPressRules
from tests.crawling import crawl
from tests.replica.media import media_hosts
from tests.replica.server import serve
from tests.replica.site import Site

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Exported:
    """A crawled site with its files."""

    folder: Path
    corpus: Corpus
    media_port: int


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture(scope="session")
def exported(tmp_path_factory):
    """A crawl with media, and every format of it; files of ``media/`` can be fetched while the fixture lives."""
    output = tmp_path_factory.mktemp("receivers")
    with serve(Site.build(seed=8, posts=40, faults=False)) as running:
        settings = ("MEDIA=True", f"MEDIA_CONNECT_TO={media_hosts(running.url)}", "FORMATS=json")
        done = crawl(output, url=running.url, settings=settings)
    assert done.items("post"), done.stderr
    handler = functools.partial(_Quiet, directory=str(done.folder / "media"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.server_address[1]
    results = render_all(done.folder, options=ExportOptions(media_url=f"http://127.0.0.1:{port}/"))
    assert not [result for result in results if result.error]
    yield Exported(done.folder, Corpus(done.folder), port)
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def places(exported):
    """Where WordPress is expected to have everything."""
    return Permalinks(exported.corpus, WordPressRules("/%postname%/", site_zone(exported.corpus)))


@pytest.fixture(scope="module")
def posts(site):
    """Source address -> post of ``site``, the WordPress of the module."""
    return {post["meta"]["wix_source_url"]: post for post in site.all("posts", "&status=any")}
