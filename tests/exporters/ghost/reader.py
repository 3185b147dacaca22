"""Reads a zip as Ghost's import does: handlers in ``data/importer``, rows as its tables want them."""

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

_LIMITS = {
    "posts": {"title": 255, "slug": 191, "custom_excerpt": 300, "feature_image": 2000, "codeinjection_head": 65535},
    "posts_meta": {
        **dict.fromkeys(("meta_title", "og_title", "twitter_title"), 300),
        **dict.fromkeys(("meta_description", "og_description", "twitter_description"), 500),
        "feature_image_alt": 125,
    },
    "tags": {"name": 191, "slug": 191, "description": 500},
    "users": {"name": 191, "slug": 191, "email": 191, "bio": 200},
}
_EMAIL = re.compile(r"[a-z0-9][a-z0-9_.-]{0,49}@[a-z0-9.-]+\.[a-z]{2,}")
_KEPT_SLUG = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@dataclass
class Imported:
    """What Ghost would have after the import."""

    names: list
    data: dict

    def by_slug(self, table):
        return {row["slug"]: row for row in self.data[table]}

    def related(self, post, table, key, target):
        """Slugs of what a post is tied to, in its order."""
        slugs = {row["id"]: row["slug"] for row in self.data[target]}
        ties = [tie for tie in self.data[table] if tie["post_id"] == post["id"]]
        return [slugs[tie[key]] for tie in sorted(ties, key=lambda tie: tie["sort_order"])]

    def meta(self, post):
        return next((row for row in self.data["posts_meta"] if row["post_id"] == post["id"]), {})


def read(path):
    """Read the zip as Ghost would; an ``AssertionError`` says what Ghost would stumble over."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        _check_names(names)
        loaded = json.loads(archive.read("ghost.json"))
    assert len(loaded) > 1, "an object of one key has to be {db: [...]}"
    assert re.fullmatch(r"\d+\.\d+\.\d+", loaded["meta"]["version"])
    data = loaded["data"]
    for table in ("posts", "tags", "users"):
        _check_unique(data[table])
    for table, limits in _LIMITS.items():
        for row in data[table]:
            for name, limit in limits.items():
                assert len((row.get(name) or "").encode("utf-16-le")) // 2 <= limit, (table, name, row[name])
    _check_posts(data["posts"])
    assert all(_EMAIL.fullmatch(row["email"]) for row in data["users"])
    assert len({row["email"] for row in data["users"]}) == len(data["users"])
    assert not [row for row in data["tags"] if row["name"].startswith(("#", ",")) != (row["visibility"] == "internal")]
    _check_ties(data)
    missing = set(re.findall(r"__GHOST_URL__/(content/[\w./-]+)", json.dumps(data))) - set(names)
    assert not missing
    return Imported(names, data)


def _check_names(names):
    assert len(names) == len(set(names))
    assert [name for name in names if name.lower().endswith(".json")] == ["ghost.json"]
    assert not [name for name in names if name.lower().endswith((".md", ".markdown", ".csv"))]
    for name in names:
        path = PurePosixPath(name)
        assert not path.is_absolute()
        assert ".." not in path.parts
        # What Ghost's storage would rename: the addresses in the posts would no longer be right.
        assert re.fullmatch(r"[\w@.-]+", path.stem)
        assert name == "ghost.json" or path.parts[:2] in {("content", part) for part in ("images", "media", "files")}


def _check_unique(rows):
    for key in ("id", "slug"):
        assert len({row[key] for row in rows}) == len(rows)
    assert all(re.fullmatch(r"[0-9a-f]{24}", row["id"]) for row in rows)
    assert not [row["slug"] for row in rows if not _KEPT_SLUG.fullmatch(row["slug"])]


def _check_posts(rows):
    for row in rows:
        assert row["title"]
        assert row["status"] in ("published", "draft")
        assert row["type"] in ("post", "page")
        assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", row["uuid"])
        for name in ("created_at", "updated_at", "published_at"):
            assert _TIME.fullmatch(row[name]) if row[name] else row["status"] == "draft"
        check_nodes(json.loads(row["lexical"])["root"])


def _check_ties(data):
    posts, users, tags = ({row["id"] for row in data[table]} for table in ("posts", "users", "tags"))
    for table, key, targets in (("posts_authors", "author_id", users), ("posts_tags", "tag_id", tags)):
        for tie in data[table]:
            assert tie["post_id"] in posts
            assert tie[key] in targets
    meta = [row["post_id"] for row in data["posts_meta"]]
    assert len(meta) == len(set(meta))
    assert set(meta) <= posts


_CARDS = {
    "image": {"src", "width", "height", "alt", "caption", "href", "title", "cardWidth"},
    "gallery": {"images", "caption"},
    "video": {"src", "width", "height", "caption", "thumbnailSrc", "fileName", "mimeType", "duration"},
    "audio": {"src", "title", "duration", "mimeType", "thumbnailSrc"},
    "file": {"src", "fileTitle", "fileName", "fileSize", "fileCaption"},
    "embed": {"url", "embedType", "html", "metadata", "caption"},
    "bookmark": {"url", "metadata", "caption"},
    "html": {"html"},
    "button": {"buttonText", "buttonUrl", "alignment"},
    "toggle": {"heading", "content"},
    "codeblock": {"code", "language", "caption"},
    "horizontalrule": set(),
}
_TEXT_BLOCKS = ("paragraph", "extended-heading", "extended-quote")
_INSIDE = {
    "root": {*_TEXT_BLOCKS, "list", *_CARDS},
    **{block: {"extended-text", "linebreak", "link"} for block in _TEXT_BLOCKS},
    "link": {"extended-text", "linebreak"},
    "list": {"listitem"},
    "listitem": {"extended-text", "linebreak", "link", "list"},
}


def check_nodes(node):
    """Check that a Lexical node holds what the editor's node of that type may hold."""
    kind = node["type"]
    if kind in _CARDS:
        assert set(node) >= _CARDS[kind] | {"type", "version"}
        return
    if kind in ("extended-text", "linebreak"):
        assert kind == "linebreak" or (node["text"] and node["format"] in range(256))
        return
    assert {child["type"] for child in node["children"]} <= _INSIDE[kind]
    for child in node["children"]:
        check_nodes(child)


def text_of(node):
    """The text of a node as Ghost's pages show it, cards included."""
    kind = node["type"]
    if kind == "extended-text":
        return node["text"]
    if kind == "linebreak":
        return "\n"
    if "children" in node:
        return "".join(map(text_of, node["children"])) + ("\n" if kind not in ("link", "root") else "")
    shown = {"html": ["html"], "button": ["buttonText"], "toggle": ["heading", "content"], "codeblock": ["code"]}
    values = [node[name] for name in [*shown.get(kind, ()), "caption"] if name in node]
    if kind == "bookmark":
        values += [node["metadata"]["title"], node["metadata"]["description"]]
    return "\n".join(values) + "\n"
