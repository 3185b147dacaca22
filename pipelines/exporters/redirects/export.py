"""``redirects/``: the maps of all receivers as one table, and in the form of each server."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from pipelines.exporters.base import Format
from pipelines.exporters.cells import Column
from pipelines.exporters.redirects import servers
from pipelines.exporters.redirects.plan import Rule, plan
from pipelines.exporters.storage import atomic_file
from pipelines.exporters.tabular import write_csv
from pipelines.exporters.wordpress.export import site_zone
from pipelines.permalinks.base import Permalinks, Rules
from pipelines.permalinks.ghost import GhostRules
from pipelines.permalinks.static import StaticRules
from pipelines.permalinks.wordpress import WordPressRules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

_FIELDS = ("receiver", "source", "target", "kind", "state", "note")
_NOTES = {
    "kept": "the path stays",
    "conflict": "another page of the new site lives there: redirect by hand, or give that page another slug",
}


def receivers(corpus: Corpus, options: ExportOptions) -> dict[str, Rules]:
    """The rules of all receivers by name."""
    return {
        "wordpress": WordPressRules(options.wordpress_permalink, site_zone(corpus)),
        "ghost": GhostRules.of(corpus),
        "markdown": StaticRules(),
    }


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    root = folder / "redirects"
    shutil.rmtree(root, ignore_errors=True)
    written: list[Path] = []
    rows: list[dict[str, Any]] = []
    for name, rules in receivers(corpus, options).items():
        planned = plan(corpus, Permalinks(corpus, rules))
        active = [rule for rule in planned if rule.state == "redirect"]
        left = set()
        for file, content, without in _files(name, active):
            path = root / name / file
            with atomic_file(path) as target:
                target.write(content.encode("utf-8", "replace"))
            written.append(path)
            left |= {(rule.source, file) for rule in without}
        rows += [_row(name, rule, left) for rule in planned]
    table = root / "redirects.csv"
    with atomic_file(table) as target:
        write_csv(rows, target, [Column(field, (field,), "text") for field in _FIELDS])
    return [table, *written]


def _files(receiver: str, rules: list[Rule]) -> Iterator[tuple[str, str, list[Rule]]]:
    """Yield name, content and left-out rules of each file."""
    queried = [rule for rule in rules if rule.has_query]
    if receiver == "wordpress":
        short = [r for r in rules if len(f"{r.source},{r.target},0,301\n".encode()) <= servers.REDIRECTION_ROW]
        yield "redirection.json", servers.redirection_json(rules), []
        yield "redirection.csv", servers.redirection_csv(short), [rule for rule in rules if rule not in short]
    if receiver == "ghost":
        yield "redirects.json", servers.ghost_json(rules), queried
    cloudflare, left = servers.cloudflare(rules)
    yield "netlify/_redirects", servers.netlify(rules), queried
    yield "cloudflare/_redirects", cloudflare, left
    yield "nginx.conf", servers.nginx(rules), queried
    yield "apache.htaccess", servers.apache(rules), queried


def _row(receiver: str, rule: Rule, left: set[tuple[str, str]]) -> dict[str, Any]:
    absent = sorted(file for source, file in left if source == rule.source)
    note = _NOTES.get(rule.state, f"not in {', '.join(absent)}" if absent else "")
    return {
        "receiver": receiver,
        "source": rule.source,
        "target": rule.target,
        "kind": rule.kind,
        "state": rule.state,
        "note": note,
    }


REDIRECTS = Format(
    name="redirects",
    description="old paths to new ones for each receiver: Redirection, nginx, Apache, Netlify, Cloudflare, a table",
    files=("redirects/",),
    render=_render,
)
