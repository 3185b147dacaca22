"""A Wix-like site of a fictional clinic: generator, ground truth and HTTP server for tests.

In a test::

    site = Site.build(seed=7, posts=40).with_post(Post(title="Mine", blocks=(Paragraph(plain("Hi")),), era="2025"))
    with serve(site) as running:
        crawl(running.url)  # the site's address, without a trailing slash
    assert running.views == {}  # no view was counted
    assert {r.status for r in running.requests} <= {200, 404, 429}
    expected = site.truth()  # one dictionary a post, with the fields of the items

From a shell: ``python -m tests.replica --posts 40 --seed 7 --write-url FILE --write-truth FILE``.
"""

from tests.replica.blocks import Button, Heading, ListBlock, ListItem, Paragraph, Run, Video, plain
from tests.replica.model import ERAS, Author, ContactLine, Post
from tests.replica.server import Running, serve
from tests.replica.site import Context, Faults, Site

__all__ = [
    "ERAS",
    "Author",
    "Button",
    "ContactLine",
    "Context",
    "Faults",
    "Heading",
    "ListBlock",
    "ListItem",
    "Paragraph",
    "Post",
    "Run",
    "Running",
    "Site",
    "Video",
    "plain",
    "serve",
]
