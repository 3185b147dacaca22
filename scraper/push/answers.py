"""What WordPress answered when it did not do as asked, and what a person can do about it."""

from __future__ import annotations

import html
import re
from typing import Any

_SHOWN = 200
_TAGS = re.compile(r"<[^>]*>")
_TOO_LARGE = "the file is larger than the server takes: raise upload_max_filesize and post_max_size (PHP) there"
_RIGHTS = "the account may not do this: use one with the role Editor or Administrator"

# Codes of WordPress' own REST API -> what to do.
_ADVICE = {
    "rest_cannot_create": "the account may not create this: use one with the role Editor or Administrator",
    "rest_cannot_edit": _RIGHTS,
    "rest_cannot_edit_others": "the account may not write for others: use one with the role Editor or Administrator",
    "rest_cannot_publish": _RIGHTS,
    "rest_cannot_assign_term": _RIGHTS,
    "rest_comment_closed": "comments are closed there: open them (Settings, Discussion) and push again",
    "rest_comment_draft_post": "drafts take no comments: publish the post and push again",
    "rest_upload_no_data": _TOO_LARGE,
    "rest_upload_file_too_big": _TOO_LARGE,
    "rest_upload_limited_space": "there is no more room for files: raise the quota",
    "rest_upload_image_type_not_supported": "the server cannot read pictures of this type: convert it, or let PHP's "
    "image library be renewed",
}


class RefusedError(Exception):
    """One request was refused for good; the rest may go on. ``code`` is WordPress' own, ``""`` if it said none."""

    def __init__(self, reason: str, *, status: int = 0, code: str = "", data: dict[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.code = code
        self.data = data or {}


class StoppedError(Exception):
    """Nothing more can be sent now; what was sent is noted, and a later run goes on."""


def refusal(status: int, body: Any, *, upload: bool = False) -> RefusedError:
    """Make the error of an answer; ``body`` is its JSON, ``upload``: a file was sent."""
    facts = body if isinstance(body, dict) else {}
    code, said = str(facts.get("code") or ""), _line(str(facts.get("message") or ""))
    advice = _ADVICE.get(code) or _by_status(status, code, said, upload=upload)
    parts = [f"{status} {code}".strip(), said, advice]
    data = facts.get("data")
    return RefusedError(
        ": ".join(part for part in parts if part),
        status=status,
        code=code,
        data=data if isinstance(data, dict) else None,
    )


def _by_status(status: int, code: str, said: str, *, upload: bool) -> str:
    if status == 413 or "upload_max_filesize" in said:
        return _TOO_LARGE
    if status == 403 and not code:
        return "a firewall or security plugin refused it: let the REST API through for this account"
    if status == 403:
        return "the account may not upload files: use one with the role Author or higher" if upload else _RIGHTS
    if code == "rest_upload_unknown_error":
        return "if the type of the file is not allowed (svg is not), allow it with a plugin, or convert the file"
    return ""


def _line(text: str) -> str:
    return " ".join(html.unescape(_TAGS.sub("", text)).split())[:_SHOWN].rstrip(".")
