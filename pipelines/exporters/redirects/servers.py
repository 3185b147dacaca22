"""Redirect files in the form of each server and plugin; each function gives a whole file.

Sources of the forms: the documentation of Netlify, Cloudflare Pages, nginx (``ngx_http_map_module``) and Apache
(``mod_rewrite``); the importers of the WordPress plugin Redirection (``fileio/csv.php``, ``json.php``); Ghost's
``redirect-config-parser`` and ``dynamic-redirect-manager``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pipelines.permalinks.ghost import redirect_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.exporters.redirects.plan import Rule

CLOUDFLARE_RULES, CLOUDFLARE_LINE = 2_000, 1_000
"""Static rules of a project, characters of a line."""
REDIRECTION_ROW = 5_000
"""Bytes of a row that the plugin reads."""


def redirection_csv(rules: Iterable[Rule]) -> str:
    """Rows for the plugin Redirection; sources are no regular expressions."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("source", "target", "regex", "code"))
    writer.writerows((rule.source, rule.target, 0, 301) for rule in rules)
    return out.getvalue()


def redirection_json(rules: Iterable[Rule]) -> str:
    """The plugin's own export: one group, exact sources, query and final slash ignored as it does by default."""
    group = {"id": 1, "name": "Wix", "module_id": 1, "enabled": True}
    rows = [
        {
            "url": rule.source,
            "match_url": rule.source,
            "match_data": {
                "source": {
                    "flag_query": "exact" if rule.has_query else "pass",
                    "flag_case": True,
                    "flag_trailing": True,
                    "flag_regex": False,
                }
            },
            "action_code": 301,
            "action_type": "url",
            "action_data": {"url": rule.target},
            "match_type": "url",
            "regex": False,
            "group_id": 1,
            "enabled": True,
            "position": position,
        }
        for position, rule in enumerate(rules)
    ]
    return json.dumps({"groups": [group], "redirects": rows}, ensure_ascii=False, indent=1) + "\n"


def ghost_json(rules: Iterable[Rule]) -> str:
    """Ghost's upload: ``from`` is a regular expression on the encoded path, to which Ghost adds ``/?$`` itself."""
    rows = [
        {"from": redirect_pattern(rule.source), "to": rule.target, "permanent": True}
        for rule in rules
        if not rule.has_query
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def netlify(rules: Iterable[Rule]) -> str:
    """``_redirects``: one rule a line, addresses percent-encoded."""
    return "".join(f"{rule.source} {rule.target} 301\n" for rule in rules if not rule.has_query)


def cloudflare(rules: Iterable[Rule]) -> tuple[str, list[Rule]]:
    """``_redirects`` within the limits of Cloudflare Pages, and the rules that found no room in it."""
    lines: list[str] = []
    left: list[Rule] = []
    for rule in rules:
        line = f"{rule.source} {rule.target} 301\n"
        if rule.has_query or len(line) > CLOUDFLARE_LINE or len(lines) >= CLOUDFLARE_RULES:
            left.append(rule)
        else:
            lines.append(line)
    return "".join(lines), left


def nginx(rules: Iterable[Rule]) -> str:
    """A map from the decoded path to the new one, for the ``http`` block; the head says how it is used."""
    lines = [
        "# In the http block: include this file. In the server block:",
        "#     if ($wix_target) { return 301 $wix_target; }",
        "map_hash_max_size 65536;",
        "map_hash_bucket_size 2048;",
        "map $uri $wix_target {",
        '    default "";',
    ]
    for rule in rules:
        if not rule.has_query:
            source = _quoted(unquote(rule.source).rstrip("/"))
            lines += [f'    "{source}{slash}" "{_quoted(rule.target)}";' for slash in ("", "/")]
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    """Within double quotes of nginx; only a key that begins with ``~`` would be an expression, and paths do not."""
    return re.sub(r'(["\\$])', r"\\\1", text)


def apache(rules: Iterable[Rule]) -> str:
    """Rules for ``.htaccess`` in the root: the pattern is compared with the decoded path without its first slash."""
    lines = ["RewriteEngine On"]
    for rule in rules:
        if rule.has_query:
            continue
        source = re.sub(r"([\\.^$|?*+()\[\]{}\"])", r"\\\1", unquote(rule.source).strip("/")).replace(" ", "\\ ")
        # A percent sign and a digit would name a part of a condition.
        target = re.sub(r"([%$\\])", r"\\\1", rule.target)
        lines.append(f'RewriteRule "^{source}/?$" "{target}" [R=301,L,NE]')
    return "\n".join([*lines, ""])
