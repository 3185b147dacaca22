"""Pieces of WXR 1.2: elements, CDATA, dates and meta fields, with nothing that XML 1.0 cannot hold.

Source: ``wp-admin/includes/export.php`` of WordPress, which writes it, and the official importer.
"""

from __future__ import annotations

import re
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pipelines.moments import moment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SQL_DATE = "%Y-%m-%d %H:%M:%S"

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
FOOT = "</channel>\n</rss>\n"


def moment_of(value: str | None) -> datetime | None:
    """Read a stored time; whole seconds, because WordPress keeps no smaller ones."""
    read = moment(value)
    return read.replace(microsecond=0) if read else None


def plain(text: str) -> str:
    """Leave out characters that no XML 1.0 document may hold."""
    return _UNWRITABLE.sub("", text)


def element(name: str, value: object, **given: str) -> str:
    """Write an element of text; ``None`` is empty."""
    said = "".join(f" {key}={quoteattr(plain(text))}" for key, text in given.items())
    return f"<{name}{said}>{escape(plain('' if value is None else str(value)))}</{name}>\n"


def cdata(name: str, value: str | None, **given: str) -> str:
    """Write an element whose text is CDATA; an end of CDATA in the text is divided over two sections."""
    said = "".join(f" {key}={quoteattr(plain(text))}" for key, text in given.items())
    return f"<{name}{said}><![CDATA[{plain(value or '').replace(']]>', ']]]]><![CDATA[>')}]]></{name}>\n"


def meta(kind: str, values: Iterable[tuple[str, object]]) -> str:
    """Write ``postmeta`` or ``commentmeta``; what is ``None`` is not stated."""
    return "".join(
        f"<wp:{kind}>\n{cdata('wp:meta_key', key)}{cdata('wp:meta_value', str(value))}</wp:{kind}>\n"
        for key, value in values
        if value is not None
    )


def dates(moment: datetime, zoned: datetime) -> str:
    """Write publication: ``moment`` in UTC and ``zoned`` in the site's time zone."""
    local, universal = zoned.strftime(SQL_DATE), moment.strftime(SQL_DATE)
    return (
        element("pubDate", format_datetime(moment))
        + cdata("wp:post_date", local)
        + cdata("wp:post_date_gmt", universal)
    )


def modified(moment: datetime, zoned: datetime) -> str:
    """Write the last change."""
    return cdata("wp:post_modified", zoned.strftime(SQL_DATE)) + cdata(
        "wp:post_modified_gmt", moment.strftime(SQL_DATE)
    )
