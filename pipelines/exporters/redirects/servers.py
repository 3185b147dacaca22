"""Redirect files of servers and hosts of static sites; each function gives a whole file and the rules it left out.

Sources of the forms: the documentation of Netlify, Cloudflare Pages, nginx (``ngx_http_map_module``) and Apache
(``mod_rewrite``); what a real nginx and Apache do with them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.exporters.redirects.plan import Rule

CLOUDFLARE_RULES, CLOUDFLARE_PATTERNS, CLOUDFLARE_LINE = 2_000, 100, 1_000
"""Static rules and rules with a star of a project, characters of a line."""
_LONGEST_KEY = 1_900
"""Bytes of a key that fits a bucket of nginx' map as the file sizes it."""

_LANGUAGE = re.compile(r"lang=([A-Za-z0-9-]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NGINX_HEAD = """\
# In the http block: include this file. In the server block:
#     if ($wix_target) { return 301 $wix_target; }
map_hash_max_size 65536;
map_hash_bucket_size 2048;
"""


def language(rule: Rule) -> str | None:
    """Return the language that a source asks for; ``""`` if it has no query, ``None`` if it has another query.

    Wix' only queries that make a page another one are ``?lang=``.
    """
    query = rule.source.partition("?")[2]
    if not rule.has_query:
        return ""
    found = _LANGUAGE.fullmatch(query)
    return found.group(1) if found else None


def _path(rule: Rule) -> str:
    """Source as servers compare it: decoded; bytes that are no UTF-8 are escaped as surrogates."""
    return unquote(rule.source.partition("?")[0], errors="surrogateescape").rstrip("/")


def netlify(rules: Iterable[Rule]) -> tuple[str, list[Rule]]:
    """``_redirects``: one rule a line, percent-encoded; the first that fits wins, so those with a query come first."""
    first, second, left = [], [], []
    for rule in rules:
        code = language(rule)
        if code is None:
            left.append(rule)
        elif code:
            first.append(f"{_literal(rule)} lang={code} {rule.target} 301\n")
        else:
            second.append(f"{_literal(rule)} {rule.target} 301\n")
    return "".join(first + second), left


def cloudflare(rules: Iterable[Rule]) -> tuple[str, list[Rule]]:
    """``_redirects`` within the limits of Cloudflare Pages; a star stands below all others, as it wants it."""
    lines: list[str] = []
    patterns: list[str] = []
    left: list[Rule] = []
    for rule in rules:
        line = f"{_literal(rule)} {rule.target} 301\n"
        room = len(patterns) < CLOUDFLARE_PATTERNS if rule.paged else len(lines) < CLOUDFLARE_RULES
        if rule.has_query or len(line) > CLOUDFLARE_LINE or not room:
            left.append(rule)
        else:
            (patterns if rule.paged else lines).append(line)
    return "".join(lines + patterns), left


def _literal(rule: Rule) -> str:
    """Source in which a star and a colon, which both hosts take for patterns, are encoded."""
    source = rule.source.partition("?")[0].replace("*", "%2A").replace(":", "%3A")
    return f"{source}/page/*" if rule.paged else source


def nginx(rules: Iterable[Rule]) -> tuple[str, list[Rule]]:
    """Two maps for the ``http`` block: by path, and before it by path and language; the head says how they are used.

    A plain key fits whatever the case of its letters; where that means another page, it is an expression.
    """
    by_path: list[str] = []
    by_language: list[str] = []
    left: list[Rule] = []
    for rule in rules:
        code, path = language(rule), _path(rule)
        if code is None or _CONTROL.search(path) or "//" in path:  # nginx refuses the former and joins the latter
            left.append(rule)
        elif code:
            by_language += _nginx_lines(rule, path, f"?lang={code}")
        else:
            by_path += _nginx_lines(rule, path, "")
    maps = [
        *("map $uri $wix_path_target {", '    default "";', *by_path, "}"),
        *('map "$uri?lang=$arg_lang" $wix_target {', "    default $wix_path_target;", *by_language, "}"),
    ]
    return _NGINX_HEAD + "\n".join([*maps, ""]), left


def _nginx_lines(rule: Rule, path: str, end: str) -> list[str]:
    # Nothing but encoding keeps nginx from taking a dollar for a variable.
    target = _nginx_quoted(rule.target.replace("$", "%24"))
    if rule.paged or rule.exact or len(path.encode(errors="surrogateescape")) > _LONGEST_KEY:
        tail = "/page/[0-9]+" if rule.paged else ""
        pattern = f"~^{_escaped(path)}{tail}/?{_escaped(end)}$"
        return [f'    "{_nginx_quoted(pattern)}" "{target}";']
    return [f'    "{_nginx_quoted(path + slash + end)}" "{target}";' for slash in ("", "/")]


def _nginx_quoted(text: str) -> str:
    """Within double quotes of nginx."""
    return re.sub(r'(["\\])', r"\\\1", text)


def _escaped(text: str) -> str:
    """As a regular expression of PCRE that fits only this text."""
    return re.sub(r"([\\.^$|?*+()\[\]{}])", r"\\\1", text)


def apache(rules: Iterable[Rule]) -> tuple[str, list[Rule]]:
    """Rules for ``.htaccess`` in the root: the pattern is compared with the decoded path without its first slash."""
    first: list[str] = []
    second: list[str] = []
    left: list[Rule] = []
    for rule in rules:
        code, path = language(rule), _path(rule)
        if code is None or _CONTROL.search(path) or "//" in path:
            left.append(rule)
            continue
        source = _escaped(path.strip("/")).replace('"', r"\x22")  # nothing escapes a quote there
        # A percent sign or a dollar before a digit would name a part of a condition or of the pattern.
        target = re.sub(r"([%$\\])", r"\\\1", rule.target)
        tail = "/page/[0-9]+" if rule.paged else ""
        if code:
            first.append(f'RewriteCond %{{QUERY_STRING}} "(?:^|&){re.escape(f"lang={code}")}(?:&|$)"')
            first.append(f'RewriteRule "^{source}/?$" "{target}" [R=301,L,NE,QSD]')
        else:
            second.append(f'RewriteRule "^{source}{tail}/?$" "{target}" [R=301,L,NE]')
    return "\n".join(["RewriteEngine On", *first, *second, ""]), left
