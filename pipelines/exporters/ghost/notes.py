"""What Ghost cannot hold, for ``ghost.md``."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

_CODES: dict[str, str] = {
    "title-missing": "Without a title; Ghost needs one, so this stands there",
    "title-cut": "Title longer than 255 characters, cut; whole",
    "excerpt-cut": "Excerpt longer than 300 characters, cut; whole",
    "meta-cut": "A title or description for search engines was too long and cut; whole",
    "alt-cut": "Alternative text of the cover longer than 125 characters, cut; whole",
    "bio-cut": "Biography longer than 200 characters, cut; whole",
    "person-rest": "What Ghost has no field for",
    "description-cut": "Description longer than 500 characters, cut; whole",
    "tag-merged": "Tags named as a category is: one tag in Ghost, which allows a post no two of one name",
    "scheduled": "Scheduled: imported as a draft, its date is kept; schedule it again",
    "state": "Neither published nor a draft: imported as a draft",
    "cover-hidden": "The cover is hidden on the post's page; a Ghost theme shows it",
    "media-outside": "Still loaded from the old site: there is no stored file that Ghost takes",
    "file-refused": "Stored files of a type that Ghost's import does not take, left out of the zip",
    "link-outside": "Links that still lead to the old site, because nothing of it that was stored lies there",
    "place": "A place where the old site showed something that could not be had; a comment in the text marks it",
    "alignment": "Paragraphs that are centred or aligned otherwise: kept in the editor, not shown by Ghost's pages",
    "indent": "Indented paragraphs: kept in the editor, not shown by Ghost's pages",
    "direction": "Blocks in another direction than their post: kept in the editor, not marked on Ghost's pages",
    "html-card": "Blocks that Ghost's editor has no card for: kept whole, as HTML cards",
    "gallery-texts": "Pictures of a gallery with a caption of their own: it stands in the gallery's own",
    "views": "View counts",
    "likes": "Like counts",
    "comments": "Comments",
}
_MAX_LINES = 500
# Of these, only how many there are: each is in the CSV files, or in the text itself.
_COUNTED = frozenset({"alignment", "indent", "direction", "html-card", "gallery-texts", "views", "likes", "comments"})
_WHERE = {
    "views": "Ghost has no field; they stay in posts.csv",
    "likes": "Ghost has no field; they stay in posts.csv",
    "comments": "Ghost's import takes none; they stay in comments.csv, with their posts' addresses",
}


@dataclass(slots=True)
class Notes:
    """Collects what is to be told; ``code`` is a key of the table above."""

    counts: Counter[str] = field(default_factory=Counter)
    _lines: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, place: str, detail: str = "") -> None:
        """Note one case at ``place``, the address of a record; a case that was noted there already counts once."""
        if code in _COUNTED:
            self.counts[code] += 1
        elif (place, detail) not in self._lines[code][-20:]:
            self.counts[code] += 1
            self._lines[code].append((place, detail))

    def markdown(self) -> str:
        """All cases as Markdown lists, in the order of the table."""
        parts = []
        for code, title in _CODES.items():
            if not self.counts[code]:
                continue
            where = f" ({_WHERE[code]})" if code in _WHERE else ""
            lines = [f"- **{title}: {self.counts[code]:,}**{where}"]
            listed = self._lines[code][:_MAX_LINES]
            lines += [f"  - {_plain(place)}{': ' if detail else ''}{_plain(detail)}" for place, detail in listed]
            if len(self._lines[code]) > _MAX_LINES:
                lines.append(f"  - and {len(self._lines[code]) - _MAX_LINES:,} more")
            parts.append("\n".join(lines))
        return "\n".join(parts) + "\n" if parts else "Nothing: everything has its place.\n"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")
