"""What bodies consist of: runs of text, media files and blocks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one set of styles. ``href`` starting with ``/`` is a path of this site."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    sup: bool = False
    sub: bool = False
    color: str = ""
    background: str = ""
    href: str = ""
    anchor: str = ""
    """``key`` of the heading that this run links to, inside the same post."""


Text = tuple[Run, ...]


def plain(text: str | Text) -> Text:
    """A string as one unstyled run; runs as they are."""
    return (Run(text),) if isinstance(text, str) else text


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of the media library. ``dead`` ones answer 403, as on the real host."""

    id: str
    kind: str = "image"
    width: int = 0
    height: int = 0
    filename: str = ""
    size: int = 0
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Text
    align: str = ""


@dataclass(frozen=True, slots=True)
class EmptyLine:
    pass


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    runs: Text
    key: str = ""
    """Name by which :attr:`Run.anchor` refers to this heading."""


@dataclass(frozen=True, slots=True)
class ListItem:
    runs: Text
    sub: ListBlock | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    runs: Text


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Text, ...], ...]
    header: bool = True


@dataclass(frozen=True, slots=True)
class Image:
    media: MediaFile
    alt: str = ""
    caption: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Gallery:
    media: tuple[MediaFile, ...]
    alts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Video:
    """A YouTube film (``youtube`` is its id) or a film of the media library."""

    youtube: str = ""
    media: MediaFile | None = None
    seconds: int = 90


@dataclass(frozen=True, slots=True)
class FileCard:
    media: MediaFile


@dataclass(frozen=True, slots=True)
class Audio:
    media: MediaFile
    name: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """Raw HTML, or a framed address; the DOM never shows the former."""

    html: str = ""
    url: str = ""
    height: int = 300


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Poll:
    title: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Map:
    name: str
    address: str
    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class LinkPreview:
    title: str
    description: str
    href: str


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event of the site's calendar; Wix calls such cards app embeds."""

    name: str
    scheduling: str
    location: str
    href: str


@dataclass(frozen=True, slots=True)
class Gif:
    media: MediaFile


@dataclass(frozen=True, slots=True)
class Collapsible:
    pairs: tuple[tuple[Text, Text], ...]
    """Title and body of each part; the first one is open."""


@dataclass(frozen=True, slots=True)
class Layout:
    columns: tuple[tuple[Text, ...], ...]
    """Paragraphs of each column; Draft.js content has no columns."""


@dataclass(frozen=True, slots=True)
class Checklist:
    items: tuple[tuple[Text, bool], ...]
    """Text of each item, and whether it is ticked; Draft.js content has plain bullets."""


Card = Poll | Map | LinkPreview | EventCard | Gif | Collapsible | Layout | Checklist
Block = (
    Card | Paragraph | EmptyLine | Heading | ListBlock | Quote | Code | Divider | Table
    | Image | Gallery | Video | FileCard | Audio | Embed | Button
)  # fmt: skip
