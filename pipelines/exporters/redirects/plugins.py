"""Redirect files of WordPress' plugin Redirection and of Ghost; each function gives a whole file and what it left out.

Sources of the forms: the plugin's importers (``fileio/csv.php``, ``json.php``) and its matcher (``models/url``);
Ghost's ``redirect-config-parser`` and ``dynamic-redirect-manager``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipelines.permalinks.ghost import redirect_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.exporters.redirects.plan import Rule

REDIRECTION_ROW = 5_000
"""Bytes of a CSV row that the plugin reads."""
NUMBERED = "/page/[0-9]+"
"""Regular expression of the further pages of a list."""


def redirection_csv(rules: Iterable[Rule]) -> tuple[str, list[Rule]]:
    """Rows for the plugin; sources are percent-encoded and no regular expressions, but for the pages of lists."""
    rows, left = [_csv_row(("source", "target", "regex", "code"))], []
    for rule in rules:
        row = _csv_row((_redirection_source(rule), rule.target, int(rule.paged), 301))
        if len(row.encode()) > REDIRECTION_ROW:
            left.append(rule)
        else:
            rows.append(row)
    return "".join(rows), left


def _csv_row(cells: Iterable[object]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def redirection_json(rules: Iterable[Rule]) -> tuple[str, list[Rule]]:
    """The plugin's own export: one group; a final slash is ignored, and the case of letters where it says nothing."""
    group = {"id": 1, "name": "Wix", "module_id": 1, "enabled": True}
    rows = [_redirection_row(rule, position) for position, rule in enumerate(rules)]
    return _json({"groups": [group], "redirects": rows}), []


def _redirection_row(rule: Rule, position: int) -> dict[str, Any]:
    source = _redirection_source(rule)
    flags = {
        "flag_query": "exact" if rule.has_query else "pass",
        "flag_case": not rule.exact,
        "flag_trailing": not rule.paged,
        "flag_regex": rule.paged,
    }
    return {
        "url": source,
        "match_url": "regex" if rule.paged else source,
        "match_data": {"source": flags},
        "action_code": 301,
        "action_type": "url",
        "action_data": {"url": rule.target},
        "match_type": "url",
        "regex": rule.paged,
        "group_id": 1,
        "enabled": True,
        "position": position,
    }


def _redirection_source(rule: Rule) -> str:
    if not rule.paged:
        return rule.source
    # Releases of the plugin differ in whether they show an expression the encoded path or the decoded one.
    encoded, plain = re.escape(rule.source), re.escape(unquote(rule.source))
    head = encoded if encoded == plain else f"(?:{encoded}|{plain})"
    return f"^{head}{NUMBERED}/?$"


def ghost_json(rules: Iterable[Rule]) -> tuple[str, list[Rule]]:
    """Ghost's upload: ``from`` is a regular expression on the encoded path, to which Ghost adds ``/?$`` itself.

    It compares no queries, and hands them on.
    """
    rows, left = [], []
    for rule in rules:
        if rule.has_query:
            left.append(rule)
            continue
        pattern = redirect_pattern(rule.source) + (NUMBERED if rule.paged else "")
        rows.append({"from": pattern, "to": rule.target, "permanent": True})
    return _json(rows), left


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
