"""The audit's first table: what there is, what is missing, and when and where it was written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pipelines.audit.catalogue import advice
from pipelines.audit.counts import by_gravity, by_kind, most_read
from pipelines.audit.survey import Survey, survey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.corpus import Corpus

_audited: WeakKeyDictionary[Corpus, Survey] = WeakKeyDictionary()


def audited(corpus: Corpus) -> Survey:
    """Survey a corpus with all tables but "To do", which are the findings: once, whichever formats show it.

    It is shared and goes with the corpus; nobody may change its rows.
    """
    found = _audited.get(corpus)
    if found is None:
        found = _audited[corpus] = survey(corpus)
        found.rows["overview"] = overview(corpus, found)
    return found


def overview(corpus: Corpus, found: Survey) -> list[dict[str, Any]]:
    """Give the rows ``{section, name, value}`` of the overview."""
    parts = (
        _site(found),
        _counts(corpus, found),
        _fidelity(corpus, found),
        _findings(found),
        _years(found),
        _terms(found),
    )
    return [
        {"section": section, "name": name, "value": value}
        for part in (*parts, _most_read(found))
        for section, name, value in part
        if value not in (None, "")
    ]


def _site(found: Survey) -> Iterator[tuple[str, str, Any]]:
    site = found.site
    read = found.local(site.get("fetched_at"))
    yield "Site", "Name", site.get("name")
    yield "Site", "Address", site.get("url")
    yield "Site", "Read on", read.strftime("%Y-%m-%d %H:%M") if read else None
    yield "Site", "Time zone of all dates here", site.get("timezone") or "UTC"
    yield "Site", "Languages", "; ".join(site.get("languages") or ())


def _counts(corpus: Corpus, found: Survey) -> Iterator[tuple[str, str, Any]]:
    stated = found.site.get("counts") or {}
    posts = Counter(row["status"] for row in found.rows["posts"])
    yield "Content", "Posts", sum(posts.values())
    for status, number in sorted(posts.items()):
        if status != "published":
            yield "Content", f"of these {status}", number
    yield "Content", "Posts that could not be had", stated.get("posts_missing")
    for kind, name in (("page", "Pages"), ("author", "Authors"), ("category", "Categories"), ("tag", "Tags")):
        yield "Content", name, corpus.count(kind)
    yield "Content", "Comments", corpus.count("comment")
    yield "Content", "Contacts", corpus.count("contact")
    files = Counter(row["status"] for row in found.rows["media"])
    for status, name in (("stored", "Media stored"), ("missing", "Media missing"), ("listed", "Media only listed")):
        yield "Media", name, files[status]
    yield "Media", "Megabytes", round(sum(row["megabytes"] or 0 for row in found.rows["media"]), 1)
    yield "Text", "Words in posts", sum(row["words"] for row in found.rows["posts"])
    yield "Text", "Views of all posts", sum(row["views"] or 0 for row in found.rows["posts"])


def _fidelity(corpus: Corpus, found: Survey) -> Iterator[tuple[str, str, Any]]:
    for fate, number in corpus.nodes._asdict().items():
        yield "Parts of bodies", fate, number
    yield "Parts of bodies", "characters of the sources", found.characters["source_chars"]
    yield "Parts of bodies", "characters kept", found.characters["kept_chars"]
    yield "Parts of bodies", "characters dropped with their parts", found.characters["dropped_chars"]
    yield "Parts of bodies", "characters unexplained", corpus.unexplained_chars


def _findings(found: Survey) -> Iterator[tuple[str, str, Any]]:
    for gravity, number in by_gravity(found).items():
        yield "To do", gravity, number
    for code, number in by_kind(found):
        yield "To do, by kind", f"{advice(code).title} ({code})", number


def _years(found: Survey) -> Iterator[tuple[str, str, Any]]:
    years = Counter(row["published"].year for row in found.rows["posts"] if row["published"])
    for year, number in sorted(years.items()):
        yield "Posts by year", str(year), number


def _terms(found: Survey) -> Iterator[tuple[str, str, Any]]:
    for name, section in (("categories", "Posts by category"), ("author", "Posts by author")):
        counts = Counter(part for row in found.rows["posts"] for part in (row[name] or "").split("; ") if part)
        for label, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            yield section, label, number


def _most_read(found: Survey) -> Iterator[tuple[str, str, Any]]:
    for row in most_read(found):
        yield "Most read", row["title"] or row["url"], row["views"]
