"""What can go wrong, and where each is raised. Every message is one line that says what to do."""

from __future__ import annotations


class WixExportError(Exception):
    """Base of all errors that are the user's to mend; commands print it and exit with status 2."""


class ArgumentError(WixExportError):
    """A spider argument, setting or command argument is unknown or malformed; raised before any request."""


class NotWixError(WixExportError):
    """The start page answered, but nothing in it says Wix; raised by the spider after the first page."""


class UnreachableError(WixExportError):
    """The start page did not answer (no network, DNS, refused); raised by the spider."""


class ArchiveError(WixExportError):
    """A WARC file or folder is missing, unreadable or holds no responses; raised before any request."""


class OutputError(WixExportError):
    """An output folder or file cannot be written; raised before any request and by the exporters."""


class StoreError(WixExportError):
    """``items.jsonl`` is missing or holds a line that is not a record; raised by the corpus reader."""
