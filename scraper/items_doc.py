"""``docs/items.md``, made from the attribute docstrings of :mod:`scraper.items`.

``python -m scraper.items_doc`` prints it.
"""

from __future__ import annotations

import ast
import inspect
import re

from scraper import items

_HEAD = """\
# Items

Every record of `items.jsonl` is one JSON object: `type` (the class in lower case) and the fields below. This page is
made from `scraper/items.py` by `python -m scraper.items_doc`; a test keeps it true.

`null` = the site does not state it; `0`, `""`, `[]` = the site states that there is none. Times are ISO 8601, in UTC.
The key of a record is its type and `url`: the last record of a key wins.

In CSV files, lists are joined by `; `, nested records are flattened (`seo` becomes `seo_title`, `seo_description` ...),
lists of records and free-form objects are compact JSON, `issues` is a list of `field: code` (the messages are in
`issues.csv`), and an empty cell stands for "not stated" as well as for "none". A cell that a spreadsheet would run as a
formula begins with an apostrophe; numbers and phone numbers such as `+85225550123` do not. `body_html_length` counts
the characters of `body_html`: Excel cuts cells above 32,767 characters when it opens a CSV file (LibreOffice does not);
the JSON files are whole.
"""


def items_markdown() -> str:
    """Give the documentation of all records as Markdown, in the order of the source."""
    tree = ast.parse(inspect.getsource(items))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    kinds = {cls.__name__ for cls in items.RECORD_TYPES.values()}
    records = [_section(node) for node in classes if node.name in kinds]
    parts = [_section(node) for node in classes if node.name not in kinds and node.name != "Record"]
    common = next(_section(node) for node in classes if node.name == "Record")
    return "\n".join([_HEAD, common, *records, "## Parts of records\n", *(_deeper(part) for part in parts)])


def _section(node: ast.ClassDef) -> str:
    intro = _markdown(ast.get_docstring(node) or "")
    title = "All records" if node.name == "Record" else node.name.lower()
    rows = [f"| `{name}` | {_escape(kind)} | {_escape(text)} |" for name, kind, text in _fields(node)]
    return "\n".join([f"## {title}", "", intro, "", "| field | type | meaning |", "| --- | --- | --- |", *rows, ""])


def _fields(node: ast.ClassDef) -> list[tuple[str, str, str]]:
    """Pair each annotated attribute with the string under it."""
    found = []
    for entry, below in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(entry, ast.AnnAssign) and isinstance(entry.target, ast.Name):
            found.append((entry.target.id, _type(entry.annotation), _markdown(_string(below))))
    return found


def _string(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return inspect.cleandoc(node.value.value)
    return ""


def _type(annotation: ast.expr) -> str:
    """Say in JSON's words what a Python type is."""
    text = ast.unparse(annotation).replace(" | None", " or null")
    text = re.sub(r"tuple\[(.+), \.\.\.\]", r"list of \1", text)
    text = re.sub(r"dict\[str, (\w+)\]", r"object of \1", text)
    for python, json in (("str", "text"), ("int", "integer"), ("bool", "true/false"), ("Any", "any value")):
        text = re.sub(rf"\b{python}\b", json, text)
    return re.sub(r"\b(Issue|Link|MenuEntry|Seo|Fidelity)\b", lambda found: found.group().lower(), text)


def _markdown(text: str) -> str:
    return re.sub(r":\w+:`([^`]+)`", r"`\1`", text).replace("``", "`").replace("`None`", "`null`")


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _deeper(section: str) -> str:
    return "#" + section


if __name__ == "__main__":
    print(items_markdown(), end="")
