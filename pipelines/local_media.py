"""Records that name the files in ``media/`` beside the addresses on Wix's servers, which go when the site goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.html import rewrite_attributes

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH_FIELDS: dict[str, dict[str, str]] = {
    "post": {"cover_path": "cover_image", "image_paths": "images", "video_paths": "videos", "file_paths": "files"},
    "page": {"image_paths": "images", "video_paths": "videos", "file_paths": "files"},
    "author": {"avatar_path": "avatar"},
}
"""Record type -> field with paths -> the field whose addresses they are the files of, in the same order."""

_ADDRESSES = ("src", "poster", "href")


def with_paths(record: dict[str, Any], record_type: str, paths: Mapping[str, str]) -> dict[str, Any]:
    """Add the path fields of the record's type; where a file is missing, its address stands.

    In ``body_html`` the paths take the addresses' place, so that the body shows without Wix.
    """
    added = {name: _local(record.get(source), paths) for name, source in PATH_FIELDS.get(record_type, {}).items()}
    body = record.get("body_html")
    if body and paths and record_type in PATH_FIELDS:
        added["body_html"] = local_body(body, paths)
    return {**record, **added}


def _local(value: Any, paths: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [paths.get(url, url) for url in value]
    return paths.get(value, value) if value else value


def local_body(body: str, paths: Mapping[str, str]) -> str:
    """A body whose images, films, sounds and files are those in ``media/``.

    >>> local_body('<img src="https://static.wixstatic.com/media/a.jpg">',
    ...            {"https://static.wixstatic.com/media/a.jpg": "media/images/tea.jpg"})
    '<img src="media/images/tea.jpg">'
    """
    return rewrite_attributes(body, lambda _tag, name, value: paths.get(value, value) if name in _ADDRESSES else value)
