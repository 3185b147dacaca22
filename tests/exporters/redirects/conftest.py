"""The maps of the site with every kind of old path, written once."""

import pytest

from pipelines.exporters.options import ExportOptions
from pipelines.exporters.redirects.export import REDIRECTS
from tests.exporters.redirects.sites import records, store


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    REDIRECTS.render(store(folder, records()), folder, ExportOptions())
    return folder / "redirects"
