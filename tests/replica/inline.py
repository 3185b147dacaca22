"""Runs of text as each era's DOM shows them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from tests.replica import ids
from tests.replica.blocks import Block, Heading, Run, Text

if TYPE_CHECKING:
    from tests.replica.model import Post
    from tests.replica.site import Context

_SPAN_STYLES = {"bold": "font-weight:700", "italic": "font-style:italic", "underline": "text-decoration:underline"}
_TAGS = {"bold": "strong", "italic": "em", "underline": "u"}


@dataclass(frozen=True)
class Scope:
    """What a block needs to know while it is rendered: site, post and the ids of the post's headings."""

    ctx: Context
    post: Post
    anchors: dict[str, str]

    @property
    def era(self) -> str:
        return self.post.era

    def css(self, role: str) -> str:
        return ids.css(self.era, role)

    def node(self, *place: object) -> str:
        """Id of the node at ``place``; the first one of a document is called ``foo``."""
        return "foo" if place == (0,) else ids.node_id(self.post.path, *place)


def scope_of(ctx: Context, post: Post) -> Scope:
    """The scope of ``post``; heading ids are known before the first block is rendered."""
    bare = Scope(ctx, post, {})
    return Scope(ctx, post, anchor_ids(bare, post.blocks))


def anchor_ids(scope: Scope, blocks: tuple[Block, ...]) -> dict[str, str]:
    """``Heading.key`` -> node id."""
    return {b.key: scope.node(n) for n, b in enumerate(blocks) if isinstance(b, Heading) and b.key}


def link_target(scope: Scope, run: Run) -> str:
    """The absolute address, or the fragment of an in-page link."""
    if run.anchor:
        return f"#viewer-{scope.anchors.get(run.anchor, run.anchor)}"
    return scope.ctx.url(run.href)


def text_html(scope: Scope, runs: Text) -> str:
    """All runs in order; no white space is added or lost."""
    return "".join(_run(scope, run) for run in runs)


def _run(scope: Scope, run: Run) -> str:
    if run.href.startswith("/") and "/hashtags/" in run.href:
        return _hashtag(scope, run)
    inner = escape(run.text)
    if scope.era != "2021":
        inner = f"<span>{inner}</span>"
    inner = _scripts(run, inner)
    inner = _colours(scope, run, inner)
    for name, tag in _TAGS.items():
        if getattr(run, name):
            inner = _styled(scope, name, tag, inner)
    if run.strike:
        inner = _strike(scope, inner)
    if run.href or run.anchor:
        inner = _link(scope, run, inner)
    return inner


def _styled(scope: Scope, name: str, tag: str, inner: str) -> str:
    style = _SPAN_STYLES[name]
    if scope.era == "2024":
        return f'<span style="{style}">{inner}</span>'
    if scope.era in ("2021", "2023"):
        return f'<{tag} class="{scope.css(name)}">{inner}</{tag}>' if tag == "u" else f"<{tag}>{inner}</{tag}>"
    return f'<{tag} style="{style}">{inner}</{tag}>'


def _strike(scope: Scope, inner: str) -> str:
    if scope.era in ("2025", "2026"):
        return f'<s style="text-decoration:line-through">{inner}</s>'
    return f'<span style="text-decoration:line-through">{inner}</span>'


def _scripts(run: Run, inner: str) -> str:
    inner = f"<sup>{inner}</sup>" if run.sup else inner
    return f"<sub>{inner}</sub>" if run.sub else inner


def _colours(scope: Scope, run: Run, inner: str) -> str:
    rules = [f"color:{run.color}"] if run.color else []
    rules += [f"background-color:{run.background}"] if run.background else []
    if scope.era == "2026" and rules and not run.background:
        rules.append("background-color:transparent")
    if scope.era in ("2025", "2026") and rules:
        rules.append("text-decoration:inherit")
    return f'<span style="{";".join(rules)}">{inner}</span>' if rules else inner


def _link(scope: Scope, run: Run, inner: str) -> str:
    href = escape(link_target(scope, run))
    css = f"{scope.css('link')} {scope.css('link-colour')}"
    if scope.era in ("2021", "2023"):
        hook = "anchorLink" if run.anchor else "linkViewer"
        return (
            f'<a data-hook="{hook}" href="{href}" target="_blank" rel="noopener noreferrer" class="{css}">{inner}</a>'
        )
    if run.anchor:
        hook = "AnchorLink" if scope.era == "2024" else "anchor-link"
        return f'<a href="{href}" class="{css}" data-hook="{hook}">{inner}</a>'
    hook = "WebLink" if scope.era == "2024" else "web-link"
    return f'<a target="_blank" href="{href}" rel="noopener" class="{css}" data-hook="{hook}">{inner}</a>'


def _hashtag(scope: Scope, run: Run) -> str:
    href, text = escape(scope.ctx.url(run.href)), escape(run.text)
    return f'<span><a class="{scope.css("hashtag")}" href="{href}" target="_blank"><span>{text}</span></a></span>'
