"""``redirects/``: the maps of all receivers as one table, and in the form of each server."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Any

from pipelines.exporters.base import Format
from pipelines.exporters.cells import Column
from pipelines.exporters.redirects import plugins, servers, uploads
from pipelines.exporters.redirects.known import Known
from pipelines.exporters.redirects.plan import STATES, Rule, plan
from pipelines.exporters.storage import atomic_file
from pipelines.exporters.tabular import write_csv
from pipelines.exporters.wordpress.export import site_zone
from pipelines.permalinks.base import Permalinks, Rules
from pipelines.permalinks.ghost import GhostRules
from pipelines.permalinks.static import StaticRules
from pipelines.permalinks.wordpress import WordPressRules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pipelines.corpus import Corpus
    from pipelines.exporters.options import ExportOptions

logger = logging.getLogger(__name__)

_FOLDER = "redirects"
_FIELDS = ("source", "target", "receiver", "kind", "state", "status", "reason")
_SERVERS: dict[str, Callable[[Sequence[Rule]], tuple[str, list[Rule]]]] = {
    "netlify/_redirects": servers.netlify,
    "cloudflare/_redirects": servers.cloudflare,
    "nginx.conf": servers.nginx,
    "apache.htaccess": servers.apache,
}
_OWN: dict[str, dict[str, Callable[[Sequence[Rule]], tuple[str, list[Rule]]]]] = {
    "wordpress": {"redirection.json": plugins.redirection_json, "redirection.csv": plugins.redirection_csv},
    "ghost": {"redirects.json": plugins.ghost_json},
}


def receivers(corpus: Corpus, options: ExportOptions) -> dict[str, Rules]:
    """The rules of all receivers by name."""
    return {
        "wordpress": WordPressRules(options.wordpress_permalink, site_zone(corpus)),
        "ghost": GhostRules.of(corpus),
        "markdown": StaticRules(),
    }


def planned(corpus: Corpus, options: ExportOptions) -> Iterator[tuple[str, list[Rule]]]:
    """Yield the name of each receiver with its rules."""
    known = Known.of(corpus)
    for name, rules in receivers(corpus, options).items():
        permalinks = Permalinks(corpus, rules)
        if name == "wordpress":
            files = uploads.wordpress(known.uploads, corpus, options, site_zone(corpus))
        elif name == "ghost":
            files = uploads.ghost(known.uploads, corpus)
        else:
            files = uploads.static(known.uploads, corpus, permalinks, options.markdown_flavour)
        yield name, plan(corpus, permalinks, known, files)


def _render(corpus: Corpus, folder: Path, options: ExportOptions) -> list[Path]:
    root = folder / _FOLDER
    written: list[Path] = []
    rows: list[dict[str, Any]] = []
    for name, rules in planned(corpus, options):
        active = [rule for rule in rules if rule.state == "redirect"]
        absent: dict[Rule, list[str]] = {}
        for file, write in {**_OWN.get(name, {}), **_SERVERS}.items():
            content, left = write(active)
            with atomic_file(root / name / file) as target:
                target.write(content.encode("utf-8", "surrogateescape"))
            written.append(target.target)
            for rule in left:
                absent.setdefault(rule, []).append(file)
        rows += [_row(name, rule, absent.get(rule, ())) for rule in rules]
        _tell(name, rules)
    table = root / "redirects.csv"
    with atomic_file(table) as target:
        write_csv(rows, target, [Column(field, (field,), "text") for field in _FIELDS])
    return [table, *written]


def _row(receiver: str, rule: Rule, absent: Sequence[str]) -> dict[str, Any]:
    return {
        "source": rule.shown,
        "target": rule.target,
        "receiver": receiver,
        "kind": rule.kind,
        "state": rule.state,
        "status": "301" if rule.state == "redirect" else "",
        "reason": STATES[rule.state] or (f"not in {', '.join(absent)}" if absent else ""),
    }


def _tell(receiver: str, rules: list[Rule]) -> None:
    """Say in the log what a person has to redirect by hand."""
    counts = Counter(rule.state for rule in rules if rule.state not in ("redirect", "kept"))
    if counts:
        shown = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
        logger.info("Redirects to %s: %s: see %s/redirects.csv", receiver, shown, _FOLDER)


REDIRECTS = Format(
    name="redirects",
    description="old paths to new ones for each receiver: Redirection, nginx, Apache, Netlify, Cloudflare, a table",
    files=(f"{_FOLDER}/",),
    render=_render,
)
