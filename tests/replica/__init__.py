"""A Wix-like site of a fictional clinic: generator, ground truth and HTTP server for tests."""

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
