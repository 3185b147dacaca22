"""What the report's first page says: is everything there, how much is it, what became of it, who is behind it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.audit.catalogue import GRAVITIES, advice
from pipelines.audit.counts import by_kind
from pipelines.exporters.report.charts import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.audit.survey import Survey
    from pipelines.corpus import Corpus

Row = dict[str, Any]

_FATES = (
    ("kept", "as they were"),
    ("converted", "in another form, nothing lost"),
    ("degraded", "lost something: each is named under Losses"),
    ("dropped", "left out on purpose: each is named under Losses"),
)
_WEB = ("http://", "https://")
_FULL = 100


class Headline(NamedTuple):
    """The first sentence of the report."""

    state: str
    """``good``: everything is there; ``part``: texts are, files are not; ``bad``: texts are missing."""
    text: str
    missing: tuple[str, ...] = ()
    """What is not there, one phrase each."""


def headline(corpus: Corpus, found: Survey) -> Headline:
    """Say whether everything that the site lists is in the store.

    A crawl ends with ``complete`` although files are missing that Wix itself has lost: so they are told apart here.
    """
    files = Counter(row["status"] for row in found.rows["media"])
    posts = _number(corpus.count("post"), "post")
    texts, lost = dict(_missing(corpus, found)), dict(_missing_files(files))
    phrases = (*texts.values(), *lost.values())
    if texts:
        return Headline("bad", f"Not complete: {', '.join((*texts, *lost))}", phrases)
    if lost:
        return Headline("part", f"All texts are here ({posts}); {', '.join(lost)}", phrases)
    pages, stored = _number(corpus.count("page"), "page"), _number(files["stored"], "file")
    return Headline("good", f"Complete: {posts}, {pages} and {stored} are here")


def _missing(corpus: Corpus, found: Survey) -> Iterator[tuple[str, str]]:
    """Yield what is not there of posts and texts, in a few words and as a phrase."""
    stated = found.site.get("counts") or {}
    if not found.site:
        yield "stopped early", "The crawl was stopped before its end. Crawl again: what is here stays."
    if posts := stated.get("posts_missing"):
        listed = shown(stated.get("posts_listed") or 0)
        yield f"{_number(posts, 'post')} missing", f"{_number(posts, 'post')} of {listed} that the site lists"
    if lost := corpus.unexplained_chars:
        number = _number(lost, "character")
        yield f"{number} in doubt", f"{number} in which texts and their sources differ without a stated reason"
    counted = {"post-missing", "media-missing", "text-lost"}
    grave = Counter(f.code for f in found.findings if advice(f.code).gravity == "critical" and f.code not in counted)
    for code, times in sorted(grave.items()):
        title = advice(code).title.lower()
        yield f"{title} ({shown(times)})", f"{title}, in {_number(times, 'place')}"


def _missing_files(files: Counter[str]) -> Iterator[tuple[str, str]]:
    if files["missing"]:
        number = _number(files["missing"], "file")
        why = "Media says why. What the server answers with 403 or 404 is lost at Wix: look among your own files."
        yield f"{number} missing", f"{number} that could not be had. {why}"
    if files["listed"]:
        number = _number(files["listed"], "file")
        yield f"{number} not downloaded", f"{number} that are only listed: crawl the site itself, with MEDIA=True"


def _number(count: int, noun: str) -> str:
    return f"{shown(count)} {noun}{'' if count == 1 else 's'}"


def kinds(found: Survey) -> list[Row]:
    """Give the kinds of things to do, the gravest first: ``{code, times}`` and the fields of the advice."""
    rows = [{"code": code, "times": times, **advice(code)._asdict()} for code, times in by_kind(found)]
    return sorted(rows, key=lambda row: GRAVITIES.index(row["gravity"]))


def next_steps(ordered: list[Row]) -> list[Row]:
    """Take the first of the :func:`kinds`: those that are grave, five at most."""
    return [kind for kind in ordered if kind["gravity"] in GRAVITIES[:3]][:5]


def fidelity(corpus: Corpus, found: Survey) -> Row:
    """Give what became of bodies: ``nodes`` as ``(fate, number, per cent, meaning)``, and characters."""
    counts = corpus.nodes._asdict()
    total = sum(counts.values())
    return {
        "nodes": [
            (fate, shown(counts[fate]), round(_FULL * counts[fate] / total, 1) if total else 0.0, meaning)
            for fate, meaning in _FATES
        ],
        **{name: shown(found.characters[name]) for name in ("source_chars", "kept_chars", "dropped_chars")},
        "unexplained": shown(corpus.unexplained_chars),
        "proven": not corpus.unexplained_chars,
    }


def people(corpus: Corpus) -> list[Row]:
    """Give the cards of authors; a portrait is a path in ``media/``, or ``None``."""
    return [
        {
            "name": record.get("name") or record["url"],
            "role": record.get("role"),
            "credentials": record.get("credentials") or (),
            "bio": [part for part in (record.get("bio") or "").split("\n\n") if part],
            "portrait": corpus.media_paths.get(record.get("avatar") or ""),
            "posts": record.get("posts"),
            "links": [link for link in (record["url"], *(record.get("links") or ())) if link.startswith(_WEB)],
        }
        for record in corpus.records("author")
    ]


def contacts(corpus: Corpus) -> list[Row]:
    """Give the cards of contacts, with an address to dial, write to or open where there is one."""
    return [
        {
            "kind": record["kind"],
            "value": record["value"],
            "href": _contact_address(record["kind"], record["value"]),
            "label": record.get("label"),
            "raw": [form for form in record.get("raw") or () if form != record["value"]],
            "where": "; ".join(record.get("where") or ()),
            "pages": len(record.get("pages") or ()),
            "placeholder": bool(record.get("placeholder")),
            "issues": [issue["message"] for issue in record.get("issues") or ()],
        }
        for record in corpus.records("contact")
    ]


def _contact_address(kind: str, value: str) -> str | None:
    if value.startswith(_WEB):
        return value
    if kind == "email" and "@" in value:
        return f"mailto:{value}"
    digits = "".join(sign for sign in value if sign.isdigit())
    if kind in ("phone", "whatsapp") and digits and value.startswith("+"):
        return f"https://wa.me/{digits}" if kind == "whatsapp" else f"tel:+{digits}"
    return None
