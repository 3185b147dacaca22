"""The audit's tables: their columns, in the words of people who edit websites."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["text", "long", "count", "decimal", "percent", "date", "url", "flag"]


class Field(NamedTuple):
    """One column. ``kind`` says how it is shown and sorted; ``width`` in characters."""

    name: str
    title: str
    kind: Kind = "text"
    width: int = 14


class Sheet(NamedTuple):
    """One table: a sheet of the workbook and a CSV file."""

    name: str
    title: str
    fields: tuple[Field, ...]


_URL = Field("url", "Address", "url", 40)
_NEW = Field("new_address", "New address", "url", 34)
_TITLE = Field("title", "Title", "text", 36)
_COUNTED = (
    Field("words", "Words", "count", 8),
    Field("characters", "Characters", "count", 11),
    Field("minutes", "Reading time (min)", "count", 10),
    Field("outline", "Headings", "long", 30),
    Field("images", "Images", "count", 8),
    Field("images_without_alt", "Images without alt text", "count", 10),
    Field("images_with_file_name", "Alt text is a file name", "count", 10),
    Field("inner_links", "Links within the site", "count", 10),
    Field("outer_links", "Links to other sites", "count", 10),
    Field("incoming_links", "Pages that link here", "count", 10),
)
_FIDELITY = (
    Field("kept", "Text kept", "percent", 8),
    Field("losses", "Parts changed or dropped", "count", 10),
    Field("findings", "Things to do", "count", 8),
)

OVERVIEW = Sheet(
    "overview",
    "Overview",
    (Field("section", "Part", "text", 26), Field("name", "What", "text", 44), Field("value", "Value", "text", 30)),
)
TODO = Sheet(
    "todo",
    "To do",
    (
        Field("gravity", "How grave", "text", 10),
        Field("what", "What", "text", 34),
        Field("url", "Where", "url", 40),
        Field("title", "Title", "text", 30),
        Field("detail", "In detail", "long", 50),
        Field("why", "Why it matters", "long", 40),
        Field("fix", "What to do", "long", 46),
        Field("type", "Kind", "text", 10),
        Field("code", "Code", "text", 22),
    ),
)
POSTS = Sheet(
    "posts",
    "Posts",
    (
        _TITLE,
        _URL,
        _NEW,
        Field("status", "Status", "text", 11),
        Field("published", "Published", "date", 17),
        Field("modified", "Changed", "date", 17),
        Field("years", "Years since last change", "decimal", 9),
        Field("author", "Author", "text", 18),
        Field("language", "Language", "text", 9),
        Field("categories", "Categories", "text", 22),
        Field("tags", "Tags", "text", 22),
        Field("views", "Views", "count", 8),
        Field("views_a_month", "Views a month", "decimal", 9),
        Field("comments", "Comments", "count", 9),
        Field("likes", "Likes", "count", 7),
        *_COUNTED,
        Field("similar_to", "Nearly the same as", "url", 30),
        *_FIDELITY,
    ),
)
PAGES = Sheet(
    "pages",
    "Pages",
    (_TITLE, _URL, _NEW, Field("kind", "Kind"), Field("language", "Language", "text", 9), *_COUNTED, *_FIDELITY),
)
MEDIA = Sheet(
    "media",
    "Media",
    (
        Field("path", "File", "text", 36),
        Field("kind", "Kind", "text", 9),
        Field("status", "Status", "text", 9),
        Field("reason", "Why it is missing", "text", 26),
        Field("megabytes", "MB", "decimal", 8),
        Field("width", "Width", "count", 8),
        Field("height", "Height", "count", 8),
        Field("alt", "Alt text", "text", 30),
        Field("caption", "Caption", "text", 30),
        Field("uses", "Pages that show it", "count", 9),
        Field("used_by", "First of them", "url", 36),
        Field("gps", "Says where it was taken", "flag", 9),
        Field("source_url", "Original address", "url", 40),
    ),
)
LINKS = Sheet(
    "links",
    "Links",
    (
        Field("url", "On the page", "url", 40),
        Field("target", "Leads to", "url", 50),
        Field("kind", "Kind", "text", 11),
        Field("state", "State", "text", 16),
    ),
)
SEO = Sheet(
    "seo",
    "SEO",
    (
        _TITLE,
        _URL,
        Field("type", "Kind", "text", 8),
        Field("seo_title", "Title for search engines", "text", 40),
        Field("seo_title_length", "Length", "count", 8),
        Field("same_title", "Posts and pages of this title", "count", 10),
        Field("description", "Description", "long", 50),
        Field("description_length", "Length", "count", 8),
        Field("canonical", "Canonical address, if another", "url", 30),
        Field("noindex", "Hidden from search engines", "flag", 9),
        Field("og_image", "Picture for social networks", "url", 30),
        Field("translations", "Other languages", "text", 14),
    ),
)
REDIRECTS = Sheet(
    "redirects",
    "Redirects",
    (
        Field("source", "Old address", "url", 46),
        Field("kind", "Kind", "text", 11),
        Field("origin", "Known from", "text", 24),
        Field("wordpress", "New at WordPress", "url", 34),
        Field("ghost", "New at Ghost", "url", 34),
        Field("markdown", "New with a static generator", "url", 34),
        Field("state", "State", "text", 24),
        Field("reason", "What it means", "long", 40),
        Field("target", "The old site redirects to", "url", 40),
        Field("status", "Its answer", "count", 8),
    ),
)
AUTHORS = Sheet(
    "authors",
    "Authors",
    (
        Field("name", "Name", "text", 24),
        Field("posts", "Posts", "count", 8),
        Field("role", "Role", "text", 22),
        Field("credentials", "Qualifications", "text", 30),
        Field("bio", "Biography", "long", 60),
        Field("avatar", "Portrait", "url", 30),
        _URL,
    ),
)
CONTACTS = Sheet(
    "contacts",
    "Contacts",
    (
        Field("kind", "Kind", "text", 11),
        Field("value", "Value", "text", 34),
        Field("label", "Label", "text", 16),
        Field("where", "Where on the page", "text", 18),
        Field("pages", "Pages that show it", "count", 9),
        Field("first", "First of them", "url", 40),
        Field("placeholder", "Leftover of a template", "flag", 9),
        Field("raw", "As shown", "text", 34),
    ),
)
COMMENTS = Sheet(
    "comments",
    "Comments",
    (
        Field("post_url", "Post", "url", 40),
        Field("author", "Author", "text", 20),
        Field("published", "Written", "date", 17),
        Field("text", "Comment", "long", 60),
        Field("answers", "Answers to", "text", 20),
        Field("likes", "Likes", "count", 7),
    ),
)
LOSSES = Sheet(
    "losses",
    "Losses",
    (
        _TITLE,
        _URL,
        Field("node", "Part", "text", 22),
        Field("fate", "What became of it", "text", 11),
        Field("reason", "What is lost, or why", "long", 50),
        Field("times", "Times", "count", 7),
    ),
)
RECURRING = Sheet(
    "recurring",
    "Recurring blocks",
    (Field("kind", "Kind", "text", 10), Field("posts", "Posts", "count", 8), Field("text", "Text", "long", 90)),
)

CHANGES = Sheet(
    "changes",
    "Changes",
    (
        Field("change", "Change", "text", 10),
        Field("type", "Kind", "text", 8),
        _TITLE,
        _URL,
        Field("field", "What changed", "text", 16),
        Field("before", "Before", "long", 50),
        Field("after", "After", "long", 50),
    ),
)

SHEETS = (
    OVERVIEW,
    TODO,
    POSTS,
    PAGES,
    MEDIA,
    LINKS,
    SEO,
    REDIRECTS,
    AUTHORS,
    CONTACTS,
    COMMENTS,
    LOSSES,
    RECURRING,
    CHANGES,
)
"""All tables, in the order of the workbook."""
