"""The import rules of the house, read from the syntax trees."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# What each part may import of ours; settings and commands are the composition root and free.
_EXTRACTION = ("scraper.items", "scraper.exceptions", "scraper.urls", "scraper.extraction")
_RULES = [
    ("scraper/items.py", ()),
    ("scraper/exceptions.py", ()),
    ("scraper/urls.py", ()),
    ("scraper/extraction", _EXTRACTION),
    ("pipelines", ("scraper.items", "scraper.exceptions", "scraper.urls", "pipelines")),
]
_NO_INPUT_OUTPUT = ("io", "os", "pathlib", "socket", "subprocess", "tempfile", "time", "urllib.request", "scrapy")


def modules(place):
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path):
    """Every name that a module imports, with the line: ``from a import b`` gives ``a.b``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: absolute imports only"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def within(name, parts):
    return any(name == part or name.startswith(part + ".") for part in parts)


def violations(place, allowed):
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(place)
        for name, line in imports(path)
        if within(name, ("scraper", "pipelines", "tests")) and not within(name, allowed)
    ]


@pytest.mark.parametrize(("place", "allowed"), _RULES, ids=[place for place, _ in _RULES])
def test_a_part_imports_only_what_lies_to_its_left(place, allowed):
    assert modules(place)
    assert violations(place, allowed) == []


def test_spiders_know_neither_what_writes_nor_what_composes():
    composing = ("pipelines", "scraper.settings", "scraper.commands", "scraper.progress")

    found = [name for path in modules("scraper/spiders") for name, _ in imports(path) if within(name, composing)]

    assert found == []


def test_the_rule_finds_a_violation(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "pipelines").mkdir()
    (tmp_path / "pipelines" / "bad.py").write_text("from scraper.extraction import document\nimport scraper.items\n")

    assert violations("pipelines", ("scraper.items",)) == [
        "pipelines/bad.py:1 imports scraper.extraction.document",
    ]


def test_extraction_does_no_input_or_output():
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules("scraper/extraction")
        for name, line in imports(path)
        if within(name, _NO_INPUT_OUTPUT)
    ]

    assert found == []


def test_extraction_reads_no_clock():
    clock = {"now", "utcnow", "today"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules("scraper/extraction")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clock
    ]

    assert found == []


def test_beautiful_soup_has_one_module():
    users = [
        name_of(path)
        for place in ("scraper", "pipelines")
        for path in modules(place)
        for name, _ in imports(path)
        if within(name, ("bs4",))
    ]

    assert set(users) <= {"pipelines.html"}


def test_no_underscore_name_of_scrapy_is_used():
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for place in ("scraper", "pipelines")
        for path in modules(place)
        for name, line in imports(path)
        if name.startswith("scrapy.") and any(part.startswith("_") for part in name.split("."))
    ]

    assert found == []


def test_nothing_is_caught_wholesale():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for place in ("scraper", "pipelines")
        for path in modules(place)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]

    assert found == []


def test_modules_stay_small():
    too_long = {
        str(path.relative_to(ROOT)): lines
        for place in ("scraper", "pipelines")
        for path in modules(place)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300 and path.name != "items.py"
    }

    assert too_long == {}


def test_functions_stay_small():
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for place in ("scraper", "pipelines")
        for path in modules(place)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 50
    ]

    assert too_long == []


def test_every_stage_has_a_test_module():
    stages = {
        path.stem
        for path in (ROOT / "pipelines").glob("*.py")
        if any(
            isinstance(node, ast.ClassDef) and node.name.endswith("Pipeline")
            for node in ast.parse(path.read_text(encoding="utf-8")).body
        )
    }

    assert stages
    assert {stage for stage in stages if not (ROOT / "tests" / "pipelines" / f"test_{stage}.py").exists()} == set()
